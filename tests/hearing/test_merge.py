"""Two readings of the same sound: words from the one, fillers from the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.hearing.fillers import bare, is_filled_pause
from voicecoach.hearing.merge import merge_readings

readings = st.lists(
    st.sampled_from(["I", "can't", "um,", "Uh,", "do", "do.", "that", "water?", "er", "now", "so", "-"]), max_size=12
).map(" ".join)


def words(text: str) -> list[str]:
    return [bare(word) for word in text.split() if not is_filled_pause(word)]


def fillers(text: str) -> list[str]:
    return [bare(word) for word in text.split() if is_filled_pause(word)]


@pytest.mark.parametrize(
    ("plain", "primed", "merged"),
    [
        ("I can't do that", "I, um, can't do that.", "I, um, can't do that."),
        ("I can't do that", "Uh, I can't do that. Um.", "Uh, I can't do that. Um."),
        ("so I wanted to see the world", "So I, uh, want to sea the word.", "So I, uh, wanted to see the world."),
        ("we met in the house yesterday", "We met, um, yesterday.", "We met, um, in the house yesterday."),
        ("we met yesterday", "We met in the, um, house yesterday.", "We met um, yesterday."),
        ("he said nothing at all", "Uh, uh,", "Uh, uh, he said nothing at all"),
        ("um I know", "I know.", "um I know."),
        ("um I know", "Uh, I know.", "Uh, I know."),
        ("half is 50%", "Half is, er, fifty.", "Half is, er, 50%."),
    ],
    ids=[
        "between words",
        "at the ends",
        "words that differ",
        "where the primed reading has no words",
        "words that only the primed reading has",
        "fillers instead of words",
        "a filler of the plain reading",
        "a filler of both",
        "marks that belong to the word",
    ],
)
def test_words_of_the_plain_reading_with_fillers_of_the_primed(plain: str, primed: str, merged: str) -> None:
    assert merge_readings(plain, primed) == merged


def test_fillers_keep_their_place_among_words_that_differ() -> None:
    """Half of the way through the one text is half of the way through the other."""
    assert merge_readings("one two three four", "five six, um, seven eight") == "one two um, three four"


def test_the_end_of_a_word_said_in_pieces_is_no_filler() -> None:
    assert merge_readings("forced aligner works", "Forced align, er, works") == "Forced aligner works"


def test_what_is_a_word_of_the_language_is_taken_for_no_filler() -> None:
    plain, primed = "kommt zehn Minuten später", "Er kommt um, äh, zehn Minuten später."
    assert merge_readings(plain, primed, "de") == "kommt äh, zehn Minuten später."
    assert merge_readings("er kommt um zehn", "Er kommt, ähm, um zehn.", "de") == "Er kommt, ähm, um zehn."
    assert merge_readings("er geht um zehn", "Er geht hm zehn.", "de") == "Er geht hm um zehn."


def test_an_abbreviation_is_no_filler() -> None:
    assert merge_readings("she works at the hospital", "She works at the ER.") == "She works at the hospital."


def test_sentences_end_where_the_primed_reading_ends_them() -> None:
    plain = "There's nothing going on We're just you know talking to batchline Thanks"
    primed = "There's nothing going on. We're just, you know, talking to batch line. Thanks."
    assert merge_readings(plain, primed) == (
        "There's nothing going on. We're just, you know, talking to batchline. Thanks."
    )


@pytest.mark.parametrize("text", ["", "Um.", "I know, um, that."])
def test_a_reading_alone_stays_as_it_is(text: str) -> None:
    assert merge_readings(text, text) == text
    assert merge_readings(text, "") == text


@thorough
@given(plain=readings, primed=readings)
def test_no_word_of_the_plain_reading_is_lost_and_none_is_added(plain: str, primed: str) -> None:
    assert [word for word in words(merge_readings(plain, primed)) if word] == [word for word in words(plain) if word]


@thorough
@given(plain=readings, primed=readings)
def test_every_filler_comes_from_a_reading(plain: str, primed: str) -> None:
    merged = fillers(merge_readings(plain, primed))
    heard = fillers(plain) + fillers(primed)
    assert all(merged.count(filler) <= heard.count(filler) for filler in heard)
    assert len(fillers(plain)) <= len(merged) <= len(heard)


@thorough
@given(said=readings.filter(lambda text: not fillers(text)), data=st.data())
def test_fillers_put_into_a_text_come_back_at_the_same_place(said: str, data: st.DataObject) -> None:
    """Where the readings agree on the words, merging gives the primed one as it is."""
    parts = said.split()
    places = data.draw(st.lists(st.integers(0, len(parts)), max_size=3).map(sorted))
    primed = list(parts)
    for earlier, place in enumerate(places):
        primed.insert(place + earlier, "um,")
    assert merge_readings(said, " ".join(primed)) == " ".join(primed)


@thorough
@given(plain=readings, primed=readings)
def test_single_spaces_part_the_words(plain: str, primed: str) -> None:
    merged = merge_readings(plain, primed)
    assert merged == " ".join(merged.split())
