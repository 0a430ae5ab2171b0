"""A talk at the microphone: a timer, a level meter, and the sound on disk while it is spoken."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.meter import SHOWN_S, STATES, bar, warn_of_lost_sound
from voicecoach.errors import DeviceError
from voicecoach.history import new_id

if TYPE_CHECKING:
    from voicecoach.ports import Microphone, SpeechClassifier
    from voicecoach.rehearse import Moment

WRITTEN_S = 5.0
"""A recording that was changed so lately may still be spoken; the file grows every quarter of a second (technical)."""

_ONE_MINUTE_S = 60


class TalkMeter:
    """Shows on stderr how long a talk has lasted and what comes in.

    It moves on a terminal; elsewhere only what changes is told.

    Args:
        target_s: How long the talk shall last; None where nobody said.
        quiet: Whether there is no meter.
    """

    def __init__(self, target_s: float | None, *, quiet: bool) -> None:
        self._target_s = target_s
        self._quiet = quiet
        self._moves = sys.stderr.isatty()
        self._state = ""
        self._talk_s = 0.0
        self._shown_s = 0.0
        self._width = 0

    def show(self, moment: "Moment") -> None:
        """Show a moment."""
        from voicecoach.rehearse import marks

        for mark in marks(moment.talk_s, self._talk_s, self._target_s):
            self.clear()
            if not self._quiet:
                click.echo(f"  {mark}", err=True)
        self._talk_s = moment.talk_s
        if self._quiet:
            return
        said = self._said(moment)
        if not self._moves:
            if said != self._state:
                self._state = said
                click.echo(f"  {said}", err=True)
            return
        now_s = time.monotonic()
        if now_s - self._shown_s >= SHOWN_S:
            self._shown_s = now_s
            line = f"  {bar(moment.intake)}  {self._timer()}  {said}"
            click.echo("\r" + line.ljust(self._width), nl=False, err=True)
            self._width = len(line)

    def clear(self) -> None:
        """Take the meter off the screen."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)
            self._width = 0

    def _timer(self) -> str:
        """Whole seconds of the talk, and what they are set beside; nothing moves back."""
        now = _minutes(self._talk_s)
        if self._target_s is None:
            return now
        if self._talk_s <= self._target_s:
            return f"{now} of {_minutes(self._target_s)}"
        return f"{now} of {_minutes(self._target_s)}, {_minutes(self._talk_s - self._target_s)} over"

    def _said(self, moment: "Moment") -> str:
        state = moment.intake.state
        if not moment.talk_s and state not in ("no_signal", "clipping"):
            return "the timer starts with your first word"
        return STATES[state]


def _minutes(time_s: float) -> str:
    return f"{int(time_s) // _ONE_MINUTE_S}:{int(time_s) % _ONE_MINUTE_S:02d}"


def record(
    app: App, microphone: "Microphone", classifier: "SpeechClassifier", path: Path, target_s: float | None
) -> "Moment | None":
    """Record a talk until Enter or Ctrl-C; a microphone that goes away in the middle ends it too.

    With the vault on it is encrypted while it is spoken.

    Returns:
        Where the talk stood at its end; None where nothing was heard at all.

    Raises:
        DeviceError: When the microphone is missing or refuses.
        OutputError: When the sound can't be kept.
    """
    from voicecoach.adapters.vault_wav import recorder
    from voicecoach.cli.unlocking import unlocked
    from voicecoach.rehearse import Clock, listen

    meter = TalkMeter(target_s, quiet=app.quiet)
    last: list[Moment] = []

    def show(moment: "Moment") -> None:
        last[:] = [moment]
        meter.show(moment)

    try:
        with recorder(path, unlocked(app)) as writer, _ended_by_ctrl_c(microphone) as is_stopped:
            listen(microphone, Clock(classifier), writer.write, show, lambda: is_stopped() or _enter_pressed())
    except DeviceError as error:
        if not last:
            raise
        meter.clear()
        click.echo(f"Error: {error.message} What was said before is analysed.", err=True)
    finally:
        meter.clear()
    warn_of_lost_sound(microphone.facts())
    return last[0] if last else None


def new_recording(data_dir: Path) -> Path:
    """A path for the sound of a talk, in a folder for its owner only.

    Raises:
        OutputError: When the folder can't be made.
    """
    from voicecoach.adapters.spool import FOLDER, TALK
    from voicecoach.cli.output import own_folder

    return own_folder(data_dir / FOLDER) / f"{TALK}{new_id(datetime.now(UTC))}.wav"


def recordings_left(data_dir: Path) -> tuple[Path, ...]:
    """Talks that were recorded and not analysed, as they lie on the disk, the oldest first.

    Those that are being spoken are none.
    """
    from voicecoach.adapters.spool import talks_left

    now_s = time.time()
    return tuple(path for path in talks_left(data_dir) if now_s - path.stat().st_mtime > WRITTEN_S)


@contextmanager
def _ended_by_ctrl_c(microphone: "Microphone") -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C end the talk; the second one is as everywhere. Gives whether it was pressed."""
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        pressed.set()
        microphone.stop()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


if sys.platform == "win32":

    def _enter_pressed() -> bool:
        """Whether somebody pressed Enter at the terminal."""
        import msvcrt

        if not sys.stdin.isatty() or not msvcrt.kbhit():
            return False
        key = msvcrt.getwch()
        if key == "\x03":
            raise KeyboardInterrupt
        return key == "\r"

else:

    def _enter_pressed() -> bool:
        """Whether somebody pressed Enter at the terminal; the terminal itself stays as it is."""
        import select

        if not sys.stdin.isatty():
            return False
        handle = sys.stdin.fileno()
        return bool(select.select([handle], [], [], 0)[0]) and bool(os.read(handle, 1024) or True)
