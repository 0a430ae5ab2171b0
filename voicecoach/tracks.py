"""One number a frame, at a fixed hop.

Conventions
    Frame i is centred on start_s + i * hop_s. Times are seconds from the start of the recording.
    F0 is NaN exactly where there is no voice, never 0. Arrays are read-only.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span

Values = NDArray[np.floating[Any]]
"""One number a frame, shape (n,); in 32 bits where no more is measured: hours of them are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One number a frame."""

    values: Values
    hop_s: float
    start_s: float = 0.0

    def __post_init__(self) -> None:
        if self.values.ndim != 1 or not self.hop_s > 0:
            raise ValueError("a track is 1-D and its hop is positive")
        self.values.flags.writeable = False

    @property
    def times_s(self) -> Values:
        """Centre of each frame."""
        return np.asarray(self.start_s + self.hop_s * np.arange(len(self.values)))

    def frames(self, span: Span) -> slice:
        """The frames whose centres lie in `span`; empty when there are none."""
        first = int(np.ceil((span.start_s - self.start_s) / self.hop_s - 1e-9))
        last = int(np.ceil((span.end_s - self.start_s) / self.hop_s - 1e-9))
        return slice(max(0, first), max(0, min(last, len(self.values))))

    def between(self, span: Span) -> Values:
        """The values whose frame centres lie in `span`; empty when there are none."""
        return self.values[self.frames(span)]


@dataclass(frozen=True, slots=True, eq=False)
class F0Track(Track):
    """Fundamental frequency in hertz; NaN where there is no voice."""

    def __post_init__(self) -> None:
        Track.__post_init__(self)
        if np.any(self.values <= 0):
            raise ValueError("f0 is NaN where there is no voice, never 0 and never negative")


@dataclass(frozen=True, slots=True, eq=False)
class LevelTrack(Track):
    """RMS level in decibels re full scale, held above `units.FLOOR_DB`."""
