"""Single keys without Enter, while somebody speaks or is spoken to.

Conventions
    The terminal is changed only while a block of `listening` runs, and is as it was after it, whatever happens. Where
    stdin is no terminal there are no keys.
"""

import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from voicecoach.replying import COMMANDS, Command
from voicecoach.report.practice import key_of

TALK = " "
"""Ends a reply at once; begins and ends it with push-to-talk."""


class Keys:
    """The keys that stand for commands."""

    def __init__(self) -> None:
        self._commands: dict[str, Command | Literal["talk"]] = {key_of(name): name for name in COMMANDS}
        self._commands[TALK] = "talk"
        self._waiting: deque[Command | Literal["talk"]] = deque()
        self._is_open = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take keys one by one inside this block."""
        if not sys.stdin.isatty() or self._is_open:
            yield
            return
        with _one_by_one():
            self._is_open = True
            try:
                yield
            finally:
                self._is_open = False

    def next(self) -> Command | Literal["talk"] | None:
        """What was asked for since the last call, the oldest first; None where nothing was."""
        self._fetch()
        return self._waiting.popleft() if self._waiting else None

    def pressed(self) -> bool:
        """Whether something was asked for; it stays to be taken by `next`, but for `talk`, which only breaks off."""
        self._fetch()
        is_pressed = bool(self._waiting)
        while "talk" in self._waiting:
            self._waiting.remove("talk")
        return is_pressed

    def _fetch(self) -> None:
        while self._is_open and (key := _pressed()):
            command = self._commands.get(key.casefold())
            if command is not None:
                self._waiting.append(command)


if sys.platform == "win32":

    @contextmanager
    def _one_by_one() -> Iterator[None]:
        yield

    def _pressed() -> str:
        import msvcrt

        if not msvcrt.kbhit():
            return ""
        key = msvcrt.getwch()
        if key == "\x03":
            raise KeyboardInterrupt
        return key

else:

    @contextmanager
    def _one_by_one() -> Iterator[None]:
        import termios
        import tty

        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle, termios.TCSANOW)
            yield
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)

    def _pressed() -> str:
        import select

        handle = sys.stdin.fileno()
        if not select.select([handle], [], [], 0)[0]:
            return ""
        return os.read(handle, 1).decode(errors="replace")
