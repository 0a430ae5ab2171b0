"""`voicecoach batch --engine ray` over two machines, one of which is lost half-way."""

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.batches import documents, same
from tests.engine.ray_nodes import two_nodes
from tests.program import RunCli, command, decode
from tests.recordings import read, write_wav
from voicecoach.units import RATE_HZ

PIECES = 10
PIECE_S = 1.4
LIMIT_S = 60.0


@pytest.fixture
def pieces(spoken: Path, tmp_path: Path) -> Path:
    """Pieces of real speech, of which each takes a moment."""
    folder = tmp_path / "pieces"
    folder.mkdir()
    samples, _ = read(spoken)
    length = round(PIECE_S * RATE_HZ)
    for number in range(PIECES):
        write_wav(folder / f"{number:02}.wav", samples[number * length : (number + 1) * length])
    return folder


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="two nodes on one machine: Linux only")
@pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason='Ray is not installed: python -m pip install "voicecoach[cluster]"'
)
def test_a_lost_machine_costs_no_recording(
    run_cli: RunCli,
    pieces: Path,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    out = tmp_path / "ray"
    arguments = ("batch", pieces, "--model", "tiny.en", "--no-table", "--quiet", "--json")
    with two_nodes() as cluster:
        on_both = command(*arguments, "--out", out, "--engine", "ray", "--address", cluster.address)
        program = subprocess.Popen(on_both, env=cluster.environment, stdout=subprocess.PIPE, text=True)
        until = time.monotonic() + LIMIT_S
        while not (cluster.second_works() and len(documents(out)) >= PIECES // 3):
            assert program.poll() is None, program.communicate()
            assert time.monotonic() < until
            time.sleep(0.02)
        assert len(documents(out)) < PIECES, "the second node was to be lost half-way"
        cluster.kill_second()
        told, _ = program.communicate(timeout=LIMIT_S)
    assert program.returncode == 0
    assert decode(told)["analysed"] == PIECES
    here = tmp_path / "local"
    assert run_cli(*arguments, "--out", here).status == 0
    assert len(documents(here)) == PIECES
    assert same(documents(out)) == same(documents(here))
