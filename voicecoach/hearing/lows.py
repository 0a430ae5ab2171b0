"""Lows: what a telephone cuts off below 300 Hz, made again from what is left, for an ear that looks for it.

A network that learnt speech from full recordings listens for the fundamental. On a telephone it is missing, and loud
speech most of all is no speech to it any more (`docs/how-it-measures.md` has figures).

Conventions
    Whether the lows are missing is said of each frame by what was heard up to it, whatever the chunks that it came in.
    Silence says nothing: energies are summed, so that loud frames decide.
Measures
    missing   energy below `TOP_HZ` against all of it, over the last `MEMORY_S`; bins of a Hann window of one frame.
    restored  the samples with the low band of their absolute value added, `QUIETER` as a whole: harmonics that beat in
              a rectifier give back the fundamental that they belong to (regeneration by rectifying, Makhoul & Berouti
              1979, here downwards). Both filters are running means: low-pass `SMOOTH_SAMPLES` twice, less the mean of
              `MEAN_SAMPLES`.
"""

import math

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ, db_to_power

BOTTOM_HZ = 50.0
"""Energy below is no speech: mains hum, handling noise."""

TOP_HZ = 265.0
"""A telephone begins at 300 Hz (ITU-T G.712); a bin of the window below it."""

MISSING_DB = -25.0
"""Energy of the lows against all, below which they are missing: -17 dB and more in all but one of 69 recordings, -42 dB
and less where a telephone's band was cut out of them (own proposal between them, nearer to the former, since a real
telephone's edge is less steep)."""

MEMORY_S = 3.0
"""How long a frame counts: the same as the least speech that is judged (own proposal)."""

SMOOTH_SAMPLES = 24
"""1.5 ms: nothing of 667 Hz passes, half of 400 Hz in amplitude; fundamentals do."""

MEAN_SAMPLES = 320
"""20 ms: the slow swell of the absolute value is taken away, down to 50 Hz nothing else."""

QUIETER = 0.3
"""Factor for what was made again: in a narrow band the network takes loud speech for none (own proposal)."""

_TAIL = 2 * (SMOOTH_SAMPLES - 1) + MEAN_SAMPLES - 1


class Lows:
    """Watches one recording for its lows, and makes them again.

    Args:
        frame_samples: Length of its frames.
    """

    def __init__(self, frame_samples: int) -> None:
        self._window = np.hanning(frame_samples)
        freqs_hz = np.fft.rfftfreq(frame_samples, 1.0 / RATE_HZ)
        self._heard = freqs_hz >= BOTTOM_HZ
        self._is_low = self._heard & (freqs_hz <= TOP_HZ)
        self._kept = math.exp(-frame_samples / RATE_HZ / MEMORY_S)
        self._low = self._all = 0.0
        self._tail: NDArray[np.float64] = np.zeros(_TAIL)

    def push(self, frames: Samples) -> tuple[NDArray[np.bool_], Samples]:
        """Take the next frames.

        Args:
            frames: Samples, a row a frame.

        Returns:
            Whether the lows are missing in each, and those frames in which they are, with the lows made again.
        """
        missing = self._missing(frames)
        flat: NDArray[np.float64] = np.concatenate((self._tail, frames.ravel()), dtype=np.float64)
        self._tail = flat[-_TAIL:]
        if not missing.any():
            return missing, frames[:0]
        smooth = _running_mean(_running_mean(np.abs(flat), SMOOTH_SAMPLES), SMOOTH_SAMPLES)
        lows = smooth[MEAN_SAMPLES - 1 :] - _running_mean(smooth, MEAN_SAMPLES)
        restored = QUIETER * (frames[missing] + lows.reshape(frames.shape)[missing])
        return missing, restored.astype(np.float32)

    def _missing(self, frames: Samples) -> NDArray[np.bool_]:
        powers = np.abs(np.fft.rfft(frames * self._window)) ** 2
        least = db_to_power(MISSING_DB)
        found = np.zeros(len(frames), dtype=bool)
        pairs = zip(powers[:, self._is_low].sum(1).tolist(), powers[:, self._heard].sum(1).tolist(), strict=True)
        for number, (low, everything) in enumerate(pairs):
            self._low = self._low * self._kept + low
            self._all = self._all * self._kept + everything
            found[number] = self._low < least * self._all
        return found


def _running_mean(values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The mean of each value and those before it, where there are enough."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return (sums[count:] - sums[:-count]) / count
