"""`voicecoach calibrate`: what is usual for a speaker at a microphone."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.listening import joined_parts, listen
from voicecoach.cli.paths import readable
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, DeviceError, ModelError, OutputError, VoiceCoachError

if TYPE_CHECKING:
    from voicecoach.analysis import Parts
    from voicecoach.audio import Samples, Span
    from voicecoach.calibration import Calibrated, PartName
    from voicecoach.document import Analysis
    from voicecoach.ports import Microphone

HEARING = "Thank you. What you said is being heard."


@click.command()
@click.option("--person", default="me", show_default=True, help="Whose voice it is: a name of your choice.")
@click.option(
    "--from-audio",
    "audio",
    metavar="FILE",
    type=click.Path(readable=False, path_type=Path),
    help="Take a recording with at least 20 s of speech instead of the microphone.",
)
@click.option("--device", metavar="NAME", help="The microphone, or a part of its name; the system's default otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print the baseline as one JSON object.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--language", metavar="CODE", help="Language of the speech (en, de, ..); found out otherwise.")
@click.option("--yes", "-y", is_flag=True, help="Keep the baseline whatever the sound was like, without asking.")
@click.option("--quiet", "-q", is_flag=True, help="No meter, no progress and no messages, only tasks and results.")
@click.pass_context
def calibrate(
    ctx: click.Context,
    person: str,
    audio: Path | None,
    device: str | None,
    as_json: bool,
    model: str | None,
    language: str | None,
    yes: bool,
    quiet: bool,
) -> int:
    """Find out what is usual for your voice, so that you are compared with yourself.

    Takes about 70 seconds at the microphone: silence, a passage to read, free talk, one firm sentence. Ctrl-C stops it
    at any time, and nothing is kept then. The recording is deleted when it has been heard; only the numbers stay.
    """
    if audio is not None and device is not None:
        raise click.UsageError("--device and --from-audio exclude each other.")
    if not person.strip():
        raise click.UsageError("--person needs a name.")
    app = App.of(ctx, quiet=quiet)
    run = _Run(app, joined_parts(app, model, language), readable(person.strip()))
    found = run.from_file(audio) if audio is not None else run.at_the_microphone(device)
    kept = _may_keep(found, yes=yes)
    if kept:
        from voicecoach.cli.baselines import keep_baseline

        keep_baseline(app, found.baseline)
    _print(found, as_json=as_json, kept=bool(kept))
    return EXIT_ERROR if kept is None else EXIT_DONE


class _Run:
    """One calibration of a person."""

    def __init__(self, app: App, parts: "Parts", person: str) -> None:
        self._app = app
        self._parts = parts
        self._person = person

    def from_file(self, path: Path) -> "Calibrated":
        """Calibrate with a recording."""
        return self._calibrated(self._analysed(path), "")

    def at_the_microphone(self, device: str | None) -> "Calibrated":
        """Calibrate with a microphone."""
        from voicecoach.adapters.sound_card import SoundCardMicrophone
        from voicecoach.adapters.vault import is_on
        from voicecoach.adapters.wav import WavWriter

        # Now, and not after a minute of speech, is the time to find out that there is no speech model.
        self._parts.transcriber()
        microphone = SoundCardMicrophone(device)
        if is_on(self._app.data_dir):
            return self._unwritten(microphone)
        path = _new_recording(self._app.data_dir)
        try:
            with WavWriter(path) as writer:
                spans = self._record(microphone, writer.write)
            self._app.tell(HEARING)
            found = self._calibrated(self._analysed(path), microphone.facts().device, spans)
        except (DeviceError, ModelError, OutputError) as error:
            raise _with_what_was_kept(error, path) from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        path.unlink(missing_ok=True)
        return found

    def _unwritten(self, microphone: "Microphone") -> "Calibrated":
        """The same with the vault on: the sound stays in memory, so that no recording is ever plain on the disk."""
        import numpy as np

        from voicecoach.adapters.wav import whole
        from voicecoach.cli.unlocking import unlocked

        unlocked(self._app)  # not after a minute of speech
        heard: list[Samples] = []
        spans = self._record(microphone, heard.append)
        self._app.tell(HEARING)
        content = whole(np.concatenate([np.zeros(0, np.float32), *heard]))
        return self._calibrated(self._analysed(Path("calibration"), content), microphone.facts().device, spans)

    def _record(
        self, microphone: "Microphone", write: "Callable[[Samples], None]"
    ) -> "tuple[tuple[PartName, Span], ...]":
        """Lead through the parts; when each of them was."""
        from voicecoach.calibration import PARTS, Guide, listen
        from voicecoach.cli.meter import Meter, warn_of_lost_sound

        guide = Guide(self._parts.classifier())
        meter = Meter(len(PARTS), quiet=self._app.quiet)
        try:
            listen(microphone, guide, write, meter.show)
        finally:
            meter.clear()
        warn_of_lost_sound(microphone.facts())
        return tuple(guide.spans)

    def _analysed(self, path: Path, content: bytes | None = None) -> "Analysis":
        from voicecoach.analysis import AnalysisOptions

        return listen(self._app, path, self._parts, AnalysisOptions(), title="hearing", content=content)

    def _calibrated(
        self, analysis: "Analysis", device: str, spans: "tuple[tuple[PartName, Span], ...]" = ()
    ) -> "Calibrated":
        from voicecoach.calibration import Made, calibrate
        from voicecoach.cli.baselines import make_baseline

        made = Made(datetime.now(UTC).isoformat(timespec="seconds"), self._person, device)
        return calibrate(analysis, spans, made, make_baseline)


def _new_recording(data_dir: Path) -> Path:
    """A path for the recording, in a folder for its owner only."""
    from voicecoach.adapters.calibrations import FOLDER
    from voicecoach.cli.output import own_folder

    return own_folder(data_dir / FOLDER) / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.wav"


def _with_what_was_kept(error: VoiceCoachError, path: Path) -> VoiceCoachError:
    """The error with the place of what was recorded before it; an empty recording is not kept."""
    from voicecoach.adapters.wav import HEADER_BYTES, SAMPLE_BYTES
    from voicecoach.units import RATE_HZ

    size = path.stat().st_size - HEADER_BYTES if path.exists() else 0
    if size <= 0:
        path.unlink(missing_ok=True)
        return error
    kept = (
        f"The {size / SAMPLE_BYTES / RATE_HZ:.0f} s that were recorded are kept in {path}: use them with "
        f"`voicecoach calibrate --from-audio`, or delete the file."
    )
    return type(error)(error.message, f"{error.remedy} {kept}".strip())


def _may_keep(found: "Calibrated", *, yes: bool) -> bool | None:
    """Whether the baseline shall be kept, after a warning of all that is wrong; None where nobody could be asked."""
    for problem in found.problems:
        click.echo(f"Warning: {problem.message}", err=True)
    if yes or not any(problem.spoils for problem in found.problems):
        return True
    if sys.stdin.isatty():
        return click.confirm("Keep this baseline all the same?", default=False, err=True)
    click.echo("Error: the baseline is not kept. Calibrate again, or keep it all the same with --yes.", err=True)
    return None


def _print(found: "Calibrated", *, as_json: bool, kept: bool) -> None:
    if as_json:
        import msgspec

        warnings = [problem.message for problem in found.problems]
        row = {**msgspec.to_builtins(found.baseline), "warnings": warnings, "firm": found.firm, "kept": kept}
        click.echo(msgspec.json.encode(row).decode())
        return
    from voicecoach.report.usual import render_usual

    click.echo(render_usual(found.baseline, found.firm))
    click.echo("Kept: from now on you are compared with yourself." if kept else "Not kept.")
