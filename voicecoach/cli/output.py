"""Where results go: stdout, or a file that appears under its name only when it is whole."""

import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from voicecoach.errors import OutputError


class Output:
    """A file for results, or stdout for `-`.

    What was written before an interruption is kept: the file then holds the recordings that were finished. Where
    nothing was written, there is no file, and one that was there before stays.

    Args:
        target: A path, or `-`.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._file: IO[str] | None = None
        self._partial: Path | None = None

    def __enter__(self) -> Self:
        if self._target == "-":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")
            self._file = sys.stdout
            return self
        path = Path(self._target)
        with _translated(self._target):
            if path.exists() and not path.is_file():
                if path.is_dir():
                    raise OutputError(f"{path}: is a folder.", "Name a file for the results.")
                self._file = path.open("w", encoding="utf-8")
                return self
            handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            self._partial = Path(name)
            self._file = os.fdopen(handle, "w", encoding="utf-8")
        return self

    def line(self, text: str) -> None:
        """Write one line and see that it got through.

        Raises:
            OutputError: When it can't be written.
        """
        assert self._file is not None
        with _translated(self._target):
            self._file.write(text + "\n")
            self._file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None or self._file is sys.stdout:
            return
        partial = self._partial
        with _translated(self._target, partial):
            size = self._file.tell() if self._file.seekable() else 1
            self._file.close()
            if partial is None:
                return
            if size:
                partial.replace(self._target)
            else:
                partial.unlink()


def own_folder(path: Path) -> Path:
    """A folder for its owner only; made where it is missing, with those above it that are missing too.

    Raises:
        OutputError: When it can't be made.
    """
    try:
        # `mkdir` with `parents` gives its mode to the last one alone.
        for folder in reversed([one for one in (path, *path.parents) if not one.is_dir()]):
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: the folder can't be made ({error.strerror or error}).", "Name another with --data-dir."
        ) from error
    return path


def kind_of(path: Path) -> int:
    """The kind of file that is there, as `stat.S_IFREG`; 0 where none is, or nobody may look."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except OSError:
        return 0


def is_folder(out: str, *, many: bool) -> bool:
    """Whether OUT is a folder, where each file goes under its own name."""
    return out != "-" and (many or out.endswith(("/", os.sep)) or kind_of(Path(out)) == stat.S_IFDIR)


def see_folder(out: str) -> None:
    """See that the folder is there in which a file will be written.

    Raises:
        OutputError: When it isn't.
    """
    folder = Path(out).parent
    if kind_of(folder) != stat.S_IFDIR:
        raise OutputError(f"{out}: there is no folder {folder}.", "Make the folder, or name another place.")


def place(out: str, name: str, *, many: bool) -> str:
    """Where a file goes: OUT itself, or under its name in OUT where that is a folder or several files go there.

    Raises:
        OutputError: When the folder can't be made.
    """
    if not is_folder(out, many=many):
        return out
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{out}: the folder can't be made ({error.strerror or error}).", "Name another place."
        ) from error
    return str(folder / name)


def save_bytes(target: str, data: bytes, what: str) -> None:
    """Write a file, which appears under its name only when it is whole; or to stdout.

    Args:
        target: A path, or `-`.
        data: All of it.
        what: What it is in a word, for the message.

    Raises:
        OutputError: When it can't be written.
    """
    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    path = Path(target)
    partial = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        partial = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise OutputError(
            f"{target}: the {what} can't be written ({error.strerror or error}).", "Name another place."
        ) from error


@contextmanager
def _translated(target: str, partial: Path | None = None) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        where = "stdout" if target == "-" else target
        raise OutputError(
            f"{where}: the results can't be written ({error.strerror or error}).",
            "Free some space or name another place, then run the command again.",
        ) from error
