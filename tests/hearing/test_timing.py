"""Word times: corrected by silences, in order, with no word inside a silence."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.tolerances import SAME_S, assert_seconds
from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.timing import LEAST_WORD_S, REACH_S, snap_words
from voicecoach.transcript import Word

PAUSE = Span(1.0, 2.0)


def snapped(start_s: float, end_s: float, *silences: Span) -> tuple[float, float]:
    """The time of one word."""
    (word,) = snap_words([Word("word", start_s, end_s, 1.0)], silences or [PAUSE])
    return word.start_s, word.end_s


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((0.2, 0.5), (0.2, 0.5)),  # far from the silence: left alone
        ((0.5, 1.4), (0.5, 1.0)),  # reaches into it: ends at its edge
        ((1.6, 2.5), (2.0, 2.5)),  # starts in it: starts at its edge
        ((0.3, 2.2), (0.3, 1.0)),  # spans it, more of the word before
        ((0.9, 2.6), (2.0, 2.6)),  # spans it, more of the word after
        ((1.1, 1.3), (0.96, 1.0)),  # inside it, nearer to its start
        ((1.7, 1.8), (2.0, 2.04)),  # inside it, nearer to its end
        ((0.5, 0.8), (0.5, 1.0)),  # ends shortly before it: reaches its edge
        ((2.2, 2.6), (2.0, 2.6)),  # starts shortly after it: reaches its edge
    ],
)
def test_a_word_keeps_to_its_side_of_a_silence(before: tuple[float, float], after: tuple[float, float]) -> None:
    assert_seconds(snapped(*before), after, within=SAME_S)


def test_a_word_out_of_reach_of_a_silence_is_not_stretched_to_it() -> None:
    assert snapped(0.1, 1.0 - REACH_S - 0.01)[1] == 1.0 - REACH_S - 0.01
    assert snapped(2.0 + REACH_S + 0.01, 3.0)[0] == 2.0 + REACH_S + 0.01


def test_a_word_is_not_stretched_over_another_silence() -> None:
    """Between the two silences somebody smacks their lips; the word stays behind the second."""
    assert_seconds(snapped(2.22, 2.6, PAUSE, Span(2.05, 2.22)), (2.22, 2.6), within=SAME_S)
    assert_seconds(snapped(0.4, 0.78, Span(0.78, 0.95), PAUSE), (0.4, 0.78), within=SAME_S)


def test_words_in_one_silence_stay_in_order_and_share_its_edges() -> None:
    words = snap_words(say("a b c d", at_s=1.1, word_s=0.2), [PAUSE])
    assert [(word.start_s, word.end_s) for word in words] == [(0.96, 1.0), (1.0, 1.0), (2.0, 2.04), (2.04, 2.04)]


def test_a_word_in_the_silence_before_all_sound_moves_to_the_sound() -> None:
    words = (Word("Well,", 0.05, 0.15, 0.9), Word("yes.", 0.5, 0.9, 0.9))
    first, second = snap_words(words, [Span(0.0, 0.45)])
    assert_seconds([first.start_s, first.end_s], [0.45, 0.45 + LEAST_WORD_S], within=SAME_S)
    assert_seconds([second.start_s, second.end_s], [0.5, 0.9], within=SAME_S)


@pytest.mark.parametrize("edge_s", [1.495, 1.5, 1.505], ids=["before", "at", "after"])
@pytest.mark.parametrize(("start_s", "end_s"), [(1.3, 1.38), (1.4, 1.6)])
def test_a_word_in_the_silence_after_all_sound_moves_back_to_the_sound(
    start_s: float, end_s: float, edge_s: float
) -> None:
    """The last silence ends within half a frame of the recording's end."""
    words = (Word("Yes.", 0.3, 0.6, 0.9), Word("Bye.", start_s, end_s, 0.9))
    _, last = snap_words(words, [Span(0.9, edge_s)], 1.5)
    assert_seconds([last.start_s, last.end_s], [0.9 - LEAST_WORD_S, 0.9], within=SAME_S)


def test_where_all_is_silence_no_word_leaves_the_recording() -> None:
    found = snap_words(say("nobody is there", at_s=0.2, word_s=0.3), [Span(0.0, 1.5)], 1.5)
    assert all(0.0 <= word.start_s <= word.end_s <= 1.5 + LEAST_WORD_S for word in found)


def test_without_silences_the_times_stay() -> None:
    words = say("nothing to correct here", gap_s=0.1)
    assert snap_words(words, ()) == words
    assert snap_words((), [PAUSE]) == ()


steps_s = st.integers(0, 60).map(lambda step: step / 50)
# Between two silences lies more than a click, or they would be one.
silences_st = st.lists(
    st.tuples(st.integers(4, 150), st.integers(15, 120)).map(lambda pair: (pair[0] / 100, pair[1] / 100)), max_size=5
)


def laid_out(lengths_s: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pairs of (gap, length) one after the other, as times."""
    edges_s = [0.0, *itertools.accumulate(length for pair in lengths_s for length in pair)]
    return list(zip(edges_s[1::2], edges_s[2::2], strict=True))


@thorough
@given(lengths_s=st.lists(st.tuples(steps_s, steps_s), max_size=12), silences_s=silences_st)
def test_words_keep_their_order_and_lie_outside_every_silence(
    lengths_s: list[tuple[float, float]], silences_s: list[tuple[float, float]]
) -> None:
    words = [Word(str(index), start_s, end_s, 1.0) for index, (start_s, end_s) in enumerate(laid_out(lengths_s))]
    silences = [Span(start_s, end_s) for start_s, end_s in laid_out(silences_s)]
    found = snap_words(words, silences)
    assert [replace(word, start_s=0.0, end_s=0.0) for word in found] == [
        replace(word, start_s=0.0, end_s=0.0) for word in words
    ]
    assert all(left.end_s <= right.start_s for left, right in itertools.pairwise(found))
    for word in found:
        assert 0.0 <= word.start_s <= word.end_s
        assert all(word.span.overlap_s(silence) <= SAME_S for silence in silences), word
