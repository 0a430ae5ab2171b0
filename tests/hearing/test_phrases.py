"""Phrases: whether a pause lies between two of them or inside one."""

import pytest

from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.phrases import PHRASE_END, place_of

GAP = Span(0.4, 1.4)


@pytest.mark.parametrize("mark", PHRASE_END)
def test_a_pause_after_a_mark_lies_between_phrases(mark: str) -> None:
    assert place_of(GAP, say(f"first{mark} second", word_s=0.4, gap_s=1.0), "en") == "between_phrases"


@pytest.mark.parametrize(("language", "opener"), [("en", "because"), ("en", "and"), ("de", "weil")])
def test_a_pause_before_a_word_that_opens_a_clause_lies_between_phrases(language: str, opener: str) -> None:
    assert place_of(GAP, say(f"first {opener}", word_s=0.4, gap_s=1.0), language) == "between_phrases"


@pytest.mark.parametrize("language", ["en", "de", "fr", ""])
def test_any_other_pause_lies_inside_a_phrase(language: str) -> None:
    assert place_of(GAP, say("my friend", word_s=0.4, gap_s=1.0), language) == "inside_phrase"


def test_without_a_word_on_both_sides_there_is_no_place() -> None:
    words = say("my friend", at_s=2.0, word_s=0.4)
    assert place_of(Span(1.0, 2.0), words, "en") is None
    assert place_of(Span(2.8, 3.5), words, "en") is None
    assert place_of(GAP, (), "en") is None
