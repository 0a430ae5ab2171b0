"""One run of `voicecoach practice`: the parts joined, the scene played, what came out of it told."""

import shlex
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.scenarios import find, is_path, listed
from voicecoach.analysis import AnalysisOptions
from voicecoach.audio import Samples
from voicecoach.cli.app import App
from voicecoach.cli.choosing import choose
from voicecoach.cli.events import Events
from voicecoach.cli.keys import Keys
from voicecoach.cli.listening import joined_parts, listen
from voicecoach.cli.practised import KeptInHistory, NothingKept, Resumed, rescue_all, resumed, scene_of, unfinished
from voicecoach.cli.replies import FileReplies, TypedReplies
from voicecoach.cli.saving import existing_history, has_history, local, open_history
from voicecoach.cli.stage import Keyboard, Manner, Terminal
from voicecoach.cli.unlocking import unlocked
from voicecoach.cli.wishes import Wishes
from voicecoach.document import Analysis
from voicecoach.errors import EXIT_DONE, DeviceError, HistoryError, VoiceCoachError
from voicecoach.history import Chosen, Session, new_id, stamp
from voicecoach.practice.session import Before, Practice, Setting
from voicecoach.practice.way import Begun
from voicecoach.report import practice as text
from voicecoach.report.help import help_text

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.ports import StyleModel
    from voicecoach.practice.sides import Ended
    from voicecoach.replying import Command, Replies
    from voicecoach.roleplay.scenario import Scenario


SOME = 5
"""Scenes that are named where none was chosen."""


