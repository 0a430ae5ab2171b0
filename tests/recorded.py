"""Consents, facts, notes and corrected labels of recorded sessions, made by hand."""

from dataclasses import replace

from tests.practice import at
from voicecoach.consent import PURPOSE, Consent
from voicecoach.recordkeeping import Records
from voicecoach.records import Correction, Note, Review

Found = tuple[tuple[Consent, ...], Review | None, tuple[Note, ...], tuple[Correction, ...]]

CONSENT = Consent("c1", "me", "the client", PURPOSE, "2026-01-15", at(0), "2027-01-14", "keep")
REVIEW = Review("s1", "c1", "2026-03-01", "0f" * 32, "A", at(60))
NOTES = (
    Note("n1", "s1", at(3), "Heron Marmalade Quixotic came up."),
    Note("n2", "s1", at(4), "the no", "mark", 12.5),
)
CORRECTIONS = (
    Correction("s1", 1, at(6), "assertive", None),
    Correction("s1", 3, at(5), None, "soft"),
)

KEPT: Found = ((CONSENT,), REVIEW, NOTES, CORRECTIONS)
NOTHING: Found = ((), None, (), ())


def consent(client: str = "heron", name: str = "c1", **changes: object) -> Consent:
    return replace(CONSENT, **{"id": name, "client": client, **changes})  # type: ignore[arg-type]


def keep_records(records: Records, session_id: str, client: str, tag: str = "") -> None:
    """Keep all that is above, of one session; the tag makes its identifiers others."""
    records.add_consent(consent(client, f"c1{tag}"))
    records.add_review(replace(REVIEW, session_id=session_id, consent_id=f"c1{tag}"))
    for note in NOTES:
        records.add_note(replace(note, id=f"{note.id}{tag}", session_id=session_id))
    for one in reversed(CORRECTIONS):
        records.correct(replace(one, session_id=session_id))


def records_of(records: Records, session_id: str) -> Found:
    """Everything that is kept of one session, and the consents of everybody."""
    notes, corrections = records.notes(session_id), records.corrections(session_id)
    return records.consents(), records.review(session_id), notes, corrections
