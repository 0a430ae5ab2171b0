"""Words as the style model reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.language.plain import plain, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("... !", ""),
        ("Um, uh, er.", ""),
        ("Um, I I CAN'T... do it!", "i can't do it"),
        ("dont say youre fine", "don't say you're fine"),
        ("I\u2019m \u201cfine\u201d", "i'm fine"),
        ("we were well, I'd say", "we were well i'd say"),
        ("It's 5 o'clock", "it's 5 o'clock"),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_the_words(text: str, words: str) -> None:
    assert plain(text) == words


@given(text=st.text())
def test_reading_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(words=st.lists(st.sampled_from(["no", "I", "can't", "do", "this", "today"]), max_size=8))
def test_case_punctuation_and_hesitations_change_nothing(words: list[str]) -> None:
    assert plain(", um, ".join(words).upper() + "!") == plain(" ".join(words))


@given(text=st.text())
def test_words_stand_where_they_say_and_in_order(text: str) -> None:
    words = plain_words(text)
    assert [word.spelled for word in words] == plain(text).split()
    borders = [0, *(border for word in words for border in (word.start, word.end)), len(text)]
    assert borders == sorted(borders)


def test_a_word_said_twice_stands_from_its_first_to_its_last_time() -> None:
    assert [(word.start, word.end) for word in plain_words("No, no I can't")] == [(0, 6), (7, 8), (9, 14)]
