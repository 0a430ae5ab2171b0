"""How a reply comes into a practice, whether it is spoken, read from a file or typed.

Conventions
    Times of events are seconds from the first sample of the reply, by the samples' own clock. A reply that was not
    heard as sound has no analysis and no samples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from voicecoach.analysis import AnalysisOptions
from voicecoach.audio import Samples
from voicecoach.document import Analysis
from voicecoach.reading import StyleReading

Command = Literal["repeat", "skip", "pause", "quit", "hint", "model", "retry"]

COMMANDS: tuple[Command, ...] = ("repeat", "hint", "model", "retry", "pause", "skip", "quit")
"""What a learner can ask for in place of a reply, in the order in which it is told."""

Tell = Callable[[str, dict[str, object]], None]
"""Called with the name of an event and its fields."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the partner that waits for a reply."""

    number: int
    """Which reply of the session this will be, counted from 1; every try counts."""
    partner_line: str
    context: str
    """What was said before, for reading the style: the partner's line alone, or "You: ... Them: ..."."""
    options: AnalysisOptions
    """How the reply is to be analysed."""
    spool: Path | None = None
    """WAV file that the sound goes into while it is spoken; None where nothing is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What the learner gave for one partner line."""

    text: str
    style: StyleReading
    analysis: Analysis | None = None
    """None where it was typed or nothing was said."""
    samples: Samples | None = None
    """The sound, mono at `units.RATE_HZ`; None where it was typed or nothing was said."""
    silent: bool = False
    """Whether nothing was said."""
    endpoint: bool = True
    """False where the sound just ended (a file, a stop)."""


class NoMoreRepliesError(Exception):
    """There are no replies left: the files or the typed lines have run out."""


class Replies(Protocol):
    """Where replies come from."""

    def next(self, asked: Asked, tell: Tell) -> Answered | Command:
        """Wait for the reply to a line, or for a command in its place.

        Args:
            asked: The line, and what is known of the scene so far.
            tell: Told what happens meanwhile.

        Raises:
            NoMoreRepliesError: When there will be none.
            DeviceError: When the microphone is missing, refuses or goes away; what was heard is in the spool.
            MediaError: When a file can't be read.
            ModelError: When a model can't be loaded or fails.
        """
