"""What of the data folder belongs in the vault, who is at work in it, and what an unfinished move left.

Conventions
    Whether the vault is on is told by `vault.key` alone. While files move into the vault or out of it, both kinds lie
    side by side and `vault.moving` says so. Copies are whole, checked and on the disk before `vault.key` appears or
    goes, which is one step; so, killed at any moment, the kind that `vault.key` speaks of is complete, and the other
    kind is what `recover` removes. No passphrase is needed for that.
    Every program at work holds a shared lock on the data folder, whoever moves files an exclusive one. Systems that
    can't lock a folder (Windows) have an open file refuse to be removed instead.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from voicecoach.adapters.syncing import sync_folder
from voicecoach.adapters.vault import KEY_FILE, PARTIAL, SUFFIX, is_on, on_disk
from voicecoach.errors import VaultError

MOVING = "vault.moving"
OLD_KEY = "vault.key.old"
LOCK = "vault.lock"
LOG = "vault.log"
LOG_HEAD = "vault.log.head"

PERSONAL = ("history.sqlite3", "audio", "calibration", "spool", "unfinished")
"""What of the data folder speaks of people, and so goes into the vault: files, and folders with all that is in them.
Who keeps more of that kind adds it here."""

CHANGES = "history.sqlite3-since"
"""What the history keeps beside its image with the vault on, and not without."""

_ENDS = ("", PARTIAL, SUFFIX, SUFFIX + PARTIAL)

_BUSY = "Wait until it is done, or end it, then run the command again."


class Presence:
    """Being at work in a data folder. Use it with `with`, or `leave` it.

    Args:
        data_dir: The program's data folder; it exists.
        alone: Whether nobody else may be at work in it.

    Raises:
        VaultError: When somebody else is, and one of both wants to be alone.
    """

    def __init__(self, data_dir: Path, *, alone: bool = False) -> None:
        self._data_dir = data_dir
        self._handle = os.open(data_dir, os.O_RDONLY) if os.name == "posix" else None
        try:
            self._take(alone=alone)
            if (data_dir / MOVING).exists():
                self._take(alone=True)
                recover(data_dir)
                self._take(alone=alone)
        except BaseException:
            self.leave()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Be at work no more."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _take(self, *, alone: bool) -> None:
        if sys.platform == "win32" or self._handle is None:
            return
        import fcntl

        try:
            fcntl.flock(self._handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            if alone:
                raise VaultError(f"Another voicecoach is at work in {self._data_dir}.", _BUSY) from None
            raise VaultError(
                f"The vault of {self._data_dir} is being turned on or off, or gets another passphrase.", _BUSY
            ) from None
        except OSError:
            # Some network file systems lock no folder; there, whoever moves files has to see to it that he is alone.
            return


def plain_files(data_dir: Path) -> tuple[Path, ...]:
    """What lies plain and belongs in the vault, sorted; SQLite's journal with it, half-written files too."""
    return tuple(path for path in _personal(data_dir) if not path.name.endswith((SUFFIX, SUFFIX + PARTIAL)))


def sealed_files(data_dir: Path) -> tuple[Path, ...]:
    """What lies in the vault, by the names that it would have without, sorted."""
    return tuple(
        path.with_name(path.name.removesuffix(SUFFIX)) for path in _personal(data_dir) if path.name.endswith(SUFFIX)
    )


def recover(data_dir: Path) -> None:
    """Finish a move into the vault or out of it, or take it back: what its program had not come to when it died.

    Args:
        data_dir: The data folder, in which nobody else is at work.

    Raises:
        OSError: When a file can't be removed.
    """
    if is_on(data_dir):
        gone = [path for path in plain_files(data_dir) if on_disk(path).exists() or path.name.endswith(PARTIAL)]
    else:
        gone = [on_disk(path) for path in sealed_files(data_dir) if path.exists() or path.name == CHANGES]
        gone += [path for path in _personal(data_dir) if path.name.endswith(SUFFIX + PARTIAL)]
        gone += [data_dir / name for name in (LOG, LOG_HEAD + SUFFIX, OLD_KEY, LOCK)]
    remove((*gone, data_dir / (KEY_FILE + PARTIAL)))
    remove((data_dir / MOVING,))


def remove(paths: tuple[Path, ...]) -> None:
    """Delete some files, gone from their folders on the disk when this returns; those that are gone are no error.

    Raises:
        OSError: When one can't be deleted.
    """
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)


@contextlib.contextmanager
def moving(data_dir: Path) -> Iterator[None]:
    """Say on the disk that files are being moved; where that fails, take back or finish what can be.

    Raises:
        OSError: When the note can't be written.
    """
    os.close(os.open(data_dir / MOVING, os.O_WRONLY | os.O_CREAT, 0o600))
    sync_folder(data_dir)
    try:
        yield
    finally:
        recover(data_dir)


def _personal(data_dir: Path) -> Iterator[Path]:
    tops = sorted(data_dir.iterdir()) if data_dir.is_dir() else []
    for top in tops:
        if top.is_symlink():
            continue
        if top.is_dir() and top.name in PERSONAL:
            yield from sorted(path for path in top.rglob("*") if path.is_file() and not path.is_symlink())
        elif top.is_file() and any(_is(top.name, name) for name in PERSONAL):
            yield top


def _is(name: str, file: str) -> bool:
    """Whether a name is that of a file, plain or encrypted, or of SQLite's journal to it."""
    return name.startswith(f"{file}-") or name in [file + end for end in _ENDS]
