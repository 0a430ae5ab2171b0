"""The way through a scene, step by step, so that a session that broke off goes on where it was.

Conventions
    A step holds what the director has to know of a reply, never its words. The same steps lead to the same place.
    As JSON, a step is one line; a line that can't be read is passed over, as the last one of a dying program may be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.roleplay.director import Place, Reply, begin, step
from voicecoach.roleplay.scenario import Scenario

Line = TypeVar("Line")

MODEL_REPLY = Reply("assertive", "steady")
"""As which a skipped line is answered: the scene goes on as after a model answer."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What is played: the first line of a way."""

    scene: str
    """Name or path of the scene."""
    level: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    do: Literal["reply", "skip", "back"]
    take: str | None = None
    """The take that was kept of the reply; None where there is none."""
    style: StyleLabel = "unsure"
    voice: VoiceLabel = "unsure"
    techniques: tuple[str, ...] = ()
    silent: bool = False

    @property
    def reply(self) -> Reply:
        """What the director is told."""
        if self.do == "skip":
            return MODEL_REPLY
        return Reply(self.style, self.voice, self.techniques, self.silent)


def encode(line: Begun | Step) -> bytes:
    """One line of the way."""
    return msgspec.json.encode(line)


def decode(lines: Sequence[bytes]) -> tuple[Begun | None, tuple[Step, ...]]:
    """A way from its lines: what is played, None where that can't be read, and the steps."""
    begun = _read(lines[0], Begun) if lines else None
    return begun, tuple(one for line in lines[1:] if (one := _read(line, Step)) is not None)


def walk(scenario: Scenario, level: int, steps: Iterable[Step]) -> tuple[Place, tuple[tuple[Place, Step], ...]]:
    """Where some steps lead.

    Args:
        scenario: The scene.
        level: The level it is played at.
        steps: What was done; what comes after an ending is passed over.

    Returns:
        The place, and the replies and skips that stand, each with the place where it was given.

    Raises:
        ValueError: When the scene is not played at this level.
    """
    place = begin(scenario, level)
    stands: list[tuple[Place, Step]] = []
    for one in steps:
        if one.do == "back":
            place = stands.pop()[0] if stands else place
        elif place.ending is None:
            stands.append((place, one))
            place = step(scenario, place, one.reply)
    return place, tuple(stands)


def _read(line: bytes, kind: type[Line]) -> Line | None:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
