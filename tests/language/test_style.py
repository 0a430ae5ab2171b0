"""The style of words: labels, scores, offsets, and what stays unsure."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.said import AGGRESSIVE, ASSERTIVE, NEUTRAL, PASSIVE, PASSIVE_AGGRESSIVE, SAME_REQUEST
from voicecoach.language.style import read_style
from voicecoach.reading import NO_STYLE, StyleScores

WORDS = st.sampled_from(
    [
        "i",
        "you",
        "we",
        "he",
        "no",
        "please",
        "sorry",
        "fine",
        "whatever",
        "always",
        "never",
        "feel",
        "need",
        "want",
        "cant",
        "just",
        "do",
        "it",
        "that",
        "maybe",
    ]
)


def label(text: str) -> str:
    return read_style(text).label


def total(scores: StyleScores) -> float:
    return scores.passive + scores.aggressive + scores.passive_aggressive + scores.assertive + scores.neutral


@pytest.mark.parametrize("text", PASSIVE)
def test_passive(text: str) -> None:
    assert label(text) == "passive"


@pytest.mark.parametrize("text", AGGRESSIVE)
def test_aggressive(text: str) -> None:
    assert label(text) == "aggressive"


@pytest.mark.parametrize("text", PASSIVE_AGGRESSIVE)
def test_passive_aggressive(text: str) -> None:
    assert label(text) == "passive_aggressive"


@pytest.mark.parametrize("text", ASSERTIVE)
def test_assertive(text: str) -> None:
    assert label(text) == "assertive"


@pytest.mark.parametrize("text", NEUTRAL)
def test_small_talk_raises_no_alarm(text: str) -> None:
    assert label(text) in {"neutral", "assertive"}


@pytest.mark.parametrize(("style", "text"), SAME_REQUEST.items())
def test_the_same_request_in_four_styles(style: str, text: str) -> None:
    assert label(text) == style


@pytest.mark.parametrize(
    "text",
    [
        "thanks for thinking of me but i cant make it",
        "no thank you, I've decided not to",
        "I won't be able to take this on",
    ],
)
def test_a_warm_firm_no_is_assertive(text: str) -> None:
    assert label(text) == "assertive"


@pytest.mark.parametrize("text", ["Nice one, you made it!", "oh great, thanks", "Good for you!"])
def test_friendly_praise_is_no_sarcasm(text: str) -> None:
    assert label(text) in {"neutral", "unsure"}


def test_an_attack_wrapped_in_a_feeling_is_no_assertive_sentence() -> None:
    assert label("I feel like you are such an idiot") == "aggressive"


def test_sentences_weigh_together() -> None:
    """An apology, a limit and blame: each is found, and the whole isn't taken for any one of them alone."""
    text = "I'm sorry, but I can't do it. You always dump your work on me!"
    reading = read_style(text)
    assert [cue.name for cue in reading.cues] == ["needless_apology", "boundary", "you_always"]
    assert reading.label in {"unsure", "aggressive"}
    assert label("I can't do it.") != "aggressive"
    assert label("You always dump your work on me!") == "aggressive"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "...", "?!"])
def test_no_words_are_unsure_with_a_reason(text: str) -> None:
    reading = read_style(text)
    assert (reading.label, reading.scores, reading.cues) == ("unsure", NO_STYLE, ())
    assert reading.reason


def test_one_word_is_unsure_with_a_reason() -> None:
    assert read_style("table").label == "unsure"
    assert read_style("table").reason == "too few words to judge"


def test_one_word_is_judged_by_a_strong_cue() -> None:
    assert label("Whatever.") == "passive_aggressive"
    assert label("Idiot!") == "aggressive"


@pytest.mark.parametrize("language", ["de", "es-MX", "", "zz"])
def test_other_languages_are_unsure(language: str) -> None:
    reading = read_style("Shut up!", language)
    assert (reading.label, reading.reason) == ("unsure", "English only so far")


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US"])
def test_every_english_is_read(language: str) -> None:
    assert read_style("Shut up!", language).label == "aggressive"


def test_close_evidence_is_unsure_and_says_between_what() -> None:
    reading = read_style("You ruined my evening. I thought you knew.")
    assert reading.label == "unsure"
    assert reading.reason == "the words speak for aggressive and passive-aggressive almost alike"


@given(st.text())
def test_any_text_gets_a_reading(text: str) -> None:
    """Nothing raises, scores are probabilities, cues stand where they say, and only unsure has a reason."""
    reading = read_style(text)
    assert total(reading.scores) == pytest.approx(1.0)
    assert (reading.reason is not None) == (reading.label == "unsure")
    assert all(text[cue.start : cue.end] == cue.text for cue in reading.cues)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_words_in_any_order_get_a_reading(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_style(text)
    assert total(reading.scores) == pytest.approx(1.0)
    assert all(text[cue.start : cue.end] == cue.text and cue.text for cue in reading.cues)


@given(
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from(["", ".", "!", "?", "...", "!!"]),
    st.sampled_from([" ", ", ", " - ", ": ", "... "]),
)
def test_case_and_punctuation_do_not_change_the_label(words: list[str], end: str, gap: str) -> None:
    """What a recogniser adds to the words of a sentence says nothing about their style."""
    plain = label(" ".join(words))
    assert label(gap.join(words) + end) == plain
    assert label(" ".join(words).upper() + end) == plain
    assert label(" ".join(words).title() + end) == plain


@pytest.mark.parametrize(
    ("spoken", "typed"),
    [
        ("im not able to take that on", "I'm not able to take that on."),
        ("um i um cant uh do that this week", "I can\u2019t do that this week."),
        ("you are you are such an idiot", "You're such an idiot!"),
        ("i i feel hurt when you you shout", "I feel hurt when you shout."),
        ("that does not work for me", "That doesn't work for me."),
    ],
)
def test_recogniser_text_reads_as_typed_text(spoken: str, typed: str) -> None:
    assert label(spoken) == label(typed) != "neutral"


def test_long_text_takes_linear_time() -> None:
    """Twice the text takes about twice the time; four times would be quadratic."""

    def seconds(size: int) -> float:
        text = ("if you never listen to me " * (size // 26 + 1))[:size]
        start = time.perf_counter()
        read_style(text)
        return time.perf_counter() - start

    seconds(1000)
    assert min(seconds(100_000) for _ in range(2)) < 4.0 * min(seconds(50_000) for _ in range(3)) + 0.05
