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
    final_semitones,
    median_hz,
    on_grid,
    range_semitones,
    runs,
    sd_semitones,
)
from voicecoach.tracks import Values
from voicecoach.units import hz_to_semitones

HOP_S = 0.01
TRACKER_HOP_S = 0.016


def frames(formula: Formula, duration_s: float, hop_s: float = HOP_S) -> Values:
    return formula(np.asarray(np.arange(round(duration_s / hop_s)) * hop_s, dtype=np.float64))


def laid(f0_hz: Values, count: int | None = None) -> Values:
    """A tracker's frames on our grid."""
    total = round(len(f0_hz) * TRACKER_HOP_S / HOP_S) if count is None else count
    return on_grid(f0_hz, np.ones(len(f0_hz)), TRACKER_HOP_S, HOP_S, total)[0]


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


@pytest.mark.parametrize("factor", [1 / 2, 2, 3])
def test_a_word_whose_pitch_was_taken_for_a_harmonic_is_no_swing(factor: float) -> None:
    track = frames(glide(100.0, 120.0, 3.0), 3.0)
    jumping = track.copy()
    jumping[100:120] *= factor
    assert_semitones(sd_semitones(jumping) or 0.0, sd_semitones(track) or 0.0, within=HEARD_CENTS)


def test_a_lively_melody_keeps_its_spread() -> None:
    """Wide, slow swings of +-6 semitones: all of it lies within the range of a speaker."""
    times_s = np.arange(500) * HOP_S
    track = 120.0 * 2.0 ** (6.0 * np.sin(2 * np.pi * times_s / 2.5) / 12.0)
    assert_semitones(sd_semitones(track) or 0.0, 6.0 / 2**0.5, within=HEARD_CENTS)


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
    ours = laid(frames(formula, 2.0, TRACKER_HOP_S))
    times_s = np.asarray(np.arange(len(ours)) * HOP_S, dtype=np.float64)
    inside = times_s < 2.0 - TRACKER_HOP_S
    assert_cents(ours[inside], formula(times_s)[inside], within=SAME_CENTS)


def test_between_two_voices_no_third_is_made_up() -> None:
    low, high = frames(steady(110.0), 1.0, TRACKER_HOP_S), frames(steady(220.0), 1.0, TRACKER_HOP_S)
    ours = laid(np.concatenate((low, high)))
    assert set(np.round(ours).tolist()) == {110.0, 220.0}
    assert (np.diff(ours) >= 0).all()


def test_the_probability_of_voice_rises_evenly_between_frames() -> None:
    probability = np.array([0.0, 0.0, 0.8, 0.8])
    _, ours = on_grid(np.full(4, 100.0), probability, TRACKER_HOP_S, HOP_S, 6)
    assert ours.tolist() == pytest.approx([0.0, 0.0, 0.2, 0.7, 0.8, 0.8])


def test_there_are_as_many_frames_as_asked_for() -> None:
    track = frames(steady(100.0), 1.0, TRACKER_HOP_S)
    assert len(laid(track, count=250)) == 250
    assert np.isnan(laid(np.zeros(0), count=7)).all()
    assert len(laid(np.zeros(0), count=7)) == 7
    assert len(laid(track, count=0)) == 0


@thorough
@given(flags=arrays(np.bool_, st.integers(0, 60)))
def test_runs_are_the_stretches_of_true(flags: NDArray[np.bool_]) -> None:
    rebuilt = np.zeros_like(flags)
    for start, end in runs(flags):
        assert not rebuilt[max(0, start - 1) : end].any(), "runs touch or overlap"
        rebuilt[start:end] = True
    assert rebuilt.tolist() == flags.tolist()
