"""What is put in order when a history is opened: what programs that died have left.

Conventions
    Who deletes files holds the write lock of the database, so that nothing is taken that is about to be confirmed.
"""

from voicecoach.adapters import spool, store_erasure
from voicecoach.adapters.store_audio import AudioFolder
from voicecoach.adapters.store_database import Database, writing
from voicecoach.adapters.store_locks import SessionLocks
from voicecoach.adapters.store_schema import version_of
from voicecoach.adapters.syncing import sync_folder

_INTERRUPT = """
    UPDATE sessions
    SET state = 'interrupted', ended_at = (SELECT max(made_at) FROM takes WHERE session = sessions.number)
    WHERE id = ? AND state = 'open'
"""

_JOURNAL = "-journal"


def tidy(tables: Database, locks: SessionLocks) -> None:
    """Put the tables of a history in order.

    Args:
        tables: The tables, of the newest format.
        locks: What tells which sessions a program is at work on.

    Raises:
        HistoryError: When another program writes all the while.
        sqlite3.Error, OSError: When something can't be read or written.
    """
    _mark_interrupted(tables, locks)
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


def sweep(tables: Database, audio: AudioFolder) -> None:
    """Remove the files that erasures name, and those of takes that were never confirmed; any other file stays.

    A file that no row names may be all that is left of a take whose database is damaged, or older than it.

    Raises:
        HistoryError: When another program writes all the while.
        OutputError: When something in the spool can't be deleted.
        sqlite3.Error, OSError: When something else can't be read or deleted.
    """
    if not (audio.has_unconfirmed() or store_erasure.is_any_leaving(tables.connection())):
        return
    folder = audio.path.parent
    with writing(tables) as db:
        confirmed = _column(tables, "SELECT audio FROM takes WHERE audio IS NOT NULL")
        audio.settle(confirmed)
        audio.remove(store_erasure.leaving(db, "recording") - confirmed)
        spool.clear(folder, store_erasure.leaving(db, "session") - _column(tables, "SELECT id FROM sessions"))
        sync_folder(folder / spool.FOLDER)
        # A program that is at work on a session that is gone may keep something of it still.
        store_erasure.forget_leaving(db, but=SessionLocks(folder).left())


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


def _clear_journal(tables: Database) -> None:
    """Remove the journal of a program that died before it changed anything: it may hold what is now deleted.

    SQLite rolls back one that it needs, but leaves one that it does not until the next write. So write.
    """
    if tables.path.with_name(tables.path.name + _JOURNAL).exists():
        with writing(tables) as db:
            db.execute(f"PRAGMA user_version = {version_of(db)}")


def _column(tables: Database, select: str) -> set[str]:
    return {value for (value,) in tables.connection().execute(select)}
