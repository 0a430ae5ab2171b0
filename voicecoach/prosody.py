"""How a stretch of speech sounds: pauses and the numbers about it.

Conventions
    A number that can't be known is None, never 0. Rates count per minute or second of the time that their
    field names. Every formula and its source: docs/how-it-measures.md.
"""

from dataclasses import dataclass
from typing import Literal

from voicecoach.audio import Span

PauseKind = Literal["silent", "filled"]

PausePlace = Literal["inside_phrase", "between_phrases"]

FinalMovement = Literal["rise", "level", "fall"]


@dataclass(frozen=True, slots=True)
class Pause:
    """A place where the speaker stops (silent) or holds the floor with a sound (filled)."""

    start_s: float
    end_s: float
    kind: PauseKind
    text: str | None = None
    """What was said in a filled pause ("um"); None in a silent one."""
    speaker: str = "A"
    place: PausePlace | None = None
    """Where a silent pause lies; None in a filled one and without a word on both sides."""
    breath: bool | None = None
    """Whether a breath is heard in a silent pause; None in a filled one."""

    @property
    def span(self) -> Span:
        """Where the pause lies."""
        return Span(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Prosody:
    """The measures of one stretch of speech: a turn, or all that one speaker said."""

    f0_median_hz: float | None = None
    f0_sd_semitones: float | None = None
    f0_range_semitones: float | None = None
    """5th to 95th percentile."""
    final_pitch_semitones: float | None = None
    """Pitch movement over the last voiced stretch of a sentence: positive rises, negative falls."""
    level_db: float | None = None
    """Mean power of the voiced frames, re full scale: to compare stretches of one recording, nothing else."""
    level_a_db: float | None = None
    """The same, A-weighted."""
    level_sd_db: float | None = None
    end_fade_db: float | None = None
    """How far the last words of a sentence fall below the rest of it; positive means quieter."""
    alpha_ratio_db: float | None = None
    """Energy of 1-5 kHz over that below 1 kHz; a gain-free sign of vocal effort."""
    alpha_ratio_phone_db: float | None = None
    """The same in a telephone's band: 1-3.4 kHz over 300-1000 Hz."""
    speech_rate_wpm: float | None = None
    """Words a minute of all time from first to last word, pauses included."""
    articulation_rate_syl_s: float | None = None
    """Syllables a second of speaking time, pauses left out."""
    speaking_share: float | None = None
    """Speaking time over all time from first to last word, 0 to 1."""
    silent_pauses_per_min: float | None = None
    silent_pause_median_s: float | None = None
    filled_pauses_per_min: float | None = None
    repeats_per_min: float | None = None
    restarts_per_min: float | None = None
    """Words cut off and phrases begun anew."""
    elongations_per_min: float | None = None
    """Words drawn out."""
    syllables: int = 0
    words: int = 0
