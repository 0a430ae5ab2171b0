"""`voicecoach analyze`: recordings in, their analysis out."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.output import Output
from voicecoach.cli.paths import readable, recordings
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, MediaError, OutputError

if TYPE_CHECKING:
    from voicecoach.analysis import Parts
    from voicecoach.document import Analysis
    from voicecoach.pipeline import Progress


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "json_out", metavar="OUT", help="Write one JSON document a line to OUT; - is stdout.")
@click.option("--json-schema", is_flag=True, help="Print the JSON Schema of the documents and stop.")
@click.option("--tracks", is_flag=True, help="Put the pitch and level tracks into the JSON.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--language", metavar="CODE", help="Language of the speech (en, de, ..); found out otherwise.")
@click.option("--channel", type=click.IntRange(min=1), help="Hear this channel alone, counted from 1.")
@click.option(
    "--pitch",
    type=click.Choice(["swift", "pyin"]),
    default="swift",
    help="Pitch tracker: swift-f0, or librosa's pYIN to compare with, which is far slower.",
)
@click.option(
    "--stutter-aware",
    is_flag=True,
    help="Count no repeats, cut-off or drawn-out words and no blocks against the speaker.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no messages, only results and errors.")
@click.pass_context
def analyze(
    ctx: click.Context,
    paths: tuple[Path, ...],
    json_out: str | None,
    json_schema: bool,
    tracks: bool,
    model: str | None,
    language: str | None,
    channel: int | None,
    pitch: str,
    stutter_aware: bool,
    quiet: bool,
) -> int:
    """Analyse recordings: files, or folders with all the sound in them.

    Prints a report of each: every sentence with the style of its words and the delivery of its voice, each measure
    with its band, and at most one thing to keep and one to change. Any format that FFmpeg reads.
    """
    if json_schema:
        return _print_schema()
    if not paths:
        raise click.UsageError("Name at least one recording or folder.")
    app = App.of(ctx, quiet=quiet)
    files, problems = recordings(paths)
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    failed = 0
    with ExitStack() as stack:
        out = stack.enter_context(Output(json_out)) if json_out else None
        parts = _parts(app, model, language, pitch)
        run = _Run(app, parts, tracks=tracks, stutter_aware=stutter_aware, channel=channel)
        for number, path in enumerate(files, 1):
            try:
                analysis = run.one(path, number, len(files))
            except MediaError as error:
                failed += 1
                click.echo(f"Error: {error}", err=True)
                continue
            if out:
                from voicecoach.report.document import to_json

                out.line(to_json(analysis))
            if json_out != "-":
                _print_report(analysis, last=number == len(files))
    if failed and len(files) > 1:
        click.echo(f"{len(files) - failed} of {len(files)} recordings were analysed.", err=True)
    return EXIT_ERROR if failed or problems else EXIT_DONE


class _Run:
    """Analyses one recording after the other with the same parts."""

    def __init__(self, app: App, parts: "Parts", *, tracks: bool, stutter_aware: bool, channel: int | None) -> None:
        self._app = app
        self._parts = parts
        self._tracks = tracks
        self._stutter_aware = stutter_aware
        self._channel = channel

    def one(self, path: Path, number: int, count: int) -> "Analysis":
        """Analyse the recording of this number among so many, and show how far it has come."""
        from voicecoach.adapters.media import MediaFile
        from voicecoach.analysis import AnalysisOptions, analyse

        recording = MediaFile(path, self._channel)
        with self._app.progress() as bar:
            which = f" ({number} of {count})" if count > 1 else ""
            task = bar.add_task(f"{path.name}{which}", total=None)

            def tell(done_s: float, all_s: float | None) -> None:
                bar.update(task, completed=done_s, total=all_s)

            watch: Progress = tell
            options = AnalysisOptions(self._tracks, self._stutter_aware)
            return analyse(recording, readable(str(path)), self._parts, options, watch)


def _parts(app: App, model: str | None, language: str | None, pitch: str) -> "Parts":
    from voicecoach.adapters.pyin import PyinPitchTracker
    from voicecoach.adapters.silero import SileroClassifier
    from voicecoach.adapters.style_model import OnnxStyleModel
    from voicecoach.adapters.swift import SwiftPitchTracker
    from voicecoach.analysis import Parts
    from voicecoach.cli.recognizer import loader

    tracker = PyinPitchTracker if pitch == "pyin" else SwiftPitchTracker
    return Parts(SileroClassifier, tracker, loader(app, model, language), OnnxStyleModel)


def _print_report(analysis: "Analysis", *, last: bool) -> None:
    from rich.console import Console

    from voicecoach.report.text import render

    console = Console(soft_wrap=False)
    try:
        console.print(render(analysis))
        if not last:
            console.rule(style="bright_black")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"stdout: the report can't be written ({error.strerror or error}).") from error


def _print_schema() -> int:
    import json

    from voicecoach.report.document import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
    return EXIT_DONE
