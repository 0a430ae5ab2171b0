"""Rates: words and syllables over time, pauses left out where they don't belong."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.tolerances import SAME_S, assert_seconds
from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.rate import (
    MIN_TIME_S,
    SyllableCount,
    articulation_rate_syl_s,
    count,
    runs_of_words,
    speaking_s,
    speech_rate_wpm,
    syllables,
)
from voicecoach.prosody import Pause
from voicecoach.transcript import Word

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


TOMORROW = say("I can't take that on tomorrow.", word_s=0.4)
"""Eight syllables in 2.4 s."""


def nuclei(number: int, from_s: float, to_s: float) -> list[float]:
    """Nuclei that are spread evenly."""
    return [from_s + (to_s - from_s) * (index + 0.5) / number for index in range(number)]


@thorough
@given(found=st.integers(0, 12))
def test_words_that_can_be_right_are_counted_by_dictionary(found: int) -> None:
    """Whatever the nuclei, as long as they are not out of all proportion."""
    assert count(TOMORROW, (), nuclei(found, 0.0, 2.4), "en") == SyllableCount(8, "dictionary")


def test_nothing_said_has_no_syllables() -> None:
    assert count((), (), nuclei(5, 0.0, 2.0), "en") == SyllableCount(0, "dictionary")


def test_a_language_without_rules_is_counted_by_nuclei() -> None:
    words = say("\u0441\u043f\u0430\u0441\u0438\u0431\u043e \u0437\u0430\u0432\u0442\u0440\u0430", word_s=2.0)
    assert count(words, (), nuclei(5, 0.0, 4.0), "ru") == SyllableCount(5, "nuclei")


def test_accents_are_no_other_script() -> None:
    assert count(say("caf\u00e9 na\u00efve", word_s=1.0), (), [], "en").source == "dictionary"


def test_one_word_over_a_whole_sentence_of_sound_is_counted_by_nuclei() -> None:
    words = say("look", word_s=4.0)
    assert count(words, (), nuclei(10, 0.0, 4.0), "en") == SyllableCount(11, "nuclei")


def test_a_word_that_is_held_stays_one_syllable() -> None:
    assert count(say("look", word_s=4.0), (), [2.0], "en") == SyllableCount(1, "dictionary")


@pytest.mark.parametrize("times", [2, 5])
def test_words_crammed_into_no_time_are_counted_by_nuclei(times: int) -> None:
    invented = say("of a friend of mine " * times, at_s=2.4, word_s=0.0)
    assert count((*TOMORROW, *invented), (), nuclei(8, 0.0, 2.4), "en") == SyllableCount(9, "nuclei")


def test_only_the_run_that_is_wrong_is_counted_by_nuclei() -> None:
    """A pause parts what can be right from what can't."""
    invented = say("of a friend of mine " * 4, at_s=3.0, word_s=0.02)
    pause = Pause(2.4, 3.0, "silent")
    assert count((*TOMORROW, *invented), (pause,), [3.2], "en") == SyllableCount(8 + 1, "both")


def test_words_the_recogniser_is_not_sure_of_count_half() -> None:
    unsure = [replace(word, probability=0.3) for word in TOMORROW]
    assert count(unsure, (), nuclei(12, 0.0, 2.4), "en") == SyllableCount(11, "both")


def test_sound_that_no_word_covers_adds_its_nuclei() -> None:
    later = say("I can't take that on tomorrow.", at_s=3.4, word_s=0.4)
    found = nuclei(3, 2.45, 3.35)
    assert count((*TOMORROW, *later), (), found, "en") == SyllableCount(8 + 3 + 8, "both")
    pause = Pause(2.4, 3.4, "filled", "um")
    assert count((*TOMORROW, *later), (pause,), found, "en") == SyllableCount(16, "dictionary")


@thorough
@given(factor=st.floats(0.8, 2.0), shift_s=st.floats(0.0, 100.0), found=st.integers(0, 12))
def test_the_count_stays_when_time_is_stretched_or_moved(factor: float, shift_s: float, found: int) -> None:
    words = [
        replace(word, start_s=shift_s + factor * word.start_s, end_s=shift_s + factor * word.end_s) for word in TOMORROW
    ]
    moved = [shift_s + factor * time_s for time_s in nuclei(found, 0.0, 2.4)]
    assert count(words, (), moved, "en") == count(TOMORROW, (), nuclei(found, 0.0, 2.4), "en")


@thorough
@given(pauses=pauses_st)
def test_runs_are_all_the_words_in_order_cut_at_the_pauses_between_them(pauses: list[Pause]) -> None:
    words = say("one two three four five six", at_s=1.0, word_s=0.5, gap_s=0.5)
    runs = runs_of_words(words, pauses)
    assert tuple(word for run in runs for word in run) == words
    cuts = {left.start_s for left, right in itertools.pairwise(words) if _parted(left, right, pauses)}
    assert {run[-1].start_s for run in runs[:-1]} == cuts
    assert runs_of_words((), pauses) == ()


def _parted(left: Word, right: Word, pauses: list[Pause]) -> bool:
    return any(left.end_s <= pause.start_s < right.start_s for pause in pauses)
