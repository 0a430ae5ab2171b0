"""The file that is written says what the network says, whatever texts are read beside a text."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is needed for training only")
pytest.importorskip("onnx", reason="onnx is needed for training only")

import onnxruntime
import torch  # type: ignore[import-not-found, unused-ignore]

from models.style import graph
from models.style.encoder import FEWER_INNER, StyleNet
from models.style.shrink import on_grid
from voicecoach.adapters.packed import read_packed
from voicecoach.adapters.style_model import session_of

WORDS, STYLES, TAGS = 50, 5, 7
MOST_OFF = 0.1
"""Logits may differ by this: a number that lies between two steps is rounded either way by a last digit."""

Outputs = list[np.ndarray]


@pytest.fixture(scope="module")
def net() -> StyleNet:
    torch.manual_seed(0)
    made = StyleNet(WORDS, STYLES, TAGS, FEWER_INNER).eval()
    for parameter in made.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.03)
    return made


@pytest.fixture(scope="module")
def session(net: StyleNet, tmp_path_factory: pytest.TempPathFactory) -> onnxruntime.InferenceSession:
    folder = tmp_path_factory.mktemp("style")
    grids = on_grid(net)
    graph.export(net, grids, folder)
    return session_of((folder / graph.GRAPH).read_bytes(), read_packed((folder / graph.WEIGHTS).read_bytes()))


def batch() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    lengths, before = np.array([12, 5, 9, 3]), np.array([4, 1, 6, 1])
    places = np.arange(lengths.max())
    mask = (places < lengths[:, None]).astype(np.int64)
    ids = rng.integers(0, WORDS, mask.shape) * mask
    return {"ids": ids, "segments": (places < before[:, None]).astype(np.int64), "mask": mask}


@pytest.mark.slow
def test_file_and_network_agree(net: StyleNet, session: onnxruntime.InferenceSession) -> None:
    given = batch()
    with torch.no_grad():
        wanted = [out.numpy() for out in net(*(torch.from_numpy(values) for values in given.values()))]
    real = given["mask"].astype(bool)
    found = session.run(None, given)
    np.testing.assert_allclose(found[0], wanted[0], atol=MOST_OFF)
    for ours, theirs in zip(found[1:], wanted[1:], strict=True):
        np.testing.assert_allclose(ours[real], theirs[real], atol=MOST_OFF)


@pytest.mark.slow
def test_a_text_has_the_same_scores_in_any_company(session: onnxruntime.InferenceSession) -> None:
    given = batch()
    together = session.run(None, given)
    for row, length in enumerate(given["mask"].sum(1)):
        alone = session.run(None, {name: values[row : row + 1, :length] for name, values in given.items()})
        np.testing.assert_allclose(alone[0][0], together[0][row], atol=1e-3)


def test_the_logits_are_the_mean_of_the_tokens_own(session: onnxruntime.InferenceSession) -> None:
    given = batch()
    logits, evidence, _ = session.run(None, given)
    own = (given["mask"] * (1 - given["segments"]))[..., None]
    np.testing.assert_allclose(logits, (evidence * own).sum(1) / own.sum(1), atol=1e-5)
