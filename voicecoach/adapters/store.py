"""The history in SQLite, with its recordings beside it.

Conventions
    `history.sqlite3` and `audio/` lie in the data folder, for their owner alone (0600, folders 0700).
    One writer at a time, by SQLite's own lock. A rollback journal, not a write-ahead log: one person practises, nobody
    needs to read while another writes, and when no program runs there is one file and no log that still holds what
    was deleted. `synchronous = EXTRA`: what was confirmed survives a power cut, the deleted journal included.
    `secure_delete = ON`: SQLite writes zeros over what it frees. `temp_store = MEMORY`: `VACUUM` makes its copy in
    memory, not in the system's folder for temporary files.
    With the vault on, both are encrypted: `store_database` has the tables in memory and writes their encrypted image.
    Texts are valid Unicode.
"""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from voicecoach.adapters import store_erasure, store_rows, store_upkeep
from voicecoach.adapters.store_audio import AudioFolder
from voicecoach.adapters.store_database import open_tables, writing
from voicecoach.adapters.store_errors import translated
from voicecoach.adapters.store_locks import SessionLocks
from voicecoach.adapters.store_records import SqliteRecords
from voicecoach.adapters.store_schema import VERSION, migrate, version_of
from voicecoach.adapters.vault import Vault
from voicecoach.adapters.vault_place import Presence
from voicecoach.baseline import Baseline
from voicecoach.errors import HistoryError, OutputError
from voicecoach.history import (
    ALL,
    Came,
    Chosen,
    Erasure,
    Holdings,
    Outcome,
    Rating,
    Rung,
    Session,
    SessionEntry,
    Take,
    TakeSummary,
    check_suds,
)

if TYPE_CHECKING:
    from voicecoach.audio import Samples, Sound

DATABASE = "history.sqlite3"
AUDIO = "audio"

BUSY_S = 10.0
"""How long to wait for another program that writes (own proposal: the sound of an hour is on a disk by then)."""

_END = "UPDATE sessions SET state = 'done', ended_at = ?, ending = ?, ending_kind = ? WHERE id = ?"
_REOPEN = "UPDATE sessions SET state = 'open', ended_at = NULL WHERE id = ? AND state = 'interrupted'"

