"""Reading a style from scores and cues: labels, doubt, long texts, and what cues change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from voicecoach.language.cues import find_evidence
from voicecoach.language.scored import (
    PIECE_WORDS,
    STYLES,
    cue_sums,
    pieces_of,
    read_style_with,
)
from voicecoach.language.weights import Calibration, fitted
from voicecoach.reading import NO_STYLE

BARE = Calibration(1.0, (0.0,) * 4, (0.0,) * 5, 0.4, 1.2)
"""Scores as they are."""

WITH_CUES = Calibration(1.0, (0.8,) * 4, (0.0,) * 5, 0.4, 1.2)
PLAIN = "The blue chair stands beside the window."
"""No cue of any style."""


def scores(**known: float) -> NDArray[np.float64]:
    """A row with the rest spread evenly."""
    rest = (1.0 - sum(known.values())) / (len(STYLES) - len(known))
    return np.array([[known.get(style, rest) for style in STYLES]])


@pytest.mark.parametrize("style", STYLES)
def test_a_clear_score_is_the_label(style: str) -> None:
    reading = read_style_with(scores(**{style: 0.9}), PLAIN, weights=BARE)
    assert reading.label == style
    assert getattr(reading.scores, style) == pytest.approx(0.9)
    assert reading.reason is None


def test_a_low_score_is_no_answer_and_says_between_what() -> None:
    reading = read_style_with(scores(passive=0.38, passive_aggressive=0.36), PLAIN, weights=BARE)
    assert reading.label == "unsure"
    assert reading.reason == "the words speak for passive and passive-aggressive almost alike"


def test_a_style_must_be_likelier_than_neutral_by_a_factor() -> None:
    assert read_style_with(scores(passive=0.48, neutral=0.42), PLAIN, weights=BARE).label == "unsure"
    assert read_style_with(scores(passive=0.48, neutral=0.39), PLAIN, weights=BARE).label == "passive"
    assert read_style_with(scores(passive=0.42, neutral=0.48), PLAIN, weights=BARE).label == "neutral"


def test_a_plain_remark_taken_for_an_assertive_one_is_no_alarm() -> None:
    assert read_style_with(scores(assertive=0.45, neutral=0.41), PLAIN, weights=BARE).label == "assertive"


def test_no_words_are_unsure() -> None:
    empty = read_style_with(np.zeros((0, 5)), "...", weights=BARE)
    assert (empty.label, empty.scores, empty.reason) == ("unsure", NO_STYLE, "no words to read")


def test_rows_and_pieces_must_agree() -> None:
    with pytest.raises(ValueError, match="pieces"):
        read_style_with(np.zeros((2, 5)), "No.", weights=BARE)


def test_a_cue_raises_its_style_and_a_sure_style_without_one_is_lower() -> None:
    row = scores(aggressive=0.6)
    with_cue = read_style_with(row, "Shut up, the chair stands there.", weights=WITH_CUES)
    without = read_style_with(row, PLAIN, weights=WITH_CUES)
    assert with_cue.cues
    assert with_cue.scores.aggressive > without.scores.aggressive


def test_the_models_own_weights_trust_cues() -> None:
    weights = fitted().reading
    assert min(weights.cue_weights) > 0
    assert 0 < weights.least_score < 1


def test_further_cues_of_a_name_count_half_of_the_one_before() -> None:
    once, thrice = (cue_sums(find_evidence(text)) for text in ("Shut up.", "Shut up. Shut up. Shut up."))
    assert once[1] > 0
    np.testing.assert_allclose(thrice, once * 1.75)


@given(sentences=st.lists(st.integers(1, 3 * PIECE_WORDS), max_size=8), stop=st.sampled_from([". ", " "]))
def test_pieces_hold_every_word_once_and_are_never_long(sentences: list[int], stop: str) -> None:
    numbers = iter(range(10_000))
    text = stop.join(" ".join(f"w{next(numbers)}" for _ in range(count)) for count in sentences)
    pieces = pieces_of(text)
    assert " ".join(piece.text for piece in pieces).replace(".", "").split() == text.replace(".", "").split()
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(len(piece.text.split()) == piece.words <= PIECE_WORDS for piece in pieces)
    assert sum(piece.words for piece in pieces) == sum(sentences)


def test_pieces_end_with_sentences_where_they_can() -> None:
    sentence = " ".join(f"word{n}" for n in range(PIECE_WORDS // 2 + 1)) + "."
    assert len(pieces_of(f"{sentence} {sentence}")) == 2
    assert len(pieces_of(sentence)) == 1


def test_a_long_text_takes_the_style_of_what_takes_a_side() -> None:
    text = " ".join(f"{PLAIN[:-1]} number {n}." for n in range(40))
    pieces = pieces_of(text)
    rows = np.repeat(scores(neutral=0.9), len(pieces), axis=0)
    assert read_style_with(rows, text, weights=BARE).label == "neutral"
    rows[: len(pieces) // 2 + 1] = scores(aggressive=0.9)
    assert read_style_with(rows, text, weights=BARE).label == "aggressive"
    rows[1:] = scores(neutral=0.9)
    assert read_style_with(rows, text, weights=BARE).label in ("neutral", "unsure")


@given(row=st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5).filter(lambda row: sum(row) > 0.01))
def test_scores_sum_to_1_and_the_label_is_the_best_one(row: list[float]) -> None:
    given_scores = np.array([row]) / sum(row)
    reading = read_style_with(given_scores, "I'm sorry to bother you.")
    values = np.array([getattr(reading.scores, style) for style in STYLES])
    assert values.sum() == pytest.approx(1.0)
    if reading.label != "unsure":
        assert getattr(reading.scores, reading.label) == values.max()
