"""What is put in order when a history is opened: what programs that died have left.

Conventions
    Who deletes files holds the write lock of the database, so that nothing is taken that is about to be confirmed.
"""

from collections.abc import Sequence

from voicecoach.adapters import spool, store_erasure
from voicecoach.adapters.store_audio import AudioFolder
from voicecoach.adapters.store_database import Database, writing
from voicecoach.adapters.store_locks import SessionLocks
from voicecoach.adapters.store_schema import version_of

_INTERRUPT = """
    UPDATE sessions
    SET state = 'interrupted', ended_at = (SELECT max(made_at) FROM takes WHERE session = sessions.number)
    WHERE id = ? AND state = 'open'
"""

_JOURNAL = "-journal"


def tidy(tables: Database, locks: SessionLocks, audio: AudioFolder) -> None:
    """Put a history in order.

    Args:
        tables: Its tables, of the newest format.
        locks: What tells which sessions a program is at work on.
        audio: Its recordings.

    Raises:
        HistoryError: When another program writes all the while.
        sqlite3.Error, OSError: When something can't be read or written.
    """
    _mark_interrupted(tables, locks)
    _sweep(tables, audio)
    _clear_journal(tables)
    if not store_erasure.is_compact(tables.connection()):
        compact(tables)


def compact(tables: Database) -> None:
    """Build the tables anew, without what deleting left empty.

    Raises:
        HistoryError: When another program writes all the while.
        sqlite3.Error, OSError: When that fails.
    """
    with tables.alone() as db:
        store_erasure.compact(db)


def _mark_interrupted(tables: Database, locks: SessionLocks) -> None:
    """Close the sessions that are open but that no program is at work on."""
    left = _column(tables, "SELECT id FROM sessions WHERE state = 'open'") | set(locks.left())
    if not left:
        return
    with writing(tables) as db:
        for session_id in left:
            if locks.hold(session_id):
                db.execute(_INTERRUPT, (session_id,))
                locks.drop(session_id)


def _sweep(tables: Database, audio: AudioFolder) -> None:
    """Remove what no row names; looked at twice, since somebody may be keeping a take just now."""
    if _strays(tables, audio) or _gone(tables, audio):
        with writing(tables):
            audio.remove(_strays(tables, audio))
            spool.clear(audio.path.parent, _gone(tables, audio))


def _clear_journal(tables: Database) -> None:
    """Remove the journal of a program that died before it changed anything: it may hold what is now deleted.

    SQLite rolls back one that it needs, but leaves one that it does not until the next write. So write.
    """
    if tables.path.with_name(tables.path.name + _JOURNAL).exists():
        with writing(tables) as db:
            db.execute(f"PRAGMA user_version = {version_of(db)}")


def _strays(tables: Database, audio: AudioFolder) -> Sequence[str]:
    return audio.strays(_column(tables, "SELECT audio FROM takes WHERE audio IS NOT NULL"))


def _gone(tables: Database, audio: AudioFolder) -> set[str]:
    """Sessions that are gone, of which something is left in the spool."""
    return set(spool.sessions_left(audio.path.parent)) - _column(tables, "SELECT id FROM sessions")


def _column(tables: Database, select: str) -> set[str]:
    return {value for (value,) in tables.connection().execute(select)}
