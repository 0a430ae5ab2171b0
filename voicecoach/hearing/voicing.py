"""Voicing: which of the tracker's voiced frames are the speaker's voice."""

from dataclasses import replace

import numpy as np

from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pauses import quiet_level_db
from voicecoach.tracks import F0Track


def without_hum(heard: Heard) -> Heard:
    """The same, with f0 only where the level is above quiet: mains hum and fans are periodic too.

    Unchanged where there is no speech to compare levels with.
    """
    quiet_db = quiet_level_db(heard)
    if quiet_db is None:
        return heard
    f0_hz = np.where(heard.level.values < quiet_db, np.nan, heard.f0.values)
    return replace(heard, f0=F0Track(f0_hz, heard.f0.hop_s, heard.f0.start_s))
