"""The port for what a therapist keeps beside recorded sessions.

Its public fake is `fakes.records.FakeRecords`, its adapter `adapters.store_records.SqliteRecords`; a history of either
kind hands out its own as `records`.
"""

from typing import Protocol

from voicecoach.consent import Consent
from voicecoach.records import Correction, Kept, Note, Review


class Records(Protocol):
    """What a therapist keeps beside the recorded sessions of a history, which is kept and erased with them.

    Every call raises `HistoryError` when the store can't be read or written, and, where it changes a session's
    records, when there is no such session or it is none that was recorded.
    """

    def add_consent(self, consent: Consent) -> None:
        """Put a consent on record; earlier ones stay.

        Raises:
            HistoryError: When there is one of its identifier already.
        """

    def consents(self, client: str | None = None) -> tuple[Consent, ...]:
        """The consents of a client, or of everybody, the oldest first."""

    def add_review(self, review: Review) -> None:
        """Keep the facts of a session that has begun: only now is it one that was recorded.

        Raises:
            ConsentError: When its consent is no longer on record, or is another person's.
            HistoryError: When it has its facts already.
        """

    def review(self, session_id: str) -> Review | None:
        """The facts of a session; None where it is none that was recorded, or there is none of that name."""

    def reviews(self, client: str | None = None) -> tuple[Kept, ...]:
        """The recorded sessions of a client, or of everybody, the oldest first by the day of the recording."""

    def add_note(self, note: Note) -> None:
        """Keep a note or a mark."""

    def notes(self, session_id: str) -> tuple[Note, ...]:
        """Notes and marks of a session, in the order they were made."""

    def remove_note(self, note_id: str) -> None:
        """Delete a note or a mark; one that is gone already is no error."""

    def correct(self, correction: Correction) -> None:
        """Keep the labels that a therapist gives a turn; of earlier ones stays what this one does not name."""

    def uncorrect(self, session_id: str, turn: int) -> None:
        """Take the labels of a turn back; where there are none that is no error."""

    def corrections(self, session_id: str) -> tuple[Correction, ...]:
        """The corrected labels of a session, by turn."""

    def drop_audio(self, session_id: str) -> int:
        """Delete the sound of a recorded session, the rest stays; how many bytes it was."""
