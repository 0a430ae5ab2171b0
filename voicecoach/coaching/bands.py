"""Bands: the range of each measure in which the program says nothing.

Conventions
    A band is [low, high] in the measure's unit; inside it there is nothing to say. Every band names its basis:
    `evidence` where published work gives the range, `own proposal` where it only gives the direction. None is a
    clinical norm. They hold for a speaker whose own baseline is not known, and are therefore wide.
    `soft` and `forceful` say how strongly leaving the band speaks for a soft or a forceful delivery (own proposal):
    the weight of being one step outside, under it and over it. Too much counts as much as too little.
    What belongs to an accent, a dialect or a habit, as the rise at the end of statements does in some, weighs little.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """A measure's quiet range."""

    measure: str
    label: str
    """In plain words, for the report."""
    unit: str
    low: float
    high: float
    basis: str
    soft_under: float = 0.0
    soft_over: float = 0.0
    forceful_under: float = 0.0
    forceful_over: float = 0.0
    step: float = 1.0
    """How far outside the band counts as one step of evidence, in the measure's unit (own proposal)."""


BANDS: tuple[Band, ...] = (
    Band(
        "speech_rate_wpm",
        "pace",
        "words/min",
        110.0,
        170.0,
        "evidence: 100-165 wpm advised by Microsoft Speaker Coach, confidence heard in speech falls above a natural "
        "rate (Guyer et al.); edges: own proposal",
        soft_under=1.0,
        forceful_over=1.0,
        step=20.0,
    ),
    Band(
        "end_fade_db",
        "sentence ends",
        "dB quieter",
        -3.0,
        6.0,
        "direction: quiet and dropping away reads passive (CCI, Assert Yourself, module 2); 6 dB: own proposal, half "
        "the amplitude",
        soft_over=1.2,
        forceful_under=1.2,
        step=3.0,
    ),
    Band(
        "alpha_ratio_db",
        "vocal effort",
        "dB (1-5 kHz against below 1 kHz)",
        -19.0,
        1.0,
        "direction: the ratio follows loudness whatever the gain (Sundberg & Nordenberg 2006); edges: own proposal, "
        "wide because microphones, rooms and voices differ by 12 dB",
        soft_under=1.2,
        forceful_over=1.2,
        step=3.0,
    ),
    Band(
        "f0_sd_semitones",
        "pitch variation",
        "semitones",
        1.5,
        4.5,
        "direction: a medium variation is judged most effective (120 listeners); edges: own proposal, near a voice "
        "trainer's 2 (flat) and 3.5 (lively)",
        soft_under=0.5,
        forceful_over=0.5,
        step=1.0,
    ),
    Band(
        "final_pitch_semitones",
        "pitch at the ends",
        "semitones",
        -12.0,
        2.0,
        "evidence: a strongly rising end costs confidence, a moderate fall helps (Guyer et al.); high rising terminals "
        "reach about 6 semitones; 2: own proposal",
        soft_over=0.4,
        step=2.0,
    ),
    Band(
        "phrase_pauses_per_min",
        "stops inside phrases",
        "a minute",
        0.0,
        4.0,
        "evidence: gaps inside a phrase are heard as disfluent; 0.6 s and 2 in 30 s: own proposal",
        soft_over=1.0,
        step=3.0,
    ),
    Band(
        "filled_pauses_per_min",
        "filled pauses",
        "a minute",
        0.0,
        8.0,
        "evidence: up to 5 a minute do no harm, 12 do (Laske & DiGennaro Reed 2024); 8: own proposal between them; "
        "they tell of planning more than of force, so that alone they decide nothing",
        soft_over=0.5,
        step=4.0,
    ),
    Band(
        "speaking_share",
        "time spent speaking",
        "of all time",
        0.55,
        0.93,
        "direction: an abrupt, clipped delivery leaves no gaps, a hesitant one many (CCI, Assert Yourself, module 2); "
        "edges: own proposal",
        soft_under=0.8,
        forceful_over=0.8,
        step=0.04,
    ),
)
"""All published bands, in the order in which the report shows them."""

LEVEL = Band(
    "level_db",
    "loudness",
    "dB (re full scale)",
    -120.0,
    0.0,
    "direction: over-soft reads passive, shouting aggressive (CCI, Assert Yourself, module 2); there is no published "
    "band, since microphones and distances differ: own proposal, only as a change",
    soft_under=1.0,
    forceful_over=1.0,
    step=4.0,
)
"""Level has no band of its own: it counts against the same microphone, or against the rest of the recording."""

LONG_PAUSE_S = 0.6
"""A pause inside a phrase from which it counts as hesitation (speaking-practice tools use 0.6 s; own proposal)."""

MIN_SENTENCE_S = 1.2
"""Speech in a sentence below which its voice is not read: about five syllables (own proposal)."""

MIN_SPEECH_S = 3.0
"""Less speech than this is not judged: three seconds hold one short sentence (own proposal)."""


def band(measure: str) -> Band:
    """The band of a measure.

    Raises:
        KeyError: When the measure has none.
    """
    for candidate in (*BANDS, LEVEL):
        if candidate.measure == measure:
            return candidate
    raise KeyError(measure)
