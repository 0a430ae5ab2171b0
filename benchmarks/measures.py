"""What the benchmarks compare: one protocol for the program and its peers, and what they tell of a recording.

Conventions
    A system tells only what it was asked for; the rest is None. Times are seconds from the start of the recording.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from voicecoach.adapters.media import MediaFile
from voicecoach.audio import Samples, Span
from voicecoach.tracks import F0Track

Measure = Literal["words", "fillers", "pauses", "articulation_rate", "syllables", "pitch"]


@dataclass(frozen=True)
class Sound:
    """A recording: a file, or samples that were made from one."""

    name: str
    path: Path | None = None
    made: Samples | None = None

    @cached_property
    def samples(self) -> Samples:
        """All samples, mono at `units.RATE_HZ`."""
        if self.made is not None:
            return self.made
        assert self.path is not None
        return np.concatenate([chunk.samples for chunk in MediaFile(self.path).chunks()])


@dataclass(frozen=True, slots=True)
class Told:
    """What a system tells of a recording; None where it was not asked or does not know."""

    words: str | None = None
    """The text, filled pauses may be among it."""
    fillers: tuple[Span, ...] | None = None
    pauses: tuple[Span, ...] | None = None
    articulation_rate_syl_s: float | None = None
    syllables: int | None = None
    f0: F0Track | None = None


class System(Protocol):
    """Something that measures speech."""

    @property
    def name(self) -> str:
        """What the results call it: one word."""

    @property
    def version(self) -> str:
        """The version of the library behind it."""

    @property
    def measures(self) -> frozenset[Measure]:
        """What it can tell."""

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Measure a recording.

        Args:
            sound: The recording.
            wanted: What to tell, all of it among `measures`.
        """