class Run:
    """One practice."""

    def __init__(self, app: App, wishes: Wishes, stack: ExitStack, events: Events) -> None:

        self._app = app
        self._wishes = wishes
        self._stack = stack
        self._events = events
        self._keyboard = Keyboard()
        self._keys = Keys()
        self._parts = joined_parts(app, wishes.model, wishes.language)
        self._history: SqliteHistory | None = None
        self._kept_model: StyleModel | None = None

    def all(self) -> int:
        """Play it."""
        wishes = self._wishes
        if wishes.live and wishes.push_to_talk and not self._keyboard.is_terminal:
            raise click.UsageError("--push-to-talk needs a terminal: the space bar begins and ends a reply.")
        if not wishes.typed:
            # Now, and not after the first reply, is the time to find out that there is no speech model.
            self._parts.transcriber()
        if wishes.save:
            self._history = self._stack.enter_context(open_history(self._app))
            rescue_all(self._app, self._history, self._hear)
        elif has_history(self._app):
            self._history = self._stack.enter_context(existing_history(self._app))
        going_on = self._going_on() if wishes.resume is not None else None
        scenario = find(going_on.begun.scene, self._app.data_dir) if going_on else self._chosen()
        level = _same_level(scenario, going_on.begun) if going_on else _level(scenario, wishes.level)
        options = self._options()
        stage, replies = self._stage(scenario), self._replies()
        if going_on is None:
            self._tell_last_time(scenario, stage)
        keeping = self._keeping(scenario, level, options, going_on)
        setting = Setting(scenario, level, self._model, options, going_on.before if going_on else Before())
        try:
            ended = Practice(setting, replies, stage, keeping, self._events.tell).run()
        except (KeyboardInterrupt, VoiceCoachError) as error:
            if wishes.save:
                command = resume_command(scenario.name)
                self._app.tell(f"\nEverything so far is kept. Go on where you were: {command}")
                if isinstance(error, DeviceError):
                    self._app.tell(f"Without a microphone: {command} --typed")
            raise
        _report(stage, scenario, ended)
        if wishes.as_json:
            session = keeping.session.id if isinstance(keeping, KeptInHistory) else None
            click.echo(_summary(scenario, level, ended, session).decode())
        return EXIT_DONE

    def _tell_last_time(self, scenario: "Scenario", stage: Terminal) -> None:
        """Say how this scene came out the last time that it came to its end."""
        entries = self._history.sessions(Chosen(self._wishes.person)) if self._history else ()
        for session in (entry.session for entry in entries):
            if session.scenario == scenario.name and session.came is not None:
                stage.show(text.last_time(session.came, session.level, local(session.started_at)[:10], stage.width))
                return

    def _going_on(self) -> Resumed:
        """The session that goes on."""
        wishes = self._wishes
        if self._history is None or not wishes.save:
            raise click.UsageError("--resume and --no-save exclude each other.")
        scene = wishes.scenario
        if scene is not None and is_path(scene):
            scene = find(scene, self._app.data_dir).name
        among = unfinished(self._history, wishes.person, scene)
        return resumed(self._app, self._history, str(wishes.resume), among, self._model)

    def _keeping(
        self, scenario: "Scenario", level: int, options: AnalysisOptions, going_on: Resumed | None
    ) -> KeptInHistory | NothingKept:
        """What keeps the session, which has begun."""
        if not self._wishes.save or self._history is None:
            return NothingKept()
        if going_on is not None:
            return KeptInHistory(self._app, self._history, going_on.session, self._hear, options)
        at = datetime.now(UTC)
        session = Session(new_id(at), self._wishes.person, stamp(at), scenario.scene_type, scenario.name, level=level)
        keeping = KeptInHistory(self._app, self._history, session, self._hear, options)
        keeping.begin(Begun(scene_of(scenario, self._wishes.scenario or scenario.name), level))
        return keeping

    def _chosen(self) -> "Scenario":
        """The scene that was named, or that is chosen from a list."""
        left = unfinished(self._history, self._wishes.person) if self._history and self._wishes.save else ()
        if self._wishes.scenario is not None:
            scenario = find(self._wishes.scenario, self._app.data_dir)
            if any(one.scenario == scenario.name for one in left):
                self._app.tell(f"This scene is unfinished; go on with it: {resume_command(scenario.name)}")
            return scenario
        scenarios = listed(self._app.data_dir).scenarios
        if not self._keyboard.is_terminal:
            some = ", ".join(one.name for one in scenarios[:SOME])
            raise click.UsageError(f"Name a scene: {some}. All of them: voicecoach scenarios list")
        rungs = self._history.rungs(self._wishes.person) if self._history else ()
        wanted = tuple(dict.fromkeys(rung.scene_type for rung in rungs if rung.done_at is None))
        return choose(scenarios, [one.scenario for one in left], wanted, self._keyboard)

    def _stage(self, scenario: "Scenario") -> Terminal:

        wishes = self._wishes
        asks = self._keyboard.is_terminal if wishes.suds is None else wishes.suds
        manner = Manner(
            wishes.typed,
            asks,
            wishes.think,
            as_results=not wishes.as_json,
            quiet=self._app.quiet,
        )
        spoken = None
        if wishes.live if wishes.voice is None else wishes.voice:
            from voicecoach.cli.speaking import partners_voice

            stop = self._keys.pressed
            microphone = None
            if wishes.live and not wishes.headphones:
                from voicecoach.adapters.sound_card import SoundCardMicrophone

                microphone = SoundCardMicrophone(wishes.device)
            spoken = partners_voice(self._app, scenario.partner.voice, wishes.speaker, stop, self._stack, microphone)
        return Terminal(manner, self._keyboard, spoken, self._keys, self._typed)

    def _replies(self) -> "Replies":

        if self._wishes.audio:
            return FileReplies(self._wishes.audio, self._hear)
        return self._typed() if self._wishes.typed else self._live()

    def _live(self) -> "Replies":
        from voicecoach.cli.microphone import LevelMeter, Source, SpokenReplies
        from voicecoach.live import LiveOptions

        wishes = self._wishes
        meter = LevelMeter(quiet=self._app.quiet)
        options = LiveOptions(wishes.patient, wishes.push_to_talk, wishes.cue)
        source = Source(wishes.device, unlocked(self._app))
        return SpokenReplies(source, self._parts, options, self._keys, meter, self._app.tell)

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

        device = ""
        if self._wishes.live:
            from voicecoach.cli.microphone import microphone_name

            device = microphone_name(self._wishes.device)
        baseline = self._history.baseline(self._wishes.person, device) if self._history else None
        return AnalysisOptions(stutter_aware=self._wishes.stutter_aware, baseline=baseline, device=device)

    def _hear(self, path: Path, options: AnalysisOptions, content: bytes | None = None, /) -> tuple[Analysis, Samples]:
        analysis = listen(self._app, path, self._parts, options, content=content)
        return analysis, np.concatenate([chunk.samples for chunk in MediaFile(path, content=content).chunks()])


def show_how(app: App, wishes: Wishes) -> int:
    """Show a scene as it goes with the model answers.

    Raises:
        ScenarioError: When there is no such scene.
        click.UsageError: When JSON was asked for, or no scene was named.
    """
    from voicecoach.roleplay.director import demonstration

    if wishes.as_json:
        raise click.UsageError("--show-me and --json exclude each other: what is shown is no practice. Leave out one.")
    if wishes.scenario is None:
        raise click.UsageError("Name the scene that is to be shown.")
    scenario = find(wishes.scenario, app.data_dir)
    level = _level(scenario, wishes.level)
    stage = Terminal(Manner(typed=True, asks_suds=False), Keyboard())
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


def _same_level(scenario: "Scenario", begun: Begun) -> int:
    """The level at which a session goes on.

    Raises:
        HistoryError: When the scene was changed and is not played at it any more.
    """
    if begun.level not in scenario.levels:
        known = ", ".join(map(str, scenario.levels))
        raise HistoryError(
            f"{scenario.name} is not played at level {begun.level} any more; it has {known}.",
            f"Give it that level back, or begin anew: voicecoach practice {shlex.quote(begun.scene)}",
        )
    return begun.level


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
