"""One word while somebody speaks, so sparing that it does not take the attention from what is said.

Conventions
    At most one word at a time, the most urgent first; None where all is well or too little is known.
"""

import math
from dataclasses import dataclass
from typing import Literal

from voicecoach.baseline import Usual
from voicecoach.hearing.intake import IntakeState

LiveCue = Literal["louder", "softer", "slower", "breathe"]

LEAST_GAP_S = 20.0
"""Time between two cues: a sentence or two to act on the first (own proposal)."""

LEAST_SPOKEN_S = 3.0
"""Speech before the first cue of a turn: a phrase (own proposal)."""

FAST_SYL_S = 7.0
"""Articulation rate that is called fast where nothing is known of the speaker, syllables per second: two standard
deviations above that of spontaneous English (Jacewicz et al. 2009: 5.1 with 0.9 between speakers, rounded up)."""

FAST_SPREADS = 3.0
"""How many of the speaker's own spreads above the usual rate count as fast: by chance one sentence in 700 is."""

LONG_RUN_S = 15.0
"""Speech without any silence from which a breath is due: one breath mostly carries 2 to 6 s (own proposal)."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is known of a turn that goes on."""

    state: IntakeState
    spoken_s: float
    """Since its first word."""
    run_s: float
    """Since the last silence; 0 in one."""
    articulation_rate_syl_s: float | None = None
    """Up to the last pause; None where it is not known."""
    usual_rate: Usual | None = None
    """The speaker's own; None without a calibration."""


def live_cue(so_far: SoFar) -> LiveCue | None:
    """The word to show at this moment."""
    if so_far.spoken_s < LEAST_SPOKEN_S:
        return None
    if so_far.state == "clipping":
        return "softer"
    if so_far.state == "too_quiet":
        return "louder"
    rate, usual = so_far.articulation_rate_syl_s, so_far.usual_rate
    fast = FAST_SYL_S if usual is None else usual.median + FAST_SPREADS * usual.spread
    if rate is not None and rate > fast:
        return "slower"
    return "breathe" if so_far.run_s >= LONG_RUN_S else None


class CueTimer:
    """Keeps cues `LEAST_GAP_S` apart, over all turns."""

    def __init__(self) -> None:
        self._told_s = -math.inf

    def due(self, so_far: SoFar, now_s: float) -> LiveCue | None:
        """The word to show at a time in seconds, by any clock that only goes forward."""
        cue = live_cue(so_far) if now_s - self._told_s >= LEAST_GAP_S else None
        if cue is not None:
            self._told_s = now_s
        return cue
