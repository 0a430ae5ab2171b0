"""Pace: even speech is even, rushed words are found, short recordings are let be."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.tolerances import SAME_S, assert_seconds
from tests.values import say
from voicecoach.hearing.pace import (
    BURST_SHARE,
    LEAST_SPEECH_S,
    OWN_PACE_S,
    STEP_S,
    WINDOW_S,
    find_bursts,
    pace_points,
)
from voicecoach.hearing.profile import Stretch
from voicecoach.pace import Burst
from voicecoach.prosody import Pause
from voicecoach.transcript import Word

RATE_SYL_S = 0.0006
"""Two computations of one rate: it is rounded to the third digit."""


def even(number: int, word_s: float = 0.5, at_s: float = 0.0) -> tuple[Word, ...]:
    """Words of two syllables, each as long as the other."""
    return say("little " * number, at_s=at_s, word_s=word_s)


def stretch(words: Sequence[Word], *pauses: Pause) -> Stretch:
    return Stretch((tuple(words),), pauses)


def moved(words: Sequence[Word], factor: float, shift_s: float = 0.0) -> tuple[Word, ...]:
    """The same words, stretched in time and said later."""
    return tuple(
        replace(word, start_s=shift_s + factor * word.start_s, end_s=shift_s + factor * word.end_s) for word in words
    )


def rushed(number: int, rush_s: float) -> tuple[Word, ...]:
    """Forty even words, some quick ones, forty even words."""
    before, quick = even(40), even(number, rush_s, at_s=20.0)
    return (*before, *quick, *even(40, at_s=quick[-1].end_s))


@thorough
@given(factor=st.floats(0.5, 2.0), number=st.integers(70, 200), shift_s=st.floats(0.0, 50.0))
def test_even_speech_has_one_rate_throughout_and_stretching_divides_it(
    factor: float, number: int, shift_s: float
) -> None:
    points = pace_points([stretch(moved(even(number), factor, shift_s))], "en")
    assert len(points) >= 2
    for point in points:
        assert point.speech_rate_wpm == pytest.approx(120.0 / factor, abs=0.06)
        assert point.articulation_rate_syl_s == pytest.approx(4.0 / factor, abs=RATE_SYL_S)


@thorough
@given(number=st.integers(1, 200))
def test_windows_cover_the_speech_from_the_first_to_the_last_word(number: int) -> None:
    points = pace_points([stretch(even(number, at_s=1.0))], "en")
    assert bool(points) == (number * 0.5 >= WINDOW_S + STEP_S)
    if points:
        assert_seconds([points[0].start_s, points[-1].end_s], [1.0, 1.0 + number * 0.5], within=SAME_S)
        for left, right in itertools.pairwise(points):
            assert_seconds(right.start_s - left.start_s, STEP_S, within=SAME_S)
            assert right.end_s > left.end_s
        assert all(point.span.duration_s > WINDOW_S - STEP_S for point in points)


def test_a_change_of_rate_shows_where_it_is() -> None:
    words = (*even(60), *even(60, 0.25, at_s=30.0))
    points = pace_points([stretch(words)], "en")
    for point in points:
        rate = point.articulation_rate_syl_s
        if point.end_s <= 30.0:
            assert rate == pytest.approx(4.0, abs=RATE_SYL_S)
        elif point.start_s >= 30.0:
            assert rate == pytest.approx(8.0, abs=RATE_SYL_S)
        else:
            assert rate == pytest.approx(6.0, abs=RATE_SYL_S)


def test_pauses_slow_the_words_and_not_the_articulation() -> None:
    """Half of each window is pause; where a silent and a filled one overlap, it counts once."""
    words = [word for second in range(0, 40, 2) for word in even(2, at_s=float(second))]
    pauses = [Pause(second + 1.0, second + 2.0, "silent") for second in range(0, 38, 2)]
    pauses += [Pause(second + 1.2, second + 1.6, "filled", "um") for second in range(0, 38, 2)]
    first = pace_points([stretch(words, *pauses)], "en")[0]
    assert first.speech_rate_wpm == pytest.approx(60.0, abs=0.06)
    assert first.articulation_rate_syl_s == pytest.approx(4.0, abs=RATE_SYL_S)


def test_time_between_stretches_is_no_time() -> None:
    points = pace_points([stretch(even(12)), stretch(even(60, at_s=10.0))], "en")
    assert points[0].speech_rate_wpm == pytest.approx(120.0, abs=0.06)


def test_a_window_with_too_little_speech_has_no_rate() -> None:
    said_s = LEAST_SPEECH_S - 0.5
    points = pace_points([stretch(even(round(2 * said_s))), stretch(even(40, at_s=20.0))], "en")
    assert (points[0].speech_rate_wpm, points[0].articulation_rate_syl_s) == (None, None)
    assert points[-1].articulation_rate_syl_s == pytest.approx(4.0, abs=RATE_SYL_S)


def test_no_words_have_no_pace() -> None:
    assert pace_points([], "en") == ()
    assert pace_points([stretch(())], "en") == ()
    assert find_bursts([], "en") == ()


@thorough
@given(number=st.integers(60, 200), factor=st.floats(0.7, 2.0))
def test_even_speech_has_no_bursts(number: int, factor: float) -> None:
    assert find_bursts([stretch(moved(even(number), factor))], "en") == ()


@thorough
@given(factor=st.floats(0.9, 1.4), shift_s=st.floats(0.0, 50.0), rush_s=st.floats(0.25, 0.35))
def test_rushed_words_are_a_burst_whatever_the_pace_around_them(factor: float, shift_s: float, rush_s: float) -> None:
    words = moved(rushed(8, rush_s), factor, shift_s)
    (burst,) = find_bursts([stretch(words)], "en")
    assert burst.usual_rate_syl_s == pytest.approx(4.0 / factor, abs=RATE_SYL_S)
    assert burst.articulation_rate_syl_s > (1 + BURST_SHARE) * burst.usual_rate_syl_s
    assert burst.start_s <= words[41].start_s
    assert burst.end_s >= words[46].end_s
    inside = [word for word in words if burst.start_s <= word.start_s < burst.end_s - SAME_S]
    assert burst.text == " ".join(word.text for word in inside)
    assert_seconds([burst.span.start_s, burst.span.end_s], [inside[0].start_s, inside[-1].end_s], within=SAME_S)


@pytest.mark.parametrize(
    ("number", "rush_s"),
    [
        (1, 0.3),  # one quick word
        (8, 0.45),  # a ninth faster: little to notice
        (8, 0.12),  # faster than anybody speaks: wrong times
    ],
)
def test_what_is_no_rush_is_no_burst(number: int, rush_s: float) -> None:
    assert find_bursts([stretch(rushed(number, rush_s))], "en") == ()


def test_a_pause_ends_a_burst() -> None:
    words = rushed(12, 0.25)
    half = [*words[:46], *moved(words[46:], 1.0, 0.5)]
    bursts = find_bursts([stretch(half, Pause(words[45].end_s, half[46].start_s, "silent"))], "en")
    assert len(bursts) == 2
    assert bursts[0].end_s == words[45].end_s
    assert bursts[1].start_s == half[46].start_s


def test_a_speaker_whose_pace_varies_needs_more_to_rush() -> None:
    """Every other ten words a quarter and more faster: that is how this one speaks."""
    words: tuple[Word, ...] = ()
    for word_s in (0.5, 0.38) * 5:
        words += even(10, word_s, at_s=words[-1].end_s if words else 0.0)
    assert find_bursts([stretch(words)], "en") == ()


def test_too_short_a_recording_has_no_pace_of_its_own() -> None:
    words = (*even(30), *even(8, 0.25, at_s=15.0))
    assert words[-1].end_s < OWN_PACE_S
    assert find_bursts([stretch(words)], "en") == ()


def test_a_burst_knows_its_place() -> None:
    burst = Burst(1.0, 2.5, 7.0, 4.0, "as quick as that")
    assert burst.span.duration_s == 1.5
