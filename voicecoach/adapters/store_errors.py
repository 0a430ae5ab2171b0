"""What SQLite and the file system complain of, as errors of ours with a remedy."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voicecoach.errors import HistoryError

_FULL = "Free some space on that disk, then run the command again. What was kept before is safe."
_RIGHTS = "Give yourself the right to write there, or name another folder with --data-dir."
_DAMAGED = "Move the file away (keep it: it may be mended), or bring it back from a backup. Recordings stay."
_BUSY = "Another voicecoach is at work on it. Wait until it is done, then run the command again."
_DISK = "Check the disk and its cable, then run the command again."

SQLITE_MESSAGES = {
    sqlite3.SQLITE_FULL: ("the disk is full", _FULL),
    sqlite3.SQLITE_READONLY: ("can't be written", _RIGHTS),
    sqlite3.SQLITE_PERM: ("can't be opened", _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", _RIGHTS),
    sqlite3.SQLITE_AUTH: ("can't be opened", _RIGHTS),
    sqlite3.SQLITE_BUSY: ("is in use", _BUSY),
    sqlite3.SQLITE_LOCKED: ("is in use", _BUSY),
    sqlite3.SQLITE_CORRUPT: ("is damaged", _DAMAGED),
    sqlite3.SQLITE_NOTADB: ("is no database", _DAMAGED),
    sqlite3.SQLITE_FORMAT: ("is no database", _DAMAGED),
    sqlite3.SQLITE_IOERR: ("can't be read or written", _DISK),
    sqlite3.SQLITE_NOLFS: ("is too large for this disk", _FULL),
    sqlite3.SQLITE_TOOBIG: ("can't take so long a text", "Keep a shorter recording."),
    sqlite3.SQLITE_NOMEM: ("needs more memory than there is", "Close other programs, then run the command again."),
}
"""What each primary result code of SQLite that a machine or a file can cause means to a user."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Make complaints about the store at `path` ours.

    Raises:
        HistoryError: In place of what SQLite or the file system raised; what no user can mend goes on as it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        told = SQLITE_MESSAGES.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if told is None:
            raise
        raise HistoryError(f"{path}: {told[0]} ({error}).", told[1]) from error
    except OSError as error:
        where = error.filename or path
        remedy = _FULL if error.errno in _NO_ROOM else _RIGHTS if error.errno in _NO_RIGHT else _DISK
        raise HistoryError(f"{where}: can't be read or written ({error.strerror or error}).", remedy) from error
