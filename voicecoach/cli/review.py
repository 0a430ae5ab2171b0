"""`voicecoach review`: a therapist's door to recorded sessions, which opens with a client's consent."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.app import App
from voicecoach.cli.keeping import FROM_FILES
from voicecoach.cli.listening import Asked, joined_parts, listened
from voicecoach.cli.paths import readable
from voicecoach.cli.review_consent import DAY, consent
from voicecoach.cli.review_notes import correct, mark, note
from voicecoach.cli.review_show import compare, draft, show
from voicecoach.cli.review_store import START, client_named, opened, swept
from voicecoach.cli.saving import existing_history, has_history, local
from voicecoach.cli.who import SPEAKERS
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, HistoryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.audio import Sound
    from voicecoach.document import Analysis
    from voicecoach.records import Kept
    from voicecoach.review import Request

LONGEST_RETENTION_D = 3650
"""Days that sound may be kept on request (own proposal): ten years, as long as records of care are mostly kept."""

_DAYS_OF = {"d": 1, "w": 7}


class _Retention(click.ParamType[timedelta]):
    """A time like `30d` or `6w`."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,4})([dw])", str(value))
        days = int(found[1]) * _DAYS_OF[found[2]] if found else 0
        if not 1 <= days <= LONGEST_RETENTION_D:
            self.fail(f"{value!r} is no time to keep sound: 30d or 6w, at most {LONGEST_RETENTION_D}d.", param, ctx)
        return timedelta(days=days)


@click.group()
def review() -> None:
    """Review recorded sessions of clients who agreed to it.

    Nothing is analysed without a consent on record, and everything of a client goes when it is withdrawn. The sound is
    not kept unless you ask for it. Labels are of sentences, never of anybody; you check them.
    """


for _verb in (consent, show, note, mark, correct, compare, draft):
    review.add_command(_verb)


@review.command()
@click.argument("client")
@click.argument("recording", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--date", "day", type=DAY, metavar="DATE", help="Day of the recording: 2026-03-01; that of its file else."
)
@click.option("--speakers", type=SPEAKERS, default="1", metavar="N", help="How many speak: 1, 2, .. or auto.")
@click.option("--client-is", metavar="A", help="Which speaker is the client: only this one is measured and kept.")
@click.option("--keep-audio", is_flag=True, help="Keep the sound too, where the consent lets you.")
@click.option("--retain", type=_Retention(), metavar="TIME", help="Keep the sound for so long: 30d, 6w.")
@click.option("--channel", type=click.IntRange(min=1), help="Hear this channel alone, counted from 1.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--language", metavar="CODE", help="Language of the speech (en, de, ..); found out otherwise.")
@click.option("--stutter-aware", is_flag=True, help="Count no repeats, blocks or drawn-out words.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: what is kept of it.")
@click.pass_context
def add(
    ctx: click.Context,
    client: str,
    recording: Path,
    day: datetime | None,
    speakers: int | None,
    client_is: str | None,
    keep_audio: bool,
    retain: timedelta | None,
    channel: int | None,
    model: str | None,
    language: str | None,
    stutter_aware: bool,
    as_json: bool,
) -> int:
    """Analyse a RECORDING of CLIENT and keep what was found; the sound is not kept unless you ask for it.

    The client must have agreed by the day of the recording, and agree still. An analysis that was stopped goes on where
    it was with the same command.
    """
    if keep_audio and retain is not None:
        raise click.UsageError("Give one of --keep-audio and --retain.")
    from voicecoach.analysis import AnalysisOptions
    from voicecoach.review import Request, of_client

    app = App.of(ctx)
    now = datetime.now(UTC).astimezone()
    recorded_on = day.date() if day else _day_of(app, recording, now.date())
    if recorded_on > now.date():
        raise click.UsageError("A recording can't be made tomorrow.")
    request = Request(readable(client), recorded_on, client_is, keep_audio or retain is not None, retain)
    _check(app, request, recording, now)
    with existing_history(app) as kept:
        options = AnalysisOptions(
            False, stutter_aware, kept.baseline(request.client, FROM_FILES), speakers=speakers, client=client_is
        )
    asked = Asked("", model, language, channel, opens_vault=True)
    with listened(app, recording, joined_parts(app, model, language), options, asked) as whole:
        analysis = whole if client_is is None or not whole.speakers else of_client(whole, client_is)
        if analysis.speaks_of_danger or not analysis.turns:
            return _not_kept(analysis, as_json=as_json)
        sound = _sound_of(recording, channel) if request.keeps_audio else None
        return _keep(app, request, analysis, sound, as_json=as_json)


