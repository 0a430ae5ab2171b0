"""The style of words: the trained model and the cues together, on sentences written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.said import AGGRESSIVE, ASSERTIVE, NEUTRAL, PASSIVE, PASSIVE_AGGRESSIVE, SAME_REQUEST
from tests.strategies import quick
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.fakes import FakeStyleModel
from voicecoach.language.scored import PIECE_WORDS
from voicecoach.language.style import read_styles
from voicecoach.reading import NO_STYLE, StyleLabel, StyleReading, StyleScores

MODEL = OnnxStyleModel()

SENTENCES = [
    *((text, "passive") for text in PASSIVE),
    *((text, "aggressive") for text in AGGRESSIVE),
    *((text, "passive_aggressive") for text in PASSIVE_AGGRESSIVE),
    *((text, "assertive") for text in ASSERTIVE),
    *((text, "neutral") for text in NEUTRAL),
]

LEAST_RIGHT = 0.75
"""Share of the sentences of each style that are read as it: a broken model or order of scores falls far below."""


def read(text: str, language: str = "en") -> StyleReading:
    (reading,) = read_styles([text], MODEL, language)
    return reading


def total(scores: StyleScores) -> float:
    return scores.passive + scores.aggressive + scores.passive_aggressive + scores.assertive + scores.neutral


@pytest.mark.parametrize("style", ["passive", "aggressive", "passive_aggressive", "assertive"])
def test_most_sentences_of_a_style_are_read_as_it(style: StyleLabel) -> None:
    texts = [text for text, label in SENTENCES if label == style]
    labels = [reading.label for reading in read_styles(texts, MODEL)]
    assert labels.count(style) >= LEAST_RIGHT * len(texts)


def test_small_talk_raises_hardly_an_alarm() -> None:
    labels = [reading.label for reading in read_styles(list(NEUTRAL), MODEL)]
    alarms = [label for label in labels if label not in {"neutral", "assertive", "unsure"}]
    assert len(alarms) <= (1 - LEAST_RIGHT) * len(labels)


def test_the_same_request_is_read_in_four_styles() -> None:
    labels = [reading.label for reading in read_styles(list(SAME_REQUEST.values()), MODEL)]
    assert sum(label == style for label, style in zip(labels, SAME_REQUEST, strict=True)) >= len(labels) - 1


def test_an_attack_wrapped_in_a_feeling_is_no_assertive_sentence() -> None:
    assert read("I feel like you are such an idiot").label == "aggressive"


def test_the_cues_of_all_sentences_are_found() -> None:
    reading = read("I'm sorry, but I can't do it. You always dump your work on me!")
    assert [cue.name for cue in reading.cues] == ["needless_apology", "boundary", "you_always"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "...", "?!"])
def test_no_words_are_unsure_with_a_reason(text: str) -> None:
    reading = read(text)
    assert (reading.label, reading.scores, reading.cues) == ("unsure", NO_STYLE, ())
    assert reading.reason


@pytest.mark.parametrize("language", ["de", "es-MX", "", "zz"])
def test_other_languages_are_unsure_and_the_model_is_not_asked(language: str) -> None:
    model = FakeStyleModel()
    (reading,) = read_styles(["Shut up!"], model, language)
    assert (reading.label, reading.reason) == ("unsure", "English only so far")
    assert all(not asked for asked in model.asked)


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US"])
def test_every_english_is_read(language: str) -> None:
    assert read("Shut up!", language).label == "aggressive"


def test_many_texts_are_read_in_one_go_and_in_order() -> None:
    model = FakeStyleModel({"Shut up": StyleScores(0.01, 0.95, 0.02, 0.01, 0.01)})
    long = "I can't do that. " * PIECE_WORDS
    readings = read_styles(["Shut up", "", long, "Shut up"], model)
    assert len(model.asked) == 1
    assert readings[0] == readings[3]
    assert (readings[0].label, readings[1].label) == ("aggressive", "unsure")


def test_each_piece_of_a_text_comes_with_the_line_before_the_text() -> None:
    model = FakeStyleModel()
    read_styles(["No.", "I can't do that. " * PIECE_WORDS], model, contexts=["Come on.", "Please!"])
    (before,) = model.asked_after
    assert before[0] == "Come on."
    assert set(before[1:]) == {"Please!"}
    assert len(before) > 2


@quick
@given(text=st.text(max_size=200))
def test_any_text_gets_a_reading(text: str) -> None:
    """Nothing raises, scores are probabilities, cues stand where they say, and only unsure has a reason."""
    reading = read(text)
    assert total(reading.scores) == pytest.approx(1.0)
    assert (reading.reason is not None) == (reading.label == "unsure")
    assert all(text[cue.start : cue.end] == cue.text for cue in reading.cues)


@pytest.mark.parametrize(
    ("spoken", "typed"),
    [
        ("im not able to take that on", "I'm not able to take that on."),
        ("um i um cant uh do that this week", "I can\u2019t do that this week."),
        ("you are such an idiot", "You are SUCH an idiot!"),
        ("i i feel hurt when you you shout", "I feel hurt when you shout."),
        ("that doesnt work for me", "That doesn't work for me."),
    ],
)
def test_recogniser_text_reads_as_typed_text(spoken: str, typed: str) -> None:
    assert read(spoken).label == read(typed).label != "neutral"
