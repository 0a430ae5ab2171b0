"""Breath: whether a silent pause holds an audible breath.

Conventions
    A breath is a weak sound without voice that swells and dies away inside a pause. What only dies away at its start
    is the end of the word before: reverberation, the release of a consonant.
Measures
    holds_breath   a stretch of `MIN_BREATH_S` to `MAX_BREATH_S` without voice that lies `OVER_NOISE_DB` or more above
                   the quietest tenth of a second of the pause on both of its sides. Audible inhalations take 0.3-0.8 s
                   and lie 20-35 dB below speech (Fukuda et al. 2018; Ruinskiy & Lavner 2007).
"""

import numpy as np

from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pitch import runs

MIN_BREATH_S = 0.12
"""Shorter sounds are clicks of tongue and lips (own proposal)."""

MAX_BREATH_S = 1.0
"""Longest breath; a longer sound is something else (own proposal)."""

OVER_NOISE_DB = 6.0
"""How far a breath rises above the quiet of its own pause: twice the usual wander of steady noise (own proposal)."""

_SMOOTH_FRAMES = 5


def holds_breath(heard: Heard, pause: Span) -> bool:
    """Whether a breath is heard in a silent pause."""
    levels_db = heard.level.between(pause)
    if len(levels_db) < _SMOOTH_FRAMES or pause.duration_s < MIN_BREATH_S:
        return False
    smooth_db = np.convolve(levels_db, np.full(_SMOOTH_FRAMES, 1.0 / _SMOOTH_FRAMES), mode="valid")
    voiced = ~np.isnan(heard.f0.between(pause))
    hop_s = heard.level.hop_s
    audible = smooth_db >= smooth_db.min() + OVER_NOISE_DB
    for start, end in runs(audible):
        # A run that reaches the start of the pause is the tail of a word, one that reaches its end a soft onset.
        inside = start > 0 and end < len(audible)
        if inside and MIN_BREATH_S <= (end - start) * hop_s <= MAX_BREATH_S and not voiced[start:end].any():
            return True
    return False
