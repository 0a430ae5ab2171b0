"""Tasks for engines that are quick and can be made to die: the set-up is a folder where they leave traces."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from voicecoach.engine.job import Job, Outcome
from voicecoach.errors import OutputError


def make(folder: str) -> Callable[[Job], Outcome]:
    """A task that leaves a trace of each call, and does what the name of its job says."""

    def work(job: Job) -> Outcome:
        traces = Path(folder)
        tries = len(list(traces.glob(f"{job.path}.*")))
        (traces / f"{job.path}.{tries}.{os.getpid()}").touch()
        if (job.path.startswith("kills-once") and not tries) or job.path.startswith("kills-always"):
            os.kill(os.getpid(), signal.SIGKILL)
        if job.path.startswith("full-disk"):
            raise OutputError("the disk is full.", "Free some space.")
        if job.path.startswith("slow"):
            time.sleep(60)
        return Outcome(job.path, "done", duration_s=job.size)

    return work
