"""What words and voice say: style of the words, delivery of the voice, and how the two agree.

They describe how a sentence was delivered, never the person.
"""

from dataclasses import dataclass
from typing import Literal

StyleLabel = Literal["passive", "aggressive", "passive_aggressive", "assertive", "neutral", "unsure"]
CueStyle = Literal["passive", "aggressive", "passive_aggressive", "assertive", "neutral"]
VoiceLabel = Literal["soft", "steady", "forceful", "unsure"]
Zone = Literal["under", "inside", "over"]
DangerKind = Literal["self_harm", "hurt_by_other", "harm_to_other"]
DANGER_KINDS: tuple[DangerKind, ...] = ("self_harm", "hurt_by_other", "harm_to_other")
Congruence = Literal["matched", "words_stronger", "voice_stronger", "unclear"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a style. `start` and `end` are character offsets into the text, half-open."""

    name: str
    style: CueStyle
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Technique:
    """A technique or a tactic found in the words. Offsets as in `Cue`."""

    name: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Danger:
    """Words that may speak of danger, never a judgement of a person. Offsets as in `Cue`."""

    kind: DangerKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StyleScores:
    """Probability of each style; they sum to 1."""

    passive: float
    aggressive: float
    passive_aggressive: float
    assertive: float
    neutral: float


NO_STYLE = StyleScores(0.2, 0.2, 0.2, 0.2, 0.2)
"""Nothing known: every style as likely as the next."""


@dataclass(frozen=True, slots=True)
class StyleReading:
    """The style of some words, with its evidence."""

    label: StyleLabel
    scores: StyleScores
    cues: tuple[Cue, ...] = ()
    techniques: tuple[Technique, ...] = ()
    tactics: tuple[Technique, ...] = ()
    danger: tuple[Danger, ...] = ()
    """Words on which coaching stops; they have nothing to do with the style."""
    reason: str | None = None
    """Why the label is `unsure`; None where it is not."""


@dataclass(frozen=True, slots=True)
class VoiceScores:
    """Probability of each delivery; they sum to 1."""

    soft: float
    steady: float
    forceful: float


@dataclass(frozen=True, slots=True)
class VoiceMeasure:
    """One measure beside its band."""

    name: str
    value: float
    unit: str
    band: tuple[float, float]
    zone: Zone
    basis: str
    """Where the band comes from: evidence or own proposal, with its source, or the speaker's own baseline."""
    change: float | None = None
    """How far the value lies above (or, negative, below) the speaker's usual one; None without a baseline."""
    steps: float = 0.0
    """How far outside the band it lies, in steps of evidence; 0 inside."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How words and voice go together, and where that is heard."""

    label: Congruence
    reason: str
    """In words, one sentence without its full stop."""
    at_s: float | None = None
    """Second of the recording to listen to; None where nothing can be said."""


@dataclass(frozen=True, slots=True)
class VoiceReading:
    """How the voice carries the words, with its evidence."""

    label: VoiceLabel
    scores: VoiceScores
    measures: tuple[VoiceMeasure, ...] = ()
    reason: str | None = None
    """Why the label is `unsure`; None where it is not."""
