"""`voicecoach practice` at the microphone of the virtual card, in a process of its own, followed by its events."""

import json
import math
import os
import pty
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.program import command

START_S = 90.0
"""Nothing that is waited for takes longer, on the busiest machine."""

LOOK_S = 0.02


class LiveProgram:
    """A running practice. Use it with `with`, which ends it.

    Args:
        data: Its data folder; its events, stdout and stderr lie beside it.
        scene: What is played.
        *options: More of them.
        terminal: Whether somebody sits at its keyboard.
        env: Variables on top of the suite's own.
    """

    def __init__(
        self,
        data: Path,
        scene: str,
        *options: str | Path,
        terminal: bool = False,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._files = {name: data.with_name(f"{scene}.{name}") for name in ("events", "out", "err")}
        self._files["events"].unlink(missing_ok=True)
        arguments = ("practice", scene, "--model", "tiny.en", "--events", self._files["events"], *options)
        self._keyboard: int | None = None
        stdin = subprocess.DEVNULL
        if terminal:
            self._keyboard, stdin = pty.openpty()
        with self._files["out"].open("wb") as out, self._files["err"].open("wb") as err:
            self.process = subprocess.Popen(
                command("--data-dir", data, *arguments),
                stdin=stdin,
                stdout=out,
                stderr=err,
                env={**os.environ, **(env or {})},
            )
        if self._keyboard is not None:
            os.close(stdin)
        self.began_s = math.inf
        """When the program began to count, by `time.monotonic`: an event is seen after it was written."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        if self._keyboard is not None:
            os.close(self._keyboard)

    def types(self, line: str) -> None:
        """Type a line, with Enter."""
        assert self._keyboard is not None
        os.write(self._keyboard, f"{line}\n".encode())

    def shows(self, text: str) -> None:
        """Wait until a text stands on stderr."""
        end_s = time.monotonic() + START_S
        while text not in self.err:
            assert time.monotonic() < end_s, f"no {text!r}: {self.err}"
            assert self.process.poll() is None, self.err
            time.sleep(LOOK_S)

    @property
    def out(self) -> str:
        """What it wrote to stdout so far."""
        return self._files["out"].read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it wrote to stderr so far."""
        return self._files["err"].read_text(encoding="utf-8")

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """What happened so far; of one name where it is given."""
        path = self._files["events"]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
        found = [json.loads(line) for line in lines if line.endswith("\n")]
        if found:
            self.began_s = min(self.began_s, time.monotonic() - found[-1]["t_s"])
        return [one for one in found if name in ("", one["event"])]

    def waits(self, name: str, count: int = 1) -> bool:
        """Wait until an event has been told so often; False where the program ended before."""
        end_s = time.monotonic() + START_S
        while time.monotonic() < end_s:
            is_over = self.process.poll() is not None
            if len(self.events(name)) >= count:
                return True
            if is_over:
                return False
            time.sleep(LOOK_S)
        raise AssertionError(f"no {name} within {START_S:.0f} s: {self.err}")
