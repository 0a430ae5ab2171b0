"""Deleting from the history: what would go, making it go, and what its bytes were.

Conventions
    An erasure names rows by one condition a table; what hangs on them (takes, contents, ratings) goes by the tables'
    own `ON DELETE CASCADE`. The transaction that deletes rows notes in `leaving` which files are to go with them. Files
    that no row names, of a history that was moved away or is newer than the backup in its place, go with everything.
"""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from voicecoach.adapters import spool
from voicecoach.adapters.spool import Spool
from voicecoach.adapters.store_audio import AudioFolder
from voicecoach.errors import TamperedError
from voicecoach.history import Erasure, ErasureKind, Holdings

LeavingKind = Literal["recording", "session"]
"""What of `leaving` a name is of: a recording, or a session with something in the spool."""

_NONE = "0"
_OF_SESSIONS = "session IN (SELECT number FROM sessions WHERE {})"

_SESSIONS: dict[ErasureKind, str] = {"session": "id = :name", "person": "person = :name", "all": "1"}
_TAKES: dict[ErasureKind, str] = {
    "take": "id = :name",
    **{kind: _OF_SESSIONS.format(which) for kind, which in _SESSIONS.items()},
}
_RUNGS: dict[ErasureKind, str] = {"rung": "id = :name", "person": "person = :name", "all": "1"}
_BASELINES: dict[ErasureKind, str] = {"person": "person = :name", "all": "1"}

_OF_A_SESSION: dict[ErasureKind, str] = {kind: _OF_SESSIONS.format(which) for kind, which in _SESSIONS.items()}
_CONSENTS = _BASELINES

_TABLES = {
    "consents": _CONSENTS,
    "sessions": _SESSIONS,
    "takes": _TAKES,
    "rungs": _RUNGS,
    "baselines": _BASELINES,
    "reviews": _OF_A_SESSION,
    "notes": _OF_A_SESSION,
    "corrections": _OF_A_SESSION,
}
_UNCOUNTED = {"reviews"}
"""They go with their session, one for one."""
_COUNT = "SELECT count(*) FROM {}"
_TIMES = {
    "sessions": "SELECT min(started_at), max(started_at) FROM sessions",
    "takes": "SELECT min(made_at), max(made_at) FROM takes",
    "rungs": "SELECT min(rated_at), max(rated_at) FROM ratings JOIN rungs ON rungs.number = rung",
    "baselines": "SELECT min(made_at), max(made_at) FROM baselines",
    "consents": "SELECT min(noted_at), max(noted_at) FROM consents",
}

_TEXTS = {
    "sessions": "SELECT person, scenario FROM sessions",
    "takes": "SELECT text, document, measures FROM takes JOIN contents ON take = takes.number",
    "rungs": "SELECT text FROM rungs",
    "baselines": "SELECT document FROM baselines",
    "consents": "SELECT person, given_by, scope FROM consents",
    "reviews": "SELECT sha256 FROM reviews",
    "notes": "SELECT text FROM notes",
}
"""What somebody said, or what tells of it, a table."""


def holdings(db: sqlite3.Connection, audio: AudioFolder, erasure: Erasure) -> Holdings:
    """What an erasure would delete."""
    counts = {
        table: int(_first(db, _COUNT.format(table), table, erasure)[0]) for table in _TABLES if table not in _UNCOUNTED
    }
    times = [_first(db, select, table, erasure) for table, select in _TIMES.items()]
    unknown, of_unknown = _unknown(db, audio, erasure)
    names = (*recordings(db, erasure), *unknown)
    spooled = [spool.size(path, audio.vault) for path in _spooled(audio, (*sessions(db, erasure), *of_unknown))]
    sizes = [*(audio.size(name) for name in names), *spooled]
    return Holdings(
        **counts,
        recordings=len(sizes),
        audio_bytes=sum(sizes),
        first_at=min((first for first, _ in times if first), default=None),
        last_at=max((last for _, last in times if last), default=None),
    )


def recordings(db: sqlite3.Connection, erasure: Erasure) -> tuple[str, ...]:
    """The names of the recordings that would go."""
    rows = db.execute(f"SELECT audio FROM takes WHERE {_which('takes', erasure)}", _names(erasure))  # noqa: S608 -- ours
    return tuple(name for (name,) in rows if name is not None)


def sessions(db: sqlite3.Connection, erasure: Erasure) -> tuple[str, ...]:
    """The identifiers of the sessions that would go."""
    which = _which("sessions", erasure)
    rows = db.execute(f"SELECT id FROM sessions WHERE {which}", _names(erasure))  # noqa: S608 -- ours
    return tuple(name for (name,) in rows)


