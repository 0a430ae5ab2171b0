"""The program hears its own model answers as assertive, so that who says them moves on."""

from pathlib import Path

import pytest

from tests.roleplay.scenes import FILES, scene
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.language.style import read_styles


@pytest.fixture(scope="module")
def model() -> OnnxStyleModel:
    return OnnxStyleModel()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_model_answers_are_heard_as_assertive(path: Path, model: OnnxStyleModel) -> None:
    said = [(answer, beat.says) for beat in scene(path).beats for answer in beat.model]
    answers, contexts = [answer for answer, _ in said], [context for _, context in said]
    labels = [reading.label for reading in read_styles(answers, model, contexts=contexts)]
    assert [pair for pair in zip(answers, labels, strict=True) if pair[1] != "assertive"] == []
