"""Bandwidth: a telephone's is told from a full one by the hissing consonants."""

import numpy as np
import pytest

from tests.listening import hear
from tests.signals import Speech, at_level, noise, silence, steady, voice
from voicecoach.audio import Samples
from voicecoach.hearing.bandwidth import MIN_FRAMES, is_narrow_band
from voicecoach.units import RATE_HZ


def hissing(vowels: int, hiss_db: float = -35.0) -> Samples:
    """Vowels of 0.3 s, each with a hiss of 0.1 s behind it that lies above 4 kHz."""
    hiss = filtered(noise(0.1, -20.0), 4500.0, 7500.0)
    parts = [
        part for _ in range(vowels) for part in (voice(steady(120.0), 0.3), at_level(hiss.astype(np.float64), hiss_db))
    ]
    return np.concatenate([silence(0.5), *parts, silence(0.5)])


def filtered(samples: Samples, low_hz: float, high_hz: float) -> Samples:
    spectrum = np.fft.rfft(samples)
    hz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def narrow(samples: Samples) -> bool | None:
    return is_narrow_band(hear(Speech(samples, steady(120.0), ())))


@pytest.mark.parametrize("gain_db", [-12.0, 0.0, 12.0])
def test_a_full_band_is_told_from_a_telephones_whatever_the_gain(gain_db: float) -> None:
    full = hissing(8) * np.float32(10 ** (gain_db / 20))
    assert narrow(full) is False
    assert narrow(filtered(full, 300.0, 3400.0)) is True
    assert narrow(filtered(full, 0.0, 4000.0)) is True


def test_rounding_to_16_bits_is_no_sound_above_the_telephone() -> None:
    rounded = (np.round(filtered(hissing(8), 300.0, 3400.0) * 32768) / 32768).astype(np.float32)
    assert narrow(rounded) is True


def test_too_little_speech_says_nothing() -> None:
    assert narrow(silence(3.0)) is None
    assert narrow(np.concatenate([silence(0.5), voice(steady(120.0), MIN_FRAMES * 0.01 - 0.3), silence(0.5)])) is None
