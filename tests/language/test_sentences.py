"""Sentences: where words fall into units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import say
from voicecoach.audio import Span
from voicecoach.language.sentences import BREAK_S, split_sentences
from voicecoach.transcript import Word


def texts(words: tuple[Word, ...]) -> list[str]:
    return [" ".join(word.text for word in sentence) for sentence in split_sentences(words)]


@pytest.mark.parametrize("end", [".", "!", "?", "…", '."', "?'"])
def test_a_mark_ends_a_sentence(end: str) -> None:
    assert texts(say(f"I am here{end} So are you")) == [f"I am here{end}", "So are you"]


@pytest.mark.parametrize("mark", [",", ";", ":", "-"])
def test_a_mark_inside_a_sentence_does_not(mark: str) -> None:
    assert texts(say(f"I am here{mark} so are you.")) == [f"I am here{mark} so are you."]


@pytest.mark.parametrize("title", ["Dr.", "Mr.", "mrs.", "e.g."])
def test_the_stop_of_a_title_does_not(title: str) -> None:
    assert len(texts(say(f"Ask {title} Smith today."))) == 1


def test_a_long_silence_ends_a_sentence_without_a_mark() -> None:
    first, second = say("I would", word_s=0.5), say("rather not", at_s=1.0 + BREAK_S)
    assert texts((*first, *second)) == ["I would", "rather not"]
    near = say("rather not", at_s=0.99 + BREAK_S)
    assert texts((*first, *near)) == ["I would rather not"]


def test_a_filled_pause_in_a_long_gap_holds_the_sentence_together() -> None:
    words = (*say("I would", word_s=0.5), *say("rather not", at_s=3.0))
    assert len(split_sentences(words, [Span(1.8, 2.2)])) == 1
    assert len(split_sentences(words, [Span(1.0, 1.4)])) == 2  # 1.6 s of silence are left behind it
    assert len(split_sentences(words, [Span(0.2, 0.4), Span(5.0, 6.0)])) == 2


def test_no_words_have_no_sentences() -> None:
    assert split_sentences(()) == ()


@thorough
@given(
    said=st.lists(st.sampled_from(["I", "can't.", "Dr.", "why?", "so,", "…"]), max_size=20), gap_s=st.floats(0.0, 2.0)
)
def test_every_word_is_in_one_sentence_and_in_order(said: list[str], gap_s: float) -> None:
    words = say(" ".join(said), gap_s=gap_s)
    sentences = split_sentences(words)
    assert tuple(word for sentence in sentences for word in sentence) == words
    assert all(sentences)
