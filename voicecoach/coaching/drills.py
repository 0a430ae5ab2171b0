"""Drills: what to practise next, each doable in under a minute, with how the program sees that it worked.

Conventions
    The drills are data, in `drills.toml` beside this file. A drill trains rules; the first drill of a rule in the
    file is offered first, the next one where a take that was aimed at the rule did not mend it.
    No drill tells anybody to shout. Each may hurt a voice that is not well, so each has `NOTE` beside it; a drill
    that asks for effort says it in its own text.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

NOTE = "Stop if it hurts or your voice gets hoarse."
"""Beside every drill."""

MOST_SECONDS = 60
"""A drill takes no longer than this."""

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise."""

    name: str
    title: str
    trains: tuple[str, ...]
    """The rules whose fix it belongs to."""
    seconds: int
    """How long it takes."""
    how: str
    """What to do, in plain words."""
    watch: str
    """The rule whose measured value shows that it worked."""
    moves: Direction
    """Where that value goes when it worked."""
    effort: bool = False
    """Whether it asks for more voice than usual, so that its text itself says when to stop."""

    @property
    def text(self) -> str:
        """What to do, with the note where it asks for effort."""
        return f"{self.how} {NOTE}" if self.effort else self.how


@cache
def drills() -> tuple[Drill, ...]:
    """All drills, in the order in which they are offered."""
    text = files("voicecoach.coaching").joinpath("drills.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["drill"], tuple[Drill, ...], strict=True)


def drills_for(rule: str) -> tuple[Drill, ...]:
    """The drills of a fix, the first to offer first; empty where there is none."""
    return tuple(drill for drill in drills() if rule in drill.trains)


def drill_for(rule: str, tried: int = 0) -> str | None:
    """What to do about a fix, in words.

    Args:
        rule: The fix.
        tried: How many takes were aimed at it so far: each gets another drill, as far as there are any.

    Returns:
        The drill's text; None where the rule has none.
    """
    found = drills_for(rule)
    return found[tried % len(found)].text if found else None
