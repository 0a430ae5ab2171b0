"""What a learner sees and hears of a practice in a terminal."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

from voicecoach.cli.keys import Keys
from voicecoach.history import MOST_SUDS
from voicecoach.report import practice as text

if TYPE_CHECKING:
    from voicecoach.cli.speaking import Spoken
    from voicecoach.errors import VoiceCoachError
    from voicecoach.practice.feedback import Feedback
    from voicecoach.replying import Answered, Replies
    from voicecoach.roleplay.director import Line
    from voicecoach.roleplay.scenario import Scenario

MOST_COLUMNS = 96
"""Longer lines are hard to read (own proposal)."""

MOST_TRIES = 3
"""How often a number is asked for (own proposal): then it is left out, as with Enter."""

MOST_DIGITS = len(str(MOST_SUDS))


@dataclass(frozen=True, slots=True)
class Manner:
    """How a learner is met."""

    typed: bool
    """Whether replies are typed."""
    asks_suds: bool
    think_s: float = 0.0
    """Time to think before the first line, in seconds."""
    as_results: bool = True
    """Whether the dialogue goes to stdout; to stderr otherwise."""
    quiet: bool = False


class Keyboard:
    """Lines from stdin, with a prompt where somebody sits at it."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty()
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")

    def line(self, prompt: str) -> str | None:
        """The next line; None at the end."""
        if not self.is_terminal:
            line = sys.stdin.readline()
            return line.rstrip("\r\n") if line else None
        if sys.stdout.isatty():
            import contextlib

            with contextlib.suppress(ImportError):
                import readline  # noqa: F401 -- lets `input` edit the line
            sys.stdout.flush()
            try:
                return input(prompt)
            except EOFError:
                click.echo()
                return None
        click.echo(prompt, nl=False, err=True)
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None


class Terminal:
    """The stage of a practice.

    Args:
        manner: How the learner is met.
        keyboard: Where answers to questions come from.
        spoken: Speaks the partner's lines; None where nobody does.
        keys: Break a spoken line off.
        instead: Gives the replies that come when the microphone is gone; None where there are none.
    """

    def __init__(
        self,
        manner: Manner,
        keyboard: Keyboard,
        spoken: "Spoken | None" = None,
        keys: Keys | None = None,
        instead: "Callable[[], Replies] | None" = None,
    ) -> None:
        self._manner = manner
        self._keyboard = keyboard
        self._spoken = spoken
        self._keys = keys or Keys()
        self._instead = instead
        self._width = _columns()

    @property
    def voice(self) -> str | None:
        """Whose voice speaks the partner's lines."""
        return self._spoken.name if self._spoken is not None else None

    def opening(self, scenario: "Scenario", level: int, *, resumed: bool) -> None:
        """The card of the scene."""
        from voicecoach.coaching.rights import card

        cards = [found for name in scenario.rights if (found := card(name)) is not None]
        self._show(text.opening(scenario, level, cards, self._width, resumed=resumed))
        if self._keyboard.is_terminal:
            self.note(text.commands(typed=self._manner.typed))

    def suds(self, when: Literal["before", "after"]) -> int | None:
        """Ask for the distress."""
        if not self._manner.asks_suds:
            return None
        now = "now, before the scene" if when == "before" else "now, after it"
        for _ in range(MOST_TRIES):
            typed = self._keyboard.line(f"Distress {now}, 0 (calm) to {MOST_SUDS}; Enter skips: ")
            if not (typed or "").strip():
                return None
            number = (typed or "").strip()
            if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number) <= MOST_SUDS:
                return int(number)
            self.note(f"A whole number from 0 to {MOST_SUDS}, please.")
        return None

    def think(self) -> None:
        """Count down; Enter can't shorten it, Ctrl-C ends the practice."""
        left_s = self._manner.think_s
        moves = sys.stderr.isatty() and not self._manner.quiet
        if left_s > 0:
            self.note(f"Think it first: {left_s:g} s. What do you want to say, in one sentence?")
        while left_s > 0:
            if moves:
                click.echo(f"\r{left_s:3.0f} ", nl=False, err=True)
            time.sleep(min(1.0, left_s))
            left_s -= 1.0
        if moves and self._manner.think_s > 0:
            click.echo("\r    \r", nl=False, err=True)

    def soon(self, lines: Sequence[str]) -> None:
        """Let the voice get ready for lines."""
        if self._spoken is not None:
            self._spoken.prepare(lines)

    def partner(self, scenario: "Scenario", line: "Line") -> None:
        """What the partner says."""
        shown = text.partner_line(scenario, line, self._width)
        name = f"{scenario.partner.name}:"
        self._show("\n" + shown.replace(name, self._bold(name), 1))
        self._say(line.text)

    def reply(self, answered: "Answered") -> None:
        """What was understood; what was typed on a terminal stands there already."""
        if answered.analysis is None and self._keyboard.is_terminal and sys.stdout.isatty():
            return
        shown = text.your_line(answered.text, self._width)
        self._show(shown.replace("You:", self._bold("You:"), 1))

    def feedback(self, feedback: "Feedback") -> None:
        """What is said of a reply."""
        self._show(text.feedback(feedback, self._width))

    def hint(self, text: str) -> None:
        """A hint."""
        self._show(f"  Hint  {text}")

    def model(self, text: str) -> None:
        """A model answer."""
        self._show(f"  For example  “{text}”")
        self._say(text)

    def pause(self) -> None:
        """Wait for Enter."""
        if self._keyboard.is_terminal:
            self._keyboard.line("Paused. Enter goes on. ")

    def note(self, message: str) -> None:
        """A message."""
        if not self._manner.quiet:
            click.echo(message, err=True)

    def wants_to_stop(self) -> bool:
        """Ask; where nobody can be asked, go on: the scene ends by itself."""
        if not self._keyboard.is_terminal:
            return False
        typed = self._keyboard.line("Nobody has said anything twice. Stop here? [y/N] ")
        return typed is None or typed.strip().casefold().startswith("y")

    def tries_again(self) -> bool:
        """Ask."""
        if not self._keyboard.is_terminal:
            return False
        typed = self._keyboard.line("\nEnter ends the scene, t tries the last reply again: ")
        return (typed or "").strip().casefold() in ("t", "/retry", "retry")

    def instead(self, error: "VoiceCoachError") -> "Replies | None":
        """Offer to type from here on."""
        click.echo(f"Error: {error.message}", err=True)
        if self._instead is None or not self._keyboard.is_terminal:
            return None
        typed = self._keyboard.line("Everything so far is kept. Go on by typing? [Y/n] ")
        if typed is None or typed.strip().casefold().startswith("n"):
            return None
        return self._instead()

    def show(self, shown: str) -> None:
        """Anything else that belongs to the results."""
        self._show(shown)

    @property
    def width(self) -> int:
        """Columns of a line."""
        return self._width

    def _show(self, shown: str) -> None:
        if self._manner.as_results:
            click.echo(shown)
            sys.stdout.flush()
        else:
            click.echo(shown, err=True)

    def _say(self, text: str) -> None:
        if self._spoken is not None:
            with self._keys.listening():
                self._spoken.say(text)

    def _bold(self, shown: str) -> str:
        stream = sys.stdout if self._manner.as_results else sys.stderr
        plain = "NO_COLOR" in os.environ or not stream.isatty()
        return shown if plain else click.style(shown, bold=True)


def _columns() -> int:
    import shutil

    return min(MOST_COLUMNS, max(40, shutil.get_terminal_size().columns))
