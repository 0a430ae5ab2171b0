"""The local engine: processes on this machine, each with its own models, one job at a time."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from voicecoach.engine.engine import TRIES, Task, lost
from voicecoach.engine.job import Job, Key, Outcome
from voicecoach.errors import VoiceCoachError

STOP_S = 2.0
"""How long a worker may take to end by itself when the work is over."""


@dataclass(slots=True)
class _Worker:
    """A process and what it works on."""

    process: BaseProcess
    pipe: Any
    """A `multiprocessing.connection.Connection`: jobs go out, outcomes come in."""
    job: Job | None = None


class LocalEngine:
    """Works in processes of its own.

    Each takes the next job when it is done with the last, so long recordings hold nobody up. A worker that dies is
    replaced, and its job given out again, up to `engine.TRIES` times. Workers die with the program.

    Args:
        workers: How many processes.
    """

    def __init__(self, workers: int) -> None:
        self.name = "local"
        self.workers = workers

    def run(self, jobs: Sequence[Job], make: Callable[[Any], Task], set_up: Any) -> Iterator[Outcome]:
        """Work on jobs; see `engine.Engine.run`."""
        waiting, tries = deque(jobs), dict.fromkeys((job.key for job in jobs), 0)
        workers = [_started(make, set_up) for _ in range(min(self.workers, len(jobs)))]
        try:
            while waiting or any(worker.job for worker in workers):
                for place, worker in enumerate(workers):
                    if worker.job is None and waiting:
                        if not worker.process.is_alive():
                            workers[place] = _started(make, set_up)
                        _give(workers[place], waiting, tries)
                busy: dict[Any, _Worker] = {worker.pipe: worker for worker in workers if worker.job}
                for pipe in wait(list(busy)):
                    outcome = _taken(busy[pipe], waiting, tries)
                    if outcome is not None:
                        yield outcome
        finally:
            _send_home(workers)


def _started(make: Callable[[Any], Task], set_up: Any) -> _Worker:
    # A fork would take over threads of libraries that are in the middle of something.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, make, set_up), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _send_home(workers: Sequence[_Worker]) -> None:
    """End the workers: at once those that are in the middle of a job."""
    for worker in workers:
        worker.pipe.close()
        if worker.job is not None:
            worker.process.terminate()
    for worker in workers:
        worker.process.join(STOP_S)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _give(worker: _Worker, waiting: deque[Job], tries: dict[Key, int]) -> None:
    job = waiting.popleft()
    tries[job.key] += 1
    worker.job = job
    try:
        worker.pipe.send((job,))
    except OSError:
        # It died between two jobs: that is not this job's fault.
        tries[job.key] -= 1
        worker.job = None
        waiting.appendleft(job)
        worker.process.join()


def _taken(worker: _Worker, waiting: deque[Job], tries: dict[Key, int]) -> Outcome | None:
    """The outcome that a worker has; None where the worker died and its job goes to another."""
    job, worker.job = worker.job, None
    assert job is not None
    try:
        outcome: Outcome | VoiceCoachError = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        if tries[job.key] < TRIES:
            waiting.appendleft(job)
            return None
        return lost(job, f"exit status {worker.process.exitcode}")
    if isinstance(outcome, VoiceCoachError):
        raise outcome
    return outcome


def _serve(pipe: Any, make: Callable[[Any], Task], set_up: Any) -> None:
    """Work on what comes through the pipe until it closes."""
    # Ctrl-C goes to the whole group; the program alone decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_the_parent, daemon=True).start()
    task = make(set_up)
    while True:
        try:
            (job,) = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(task(job))
        except VoiceCoachError as error:
            pipe.send(error)


def _die_with_the_parent() -> None:
    """End at once when the program is gone, so that one that starts anew has its recordings for itself."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
