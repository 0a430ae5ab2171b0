"""Disfluencies: places where the flow of words breaks, other than pauses.

Conventions
    Times are seconds from the start of the recording. How each kind is found: docs/how-it-measures.md.
"""

from dataclasses import dataclass
from typing import Literal

from voicecoach.audio import Span

DisfluencyKind = Literal["repeat", "restart", "elongation", "cluster"]


@dataclass(frozen=True, slots=True)
class Disfluency:
    """A word said again, cut off, begun anew or drawn out; or several of them close together."""

    kind: DisfluencyKind
    start_s: float
    end_s: float
    text: str
    """What was said; in a cluster the words right before it, empty at the start."""
    speaker: str = "A"

    @property
    def span(self) -> Span:
        """Where it lies."""
        return Span(self.start_s, self.end_s)
