"""Closures: short silences that belong to stop consonants."""

import pytest

from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.closures import CLOSURE_S, SHARED_CLOSURE_S, without_closures

WORDS = say("my apple tree", at_s=1.0, word_s=0.5)
"""1.0-1.5, 1.5-2.0, 2.0-2.5"""


@pytest.mark.parametrize(
    ("silence", "stands"),
    [
        (Span(1.65, 1.65 + CLOSURE_S), False),  # inside a word and short
        (Span(1.65, 1.66 + CLOSURE_S), True),  # inside a word, but too long for one
        (Span(1.42, 1.42 + CLOSURE_S), True),  # between two words
        (Span(1.52, 1.52 + CLOSURE_S), True),  # at the edge of a word
    ],
)
def test_a_short_silence_inside_a_word_is_a_closure(silence: Span, stands: bool) -> None:
    assert without_closures((silence,), WORDS) == ((silence,) if stands else ())


@pytest.mark.parametrize("text", ["weg bringen", "that car", "take Peter", "black dog"])
def test_two_stops_that_meet_share_a_closure(text: str) -> None:
    words = say(text, word_s=0.5)
    closure, longer = Span(0.4, 0.4 + SHARED_CLOSURE_S), Span(0.4, 0.41 + SHARED_CLOSURE_S)
    assert without_closures((closure,), words) == ()
    assert without_closures((longer,), words) == (longer,)


@pytest.mark.parametrize("text", ["weg, bringen", "that thing", "my car", "knight knew", "back phone", "rice cake"])
def test_other_words_do_not(text: str) -> None:
    silence = Span(0.42, 0.42 + CLOSURE_S)
    assert without_closures((silence,), say(text, word_s=0.5)) == (silence,)


def test_words_that_meet_elsewhere_say_nothing() -> None:
    silence = Span(3.0, 3.2)
    assert without_closures((silence,), say("that car", word_s=0.5)) == (silence,)
    assert without_closures((silence,), ()) == (silence,)
