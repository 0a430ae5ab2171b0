"""Whether a word of some notes was said, whatever its ending or spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.language.keywords import Families, Token, is_keyword, same, stem, tokens


def keys(text: str, language: str = "en") -> list[str]:
    return [token.key for token in tokens(text.split(), language)]


@pytest.mark.parametrize(
    ("one", "other", "language", "fits"),
    [
        ("customer", "customers", "en", True),
        ("price", "pricing", "en", True),
        ("plan", "planning", "en", True),
        ("company", "companies", "en", True),
        ("business", "businesses", "en", True),
        ("presentation", "presented", "en", True),
        ("contract", "contrast", "en", False),
        ("data", "date", "en", False),
        ("12", "120", "en", False),
        ("entscheidung", "entscheidungen", "de", True),
        ("kosten", "kunden", "de", False),
        ("vertrag", "vertrauen", "de", False),
    ],
)
def test_endings_make_no_other_word(one: str, other: str, language: str, fits: bool) -> None:
    assert same(one, other, language) is fits
    assert same(other, one, language) is fits


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("twenty-five", "en", ["25"]),
        ("two hundred and five", "en", ["200", "and", "5"]),
        ("three thousand two hundred", "en", ["3200"]),
        ("one two three", "en", ["1", "2", "3"]),
        ("1,000 1.000 3.5 3,5", "en", ["1000", "1000", "3.5", "3.5"]),
        ("3.5 million", "en", ["3500000"]),
        ("20% of 2024-2026", "en", ["20", "of", "2024", "2026"]),
        ("the 20th", "en", ["the", "20"]),
        ("zwölf Monate", "de", ["12", "monate"]),
        ("start-up", "en", ["startup"]),
        ("Ann's café", "en", ["ann", "cafe"]),
        ("...", "en", []),
    ],
)
def test_numbers_and_spellings_are_made_one(text: str, language: str, expected: list[str]) -> None:
    assert keys(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "is_one"),
    [
        *(("because", "en", False), ("cat", "en", False), ("EU", "en", True), ("kettle", "en", True)),
        *(("7", "en", True), ("über", "de", False), ("über", "en", True), ("weil", "fr", True)),
    ],
)
def test_grammar_is_no_keyword(text: str, language: str, is_one: bool) -> None:
    (token,) = tokens([text], language)
    assert is_keyword(token, language) is is_one


@given(st.text(max_size=40), st.sampled_from(["en", "de", "", "fr"]))
@thorough
def test_any_text_is_taken_apart_once_and_for_all(text: str, language: str) -> None:
    """Keys are not empty, know their words, and are the same as themselves."""
    words = text.split()
    for token in tokens(words, language):
        assert token.key
        assert token.text.split()[0] in words[token.word]
        assert same(token.key, token.key, language)


@given(st.lists(st.sampled_from(["price", "pricing", "plan", "plans", "kettle", "12"]), max_size=12))
@thorough
def test_words_that_are_the_same_have_one_number(said: list[str]) -> None:
    families = Families("en")
    numbers = [families.add(word) for word in said]
    assert numbers == [families.find(word) for word in said]
    for one, number in zip(said, numbers, strict=True):
        assert [same(one, other, "en") for other in said] == [number == other for other in numbers]
    assert families.find("harbour") is None


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True))
@thorough
def test_a_stem_is_no_longer_than_its_word_and_begins_as_it_does(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word)
    assert word.startswith(stem(word)[:-1])


def test_a_token_knows_whether_it_is_a_number() -> None:
    assert Token("3.5", "3.5", 0).is_number
    assert not Token("q3", "Q3", 0).is_number
