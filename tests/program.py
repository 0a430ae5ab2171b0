"""Runs the program under test as a user would: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

LIMIT_S = 120.0
"""A run that takes longer hangs."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that has ended."""

    status: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        """The results, line by line."""
        return self.stdout.splitlines()

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The results, one JSON object a line."""
        return [decode(line) for line in self.lines]


def decode(text: str) -> dict[str, Any]:
    """A JSON object; NaN and infinity, which Python would let pass, are refused."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    value = json.loads(text, parse_constant=refuse)
    assert isinstance(value, dict)
    return value


class RunCli(Protocol):
    """Runs `voicecoach` with some arguments."""

    def __call__(
        self,
        *arguments: str | Path,
        env: Mapping[str, str] | None = None,
        input: str | bytes = b"",  # noqa: A002 -- subprocess' own name
        stdout: IO[bytes] | None = None,
        cwd: Path | None = None,
    ) -> Finished:
        """Run it and wait for its end.

        Args:
            *arguments: What the user types behind `voicecoach`.
            env: Variables on top of the suite's own.
            input: What comes on stdin.
            stdout: Where stdout goes; caught where it is None.
            cwd: The folder to run in.
        """


def command(*arguments: str | Path) -> list[str | Path]:
    """What to start for `voicecoach ARGUMENTS`."""
    return [sys.executable, "-m", "voicecoach", *arguments]


def run(
    arguments: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    input: str | bytes = b"",  # noqa: A002 -- subprocess' own name
    stdout: IO[bytes] | None = None,
    cwd: Path | None = None,
) -> Finished:
    """Run something in a process of its own; its texts come back as UTF-8."""
    done = subprocess.run(
        arguments,
        env={**os.environ, **(env or {})},
        input=input.encode() if isinstance(input, str) else input,
        stdout=stdout if stdout is not None else subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        timeout=LIMIT_S,
        check=False,
    )
    return Finished(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())
