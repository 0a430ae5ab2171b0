"""What an engine is: something that works on jobs wherever it likes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from voicecoach.engine.job import Job, Outcome

Task = Callable[[Job], Outcome]

TRIES = 3
"""How often a job is given out when the worker that has it dies: once may be chance (a machine that was switched off);
a recording that kills three workers is to blame itself (own proposal)."""


class Engine(Protocol):
    """Works on jobs."""

    name: str
    workers: int
    """How many work at a time; 0 before it is known."""

    def run(self, jobs: Sequence[Job], make: Callable[[Any], Task], set_up: Any) -> Iterator[Outcome]:
        """Work on jobs, in the order given as far as workers are free.

        Args:
            jobs: The jobs.
            make: Makes the task in the worker, once; importable by its name, as the worker may be another process.
            set_up: What it is made from; picklable.

        Returns:
            The outcome of each job, as they come; closing the iterator stops the work.

        Raises:
            VoiceCoachError: When no worker can be had.
        """


def lost(job: Job, how: str) -> Outcome:
    """The outcome of a job whose workers died."""
    return Outcome(
        job.path,
        "failed",
        reason=f"{job.path}: {TRIES} workers died over it ({how}).",
        remedy="It may need more memory than there is: use fewer workers, or try it alone with voicecoach analyze.",
        asked=job.asked,
    )
