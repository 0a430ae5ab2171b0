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


SILENT_PEAK = 1e-3
"""A frame whose samples all lie below has no voice, as swift-f0 has it: the network has never seen digital silence."""

_HOP = 256
_BEFORE, _BEHIND = 11, 10
"""Frames that the network looks at on either side of one: half its window of 2048 samples and seven frames more."""


class SwiftPitchTracker:
    """Pitch of one recording, a frame every 16 ms.

    It runs the network of swift-f0 itself: the package's own stream runs it twice over the end, and measures a level
    that nobody asked for.
    """

    hop_s = _HOP / RATE_HZ

    def __init__(self) -> None:
        self._waiting = np.zeros(0, np.float32)
        self._known = 0
        """Frames at the start of what waits whose pitch was given out."""

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; f0 in hertz and probability of voice for the frames that became final."""
        self._waiting = np.concatenate((self._waiting, samples), dtype=np.float32)
        return self._frames_to(len(self._waiting) // _HOP - _BEHIND)

    def finish(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the last samples; the last frames. Less than a frame in all still counts as one."""
        self._waiting = np.concatenate((self._waiting, samples), dtype=np.float32)
        frames = len(self._waiting) // _HOP
        return self._frames_to(1 if not frames and len(self._waiting) else frames)

    def _frames_to(self, end: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The frames up to one of those that wait."""
        known = self._known
        if end <= known:
            return np.zeros(0), np.zeros(0)
        f0_hz, voicing = _network().run(["pitch", "confidence"], {"audio": self._waiting[None], **_RANGE})
        frames = self._waiting[: end * _HOP].reshape(-1, _HOP) if len(self._waiting) >= _HOP else self._waiting[None]
        silent = np.abs(frames[known:end]).max(axis=1) < SILENT_PEAK
        start = max(0, end - _BEFORE)
        self._waiting, self._known = self._waiting[start * _HOP :], end - start
        return f0_hz[0, known:end].astype(np.float64), np.where(silent, 0.0, voicing[0, known:end].astype(np.float64))


_RANGE = {"fmin": np.array(FLOOR_HZ, np.float32), "fmax": np.array(CEILING_HZ, np.float32)}


@cache
def _network() -> Any:
    """One thread and no busy waiting: the recogniser needs the cores."""
    from swift_f0 import SwiftF0

    return SwiftF0(threads=1, spin=False).session
