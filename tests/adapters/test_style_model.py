"""The trained network: its files, its speed, and what changes nothing."""

import json
import shutil
import time
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from voicecoach.adapters.style_model import BATCH, UNSAID, OnnxStyleModel
from voicecoach.errors import ModelError, WrongContentError
from voicecoach.reading import StyleScores
from voicecoach.resources import models_dir

FILES = ("meta.json", "model.onnx", "tokenizer.json", "weights.npz")
MOST_BYTES = 30_000_000
MOST_S_FOR_100 = 5.0
"""Ten times what it takes: a busy machine must not fail it, a model ten times as slow must."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(models_dir() / "style" / name, tmp_path / name)
    return tmp_path


def test_the_files_are_small_enough_to_ship() -> None:
    assert sum((models_dir() / "style" / name).stat().st_size for name in FILES) <= MOST_BYTES


def test_the_labels_are_those_of_the_scores() -> None:
    meta = json.loads((models_dir() / "style" / "meta.json").read_text(encoding="utf-8"))
    assert meta["labels"] == [field.name for field in fields(StyleScores)]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_says_which_and_what_to_do(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name) as caught:
        OnnxStyleModel(folder).score(["No."])
    assert "Install" in caught.value.remedy


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_not_loaded(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(b"?" + path.read_bytes()[1:])
    with pytest.raises(WrongContentError, match=name):
        OnnxStyleModel(folder).score(["No."])


@pytest.mark.parametrize(
    "same",
    [
        "NO, I CAN'T TAKE THAT ON TODAY!",
        "no i can't take that on today",
        "no i cant take that on today",
        "Um, no, I, I can't, uh, take that on today...",
        "No, I can\u2019t take that on today.",
    ],
)
def test_case_punctuation_and_hesitations_change_nothing(same: str) -> None:
    one, other = OnnxStyleModel().score(["No, I can't take that on today.", same])
    np.testing.assert_allclose(one.styles, other.styles, atol=1e-6)
    np.testing.assert_allclose(one.tags, other.tags, atol=1e-3)


def test_a_previous_line_is_heard() -> None:
    model = OnnxStyleModel()
    texts = ["I suppose the dog ate it, did he?"]
    (alone,), (after,) = model.score(texts), model.score(texts, ["Sorry, I haven't got the report."])
    assert not np.allclose(alone.styles, after.styles, atol=1e-3)


def test_the_longest_text_is_read() -> None:
    long, *_ = OnnxStyleModel().score(["no way " * 5000, "\U0001f600", "x" * 5000])
    assert len(long.words) == 10_000
    assert long.tags[-1].max() == UNSAID < long.tags[0].max()


def test_a_hundred_sentences_take_a_moment() -> None:
    model = OnnxStyleModel()
    model.score(["Ready?"])
    begin_s = time.perf_counter()
    model.score([f"I told you {n} times that I don't want to hear about it again, thank you." for n in range(100)])
    assert time.perf_counter() - begin_s < MOST_S_FOR_100


def test_the_number_of_cores_changes_nothing() -> None:
    texts = [f"I said {'no and ' * (n % 9)}that I can't stay {n} minutes more." for n in range(4 * BATCH + 3)]
    for one, other in zip(OnnxStyleModel(cores=1).score(texts), OnnxStyleModel(cores=3).score(texts), strict=True):
        np.testing.assert_array_equal(one.styles, other.styles)
        np.testing.assert_array_equal(one.tags, other.tags)
        assert one.words == other.words
