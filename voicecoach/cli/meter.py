"""What somebody at a microphone sees: what to do, and a level meter."""

import sys
import textwrap
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from voicecoach.calibration import Moment, Part
    from voicecoach.hearing.intake import Intake
    from voicecoach.ports import MicrophoneFacts

SHOWN_S = 0.1
"""Time between two pictures of the meter: more often is flicker."""

BAR = 24
FROM_DB, TO_DB = -66.0, -6.0
"""Ends of the bar: the noise of a quiet room, and the level of speech whose peaks reach full scale."""

_WIDTH = 76

STATES = {
    "no_signal": "no sound at all: may the terminal use the microphone?",
    "clipping": "clipping: lower the input level",
    "nobody": "nobody speaking",
    "too_quiet": "too quiet: go closer",
    "good": "good",
}


def bar(intake: "Intake") -> str:
    """The level as a bar with its number."""
    share = (intake.level_db - FROM_DB) / (TO_DB - FROM_DB)
    full = round(BAR * min(1.0, max(0.0, share)))
    return f"[{'#' * full}{'.' * (BAR - full)}] {max(intake.level_db, -99.0):4.0f} dB"


def warn_of_lost_sound(facts: "MicrophoneFacts") -> None:
    """Tell of sound that was not fetched in time; nothing where there is none."""
    if facts.overruns:
        click.echo(
            f"Warning: sound was lost {facts.overruns} times ({facts.lost_s:.1f} s of it known): this machine was "
            "too busy to fetch it.",
            err=True,
        )


class Meter:
    """Shows on stderr where a calibration stands.

    What to do is always shown; the meter moves on a terminal, and elsewhere only what changes is told.

    Args:
        parts: How many parts there are.
        quiet: Whether there is no meter.
    """

    def __init__(self, parts: int, *, quiet: bool) -> None:
        self._parts = parts
        self._quiet = quiet
        self._moves = sys.stderr.isatty()
        self._part = 0
        self._state = ""
        self._shown_s = 0.0
        self._width = 0

    def show(self, moment: "Moment") -> None:
        """Show a moment."""
        if moment.number != self._part:
            self.clear()
            self._part, self._state = moment.number, ""
            click.echo(_task(moment.part, moment.number, self._parts), err=True)
        if self._quiet:
            return
        said = _said(moment)
        if not self._moves:
            if said != self._state:
                self._state = said
                click.echo(f"  {said}", err=True)
            return
        now_s = time.monotonic()
        if now_s - self._shown_s >= SHOWN_S:
            self._shown_s = now_s
            self._draw(f"  {bar(moment.intake)}  {moment.passed_s:3.0f} s  {said}")

    def clear(self) -> None:
        """Take the meter off the screen."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)
            self._width = 0

    def _draw(self, line: str) -> None:
        click.echo("\r" + line.ljust(self._width), nl=False, err=True)
        self._width = len(line)


def _task(part: "Part", number: int, count: int) -> str:
    lines = ["", f"{number} of {count}  {part.task}"]
    if part.text:
        lines += ["", textwrap.fill(part.text, _WIDTH, initial_indent="    ", subsequent_indent="    "), ""]
    return "\n".join(lines)


def _said(moment: "Moment") -> str:
    """What to tell of the sound; in a silent room nobody shall speak."""
    state = moment.intake.state
    if state in ("no_signal", "clipping"):
        return STATES[state]
    if moment.part.is_spoken:
        return STATES[state] if moment.started else "nobody speaking yet"
    if not moment.started:
        return "get ready"
    return "listening to the room" if state == "nobody" else "please be quiet"
