"""Pitch: medians, spreads and movements of formula voices."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tests.signals import Formula, glide, steady
from tests.strategies import thorough
from tests.tolerances import HEARD_CENTS, SAME_CENTS, assert_cents, assert_semitones
from voicecoach.hearing.pitch import (
    MIN_VOICED_FRAMES,
    PitchOptions,
    clean_f0,
    final_semitones,
    median_hz,
    range_semitones,
    runs,
    sd_semitones,
)
from voicecoach.tracks import Values
from voicecoach.units import hz_to_semitones

HOP_S = 0.01
TRACKER_HOP_S = 0.016
OPTIONS = PitchOptions()


def frames(formula: Formula, duration_s: float, hop_s: float = HOP_S) -> Values:
    return formula(np.asarray(np.arange(round(duration_s / hop_s)) * hop_s, dtype=np.float64))


def cleaned(f0_hz: Values, voicing: Values | None = None, count: int | None = None) -> Values:
    """A tracker's frames on our grid."""
    voiced = np.where(np.isnan(f0_hz), 0.0, 1.0) if voicing is None else voicing
    total = round(len(f0_hz) * TRACKER_HOP_S / HOP_S) if count is None else count
    return clean_f0(np.nan_to_num(f0_hz, nan=333.0), voiced, TRACKER_HOP_S, HOP_S, total, OPTIONS)[0]


# Measures of a track.


def test_the_median_of_a_glide_lies_in_its_middle() -> None:
    assert_cents(median_hz(frames(glide(100.0, 200.0, 2.0), 2.0)) or 0.0, 100.0 * 2**0.5, within=HEARD_CENTS)


def test_a_glide_of_an_octave_spreads_as_an_even_distribution_does() -> None:
    """A flat distribution of width w has a deviation of w / sqrt(12), and 90 % of it lie within 0.9 w."""
    track = frames(glide(100.0, 200.0, 5.0), 5.0)
    assert_semitones(sd_semitones(track) or 0.0, 12.0 / 12**0.5, within=HEARD_CENTS)
    assert_semitones(range_semitones(track) or 0.0, 0.9 * 12.0, within=HEARD_CENTS)


def test_a_monotone_has_no_spread() -> None:
    track = frames(steady(120.0), 1.0)
    assert sd_semitones(track) == pytest.approx(0.0, abs=1e-9)
    assert range_semitones(track) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("semitones_a_second", [-12.0, -3.0, 0.0, 6.0])
def test_the_end_moves_as_fast_as_the_glide(semitones_a_second: float) -> None:
    track = frames(glide(150.0, 150.0 * 2 ** (semitones_a_second / 12), 1.0), 1.5)
    assert_semitones(final_semitones(track, HOP_S) or 0.0, 0.39 * semitones_a_second, within=1.0)


def test_the_end_is_before_the_last_voiced_frame_however_much_silence_follows() -> None:
    track = frames(glide(200.0, 100.0, 1.0), 1.0)
    silent = np.full(200, np.nan)
    assert final_semitones(np.concatenate((track, silent)), HOP_S) == final_semitones(track, HOP_S)


def test_what_happens_before_the_end_does_not_count() -> None:
    rising, level = frames(glide(100.0, 200.0, 1.0), 1.0), frames(steady(200.0), 0.5)
    assert_semitones(final_semitones(np.concatenate((rising, level)), HOP_S) or 0.0, 0.0, within=SAME_CENTS)


def test_a_few_wrong_frames_do_not_turn_the_end() -> None:
    track = frames(glide(200.0, 180.0, 0.5), 0.5)
    broken = track.copy()
    broken[[20, 33, 47]] *= 2.0
    assert_semitones(final_semitones(broken, HOP_S) or 0.0, final_semitones(track, HOP_S) or 9.0, within=HEARD_CENTS)


def test_an_end_with_hardly_any_voice_has_no_movement() -> None:
    track = np.full(100, np.nan)
    assert final_semitones(track, HOP_S) is None
    track[90:97] = 100.0
    assert final_semitones(track, HOP_S) is None
    track[89:97] = 100.0
    assert final_semitones(track, HOP_S) == pytest.approx(0.0)


@pytest.mark.parametrize("measure", [median_hz, sd_semitones, range_semitones])
def test_too_little_voice_is_none(measure: Callable[[Values], float | None]) -> None:
    track = np.full(500, np.nan)
    track[: MIN_VOICED_FRAMES - 1] = 100.0
    assert measure(track) is None
    track[MIN_VOICED_FRAMES - 1] = 100.0
    assert measure(track) is not None


