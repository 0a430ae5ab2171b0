"""What happens in a practice, one JSON object a line, for programs that follow it."""

import os
import stat
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from voicecoach.errors import OutputError


class Events:
    """A file of events; each line is in it when `tell` returns. The file is for its owner only.

    Use it with `with`.

    Args:
        path: The file, written anew; None writes nothing.

    Raises:
        OutputError: When it can't be made.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._start_s = time.monotonic()
        if path is not None:
            try:
                self._file = os.fdopen(_opened(path), "wb", buffering=0)
            except OSError as error:
                raise _unwritten(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def tell(self, event: str, fields: dict[str, object]) -> None:
        """Write one event.

        Raises:
            OutputError: When it can't be written.
        """
        if self._file is None or self._path is None:
            return
        import msgspec

        # What happened when a sample was heard, and is told later, says how long ago that was.
        ago_s = fields.get("ago_s", 0.0)
        t_s = time.monotonic() - self._start_s - (ago_s if isinstance(ago_s, int | float) else 0.0)
        line = msgspec.json.encode({"t_s": round(t_s, 4), "event": event, **fields})
        try:
            self._file.write(line + b"\n")
        except OSError as error:
            raise _unwritten(self._path, error) from error


def _opened(path: Path) -> int:
    """Open a file anew; one that was there for others too is its owner's from here on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    if sys.platform != "win32" and stat.S_ISREG(os.fstat(handle).st_mode):
        try:
            os.fchmod(handle, 0o600)
        except OSError:
            os.close(handle)
            raise
    return handle


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path}: the events can't be written ({error.strerror or error}).", "Name another file with --events."
    )
