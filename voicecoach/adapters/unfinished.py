"""What is finished of long analyses, in the data folder, until they are done.

Conventions
    `unfinished/` in the data folder, for its owner alone (0700, files 0600). `NAME-<n>.jsonl` is what the n-th run of
    the analysis NAME finished; a run adds to its own file, line by line, and reads those of earlier ones. A line that
    is cut off or was changed is passed over: its part is done again.
    With the vault on a file F lies encrypted in `F.vault`.
    A line is on its way to the disk when `keep` returns: a program that is killed then loses nothing, a power cut the
    last lines.
"""

import os
import re
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import msgspec

from voicecoach.adapters import vault as vaults
from voicecoach.adapters.store_errors import translated
from voicecoach.adapters.vault import Vault
from voicecoach.errors import TamperedError

FOLDER = "unfinished"
"""Where in the data folder it lies."""

KEPT_D = 7
"""Days after which nobody goes on with an analysis (own proposal: from one week's session to the next)."""

_FILE = re.compile(r"(.+)-(\d+)\.jsonl(?:\.vault)?")
_DAY_S = 86400


@dataclass(frozen=True, slots=True)
class _Line:
    """One finished part, or how far the work has come."""

    key: str
    content: bytes
    reached_s: float
    checksum: int = 0

    @property
    def expected(self) -> int:
        """The checksum that it should have."""
        return zlib.crc32(self.content, zlib.crc32(f"{self.key} {self.reached_s}".encode()))


class _Writer(Protocol):
    def write(self, content: bytes, /) -> object: ...
    def flush(self) -> None: ...


class Unfinished:
    """What is finished of one analysis; a checkpoint. Use it with `with`, and `remove` it when the analysis is done.

    Args:
        data_dir: The program's data folder.
        name: What tells this analysis from every other: letters and digits.
        vault: What it is encrypted with; None where it lies plain.
    """

    def __init__(self, data_dir: Path, name: str, vault: Vault | None = None) -> None:
        self._folder = data_dir / FOLDER
        self._name = name
        self._vault = vault
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._writer: _Writer | None = None
        self._may_write = True
        self._found: dict[str, bytes] = {}
        self.reached_s = 0.0
        """How far the work had come when the last run ended; 0 where nothing is finished."""
        for line in self._lines():
            if line.key:
                self._found[line.key] = line.content
            self.reached_s = max(self.reached_s, line.reached_s)
        self.holds_any = bool(self._found)
        """Whether anything is finished, by this run or by earlier ones."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock, suppress(OSError):
            self._may_write = False
            self._stack.close()

    def take(self, key: str) -> bytes | None:
        """What an earlier run finished under a key, once; None where it finished nothing."""
        with self._lock:
            return self._found.pop(key, None)

    def keep(self, key: str, content: bytes) -> None:
        """Keep a finished part; where the disk takes nothing, nothing is kept from now on."""
        self._add(_Line(key, content, 0.0))

    def reach(self, reached_s: float) -> None:
        """Keep how far the work has come, by the clock of its progress."""
        if reached_s > self.reached_s:
            self._add(_Line("", b"", reached_s))

    def remove(self) -> None:
        """Delete all of it: the analysis is done."""
        self.__exit__(None, None, None)
        with suppress(OSError):
            for path in self._files():
                path.unlink(missing_ok=True)
            self._folder.rmdir()

    def _add(self, line: _Line) -> None:
        with self._lock:
            if not self._may_write:
                return
            try:
                self._writer = self._writer or self._opened()
                self._writer.write(msgspec.json.encode(replace(line, checksum=line.expected)) + b"\n")
                self._writer.flush()
                self.holds_any = True
            except OSError:
                self._may_write = False

    def _opened(self) -> _Writer:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = max((int(match[2]) for path in self._files() if (match := _FILE.fullmatch(path.name))), default=0) + 1
        path = self._folder / f"{self._name}-{number}.jsonl"
        if self._vault is not None:
            return self._stack.enter_context(self._vault.growing(path))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return self._stack.enter_context(os.fdopen(handle, "wb"))

    def _files(self) -> tuple[Path, ...]:
        """The files of this analysis as they lie on the disk, plain and encrypted."""
        found = [match for path in _all(self._folder) if (match := _FILE.fullmatch(path.name))]
        return tuple(self._folder / match[0] for match in found if match[1] == self._name)

    def _lines(self) -> Iterator[_Line]:
        for path in self._files():
            for raw in self._content(path).splitlines():
                with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                    line = msgspec.json.decode(raw, type=_Line)
                    if line.checksum == line.expected:
                        yield line

    def _content(self, path: Path) -> bytes:
        """A file; nothing of one that can't be read, or is not what was written."""
        try:
            if not path.name.endswith(vaults.SUFFIX):
                return path.read_bytes() if self._vault is None else b""
            if self._vault is None:
                return b""
            return self._vault.read(path.with_name(path.name.removesuffix(vaults.SUFFIX)), unfinished=True)
        except (OSError, TamperedError):
            return b""


def left(data_dir: Path) -> tuple[Path, ...]:
    """The files of all analyses that are not done, as they lie on the disk; () where there are none."""
    return _all(data_dir / FOLDER)


def contents(paths: Iterable[Path]) -> Iterator[bytes]:
    """What is finished in some files, each part apart; the bare bytes of encrypted ones.

    Raises:
        HistoryError: When one can't be read.
    """
    for path in paths:
        with translated(path):
            content = path.read_bytes()
        if path.name.endswith(vaults.SUFFIX):
            yield content
        else:
            yield from content.splitlines()


def remove(paths: Iterable[Path]) -> None:
    """Delete some files; one that is gone already is no error.

    Raises:
        HistoryError: When one can't be deleted.
    """
    for path in paths:
        with translated(path):
            path.unlink(missing_ok=True)


def sweep(data_dir: Path) -> None:
    """Delete what nobody went on with for `KEPT_D` days; what can't be deleted stays."""
    for path in left(data_dir):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > KEPT_D * _DAY_S:
                path.unlink()


def _all(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.iterdir() if _FILE.fullmatch(path.name)))
    except OSError:
        return ()
