"""A writer that is killed at any moment leaves a store that opens with everything that was confirmed."""

import os
import sys
from pathlib import Path

import pytest

from tests.program import run
from tests.source import ROOT


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
@pytest.mark.parametrize(("mode", "kills"), [("write", 200), ("erase", 60), ("vault", 60)])
def test_what_was_confirmed_outlives_its_program(tmp_path: Path, mode: str, kills: int) -> None:
    script: list[str | Path] = [sys.executable, "-m", "tests.adapters.killing", tmp_path / "data", str(kills), mode]
    done = run(script, cwd=ROOT)
    assert done.status == 0, done.stdout + done.stderr
    words = done.stdout.split()
    assert int(words[0]) == kills
    assert int(words[2]) > kills / 20  # otherwise the writers hardly wrote
    assert (int(words[5]) > 0) == (mode == "erase")
