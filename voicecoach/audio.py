"""Samples and time.

Conventions
    Samples are float32, mono, 1-D, full scale at +-1, at `units.RATE_HZ` unless a rate is named.
    A span is half-open, [start_s, end_s), in seconds from the start of the recording.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.units import RATE_HZ

Samples = NDArray[np.float32]
"""Mono samples, shape (n,), full scale at +-1."""

MOST_AMPLITUDE = 8.0
"""Samples beyond this many times full scale are cut to it: sound mixed in floats without a limiter stays within 18 dB
of full scale, and what lies beyond is damage, whose power may be too large for a number (own proposal)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, [start_s, end_s).

    Raises:
        ValueError: When it ends before it starts.
    """

    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        if not self.end_s >= self.start_s:
            raise ValueError(f"a span can't end ({self.end_s} s) before it starts ({self.start_s} s)")

    @property
    def duration_s(self) -> float:
        """Length in seconds; 0 for an empty span."""
        return self.end_s - self.start_s

    def overlap_s(self, other: "Span") -> float:
        """Seconds that both spans share; 0 when they are apart."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))


@dataclass(frozen=True, slots=True, eq=False)
class AudioChunk:
    """A piece of a recording, at `units.RATE_HZ`.

    Chunks of one recording follow each other without gap or overlap.
    """

    samples: Samples
    start_sample: int
    """Index of the first sample in the recording."""

    def __post_init__(self) -> None:
        _check_samples(self.samples)
        self.samples.flags.writeable = False

    @property
    def start_s(self) -> float:
        """Seconds from the start of the recording."""
        return self.start_sample / RATE_HZ

    @property
    def end_sample(self) -> int:
        """Index after the last sample in the recording."""
        return self.start_sample + len(self.samples)


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Sound that is too long to be held whole, mono at `units.RATE_HZ`."""

    count: int
    """How many samples it has."""
    pieces: Iterable[Samples]
    """All of them, in order; they are gone through once."""


def within_reason(samples: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """Samples of any shape within `MOST_AMPLITUDE`; what is infinite or no number is silence."""
    numbers = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(np.clip(numbers, -MOST_AMPLITUDE, MOST_AMPLITUDE), dtype=np.float32)


def chunks(samples: Samples, chunk_s: float = 1.0) -> Iterator[AudioChunk]:
    """Cut samples that are already in memory into chunks; nothing for an empty array."""
    step = max(1, round(chunk_s * RATE_HZ))
    for start in range(0, len(samples), step):
        yield AudioChunk(samples[start : start + step], start)


def _check_samples(samples: Samples) -> None:
    if samples.ndim != 1 or samples.dtype != np.float32:
        raise ValueError(f"samples are 1-D float32, not {samples.ndim}-D {samples.dtype}")
