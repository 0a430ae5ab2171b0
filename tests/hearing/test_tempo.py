"""Tempo: the speaker's own length of a syllable, and what is too long for it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import say
from voicecoach.hearing.tempo import LEAST_SPREAD, LONG, MIN_WORDS, Tempo, find_tempo
from voicecoach.transcript import Word

lengths = st.lists(st.floats(0.06, 1.0), min_size=MIN_WORDS, max_size=30)


def words_of(lengths_s: list[float]) -> list[Word]:
    return [Word("word", 10.0 * index, 10.0 * index + length_s, 0.9) for index, length_s in enumerate(lengths_s)]


def test_the_tempo_is_the_median_over_syllables() -> None:
    tempo = find_tempo([*words_of([0.2] * 5), *say("seven seven seven seven", at_s=100.0, word_s=0.4)], "en")
    assert tempo.syllable_s == pytest.approx(0.2)
    assert tempo.spread == LEAST_SPREAD


def test_a_few_drawn_out_words_do_not_move_it() -> None:
    calm, drawn = words_of([0.2] * 9), words_of([0.2] * 7 + [2.0] * 2)
    assert find_tempo(drawn, "en") == find_tempo(calm, "en")


def test_too_few_words_have_the_usual_tempo() -> None:
    assert find_tempo(words_of([0.9] * (MIN_WORDS - 1)), "en") == Tempo()
    assert find_tempo([], "en") == Tempo()


@thorough
@given(lengths_s=lengths, factor=st.floats(1.0, 3.0))
def test_who_speaks_slower_is_judged_by_that(lengths_s: list[float], factor: float) -> None:
    fast, slow = find_tempo(words_of(lengths_s), "en"), find_tempo(words_of([factor * x for x in lengths_s]), "en")
    assert slow.syllable_s == pytest.approx(factor * fast.syllable_s, rel=1e-6)
    assert slow.deviation(factor * 0.5, 1) == pytest.approx(fast.deviation(0.5, 1), abs=1e-6)


@thorough
@given(syllable_s=st.floats(0.1, 0.4), spread=st.floats(0.25, 0.5), count=st.integers(0, 6))
def test_the_longest_plausible_word_lies_at_its_limit(syllable_s: float, spread: float, count: int) -> None:
    tempo = Tempo(syllable_s, spread)
    assert tempo.deviation(tempo.longest_s(count), count) == pytest.approx(LONG)
    assert tempo.deviation(max(1, count) * syllable_s, count) == pytest.approx(0.0, abs=1e-9)


def test_no_length_is_shorter_than_any() -> None:
    assert Tempo().deviation(0.0, 2) == -math.inf
