"""The ladder: a person's own situations from the easiest to the hardest, and the step that lies nearest.

Conventions
    SUDS is 0 (calm) to 100. The step that lies nearest is the easiest that was not done yet in real life (Goldfried &
    Davison 1976: a hierarchy by difficulty); what practice shows of its type of scene is told beside it, and nothing
    is demanded. Practice holds where most of the newest takes were read assertive in words and steady in voice.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicecoach.history import Rating, Rung, TakeSummary
from voicecoach.report.progress_words import counted, day, printable, words

NEWEST_TAKES = 5
"""Takes that practice is judged by (own proposal)."""

HOLDING_TAKES = 3
"""Of these, those in which words and voice hold, from which practice holds (own proposal: most)."""


@dataclass(frozen=True, slots=True)
class Step:
    """The rung that lies nearest, with what practice shows of it."""

    rung: Rung
    takes: int
    """Of the newest takes of its type of scene, at most `NEWEST_TAKES`, those that could be read."""
    holding: int
    """Of these, those read assertive in words and steady in voice."""

    @property
    def is_practised(self) -> bool:
        """Whether practice holds."""
        return self.holding >= HOLDING_TAKES


def next_step(rungs: Sequence[Rung], takes: Sequence[TakeSummary]) -> Step | None:
    """The easiest rung that was not done, with the newest takes of its type; None where all are done.

    Args:
        rungs: In any order.
        takes: The person's takes, the oldest first.
    """
    open_ones = [rung for rung in rungs if rung.done_at is None]
    if not open_ones:
        return None
    rung = min(open_ones, key=lambda one: one.suds)
    read = [
        take
        for take in takes
        if take.scene_type == rung.scene_type and take.style not in {"", "unsure"} and take.voice not in {"", "unsure"}
    ][-NEWEST_TAKES:]
    return Step(rung, len(read), sum(take.style == "assertive" and take.voice == "steady" for take in read))


def hint(step: Step | None) -> str:
    """The step that lies nearest, in words."""
    if step is None:
        return "All of it is done. Rate it anew, or add what comes next, whenever you like."
    rung = step.rung
    kind = "other" if rung.scene_type == "other" else words(rung.scene_type)
    told = f"Next, when you like: {printable(rung.text)} (SUDS {rung.suds}), the easiest not done yet."
    if not step.takes:
        return f"{told} No practice take of its kind ({kind}) could be read yet."
    held = f"{step.holding} of the newest {counted(step.takes, 'practice take')} of its kind ({kind})"
    told += f" Words assertive and voice steady in {held}"
    return f"{told}." if step.is_practised else f"{told}: some more practice first may make it lighter."


def lines(rungs: Sequence[Rung], ratings: Sequence[Rating], step: Step | None, width: int) -> Iterator[str]:
    """The ladder line by line, the easiest first.

    Args:
        rungs: At least one.
        ratings: All their ratings, the oldest first.
        step: What `next_step` found.
        width: Columns of the terminal.
    """
    first: dict[str, int] = {}
    for rating in ratings:
        first.setdefault(rating.rung_id, rating.suds)
    for rung in sorted(rungs, key=lambda one: one.suds):
        mark = "next" if step and step.rung.id == rung.id else "done" if rung.done_at else ""
        lead = f"{mark:4} {rung.suds:3}  "
        facts = [words(rung.scene_type)] if rung.scene_type != "other" else []
        if first.get(rung.id, rung.suds) != rung.suds:
            facts.append(f"at first {first[rung.id]}")
        if rung.done_at:
            facts.append(f"done on {day(rung.done_at)}")
        inset = " " * len(lead)
        yield from textwrap.wrap(printable(rung.text), width, initial_indent=lead, subsequent_indent=inset)
        yield from textwrap.wrap(", ".join([*facts, rung.id]), width, initial_indent=inset, subsequent_indent=inset)
