"""One run of `voicecoach practice`: the parts joined, the scene played, what came out of it told."""

import shlex
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.scenarios import find, listed
from voicecoach.analysis import AnalysisOptions
from voicecoach.audio import Samples
from voicecoach.cli.app import App
from voicecoach.cli.events import Events
from voicecoach.cli.listening import joined_parts, listen
from voicecoach.cli.practised import KeptInHistory, NothingKept, Resumed, rescue_all, resumed, scene_of, unfinished
from voicecoach.cli.replies import FileReplies, TypedReplies
from voicecoach.cli.saving import open_history
from voicecoach.cli.stage import Keyboard, Manner, Terminal
from voicecoach.document import Analysis
from voicecoach.errors import EXIT_DONE
from voicecoach.history import Session, new_id, stamp
from voicecoach.practice.session import Before, Practice, Setting
from voicecoach.practice.way import Begun
from voicecoach.report import practice as text
from voicecoach.report.help import help_text

if TYPE_CHECKING:
    from voicecoach.cli.practice import Wishes
    from voicecoach.ports import StyleModel
    from voicecoach.practice.sides import Ended
    from voicecoach.replying import Command, Replies
    from voicecoach.roleplay.scenario import Scenario


class Run:
    """One practice."""

    def __init__(self, app: App, wishes: "Wishes", stack: ExitStack, events: Events) -> None:

        self._app = app
        self._wishes = wishes
        self._stack = stack
        self._events = events
        self._keyboard = Keyboard()
        self._parts = joined_parts(app, wishes.model, wishes.language)
        self._kept_model: StyleModel | None = None

    def all(self) -> int:
        """Play it."""
        keeping, scenario, level, going_on = self._begun()
        stage = self._stage()
        setting = Setting(scenario, level, self._model, self._options(), going_on.before if going_on else Before())
        replies = self._replies()
        ended = Practice(setting, replies, stage, keeping, self._events.tell).run()
        _report(stage, scenario, ended)
        if self._wishes.as_json:
            session = keeping.session.id if isinstance(keeping, KeptInHistory) else None
            click.echo(_summary(scenario, level, ended, session).decode())
        return EXIT_DONE

    def _begun(self) -> "tuple[KeptInHistory | NothingKept, Scenario, int, Resumed | None]":
        """What is played, and what keeps it."""
        wishes = self._wishes
        if not wishes.save:
            if wishes.resume:
                raise click.UsageError("--resume and --no-save exclude each other.")
            scenario = self._chosen(())
            return NothingKept(), scenario, _level(scenario, wishes.level), None
        if wishes.scenario is not None and wishes.resume is None:
            _level(find(wishes.scenario, self._app.data_dir), wishes.level)
        history = self._stack.enter_context(open_history(self._app))
        rescue_all(self._app, history, self._hear)
        if wishes.resume is not None:
            among = unfinished(history, wishes.person, wishes.scenario)
            going_on = resumed(self._app, history, wishes.resume, among, self._model)
            scenario = find(going_on.begun.scene, self._app.data_dir)
            keeping = KeptInHistory(self._app, history, going_on.session, self._hear, self._options())
            return keeping, scenario, going_on.begun.level, going_on
        left = unfinished(history, wishes.person)
        scenario = self._chosen([one.scenario for one in left])
        level = _level(scenario, wishes.level)
        if any(one.scenario == scenario.name for one in left):
            self._app.tell(f"A session of this scene is unfinished; go on with it: {resume_command(scenario.name)}")
        at = datetime.now(UTC)
        session = Session(new_id(at), wishes.person, stamp(at), scenario.scene_type, scenario.name)
        keeping = KeptInHistory(self._app, history, session, self._hear, self._options())
        keeping.begin(Begun(scene_of(scenario, wishes.scenario or scenario.name), level))
        return keeping, scenario, level, None

    def _chosen(self, unfinished: Sequence[str]) -> "Scenario":
        """The scene that was named, or that is chosen from a list."""
        if self._wishes.scenario is not None:
            return find(self._wishes.scenario, self._app.data_dir)
        scenarios = listed(self._app.data_dir).scenarios
        if not self._keyboard.is_terminal:
            some = ", ".join(one.name for one in scenarios[:5])
            raise click.UsageError(f"Name a scene: {some}. All of them: voicecoach scenarios list")

        from voicecoach.cli.choosing import choose

        return choose(self._app, scenarios, unfinished, self._wishes.person, self._keyboard)

    def _stage(self) -> Terminal:

        wishes = self._wishes
        asks = self._keyboard.is_terminal if wishes.suds is None else wishes.suds
        manner = Manner(
            wishes.typed,
            asks,
            wishes.think,
            as_results=not wishes.as_json,
            quiet=self._app.quiet,
        )
        return Terminal(manner, self._keyboard, instead=self._typed)

    def _replies(self) -> "Replies":

        if self._wishes.audio:
            return FileReplies(self._wishes.audio, self._hear)
        return self._typed()

    def _typed(self) -> "Replies":

        def explain() -> None:
            for name, told in text.COMMANDS_TOLD.items():
                click.echo(f"  /{name:7} {told}", err=True)

        at_the_end: Command | None = "quit" if self._keyboard.is_terminal else None
        return TypedReplies(lambda: self._keyboard.line("You: "), self._model, explain, at_the_end)

    def _model(self) -> "StyleModel":
        if self._kept_model is None:
            self._kept_model = self._parts.style_model()
        return self._kept_model

    def _options(self) -> AnalysisOptions:

        return AnalysisOptions(stutter_aware=self._wishes.stutter_aware)

    def _hear(self, path: Path, options: AnalysisOptions) -> tuple[Analysis, Samples]:
        analysis = listen(self._app, path, self._parts, options)
        return analysis, np.concatenate([chunk.samples for chunk in MediaFile(path).chunks()])


