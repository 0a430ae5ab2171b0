"""Nothing in a line is a command to whoever speaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.adapters.speakable import speakable


@given(st.text())
def test_what_is_left_is_one_line_of_plain_words(text: str) -> None:
    plain = speakable(text)
    assert speakable(plain) == plain
    assert "[[" not in plain
    assert "]]" not in plain
    assert plain == plain.strip()
    assert all(character.isprintable() or not character.isascii() for character in plain)


@given(st.text(st.characters(categories=["L", "N", "P"], exclude_characters="[]"), min_size=1))
def test_words_stay_as_they_are(text: str) -> None:
    assert speakable(text) in (text, "")


@pytest.mark.parametrize("text", ["", " \n", "...", "?!", "[[ ]]"])
def test_without_a_letter_there_is_nothing_to_say(text: str) -> None:
    assert speakable(text) == ""
