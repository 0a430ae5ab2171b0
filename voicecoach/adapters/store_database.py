"""Where the tables of the history are: in a SQLite file, or in memory with an encrypted image on the disk.

Conventions
    The encrypted kind is held in memory as a whole and written as a whole after each transaction, in one step: SQLite
    makes no file at all then, no journal and no temporary one. Another program's changes are read when the image on the
    disk is another than the one that was read; one program at a time writes, by a lock on `vault.lock`.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from voicecoach.adapters.store_locks import lock
from voicecoach.adapters.store_schema import connect, prepare
from voicecoach.adapters.vault import Vault, is_on, on_disk
from voicecoach.adapters.vault_place import LOCK
from voicecoach.errors import HistoryError, TamperedError, VaultError

_POLL_S = 0.01


class Database(Protocol):
    """The tables of a history."""

    path: Path
    """The file."""

    def connection(self) -> sqlite3.Connection:
        """What is kept now, for reading; inside `alone` for writing too. It opens no transaction by itself."""

    def alone(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """A block in which this program changes the tables; what it did is on the disk when it is left, or undone.

        Whoever changes more than one thing begins a transaction and ends it inside.

        Raises:
            HistoryError: When another program changes them all the while.
            sqlite3.Error, OSError: When that fails.
        """

    def close(self) -> None:
        """Let go of it."""


class PlainDatabase:
    """A SQLite file, with SQLite's own locks.

    Args:
        path: The file; made where it is missing.
        busy_s: How long to wait for another program that writes.
    """

    def __init__(self, path: Path, busy_s: float) -> None:
        self.path = path
        self._db = connect(path, busy_s)

    def connection(self) -> sqlite3.Connection:
        """See `Database`."""
        return self._db

    @contextlib.contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """See `Database`: SQLite itself sees to it."""
        yield self._db

    def close(self) -> None:
        """See `Database`."""
        self._db.close()


class SealedDatabase:
    """A database in memory, with an encrypted image of it on the disk.

    Args:
        path: The name that the file would have without the vault.
        vault: What encrypts the image.
        busy_s: How long to wait for another program that writes.

    Raises:
        TamperedError: When the image is not what was written.
        OSError: When it can't be read.
    """

    def __init__(self, path: Path, vault: Vault, busy_s: float) -> None:
        self.path = on_disk(path)
        self._name = path
        self._vault = vault
        self._busy_s = busy_s
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._lock = -1
        self._seen: tuple[int, ...] | None = None
        try:
            prepare(self._db)
            self._load()
        except BaseException:
            self._db.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """See `Database`."""
        if self._lock < 0 and self._on_disk() != self._seen:
            self._load()
        return self._db

    @contextlib.contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """See `Database`."""
        if self._lock >= 0:
            yield self._db
            return
        self._lock = self._wait()
        try:
            if self._on_disk() != self._seen:
                self._load()
            try:
                yield self._db
                self._vault.write(self._name, self._db.serialize())
                self._seen = self._on_disk()
            except BaseException:
                self._load()
                raise
        finally:
            os.close(self._lock)
            self._lock = -1

    def close(self) -> None:
        """See `Database`."""
        self._db.close()

    def _load(self) -> None:
        """Take what is on the disk; the image is read by its stamp of before, so that a newer one is seen as newer."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        seen = self._on_disk()
        if seen is None:
            # The vault is never turned on without an image: somebody took it away.
            raise TamperedError(
                f"{self.path}: is gone.", "Bring it back from a backup, with vault.key of the same time."
            )
        self._db.deserialize(self._vault.read(self._name))
        prepare(self._db)
        self._seen = seen

    def _on_disk(self) -> tuple[int, ...] | None:
        """What tells one image from the next; None where there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def _wait(self) -> int:
        """The lock of who writes, as a handle to close."""
        handle = os.open(self.path.with_name(LOCK), os.O_RDWR | os.O_CREAT, 0o600)
        until_s = time.monotonic() + self._busy_s
        while not lock(handle):
            if time.monotonic() > until_s:
                os.close(handle)
                raise HistoryError(
                    f"{self.path}: is in use (another program writes).",
                    "Another voicecoach is at work on it. Wait until it is done, then run the command again.",
                )
            time.sleep(_POLL_S)
        return handle


def open_tables(path: Path, vault: Vault | None, busy_s: float) -> Database:
    """Open the tables of a history, encrypted or not.

    Args:
        path: The name of the file, without the vault.
        vault: What opens it where it is encrypted; None where it is not.
        busy_s: How long to wait for another program that writes.

    Raises:
        VaultError: When it is encrypted and no vault was given, or the other way about; or it can't be opened.
        sqlite3.Error, OSError: When it can't be read.
    """
    if vault is None and is_on(path.parent):
        raise VaultError(
            "What is kept is encrypted, and the vault is locked.",
            "Type the passphrase in a terminal, or name a file that holds it in VOICECOACH_PASSPHRASE_FILE.",
        )
    if vault is None:
        return PlainDatabase(path, busy_s)
    if not is_on(path.parent):
        raise VaultError("The vault was turned off in the meantime.", "Run the command again.")
    return SealedDatabase(path, vault, busy_s)
