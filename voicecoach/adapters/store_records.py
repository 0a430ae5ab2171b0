"""What a therapist keeps beside recorded sessions, in the tables of the history.

Conventions
    It writes to the tables of its history by the same way, and lies open as long as that; so the vault holds it too.
    Everything here hangs on a consent or a session by `ON DELETE CASCADE`: erasing a person, or one session, takes it
    along.
"""

from voicecoach.adapters import store_erasure, store_upkeep
from voicecoach.adapters.store_audio import AudioFolder
from voicecoach.adapters.store_database import Database, writing
from voicecoach.adapters.store_errors import translated
from voicecoach.adapters.store_rows import Row
from voicecoach.consent import Consent
from voicecoach.errors import ConsentError, HistoryError
from voicecoach.records import Correction, Kept, Note, Review

_CONSENTS = "SELECT id, person, given_by, scope, given_on, noted_at, until, audio FROM consents"
_INSERT_CONSENT = """
    INSERT INTO consents (id, person, given_by, scope, given_on, noted_at, until, audio)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_REVIEWS = """
    SELECT sessions.id, consents.id, recorded_on, sha256, speaker, audio_until, sessions.person,
           (SELECT count(*) FROM takes WHERE session = sessions.number),
           (SELECT count(audio) FROM takes WHERE session = sessions.number),
           (SELECT count(*) FROM notes WHERE session = sessions.number),
           (SELECT count(*) FROM corrections WHERE session = sessions.number)
    FROM reviews JOIN sessions ON sessions.number = session JOIN consents ON consents.number = consent
"""
_FACTS = 6
"""Columns of it that make a `Review`."""
_NOTES = "SELECT notes.id, sessions.id, made_at, text, kind, at_s FROM notes JOIN sessions ON sessions.number = session"
_CORRECTIONS = """
    SELECT sessions.id, turn, made_at, style, voice FROM corrections JOIN sessions ON sessions.number = session
"""
_CORRECT = """
    INSERT INTO corrections (session, turn, made_at, style, voice) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (session, turn) DO UPDATE SET
        made_at = excluded.made_at, style = coalesce(excluded.style, style), voice = coalesce(excluded.voice, voice)
