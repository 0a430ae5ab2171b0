"""Mel filter bank features, as the networks for voices were trained on (Kaldi's).

Conventions
    Frame i covers the samples from i * `HOP_SAMPLES` on, `FRAME_SAMPLES` of them; what is left at the end is no frame.
    Fewer samples than a frame give no frames.
Measures
    mel_energies   natural logarithm of the energy in `BANDS` mel bands of 20-8000 Hz: frames without their mean, with
                   pre-emphasis of 0.97 and a Hann window to the power of 0.85 ("Povey"), at the 16-bit scale (Povey
                   et al. 2011, The Kaldi Speech Recognition Toolkit).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ

HOP_SAMPLES = RATE_HZ // 100
FRAME_SAMPLES = RATE_HZ // 40
BANDS = 80

_FFT = 512
_LOW_HZ = 20.0
_SCALE = 32768.0
_PRE_EMPHASIS = 0.97
_LEAST = float(np.finfo(np.float32).eps)


def mel_energies(samples: Samples) -> NDArray[np.float32]:
    """Features, shape (frames, `BANDS`); no rows for less than a frame."""
    if len(samples) < FRAME_SAMPLES:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME_SAMPLES)[::HOP_SAMPLES] * np.float32(_SCALE)
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate((frames[:, :1], frames[:, :-1]), axis=1)
    shaped = (frames - _PRE_EMPHASIS * before) * _window()
    power = np.abs(np.fft.rfft(shaped, _FFT, axis=1)[:, : _FFT // 2]) ** 2
    return np.log(np.maximum(power @ _bands(), _LEAST)).astype(np.float32)


@cache
def _window() -> NDArray[np.float64]:
    return np.asarray(np.hanning(FRAME_SAMPLES) ** 0.85)


@cache
def _bands() -> NDArray[np.float64]:
    """Triangles of equal width in mel, shape (bins, bands)."""
    edges = np.linspace(_mel(_LOW_HZ), _mel(RATE_HZ / 2), BANDS + 2)
    bins = _mel(np.arange(_FFT // 2) * RATE_HZ / _FFT)[:, np.newaxis]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)))


def _mel(hz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(np.asarray(hz) / 700.0))
