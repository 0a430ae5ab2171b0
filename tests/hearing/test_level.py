"""Level: powers of known sounds, whatever the chunks and the gain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import A_WEIGHTS_DB, cut, noise, silence, tone
from tests.strategies import chunk_sizes, gains_db, quick
from tests.tolerances import HEARD_DB, SAME_DB, assert_db
from voicecoach.audio import Samples
from voicecoach.hearing.level import HOP_SAMPLES, LevelMeter, Powers
from voicecoach.units import FLOOR_DB, power_to_db

A_WEIGHT_DB, LOWEST_A_WEIGHT_DB = 0.3, 0.6
"""A frame of 25 ms spreads a tone over some 40 Hz to both sides; below 125 Hz the curve bends within them."""


def measured(samples: Samples, sizes: list[int] | None = None) -> Powers:
    meter = LevelMeter()
    parts = [meter.push(piece) for piece in cut(samples, sizes or [])]
    return np.concatenate([*parts, meter.finish()])


def middle_db(samples: Samples) -> list[float]:
    """Mean level of power, low, high and A-weighted, away from the edges."""
    powers = measured(samples)[5:-5, :4]
    return [float(value) for value in power_to_db(powers.mean(axis=0))]


def test_a_full_scale_sine_is_3_db_under_full_scale() -> None:
    samples = np.sin(2 * np.pi * 1000 * np.arange(8000) / 16_000).astype(np.float32)
    assert_db(middle_db(samples)[0], -3.01, within=0.02)


@pytest.mark.parametrize("level_db", [-80.0, -40.0, -10.0])
def test_white_noise_has_the_level_it_was_made_with(level_db: float) -> None:
    assert_db(middle_db(noise(3.0, level_db))[0], level_db, within=HEARD_DB)


@pytest.mark.parametrize(("frequency_hz", "band"), [(100, 1), (300, 1), (900, 1), (1200, 2), (3000, 2), (4800, 2)])
def test_energy_is_counted_in_its_own_band(frequency_hz: float, band: int) -> None:
    """Below 1 kHz it is low, from 1 to 5 kHz high; the other band holds 20 dB less."""
    levels_db = middle_db(tone(frequency_hz, 1.0, -20.0))
    assert_db(levels_db[band], -20.0, within=0.1)
    assert levels_db[3 - band] < -40.0


@pytest.mark.parametrize(("frequency_hz", "column"), [(350, 4), (900, 4), (1200, 5), (3300, 5)])
def test_a_telephones_bands_hold_what_it_leaves(frequency_hz: float, column: int) -> None:
    levels_db = power_to_db(measured(tone(frequency_hz, 1.0, -20.0))[5:-5].mean(axis=0))
    assert_db(float(levels_db[column]), -20.0, within=0.1)
    assert levels_db[9 - column] < -40.0


@pytest.mark.parametrize("frequency_hz", [200, 3600])
def test_they_hold_nothing_else(frequency_hz: float) -> None:
    levels_db = power_to_db(measured(tone(frequency_hz, 1.0, -20.0))[5:-5, 4:].mean(axis=0))
    assert levels_db.max() < -40.0


def test_what_lies_above_5_khz_is_power_and_in_no_band() -> None:
    power_db, low_db, high_db, _ = middle_db(tone(6000, 1.0, -20.0))
    assert_db(power_db, -20.0, within=0.1)
    assert max(low_db, high_db) < -60.0


def test_two_tones_have_the_ratio_they_were_mixed_in() -> None:
    _, low_db, high_db, _ = middle_db(tone(300, 1.0, -20.0) + tone(2500, 1.0, -34.0))
    assert_db(high_db - low_db, -14.0, within=0.1)


@pytest.mark.parametrize(
    ("frequency_hz", "weight_db"), [(hz, weight_db) for hz, weight_db in A_WEIGHTS_DB.items() if 100 <= hz <= 6300]
)
def test_a_tone_weighs_as_much_as_the_standard_says(frequency_hz: float, weight_db: float) -> None:
    power_db, _, _, weighted_db = middle_db(tone(frequency_hz, 1.0, -20.0))
    within = A_WEIGHT_DB if frequency_hz >= 125 else LOWEST_A_WEIGHT_DB
    assert_db(weighted_db - power_db, weight_db, within=within)


def test_1_khz_weighs_1() -> None:
    power_db, _, _, weighted_db = middle_db(tone(1000, 1.0, -20.0))
    assert_db(weighted_db, power_db, within=0.1)


def test_what_is_no_speech_weighs_nothing() -> None:
    """Mains hum of 50 Hz weighs 30 dB less than the tone that hears best."""
    assert middle_db(tone(50, 1.0, -20.0))[3] < middle_db(tone(2500, 1.0, -20.0))[3] - 28.0


def test_a_constant_offset_is_no_sound() -> None:
    """A cheap sound card's offset would else drown the silence between words."""
    assert middle_db(silence(1.0) + np.float32(0.02))[0] < -80.0


def test_digital_silence_lies_on_the_floor() -> None:
    assert middle_db(silence(1.0)) == [FLOOR_DB] * 4


def test_a_click_is_loudest_in_the_frame_that_is_centred_on_it() -> None:
    samples = silence(1.0)
    samples[37 * HOP_SAMPLES] = 1.0
    assert int(np.argmax(measured(samples)[:, 0])) == 37


@pytest.mark.parametrize("length", [0, 1, 159, 160, 161, 400, 5000])
def test_there_is_a_frame_for_every_hop_that_was_begun(length: int) -> None:
    assert measured(np.zeros(length, np.float32)).shape == (-(-length // HOP_SAMPLES), 6)


@quick
@given(sizes=chunk_sizes, length=st.integers(0, 40_000))
def test_any_chunking_gives_the_same_frames(sizes: list[int], length: int) -> None:
    samples = noise(length / 16_000, -30.0)
    assert_db(power_to_db(measured(samples, sizes)), power_to_db(measured(samples)), within=SAME_DB)


@quick
@given(gain_db=gains_db)
def test_gain_moves_every_power_by_itself(gain_db: float) -> None:
    samples = noise(0.5, -40.0)
    louder = (samples * 10 ** (gain_db / 20)).astype(np.float32)
    assert_db(power_to_db(measured(louder)), power_to_db(measured(samples)) + gain_db, within=SAME_DB)
