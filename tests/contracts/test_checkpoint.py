"""What every checkpoint keeps to: the fake in memory, and a file in the data folder, plain and encrypted."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.vaults import sealed
from voicecoach.adapters.unfinished import Unfinished
from voicecoach.checkpoint import Checkpoint
from voicecoach.fakes import FakeCheckpoint

Run = Callable[[], Checkpoint]
"""Starts the next run of the analysis, when the one before has died."""


@pytest.fixture(params=["fake", "plain", "vault"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    if request.param == "fake":
        known: dict[str, bytes] = {}

        def again() -> FakeCheckpoint:
            made = FakeCheckpoint(known)
            made.finished = known
            return made

        yield again
        return
    vault = sealed(tmp_path) if request.param == "vault" else None
    with ExitStack() as open_files:
        yield lambda: open_files.enter_context(Unfinished(tmp_path, "a1b2", vault))


def test_what_one_run_finished_the_next_one_finds_once(run: Run) -> None:
    run().keep("texts/1", b"\x00\n\xffwords")
    again = run()
    assert again.take("texts/1") == b"\x00\n\xffwords"
    assert again.take("texts/1") is None
    assert run().take("texts/1") == b"\x00\n\xffwords"


def test_what_nobody_finished_is_not_known(run: Run) -> None:
    run().keep("texts/1", b"words")
    assert run().take("texts/2") is None


def test_runs_add_to_what_there_is(run: Run) -> None:
    for number in range(3):
        run().keep(f"texts/{number}", bytes([number]))
    last = run()
    assert [last.take(f"texts/{number}") for number in range(3)] == [b"\0", b"\1", b"\2"]


def test_any_thread_may_keep(run: Run) -> None:
    checkpoint = run()
    threads = [
        threading.Thread(target=checkpoint.keep, args=(f"{number}", bytes(1000 + number))) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = run()
    assert all(again.take(f"{number}") == bytes(1000 + number) for number in range(20))
