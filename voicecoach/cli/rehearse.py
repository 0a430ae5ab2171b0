"""`voicecoach rehearse`: a talk before it is given, and what changed since the last time."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from voicecoach.cli.app import App
from voicecoach.cli.keeping import FROM_FILES, Aimed, Keeper
from voicecoach.cli.listening import joined_parts, listen
from voicecoach.cli.numbers import Finite
from voicecoach.cli.paths import readable
from voicecoach.cli.saving import existing_history, has_history, local, named, open_history, save_take
from voicecoach.cli.unlocking import unlocked
from voicecoach.errors import EXIT_DONE, HistoryError, MediaError, OutputError, VoiceCoachError
from voicecoach.history import ME, Chosen, Session, Take, new_id, stamp

if TYPE_CHECKING:
    from voicecoach.audio import Samples
    from voicecoach.baseline import Baseline
    from voicecoach.document import Analysis
    from voicecoach.options import AnalysisOptions, Parts
    from voicecoach.ports import History
    from voicecoach.rehearse import Asked, Change, Rehearsal

SCENE: Final = "talk"

MOST_NOTES_BYTES = 1_000_000
"""Larger files are no notes: a book has that much text (own proposal)."""


@click.command()
@click.option(
    "--from-audio",
    "audio",
    metavar="FILE",
    type=click.Path(readable=False, path_type=Path),
    help="Take a recording instead of the microphone.",
)
@click.option("--minutes", type=Finite(0.25, 600), metavar="N", help="How long the talk shall take.")
@click.option(
    "--notes",
    metavar="FILE",
    type=click.Path(readable=False, path_type=Path),
    help="Text or Markdown; slides begin with a heading or after ---. Words in bold are what to say.",
)
@click.option("--person", metavar="NAME", default=ME, show_default=True, help="Who speaks: a name of your choice.")
@click.option("--save/--no-save", default=True, help="Keep the take, or nothing.", show_default=True)
@click.option("--compare", metavar="TAKE", help="Compare with this take; with the last talk otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--device", metavar="NAME", help="The microphone, or a part of its name; the system's default otherwise.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--language", metavar="CODE", help="Language of the speech (en, de, ..); found out otherwise.")
@click.option(
    "--stutter-aware",
    is_flag=True,
    help="Count no repeats, cut-off or drawn-out words and no blocks against the speaker.",
)
@click.option("--quiet", "-q", is_flag=True, help="No meter, no progress and no messages, only results and errors.")
@click.pass_context
def rehearse(
    ctx: click.Context,
    audio: Path | None,
    minutes: float | None,
    notes: Path | None,
    person: str,
    save: bool,
    compare: str | None,
    as_json: bool,
    device: str | None,
    model: str | None,
    language: str | None,
    stutter_aware: bool,
    quiet: bool,
) -> int:
    """Rehearse a talk: its time, pace, pauses and fillers, how it opens and closes, and what of your notes was said.

    At the microphone, Enter or Ctrl-C ends the talk; Ctrl-C once more quits. The sound is on disk while you speak. What
    was said is kept and the next take compared with it; the sound is kept too where it came from the microphone.
    """
    if audio is not None and device is not None:
        raise click.UsageError("--device and --from-audio exclude each other.")
    if not person.strip():
        raise click.UsageError("--person needs a name.")
    from voicecoach.analysis import AnalysisOptions
    from voicecoach.rehearse import Asked

    app = App.of(ctx, quiet=quiet)
    asked = Asked(None if minutes is None else 60.0 * minutes, _read_notes(notes) if notes else "")
    with ExitStack() as stack:
        history = _history(stack, app, save=save)
        if history is None and audio is None:
            _be_present(stack, app)
        earlier = _earlier(history, readable(person.strip()), compare)
        run = _Run(app, joined_parts(app, model, language), history, readable(person.strip()), asked)
        options = AnalysisOptions(stutter_aware=stutter_aware, scene_type=SCENE)
        told = run.of_file(audio, options, earlier) if audio else run.live(device, options, earlier, save=save)
        take = None
        try:
            take = run.keep(told) if save else None
        finally:
            _print(told, take, as_json=as_json)
    # It is in the history now, or nobody wants it.
    if told.sound:
        run.forget(told.sound)
    return EXIT_DONE


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A take that was kept."""

    take: Take
    fix: str | None
    analysis: "Analysis"
    is_named: bool
    """Whether the user asked for this one."""

    def aimed(self, baseline: "Baseline | None") -> Aimed:
        """What a take that is compared with this one alone works on."""
        from voicecoach.coaching.evidence import from_document

        evidence = from_document(self.analysis, baseline=baseline)
        if evidence is None:
            return Aimed()
        return Aimed(self.fix, (replace(evidence, aim=self.take.aimed_at, scene_type=SCENE),))


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A take with all that is told of it."""

    analysis: "Analysis"
    rehearsal: "Rehearsal"
    aimed: Aimed
    changes: "tuple[Change, ...]" = ()
    compared: _Earlier | None = None
    line: str | None = None
    """What became of the fix that it was to work on."""
    sound: Path | None = None
    """Its recording in the spool; None where it came from a file."""


class _Run:
    """One rehearsal of a person."""

    def __init__(self, app: App, parts: "Parts", history: "History | None", person: str, asked: "Asked") -> None:
        self._app = app
        self._parts = parts
        self._history = history
        self._person = person
        self._asked = asked
        # With a vault the history has asked for the passphrase already.
        self._vault = unlocked(app)

    def of_file(self, path: Path, options: "AnalysisOptions", earlier: _Earlier | None) -> _Told:
        """Rehearse with a recording; one of a talk that broke off may be encrypted."""
        from voicecoach.adapters import spool

        sealed = spool.talk_named(path, self._vault)
        if sealed is None:
            return self._told(path, options, earlier)
        return self._told(sealed, options, earlier, content=spool.content_of(sealed, self._vault))

    def live(self, device: str | None, options: "AnalysisOptions", earlier: _Earlier | None, *, save: bool) -> _Told:
        """Rehearse at a microphone."""
        from voicecoach.adapters import spool
        from voicecoach.adapters.sound_card import SoundCardMicrophone
        from voicecoach.cli.talking import new_recording, record, recordings_left

        # Now, and not after a talk of half an hour, is the time to find out that there is no speech model.
        self._parts.transcriber()
        for path in recordings_left(self._app.data_dir):
            self._app.tell(f"A talk that broke off is in {_how_to_go_on(path)}")
        microphone = SoundCardMicrophone(device)
        path = new_recording(self._app.data_dir)
        try:
            self._app.tell("Speak when you are ready. Enter or Ctrl-C ends the talk.")
            last = record(self._app, microphone, self._parts.classifier(), path, self._asked.target_s)
            if last is None or not last.talk_s:
                self.forget(path)
                raise MediaError(
                    "Nobody was heard.", "See that the right microphone is chosen (--device NAME) and not muted."
                )
            self._app.tell("Thank you. What you said is being heard; Ctrl-C quits.")
            content = spool.content_of(path, self._vault)
            return replace(self._told(path, options, earlier, microphone.facts().device, content), sound=path)
        except VoiceCoachError as error:
            raise self._with_what_was_kept(error, path) from error
        except KeyboardInterrupt:
            if save:
                self._app.tell(f"\nWhat you said is in {_how_to_go_on(spool.on_disk(path, self._vault))}")
            else:
                self.forget(path)
            raise

    def forget(self, sound: Path) -> None:
        """Delete the recording of a talk; none is no error.

        Raises:
            OutputError: When it can't be deleted.
        """
        from voicecoach.adapters import spool

        spool.remove(sound, self._vault)

    def keep(self, told: _Told) -> Take | None:
        """Keep a take; one in which words speak of danger is not kept.

        Raises:
            HistoryError: When it can't be kept; the sound stays in the spool then.
        """
        from voicecoach.adapters import spool

        take = None
        if not told.analysis.speaks_of_danger and self._history is not None:
            at = datetime.now(UTC)
            session = Session(new_id(at), self._person, stamp(at), SCENE)
            self._history.begin(session)
            samples = _samples(told.sound, spool.content_of(told.sound, self._vault)) if told.sound else None
            take = save_take(self._history, session, told.analysis, "talk", samples, at=at, aimed_at=told.aimed.aim)
            self._history.end(session.id, stamp(datetime.now(UTC)))
            self._app.tell(f"Kept as take {take.id} of {self._person}.")
        else:
            self._app.tell("Not kept.")
        return take

    def _told(
        self,
        path: Path,
        options: "AnalysisOptions",
        earlier: "_Earlier | None",
        device: str = "",
        content: bytes | None = None,
    ) -> _Told:
        from voicecoach.rehearse import compare, rehearsal_of

        baseline = self._history.baseline(self._person, device or FROM_FILES) if self._history else None
        keeper = Keeper(self._history, self._person, SCENE, baseline) if self._history else None
        aimed = Aimed()
        if earlier and keeper:
            aimed = earlier.aimed(baseline) if earlier.is_named else keeper.aimed()
        options = replace(options, baseline=baseline, device=device, aim=aimed.aim, earlier=aimed.earlier)
        analysis = listen(self._app, path, self._parts, options, title="hearing", content=content)
        if device:
            analysis = replace(analysis, source=replace(analysis.source, path=device))
        rehearsal = rehearsal_of(analysis, self._asked)
        if rehearsal is None:
            raise MediaError(
                f"{analysis.source.path}: no words were recognised.",
                "Speak close to the microphone, or try a larger model: voicecoach models list",
            )
        before = rehearsal_of(earlier.analysis, self._asked) if earlier else None
        changes = compare(before, rehearsal) if before and not analysis.speaks_of_danger else ()
        line = keeper.change(analysis, aimed) if keeper else None
        return _Told(analysis, rehearsal, aimed, changes, earlier, line)

    def _with_what_was_kept(self, error: VoiceCoachError, path: Path) -> VoiceCoachError:
        """The error with the place of what was recorded before it; an empty recording is not kept."""
        from voicecoach.adapters import spool

        where = spool.on_disk(path, self._vault)
        if not where.exists():
            return error
        if not spool.duration_s(path, self._vault):
            self.forget(path)
            return error
        return type(error)(error.message, f"{error.remedy} What you said is in {_how_to_go_on(where)}".strip())


def _read_notes(path: Path) -> str:
    """The text of the notes.

    Raises:
        MediaError: When they can't be read or hold no words.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise MediaError(
            f"{readable(str(path))}: can't be read ({error.strerror or error}).", "Check the name."
        ) from error
    if len(raw) > MOST_NOTES_BYTES or b"\0" in raw:
        raise MediaError(f"{readable(str(path))}: is no text.", "Save the notes as plain text or Markdown.")
    text = raw.decode("utf-8-sig", errors="replace")
    from voicecoach.coaching.notes import read_notes

    if not read_notes(text):
        raise MediaError(f"{readable(str(path))}: holds no words.", "Write a line for each thing you want to say.")
    return text


