"""Where the tables of the history are: in a SQLite file, or in memory with an encrypted image on the disk.

Conventions
    The encrypted kind is held in memory as a whole; SQLite makes no file at all then, no journal and no temporary one.
    On the disk are an image, and the changes since as the statements that made them: a transaction writes these
    anew, some kilobytes and at most `MOST_CHANGES_BYTES`, in one step. When they grow beyond, or when a statement was
    other than `INSERT`, `UPDATE` or `DELETE`, a new image is written first. The changes name the image that they follow
    by its salt; those of an older one are in it already. Statements give the same again, since none here asks for
    the time or for chance.
    Another program's changes are read when the files are others than those that were read; one program at a time
    writes, by a lock on `vault.lock`.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from voicecoach.adapters.store_locks import lock
from voicecoach.adapters.store_schema import connect, prepare, transaction
from voicecoach.adapters.vault import Vault, is_on, on_disk
from voicecoach.adapters.vault_place import CHANGES, LOCK
from voicecoach.errors import HistoryError, TamperedError, VaultError

Values = Any
"""What is put in the places of a statement: a tuple, or a dictionary by name."""

Stamp = tuple[int, ...]


MOST_CHANGES_BYTES = 4 << 20
"""Changes that are written anew with each transaction, at most (own proposal): about 150 takes of 25 kB."""

_CHANGING = frozenset({"INSERT", "UPDATE", "DELETE"})
_HARMLESS = frozenset({"SELECT", "BEGIN", "COMMIT", "ROLLBACK"})

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


class Recorder(sqlite3.Connection):
    """A connection that knows the statements that changed its tables, to do it again elsewhere."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.statements: list[tuple[str, Values]] = []
        self.is_whole = True
        """Whether the statements are all that was changed; an image is needed where they are not."""
        self._open: list[tuple[str, Values]] = []
        self._changes = self.total_changes

    def has_changed(self) -> bool:
        """Whether anything was changed for good."""
        return bool(self.statements) or not self.is_whole

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As ever; what changes something is remembered once its transaction is committed."""
        before = self.total_changes
        cursor = super().execute(sql, parameters)
        verb = sql.split(None, 1)[0].upper()
        if verb in _CHANGING:
            self._changes += self.total_changes - before
            self._open.append((sql, parameters))
        elif verb not in _HARMLESS and (verb != "PRAGMA" or "=" in sql):
            self.is_whole = False
        if verb == "ROLLBACK":
            self._open.clear()
        if not self.in_transaction:
            self.statements += self._open
            self._open.clear()
            # A change that did not come by this method is not among the statements.
            self.is_whole = self.is_whole and self._changes == self.total_changes
        return cursor


class SealedDatabase:
    """A database in memory, with what makes it encrypted on the disk.

    Args:
        path: The name that the file would have without the vault.
        vault: What encrypts it.
        busy_s: How long to wait for another program that writes.

    Raises:
        TamperedError: When it is not what was written.
        OSError: When it can't be read.
    """

    def __init__(self, path: Path, vault: Vault, busy_s: float) -> None:
        self.path = on_disk(path)
        self._name = path
        self._vault = vault
        self._busy_s = busy_s
        self._db = sqlite3.connect(":memory:", isolation_level=None, factory=Recorder)
        self._lock = -1
        self._seen: Stamp = ()
        self._changes: list[bytes] = []
        try:
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
            self._db.forget()
            try:
                yield self._db
                self._save()
            except BaseException:
                if self._db.has_changed() or self._db.in_transaction:
                    self._load()
                raise
        finally:
            os.close(self._lock)
            self._lock = -1

    def fold(self) -> None:
        """Write an image that holds all changes.

        Raises:
            HistoryError: When another program writes all the while.
            OSError: When it can't be written.
        """
        with self.alone():
            self._db.is_whole = False

    def close(self) -> None:
        """See `Database`."""
        self._db.close()

    def _save(self) -> None:
        """Put what was changed on the disk."""
        import msgspec

        if not self._db.has_changed():
            return
        changes = [*self._changes, msgspec.msgpack.encode(self._db.statements)]
        if not self._db.is_whole or sum(map(len, changes)) > MOST_CHANGES_BYTES:
            self._vault.write(self._name, self._db.serialize())
            changes = []
            # All is kept with the image: changes that follow the one before are passed over.
            with contextlib.suppress(OSError):
                write_changes(self._vault, self._name, changes)
        else:
            write_changes(self._vault, self._name, changes)
        self._changes = changes
        self._seen = self._on_disk()

    def _load(self) -> None:
        """Take what is on the disk, anew when another program wrote in between."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        seen: Stamp = ()
        while seen != self._on_disk():
            seen = self._on_disk()
            try:
                image = self._vault.read(self._name)
                after, changes = _read_changes(self._vault, self._name)
            except FileNotFoundError as error:
                # The vault is never turned on without both: somebody took one away.
                raise TamperedError(
                    f"{error.filename}: is gone.", "Bring it back from a backup, with vault.key of the same time."
                ) from error
            # Changes to an older image are in this one: its program died before it could say so.
            self._changes = changes if after == self._vault.salt(self._name) else []
        self._db.deserialize(image)
        prepare(self._db)
        self._replay()
        self._db.forget()
        self._seen = seen

    def _replay(self) -> None:
        import msgspec

        self._db.execute("BEGIN")
        for change in self._changes:
            for sql, values in msgspec.msgpack.decode(change, type=list[tuple[str, Any]]):
                self._db.execute(sql, values)
        self._db.execute("COMMIT")

    def _on_disk(self) -> Stamp:
        """What tells the files from those that were read before."""
        stamp: list[int] = []
        for path in (self.path, on_disk(changes_of(self._name))):
            with contextlib.suppress(FileNotFoundError):
                found = path.stat()
                stamp += (found.st_ino, found.st_mtime_ns, found.st_size)
        return (0, *stamp)

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


@contextlib.contextmanager
def writing(tables: Database) -> Iterator[sqlite3.Connection]:
    """One transaction that holds the write lock from its start; all of it, or nothing, and on the disk when it is left.

    Raises:
        HistoryError: When another program changes them all the while.
        sqlite3.Error, OSError: When that fails.
    """
    with tables.alone() as db, transaction(db):
        yield db


def changes_of(path: Path) -> Path:
    """Where the changes since an image are kept, by the name that the file would have without the vault."""
    return path.with_name(CHANGES)


def write_changes(vault: Vault, path: Path, changes: list[bytes]) -> None:
    """Keep what was changed since the image of a database.

    Args:
        vault: What encrypts it.
        path: The database, by its name without the vault.
        changes: The statements of each transaction, encoded.

    Raises:
        OSError: When it can't be written.
    """
    import msgspec

    vault.write(changes_of(path), msgspec.msgpack.encode((vault.salt(path), changes)))


def _read_changes(vault: Vault, path: Path) -> tuple[bytes, list[bytes]]:
    import msgspec

    return msgspec.msgpack.decode(vault.read(changes_of(path)), type=tuple[bytes, list[bytes]])


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
