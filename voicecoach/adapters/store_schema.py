"""Opening the database of the history, and its tables as numbered steps that are only ever added to.

Conventions
    Step n brings a store of version n-1 to version n; `PRAGMA user_version` says which version a store has. A step
    that was published is never changed: a change is a new step, with a store written by the last one as a test.
    `takes` holds what lists and charts read; the long texts lie in `contents`, so that a list does not walk over them.
    `leaving` names the recordings, and the sessions with something in the spool, whose rows were deleted and whose
    files are to go; empty but while that is done.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from voicecoach.errors import HistoryError

APPLICATION_ID = 0x766F6963
"""Marks a SQLite file as ours ("voic")."""

MIGRATIONS = (
    """
    CREATE TABLE sessions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL,
        started_at TEXT NOT NULL,
        scene_type TEXT NOT NULL,
        scenario TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'interrupted')),
        ended_at TEXT,
        suds_before INTEGER CHECK (suds_before BETWEEN 0 AND 100),
        suds_after INTEGER CHECK (suds_after BETWEEN 0 AND 100)
    );
    CREATE INDEX sessions_by_person ON sessions (person, started_at);
    CREATE INDEX sessions_by_time ON sessions (started_at);
    CREATE TABLE takes (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
        made_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        audio TEXT UNIQUE,
        style TEXT NOT NULL,
        voice TEXT NOT NULL,
        congruence TEXT NOT NULL,
        fix TEXT,
        strength TEXT,
        measures TEXT NOT NULL
    );
    CREATE INDEX takes_by_session ON takes (session);
    CREATE TABLE contents (
        take INTEGER PRIMARY KEY REFERENCES takes (number) ON DELETE CASCADE,
        text TEXT NOT NULL,
        document BLOB NOT NULL
    );
    CREATE TABLE baselines (
        number INTEGER PRIMARY KEY,
        person TEXT NOT NULL,
        device TEXT NOT NULL,
        made_at TEXT NOT NULL,
        document TEXT NOT NULL
    );
    CREATE INDEX baselines_by_person ON baselines (person, device, made_at);
    """,
    """
    CREATE TABLE rungs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL,
        text TEXT NOT NULL,
        suds INTEGER NOT NULL CHECK (suds BETWEEN 0 AND 100),
        scene_type TEXT NOT NULL,
        done_at TEXT
    );
    CREATE INDEX rungs_by_person ON rungs (person, suds);
    CREATE TABLE ratings (
        number INTEGER PRIMARY KEY,
        rung INTEGER NOT NULL REFERENCES rungs (number) ON DELETE CASCADE,
        rated_at TEXT NOT NULL,
        suds INTEGER NOT NULL CHECK (suds BETWEEN 0 AND 100)
    );
    CREATE INDEX ratings_by_rung ON ratings (rung);
    ALTER TABLE takes ADD COLUMN aimed_at TEXT;
    """,
    """
    CREATE TABLE consents (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL,
        given_by TEXT NOT NULL,
        scope TEXT NOT NULL,
        given_on TEXT NOT NULL,
        noted_at TEXT NOT NULL,
        until TEXT,
        audio TEXT NOT NULL CHECK (audio IN ('keep', 'delete'))
    );
    CREATE INDEX consents_by_person ON consents (person, given_on);
    CREATE TABLE reviews (
        session INTEGER PRIMARY KEY REFERENCES sessions (number) ON DELETE CASCADE,
        consent INTEGER NOT NULL REFERENCES consents (number) ON DELETE CASCADE,
        recorded_on TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        speaker TEXT,
        audio_until TEXT
    );
    CREATE INDEX reviews_by_consent ON reviews (consent);
    CREATE TABLE notes (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
        made_at TEXT NOT NULL,
        text TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('note', 'mark')),
        at_s REAL
    );
    CREATE INDEX notes_by_session ON notes (session);
    CREATE TABLE corrections (
        session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
        turn INTEGER NOT NULL CHECK (turn >= 1),
        made_at TEXT NOT NULL,
        style TEXT,
        voice TEXT,
        PRIMARY KEY (session, turn)
    );
    """,
    """
    ALTER TABLE sessions ADD COLUMN level INTEGER;
    ALTER TABLE sessions ADD COLUMN ending TEXT;
    ALTER TABLE sessions ADD COLUMN ending_kind TEXT
        CHECK (ending_kind IN ('held', 'partly', 'gave_in', 'hardened'));
    """,
    """
    CREATE TABLE leaving (
        kind TEXT NOT NULL CHECK (kind IN ('recording', 'session')),
        name TEXT NOT NULL,
        PRIMARY KEY (kind, name)
    );
    """,
)

VERSION = len(MIGRATIONS)
"""The version that this program writes."""


def connect(path: Path, busy_s: float) -> sqlite3.Connection:
    """A connection that opens no transaction by itself, to a file that nobody else may read.

    Args:
        path: The database; made where it is missing.
        busy_s: How long to wait for another program that writes.
    """
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
    try:
        prepare(db)
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            db.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        db.close()
        raise
    return db


def prepare(db: sqlite3.Connection) -> None:
    """Set what the tables rely on, and that nothing is left behind; for a database in memory, no file at all."""
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY", "synchronous = EXTRA"):
        db.execute(f"PRAGMA {pragma}")


def migrate(db: sqlite3.Connection, name: str, steps: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring a store to the newest version: all missing steps in one transaction, or none.

    Args:
        db: A connection that opens no transaction by itself.
        name: What to call the store in messages.
        steps: The steps.

    Raises:
        HistoryError: When a newer program wrote the store, or another program did.
        sqlite3.Error: When it can't be read or written.
    """
    if version_of(db) == len(steps):
        return
    _refuse_foreign(db, name, len(steps))
    with transaction(db):
        # Another process may have brought it there while this one waited.
        for number in range(version_of(db), len(steps)):
            for statement in steps[number].split(";"):
                if statement.strip():
                    db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(steps)}")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One transaction that holds the write lock from its start; all of it, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def version_of(db: sqlite3.Connection) -> int:
    """The version of a store; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _refuse_foreign(db: sqlite3.Connection, name: str, newest: int) -> None:
    version = version_of(db)
    mark = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if mark != APPLICATION_ID and tables:
        raise HistoryError(
            f"{name}: is a database of another program.", "Move it away, or name another folder with --data-dir."
        )
    if version > newest:
        raise HistoryError(
            f"{name}: was written by a newer voicecoach (format {version}; this one knows {newest}).",
            "Install the newest version: python -m pip install --upgrade voicecoach. Nothing was changed.",
        )
