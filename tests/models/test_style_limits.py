"""Limits are put where names are most often right, and danger where little is missed."""

import numpy as np
import pytest

from models.style import limits
from models.style.tags import MOVES, TAGS
from models.style.utterances import Utterance

N = 400


def drawn() -> tuple[np.ndarray, np.ndarray]:
    """A tag is there in a tenth of the texts and some 2 log-odds higher."""
    rng = np.random.default_rng(0)
    there = rng.random((N, len(TAGS))) < 0.1
    return rng.normal(-1.0, 0.5, (N, len(TAGS))) + 2.0 * there, there


def test_a_limit_lies_between_what_is_there_and_what_is_not() -> None:
    found = limits.fit_limits(*drawn())
    assert set(found) == set(TAGS[: MOVES + 3])
    assert all(-0.7 < found[tag] < 0.9 for tag in TAGS[:MOVES])
    assert {found[tag] for tag in TAGS[MOVES : MOVES + 3]} == {limits.DANGER_LIMIT}


def test_names_are_judged_one_by_one_and_together() -> None:
    there = np.zeros((4, len(TAGS)), bool)
    there[:2, 0] = there[2, 1] = True
    odds = np.where(there, 1.0, -1.0)
    odds[1] = np.where(np.arange(len(TAGS)) == 1, 1.0, -1.0)
    told = limits.judge(odds, there, dict.fromkeys(TAGS, 0.0), slice(0, 2))
    # Right: 2, missed: 1, false: 1.
    assert told["f1"] == pytest.approx(4 / 6, abs=1e-4)
    assert told["taken_for"] == {"direct_no as reasoned_no": 1}


def test_a_text_without_words_has_no_tag() -> None:
    assert limits.best_odds([np.zeros((0, len(TAGS)))]).max() < -10
    assert limits.present([Utterance("no", -1, "a", "", tags=((1, 0, 2),))])[0].nonzero()[0].tolist() == [1]
