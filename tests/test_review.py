"""Reviewing: nothing without consent, nothing left when it is withdrawn, the client alone, sound only for its time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.answers import answer, document
from tests.practice import outcome, session, take
from tests.recorded import CONSENT, CORRECTIONS, REVIEW, consent
from tests.signals import noise
from voicecoach.audio import Sound
from voicecoach.consent import AudioConsent
from voicecoach.document import Analysis, SpeakerSummary
from voicecoach.errors import ConsentError, HistoryError
from voicecoach.fakes import FakeHistory
from voicecoach.history import Erasure, Holdings, Session, Take, stamp
from voicecoach.prosody import Prosody
from voicecoach.records import Review
from voicecoach.review import (
    NOT_READ,
    Request,
    Reviewed,
    audio_until,
    client_of,
    clients_turns,
    keep,
    labelled,
    of_client,
    permit,
    reviewed,
    silence,
    sweep,
    taken_before,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TODAY = datetime.now(UTC).astimezone().date()
SOUND = noise(0.5, -30.0)


def whole_sound() -> Sound:
    return Sound(len(SOUND), (SOUND,))


def agreed(audio: AudioConsent = "keep") -> FakeHistory:
    history = FakeHistory()
    history.records.add_consent(consent(until=None, audio=audio))
    return history


def said(path: str = "Anna Meier.wav") -> Analysis:
    """An answer of A between two lines of B."""
    both = document(answer("What about the extra shift?"), answer("No, I can't take it on."), answer("Fine."))
    turns = tuple(replace(turn, speaker=who) for turn, who in zip(both.turns, "BAB", strict=True))
    speakers = {"A": SpeakerSummary(12.5, Prosody(words=9)), "B": SpeakerSummary(30.0, Prosody(words=20))}
    source = replace(both.source, path=path, sha256="0f" * 32)
    return replace(both, turns=turns, speakers=speakers, source=source)


def asked(**changes: object) -> Request:
    return replace(Request("heron", TODAY, "A"), **changes)  # type: ignore[arg-type]


def test_without_consent_nothing_is_kept() -> None:
    history = FakeHistory()
    with pytest.raises(ConsentError, match="no consent of heron"):
        keep(history, history.records, asked(), said(), None)
    assert history.preview(Erasure("all")) == Holdings()


def test_a_consent_that_is_withdrawn_while_it_is_analysed_leaves_nothing() -> None:
    """Withdrawn between the check and the session's facts: the record refuses, and the session goes again."""
    history = agreed()

    class Withdrawing(FakeHistory):
        def begin(self, session: Session) -> None:
            super().begin(session)
            self.erase(Erasure("person", session.person))

    late = Withdrawing()
    late.records.add_consent(history.records.consents()[0])
    with pytest.raises(HistoryError, match="no session"):
        keep(late, late.records, asked(), said(), whole_sound())
    assert late.preview(Erasure("all")) == Holdings()


def test_a_recording_that_can_not_be_kept_whole_is_not_kept_in_part() -> None:
    class Full(FakeHistory):
        def add_take(self, *_: object) -> Take:
            raise HistoryError("the disk is full")

    history = Full()
    history.records.add_consent(consent(until=None))
    with pytest.raises(HistoryError, match="full"):
        keep(history, history.records, asked(), said(), None)
    assert history.sessions() == ()
    assert history.records.reviews() == ()


def test_what_is_kept_bears_the_pseudonym_alone() -> None:
    history = agreed()
    review = keep(history, history.records, asked(), of_client(said(), "A"), None)
    one = reviewed(history, history.records, review.session_id)
    assert one.analysis is not None
    assert one.analysis.source.path == f"heron, {TODAY}"
    assert (one.client, one.keeps_audio, one.review) == ("heron", False, review)
    (kept,) = history.takes(review.session_id)
    assert b"Anna" not in kept.document
    assert (kept.kind, history.session(review.session_id).session.state) == ("recording", "done")
    assert taken_before(history.records, "heron", "0f" * 32) == review.session_id
    assert taken_before(history.records, "heron", "1f" * 32) is None


def test_sound_is_kept_only_where_the_consent_lets_it() -> None:
    history = agreed(audio="delete")
    assert permit(history.records, asked(), datetime.now(UTC).astimezone())
    with pytest.raises(ConsentError, match="sound") as caught:
        keep(history, history.records, asked(keeps_audio=True), said(), whole_sound())
    assert "--audio keep" in caught.value.remedy
    assert history.sessions() == ()
    history = agreed()
    review = keep(history, history.records, asked(keeps_audio=True), said(), whole_sound())
    assert reviewed(history, history.records, review.session_id).keeps_audio


