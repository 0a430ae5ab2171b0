"""Who speaks when.

Conventions
    Speakers are letters, A, B, C and so on: in the order of the channels where each has one of their own, else in the
    order in which they first speak. Spans of two speakers may overlap.
"""

from dataclasses import dataclass
from string import ascii_uppercase

from voicecoach.audio import Span

MOST_SPEAKERS = len(ascii_uppercase)
"""More than these can't be named by a letter."""


@dataclass(frozen=True, slots=True)
class SpeakerSpan:
    """A stretch of speech of one speaker."""

    speaker: str
    start_s: float
    end_s: float

    @property
    def span(self) -> Span:
        """Where it lies."""
        return Span(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Overlap:
    """A stretch in which several speak at once."""

    start_s: float
    end_s: float
    speakers: tuple[str, ...]


def letter(number: int) -> str:
    """Name of a speaker, counted from 0.

    Raises:
        IndexError: When there are not that many letters.
    """
    return ascii_uppercase[number]
