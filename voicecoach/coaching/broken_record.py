"""The broken record: whether the core message holds over several pushes, calmly and without new reasons.

Conventions
    Taught as: repeat your point calmly, don't raise the voice, don't be drawn into side issues (Smith 1975). A push is
    a line of the other side that presses for another answer; which replies answer one, the scene knows.
    Effort is compared by the alpha ratio, which no microphone gain changes, and by the pitch; None where either take
    lacks it.
Measures
    A reply holds the message if it gives in nowhere and makes the same move (a limit, a request) or, without being
    passive, shares `HELD_SHARE` of the message's content words, which are compared by their first letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.moves import LIMITS, asks_in, content_words, gives_in, reasons_in, refuses
from voicecoach.prosody import Prosody
from voicecoach.reading import StyleReading
from voicecoach.session import Sentence, Turn
from voicecoach.units import hz_to_semitones

HELD_SHARE = 0.4
"""Share of the message's content words that a reply repeats to hold it (own proposal): two of five, since nobody
repeats a sentence whole."""

SAME_REASON_SHARE = 0.5
"""Share of its content words from which a reason was given before (own proposal)."""

RAISED_DB = 3.0
"""Rise of the alpha ratio over the first reply that is a raised voice: a level some 5 dB higher (Sundberg & Nordenberg
2006); value: own proposal, one step of its band."""

RAISED_SEMITONES = 3.0
"""Rise of the median pitch that is a raised voice (own proposal: loud speech is some 3 semitones higher)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of a scene, whether it was said in this recording or before."""

    text: str
    style: StyleReading
    prosody: Prosody
    sentences: tuple[Sentence, ...]
    asks: int
    """How often it asks for a change."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Its reasons, clause by clause."""
        return tuple(reason for s in self.sentences for reason in reasons_in(s.text, s.style.cues))


@dataclass(frozen=True, slots=True)
class Meter:
    """How the message fared."""

    held: tuple[bool, ...]
    """For each reply to a push, oldest first, whether it holds the message."""
    raised_db: float | None
    """Vocal effort of this reply over the first one."""
    raised_semitones: float | None
    """Pitch of this reply over the first one."""
    new_reasons: tuple[str, ...]
    """Reasons in this reply that no reply before it gave."""
    words: tuple[int, ...]
    """Words in each reply of the scene, oldest first."""

    @property
    def is_raised(self) -> bool:
        """Whether the voice rose over the first reply, by effort or by pitch."""
        return (self.raised_db or 0.0) > RAISED_DB or (self.raised_semitones or 0.0) > RAISED_SEMITONES


def read_meter(evidence: Evidence) -> Meter | None:
    """Reads the meter for a reply and those before it; None where nobody pushed or nothing was said before."""
    replies = replies_of(evidence)
    if evidence.pushes < 1 or len(replies) < 2:
        return None
    first, last = replies[0], replies[-1]
    pushed = replies[max(1, len(replies) - evidence.pushes) :]
    message = evidence.message or first.text
    before = [reason for reply in replies[:-1] for reason in reply.reasons]
    return Meter(
        held=tuple(_holds(reply, message, first) for reply in pushed),
        raised_db=_difference(last.prosody.alpha_ratio_db, first.prosody.alpha_ratio_db),
        raised_semitones=_pitch_difference(last.prosody.f0_median_hz, first.prosody.f0_median_hz),
        new_reasons=tuple(reason for reason in last.reasons if not _given(reason, before)),
        words=tuple(len(reply.text.split()) for reply in replies),
    )


def replies_of(evidence: Evidence) -> tuple[Reply, ...]:
    """All replies of the scene so far, oldest first, this one last."""
    return (*(_reply(turn) for turn in evidence.replies), _reply(evidence))


def _reply(said: Turn | Evidence) -> Reply:
    return Reply(said.text, said.style, said.prosody, said.sentences, asks_in(said, limits=False))


def _holds(reply: Reply, message: str, first: Reply) -> bool:
    if gives_in(reply.style) or any(gives_in(sentence.style) for sentence in reply.sentences):
        return False
    if (_sets_limit(first) or refuses(message)) and _sets_limit(reply):
        return True
    if first.asks and reply.asks:
        return True
    if reply.style.label == "passive":
        # "I guess I could maybe lend you a bit" shares the words of the message and takes it back.
        return False
    wanted = content_words(message)
    return bool(wanted) and len(wanted & content_words(reply.text)) >= HELD_SHARE * len(wanted)


def _sets_limit(reply: Reply) -> bool:
    names = {move.name for move in reply.style.techniques}
    cues = {cue.name for sentence in reply.sentences for cue in sentence.style.cues}
    return bool(names & LIMITS) or "boundary" in cues or refuses(reply.text)


def _given(reason: str, before: Sequence[str]) -> bool:
    words = content_words(reason)
    return not words or any(len(words & content_words(old)) >= SAME_REASON_SHARE * len(words) for old in before)


def _difference(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else now - then


def _pitch_difference(now_hz: float | None, then_hz: float | None) -> float | None:
    return None if now_hz is None or then_hz is None else float(hz_to_semitones(now_hz, then_hz))