@review.command("list")
@click.argument("client", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session.")
@click.pass_context
def list_(ctx: click.Context, client: str | None, as_json: bool) -> None:
    """List the recorded sessions, or those of CLIENT, by the day of the recording."""
    app = App.of(ctx)
    if not has_history(app):
        app.tell(f"Nothing is kept yet in {app.data_dir}. {START}")
        return
    with opened(app) as kept:
        who = None if client is None else client_named(kept, client)
        found = kept.records.reviews(who)
        consents = kept.records.consents(who)
    if as_json:
        import msgspec

        for one in found:
            row = {**msgspec.to_builtins(one.review), **msgspec.to_builtins(one)}
            del row["review"]
            click.echo(msgspec.json.encode(row).decode())
    elif found:
        _show(found)
    else:
        app.tell("There is no recorded session." if consents else START)
    today = datetime.now(UTC).astimezone().date()
    for name in sorted({one.client for one in consents}):
        if all(one.is_over_on(today) for one in consents if one.client == name):
            app.tell(f"The consent of {name} has ended: ask again, or delete everything with consent withdraw.")


@review.command()
@click.option("--all-of", "client", metavar="CLIENT", help="Delete all sound of this client, over its time or not.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session whose sound was deleted.")
@click.pass_context
def sweep(ctx: click.Context, client: str | None, as_json: bool) -> None:
    """Delete the sound whose time is over. Every other verb of `review` does this first, too."""
    from voicecoach.review import silence

    app = App.of(ctx)
    gone: tuple[str, ...] = ()
    if has_history(app):
        with existing_history(app) as kept:
            gone = swept(app, kept)
            if client is not None:
                gone += silence(kept.records, client_named(kept, client))
    if as_json:
        import msgspec

        for session_id in gone:
            click.echo(msgspec.json.encode({"session_id": session_id, "deleted": "audio"}).decode())
    else:
        click.echo(f"Sound deleted: {len(gone)} session{'s' * (len(gone) != 1)}.")


def _day_of(app: App, recording: Path, today: date) -> date:
    """The day a file was last changed; a missing one is told of when it is read."""
    try:
        day = datetime.fromtimestamp(recording.stat().st_mtime, UTC).astimezone().date()
    except OSError:
        return today
    app.tell(f"Taken as recorded on {day}, the date of the file; say another with --date.")
    return day


def _check(app: App, request: "Request", recording: Path, now: datetime) -> None:
    """See that the recording may be analysed, and was not before.

    Raises:
        ConsentError: When it may not be.
        HistoryError: When it was.
    """
    import hashlib

    from voicecoach.consent import permission
    from voicecoach.review import permit, taken_before

    if not has_history(app):
        permission((), request.client, request.recorded_on, now.date())
    with opened(app) as kept:
        permit(kept.records, request, now)
        try:
            with recording.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return  # what is wrong with it is told when it is read
        if (before := taken_before(kept.records, request.client, sha256)) is not None:
            raise HistoryError(
                f"This recording of {request.client} was added before, as session {before}.",
                f"Look at it: voicecoach review show {before}",
            )


def _not_kept(analysis: "Analysis", *, as_json: bool) -> int:
    """Tell why nothing is kept: words that may speak of danger, and where they are; or no words at all."""
    from voicecoach.report.help import help_text
    from voicecoach.report.times import clock

    if not analysis.turns:
        click.echo(f"Error: not kept: {'; '.join(analysis.signal.warnings)}.", err=True)
        return EXIT_ERROR
    at = ", ".join(clock(turn.start_s) for turn in analysis.turns if turn.style.danger)
    click.echo(f"Not kept. Listen to the recording yourself at {at}.\n{help_text()}", err=as_json)
    return EXIT_DONE


def _sound_of(recording: Path, channel: int | None) -> "Sound":
    """All of it, read twice, since a WAV file begins with its length, and hours are not held in memory."""
    from voicecoach.adapters.media import MediaFile
    from voicecoach.audio import Sound

    count = sum(len(chunk.samples) for chunk in MediaFile(recording, channel).chunks())
    return Sound(count, (chunk.samples for chunk in MediaFile(recording, channel).chunks()))


def _keep(app: App, request: "Request", analysis: "Analysis", sound: "Sound | None", *, as_json: bool) -> int:
    from voicecoach.review import keep

    with opened(app) as kept:
        review = keep(kept, kept.records, request, analysis, sound)
    if as_json:
        import msgspec

        row = {**msgspec.to_builtins(review), "client": request.client, "recordings": int(sound is not None)}
        click.echo(msgspec.json.encode(row).decode())
    else:
        click.echo(review.session_id)
    app.tell(_told_of_sound(review.audio_until, kept=sound is not None))
    app.tell(f"See it: voicecoach review show {review.session_id}")
    return EXIT_DONE


def _told_of_sound(until: str | None, *, kept: bool) -> str:
    if not kept:
        return "The sound was not kept; the recording itself is where you put it."
    return f"The sound is kept until {local(until)}." if until else "The sound is kept until you delete it."


def _show(found: "Sequence[Kept]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("recorded", "session", "client", "notes", "corrected", "sound"):
        table.add_column(name, no_wrap=name != "client")
    for one in found:
        until = one.review.audio_until
        sound = "not kept" if not one.recordings else f"until {local(until)}" if until else "kept"
        counts = (str(one.notes or ""), str(one.corrections or ""))
        state = "" if one.takes else " (no analysis)"
        table.add_row(*map(Text, (one.review.recorded_on, one.review.session_id, one.client + state, *counts, sound)))
    Console().print(table)