def _history(stack: ExitStack, app: App, *, save: bool) -> "History | None":
    if not save and not has_history(app):
        return None
    return stack.enter_context(open_history(app) if save else existing_history(app))


def _be_present(stack: ExitStack, app: App) -> None:
    """Let nobody turn the vault on while a talk is spoken, which lies plain beside it then; a history does it else."""
    from voicecoach.adapters.store_errors import translated
    from voicecoach.adapters.vault_place import Presence

    with translated(app.data_dir):
        app.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        stack.enter_context(Presence(app.data_dir))


def _earlier(history: "History | None", person: str, typed: str | None) -> "_Earlier | None":
    """The take to compare with: the one that is named, else the last talk; None where there is none.

    Raises:
        HistoryError: When there is no such take, or it holds no sound that was analysed.
    """
    summaries = history.summaries(Chosen(person, None if typed else SCENE)) if history else ()
    if typed is None and not summaries:
        return None
    chosen = named(typed or "last", [one.take_id for one in summaries], "take")
    summary = next(one for one in summaries if one.take_id == chosen)
    assert history is not None
    take = next(one for one in history.takes(summary.session_id) if one.id == chosen)
    analysis = _document(take)
    if analysis is None and typed is not None:
        raise HistoryError(f"The take {chosen} can't be compared: it was typed.", "See the others: voicecoach history")
    return None if analysis is None else _Earlier(take, summary.fix, analysis, is_named=typed is not None)


