"""Records that are kept in memory, beside a history that is."""

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.consent import Consent
from voicecoach.errors import ConsentError, HistoryError
from voicecoach.history import Erasure, Outcome, Session, Take
from voicecoach.records import Correction, Kept, Note, Review

if TYPE_CHECKING:
    from voicecoach.audio import Samples


class FakeRecords:
    """Records that are kept in memory and forgotten with their owner.

    Args:
        sessions: The sessions of the history.
        takes: Its takes with what was made of them.
        audio: Its sound, by take.
    """

    def __init__(
        self,
        sessions: Mapping[str, Session],
        takes: MutableMapping[str, tuple[Take, Outcome]],
        audio: "MutableMapping[str, Samples]",
    ) -> None:
        self._sessions = sessions
        self._takes = takes
        self._audio = audio
        self._consents: dict[str, Consent] = {}
        self._reviews: dict[str, Review] = {}
        self._notes: dict[str, Note] = {}
        self._corrections: dict[tuple[str, int], Correction] = {}

    def add_consent(self, consent: Consent) -> None:
        """Put a consent on record."""
        if consent.id in self._consents:
            raise HistoryError(f"There is a consent {consent.id} already.")
        self._consents[consent.id] = consent

    def consents(self, client: str | None = None) -> tuple[Consent, ...]:
        """The consents of a client, or of everybody, the oldest first."""
        mine = [one for one in self._consents.values() if client in (None, one.client)]
        return tuple(sorted(mine, key=lambda one: one.given_on))

    def add_review(self, review: Review) -> None:
        """Keep the facts of a session that has begun."""
        session = self._session(review.session_id)
        if review.session_id in self._reviews:
            raise HistoryError(f"The session {review.session_id} has its facts already.")
        consent = self._consents.get(review.consent_id)
        if consent is None or consent.client != session.person:
            raise ConsentError("The consent was withdrawn in the meantime.")
        self._reviews[review.session_id] = review

    def review(self, session_id: str) -> Review | None:
        """The facts of a session; None where it is none that was recorded."""
        return self._reviews.get(session_id)

    def reviews(self, client: str | None = None) -> tuple[Kept, ...]:
        """The recorded sessions, the oldest first by the day of the recording."""
        mine = [one for one in self._reviews.values() if client in (None, self._session(one.session_id).person)]
        return tuple(self._kept(one) for one in sorted(mine, key=lambda one: one.recorded_on))

    def add_note(self, note: Note) -> None:
        """Keep a note or a mark."""
        self._reviewed(note.session_id)
        if note.id in self._notes:
            raise HistoryError(f"There is a note {note.id} already.")
        self._notes[note.id] = note

    def notes(self, session_id: str) -> tuple[Note, ...]:
        """Notes and marks of a session, in the order they were made."""
        return tuple(note for note in self._notes.values() if note.session_id == session_id)

    def remove_note(self, note_id: str) -> None:
        """Delete a note or a mark."""
        self._notes.pop(note_id, None)

    def correct(self, correction: Correction) -> None:
        """Keep the labels that a therapist gives a turn."""
        self._reviewed(correction.session_id)
        place = (correction.session_id, correction.turn)
        before = self._corrections.get(place, correction)
        self._corrections[place] = replace(
            correction, style=correction.style or before.style, voice=correction.voice or before.voice
        )

    def uncorrect(self, session_id: str, turn: int) -> None:
        """Take the labels of a turn back."""
        self._reviewed(session_id)
        self._corrections.pop((session_id, turn), None)

    def corrections(self, session_id: str) -> tuple[Correction, ...]:
        """The corrected labels of a session, by turn."""
        mine = [one for one in self._corrections.values() if one.session_id == session_id]
        return tuple(sorted(mine, key=lambda one: one.turn))

    def drop_audio(self, session_id: str) -> int:
        """Delete the sound of a recorded session."""
        self._reviewed(session_id)
        size = 0
        for take, outcome in list(self._takes.values()):
            if take.session_id == session_id and take.id in self._audio:
                size += 44 + 2 * len(self._audio.pop(take.id))
                self._takes[take.id] = (replace(take, audio=None), outcome)
        return size

    def named(self, erasure: Erasure, sessions: set[str]) -> tuple[list[Consent], list[Note], list[Correction]]:
        """What goes with an erasure that is about these sessions."""
        whole = erasure.kind == "all"
        consents = [one for one in self._consents.values() if whole or erasure == Erasure("person", one.client)]
        notes = [one for one in self._notes.values() if one.session_id in sessions]
        return consents, notes, [one for one in self._corrections.values() if one.session_id in sessions]

    def forget(self, erasure: Erasure, sessions: set[str]) -> None:
        """Delete what `named` names, and the facts of the sessions."""
        consents, notes, corrections = self.named(erasure, sessions)
        for consent in consents:
            del self._consents[consent.id]
        for note in notes:
            del self._notes[note.id]
        for one in corrections:
            del self._corrections[one.session_id, one.turn]
        for session_id in sessions:
            self._reviews.pop(session_id, None)

    def _kept(self, review: Review) -> Kept:
        name = review.session_id
        takes = [take for take, _ in self._takes.values() if take.session_id == name]
        recordings = sum(take.id in self._audio for take in takes)
        notes, corrections = len(self.notes(name)), len(self.corrections(name))
        return Kept(review, self._session(name).person, len(takes), recordings, notes, corrections)

    def _session(self, session_id: str) -> Session:
        if session_id not in self._sessions:
            raise HistoryError(f"There is no session {session_id} in the history.")
        return self._sessions[session_id]

    def _reviewed(self, session_id: str) -> None:
        self._session(session_id)
        if session_id not in self._reviews:
            raise HistoryError(f"The session {session_id} is none that was recorded.")
