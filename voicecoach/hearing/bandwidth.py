"""Bandwidth: whether the recording reaches as high as speech does, or ends like a telephone.

Conventions
    Speech on a telephone ends at 3.4 kHz, and every recording at 8,000 samples a second at 4 kHz or below. There the
    energy of 1-5 kHz is cut, and with it the alpha ratio. Too little speech says nothing: None.
Measures
    high_share       share of a frame's energy above 5 kHz: what neither the low nor the high band holds.
    is_narrow_band   whether even the hissing consonants leave nothing there; the energy of an s peaks near 7 kHz
                     (Jongman, Wayland & Wong 2000).
"""

import numpy as np

from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pauses import speech_level_db
from voicecoach.units import db_to_power

NARROW_SHARE = 0.01
"""Share of the energy above 5 kHz that a frame in fifty reaches in a full band: at least 0.045 in 256 full-band
recordings, at most 0.001 in telephone calls and at 8,000 samples a second (own proposal between them)."""

HISS_PERCENT = 98.0
"""Percentile of the frames that stands for the hissing consonants: one frame in fifty. They fill five to ten in a
hundred (own proposal)."""

BELOW_SPEECH_DB = 30.0
"""Frames weaker than this against the voice are left out: rounding to 16 bits leaves noise in every band of them."""

MIN_FRAMES = 100
"""1 s of speech: less may hold no hissing consonant (own proposal)."""


def is_narrow_band(heard: Heard) -> bool | None:
    """Whether the sound ends like a telephone's; None where there is too little speech to tell."""
    speech_db = speech_level_db(heard)
    if speech_db is None:
        return None
    audible = heard.level.values > speech_db - BELOW_SPEECH_DB
    inside = np.zeros(len(audible), dtype=bool)
    for span in heard.spans:
        inside[heard.level.frames(span)] = True
    inside &= audible
    if np.count_nonzero(inside) < MIN_FRAMES:
        return None
    power = db_to_power(heard.level.values[inside])
    high_share = 1.0 - (heard.low.values[inside] + heard.high.values[inside]) / power
    return bool(np.percentile(high_share, HISS_PERCENT) < NARROW_SHARE)
