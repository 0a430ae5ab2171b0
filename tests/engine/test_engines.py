"""What every engine keeps to: each job has one outcome, whatever dies."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from tests.engine.tasks import make
from tests.guards import ROOT
from voicecoach.engine.cluster import gpu_share
from voicecoach.engine.engine import TRIES
from voicecoach.engine.job import Job, Outcome
from voicecoach.engine.local import LocalEngine
from voicecoach.errors import OutputError

GONE_S = 15.0
"""Time for a process to be gone."""


def jobs(*names: str) -> list[Job]:
    return [Job(name, size) for size, name in enumerate(names)]


def traces(folder: Path, name: str) -> int:
    return len(list(folder.glob(f"{name}.*")))


def in_ray(names: Sequence[str], folder: Path) -> list[Outcome]:
    """Run by Ray in a program of its own and without the suite's guard: Ray's own processes talk over sockets."""
    program = [sys.executable, "-m", "tests.engine.in_ray", str(folder), *names]
    with tempfile.TemporaryDirectory(prefix="ray", dir="/tmp") as short:
        environment = {**os.environ, "RAY_TMPDIR": short, "RAY_USAGE_STATS_ENABLED": "0"}
        environment["PYTHONPATH"] = str(ROOT)
        told = subprocess.run(program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "A machine was lost." in told.stderr
    # Nothing else is on stdout.
    return msgspec.json.decode(told.stdout, type=list[Outcome])


@pytest.mark.parametrize("engine", ["local", pytest.param("ray", marks=pytest.mark.slow)])
def test_each_job_has_one_outcome_whatever_dies(engine: str, tmp_path: Path) -> None:
    names = ("a", "b", "kills-once", "c", "kills-always", "d")
    if engine == "local":
        outcomes = list(LocalEngine(2).run(jobs(*names), make, str(tmp_path)))
    elif importlib.util.find_spec("ray") is None:
        pytest.skip('Ray is not installed: python -m pip install "voicecoach[cluster]"')
    else:
        outcomes = in_ray(names, tmp_path)
    assert sorted(one.path for one in outcomes) == sorted(names)
    assert {one.path for one in outcomes if one.kind == "failed"} == {"kills-always"}
    assert [traces(tmp_path, name) for name in names] == [1, 1, 2, 1, TRIES, 1]
    (failed,) = (one for one in outcomes if one.kind == "failed")
    assert "kills-always" in failed.reason
    assert failed.remedy


def test_a_recording_of_which_two_things_are_asked_has_its_tries_for_each(tmp_path: Path) -> None:
    twice = [Job("kills-always"), Job("kills-always", client="B")]
    outcomes = list(LocalEngine(1).run(twice, make, str(tmp_path)))
    assert {one.key for one in outcomes} == {job.key for job in twice}
    assert traces(tmp_path, "kills-always") == 2 * TRIES


def test_actors_share_the_gpus_there_are() -> None:
    assert [gpu_share(2, 16), gpu_share(4, 2), gpu_share(1, 3), gpu_share(0, 8)] == [0.125, 1.0, 0.3333, 0.0]
    assert gpu_share(1, 3) * 3 <= 1


def test_what_no_job_can_help_ends_the_batch(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="full") as caught:
        list(LocalEngine(1).run(jobs("full-disk", "a", "b"), make, str(tmp_path)))
    assert caught.value.remedy == "Free some space."
    assert not traces(tmp_path, "b")


def test_nothing_to_do_starts_nobody(tmp_path: Path) -> None:
    assert list(LocalEngine(2).run([], make, str(tmp_path))) == []


def test_closing_it_ends_the_workers_at_once(tmp_path: Path) -> None:
    clock = time.monotonic()
    running = LocalEngine(2).run(jobs("a", "slow-1", "slow-2"), make, str(tmp_path))
    assert next(running).path == "a"
    running.close()  # type: ignore[attr-defined]  # a generator, as every engine's is
    assert time.monotonic() - clock < GONE_S
    for trace in tmp_path.iterdir():
        pid = int(trace.name.rpartition(".")[2])
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