def _document(take: Take) -> "Analysis | None":
    """The analysis of a take; None where it holds none that can be read."""
    import msgspec

    from voicecoach.report.document import from_json

    try:
        return from_json(take.document.decode())
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _samples(path: Path, content: bytes | None) -> "Samples":
    import numpy as np

    from voicecoach.adapters.media import MediaFile

    return np.concatenate([chunk.samples for chunk in MediaFile(path, content=content).chunks()])


def _how_to_go_on(path: Path) -> str:
    return f"{path}: `voicecoach rehearse --from-audio {path}` analyses it; delete the file if you don't want it."


def _print(told: _Told, take: Take | None, *, as_json: bool) -> None:
    since = ""
    if told.compared is not None:
        since = f"the take of {local(told.compared.take.made_at)} ({told.compared.take.id})"
    if as_json:
        import msgspec

        row = {
            **msgspec.to_builtins(told.rehearsal),
            "compared_with": told.compared.take.id if told.compared else None,
            "changes": told.changes,
            "aimed": told.line,
            "take": take.id if take else None,
        }
        click.echo(msgspec.json.encode(row).decode())
        if told.analysis.speaks_of_danger:
            from voicecoach.report.help import help_text

            click.echo(help_text(), err=True)
        return
    from rich.console import Console
    from rich.text import Text

    from voicecoach.cli.progress import has_braille
    from voicecoach.report.rehearse import lines

    console = Console(highlight=False)
    shown = lines(
        told.rehearsal,
        console.width,
        braille=has_braille(),
        changes=told.changes,
        since=since,
        aimed=told.line or "",
    )
    try:
        for line in shown:
            console.print(Text.assemble(*line), soft_wrap=True)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"stdout: the report can't be written ({error.strerror or error}).") from error