def delete_rows(db: sqlite3.Connection, audio: AudioFolder, erasure: Erasure) -> tuple[str, ...]:
    """Delete what is named, inside the caller's transaction, and note the files that are to go.

    Returns:
        The identifiers of the sessions that went.
    """
    gone = sessions(db, erasure)
    unknown, of_unknown = _unknown(db, audio, erasure)
    note_leaving(db, "recording", (*recordings(db, erasure), *unknown))
    note_leaving(db, "session", (*gone, *of_unknown))
    for table in reversed(_TABLES):
        db.execute(f"DELETE FROM {table} WHERE {_which(table, erasure)}", _names(erasure))  # noqa: S608 -- ours
    return gone


def note_leaving(db: sqlite3.Connection, kind: LeavingKind, names: Iterable[str]) -> None:
    """Note, inside the caller's transaction, what of `leaving` the files are to go of."""
    for name in names:
        db.execute("INSERT OR IGNORE INTO leaving VALUES (?, ?)", (kind, name))


def is_any_leaving(db: sqlite3.Connection) -> bool:
    """Whether files are to go: an erasure is not done yet, or was cut short."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM leaving)").fetchone()[0])


def leaving(db: sqlite3.Connection, kind: LeavingKind) -> frozenset[str]:
    """What the files are to go of."""
    return frozenset(name for (name,) in db.execute("SELECT name FROM leaving WHERE kind = ?", (kind,)))


def forget_leaving(db: sqlite3.Connection, but: Collection[str]) -> None:
    """Say, inside the caller's transaction, that the files are gone, but of some sessions."""
    for kind, name in db.execute("SELECT kind, name FROM leaving").fetchall():
        if kind != "session" or name not in but:
            db.execute("DELETE FROM leaving WHERE kind = ? AND name = ?", (kind, name))


def is_compact(db: sqlite3.Connection) -> bool:
    """Whether a database has no empty page."""
    return not db.execute("PRAGMA freelist_count").fetchone()[0]


def compact(db: sqlite3.Connection) -> None:
    """Build the database anew, without the pages that deleting left empty.

    Args:
        db: A connection outside any transaction.
    """
    db.execute("VACUUM")


def contents(db: sqlite3.Connection, audio: AudioFolder, erasure: Erasure) -> Iterator[bytes]:
    """The bytes of what would go: texts, documents, numbers (they are kept as text), sound."""
    for table, select in _TEXTS.items():
        where = _which(table, erasure)
        for row in db.execute(f"{select} WHERE {where}", _names(erasure)):
            for value in row:
                yield value if isinstance(value, bytes) else str(value).encode()
    for name in recordings(db, erasure):
        samples = audio.bytes_of(name)
        if samples:
            yield samples
    for path in _spooled(audio, sessions(db, erasure)):
        yield spool.samples_of(path, audio.vault)
    unknown, of_unknown = _unknown(db, audio, erasure)
    # What is of another vault can't be read, and goes all the same.
    for name in unknown:
        with contextlib.suppress(TamperedError):
            yield audio.bytes_of(name)
    for path in _spooled(audio, of_unknown):
        with contextlib.suppress(TamperedError):
            yield spool.samples_of(path, audio.vault)


def _unknown(db: sqlite3.Connection, audio: AudioFolder, erasure: Erasure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The recordings, and the sessions with something in the spool, that no row names: they go with everything."""
    if erasure.kind != "all":
        return (), ()
    named, known = frozenset(recordings(db, erasure)), frozenset(sessions(db, erasure))
    left = spool.sessions_left(audio.path.parent)
    return tuple(name for name in audio.names() if name not in named), tuple(one for one in left if one not in known)


def _spooled(audio: AudioFolder, ids: Iterable[str]) -> tuple[Path, ...]:
    """The recordings of some sessions that have not become takes."""
    return tuple(path for name in ids for _, path in Spool(audio.path.parent, name, audio.vault).sounds())


def values(db: sqlite3.Connection) -> Iterator[bytes]:
    """Every value that is kept, as its bytes."""
    for table in _tables(db):
        for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 -- ours
            yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)


def _tables(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _first(db: sqlite3.Connection, select: str, table: str, erasure: Erasure) -> tuple[Any, ...]:
    row = db.execute(f"{select} WHERE {_which(table, erasure)}", _names(erasure)).fetchone()
    assert isinstance(row, tuple)
    return row


def _which(table: str, erasure: Erasure) -> str:
    return _TABLES[table].get(erasure.kind, _NONE)


def _names(erasure: Erasure) -> dict[str, str]:
    return {"name": erasure.name} if erasure.kind != "all" else {}
