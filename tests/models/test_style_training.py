"""The parts of the training that need torch: texts are roughened, not changed, and fits find what was put in."""

import math
import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is needed for training only")

import torch  # type: ignore[import-not-found, unused-ignore]

from models.style import calibrate, data
from models.style.figures import UNSURE, softmax
from models.style.learn import tag_loss
from models.style.utterances import Utterance


def test_a_rough_text_keeps_nearly_all_words() -> None:
    words = [
        data.Tagged(word)
        for word in ["i", "told", "you", "that", "the", "green", "bus", "leaves", "at", "nine", "and", "it", "did"]
    ]
    rng = random.Random(0)
    for _ in range(200):
        assert len(set(words) - set(data.roughen(words, rng))) <= 1


def test_tags_stay_with_their_words() -> None:
    row = Utterance("Well, I'm gonna say no.", 0, "a", "a-001", tags=((3, 15, 22),))
    words = data.tagged(row)
    assert [(word.spelled, set(word.tags)) for word in words] == [
        ("well", set()),
        ("i'm", set()),
        ("gonna", set()),
        ("say", {3}),
        ("no", {3}),
    ]
    rng = random.Random(1)
    for _ in range(100):
        for word in data.roughen(words, rng):
            if word.spelled in {"say", "no"}:
                assert word.tags == {3}
            elif word.spelled in {"well", "gonna", "going", "to"}:
                # A filler that was put in before a tagged word is part of what it stands in.
                assert word.tags in (set(), {3})


def test_batches_hold_each_utterance_once_at_about_one_length() -> None:
    lengths = [n % 40 + 1 for n in range(200)]
    batches = list(data.by_length(lengths, 16, random.Random(0)))
    assert sorted(n for batch in batches for n in batch) == list(range(200))
    assert max(len(batch) for batch in batches) == 16


def drawn(sharpness: float) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds that are `sharpness` times what they should be, with labels drawn from what they should be."""
    rng = np.random.default_rng(0)
    odds = rng.normal(0.0, 2.0, (6000, 5))
    truth = np.array([rng.choice(5, p=row) for row in softmax(odds)])
    return truth, odds * sharpness


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 2.0])
def test_the_temperature_is_found(sharpness: float) -> None:
    truth, logits = drawn(sharpness)
    assert calibrate.fit(truth, logits, np.zeros((len(truth), 4))).temperature == pytest.approx(sharpness, rel=0.1)


def test_cues_that_mean_nothing_weigh_nothing_and_cues_that_do_weigh_more() -> None:
    truth, logits = drawn(1.0)
    cues = np.random.default_rng(1).choice([0.0, 1.5], (len(truth), 4))
    cues[:, 0] = np.where(truth == 0, 1.5, cues[:, 0])
    weights = calibrate.fit(truth, logits, cues).weights.cue_weights
    assert weights[0] > 0.5
    np.testing.assert_allclose(weights[1:], 0.0, atol=0.15)


def test_what_is_not_known_is_not_wrong() -> None:
    logits = torch.zeros(1, 3, 2)
    there = torch.zeros(1, 3, 2)
    own = torch.tensor([[[1.0], [1.0], [0.0]]])
    nothing = tag_loss(logits, there, torch.zeros(1, 1, 2), own, 1.0)
    assert nothing.item() == pytest.approx(0.0)
    known = torch.tensor([[[1.0, 0.0]]])
    one = tag_loss(logits, there, known, own, 1.0)
    # One tag of each word, and the name: log 2 each.
    assert one.item() == pytest.approx(2 * math.log(2.0), rel=1e-4)
    there[0, 2, 0] = 1.0
    assert tag_loss(logits, there * own, known, own, 1.0).item() == pytest.approx(one.item())


def test_doubt_is_no_answer() -> None:
    scores = np.array([[0.4, 0.3, 0.1, 0.1, 0.1], [0.5, 0.0, 0.05, 0.0, 0.45], [0.1, 0.1, 0.1, 0.1, 0.6]])
    assert calibrate.answers(scores, 0.45, 1.2).tolist() == [UNSURE, UNSURE, 4]
