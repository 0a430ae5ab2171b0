"""Units: there and back again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.tolerances import SAME_CENTS, SAME_DB, assert_db, assert_semitones
from voicecoach.units import FLOOR_DB, db_to_power, hz_to_semitones, per_minute, power_to_db, semitones_to_hz


@pytest.mark.parametrize(("power", "level_db"), [(1.0, 0.0), (0.5, -3.0103), (0.01, -20.0), (1e-12, -120.0)])
def test_power_in_decibels(power: float, level_db: float) -> None:
    assert_db(power_to_db(power), level_db, within=SAME_DB)


@pytest.mark.parametrize("power", [0.0, 1e-30])
def test_silence_has_the_lowest_level_there_is(power: float) -> None:
    assert power_to_db(power) == FLOOR_DB


@pytest.mark.parametrize(("f0_hz", "semitones"), [(100.0, 0.0), (200.0, 12.0), (50.0, -12.0), (150.0, 7.01955)])
def test_an_octave_has_twelve_semitones(f0_hz: float, semitones: float) -> None:
    assert_semitones(hz_to_semitones(f0_hz, 100.0), semitones, within=SAME_CENTS)


def test_what_is_unknown_stays_unknown() -> None:
    assert np.isnan(hz_to_semitones(np.nan))
    assert np.isnan(semitones_to_hz(np.nan))


@pytest.mark.parametrize(("count", "duration_s", "rate"), [(10, 4.0, 150.0), (0, 4.0, 0.0), (3, 0.0, None)])
def test_events_a_minute(count: float, duration_s: float, rate: float | None) -> None:
    assert per_minute(count, duration_s) == rate


@thorough
@given(level_db=st.floats(FLOOR_DB, 20.0))
def test_decibels_survive_the_way_there_and_back(level_db: float) -> None:
    assert_db(power_to_db(db_to_power(level_db)), level_db, within=SAME_DB)


@thorough
@given(f0_hz=st.floats(20.0, 2000.0), reference_hz=st.floats(20.0, 2000.0))
def test_semitones_survive_the_way_there_and_back(f0_hz: float, reference_hz: float) -> None:
    assert semitones_to_hz(hz_to_semitones(f0_hz, reference_hz), reference_hz) == pytest.approx(f0_hz)
