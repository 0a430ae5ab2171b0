"""A practice and what is said of it: sentences, turns, findings."""

from dataclasses import dataclass
from typing import Literal

from voicecoach.audio import Span
from voicecoach.prosody import FinalMovement, Prosody
from voicecoach.reading import Agreement, Congruence, StyleReading, VoiceReading

FindingKind = Literal["strength", "fix"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, with words and voice side by side."""

    start_s: float
    end_s: float
    text: str
    style: StyleReading
    voice: VoiceReading
    congruence: Congruence
    prosody: Prosody
    ending: FinalMovement | None = None
    """How its pitch ends; None where there is too little voice to tell."""

    @property
    def span(self) -> Span:
        """Where the sentence lies."""
        return Span(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks or a long silence falls between two sentences."""

    speaker: str
    start_s: float
    end_s: float
    text: str
    reply_gap_s: float | None
    """From the end of the other speaker's turn to this one; None where nobody spoke before."""
    style: StyleReading
    voice: VoiceReading
    congruence: Congruence
    prosody: Prosody
    sentences: tuple[Sentence, ...] = ()
    agreement: Agreement | None = None
    """The congruence with its reason and the second to listen to; None where it was not asked for."""

    @property
    def span(self) -> Span:
        """Where the turn lies."""
        return Span(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of advice with its evidence: what was measured, where, and against which band."""

    rule: str
    kind: FindingKind
    speaker: str
    start_s: float
    end_s: float
    """The moment to listen to."""
    measured: float
    unit: str
    band: tuple[float, float]
    source: str
    confidence: float
    """0 to 1: how sure the program is that this matters here."""
    advice: str
    drill: str | None = None
