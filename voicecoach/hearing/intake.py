"""Intake: whether what comes in from a microphone can be used, while it comes in.

Conventions
    Levels are decibels re full scale, mean square. `push` every chunk in order; any number of samples at a time.
Measures
    level_db   mean power of the last `NEEDLE_S`.
    state      what a person at the microphone should know, the most urgent first: no signal, clipping, nobody
               speaking, too quiet, good.
"""

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np

from voicecoach.audio import Samples
from voicecoach.units import FLOOR_DB, RATE_HZ, power_to_db

IntakeState = Literal["no_signal", "clipping", "nobody", "too_quiet", "good"]

TOO_QUIET_DB = -46.0
"""Level of speech below which it is too quiet: 20 dB under the -26 dB that speech is set to in the telephone
standards (ITU-T P.56 measures it, P.830 sets it); the hiss of the microphone itself then comes near (own proposal)."""

CLIPPING_PEAK = 0.999
"""Amplitude that counts as full scale: 16-bit full scale less a rounding step."""

CLIPPING_SAMPLES = 3
"""Samples at full scale in one chunk that count as clipping; a single one is an honest peak."""

CLIPPING_SHOWN_S = 1.5
"""How long clipping stays shown: long enough to be read (own proposal)."""

NO_SIGNAL_S = 2.0
"""Digital silence from which the system is withholding the sound: a microphone always hisses (own proposal)."""

NOBODY_S = 2.0
"""Silence from which nobody is speaking; shorter ones are pauses (as `floor.TURN_GAP_S`)."""

SPEECH_S = 2.0
"""Speech over which its level is taken: a phrase."""

NEEDLE_S = 0.2
"""What the needle shows: a syllable."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What comes in at a moment."""

    level_db: float
    state: IntakeState


class IntakeMeter:
    """Watches one stream."""

    def __init__(self) -> None:
        self._needle: deque[tuple[int, float]] = deque()
        self._speech: deque[tuple[int, float]] = deque()
        self._digital = 0
        self._unspoken = 0
        self._since_clipping: int | None = None

    def push(self, samples: Samples, *, speaking: bool) -> Intake:
        """Take the next samples.

        Args:
            samples: The samples; none change nothing.
            speaking: Whether somebody speaks in them.
        """
        amplitude = np.abs(samples)
        energy = float(np.dot(samples.astype(np.float64), samples))
        _slide(self._needle, len(samples), energy, NEEDLE_S)
        self._digital = 0 if amplitude.any() else self._digital + len(samples)
        self._unspoken = 0 if speaking else self._unspoken + len(samples)
        if speaking:
            _slide(self._speech, len(samples), energy, SPEECH_S)
        if np.count_nonzero(amplitude >= CLIPPING_PEAK) >= CLIPPING_SAMPLES:
            self._since_clipping = 0
        elif self._since_clipping is not None:
            self._since_clipping += len(samples)
        return Intake(_level_db(self._needle), self._state())

    def _state(self) -> IntakeState:
        if self._digital >= NO_SIGNAL_S * RATE_HZ:
            return "no_signal"
        if self._since_clipping is not None and self._since_clipping < CLIPPING_SHOWN_S * RATE_HZ:
            return "clipping"
        if self._unspoken >= NOBODY_S * RATE_HZ or not self._speech:
            return "nobody"
        return "too_quiet" if _level_db(self._speech) < TOO_QUIET_DB else "good"


def _slide(window: deque[tuple[int, float]], count: int, energy: float, length_s: float) -> None:
    """Add a chunk to a window and drop the oldest that it holds without."""
    if count:
        window.append((count, energy))
    held = sum(samples for samples, _ in window)
    while window and held - window[0][0] >= length_s * RATE_HZ:
        held -= window.popleft()[0]


def _level_db(window: deque[tuple[int, float]]) -> float:
    held = sum(samples for samples, _ in window)
    if not held:
        return FLOOR_DB
    return float(power_to_db(sum(energy for _, energy in window) / held))
