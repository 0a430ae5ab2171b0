"""The use case of a batch: which recordings are left to do, and what came of all of them.

Conventions
    What is done is told by its document's name, which holds the content's hash; the settings are the same for all
    documents of a folder. A recording that failed is not tried again until its content, the settings or the wish of
    the user changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from voicecoach.engine.job import HASH_SIGNS, Job, Key, Outcome, longest_first, result_name

CORE_S_PER_S = 0.09
"""Core-seconds that a second of sound takes with `base`, for the estimate: recordings of some seconds, the dearest kind
(0.091 of 200; one of ten minutes takes 0.063: docs/scale.md)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch will do."""

    left: tuple[Job, ...]
    """To be analysed, the largest first."""
    done: dict[Key, str] = field(default_factory=dict)
    """Key and document of those that are done."""
    quarantined: dict[Key, str] = field(default_factory=dict)
    """Key and note of those that failed before."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a folder holds already: names of documents, and of notes on failures."""

    documents: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()


def make_plan(jobs: Iterable[Job], kept: Kept, hashed: Callable[[str], str], *, retry: bool) -> Plan:
    """Tell what is left to do.

    Args:
        jobs: All jobs, each once.
        kept: What there is already.
        hashed: Gives the content's hash of a recording, "" where it can't be read; asked only for recordings that
            have a result of their name.
        retry: Whether what failed is tried again.
    """
    known = {_stem(name) for name in kept.documents | kept.failed}
    left: list[Job] = []
    done: dict[Key, str] = {}
    quarantined: dict[Key, str] = {}
    for job in jobs:
        if _stem(result_name(job, "0" * HASH_SIGNS)) not in known:
            left.append(job)
            continue
        sha256 = hashed(job.path)
        name = f"{result_name(job, sha256)}.json"
        if sha256 and name in kept.documents:
            done[job.key] = name
        elif sha256 and name in kept.failed and not retry:
            quarantined[job.key] = name
        else:
            left.append(job)
    return Plan(tuple(longest_first(left)), done, quarantined)


def _stem(name: str) -> str:
    """The name of a result without the hash and what was asked for."""
    return name.removesuffix(".json").rpartition("-")[0]


@dataclass(slots=True)
class Tally:
    """What came of a batch so far."""

    analysed: int = 0
    failed: list[Outcome] = field(default_factory=list)
    sound_s: float = 0.0
    """Seconds of sound that were analysed."""
    size: int = 0
    """Bytes of the recordings that are dealt with."""

    def count(self, outcome: Outcome, size: int) -> None:
        """Count one outcome."""
        self.size += size
        if outcome.kind == "failed":
            self.failed.append(outcome)
        else:
            self.analysed += 1
            self.sound_s += outcome.duration_s


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a batch."""

    recordings: int
    analysed: int
    skipped: int
    """Done before."""
    failed: int
    """Failed now, or before and not tried again."""
    sound_s: float
    """Seconds of sound that were analysed now."""
    wall_s: float
    workers: int
    engine: str
    table: str | None
    """The table; None where none was written."""


def unique(jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Each recording once for each thing that is asked of it, as it was named first."""
    named: dict[Key, Job] = {}
    for job in jobs:
        named.setdefault(job.key, job)
    return tuple(named.values())
