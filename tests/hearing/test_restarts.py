"""Restarts: words cut off and phrases begun anew, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import say
from voicecoach.hearing.restarts import NEXT_WORD_S, find_restarts, is_cut_off


@pytest.mark.parametrize(
    ("text", "restart"),
    [
        ("mont- montreal is cold", "mont- montreal"),
        ("in mont Montreal, it's cold", "mont Montreal,"),
        ("I wan- I want that", "wan- I"),
        ("it is absol\u2010 absolutely true", "absol\u2010 absolutely"),
        ("then I was I went home", "I was I went"),
        ("we should we could ask", "we should we could"),
        ("I would have I can ask", "I would have I can"),
        ("I I'm going home", "I I'm"),
        ("he's he was late", "he's he"),
    ],
)
def test_a_start_that_was_given_up_is_a_restart(text: str, restart: str) -> None:
    words = say(text)
    (found,) = find_restarts(words)
    first = text.split().index(restart.split(maxsplit=1)[0])
    last = first + len(restart.split()) - 1
    assert (found.kind, found.text) == ("restart", restart)
    assert (found.start_s, found.end_s) == (words[first].start_s, words[last].end_s)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I",
        "and bread and butter and wine",
        "the red the blue the green",
        "I think I know",
        "you know you can",
        "we hope we can come",
        "what it is it does",
        "as fast as I can I run",
        "I was there. I was I went",
        "she was late, she said",
        "I was, I went",
        "I was I was late",
        "put it in into the box",
        "for forty minutes",
        "the then leader",
        "man's mans",
        "John John's",
        "mid- and late summer",
        "we can can it",
        "test tests",
        "- dash",
        "a an",
        "wanting want",
    ],
)
def test_what_is_said_fluently_is_none(text: str) -> None:
    assert [found.text for found in find_restarts(say(text)) if found.text != "I was I went"] == []


def test_a_fragment_and_a_word_long_after_it_are_apart() -> None:
    assert find_restarts(say("mont montreal", gap_s=NEXT_WORD_S + 0.1)) == ()


@thorough
@given(text=st.text(max_size=12), after=st.text(max_size=12))
def test_no_word_is_cut_off_by_itself(text: str, after: str) -> None:
    assert not is_cut_off(text.rstrip("-\u2010\u2011"), text.rstrip("-\u2010\u2011"))
    is_cut_off(text, after)


@thorough
@given(at_s=st.floats(0.0, 100.0))
def test_what_comes_later_is_found_later(at_s: float) -> None:
    (early,), (late,) = find_restarts(say("mont- montreal")), find_restarts(say("mont- montreal", at_s=at_s))
    assert late.start_s == pytest.approx(early.start_s + at_s, abs=1e-5)
    assert late.end_s == pytest.approx(early.end_s + at_s, abs=1e-5)
