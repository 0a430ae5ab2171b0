"""Errors of a pitch track are counted frame by frame."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.pitch_errors import PitchErrors, TrueF0, compare, figures, together
from voicecoach.tracks import F0Track
from voicecoach.units import semitones_to_hz

NAN = float("nan")
F0 = st.lists(st.sampled_from([0.0, 100.0, 119.0, 121.0, 200.0]), min_size=1, max_size=30)


def track(f0_hz: list[float], hop_s: float = 0.01, start_s: float = 0.0) -> F0Track:
    values = np.array(f0_hz)
    return F0Track(np.where(values > 0, values, np.nan), hop_s, start_s)


def truth(f0_hz: list[float], hop_s: float = 0.01) -> TrueF0:
    return TrueF0(hop_s * np.arange(len(f0_hz), dtype=np.float64), np.array(f0_hz, dtype=np.float64))


def test_each_kind_of_error_is_counted() -> None:
    found = compare(track([100.0, 0.0, 100.0, 130.0, 0.0]), truth([100.0, 100.0, 0.0, 100.0, 0.0]))

    assert found == PitchErrors(voiced=3, unvoiced=2, missed=1, false=1, gross=1, cents=0.0)
    assert found.gross_error == pytest.approx(1 / 2)
    assert found.voiced_missed == pytest.approx(1 / 3)
    assert found.unvoiced_voiced == pytest.approx(1 / 2)
    assert found.total == pytest.approx(3 / 5)


@pytest.mark.parametrize(("f0_hz", "gross"), [(81.0, 0), (79.0, 1), (119.0, 0), (121.0, 1)])
def test_a_gross_error_is_more_than_a_fifth_off(f0_hz: float, gross: int) -> None:
    assert compare(track([f0_hz]), truth([100.0])).gross == gross


def test_fine_frames_tell_how_far_off_they_are() -> None:
    up, down = float(semitones_to_hz(0.3, 100.0)), float(semitones_to_hz(-0.1, 100.0))
    assert compare(track([up, down, 300.0]), truth([100.0] * 3)).mean_cents == pytest.approx(20.0)


@given(F0)
def test_the_truth_has_no_errors(f0_hz: list[float]) -> None:
    found = compare(track(f0_hz), truth(f0_hz))
    assert found.total == 0
    assert found.voiced + found.unvoiced == len(f0_hz)


@given(F0, F0)
def test_recordings_add_up(first: list[float], second: list[float]) -> None:
    found = [compare(track(second), truth(first)), compare(track(first), truth(second))]
    both = together(found)
    assert both.voiced + both.unvoiced == len(first) + len(second)
    assert both.missed == sum(one.missed for one in found)
    assert both.total is not None
    assert 0 <= both.total <= 1


def test_the_nearest_frame_counts_and_outside_there_is_no_voice() -> None:
    late = track([100.0, 200.0], hop_s=0.02, start_s=0.02)
    times_s, f0_hz = np.array([0.0, 0.018, 0.028, 0.032, 0.06]), np.array([100.0, 100.0, 100.0, 200.0, 100.0])
    found = compare(late, TrueF0(times_s, f0_hz))
    assert (found.missed, found.gross) == (2, 0)


def test_nothing_known_has_no_figures() -> None:
    assert PitchErrors().total is None
    assert figures([])["gross_error"] == {"value": None, "interval_95": None}


def test_truth_is_read_from_rows(tmp_path: Path) -> None:
    path = tmp_path / "f0.txt"
    path.write_text("# time_s hz\n0.00 0\n0.01 120.5\n", encoding="utf-8")
    known = TrueF0.read(path)
    assert known.times_s.tolist() == [0.0, 0.01]
    assert known.f0_hz.tolist() == [0.0, 120.5]
