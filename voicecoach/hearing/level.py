"""Level: how strong the sound is, and where its energy lies.

Conventions
    Powers are mean squares re full scale, frame by frame: a full-scale sine has 0.5 (-3.01 dB).
    Frame i is centred on i * HOP_S; the sound is taken as silent before its start and after its end.
    Empty sound has no frames.
Measures
    power      energy from 50 Hz to 8 kHz, Hann window of 25 ms every 10 ms. What lies below 50 Hz is no speech:
               direct current, mains hum of 50 Hz in part, handling noise.
    low, high  energy of 50-1000 Hz and of 1-5 kHz. 10*log10(high/low) is the alpha ratio (Frokjaer-Jensen &
               Prytz 1976, in its inverse: here a more effortful voice has the higher value); it tracks loudness
               without regard to the microphone's gain (Sundberg & Nordenberg 2006).
    a_weighted energy of all of them weighted as the ear hears quiet sounds (curve A of IEC 61672-1), 0 dB at 1 kHz.
    phone_low, phone_high
               energy of 300-1000 Hz and of 1-3.4 kHz: what a telephone leaves of the two bands (ITU-T G.712).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ

HOP_SAMPLES = 160
HOP_S = HOP_SAMPLES / RATE_HZ
"""10 ms: the resolution that pause edges are given in."""

FRAME_SAMPLES = 400
"""25 ms: two periods of the lowest voice (80 Hz), short enough for the edge of a pause."""

_FFT = 512
_BANDS_HZ = ((50.0, 8000.0), (50.0, 1000.0), (1000.0, 5000.0))
_PHONE_BANDS_HZ = ((300.0, 1000.0), (1000.0, 3400.0))
COLUMNS = len(_BANDS_HZ) + 1 + len(_PHONE_BANDS_HZ)
"""Numbers of a frame: those of `Powers`."""

_BLOCK_FRAMES = 4096
"""Frames worked on at once, 41 s: bounds the memory of the spectra to some 8 MB."""

Powers = NDArray[np.float32]
"""Shape (frames, 6): power, low, high, a_weighted, phone_low, phone_high."""


class LevelMeter:
    """Powers of one recording, chunk by chunk; any chunking gives the same frames."""

    def __init__(self) -> None:
        # Half a frame of silence before the start centres frame 0 on time 0.
        self._rest: Samples = np.zeros(FRAME_SAMPLES // 2, np.float32)
        self._samples = 0
        self._frames = 0

    def push(self, samples: Samples) -> Powers:
        """Take the next samples; the powers of the frames that were completed."""
        self._samples += len(samples)
        waiting = np.concatenate((self._rest, samples))
        count = max(0, (len(waiting) - FRAME_SAMPLES) // HOP_SAMPLES + 1)
        self._rest = waiting[count * HOP_SAMPLES :]
        self._frames += count
        return _powers(waiting, count)

    def finish(self) -> Powers:
        """The last frames: those centred before the end of the sound."""
        count = -(-self._samples // HOP_SAMPLES) - self._frames
        if count <= 0:
            return np.zeros((0, COLUMNS), np.float32)
        padded = np.zeros((count - 1) * HOP_SAMPLES + FRAME_SAMPLES, np.float32)
        padded[: len(self._rest)] = self._rest[: len(padded)]
        self._frames += count
        return _powers(padded, count)


def _powers(samples: Samples, count: int) -> Powers:
    if count <= 0:
        return np.zeros((0, COLUMNS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME_SAMPLES)[::HOP_SAMPLES][:count]
    blocks = [_block(frames[first : first + _BLOCK_FRAMES]) for first in range(0, count, _BLOCK_FRAMES)]
    return np.concatenate(blocks)


def _block(frames: NDArray[np.float32]) -> Powers:
    windowed = frames * _WINDOW
    # Direct current would leak through the window's main lobe into the bands.
    windowed -= windowed.sum(axis=1, keepdims=True) / _WINDOW.sum() * _WINDOW
    spectrum = np.fft.rfft(windowed, n=_FFT)
    energy = spectrum.real**2 + spectrum.imag**2
    return np.asarray(energy @ _WEIGHTS, dtype=np.float32)


def _hann() -> NDArray[np.float32]:
    return np.hanning(FRAME_SAMPLES + 1)[:-1].astype(np.float32)


def _weights() -> NDArray[np.float32]:
    """From squared spectrum to band powers: one-sided bins count twice, window and length divided out (Parseval)."""
    frequency_hz = np.fft.rfftfreq(_FFT, 1.0 / RATE_HZ)
    scale = np.full(len(frequency_hz), 2.0)
    scale[[0, -1]] = 1.0
    scale /= _FFT * float(np.sum(_WINDOW.astype(np.float64) ** 2))
    columns, phone = (
        [scale * ((frequency_hz >= low_hz) & (frequency_hz <= high_hz)) for low_hz, high_hz in bands_hz]
        for bands_hz in (_BANDS_HZ, _PHONE_BANDS_HZ)
    )
    columns.append(columns[0] * _a_weights(frequency_hz))
    return np.stack([*columns, *phone], axis=1).astype(np.float32)


def _a_weights(frequency_hz: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Curve A as a factor on powers, 1 at 1 kHz (IEC 61672-1, annex E)."""

    def response(hz: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        squared = hz**2
        return np.asarray(
            12194.0**2
            * squared**2
            / ((squared + 20.6**2) * np.sqrt((squared + 107.7**2) * (squared + 737.9**2)) * (squared + 12194.0**2))
        )

    return np.asarray((response(frequency_hz) / response(np.array(1000.0))) ** 2)


_WINDOW = _hann()
_WEIGHTS = _weights()
