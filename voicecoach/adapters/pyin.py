"""Finds pitch with pYIN (Mauch & Dixon 2014) as librosa has it: the reference that swift-f0 is compared with.

It is some eleven times slower than swift-f0 and needs the recording whole, so its frames all come at the end.
"""

import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters.swift import CEILING_HZ, FLOOR_HZ
from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ

_HOP_SAMPLES = 256
_FRAME_SAMPLES = 1024
"""64 ms: three and a half periods of the lowest f0."""

_UNDECIDED = 0.5


class PyinPitchTracker:
    """Pitch of one recording, a frame every 16 ms."""

    hop_s = _HOP_SAMPLES / RATE_HZ

    def __init__(self) -> None:
        self._parts: list[Samples] = []

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; no frame is final before the end."""
        self._parts.append(samples)
        return np.zeros(0), np.zeros(0)

    def finish(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """All frames: f0 in hertz, and a probability of voice that lies on the side of pYIN's own decision."""
        samples = np.concatenate((*self._parts, samples))
        if not len(samples):
            return np.zeros(0), np.zeros(0)
        import librosa

        f0_hz, voiced, probability = librosa.pyin(
            samples,
            fmin=FLOOR_HZ,
            fmax=CEILING_HZ,
            sr=RATE_HZ,
            frame_length=_FRAME_SAMPLES,
            hop_length=_HOP_SAMPLES,
            fill_na=None,
        )
        below = np.nextafter(_UNDECIDED, 0.0)
        decided = np.where(voiced, np.maximum(probability, _UNDECIDED), np.minimum(probability, below))
        return np.asarray(f0_hz, dtype=np.float64), np.asarray(decided, dtype=np.float64)
