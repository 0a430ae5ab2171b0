"""What the records of every history keep to: the fake in memory, SQLite, and SQLite with the vault on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practice import at, outcome, session, take
from tests.recorded import CONSENT, CORRECTIONS, KEPT, NOTES, REVIEW, consent, keep_records, records_of
from tests.signals import noise
from tests.vaults import sealed
from voicecoach.adapters.store import SqliteHistory
from voicecoach.errors import ConsentError, HistoryError
from voicecoach.fakes import FakeHistory
from voicecoach.history import Erasure, Holdings
from voicecoach.records import Kept

SOUND = noise(0.5, -30.0)
BYTES = 44 + 2 * len(SOUND)

Either = FakeHistory | SqliteHistory


@pytest.fixture(params=["fake", "sqlite", "vault"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Either]:
    if request.param == "fake":
        yield FakeHistory()
        return
    vault = sealed(tmp_path / "data") if request.param == "vault" else None
    with SqliteHistory(tmp_path / "data", vault) as kept:
        yield kept


@pytest.fixture
def full(history: Either) -> Either:
    """Recorded sessions of me and of anna, each with its sound, and one of me that was practised."""
    for name, person, tag in (("s1", "me", ""), ("s2", "anna", "b")):
        history.begin(session(name, person))
        keep_records(history.records, name, person, tag)
        history.add_take(take(f"{name}-t", name), outcome(), SOUND)
    history.begin(session("s3", "me"))
    history.add_take(take("t3", "s3"), outcome(), SOUND)
    return history


def test_records_come_back_as_they_were_kept(history: Either) -> None:
    history.begin(session())
    keep_records(history.records, "s1", "me")
    assert records_of(history.records, "s1") == KEPT


def test_a_name_is_taken_once(full: Either) -> None:
    with pytest.raises(HistoryError, match="consent c1 already"):
        full.records.add_consent(CONSENT)
    with pytest.raises(HistoryError, match="facts already"):
        full.records.add_review(REVIEW)
    with pytest.raises(HistoryError, match="note n1 already"):
        full.records.add_note(NOTES[0])


def test_consents_are_of_one_client_or_of_everybody_the_oldest_first(full: Either) -> None:
    early = consent("me", "c9", given_on="2025-01-01", until=None)
    full.records.add_consent(early)
    assert full.records.consents("me") == (early, CONSENT)
    assert [one.client for one in full.records.consents()] == ["me", "me", "anna"]
    assert full.records.consents("nobody") == ()


def test_who_has_only_agreed_is_a_person_too(history: Either) -> None:
    history.records.add_consent(consent("wren"))
    assert history.persons() == ("wren",)
    assert history.preview(Erasure("person", "wren")) == Holdings(consents=1, first_at=at(0), last_at=at(0))
    assert not history.preview(Erasure("person", "wren")).is_empty


def test_sessions_are_listed_with_what_they_hold(full: Either) -> None:
    full.begin(session("s4", "me"))
    unfinished = replace(REVIEW, session_id="s4", recorded_on="2026-02-01", audio_until=None, speaker=None, sha256="")
    full.records.add_review(unfinished)
    assert full.records.reviews("me") == (Kept(unfinished, "me", 0, 0, 0, 0), Kept(REVIEW, "me", 1, 1, 2, 2))
    assert [one.review.session_id for one in full.records.reviews()] == ["s4", "s1", "s2"]


def test_without_a_consent_on_record_no_facts_are_kept(full: Either) -> None:
    for consent_id in ("c0", "c1b"):  # none, and another person's
        with pytest.raises(ConsentError, match="withdrawn"):
            full.records.add_review(replace(REVIEW, session_id="s3", consent_id=consent_id))
    assert full.records.review("s3") is None


@pytest.mark.parametrize(("name", "told"), [("s3", "none that was recorded"), ("s9", "no session s9")])
def test_only_recorded_sessions_have_records(full: Either, name: str, told: str) -> None:
    with pytest.raises(HistoryError, match=told):
        full.records.add_note(replace(NOTES[0], id="n9", session_id=name))
    with pytest.raises(HistoryError, match=told):
        full.records.correct(replace(CORRECTIONS[0], session_id=name))
    with pytest.raises(HistoryError, match=told):
        full.records.uncorrect(name, 1)
    with pytest.raises(HistoryError, match=told):
        full.records.drop_audio(name)


def test_a_later_label_takes_the_place_of_an_earlier_one(full: Either) -> None:
    full.records.correct(replace(CORRECTIONS[0], made_at=at(8), style=None, voice="steady"))
    full.records.correct(replace(CORRECTIONS[1], made_at=at(9), voice="forceful"))
    assert full.records.corrections("s1") == (
        replace(CORRECTIONS[0], made_at=at(8), voice="steady"),
        replace(CORRECTIONS[1], made_at=at(9), voice="forceful"),
    )
    full.records.uncorrect("s1", 1)
    full.records.uncorrect("s1", 1)
    assert [one.turn for one in full.records.corrections("s1")] == [3]
    assert len(full.records.corrections("s2")) == 2


def test_a_note_can_be_deleted(full: Either) -> None:
    full.records.remove_note("n1")
    full.records.remove_note("n1")
    assert full.records.notes("s1") == NOTES[1:]


def test_sound_goes_alone(full: Either) -> None:
    assert full.records.drop_audio("s1") == BYTES
    assert full.records.drop_audio("s1") == 0
    assert full.audio("s1-t") is None
    assert [one.audio for one in full.takes("s1")] == [None]
    assert records_of(full.records, "s1")[1:] == KEPT[1:]
    assert full.audio("s2-t") is not None
    assert full.audio("t3") is not None


def test_a_session_goes_with_its_records_and_leaves_the_consent(full: Either) -> None:
    gone = full.erase(Erasure("session", "s1"))
    assert (gone.sessions, gone.notes, gone.corrections, gone.consents) == (1, 2, 2, 0)
    assert records_of(full.records, "s1") == (full.records.consents(), None, (), ())
    assert full.records.consents("me") == (CONSENT,)


@pytest.mark.parametrize("kind", ["person", "all"])
def test_a_person_goes_with_all_records(full: Either, kind: str) -> None:
    erasure = Erasure("person", "me") if kind == "person" else Erasure("all")
    people = 1 if kind == "person" else 2
    would_go = full.preview(erasure)
    assert (would_go.consents, would_go.notes, would_go.corrections) == (people, 2 * people, 2 * people)
    assert full.erase(erasure) == would_go
    assert full.preview(erasure).is_empty
    assert records_of(full.records, "s1")[1:] == (None, (), ())
    assert full.records.consents("me") == ()
    assert len(full.records.reviews()) == 2 - people
