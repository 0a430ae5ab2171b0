"""The Ray engine: actors on one machine or on many, each with its own models, one job at a time."""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any

from voicecoach.engine.engine import TRIES, Task, lost
from voicecoach.engine.job import Job, Outcome
from voicecoach.errors import MissingExtraError, VoiceCoachError

CORES = 1
"""Cores that an actor is given (own proposal): as many workers as cores, so that none waits for another's threads."""


class RayEngine:
    """Works in Ray actors.

    An actor that dies with its machine is replaced by one elsewhere, and its job given out again, up to
    `engine.TRIES` times.

    Args:
        workers: How many actors; None for one a core of the cluster.
        address: The cluster's; None starts Ray on this machine.

    Raises:
        MissingExtraError: When Ray is not installed.
    """

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        try:
            import ray
            from ray import exceptions
        except ImportError as error:
            raise MissingExtraError(
                "The engine ray needs Ray.", 'Install it: python -m pip install "voicecoach[cluster]"'
            ) from error
        self._ray: Any = ray
        self._actor_died: type[Exception] = exceptions.RayActorError
        self.name = "ray"
        self.workers = workers or 0
        self._address = address

    def run(self, jobs: Sequence[Job], make: Callable[[Any], Task], set_up: Any) -> Iterator[Outcome]:
        """Work on jobs; see `engine.Engine.run`."""
        # Ray prints what befalls a cluster to stdout, where results go; what it held back, as it shuts down.
        with redirect_stdout(sys.stderr):
            self._start()
            try:
                yield from self._worked(jobs, make, set_up)
            finally:
                self._ray.shutdown()

    def _start(self) -> None:
        options = {} if self._address else {"num_cpus": self.workers or None, "include_dashboard": False}
        try:
            self._ray.init(address=self._address, log_to_driver=False, logging_level="ERROR", **options)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise VoiceCoachError(
                f"Ray can't be reached ({str(error).splitlines()[0]}).",
                "See that it runs at that address: ray status --address ADDRESS",
            ) from error

    def _worked(self, jobs: Sequence[Job], make: Callable[[Any], Task], set_up: Any) -> Iterator[Outcome]:
        ray = self._ray
        there = ray.cluster_resources()
        count = self.workers = self.workers or max(1, int(there.get("CPU", 1)) // CORES)
        actor = ray.remote(num_cpus=CORES, num_gpus=gpu_share(there.get("GPU", 0.0), count))(_Actor)
        waiting, tries = deque(jobs), dict.fromkeys((job.key for job in jobs), 0)
        idle: list[Any] = []
        busy: dict[Any, tuple[Job, Any]] = {}
        while waiting or busy:
            while waiting and len(busy) < count:
                job = waiting.popleft()
                tries[job.key] += 1
                one = idle.pop() if idle else actor.remote(make, set_up)
                busy[one.do.remote(job)] = (job, one)
            while idle and not waiting:
                # Whoever is done makes room: after the loss of a machine a replacement may be waiting for a core.
                ray.kill(idle.pop())
            (first, *_), _ = ray.wait(list(busy), num_returns=1)
            job, one = busy.pop(first)
            try:
                yield ray.get(first)
            except self._actor_died as error:
                if tries[job.key] < TRIES:
                    waiting.appendleft(job)
                else:
                    yield lost(job, type(error).__name__)
            else:
                idle.append(one)


def gpu_share(gpus: float, workers: int) -> float:
    """What of a GPU each actor is given: Ray hides all of them from actors that ask for none.

    Args:
        gpus: GPUs of the cluster.
        workers: Actors.

    >>> gpu_share(2, 16), gpu_share(4, 2), gpu_share(1, 3), gpu_share(0, 8)
    (0.125, 1.0, 0.3333, 0.0)
    """
    # Ray counts in steps of 0.0001.
    return min(1.0, int(gpus / workers * 10_000) / 10_000)


class _Actor:
    """One worker."""

    def __init__(self, make: Callable[[Any], Task], set_up: Any) -> None:
        self._task = make(set_up)

    def do(self, job: Job) -> Outcome:
        """Work on one job."""
        return self._task(job)
