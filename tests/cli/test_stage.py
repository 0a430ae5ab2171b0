"""What is asked at the terminal."""

from collections import deque

import pytest

from voicecoach.cli.stage import Keyboard, Manner, Terminal


class Typing(Keyboard):
    """A keyboard with known lines."""

    def __init__(self, *lines: str) -> None:
        self.is_terminal = False
        self._left = deque(lines)

    def line(self, prompt: str) -> str | None:  # noqa: ARG002 -- as of the real one
        return self._left.popleft() if self._left else None


def test_a_distress_of_thousands_of_digits_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    stage = Terminal(Manner(typed=True, asks_suds=True), Typing("9" * 5000, "70"))
    assert stage.suds("before") == 70
    assert capsys.readouterr().err == "A whole number from 0 to 100, please.\n"
