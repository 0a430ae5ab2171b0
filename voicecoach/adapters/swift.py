"""Finds pitch with swift-f0: a small network on the spectrum, robust to noise (MIT; Nieradzik 2025)."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ

FLOOR_HZ = 55.0
"""Lowest f0 of speech that is looked for: creaky and very low male voices reach 55-60 Hz."""

CEILING_HZ = 600.0
"""Highest f0 of speech that is looked for: excited female and child voices reach 500-600 Hz."""


class SwiftPitchTracker:
    """Pitch of one recording, a frame every 16 ms."""

    hop_s = 256 / RATE_HZ

    def __init__(self) -> None:
        self._stream = _detector().stream(fmin=FLOOR_HZ, fmax=CEILING_HZ)
        self._pushed = False

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; f0 in hertz and probability of voice for the frames that became final."""
        if not len(samples):
            return np.zeros(0), np.zeros(0)
        self._pushed = True
        result = self._stream.push(samples, RATE_HZ)
        return result.pitch_hz, result.confidence

    def finish(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The last frames."""
        if not self._pushed:
            return np.zeros(0), np.zeros(0)
        result = self._stream.flush()
        return result.pitch_hz, result.confidence


@cache
def _detector() -> Any:
    """One thread and no busy waiting: the recogniser needs the cores."""
    from swift_f0 import SwiftF0

    return SwiftF0(threads=1, spin=False)