@pytest.mark.parametrize(
    ("until", "retain", "ends"),
    [
        (None, None, None),
        (None, timedelta(days=30), datetime(2026, 3, 31, 12, 0, tzinfo=UTC)),
        ("2026-03-10", None, datetime(2026, 3, 11, 0, 0, tzinfo=UTC)),
        ("2026-03-10", timedelta(days=30), datetime(2026, 3, 11, 0, 0, tzinfo=UTC)),
        ("2026-03-10", timedelta(days=2), datetime(2026, 3, 3, 12, 0, tzinfo=UTC)),
        ("9999-12-31", None, None),
        ("9999-12-31", timedelta(days=30), datetime(2026, 3, 31, 12, 0, tzinfo=UTC)),
    ],
)
def test_sound_goes_at_the_end_of_its_time_or_of_the_consent(
    until: str | None, retain: timedelta | None, ends: datetime | None
) -> None:
    one = consent(until=until)
    assert audio_until(asked(keeps_audio=True, retain=retain), one, NOW) == (ends and stamp(ends))
    assert audio_until(asked(retain=retain), one, NOW) is None


def full_of_sound() -> FakeHistory:
    """Sessions whose sound goes at noon, goes later, and is kept without end."""
    history = FakeHistory()
    history.records.add_consent(CONSENT)
    for name, until in (("s1", NOW), ("s2", NOW + timedelta(seconds=1)), ("s3", None)):
        history.begin(session(name))
        history.records.add_review(replace(REVIEW, session_id=name, audio_until=stamp(until) if until else None))
        history.add_take(take(f"{name}-t", name), outcome(), SOUND)
    return history


def test_a_sweep_takes_the_sound_whose_time_is_over_once() -> None:
    history = full_of_sound()
    assert sweep(history.records, NOW - timedelta(seconds=1)) == ()
    assert sweep(history.records, NOW) == ("s1",)
    assert sweep(history.records, NOW) == ()
    assert [history.audio(f"{name}-t") is None for name in ("s1", "s2", "s3")] == [True, False, False]
    assert silence(history.records, "me") == ("s2", "s3")
    assert history.preview(Erasure("all")).recordings == 0


def test_others_are_neither_measured_nor_read() -> None:
    whole = said()
    found = of_client(whole, "A")
    assert list(found.speakers) == ["A"]
    assert {pause.speaker for pause in found.pauses} == {"A"}
    assert found.turns[1] == whole.turns[1]
    assert [turn.text for turn in found.turns] == [turn.text for turn in whole.turns]
    for turn in (found.turns[0], found.turns[2]):
        assert (turn.style.label, turn.voice.label, turn.congruence) == ("unsure", "unsure", "unclear")
        assert (turn.style.reason, turn.voice.measures, turn.prosody) == (NOT_READ, (), Prosody())
        assert all(one.style.reason == NOT_READ and one.prosody == Prosody() for one in turn.sentences)


def test_a_speaker_who_is_not_there_is_told_with_those_who_are() -> None:
    with pytest.raises(HistoryError, match="no speaker C") as caught:
        of_client(said(), "C")
    assert "A, B" in caught.value.remedy


def test_of_several_speakers_none_is_taken_for_the_client() -> None:
    unnamed = Reviewed("heron", replace(REVIEW, speaker=None), said())
    assert client_of(unnamed) is None
    assert clients_turns(unnamed) == ()
    history = agreed()
    keep(history, history.records, asked(speaker=None), said(), None)
    assert [summary.measures for summary in history.summaries()] == [{}]
    alone = replace(unnamed, analysis=of_client(said(), "B"))
    assert client_of(alone) == "B"


def test_a_corrected_label_counts_and_the_machines_stays() -> None:
    one = Reviewed("heron", REVIEW, said(), corrections=(replace(CORRECTIONS[0], turn=2, style="passive"),))
    first, second, _ = labelled(one)
    assert (first.style, first.is_corrected) == ("neutral", False)
    assert (second.number, second.style, second.voice, second.is_corrected) == (2, "passive", "steady", True)
    assert second.turn.style.label == "neutral"
    assert clients_turns(one) == (second,)


def test_what_is_no_recorded_session_is_told() -> None:
    history = agreed()
    history.begin(session("s1"))
    with pytest.raises(HistoryError, match="none that was recorded"):
        reviewed(history, history.records, "s1")
    with pytest.raises(HistoryError, match="no session"):
        reviewed(history, history.records, "s9")


def test_a_session_without_its_analysis_and_one_that_is_damaged() -> None:
    history = agreed()
    history.begin(session("s1", "heron"))
    history.records.add_review(Review("s1", "c1", date(2026, 3, 1).isoformat()))
    one = reviewed(history, history.records, "s1")
    assert (one.analysis, labelled(one), client_of(one)) == (None, (), None)
    history.add_take(take(), outcome())
    with pytest.raises(HistoryError, match="can't be read"):
        reviewed(history, history.records, "s1")
