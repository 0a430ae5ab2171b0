"""Replies that are typed, and replies that are read from files."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from voicecoach.analysis import AnalysisOptions
from voicecoach.audio import Samples
from voicecoach.cli.paths import readable
from voicecoach.coaching.evidence import from_document
from voicecoach.document import Analysis
from voicecoach.language.style import read_styles
from voicecoach.ports import StyleModel
from voicecoach.reading import NO_STYLE, StyleReading
from voicecoach.replying import COMMANDS, Answered, Asked, Command, NoMoreRepliesError, Tell

NOTHING_SAID = StyleReading("unsure", NO_STYLE, reason="nothing was said")


class Hear(Protocol):
    """Analyses a recording."""

    def __call__(
        self, path: Path, options: AnalysisOptions, content: bytes | None = None, /
    ) -> tuple[Analysis, Samples]:
        """Its analysis and its sound, mono at `units.RATE_HZ`.

        Args:
            path: The file.
            options: How.
            content: What it holds where it lies encrypted on the disk; `path` is its name then, and nothing else.
        """


class TypedReplies:
    """Replies from the keyboard, a line each; an empty line says nothing, one that begins with `/` is a command.

    Args:
        line: Gives the next line; None at the end.
        model: Reads the style.
        explain: Called where a command is asked for that there is not, and for `/help`.
        at_the_end: What the end of the lines means: a command, or None for no more replies.
    """

    def __init__(
        self,
        line: Callable[[], str | None],
        model: Callable[[], StyleModel],
        explain: Callable[[], None],
        at_the_end: Command | None = None,
    ) -> None:
        self._line = line
        self._model = model
        self._explain = explain
        self._at_the_end = at_the_end

    def next(self, asked: Asked, tell: Tell) -> Answered | Command:
        """The next line."""
        tell("listening", {})
        while True:
            line = self._line()
            if line is None:
                if self._at_the_end is None:
                    raise NoMoreRepliesError
                return self._at_the_end
            typed = " ".join(line.split())
            if not typed.startswith("/"):
                return self._said(typed, asked)
            command = command_of(typed[1:])
            if command is not None:
                return command
            self._explain()

    def _said(self, typed: str, asked: Asked) -> Answered:
        if not typed:
            return Answered("", NOTHING_SAID, silent=True)
        (style,) = read_styles([typed], self._model(), contexts=[asked.context])
        return Answered(typed, style)


class FileReplies:
    """Replies from recordings, one each, in order.

    Args:
        paths: The recordings.
        hear: Analyses one.
    """

    def __init__(self, paths: Sequence[Path], hear: Hear) -> None:
        self._left = deque(paths)
        self._hear = hear

    def next(self, asked: Asked, tell: Tell) -> Answered | Command:
        """The next recording."""
        if not self._left:
            raise NoMoreRepliesError
        path = self._left.popleft()
        tell("listening", {"path": readable(str(path))})
        analysis, samples = self._hear(path, replace(asked.options, prompted_s=None))
        return answered_by(analysis, samples)


def answered_by(analysis: Analysis, samples: Samples) -> Answered:
    """A recording as a reply; silent where no words were recognised."""
    said = from_document(analysis)
    if said is None:
        return Answered("", NOTHING_SAID, silent=True, endpoint=False)
    return Answered(said.text, said.style, analysis, samples, endpoint=False)


def command_of(typed: str) -> Command | None:
    """The command of a name or of its beginning; None where none or several fit."""
    fits = [command for command in COMMANDS if typed and command.startswith(typed.casefold())]
    exact = [command for command in fits if command == typed.casefold()]
    found = exact or fits
    return found[0] if len(found) == 1 else None
