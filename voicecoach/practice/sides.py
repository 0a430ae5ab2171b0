"""The two sides of a practice: what the learner sees of it, and what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from voicecoach.errors import VoiceCoachError
from voicecoach.practice.feedback import Feedback
from voicecoach.practice.way import Step
from voicecoach.replying import Answered, Replies
from voicecoach.roleplay.director import Line, Place
from voicecoach.roleplay.scenario import Ending, Scenario

Reason = Literal["ending", "no_more_replies", "quit", "nobody_speaking", "help"]
"""Why a session ended: the scene did, there were no more replies, it was asked for, nobody spoke, or the words spoke of
danger."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A take that was kept."""

    take: str
    path: str | None
    """Its recording; None where it has none."""
    duration_s: float | None
    """Length of the recording."""


@dataclass(frozen=True, slots=True)
class Told:
    """One reply that stands at the end, for the debrief."""

    text: str
    style: str
    voice: str
    """Both are empty where the line was skipped or nothing was said."""
    congruence: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a session came out."""

    reason: Reason
    place: Place
    replies: tuple[Told, ...]
    """The replies that stand, in order."""
    changes: tuple[str, ...] = ()
    """Replies that were tried again beside the ones before, a line each."""
    suds_before: int | None = None
    suds_after: int | None = None


class Stage(Protocol):
    """What the learner sees and hears."""

    @property
    def voice(self) -> str | None:
        """Whose voice speaks the partner's lines; None where nobody does."""

    def opening(self, scenario: Scenario, level: int, *, resumed: bool) -> None:
        """What the scene is about."""

    def suds(self, when: Literal["before", "after"]) -> int | None:
        """The distress, 0 to 100; None where it is not asked or not answered."""

    def think(self) -> None:
        """Time to think before the first line."""

    def soon(self, lines: Sequence[str]) -> None:
        """What the partner may say next, the likeliest first: a voice can get ready for it."""

    def partner(self, scenario: Scenario, line: Line) -> None:
        """What the partner says, shown and spoken."""

    def reply(self, answered: Answered) -> None:
        """What was understood of a reply."""

    def feedback(self, feedback: Feedback) -> None:
        """What is said of it."""

    def hint(self, text: str) -> None:
        """A hint for the line that waits."""

    def model(self, text: str) -> None:
        """A model answer to it, shown and spoken."""

    def pause(self) -> None:
        """Wait until the learner wants to go on."""

    def note(self, message: str) -> None:
        """A message about the practice itself."""

    def wants_to_stop(self) -> bool:
        """Whether to stop, since nobody speaks."""

    def tries_again(self) -> bool:
        """Whether the last reply is to be tried again, now that the scene is over."""

    def instead(self, error: VoiceCoachError) -> Replies | None:
        """Where replies come from, now that they can't come as they did; None where from nowhere."""


class Keeping(Protocol):
    """What is kept of a session."""

    def spool(self, number: int) -> Path | None:
        """Where the sound of a reply goes while it is spoken; None where nothing is kept."""

    def keep(self, answered: Answered, number: int, aimed_at: str | None) -> Kept | None:
        """Keep a reply as a take, with its sound; None where nothing is kept.

        Raises:
            HistoryError: When it can't be kept.
        """

    def rescue(self, number: int) -> None:
        """Keep what was said of a reply before the microphone went away."""

    def note(self, step: Step) -> None:
        """Keep a step of the way."""

    def drop(self, number: int) -> None:
        """Delete the sound of a reply that is not to be kept."""

    def rate(self, *, before: int | None = None, after: int | None = None) -> None:
        """Keep the distress before or after."""

    def end(self, ending: Ending | None) -> None:
        """The session is done; with an ending, None where the scene did not come to one."""
