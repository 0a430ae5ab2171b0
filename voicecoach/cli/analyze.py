"""`voicecoach analyze`: recordings in, their analysis out."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from voicecoach.cli.app import App
from voicecoach.cli.exports import AudioChoice, Exports, Wanted
from voicecoach.cli.keeping import Aimed, Keeper, who_speaks
from voicecoach.cli.listening import Asked, joined_parts, listened
from voicecoach.cli.output import Output
from voicecoach.cli.paths import recordings
from voicecoach.cli.who import CLIENT, SPEAKERS
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, MediaError, NoSuchSpeakerError, OutputError
from voicecoach.history import ME, SceneType

if TYPE_CHECKING:
    from voicecoach.analysis import AnalysisOptions, Parts
    from voicecoach.document import Analysis


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@click.option("--json", "json_out", metavar="OUT", help="Write one JSON document a line to OUT; - is stdout.")
@click.option(
    "--html", metavar="OUT", help="Write a page to look at and listen to: a file for all recordings, a folder for each."
)
@click.option(
    "--audio",
    type=click.Choice(get_args(AudioChoice)),
    default="embed",
    help="What the page does with the sound: keep it inside, in a file beside it, or leave it out.",
)
@click.option("--textgrid", metavar="OUT", help="Write a TextGrid for Praat; a folder for several recordings.")
@click.option("--csv", metavar="OUT", help="Write one table of everything on the time axis, of all recordings.")
@click.option("--srt", metavar="OUT", help="Write subtitles (SubRip); a folder for several recordings.")
@click.option("--vtt", metavar="OUT", help="Write subtitles (WebVTT); a folder for several recordings.")
@click.option("--json-schema", is_flag=True, help="Print the JSON Schema of the documents and stop.")
@click.option("--tracks", is_flag=True, help="Put the pitch and level tracks into the JSON.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--language", metavar="CODE", help="Language of the speech (en, de, ..); found out otherwise.")
@click.option(
    "--speakers", type=SPEAKERS, default="1", metavar="N", help="How many speak: 1 (the default), 2, .. or auto."
)
@click.option("--client", type=CLIENT, metavar="A", help="Measure and advise this speaker alone: A, B, ..")
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
@click.option("--scene-type", type=click.Choice(get_args(SceneType)), default="other", help="What the situation is.")
@click.option("--person", metavar="NAME", help=f"Whose voice it is: theirs is the baseline. Saved as {ME} else.")
@click.option("--save", is_flag=True, help="Keep what was said in the history, and aim each take at the last fix.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no messages, only results and errors.")
@click.pass_context
def analyze(
    ctx: click.Context,
    paths: tuple[Path, ...],
    json_out: str | None,
    html: str | None,
    audio: AudioChoice,
    textgrid: str | None,
    csv: str | None,
    srt: str | None,
    vtt: str | None,
    json_schema: bool,
    tracks: bool,
    model: str | None,
    language: str | None,
    speakers: int | None,
    client: str | None,
    channel: int | None,
    pitch: str,
    stutter_aware: bool,
    scene_type: SceneType,
    person: str | None,
    save: bool,
    quiet: bool,
) -> int:
    """Analyse recordings: files, or folders with all the sound in them.

    Prints a report of each: every sentence with the style of its words and the delivery of its voice, each measure
    with its band, and at most one thing to keep and one to change. Any format that FFmpeg reads.

    Nothing is kept without --save. With it, what was said and the analysis are, the sound is not. Of a recording of 10
    minutes or more, what is finished is kept until all of it is: after Ctrl-C or a crash the same command goes on.
    """
    if json_schema:
        return _print_schema()
    if not paths:
        raise click.UsageError("Name at least one recording or folder.")
    from voicecoach.analysis import AnalysisOptions

    app = App.of(ctx, quiet=quiet)
    wanted = Wanted(json_out, html, textgrid, csv, srt, vtt, audio)
    files, problems = recordings(paths)
    wanted.check(files)
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    with ExitStack() as stack:
        baseline, keeper = who_speaks(stack, app, person, scene_type, save=save)
        options = AnalysisOptions(
            tracks or html is not None,
            stutter_aware,
            baseline,
            scene_type=scene_type,
            speakers=speakers,
            client=client,
        )
        out = stack.enter_context(Output(json_out)) if json_out else None
        exports = stack.enter_context(Exports(wanted, files, channel))
        results = _Results(app, out, exports, keeper, with_tracks=tracks, with_report=not wanted.on_stdout)
        asked = Asked("", model, language, channel, opens_vault=save or person is not None)
        failed = _Run(app, joined_parts(app, model, language, pitch), options, asked).all(files, results)
    if failed and len(files) > 1:
        click.echo(f"{len(files) - failed} of {len(files)} recordings were analysed.", err=True)
    return EXIT_ERROR if failed or problems else EXIT_DONE


class _Results:
    """Where analyses go: a JSON file, other files, the report, the history."""

    def __init__(
        self,
        app: App,
        out: Output | None,
        exports: Exports,
        keeper: Keeper | None,
        *,
        with_tracks: bool,
        with_report: bool,
    ) -> None:
        self._app = app
        self._out = out
        self._exports = exports
        self._keeper = keeper
        self._with_tracks = with_tracks
        self._with_report = with_report
        self._has_helped = False

    def aimed(self) -> Aimed:
        """What the next take is to work on; nothing where none are kept."""
        return self._keeper.aimed() if self._keeper else Aimed()

    def take(self, path: Path, analysis: "Analysis", aimed: Aimed, *, last: bool) -> None:
        """Show one, with what became of the fix before it, and keep it where that was asked for."""
        self._exports.take(path, analysis)
        if not self._with_tracks:
            analysis = _without_tracks(analysis)
        change = self._keeper.change(analysis, aimed) if self._keeper else None
        if self._out:
            from voicecoach.report.document import to_json

            self._out.line(to_json(analysis))
        if self._with_report:
            _print_report(analysis, change, last=last)
        elif change:
            self._app.tell(change)
        if analysis.speaks_of_danger and not self._with_report:
            self._help()
        if self._keeper:
            self._keeper.keep(analysis, aimed)

    def _help(self) -> None:
        """Show once where help is; the report that would do so is not printed."""
        if not self._has_helped:
            from voicecoach.report.help import help_text

            click.echo(help_text(), err=True)
        self._has_helped = True


class _Run:
    """Analyses one recording after the other with the same parts."""

    def __init__(self, app: App, parts: "Parts", options: "AnalysisOptions", asked: Asked) -> None:
        self._app = app
        self._parts = parts
        self._options = options
        self._asked = asked

    def all(self, files: Sequence[Path], results: _Results) -> int:
        """Analyse all of them, and say how many could not be read."""
        failed = 0
        for number, path in enumerate(files, 1):
            aimed = results.aimed()
            which = f" ({number} of {len(files)})" if len(files) > 1 else ""
            try:
                options = replace(self._options, aim=aimed.aim, earlier=aimed.earlier)
                asked = replace(self._asked, title=f"{path.name}{which}")
                with listened(self._app, path, self._parts, options, asked) as analysis:
                    results.take(path, analysis, aimed, last=number == len(files))
            except (MediaError, NoSuchSpeakerError) as error:
                failed += 1
                click.echo(f"Error: {error}", err=True)
        return failed


def _without_tracks(analysis: "Analysis") -> "Analysis":
    """The document as it is without `--tracks`: the page needs them, who asked for JSON may not."""
    import msgspec

    return replace(analysis, tracks=msgspec.UNSET)


def _print_report(analysis: "Analysis", change: str | None, *, last: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from voicecoach.report.text import render

    console = Console(soft_wrap=False)
    try:
        console.print(render(analysis))
        if change:
            console.print(Text.assemble(("\nSince the last take  ", "bold"), change))
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
