"""The figures of the style model are what their names say."""

import numpy as np
import pytest

from models.style import figures
from models.style.utterances import LABELS

EVERY = np.arange(len(LABELS)).repeat(8)


def test_all_right_is_1_and_all_wrong_is_0() -> None:
    assert figures.macro_f1(EVERY, EVERY) == pytest.approx(1.0)
    assert figures.macro_f1(EVERY, (EVERY + 1) % len(LABELS)) == pytest.approx(0.0)


def test_no_answer_and_neutral_count_as_wrong() -> None:
    half = EVERY.copy()
    half[::2] = figures.UNSURE
    # Precision 1 and recall 1/2: F1 is 2/3.
    assert figures.macro_f1(EVERY, half) == pytest.approx(2 / 3)


def test_false_alarms_are_the_share_of_neutral_called_a_hostile_or_a_meek_style() -> None:
    truth = np.full(5, figures.NEUTRAL)
    assert figures.false_alarms(truth, np.arange(5)) == pytest.approx(3 / 5)


def test_scores_that_are_right_as_often_as_they_say_have_no_calibration_error() -> None:
    scores = np.tile([0.75, 0.25, 0.0, 0.0, 0.0], (8, 1))
    truth = np.array([0, 0, 0, 1] * 2)
    assert figures.calibration_error(truth, scores) == pytest.approx(0.0)
    assert figures.calibration_error(np.zeros(8, int), scores) == pytest.approx(0.25)


def test_the_sure_answers_are_counted_by_their_score() -> None:
    scores = np.eye(len(LABELS))[EVERY] * 0.5 + 0.1
    found = figures.describe(EVERY, scores, EVERY)
    assert found["sure_share"] == [1.0, 1.0, 1.0]
    assert found["by_score"]["0.5"] == [1.0, 1.0]
    assert found["macro_f1"] == [1.0, 1.0, 1.0]


def test_an_interval_holds_its_figure() -> None:
    said = EVERY.copy()
    said[::5] = 0
    figure, low, high = figures.describe(EVERY, np.eye(len(LABELS))[said], said)["macro_f1"]
    assert low < figure < high
