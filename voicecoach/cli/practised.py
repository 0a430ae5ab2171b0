"""What is kept of a practice: its session, its takes, and its way through the scene until it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from voicecoach.adapters import spool
from voicecoach.adapters.scenarios import is_path
from voicecoach.adapters.spool import Spool
from voicecoach.analysis import AnalysisOptions
from voicecoach.cli.app import App
from voicecoach.cli.saving import named, save_take
from voicecoach.cli.unlocking import unlocked
from voicecoach.coaching.evidence import Evidence, from_document
from voicecoach.coaching.typed import typed_evidence
from voicecoach.errors import HistoryError, VoiceCoachError
from voicecoach.history import Came, Chosen, Outcome, Session, Take, new_id, stamp
from voicecoach.language.style import read_styles
from voicecoach.practice.session import Before
from voicecoach.practice.sides import Kept
from voicecoach.practice.way import Begun, Step, decode, encode
from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.replying import Answered
from voicecoach.report.document import from_json
from voicecoach.units import RATE_HZ

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.cli.replies import Hear
    from voicecoach.document import Analysis
    from voicecoach.ports import StyleModel
    from voicecoach.roleplay.scenario import Ending, Scenario

LEAST_SPOOLED_S = 0.1
"""Shorter sound is nothing that anybody said (own proposal): a syllable takes about two tenths of a second."""


class NothingKept:
    """Keeps nothing."""

    def spool(self, number: int) -> Path | None:  # noqa: ARG002 -- the port's signature
        """Nowhere."""
        return None

    def keep(self, answered: Answered, number: int, aimed_at: str | None) -> Kept | None:  # noqa: ARG002
        """No take."""
        return None

    def rescue(self, number: int) -> None:
        """Nothing."""

    def note(self, step: Step) -> None:
        """Nothing."""

    def drop(self, number: int) -> None:
        """Nothing."""

    def rate(self, *, before: int | None = None, after: int | None = None) -> None:
        """Nothing."""

    def end(self, ending: "Ending | None") -> None:
        """Nothing."""


class KeptInHistory:
    """Keeps a session in the history, and beside it what is not in there yet.

    Args:
        app: The run.
        history: Where takes are kept.
        session: The session, which has begun.
        hear: Analyses sound that was said before a microphone went away.
        options: How.
    """

    def __init__(
        self, app: App, history: "SqliteHistory", session: Session, hear: "Hear", options: AnalysisOptions
    ) -> None:
        self._app = app
        self._history = history
        self._vault = unlocked(app)
        self._spool = Spool(app.data_dir, session.id, self._vault)
        self._hear = hear
        self._options = options
        self.session = session

    def begin(self, begun: Begun) -> None:
        """Keep that the session has begun.

        Raises:
            HistoryError: When it can't be kept.
        """
        self._history.begin(self.session)
        self._spool.note(encode(begun))

    def spool(self, number: int) -> Path | None:
        """A file in the session's own folder."""
        return self._spool.sound(number)

    def keep(self, answered: Answered, number: int, aimed_at: str | None) -> Kept | None:
        """Keep a reply; its sound leaves the spool."""
        at = datetime.now(UTC)
        if answered.analysis is None:
            take = self._history.add_take(
                Take(new_id(at), self.session.id, stamp(at), "typed", answered.text, b"", aimed_at=aimed_at),
                Outcome(answered.style.label),
            )
            return Kept(take.id, None, None)
        take = save_take(
            self._history, self.session, answered.analysis, "answer", answered.samples, at=at, aimed_at=aimed_at
        )
        self._spool.drop(number)
        if take.audio is None or answered.samples is None:
            return Kept(take.id, None, None)
        path = self._app.data_dir / _audio_folder() / take.audio
        return Kept(take.id, str(spool.on_disk(path, self._vault)), round(len(answered.samples) / RATE_HZ, 3))

    def rescue(self, number: int) -> None:
        """Keep what the spool holds of a reply as a take of its own."""
        for found, path in self._spool.sounds():
            if found == number:
                rescue(self._app, self._history, self.session.id, path, self._hear, self._options)

    def note(self, step: Step) -> None:
        """Keep a step."""
        self._spool.note(encode(step))

    def drop(self, number: int) -> None:
        """Delete the sound of a reply."""
        self._spool.drop(number)

    def rate(self, *, before: int | None = None, after: int | None = None) -> None:
        """Keep the distress."""
        if before is not None or after is not None:
            self._history.rate(self.session.id, before=before, after=after)

    def end(self, ending: "Ending | None") -> None:
        """The session is done; nothing of it is left beside the history."""
        came = Came(ending.name, ending.kind) if ending is not None else None
        self._history.end(self.session.id, stamp(datetime.now(UTC)), came)
        self._spool.clear()


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session that goes on."""

    session: Session
    begun: Begun
    before: Before


def unfinished(history: "SqliteHistory", person: str, scene: str | None = None) -> tuple[Session, ...]:
    """The interrupted scenes of a person, the newest first; of one scene where it is named."""
    sessions = [entry.session for entry in history.sessions(Chosen(person))]
    return tuple(
        one for one in sessions if one.state == "interrupted" and one.scenario and scene in (None, one.scenario)
    )


def resumed(
    app: App, history: "SqliteHistory", typed: str, among: Sequence[Session], model: "Callable[[], StyleModel]"
) -> Resumed:
    """The session that a user means, open again, with all that was done in it.

    Raises:
        HistoryError: When there is none that can go on.
    """
    if not among:
        raise HistoryError("There is no unfinished scene to go on with.", "Begin one: voicecoach practice SCENARIO")
    chosen = named(typed, [one.id for one in among], "unfinished session")
    session = next(one for one in among if one.id == chosen)
    left_over = Spool(app.data_dir, chosen, unlocked(app))
    begun, steps = decode(left_over.way())
    if begun is None:
        raise HistoryError(
            f"Nothing is known any more of the way through the session {chosen}.", "Its takes stay; begin a new one."
        )
    takes = history.takes(chosen)
    unnoted = _unnoted(history, chosen, takes, steps)
    steps += unnoted
    evidence = {take.id: found for take in takes if (found := _evidence(take, model)) is not None}
    left = [number for number, _ in left_over.sounds()]
    number = max([len(takes), len(steps), *left])
    history.reopen(chosen)
    # From now on they stand where they were said, and not behind what follows.
    for one in unnoted:
        left_over.note(encode(one))
    return Resumed(session, begun, Before(steps, evidence, number, session.suds_before))


def rescue_all(app: App, history: "SqliteHistory", hear: "Hear") -> None:
    """Make takes of what was being said when a program was killed; what can't be heard stays, and is told."""
    # What is of no session here waits for its history, which may be damaged or newer than the backup in its place.
    known = {entry.session.id for entry in history.sessions() if entry.session.state != "open"}
    for session_id in spool.sessions_left(app.data_dir):
        if session_id not in known:
            continue
        for _, path in Spool(app.data_dir, session_id, unlocked(app)).sounds():
            rescue(app, history, session_id, path, hear, AnalysisOptions())


