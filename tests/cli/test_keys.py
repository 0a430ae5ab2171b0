"""Single keys: taken without Enter inside a block, and the terminal is as it was after it."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from voicecoach.cli.keys import Keys
from voicecoach.replying import COMMANDS
from voicecoach.report.practice import key_of

if sys.platform == "win32":
    pytest.skip("there are no terminals like these", allow_module_level=True)

import os
import pty
import termios
import time


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal as stdin; gives the side where somebody types."""
    typing, reading = pty.openpty()
    with os.fdopen(reading, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield typing
    os.close(typing)


def settled(keys: Keys) -> object:
    """The next command, once it is through."""
    end_s = time.monotonic() + 5.0
    while time.monotonic() < end_s:
        found = keys.next()
        if found is not None:
            return found
        time.sleep(0.005)
    return None


def test_every_command_has_a_key_of_its_own() -> None:
    assert [key_of(name) for name in COMMANDS] == ["r", "h", "m", "t", "p", "s", "q"]


def test_keys_come_without_enter_and_in_order(terminal: int) -> None:
    keys = Keys()
    with keys.listening():
        os.write(terminal, b"hzT ")
        assert [settled(keys) for _ in range(3)] == ["hint", "retry", "talk"]
        assert keys.next() is None


def test_the_terminal_is_as_it_was_whatever_happens(terminal: int) -> None:
    before = termios.tcgetattr(sys.stdin.fileno())
    keys = Keys()
    with contextlib.suppress(KeyboardInterrupt), keys.listening():
        during = termios.tcgetattr(sys.stdin.fileno())
        assert not during[3] & termios.ICANON
        raise KeyboardInterrupt
    assert termios.tcgetattr(sys.stdin.fileno()) == before
    os.write(terminal, b"h\n")
    assert keys.next() is None


def test_a_key_breaks_a_spoken_line_off_and_is_obeyed_later(terminal: int) -> None:
    keys = Keys()
    with keys.listening():
        assert not keys.pressed()
        os.write(terminal, b" h")
        end_s = time.monotonic() + 5.0
        while not keys.pressed() and time.monotonic() < end_s:
            time.sleep(0.005)
        assert settled(keys) == "hint"


def test_where_stdin_is_no_terminal_there_are_no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "said"
    path.write_text("hhh", encoding="utf-8")
    with path.open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        keys = Keys()
        with keys.listening():
            assert keys.next() is None