"""


class SqliteRecords:
    """The records of a history; see `recordkeeping.Records`.

    Args:
        tables: The history's own tables, encrypted or not.
        audio: Its recordings.
    """

    def __init__(self, tables: Database, audio: AudioFolder) -> None:
        self._tables = tables
        self._audio = audio

    def add_consent(self, consent: Consent) -> None:
        """Put a consent on record; earlier ones stay."""
        row = (consent.id, consent.client, consent.given_by, consent.scope, consent.given_on, consent.noted_at)
        with translated(self._tables.path), writing(self._tables) as db:
            if db.execute("SELECT 1 FROM consents WHERE id = ?", (consent.id,)).fetchone():
                raise HistoryError(f"There is a consent {consent.id} already.")
            db.execute(_INSERT_CONSENT, (*row, consent.until, consent.audio))

    def consents(self, client: str | None = None) -> tuple[Consent, ...]:
        """The consents of a client, or of everybody, the oldest first."""
        which, values = ("", ()) if client is None else ("WHERE person = ?", (client,))
        return tuple(Consent(*row) for row in self._all(f"{_CONSENTS} {which} ORDER BY given_on, number", *values))

    def add_review(self, review: Review) -> None:
        """Keep the facts of a session that has begun."""
        with translated(self._tables.path), writing(self._tables) as db:
            session = self._session(review.session_id)
            if db.execute("SELECT 1 FROM reviews WHERE session = ?", (session,)).fetchone():
                raise HistoryError(f"The session {review.session_id} has its facts already.")
            consent = db.execute(
                "SELECT consents.number FROM consents JOIN sessions ON sessions.person = consents.person"
                " WHERE consents.id = ? AND sessions.number = ?",
                (review.consent_id, session),
            ).fetchone()
            if consent is None:
                raise ConsentError("The consent was withdrawn in the meantime.", "Nothing of the recording was kept.")
            facts = (review.recorded_on, review.sha256, review.speaker, review.audio_until)
            db.execute("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?)", (session, *consent, *facts))

    def review(self, session_id: str) -> Review | None:
        """The facts of a session; None where it is none that was recorded."""
        rows = self._all(f"{_REVIEWS} WHERE sessions.id = ?", session_id)
        return Review(*rows[0][:_FACTS]) if rows else None

    def reviews(self, client: str | None = None) -> tuple[Kept, ...]:
        """The recorded sessions of a client, or of everybody, the oldest first by the day of the recording."""
        which, values = ("", ()) if client is None else ("WHERE sessions.person = ?", (client,))
        rows = self._all(f"{_REVIEWS} {which} ORDER BY recorded_on, sessions.number", *values)
        return tuple(Kept(Review(*row[:_FACTS]), *row[_FACTS:]) for row in rows)

    def add_note(self, note: Note) -> None:
        """Keep a note or a mark of a recorded session."""
        row = (note.made_at, note.text, note.kind, note.at_s)
        with translated(self._tables.path), writing(self._tables) as db:
            if db.execute("SELECT 1 FROM notes WHERE id = ?", (note.id,)).fetchone():
                raise HistoryError(f"There is a note {note.id} already.")
            db.execute(
                "INSERT INTO notes (id, session, made_at, text, kind, at_s) VALUES (?, ?, ?, ?, ?, ?)",
                (note.id, self._reviewed(note.session_id), *row),
            )

    def notes(self, session_id: str) -> tuple[Note, ...]:
        """Notes and marks of a session, in the order they were made."""
        return tuple(
            Note(*row) for row in self._all(f"{_NOTES} WHERE sessions.id = ? ORDER BY notes.number", session_id)
        )

    def remove_note(self, note_id: str) -> None:
        """Delete a note or a mark; one that is gone already is no error."""
        with translated(self._tables.path), writing(self._tables) as db:
            db.execute("DELETE FROM notes WHERE id = ?", (note_id,))

    def correct(self, correction: Correction) -> None:
        """Keep the labels that a therapist gives a turn; of earlier ones stays what this one does not name."""
        row = (correction.turn, correction.made_at, correction.style, correction.voice)
        with translated(self._tables.path), writing(self._tables) as db:
            db.execute(_CORRECT, (self._reviewed(correction.session_id), *row))

    def uncorrect(self, session_id: str, turn: int) -> None:
        """Take the labels of a turn back; where there are none that is no error."""
        with translated(self._tables.path), writing(self._tables) as db:
            session = self._reviewed(session_id)
            db.execute("DELETE FROM corrections WHERE session = ? AND turn = ?", (session, turn))

    def corrections(self, session_id: str) -> tuple[Correction, ...]:
        """The corrected labels of a session, by turn."""
        rows = self._all(f"{_CORRECTIONS} WHERE sessions.id = ? ORDER BY turn", session_id)
        return tuple(Correction(*row) for row in rows)

    def drop_audio(self, session_id: str) -> int:
        """Delete the sound of a recorded session; the rest stays.

        The rows are changed first: killed in between, the next opening of the history removes the files.
        """
        with translated(self._tables.path):
            with writing(self._tables) as db:
                session = self._reviewed(session_id)
                found = db.execute("SELECT audio FROM takes WHERE session = ? AND audio IS NOT NULL", (session,))
                names = [name for (name,) in found]
                store_erasure.note_leaving(db, "recording", names)
                db.execute("UPDATE takes SET audio = NULL WHERE session = ?", (session,))
            size = sum(self._audio.size(name) for name in names)
            store_upkeep.sweep(self._tables, self._audio)
        return size

    def _session(self, session_id: str) -> int:
        found = self._tables.connection().execute("SELECT number FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if found is None:
            raise HistoryError(f"There is no session {session_id} in the history.", "See: voicecoach review list")
        return int(found[0])

    def _reviewed(self, session_id: str) -> int:
        number = self._session(session_id)
        if not self._tables.connection().execute("SELECT 1 FROM reviews WHERE session = ?", (number,)).fetchone():
            raise HistoryError(f"The session {session_id} is none that was recorded.", "See: voicecoach review list")
        return number

    def _all(self, select: str, *values: object) -> list[Row]:
        with translated(self._tables.path):
            return self._tables.connection().execute(select, values).fetchall()
