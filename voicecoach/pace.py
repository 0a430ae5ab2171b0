"""Pace: how the rate of speech moves over a recording.

Conventions
    Times are seconds from the start of the recording. A rate that can't be known is None, never 0.
"""

from dataclasses import dataclass

from voicecoach.audio import Span


@dataclass(frozen=True, slots=True)
class PacePoint:
    """The rate in one window of a recording."""

    start_s: float
    end_s: float
    speech_rate_wpm: float | None
    """Words a minute, pauses included, breaks between turns left out; None with too little speech in the window."""
    articulation_rate_syl_s: float | None
    """Syllables a second of speaking time; None with too little speech in the window."""

    @property
    def span(self) -> Span:
        """The window."""
        return Span(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Burst:
    """Words that were rushed, by the speaker's own measure."""

    start_s: float
    end_s: float
    articulation_rate_syl_s: float
    """Syllables a second in it."""
    usual_rate_syl_s: float
    """The speaker's own median in the recording."""
    text: str
    """Its words."""

    @property
    def span(self) -> Span:
        """Where it lies."""
        return Span(self.start_s, self.end_s)