_SAFE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class SqliteHistory:
    """What was practised, in a folder of this machine. Use it with `with`, in one thread.

    Opening it brings an older store to the newest format, marks sessions whose program died as interrupted, ends
    erasures that were cut short, and removes recordings that were never confirmed. Any other file stays.

    Args:
        data_dir: The program's data folder; made where it is missing.
        vault: What opens it where it is encrypted; None where it is not.

    Raises:
        HistoryError: When it can't be opened, or a newer program wrote it.
        VaultError: When it is encrypted and no vault was given, or the other way about; TamperedError when it is not
            what was written.
    """

    def __init__(self, data_dir: Path, vault: Vault | None = None) -> None:
        self.path = data_dir / DATABASE
        self._locks = SessionLocks(data_dir)
        self._audio = AudioFolder(data_dir / AUDIO, vault)
        with contextlib.ExitStack() as stack, translated(self.path):
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._presence = stack.enter_context(Presence(data_dir))
            self._tables = open_tables(self.path, vault, BUSY_S)
            stack.callback(self._tables.close)
            self.path = self._tables.path
            self._open()
            stack.pop_all()

    def _open(self) -> None:
        is_new = version_of(self._db) == 0
        if version_of(self._db) != VERSION:
            with self._tables.alone() as db:
                migrate(db, str(self.path))
        # A disk that is full or can't be written keeps nobody from reading what is there.
        with contextlib.suppress(HistoryError), translated(self.path):
            store_upkeep.tidy(self._tables, self._locks)
        # What lies beside a database that was just made is of the one before.
        with contextlib.suppress(HistoryError, OutputError), translated(self.path):
            if not is_new:
                store_upkeep.sweep(self._tables, self._audio)

    @property
    def records(self) -> SqliteRecords:
        """What a therapist keeps beside the sessions; open as long as this history."""
        return SqliteRecords(self._tables, self._audio)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store. A session that is still open will be found interrupted."""
        self._locks.drop_all()
        self._tables.close()
        self._presence.leave()

    def begin(self, session: Session) -> None:
        """Keep a session that has started; see `ports.History`."""
        _check_id(session.id)
        with translated(self.path), self._writing() as db:
            if db.execute("SELECT 1 FROM sessions WHERE id = ?", (session.id,)).fetchone():
                raise HistoryError(f"There is a session {session.id} already.")
            if session.state == "open":
                self._locks.hold(session.id)
            db.execute(store_rows.INSERT_SESSION, store_rows.session_row(session))

    def end(self, session_id: str, ended_at: str, came: Came | None = None) -> Session:
        """Close a session: it is done; see `ports.History`."""
        with translated(self.path):
            with self._writing() as db:
                changed = db.execute(_END, (ended_at, *store_rows.came_row(came), session_id))
                _need(changed.rowcount, "session", session_id)
            self._locks.drop(session_id)
        return self.session(session_id).session

    def reopen(self, session_id: str) -> Session:
        """Go on with a session that was interrupted; see `ports.History`."""
        with translated(self.path), self._writing() as db:
            self._number("sessions", "session", session_id)
            is_held = self._locks.hold(session_id)
            if not (is_held and db.execute(_REOPEN, (session_id,)).rowcount):
                if is_held:
                    self._locks.drop(session_id)
                raise HistoryError(f"The session {session_id} is not interrupted.", "Begin a new one.")
        return self.session(session_id).session

    def rate(self, session_id: str, *, before: int | None = None, after: int | None = None) -> Session:
        """Keep the distress before or after a session."""
        check_suds(before)
        check_suds(after)
        with translated(self.path), self._writing() as db:
            changed = db.execute(
                "UPDATE sessions SET suds_before = coalesce(?, suds_before), suds_after = coalesce(?, suds_after)"
                " WHERE id = ?",
                (before, after, session_id),
            )
            _need(changed.rowcount, "session", session_id)
        return self.session(session_id).session

    def add_take(self, take: Take, outcome: Outcome, audio: "Samples | Sound | None" = None) -> Take:
        """Keep a take of a session, whole or not at all; see `ports.History`."""
        _check_id(take.id)
        name: str | None = None
        with translated(self.path), self._writing() as db:
            session = self._number("sessions", "session", take.session_id)
            if db.execute("SELECT 1 FROM takes WHERE id = ?", (take.id,)).fetchone():
                raise HistoryError(f"There is a take {take.id} already.")
            if audio is not None:
                name = self._audio.write(take.id, audio)
            kept = Take(
                take.id, take.session_id, take.made_at, take.kind, take.text, take.document, name, take.aimed_at
            )
            try:
                number = db.execute(store_rows.INSERT_TAKE, store_rows.take_row(kept, session, outcome)).lastrowid
                db.execute("INSERT INTO contents VALUES (?, ?, ?)", (number, kept.text, kept.document))
            except BaseException:
                if name is not None:
                    self._audio.remove([name])
                raise
        # The take is kept: a mark that can't be taken away goes at the next opening.
        with contextlib.suppress(OSError):
            if name is not None:
                self._audio.confirm(name)
        return kept

    def persons(self) -> tuple[str, ...]:
        """Everybody of whom anything is kept, sorted."""
        return tuple(
            name
            for (name,) in self._all(
                "SELECT person FROM sessions UNION SELECT person FROM rungs UNION SELECT person FROM baselines"
                " UNION SELECT person FROM consents ORDER BY person"
            )
        )

    def session(self, session_id: str) -> SessionEntry:
        """One session."""
        rows = self._all(f"{store_rows.SELECT_SESSIONS} WHERE id = ?", session_id)
        _need(len(rows), "session", session_id)
        return store_rows.entry_of(rows[0])

    def sessions(self, chosen: Chosen = ALL) -> tuple[SessionEntry, ...]:
        """Sessions, the newest first."""
        where, values = store_rows.where(chosen)
        order = "ORDER BY started_at DESC, number DESC LIMIT ?"
        rows = self._all(f"{store_rows.SELECT_SESSIONS} {where} {order}", *values, store_rows.limit(chosen))
        return tuple(map(store_rows.entry_of, rows))

    def takes(self, session_id: str) -> tuple[Take, ...]:
        """The takes of a session with their documents, in the order they were made."""
        self.session(session_id)
        rows = self._all(f"{store_rows.SELECT_TAKES} WHERE sessions.id = ? ORDER BY takes.number", session_id)
        return tuple(map(store_rows.take_of, rows))

    def summaries(self, chosen: Chosen = ALL, session_id: str | None = None) -> tuple[TakeSummary, ...]:
        """What charts need of the takes, in the order they were made."""
        where, values = store_rows.where(chosen, session_id)
        order = "ORDER BY takes.number DESC LIMIT ?"
        rows = self._all(f"{store_rows.SELECT_SUMMARIES} {where} {order}", *values, store_rows.limit(chosen))
        return tuple(map(store_rows.summary_of, reversed(rows)))

    def audio(self, take_id: str) -> "Samples | None":
        """The sound of a take; None where none is kept."""
        with translated(self.path):
            name = self._recording(take_id)
            return None if name is None else self._audio.read(name)

    def wav(self, take_id: str) -> bytes | None:
        """The WAV file of a take, byte for byte; None where none is kept, or it is gone."""
        with translated(self.path):
            name = self._recording(take_id)
            return None if name is None else self._audio.file_of(name)

    def add_rung(self, rung: Rung, at: str) -> None:
        """Put a situation on the ladder; its first rating is of that time."""
        _check_id(rung.id)
        with translated(self.path), self._writing() as db:
            if db.execute("SELECT 1 FROM rungs WHERE id = ?", (rung.id,)).fetchone():
                raise HistoryError(f"There is a rung {rung.id} already.")
            number = db.execute(store_rows.INSERT_RUNG, store_rows.rung_row(rung)).lastrowid
            self._add_rating(number, at, rung.suds)

    def rungs(self, person: str) -> tuple[Rung, ...]:
        """A person's ladder, the easiest first."""
        rows = self._all(f"{store_rows.SELECT_RUNGS} WHERE person = ? ORDER BY suds, number", person)
        return tuple(map(store_rows.rung_of, rows))

    def rate_rung(self, rung_id: str, suds: int, at: str) -> Rung:
        """Rate a situation anew, 0 to 100."""
        check_suds(suds)
        with translated(self.path), self._writing() as db:
            number = self._number("rungs", "rung", rung_id)
            db.execute("UPDATE rungs SET suds = ? WHERE number = ?", (suds, number))
            self._add_rating(number, at, suds)
        return self._rung(rung_id)

    def rung_done(self, rung_id: str, at: str) -> Rung:
        """Keep that a situation was done in real life."""
        with translated(self.path), self._writing() as db:
            db.execute("UPDATE rungs SET done_at = ? WHERE number = ?", (at, self._number("rungs", "rung", rung_id)))
        return self._rung(rung_id)

    def ratings(self, person: str) -> tuple[Rating, ...]:
        """All ratings of a person's ladder, the oldest first."""
        rows = self._all(f"{store_rows.SELECT_RATINGS} WHERE person = ? ORDER BY rated_at, ratings.number", person)
        return tuple(map(store_rows.rating_of, rows))

    def save_baseline(self, baseline: Baseline) -> None:
        """Keep a baseline; earlier ones stay."""
        row = (baseline.person, baseline.device, baseline.made_at, store_rows.baseline_text(baseline))
        with translated(self.path), self._writing() as db:
            db.execute("INSERT INTO baselines (person, device, made_at, document) VALUES (?, ?, ?, ?)", row)

    def baseline(self, person: str, device: str) -> Baseline | None:
        """The newest baseline of a person at a device; None where there is none."""
        mine = [one for one in self.baselines(person) if one.device == device]
        return mine[-1] if mine else None

    def baselines(self, person: str) -> tuple[Baseline, ...]:
        """All baselines of a person, the oldest first."""
        rows = self._all("SELECT document FROM baselines WHERE person = ? ORDER BY made_at, number", person)
        return tuple(store_rows.baseline_of(text) for (text,) in rows)

    def preview(self, erasure: Erasure) -> Holdings:
        """What an erasure would delete; nothing is changed."""
        with translated(self.path):
            return store_erasure.holdings(self._db, self._audio, erasure)

    def erase(self, erasure: Erasure) -> Holdings:
        """Delete for good what is named, with all that hangs on it, and say what it was.

        Rows go first, in one transaction that notes the files that are to go, then these: killed in between, the next
        opening removes what was noted.
        """
        with translated(self.path):
            with self._writing() as db:
                gone = store_erasure.holdings(db, self._audio, erasure)
                for session_id in store_erasure.delete_rows(db, self._audio, erasure):
                    self._locks.drop(session_id)
            store_upkeep.sweep(self._tables, self._audio)
            store_upkeep.compact(self._tables)
        return gone

    def contents(self, erasure: Erasure) -> Iterator[bytes]:
        """The bytes of everything that an erasure would delete: texts, documents, numbers, sound."""
        with translated(self.path):
            yield from store_erasure.contents(self._db, self._audio, erasure)

    def recordings(self) -> frozenset[str]:
        """The names of the recordings that are kept."""
        with translated(self.path):
            return frozenset(store_erasure.recordings(self._db, Erasure("all")))

    def values(self) -> Iterator[bytes]:
        """Every value that is kept, as its bytes; the recordings aside."""
        with translated(self.path):
            yield from store_erasure.values(self._db)

    @property
    def _db(self) -> sqlite3.Connection:
        """The tables as they are now."""
        return self._tables.connection()

    def _add_rating(self, rung: int | None, at: str, suds: int) -> None:
        self._db.execute("INSERT INTO ratings (rung, rated_at, suds) VALUES (?, ?, ?)", (rung, at, suds))

    def _recording(self, take_id: str) -> str | None:
        rows = self._all("SELECT audio FROM takes WHERE id = ?", take_id)
        _need(len(rows), "take", take_id)
        return None if rows[0][0] is None else str(rows[0][0])

    def _rung(self, rung_id: str) -> Rung:
        return store_rows.rung_of(self._all(f"{store_rows.SELECT_RUNGS} WHERE id = ?", rung_id)[0])

    def _number(self, table: str, kind: str, name: str) -> int:
        found = self._db.execute(f"SELECT number FROM {table} WHERE id = ?", (name,)).fetchone()  # noqa: S608 -- ours
        _need(found is not None, kind, name)
        return int(found[0])

    def _all(self, select: str, *values: object) -> list[store_rows.Row]:
        with translated(self.path):
            return self._db.execute(select, values).fetchall()

    def _writing(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        return writing(self._tables)


def _need(found: object, kind: str, name: str) -> None:
    if not found:
        raise HistoryError(f"There is no {kind} {name} in the history.", "See what there is: voicecoach history")


def _check_id(name: str) -> None:
    """Identifiers become file names.

    Raises:
        ValueError: When one could lead out of the folder.
    """
    if not _SAFE_ID.fullmatch(name):
        raise ValueError(f"{name!r} is no identifier: letters, digits, '.', '_' and '-' only")
