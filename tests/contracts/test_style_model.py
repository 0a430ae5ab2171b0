"""What every style model keeps to: the fake with its known scores, and the trained network."""

from collections.abc import Callable
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import quick
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.fakes import FakeStyleModel
from voicecoach.ports import StyleModel
from voicecoach.reading import NO_STYLE, StyleScores

Make = Callable[[], StyleModel]

SAID = {
    "Shut up and do it now.": StyleScores(0.01, 0.95, 0.02, 0.01, 0.01),
    "The bus leaves at nine.": StyleScores(0.02, 0.01, 0.01, 0.01, 0.95),
    "": NO_STYLE,
}
SAME_SCORE = 1e-4
"""One text in two batches: 32-bit floating point over other paddings."""

TEXTS = st.lists(st.text(max_size=60) | st.sampled_from(sorted(SAID)), max_size=6)


def known() -> StyleModel:
    return FakeStyleModel(SAID, tagged={"shut": "aggressive/insult", "nine": "technique/compromise"})


each_model = pytest.mark.parametrize("make", [known, OnnxStyleModel], ids=["fake", "network"])


@each_model
@given(texts=TEXTS)
@quick
def test_scores_are_probabilities_and_words_stand_in_the_text(make: Make, texts: list[str]) -> None:
    model = make()
    scorings = model.score(texts)
    assert len(scorings) == len(texts)
    for text, scoring in zip(texts, scorings, strict=True):
        assert scoring.styles.shape == (len(astuple(NO_STYLE)),)
        assert np.all(scoring.styles >= 0)
        assert scoring.styles.sum() == pytest.approx(1.0)
        assert scoring.tags.shape == (len(scoring.words), len(model.tags()))
        borders = [0, *(border for word in scoring.words for border in word), len(text)]
        assert borders == sorted(borders)


@each_model
def test_styles_are_in_the_order_of_the_scores(make: Make) -> None:
    best = [int(scoring.styles.argmax()) for scoring in make().score(list(SAID))]
    assert best[:2] == [1, 4]


@each_model
def test_the_words_of_a_text_speak_for_what_the_text_speaks_for(make: Make) -> None:
    for scoring in make().score([text for text in SAID if text]):
        assert scoring.evidence.sum(axis=0).argmax() == scoring.styles.argmax()


@each_model
def test_a_text_without_words_is_nothing_known(make: Make) -> None:
    for scoring in make().score(["", "  ", "um..."]):
        np.testing.assert_allclose(scoring.styles, astuple(NO_STYLE))
        assert scoring.words == ()


@each_model
def test_a_text_scores_the_same_in_any_company(make: Make) -> None:
    texts = [*SAID, "No, I won't be able to take that on this week, but I can look at it on Monday morning."] * 7
    model = make()
    for together, text in zip(model.score(texts), texts, strict=True):
        (alone,) = model.score([text])
        np.testing.assert_allclose(together.styles, alone.styles, atol=SAME_SCORE)
        np.testing.assert_allclose(together.tags, alone.tags, atol=100 * SAME_SCORE)


@each_model
def test_no_array_of_a_scoring_can_be_written_to(make: Make) -> None:
    (scoring,) = make().score(["Shut up and do it now."])
    for array in (scoring.styles, scoring.evidence, scoring.tags):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@each_model
def test_previous_lines_are_one_a_text_or_none(make: Make) -> None:
    texts = list(SAID)
    assert len(make().score(texts, ["Who asked you?"] * len(texts))) == len(texts)
    with pytest.raises(ValueError, match="contexts"):
        make().score(texts, ["Who asked you?"])


@each_model
def test_tags_have_a_kind_and_a_name(make: Make) -> None:
    assert all(tag.count("/") == 1 for tag in make().tags())
    assert len(set(make().tags())) == len(make().tags())
