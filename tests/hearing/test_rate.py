"""Rates: words and syllables over time, pauses left out where they don't belong."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.tolerances import SAME_S, assert_seconds
from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.rate import (
    MIN_TIME_S,
    articulation_rate_syl_s,
    speaking_s,
    speech_rate_wpm,
    syllables,
)
from voicecoach.prosody import Pause

pauses_st = st.lists(
    st.tuples(st.floats(0, 10), st.floats(0, 3)).map(lambda t: Pause(t[0], t[0] + t[1], "silent")), max_size=8
)


def test_ten_words_in_four_seconds_are_150_a_minute() -> None:
    assert speech_rate_wpm(10, 4.0) == 150.0


def test_twelve_syllables_in_four_seconds_are_three_a_second() -> None:
    assert articulation_rate_syl_s(12, 4.0) == 3.0


@pytest.mark.parametrize("rate", [speech_rate_wpm, articulation_rate_syl_s])
def test_too_short_a_stretch_has_no_rate(rate: Callable[[int, float], float | None]) -> None:
    assert rate(3, MIN_TIME_S) is not None
    assert rate(3, MIN_TIME_S - 0.01) is None
    assert rate(0, 10.0) is None


def test_syllables_add_up() -> None:
    assert syllables(say("I can't take that on tomorrow."), "en") == 8
    assert syllables((), "en") == 0


def test_pauses_inside_are_left_out_and_overlaps_count_once() -> None:
    pauses = [
        Pause(0.0, 1.5, "silent"),
        Pause(3.0, 4.0, "silent"),
        Pause(3.5, 4.5, "filled"),
        Pause(9.0, 12.0, "silent"),
    ]
    assert_seconds(speaking_s(Span(1.0, 10.0), pauses), 9.0 - 0.5 - 1.5 - 1.0, within=SAME_S)


def test_without_pauses_all_time_is_spoken() -> None:
    assert speaking_s(Span(1.0, 3.5), ()) == 2.5


@thorough
@given(pauses=pauses_st)
def test_speaking_time_is_what_no_pause_covers(pauses: list[Pause]) -> None:
    """Counted again on a fine grid."""
    span = Span(1.0, 9.0)
    grid_s = [1.0 + (index + 0.5) / 100 for index in range(800)]
    free = sum(not any(pause.start_s <= time_s < pause.end_s for pause in pauses) for time_s in grid_s)
    assert_seconds(speaking_s(span, pauses), free / 100, within=0.02 * (len(pauses) + 1))


@thorough
@given(factor=st.floats(0.5, 3.0), words=st.integers(1, 300), time_s=st.floats(2.0, 100.0))
def test_stretching_time_divides_every_rate(factor: float, words: int, time_s: float) -> None:
    assert speech_rate_wpm(words, factor * time_s) == pytest.approx((speech_rate_wpm(words, time_s) or 0) / factor)
    assert articulation_rate_syl_s(words, factor * time_s) == pytest.approx(
        (articulation_rate_syl_s(words, time_s) or 0) / factor
    )