def show_how(app: App, wishes: "Wishes") -> int:
    """Show a scene as it goes with the model answers.

    Raises:
        ScenarioError: When there is no such scene.
    """
    from voicecoach.roleplay.director import demonstration

    if wishes.scenario is None:
        raise click.UsageError("Name the scene that is to be shown.")
    scenario = find(wishes.scenario, app.data_dir)
    level = _level(scenario, wishes.level)
    stage = Terminal(Manner(typed=True, asks_suds=False, as_results=not wishes.as_json), Keyboard())
    stage.show(text.demonstration(scenario, demonstration(scenario, level), stage.width))
    app.tell(f"\nNow you: voicecoach practice {shlex.quote(wishes.scenario)}")
    return EXIT_DONE


def _level(scenario: "Scenario", wanted: int | None) -> int:
    if wanted is None:
        return scenario.levels[0]
    if wanted not in scenario.levels:
        known = ", ".join(map(str, scenario.levels))
        raise click.UsageError(f"{scenario.name} is not played at level {wanted}; it has {known}.")
    return wanted


def _report(stage: Terminal, scenario: "Scenario", ended: "Ended") -> None:
    """What is told at the end."""
    if ended.reason == "help":
        stage.show(f"\n{help_text()}")
        return
    if ended.reason in ("quit", "nobody_speaking"):
        stage.note(f"\nStopped. Go on where you were: {resume_command(scenario.name)}")
        return
    told = text.debrief(scenario, ended, stage.width)
    if told:
        stage.show(f"\n{told}")
    stage.show(f"\n{text.homework(scenario, stage.width)}")


def resume_command(scene: str) -> str:
    """What to type to go on with a scene."""
    return f"voicecoach practice {shlex.quote(scene)} --resume"


def _summary(scenario: "Scenario", level: int, ended: "Ended", session: str | None) -> bytes:
    """What came out of it, as JSON; of words that speak of danger nothing is told."""
    import msgspec

    ending = scenario.ending(ended.place.ending) if ended.place.ending else None
    row = {
        "session": session,
        "scene": scenario.name,
        "level": level,
        "reason": ended.reason,
        "ending": ended.place.ending,
        "kind": ending.kind if ending else None,
        "replies": () if ended.reason == "help" else ended.replies,
        "changes": ended.changes,
        "suds_before": ended.suds_before,
        "suds_after": ended.suds_after,
    }
    return msgspec.json.encode(row)
