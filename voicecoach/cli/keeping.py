"""Whose voice a verb hears: the baseline of a person, and the takes that are kept, each aimed at the fix before it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from voicecoach.cli.app import App
from voicecoach.cli.paths import readable
from voicecoach.cli.saving import existing_history, has_history, open_history, save_take
from voicecoach.history import ME, Chosen, SceneType, Session, new_id, stamp

if TYPE_CHECKING:
    from voicecoach.baseline import Baseline
    from voicecoach.coaching.evidence import Evidence
    from voicecoach.document import Analysis
    from voicecoach.ports import History

EARLIER = 8
"""Takes that a new one is set beside (own proposal): more than any fix has drills."""

FROM_FILES = ""
"""The microphone of a recording that comes from a file: none is known."""


@dataclass(frozen=True, slots=True)
class Aimed:
    """What a take is to work on, and the takes before it."""

    aim: str | None = None
    """The rule of the last fix; None for a first take, or where the last one had no fix."""
    earlier: tuple["Evidence", ...] = ()
    """The last takes of that person and scene, oldest first, at most `EARLIER`."""


class Keeper:
    """Keeps the takes of one person in one type of scene, all in one session.

    Use it with `with`: the session begins with the first take that is kept and is done at the end of the block.

    Args:
        history: Where they are kept.
        person: Whose they are.
        scene_type: What the situation asks for.
        baseline: What is usual for that person; None where it is not known.
        tell: Called with what is told about keeping.
    """

    def __init__(
        self,
        history: "History",
        person: str,
        scene_type: SceneType,
        baseline: "Baseline | None" = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._history = history
        self._person = person
        self._scene_type = scene_type
        self._baseline = baseline
        self._tell = tell
        self._session: Session | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None and kind is None:
            self._history.end(self._session.id, stamp(datetime.now(UTC)))

    def aimed(self) -> Aimed:
        """What the next take is to work on.

        Raises:
            HistoryError: When the history can't be read.
        """
        chosen = self._history.summaries(Chosen(self._person, self._scene_type, EARLIER))
        sessions = dict.fromkeys(summary.session_id for summary in chosen)
        takes = {take.id: take for session_id in sessions for take in self._history.takes(session_id)}
        aim, earlier = None, []
        for summary in chosen:
            take = takes[summary.take_id]
            evidence = self._read(take.document)
            if evidence is not None:
                aim = summary.fix
                earlier.append(replace(evidence, aim=take.aimed_at))
        return Aimed(aim, tuple(earlier))

    def change(self, analysis: "Analysis", aimed: Aimed) -> str | None:
        """What became of the fix that a take was to work on, in a line; None where there is nothing to compare."""
        from voicecoach.coaching.evidence import from_document
        from voicecoach.coaching.progress import before_after

        evidence = None if analysis.speaks_of_danger else from_document(analysis, baseline=self._baseline)
        if evidence is None:
            return None
        now = replace(evidence, aim=aimed.aim, earlier=aimed.earlier, scene_type=self._scene_type)
        found = before_after(now)
        return found.line if found else None

    def keep(self, analysis: "Analysis", aimed: Aimed) -> None:
        """Keep a take, without its sound; one without words, or in which words speak of danger, is not kept.

        Raises:
            HistoryError: When it can't be kept.
        """
        if analysis.speaks_of_danger or not analysis.turns:
            self._tell(f"{analysis.source.path}: not kept.")
            return
        at = datetime.now(UTC)
        if self._session is None:
            self._session = Session(new_id(at), self._person, stamp(at), self._scene_type)
            self._history.begin(self._session)
        take = save_take(self._history, self._session, analysis, "recording", at=at, aimed_at=aimed.aim)
        self._tell(f"{analysis.source.path}: kept as take {take.id} of {self._person}.")

    def _read(self, document: bytes) -> "Evidence | None":
        """An earlier take; None where it holds no analysis, as a typed one, or none that can be read."""
        import msgspec

        from voicecoach.coaching.evidence import from_document
        from voicecoach.report.document import from_json

        try:
            analysis = from_json(document.decode())
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        evidence = from_document(analysis, baseline=self._baseline)
        return replace(evidence, scene_type=self._scene_type) if evidence else None


def who_speaks(
    stack: ExitStack, app: App, person: str | None, scene_type: SceneType, *, save: bool
) -> tuple["Baseline | None", Keeper | None]:
    """The baseline of a person and, where takes are to be saved, what keeps them.

    Args:
        stack: Closes the history.
        app: The run.
        person: Whose voice it is; None is nobody in particular, or `history.ME` where takes are saved.
        scene_type: What the situation asks for.
        save: Whether takes are kept.

    Raises:
        HistoryError: When the history can't be opened.
    """
    whose = readable(person) if person else ME if save else None
    if whose is None:
        return None, None
    kept = None
    if save or has_history(app):
        kept = stack.enter_context(open_history(app) if save else existing_history(app))
    baseline = kept.baseline(whose, FROM_FILES) if kept else None
    if baseline is None and person is not None:
        app.tell(f"There is no baseline of {whose} for files, so the voice is laid beside published bands.")
    if kept is None or not save:
        return baseline, None
    return baseline, stack.enter_context(Keeper(kept, whose, scene_type, baseline, app.tell))
