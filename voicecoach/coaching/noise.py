"""Noise: how far a measure moves when nothing has changed, and the speaker's own band made of it.

Conventions
    A measure's own band is its usual value with as much room on both sides as listeners, or the measure itself, leave
    open. Inside it there is no change. Above and below count alike.
Measures
    own_band    usual value +- sqrt(least^2 + z^2 * spread^2 * (1/n + pi/(2N))): `least` is the smallest change that
                counts, `z` is `SPREADS`, n the sentences that are judged and N those of the baseline. The second part
                is how far a mean of n sentences strays from a median of N when the speaker changes nothing; the
                variance of a median is pi/2 times that of a mean.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from voicecoach.baseline import Usual
from voicecoach.coaching.bands import Band

SPREADS = 1.64
"""How many standard deviations of the speaker's own spread are no change: nine of ten unchanged sentences lie within
(normal distribution)."""

PACE_SHARE = 0.10
"""Of the usual pace: two just noticeable differences of speech tempo, 5 % each (Quene 2007)."""

FADE_DB = 3.0
"""Of the fall at sentence ends: half the power; about the spread of a reader's sentences (own proposal)."""

EFFORT_DB = 2.0
"""Of the alpha ratio: the level can be told from it to within 2 dB (Sundberg & Nordenberg 2006)."""

VARIATION_SHARE = 0.35
"""Of the usual spread of pitch: what a speaker's sentences differ by in any case (own proposal)."""

RISE_SEMITONES = 3.0
"""Of the movement at the end: smaller differences play no part in speech ('t Hart 1981)."""

HESITATIONS_PER_MIN = 4.0
"""Of stops inside phrases: two in half a minute (own proposal)."""

FILLERS_PER_MIN = 5.0
"""Of filled pauses: five a minute do no harm (Laske & DiGennaro Reed 2024)."""

SHARE_OF_TIME = 0.08
"""Of the share of time spent speaking: a pause of half a second in six seconds (own proposal)."""

LEVEL_DB = 4.0
"""Of the level at the same microphone: turning the head or leaning back by a third of the distance moves it by 3 to
4 dB (own proposal)."""

OF_TIME: Final = frozenset({"speech_rate_wpm", "speaking_share", "phrase_pauses_per_min", "filled_pauses_per_min"})
"""Measures that a gap between two sentences makes smaller; a baseline holds them inside sentences."""

LEAST_STEP = 0.01
"""Neither a step nor the room is nothing, even where the usual value is 0; in the measure's unit (technical)."""


@dataclass(frozen=True, slots=True)
class Noise:
    """The smallest change of a measure that counts."""

    least: float
    """In the measure's unit, or, where `is_share`, as a share of the usual value."""
    basis: str
    is_share: bool = False
    weight: float = 1.0
    """How much more a change says than a value beside a published band does; so that a rise alone, which may be a habit
    of the day, still decides nothing (own proposal)."""


NOISE: dict[str, Noise] = {
    "speech_rate_wpm": Noise(PACE_SHARE, "twice the just noticeable difference of tempo (Quene 2007)", is_share=True),
    "end_fade_db": Noise(FADE_DB, "own proposal: half the power"),
    "alpha_ratio_db": Noise(EFFORT_DB, "its precision as a measure of loudness (Sundberg & Nordenberg 2006)"),
    "f0_sd_semitones": Noise(VARIATION_SHARE, "own proposal: a third of the usual", is_share=True),
    "final_pitch_semitones": Noise(
        RISE_SEMITONES, "least difference that counts in speech ('t Hart 1981)", weight=1.25
    ),
    "phrase_pauses_per_min": Noise(HESITATIONS_PER_MIN, "own proposal: two in half a minute"),
    "filled_pauses_per_min": Noise(FILLERS_PER_MIN, "five a minute do no harm (Laske & DiGennaro Reed 2024)"),
    "speaking_share": Noise(SHARE_OF_TIME, "own proposal: half a second in six"),
    "level_db": Noise(LEVEL_DB, "own proposal: what leaning back does"),
}
"""For each measure that can be compared with the speaker's own."""


def own_band(band: Band, usual: Usual, sentences: int) -> Band:
    """The band of a measure for one speaker.

    Args:
        band: The published band, whose weights stay.
        usual: Where the measure usually lies.
        sentences: How many sentences are judged together, 1 or more.

    Returns:
        A band around the usual value, with the least change as its step.

    Raises:
        KeyError: When the measure has no known noise.
    """
    noise = NOISE[band.measure]
    least = noise.least * abs(usual.median) if noise.is_share else noise.least
    strays = SPREADS * usual.spread * math.sqrt(1 / sentences + math.pi / 2 / usual.sentences)
    room = max(math.hypot(least, strays), LEAST_STEP)
    return replace(
        band,
        low=usual.median - room,
        high=usual.median + room,
        step=max(least, LEAST_STEP),
        basis=f"own baseline: {usual.median:.3g} in {usual.sentences} sentences; no change within {room:.2g}: "
        f"{noise.basis}",
        soft_under=band.soft_under * noise.weight,
        soft_over=band.soft_over * noise.weight,
        forceful_under=band.forceful_under * noise.weight,
        forceful_over=band.forceful_over * noise.weight,
    )