@thorough
@given(octaves=st.integers(-2, 2), start_hz=st.floats(80.0, 200.0), end_hz=st.floats(80.0, 200.0))
def test_an_octave_moves_f0_by_12_semitones_and_leaves_the_rest(octaves: int, start_hz: float, end_hz: float) -> None:
    track = frames(glide(start_hz, end_hz, 1.0), 1.0)
    moved = track * 2.0**octaves
    before, after = hz_to_semitones([median_hz(track) or 0.0, median_hz(moved) or 0.0])
    assert_semitones(after - before, 12.0 * octaves, within=SAME_CENTS)
    assert_semitones(sd_semitones(moved) or 0.0, sd_semitones(track) or 0.0, within=SAME_CENTS)
    assert_semitones(range_semitones(moved) or 0.0, range_semitones(track) or 0.0, within=SAME_CENTS)
    assert_semitones(final_semitones(moved, HOP_S) or 0.0, final_semitones(track, HOP_S) or 0.0, within=SAME_CENTS)


# The tracker's frames on our grid.


def test_a_glide_keeps_its_pitch_at_every_time() -> None:
    formula = glide(90.0, 350.0, 2.0)
    ours = cleaned(frames(formula, 2.0, TRACKER_HOP_S))
    times_s = np.asarray(np.arange(len(ours)) * HOP_S, dtype=np.float64)
    inside = times_s < 2.0 - TRACKER_HOP_S
    assert_cents(ours[inside], formula(times_s)[inside], within=SAME_CENTS)


def test_frames_without_voice_stay_without() -> None:
    track = frames(steady(100.0), 1.6, TRACKER_HOP_S)
    track[40:60] = np.nan
    ours = cleaned(track)
    silent = np.isnan(ours)
    assert silent[round(41 * 1.6) : round(58 * 1.6)].all()
    assert not silent[: round(38 * 1.6)].any()
    assert not silent[round(61 * 1.6) :].any()


@pytest.mark.parametrize("start", range(40, 45))
def test_a_frame_between_voice_and_none_goes_with_the_nearer(start: int) -> None:
    track = frames(steady(100.0), 1.6, TRACKER_HOP_S)
    track[start : start + 18] = np.nan
    nearest = np.clip(np.floor(np.arange(160) * HOP_S / TRACKER_HOP_S + 0.5).astype(int), 0, len(track) - 1)
    assert np.isnan(cleaned(track)).tolist() == np.isnan(track[nearest]).tolist()


def test_a_frame_counts_from_an_even_chance_of_voice() -> None:
    track = frames(steady(100.0), 1.6, TRACKER_HOP_S)
    assert not np.isnan(cleaned(track, np.full(100, 0.5))).any()
    assert np.isnan(cleaned(track, np.full(100, 0.49))).all()


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_short_octave_jump_is_put_right(factor: float) -> None:
    track = frames(steady(180.0), 2.0, TRACKER_HOP_S)
    broken = track.copy()
    broken[50:55] *= factor
    assert_cents(cleaned(broken), cleaned(track), within=SAME_CENTS)


@pytest.mark.parametrize("place", [slice(0, 4), slice(96, 100)])
def test_a_short_voice_at_an_end_of_the_recording_keeps_its_pitch(place: slice) -> None:
    track = np.full(100, np.nan)
    track[place] = 150.0
    ours = cleaned(track)
    assert_cents(np.nanmedian(ours), 150.0, within=SAME_CENTS)


def test_a_lasting_change_of_register_is_left_alone() -> None:
    low, high = frames(steady(110.0), 1.0, TRACKER_HOP_S), frames(steady(220.0), 1.0, TRACKER_HOP_S)
    ours = cleaned(np.concatenate((low, high)))
    assert_cents(ours[:90], np.full(90, 110.0), within=SAME_CENTS)
    assert_cents(ours[-90:], np.full(90, 220.0), within=SAME_CENTS)


def test_a_lone_frame_is_no_voice() -> None:
    track = np.full(100, np.nan)
    track[50] = 120.0
    assert np.isnan(cleaned(track)).all()


def test_there_are_as_many_frames_as_asked_for() -> None:
    track = frames(steady(100.0), 1.0, TRACKER_HOP_S)
    assert len(cleaned(track, count=250)) == 250
    assert len(cleaned(np.zeros(0), count=7)) == 7
    assert np.isnan(cleaned(np.zeros(0), count=7)).all()
    assert len(cleaned(track, count=0)) == 0


@thorough
@given(flags=arrays(np.bool_, st.integers(0, 60)))
def test_runs_are_the_stretches_of_true(flags: NDArray[np.bool_]) -> None:
    rebuilt = np.zeros_like(flags)
    for start, end in runs(flags):
        assert not rebuilt[max(0, start - 1) : end].any(), "runs touch or overlap"
        rebuilt[start:end] = True
    assert rebuilt.tolist() == flags.tolist()
