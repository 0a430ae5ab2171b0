"""A job of a batch and what came of it.

Conventions
    A job is one recording. Its outcome is small: the document itself was written by who made it.
"""

import re
from dataclasses import dataclass
from typing import Literal

OutcomeKind = Literal["done", "failed"]

NAME_SIGNS = 60
"""Signs of a recording's own name in the name of its result: with the hash, file systems take it anywhere."""

HASH_SIGNS = 12
"""Signs of the content's hash in the name of a result: 48 bits tell a million recordings apart."""

Key = tuple[str, str]
"""What tells a job from the others of its batch: the path, and what is asked for."""

_ODD = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to analyse."""

    path: str
    """A path, or an address such as `s3://bucket/talk.wav`."""
    size: int = 0
    """Bytes; the largest are worked on first."""
    language: str = ""
    """ISO 639-1 code; empty to find it out."""
    client: str = ""
    """The letter of the speaker who is measured and advised; empty for all of them."""
    speakers: int | None = 1
    """How many speak; None finds it out."""

    @property
    def asked(self) -> str:
        """What is asked for beside the usual, as part of a name; empty where nothing is.

        >>> Job("a.wav", language="de", client="B", speakers=2).asked, Job("a.wav").asked
        ('_2_B_de', '')
        """
        count = "auto" if self.speakers is None else str(self.speakers)
        parts = (count if count != "1" else "", self.client, self.language)
        return "".join(f"_{part}" for part in parts if part)

    @property
    def key(self) -> Key:
        """What tells it from the others: two speakers of one recording may be asked for one by one."""
        return self.path, self.asked


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job."""

    path: str
    kind: OutcomeKind
    document: str = ""
    """Name of the document; empty where there is none."""
    duration_s: float = 0.0
    """Length of the recording in seconds; 0 where it was not read."""
    work_s: float = 0.0
    """Seconds of work."""
    reason: str = ""
    """Why it failed, as one sentence; empty where it did not."""
    remedy: str = ""
    asked: str = ""
    """What the job asked for beside the usual."""

    @property
    def key(self) -> Key:
        """The key of its job."""
        return self.path, self.asked


def result_name(job: Job, sha256: str) -> str:
    """The name of a recording's result: its own name, its content, and what was asked for.

    So a copy elsewhere is known again, and another number of speakers is another result.

    >>> result_name(Job("clinic/Session 3.wav", speakers=2), "0f3a" * 16)
    'Session_3-0f3a0f3a0f3a_2'
    """
    last = job.path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    stem = _ODD.sub("_", last.rpartition(".")[0] or last)[:NAME_SIGNS]
    return f"{stem}-{sha256[:HASH_SIGNS]}{job.asked}"


def longest_first(jobs: list[Job]) -> list[Job]:
    """In the order to work on them: no worker is left with a long one at the end (Graham 1969)."""
    return sorted(jobs, key=lambda job: (-job.size, job.path))
