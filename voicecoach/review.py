"""Reviewing recorded sessions: only with consent on record, the client's voice alone, the sound gone when its time is.

Conventions
    Nothing of a recording is kept before its session has its facts, and these need a consent that is still on record:
    a consent that is withdrawn while a recording is being analysed leaves nothing behind.
    What speaks of danger is not coached and not kept, here as everywhere.
    A recording's own name may be somebody's: the document is kept under the pseudonym and the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from voicecoach.audio import Sound
from voicecoach.consent import Consent, permission
from voicecoach.document import Analysis
from voicecoach.errors import ConsentError, HistoryError
from voicecoach.history import Erasure, Outcome, Session, Take, new_id, outcome_of, stamp
from voicecoach.ports import History
from voicecoach.prosody import Prosody
from voicecoach.reading import StyleLabel, StyleReading, StyleScores, VoiceLabel, VoiceReading, VoiceScores
from voicecoach.recordkeeping import Records
from voicecoach.records import Correction, Note, Review
from voicecoach.session import Sentence, Turn

NOT_READ = "another speaker: only the client is read"
"""Why what others say has no label."""

_NO_STYLE: Final = StyleReading("unsure", StyleScores(0.0, 0.0, 0.0, 0.0, 1.0), reason=NOT_READ)
_NO_VOICE: Final = VoiceReading("unsure", VoiceScores(0.0, 1.0, 0.0), reason=NOT_READ)


@dataclass(frozen=True, slots=True)
class Request:
    """A recording that is to be reviewed."""

    client: str
    recorded_on: date
    speaker: str | None = None
    """Which speaker of the document is the client; None where nobody said."""
    keeps_audio: bool = False
    """Whether the sound is kept after the analysis."""
    retain: timedelta | None = None
    """How long the sound is kept; None for as long as the consent lets it."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A recorded session with all that is known of it."""

    client: str
    review: Review
    analysis: Analysis | None
    """None where the analysis did not come to its end, or was deleted."""
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()
    keeps_audio: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A turn with the labels that count: the therapist's where there are any, else the machine's."""

    number: int
    """Counted from 1."""
    turn: Turn
    style: StyleLabel
    voice: VoiceLabel
    is_corrected: bool = False


def permit(records: Records, request: Request, now: datetime) -> Consent:
    """The consent under which a recording may be analysed.

    Args:
        records: Where consents are.
        request: What is to be done.
        now: The present, on the clock of the wall.

    Raises:
        ConsentError: When there is none that covers it, or it does not let the sound be kept.
    """
    consent = permission(records.consents(request.client), request.client, request.recorded_on, now.date())
    if request.keeps_audio and consent.audio != "keep":
        raise ConsentError(
            f"The consent of {request.client} does not let the sound be kept.",
            "Leave out --keep-audio and --retain, or ask for it and note that with --audio keep.",
        )
    return consent


def audio_until(request: Request, consent: Consent, now: datetime) -> str | None:
    """When the sound is to go: at the end of its time or with the consent, whichever comes first; None for neither."""
    if not request.keeps_audio:
        return None
    ends = []
    if request.retain is not None:
        ends.append(now + request.retain)
    last = date.max if consent.until is None else date.fromisoformat(consent.until)
    if last < date.max:
        day_after = last + timedelta(days=1)
        ends.append(datetime(day_after.year, day_after.month, day_after.day, tzinfo=now.tzinfo))
    return stamp(min(ends)) if ends else None


def of_client(analysis: Analysis, speaker: str) -> Analysis:
    """The document with the voice of the client alone: what others say stays as words, unmeasured and unread.

    Raises:
        HistoryError: When nobody of that letter speaks in it.
    """
    if speaker not in analysis.speakers:
        heard = ", ".join(sorted(analysis.speakers)) or "nobody"
        raise HistoryError(f"There is no speaker {speaker} in the recording.", f"Heard: {heard}. Say --client-is.")
    return replace(
        analysis,
        turns=tuple(turn if turn.speaker == speaker else _unread(turn) for turn in analysis.turns),
        speakers={speaker: analysis.speakers[speaker]},
        findings=tuple(finding for finding in analysis.findings if finding.speaker == speaker),
        pauses=tuple(pause for pause in analysis.pauses if pause.speaker == speaker),
        disfluencies=tuple(one for one in analysis.disfluencies if one.speaker == speaker),
    )


def keep(history: History, records: Records, request: Request, analysis: Analysis, sound: Sound | None) -> Review:
    """Keep an analysed recording, with its sound or without.

    Args:
        history: Where the session goes.
        records: Its records.
        request: What was asked for; its sound is kept where `sound` is given.
        analysis: The document; the caller has seen that it is not about danger.
        sound: All of it; None keeps none.

    Returns:
        The facts of the session.

    Raises:
        ConsentError: When the consent was withdrawn, or has ended, in the meantime.
        HistoryError: When it can't be kept.
    """
    now = datetime.now().astimezone()
    consent = permit(records, request, now)
    document = replace(analysis, source=replace(analysis.source, path=title(request.client, request.recorded_on)))
    session = Session(new_id(now), request.client, stamp(now))
    review = Review(
        session.id,
        consent.id,
        request.recorded_on.isoformat(),
        analysis.source.sha256,
        request.speaker,
        audio_until(request, consent, now),
    )
    history.begin(session)
    try:
        records.add_review(review)
        text = " ".join(turn.text for turn in document.turns)
        take = Take(new_id(now), session.id, stamp(now), "recording", text, msgspec.json.encode(document))
        history.add_take(take, _outcome(document), sound)
    except BaseException:
        history.erase(Erasure("session", session.id))
        raise
    history.end(session.id, stamp(datetime.now().astimezone()))
    return review


def title(client: str, recorded_on: date) -> str:
    """What a recording is called in its document, in place of the name of its file."""
    return f"{client}, {recorded_on}"


def taken_before(records: Records, client: str, sha256: str) -> str | None:
    """The session that was made of the same file before; None where there is none with an analysis."""
    return next((o.review.session_id for o in records.reviews(client) if o.takes and o.review.sha256 == sha256), None)


def sweep(records: Records, now: datetime) -> tuple[str, ...]:
    """Delete the sound whose time is over; the sessions it was of."""
    over = [
        kept.review.session_id
        for kept in records.reviews()
        if kept.recordings and kept.review.audio_until is not None and kept.review.audio_until <= stamp(now)
    ]
    for session_id in over:
        records.drop_audio(session_id)
    return tuple(over)


def silence(records: Records, client: str) -> tuple[str, ...]:
    """Delete all sound of a client; the sessions it was of."""
    kept = [one.review.session_id for one in records.reviews(client) if one.recordings]
    for session_id in kept:
        records.drop_audio(session_id)
    return tuple(kept)


def reviewed(history: History, records: Records, session_id: str) -> Reviewed:
    """All that is known of a recorded session.

    Raises:
        HistoryError: When there is none of that name, or its document can't be read.
    """
    review = records.review(session_id)
    client = history.session(session_id).session.person
    if review is None:
        raise HistoryError(f"The session {session_id} is none that was recorded.", "See: voicecoach review list")
    takes = history.takes(session_id)
    return Reviewed(
        client,
        review,
        _document(takes[-1]) if takes else None,
        records.notes(session_id),
        records.corrections(session_id),
        any(take.audio for take in takes),
    )


def labelled(one: Reviewed) -> tuple[Labelled, ...]:
    """The turns with the labels that count; () without an analysis."""
    by_turn = {correction.turn: correction for correction in one.corrections}
    return tuple(
        _labelled(n, turn, by_turn.get(n)) for n, turn in enumerate(one.analysis.turns if one.analysis else (), 1)
    )


def clients_turns(one: Reviewed) -> tuple[Labelled, ...]:
    """Those of the client; of a recording with several speakers where nobody said who the client is, none."""
    speaker = client_of(one)
    return tuple(said for said in labelled(one) if said.turn.speaker == speaker)


def client_of(one: Reviewed) -> str | None:
    """Which speaker is the client: who was named, or the only one there is; None where that is not known."""
    if one.analysis is None:
        return None
    if one.review.speaker is not None:
        return one.review.speaker
    return next(iter(one.analysis.speakers)) if len(one.analysis.speakers) == 1 else None


def _labelled(number: int, turn: Turn, correction: Correction | None) -> Labelled:
    if correction is None:
        return Labelled(number, turn, turn.style.label, turn.voice.label)
    style, voice = correction.style or turn.style.label, correction.voice or turn.voice.label
    return Labelled(number, turn, style, voice, is_corrected=True)


def _outcome(analysis: Analysis) -> Outcome:
    """What charts keep; nothing where it is not known whose voice is the client's."""
    return outcome_of(analysis) if len(analysis.speakers) == 1 else Outcome()


def _document(take: Take) -> Analysis:
    try:
        return msgspec.json.decode(take.document, type=Analysis)
    except msgspec.MsgspecError as error:
        raise HistoryError(
            f"The document of take {take.id} can't be read ({error}).", "Bring it back from a backup."
        ) from error


def _unread(turn: Turn) -> Turn:
    return replace(
        turn,
        style=_NO_STYLE,
        voice=_NO_VOICE,
        congruence="unclear",
        prosody=Prosody(),
        sentences=_unread_sentences(turn.sentences),
        agreement=None,
    )


def _unread_sentences(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(
        replace(one, style=_NO_STYLE, voice=_NO_VOICE, congruence="unclear", prosody=Prosody(), ending=None)
        for one in sentences
    )
