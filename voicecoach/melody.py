"""Melody: stretches of speech whose pitch hardly moves."""

from dataclasses import dataclass

from voicecoach.audio import Span


@dataclass(frozen=True, slots=True)
class FlatPassage:
    """Where the melody hardly moves."""

    start_s: float
    end_s: float
    f0_sd_semitones: float
    """Spread of f0 in its flattest window."""

    @property
    def span(self) -> Span:
        """Where it lies."""
        return Span(self.start_s, self.end_s)
