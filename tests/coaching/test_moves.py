"""Moves: asking, refusing, giving reasons, giving in, told from cues, techniques and plain wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import answer, read
from tests.strategies import thorough
from voicecoach.coaching.moves import STEM_LETTERS, asks_in, content_words, gives_in, reasons_in, refuses
from voicecoach.reading import Cue


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("No, not today.", ()),
        ("I can't because I work late.", ("I can't because I work late",)),
        ("I can't because I work, and besides, I am tired.", ("I can't because I work", "and besides, I am tired")),
        ("The thing is I have to work.", ("The thing is I have to work",)),
        ("Well, because", ("because",)),
        ("It is late, cause I\u2019ve got to work.", ("cause I\u2019ve got to work",)),
        ("The cause of it, I have to say, is unknown.", ()),
        ("", ()),
    ],
)
def test_reasons_are_counted_by_clauses(text: str, reasons: tuple[str, ...]) -> None:
    assert reasons_in(text) == reasons


def test_a_justification_that_the_reading_found_is_a_reason_once() -> None:
    text = "No, it's just that I mean it, thanks."
    cues = [Cue("justification", "passive", "it's just that", 4, 18), Cue("justification", "passive", "I mean", 19, 25)]
    assert reasons_in(text, cues) == ("it's just that I mean it",)
    assert reasons_in(text, [Cue("hedge", "passive", "it's just that", 4, 18)]) == ()


@thorough
@given(st.text(alphabet="abc ,.and because besides", max_size=60))
def test_every_reason_stands_in_the_text(text: str) -> None:
    """In order, and never one inside another."""
    at = 0
    for reason in reasons_in(text):
        at = text.index(reason, at) + len(reason)


@pytest.mark.parametrize("text", ["No.", "I can\u2019t do that.", "I'd rather not.", "We are not going to pay."])
def test_a_plain_no_refuses(text: str) -> None:
    assert refuses(text)


@pytest.mark.parametrize("text", ["I know.", "Nothing to add.", "Canterbury.", ""])
def test_words_that_look_like_a_no_do_not(text: str) -> None:
    assert not refuses(text)


def test_content_words_are_compared_by_their_beginnings() -> None:
    assert content_words("I won't be lending the moneys") & content_words("LEND money!") == {"lend", "mone"}
    assert content_words("It is what it is") == frozenset()
    assert all(len(word) <= STEM_LETTERS for word in content_words("extraordinary considerations"))


def test_asking_counts_sentences_by_technique_cue_or_question() -> None:
    said = answer("Please, I ask you.", "It is late.", "Will you come?", cues={"Please": "request"}, of="assertive",
                  techniques={"I ask you": "request_for_change"})  # fmt: skip
    assert asks_in(said, limits=False) == 2
    assert asks_in(answer("I said no.", techniques={"no": "direct_no"}), limits=False) == 0
    assert asks_in(answer("I said no.", techniques={"no": "direct_no"}), limits=True) == 1


@pytest.mark.parametrize(
    "text", ["I\u2019d like a full refund.", "I need the key.", "So please wait.", "Could we stop?"]
)
def test_a_wish_in_plain_words_asks(text: str) -> None:
    assert asks_in(answer(text), limits=False) == 1


@pytest.mark.parametrize("text", ["It is late.", "I like it here.", "Could be worse.", "Is it you?"])
def test_other_words_ask_for_nothing(text: str) -> None:
    assert asks_in(answer(text), limits=False) == 0


def test_giving_in_needs_a_technique_or_passive_words_and_no_offer() -> None:
    assert gives_in(read("All right then.", techniques={"All right": "giving_in"}))
    assert gives_in(read("I guess so.", "passive", {"I guess": "giving_in"}))
    assert not gives_in(read("You are right.", "assertive", {"You are right": "giving_in"}, "passive"))
    both = {"All right": "giving_in", "on Sunday": "compromise"}
    assert not gives_in(read("All right, on Sunday.", techniques=both))
