"""Runs the jobs that are named on the command line by Ray, and prints their outcomes.

Ray prints messages that it held back as it shuts down; here it always has one.
"""

import sys
from collections.abc import Callable
from unittest import mock

import msgspec
import ray

from tests.engine.tasks import make
from voicecoach.engine.cluster import RayEngine
from voicecoach.engine.job import Job


def told_first(shut_down: Callable[[], None]) -> Callable[[], None]:
    """Shuts down with a message before."""

    def shutdown() -> None:
        sys.stdout.write("A machine was lost.\n")
        shut_down()

    return shutdown


if __name__ == "__main__":
    folder, *names = sys.argv[1:]
    jobs = [Job(name, size) for size, name in enumerate(names)]
    with mock.patch.object(ray, "shutdown", side_effect=told_first(ray.shutdown)):
        outcomes = list(RayEngine(2).run(jobs, make, folder))
    sys.stdout.write(msgspec.json.encode(outcomes).decode() + "\n")
