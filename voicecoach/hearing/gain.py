"""Gain: whether the microphone's own gain control was at work.

Conventions
    A gain control turns itself up while nobody speaks, so the noise of the room rises in each pause and falls back
    with the next word. A fixed gain leaves the noise as it is. Levels are decibels re full scale.
    Too few pauses, or pauses without any noise in them, say nothing: None.
Measures
    noise_rise_db_s   median over the long pauses of the slope of the level (Theil 1950), in decibels a second.
    gain_control      whether that slope, and its sign in most pauses, is that of a gain control. Voice processors
                      recover by some 3 to 30 dB a second; a room's noise wanders without direction.
"""

from collections.abc import Sequence

import numpy as np

from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.tracks import Values
from voicecoach.units import FLOOR_DB

SETTLED_S = 0.25
"""The start of a pause that is left out: reverberation and a breath may still be heard in it."""

APPROACH_S = 0.05
"""The end of a pause that is left out: the next sound may begin in it."""

MIN_SLOPE_S = 0.4
"""Shortest rest of a pause that has a slope (own proposal)."""

MOST_SLOPE_S = 5.0
"""How much of a long pause is looked at: by then a gain control has settled (own proposal)."""

MIN_PAUSES = 4
"""Fewer pauses say nothing: the noise of a room rises in one of two by chance (own proposal)."""

RISE_DB_S = 3.0
"""Slope from which the noise is lifted: the slow end of common gain controls (own proposal)."""

AGREEING_SHARE = 0.8
"""Share of the pauses in which the noise must rise (own proposal)."""

_SMOOTH_FRAMES = 5


def noise_rise_db_s(heard: Heard, silences: Sequence[Span]) -> Values:
    """Slope of the level in each pause that is long enough.

    Args:
        heard: What the ear found.
        silences: The silences of the recording, in order.

    Returns:
        Decibels a second, shape (pauses,); empty where no pause is long enough or holds any noise.
    """
    slopes = []
    for silence in silences:
        if silence.start_s <= 0.0 or silence.end_s >= heard.duration_s - APPROACH_S:
            continue
        start_s = silence.start_s + SETTLED_S
        rest = Span(start_s, min(max(start_s, silence.end_s - APPROACH_S), start_s + MOST_SLOPE_S))
        levels_db = heard.level.between(rest)
        if rest.duration_s < MIN_SLOPE_S or levels_db.min() <= FLOOR_DB + 1.0:
            continue
        slopes.append(_slope(levels_db, heard.level.hop_s))
    return np.array(slopes)


def gain_control(heard: Heard, silences: Sequence[Span]) -> bool | None:
    """Whether a gain control was at work; None where that can't be told."""
    slopes = noise_rise_db_s(heard, silences)
    if len(slopes) < MIN_PAUSES:
        return None
    return bool(np.median(slopes) >= RISE_DB_S and np.mean(slopes > 0) >= AGREEING_SHARE)


def _slope(levels_db: Values, hop_s: float) -> float:
    """Robust slope of a level, over means of a few frames."""
    count = len(levels_db) // _SMOOTH_FRAMES
    means = levels_db[: count * _SMOOTH_FRAMES].reshape(count, _SMOOTH_FRAMES).mean(axis=1)
    first, second = np.triu_indices(count, k=1)
    return float(np.median((means[second] - means[first]) / (second - first))) / (_SMOOTH_FRAMES * hop_s)
