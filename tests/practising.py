"""A practice played from memory: known replies, and a stage and a keeping that remember."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np

from tests.answers import document, read
from tests.values import evidence, say, sentence
from voicecoach.adapters.scenarios import find
from voicecoach.errors import VoiceCoachError
from voicecoach.fakes import FakeStyleModel
from voicecoach.options import AnalysisOptions
from voicecoach.practice.feedback import Feedback
from voicecoach.practice.session import Before, Practice, Setting
from voicecoach.practice.sides import Ended, Kept
from voicecoach.practice.way import Step
from voicecoach.reading import Danger, StyleLabel, VoiceLabel, VoiceReading, VoiceScores
from voicecoach.replying import Answered, Asked, Command, NoMoreRepliesError, Replies, Tell
from voicecoach.roleplay.director import Line
from voicecoach.roleplay.scenario import Ending, Scenario

SCENE = "loan-from-a-friend"
NO = "No, I'm not lending any more money."
YES = "Oh, sorry, of course you can have it."
NOTHING = Answered("", read("", "unsure"), silent=True)

Given = Answered | Command | VoiceCoachError


def scene() -> Scenario:
    """The example scene."""
    return find(SCENE, Path("nowhere"))


def typed(text: str = NO, label: StyleLabel = "assertive") -> Answered:
    """A typed reply of a style."""
    return Answered(text, read(text, label))


def spoken(text: str = NO, label: StyleLabel = "assertive", voice: VoiceLabel = "steady") -> Answered:
    """A spoken reply of a style and a delivery."""
    said = evidence(said=[sentence(say(text), read(text, label))])
    scores = {"soft": 0.1, "steady": 0.1, "forceful": 0.1, voice: 0.8}
    scores.pop("unsure", None)
    analysis = document(said)
    reading = VoiceReading(voice, VoiceScores(**scores), (), "too short" if voice == "unsure" else None)
    turns = tuple(replace(turn, voice=reading) for turn in analysis.turns)
    return Answered(text, read(text, label), replace(analysis, turns=turns), np.zeros(16_000, np.float32))


def dangerous(text: str = "I want to end it all.") -> Answered:
    """A typed reply whose words speak of danger."""
    return Answered(text, replace(read(text, "neutral"), danger=(Danger("self_harm", text, 0, len(text)),)))


class FakeReplies:
    """Replies that are known beforehand.

    Args:
        given: What comes, in order: replies, commands, errors that are raised.
    """

    def __init__(self, given: Iterable[Given] = ()) -> None:
        self._given = deque(given)
        self.asked: list[Asked] = []
        """What it was asked, each time."""

    def next(self, asked: Asked, tell: Tell) -> Answered | Command:
        """The next one."""
        self.asked.append(asked)
        tell("listening", {})
        if not self._given:
            raise NoMoreRepliesError
        one = self._given.popleft()
        if isinstance(one, BaseException):
            raise one
        if isinstance(one, Answered):
            tell("transcript", {"text": one.text})
        return one


@dataclass
class FakeStage:
    """A stage that remembers what it showed, as (what, text)."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    suds_given: dict[str, int | None] = field(default_factory=dict)
    stops: bool = False
    retries: int = 0
    other: Replies | None = None
    voice: str | None = None
    feedbacks: list[Feedback] = field(default_factory=list)
    soon_lines: list[tuple[str, ...]] = field(default_factory=list)

    def of(self, what: str) -> list[str]:
        """The texts of one kind."""
        return [text for kind, text in self.shown if kind == what]

    def opening(self, scenario: Scenario, level: int, *, resumed: bool) -> None:
        self.shown.append(("opening", f"{scenario.name} {level} {resumed}"))

    def suds(self, when: Literal["before", "after"]) -> int | None:
        return self.suds_given.get(when)

    def think(self) -> None:
        self.shown.append(("think", ""))

    def soon(self, lines: Sequence[str]) -> None:
        self.soon_lines.append(tuple(lines))

    def partner(self, scenario: Scenario, line: Line) -> None:  # noqa: ARG002 -- the port's signature
        self.shown.append(("partner", line.text))

    def reply(self, answered: Answered) -> None:
        self.shown.append(("reply", answered.text))

    def feedback(self, feedback: Feedback) -> None:
        self.shown.append(("feedback", feedback.style.label))
        self.feedbacks.append(feedback)

    def hint(self, text: str) -> None:
        self.shown.append(("hint", text))

    def model(self, text: str) -> None:
        self.shown.append(("model", text))

    def pause(self) -> None:
        self.shown.append(("pause", ""))

    def note(self, message: str) -> None:
        self.shown.append(("note", message))

    def wants_to_stop(self) -> bool:
        self.shown.append(("stop?", ""))
        return self.stops

    def tries_again(self) -> bool:
        self.retries -= 1
        return self.retries >= 0

    def instead(self, error: VoiceCoachError) -> Replies | None:
        self.shown.append(("error", error.message))
        return self.other


@dataclass
class FakeKeeping:
    """A keeping that remembers what it was told, as (what, detail)."""

    told: list[tuple[str, object]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def of(self, what: str) -> list[object]:
        """The details of one kind."""
        return [detail for kind, detail in self.told if kind == what]

    def spool(self, number: int) -> Path | None:
        return Path(f"{number}.wav")

    def keep(self, answered: Answered, number: int, aimed_at: str | None) -> Kept | None:
        self.told.append(("keep", (number, answered.text, aimed_at)))
        return Kept(f"t{number}", f"t{number}.wav" if answered.analysis else None, 1.0 if answered.analysis else None)

    def rescue(self, number: int) -> None:
        self.told.append(("rescue", number))

    def note(self, step: Step) -> None:
        self.steps.append(step)

    def drop(self, number: int) -> None:
        self.told.append(("drop", number))

    def rate(self, *, before: int | None = None, after: int | None = None) -> None:
        self.told.append(("rate", (before, after)))

    def end(self, ending: Ending | None) -> None:
        self.told.append(("end", ending and ending.kind))


class Played:
    """One practice, played to its end.

    Args:
        given: What the learner does.
        level: The level.
        stage: The stage.
        before: What was done before.
    """

    def __init__(
        self, given: Iterable[Given], level: int = 2, stage: FakeStage | None = None, before: Before | None = None
    ) -> None:
        self.stage = stage or FakeStage()
        self.keeping = FakeKeeping()
        self.replies = FakeReplies(given)
        self.events: list[tuple[str, dict[str, object]]] = []
        setting = Setting(scene(), level, FakeStyleModel, AnalysisOptions(), before or Before())
        self.practice = Practice(setting, self.replies, self.stage, self.keeping, self._tell)

    def run(self) -> Ended:
        """Play it."""
        return self.practice.run()

    def told(self, event: str) -> list[dict[str, object]]:
        """The fields of all events of a name."""
        return [fields for name, fields in self.events if name == event]

    def _tell(self, event: str, fields: dict[str, object]) -> None:
        self.events.append((event, fields))
