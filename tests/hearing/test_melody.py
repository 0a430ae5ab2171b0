"""Melody: where it is flat, and how a sentence ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import Formula, steady
from tests.strategies import thorough
from tests.tolerances import assert_semitones
from voicecoach.audio import Span
from voicecoach.hearing.melody import (
    FLAT_SEMITONES,
    MIN_WINDOW_VOICE_S,
    MOVEMENT_SEMITONES,
    STEP_S,
    WINDOW_S,
    flat_passages,
    movement,
)
from voicecoach.prosody import FinalMovement
from voicecoach.tracks import F0Track, Values
from voicecoach.units import semitones_to_hz

HOP_S = 0.01
SYLLABLE_S = 0.25
MONOTONE, LIVELY = 0.6, 3.0
"""Spread in semitones: a machine's and an actor's."""
ROUNDED_CENTS = 0.6
"""The spread is rounded to a hundredth of a semitone."""


def swaying(spread_semitones: float, around_hz: float = 140.0) -> Formula:
    """A pitch that swings with a period of 2 s, five of which fill a window; a sine spreads by 0.7 of its peak."""
    return lambda times_s: semitones_to_hz(spread_semitones * 2**0.5 * np.sin(np.pi * times_s), around_hz)


def track(formula: Formula, duration_s: float, voiced_share: float = 0.5) -> F0Track:
    """Syllables of which the first part is voiced."""
    times_s = np.asarray(np.arange(round(duration_s / HOP_S)) * HOP_S, dtype=np.float64)
    voiced = times_s % SYLLABLE_S < voiced_share * SYLLABLE_S - 1e-9
    return F0Track(np.where(voiced, formula(times_s), np.nan), HOP_S)


def test_monotone_talk_is_one_flat_passage() -> None:
    (flat,) = flat_passages(track(swaying(MONOTONE), 20.0), Span(0.0, 20.0))
    assert (flat.start_s, flat.end_s) == (0.0, 20.0)
    assert_semitones(flat.f0_sd_semitones, MONOTONE, within=ROUNDED_CENTS)


def test_lively_talk_has_none() -> None:
    assert flat_passages(track(swaying(LIVELY), 20.0), Span(0.0, 20.0)) == ()


@thorough
@given(spread=st.floats(0.0, 6.0).filter(lambda spread: abs(spread - FLAT_SEMITONES) > 0.02), hz=st.floats(70.0, 400.0))
def test_it_is_flat_below_the_limit_whatever_the_pitch(spread: float, hz: float) -> None:
    assert bool(flat_passages(track(swaying(spread, hz), 12.0), Span(0.0, 12.0))) == (spread < FLAT_SEMITONES)


@pytest.mark.parametrize("talk_s", [0.0, 3.0, WINDOW_S - 0.1])
def test_what_is_shorter_than_a_window_has_none(talk_s: float) -> None:
    assert flat_passages(track(steady(140.0), 20.0), Span(0.0, talk_s)) == ()
    assert flat_passages(track(steady(140.0), talk_s), Span(0.0, 20.0)) == ()


@pytest.mark.parametrize(("share", "count"), [(0.0, 0), (0.24, 0), (0.4, 1)])
def test_too_little_voice_is_no_melody(share: float, count: int) -> None:
    assert 0.24 * WINDOW_S < MIN_WINDOW_VOICE_S < 0.4 * WINDOW_S
    assert len(flat_passages(track(steady(140.0), 15.0, share), Span(0.0, 15.0))) == count


@thorough
@given(start=st.integers(0, 15), flat_s=st.floats(WINDOW_S + STEP_S, 25.0), later=st.integers(0, 500))
def test_a_flat_stretch_is_found_where_it_lies_and_moves_with_the_turn(start: int, flat_s: float, later: int) -> None:
    """A window that reaches into lively talk by a little is still flat on the whole."""

    def formula(times_s: Values) -> Values:
        inside = (times_s >= start) & (times_s < start + flat_s)
        return np.asarray(np.where(inside, swaying(0.0)(times_s), swaying(LIVELY)(times_s)))

    values = track(formula, 45.0).values
    (flat,) = flat_passages(F0Track(values.copy(), HOP_S), Span(0.0, 45.0))
    assert flat.start_s == pytest.approx(start, abs=4.0)
    assert flat.end_s == pytest.approx(start + flat_s, abs=4.0)
    assert flat.f0_sd_semitones < 0.02
    led = F0Track(np.concatenate((np.full(later, np.nan), values)), HOP_S)
    (moved,) = flat_passages(led, Span(later * HOP_S, later * HOP_S + 45.0))
    assert (moved.start_s, moved.end_s) == pytest.approx((flat.start_s + later / 100, flat.end_s + later / 100))
    assert moved.f0_sd_semitones == flat.f0_sd_semitones


def test_windows_that_only_touch_are_two_passages() -> None:
    """Between them the pitch leaps, and so every window across the leap is lively."""
    leap = track(lambda times_s: np.where(times_s < WINDOW_S, 120.0, 180.0), 2 * WINDOW_S)
    passages = flat_passages(leap, Span(0.0, 2 * WINDOW_S))
    assert [(flat.start_s, flat.end_s) for flat in passages] == [(0.0, WINDOW_S), (WINDOW_S, 2 * WINDOW_S)]


@pytest.mark.parametrize(
    ("semitones", "ending"),
    [
        (None, None),
        (0.0, "level"),
        (MOVEMENT_SEMITONES - 0.01, "level"),
        (-MOVEMENT_SEMITONES + 0.01, "level"),
        (MOVEMENT_SEMITONES, "rise"),
        (-MOVEMENT_SEMITONES, "fall"),
        (6.0, "rise"),
        (-6.0, "fall"),
    ],
)
def test_an_end_moves_when_one_hears_it_move(semitones: float | None, ending: FinalMovement | None) -> None:
    assert movement(semitones) == ending