def rescue(
    app: App, history: "SqliteHistory", session_id: str, path: Path, hear: "Hear", options: AnalysisOptions
) -> None:
    """Make a take of one recording of the spool, in its session; one without speech is deleted."""
    session, vault = history.session(session_id).session, unlocked(app)
    length_s = spool.duration_s(path, vault)
    if length_s < LEAST_SPOOLED_S:
        spool.remove(path, vault)
        return
    try:
        analysis, samples = hear(path, replace(options, scene_type=session.scene_type), spool.content_of(path, vault))
    except VoiceCoachError as error:
        where = spool.on_disk(path, vault)
        app.tell(f"{length_s:.1f} s that were said before the program stopped are in {where}, not analysed: {error}")
        return
    if not analysis.speaks_of_danger and analysis.signal.silence_share < 1.0:
        take = save_take(history, session, analysis, "recording", samples, at=datetime.now(UTC))
        app.tell(f"{length_s:.1f} s that were said before the program stopped are kept as take {take.id}.")
    spool.remove(path, vault)


def scene_of(scenario: "Scenario", typed: str) -> str:
    """How the scene of a way is found again: its name, or the whole path of its file."""
    return str(Path(typed).resolve()) if is_path(typed) else scenario.name


def _unnoted(
    history: "SqliteHistory", session_id: str, takes: Sequence[Take], steps: Sequence[Step]
) -> tuple[Step, ...]:
    """Steps of takes that were kept right before the program died, so that they are not in the way."""
    noted = {step.take for step in steps}
    labels = {one.take_id: one for one in history.summaries(session_id=session_id)}
    found = []
    for take in takes:
        if take.id in noted or take.kind not in ("answer", "typed"):
            continue
        style, voice = labels[take.id].style, labels[take.id].voice
        found.append(
            Step(
                "reply",
                take.id,
                style if style in get_args(StyleLabel) else "unsure",  # type: ignore[arg-type]
                voice if voice in get_args(VoiceLabel) else "unsure",  # type: ignore[arg-type]
                _techniques(take),
            )
        )
    return tuple(found)


def _techniques(take: Take) -> tuple[str, ...]:
    analysis = _document(take)
    moves = [move.name for turn in analysis.turns for move in turn.style.techniques] if analysis else []
    return tuple(dict.fromkeys(moves))


def _evidence(take: Take, model: "Callable[[], StyleModel]") -> Evidence | None:
    if take.kind == "typed":
        (style,) = read_styles([take.text], model())
        return typed_evidence(take.text, style, lambda texts: read_styles(texts, model()))
    analysis = _document(take)
    return from_document(analysis) if analysis is not None else None


def _document(take: Take) -> "Analysis | None":
    """The analysis of a take; None where it holds none that can be read."""
    try:
        return from_json(take.document.decode())
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _audio_folder() -> str:
    from voicecoach.adapters.store import AUDIO

    return AUDIO
