"""What was practised: sessions, their takes, and the ladder of one's own situations.

Conventions
    Times are ISO 8601 in UTC, to the second at least. Identifiers sort by time. SUDS is the subjective units of
    distress scale, 0 (calm) to 100 (Wolpe 1969); None where it was not asked or not answered.
    `person` is a name of the user's choice, "me" by default; nothing else tells people apart.
"""

import secrets
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from voicecoach.document import Analysis

ME = "me"
"""Who practises, unless another name is given."""

MOST_SUDS = 100

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"

SceneType = Literal[
    "refusal",
    "request",
    "boundary",
    "criticism_given",
    "criticism_taken",
    "praise",
    "negotiation",
    "talk",
    "other",
]
"""What a situation asks of the speaker: what is right in one is wrong in another (Eisler et al. 1975)."""

SessionState = Literal["open", "done", "interrupted"]
TakeKind = Literal["answer", "talk", "typed", "recording"]

EndingKind = Literal["held", "partly", "gave_in", "hardened"]
"""How a scene ends: the ground was held, a part of it, the other side got its way, or both hardened."""


@dataclass(frozen=True, slots=True)
class Came:
    """How a scene came out."""

    ending: str
    """Name of the ending in its scene."""
    kind: EndingKind


@dataclass(frozen=True, slots=True)
class Take:
    """One thing said, with what was made of it."""

    id: str
    session_id: str
    made_at: str
    kind: TakeKind
    text: str
    document: bytes
    """The analysis document (JSON, `document.Analysis`) as it was made; b"" for a typed answer."""
    audio: str | None = None
    """Name of its WAV file beside the database; None where none is kept."""
    aimed_at: str | None = None
    """The rule of the fix that this take was to work on; None for a first take."""


@dataclass(frozen=True, slots=True)
class Session:
    """A practice from its start to its end."""

    id: str
    person: str
    started_at: str
    scene_type: SceneType = "other"
    scenario: str = ""
    """Name of the scene; empty where there was none."""
    state: SessionState = "open"
    ended_at: str | None = None
    suds_before: int | None = None
    suds_after: int | None = None
    level: int | None = None
    """How hard the partner pressed; None where there was no scene, and for sessions of before it was kept."""
    came: Came | None = None
    """How its scene came out; None where it did not come to its end."""

    def __post_init__(self) -> None:
        check_suds(self.suds_before)
        check_suds(self.suds_after)


@dataclass(frozen=True, slots=True)
class Rung:
    """One situation of a person's own ladder."""

    id: str
    person: str
    text: str
    suds: int
    """How hard it is now, 0 to 100."""
    scene_type: SceneType = "other"
    done_at: str | None = None
    """When it was last done in real life; None while it was not."""

    def __post_init__(self) -> None:
        check_suds(self.suds)


@dataclass(frozen=True, slots=True)
class Rating:
    """How hard a rung was at one time."""

    rung_id: str
    rated_at: str
    suds: int

    def __post_init__(self) -> None:
        check_suds(self.suds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made of a take, in few words and numbers: what lists and charts are drawn from.

    The words are those of `reading` and `session.Finding`; empty where nothing could be read.
    """

    style: str = ""
    voice: str = ""
    congruence: str = ""
    fix: str | None = None
    """Rule of the fix that was given; None where there was none."""
    strength: str | None = None
    measures: dict[str, float] = field(default_factory=dict)
    """Measures of the voice by their names in `prosody.Prosody`; one that is not known is absent."""


@dataclass(frozen=True, slots=True)
class TakeSummary:
    """What lists and charts need of a take, without reading its document."""

    take_id: str
    session_id: str
    person: str
    made_at: str
    scene_type: SceneType
    style: str
    voice: str
    congruence: str
    fix: str | None
    """Rule of the fix that was given; None where there was none."""
    strength: str | None
    measures: dict[str, float]
    """Measures of the voice by their names in `prosody.Prosody`; one that is not known is absent."""


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One line of a list of sessions."""

    session: Session
    takes: int
    """How many takes it holds."""
    last_fix: str | None = None
    """Rule of the last fix that was given in it; None where there was none."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which sessions or takes are asked for."""

    person: str | None = None
    """None for everybody."""
    scene_type: SceneType | None = None
    """None for every scene."""
    limit: int | None = None
    """At most so many, the newest; None for all."""


ALL = Chosen()

ErasureKind = Literal["take", "session", "rung", "person", "all"]


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be deleted."""

    kind: ErasureKind
    name: str = ""
    """The identifier of the take, session or rung, or the person's name; empty for all."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept, or would be deleted."""

    sessions: int = 0
    takes: int = 0
    recordings: int = 0
    audio_bytes: int = 0
    rungs: int = 0
    baselines: int = 0
    first_at: str | None = None
    """When the oldest of it was made; None where there is nothing."""
    last_at: str | None = None
    consents: int = 0
    notes: int = 0
    """Notes and marks on recorded sessions."""
    corrections: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.sessions or self.takes or self.recordings or self.rungs or self.baselines or self.consents)


def check_suds(suds: int | None) -> None:
    """See that a distress rating lies on its scale.

    Raises:
        ValueError: When it is below 0 or above 100.
    """
    if suds is not None and not 0 <= suds <= MOST_SUDS:
        raise ValueError(f"SUDS goes from 0 to {MOST_SUDS}, not to {suds}")


def stamp(at: datetime) -> str:
    """A time as it is kept: ISO 8601 in UTC, to the millisecond; such texts sort by time.

    >>> stamp(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    '2026-03-01T12:30:00.000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def new_id(at: datetime) -> str:
    """A new identifier: nine signs for the milliseconds since 1970, three random ones to tell two of a moment apart.

    Crockford's base 32 in lower case: no sign is taken for another, and texts sort by time.
    """
    number = (round(at.timestamp() * 1000) << 15) | secrets.randbits(15)
    return "".join(_SIGNS[number >> shift & 31] for shift in range(55, -1, -5))


def outcome_of(analysis: "Analysis") -> Outcome:
    """What lists and charts keep of an analysis.

    Style, voice and congruence are the labels under which most words were said, over the turns of the speaker who
    spoke longest; measures are that speaker's.
    """
    if not analysis.speakers:
        return Outcome()
    speaker, summary = max(analysis.speakers.items(), key=lambda pair: pair[1].speaking_s)
    said: dict[str, Counter[str]] = {"style": Counter(), "voice": Counter(), "congruence": Counter()}
    for turn in analysis.turns:
        if turn.speaker == speaker:
            words = max(1, len(turn.text.split()))
            said["style"][turn.style.label] += words
            said["voice"][turn.voice.label] += words
            said["congruence"][turn.congruence] += words
    labels = {name: max(counts, key=lambda label: counts[label], default="") for name, counts in said.items()}
    given = {finding.kind: finding.rule for finding in analysis.findings if finding.speaker == speaker}
    known = {one.name: getattr(summary.prosody, one.name) for one in fields(summary.prosody)}
    return Outcome(
        **labels,
        fix=given.get("fix"),
        strength=given.get("strength"),
        measures={name: float(value) for name, value in known.items() if value is not None},
    )
