"""Features: what is known of them by their formula."""

import numpy as np
import pytest

from tests.signals import noise, silence, tone
from voicecoach.hearing.filterbank import BANDS, FRAME_SAMPLES, HOP_SAMPLES, mel_energies


def test_a_frame_begins_every_hop() -> None:
    assert mel_energies(noise(1.0, -20.0)).shape == (1 + (16_000 - FRAME_SAMPLES) // HOP_SAMPLES, BANDS)
    assert mel_energies(noise(0.02, -20.0)).shape == (0, BANDS)


@pytest.mark.parametrize("frequency_hz", [300.0, 1000.0, 3000.0])
def test_a_tone_is_loudest_in_its_band(frequency_hz: float) -> None:
    edges = np.linspace(1127 * np.log1p(20 / 700), 1127 * np.log1p(8000 / 700), BANDS + 2)
    centres_hz = 700 * np.expm1(edges[1:-1] / 1127)
    loudest = mel_energies(tone(frequency_hz, 0.5)).mean(axis=0).argmax()
    assert abs(loudest - np.abs(centres_hz - frequency_hz).argmin()) <= 1


def test_ten_decibels_are_ten_decibels() -> None:
    quiet, loud = mel_energies(noise(0.5, -40.0)), mel_energies(noise(0.5, -30.0))
    assert loud - quiet == pytest.approx(np.log(10.0), abs=1e-3)


def test_silence_is_finite() -> None:
    assert np.isfinite(mel_energies(silence(0.1))).all()
