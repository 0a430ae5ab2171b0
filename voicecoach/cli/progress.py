"""`voicecoach progress`: takes over time, one kind of situation beside the next."""

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from voicecoach.cli.app import App
from voicecoach.cli.output import Output, save_bytes
from voicecoach.cli.paths import readable
from voicecoach.cli.saving import START, existing_history, has_history
from voicecoach.errors import HistoryError
from voicecoach.history import ME, Chosen, SceneType

if TYPE_CHECKING:
    from voicecoach.ports import History
    from voicecoach.report.progress import Progress

_PLAIN_TERMINALS = {"dumb", "linux"}
"""Terminals without braille signs: their fonts hold 512 signs at most."""


@click.command()
@click.option("--person", metavar="NAME", help="Whose; yours unless named.")
@click.option("--scene-type", type=click.Choice(get_args(SceneType)), help="This kind of situation only.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Takes from this day on: 2026-03-01.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every value.")
@click.option("--html", metavar="OUT", help="Write a page that needs nothing else; `-` is stdout.")
@click.option("--png", metavar="OUT", help="Write a picture (needs the extra `picture`); `-` is stdout.")
@click.pass_context
def progress(
    ctx: click.Context,
    person: str | None,
    scene_type: SceneType | None,
    since: datetime | None,
    as_json: bool,
    html: str | None,
    png: str | None,
) -> None:
    """Show how takes went over time, by kind of situation.

    A change is called one only where it is more than takes differ anyway.
    """
    app = App.of(ctx)
    if [html, png, as_json and "-"].count("-") > 1:
        raise click.UsageError("Only one result can go to stdout.")
    found = _found(app, person, scene_type, None if since is None else _midnight(since))
    if not found.takes:
        _tell_nothing(app, found, narrowed=bool(scene_type or since), wants_file=bool(html or png))
    if html:
        from voicecoach.report.progress_html import page

        with Output(html) as out:
            out.line(page(found))
    if png:
        from voicecoach.adapters.picture import drawn
        from voicecoach.report.progress_svg import sheet

        save_bytes(png, drawn(sheet(found)), "picture")
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
    elif found.takes and not html and not png:
        _show(found)


def _midnight(day: datetime) -> datetime:
    """When a day begins on the clock of the wall.

    Raises:
        click.UsageError: When no clock shows it, as on the first day of all.
    """
    try:
        return day.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(
            f"--since: no clock shows {day.date()}; name a day on which somebody may have practised."
        ) from error


def _found(app: App, person: str | None, scene_type: SceneType | None, since: datetime | None) -> "Progress":
    from voicecoach.report.progress import progress_of

    now = datetime.now(UTC).astimezone()
    if not has_history(app):
        return progress_of(readable(person or ME), (), (), (), now, since)
    with existing_history(app) as kept:
        who = whose(kept, person)
        chosen = Chosen(who, scene_type)
        return progress_of(who, kept.summaries(chosen), kept.sessions(chosen), kept.baselines(who), now, since)


def whose(kept: "History", person: str | None) -> str:
    """The person whose things are shown: who is named, else the user, else the only one there is.

    Raises:
        HistoryError: When several are there and none of them is the user.
    """
    from voicecoach.report.progress_words import printable

    if person is not None:
        return readable(person)
    people = kept.persons()
    if ME in people or not people:
        return ME
    if len(people) > 1:
        names = printable(", ".join(people))
        raise HistoryError(f"There are several people: {names}.", "Name one with --person.")
    return people[0]


def _tell_nothing(app: App, found: "Progress", *, narrowed: bool, wants_file: bool) -> None:
    from voicecoach.report.progress_words import printable

    who = printable(found.person)
    nothing = f"There is no such take of {who}." if narrowed else f"No take of {who} is kept yet."
    remedy = "See what there is: voicecoach history" if narrowed else START
    if wants_file:
        raise HistoryError(nothing, remedy)
    app.tell(f"{nothing} {remedy}")


def _show(found: "Progress") -> None:
    from rich.console import Console
    from rich.text import Text

    from voicecoach.report.progress_text import lines

    console = Console(highlight=False)
    for line in lines(found, console.width, braille=has_braille()):
        console.print(Text.assemble(*line), soft_wrap=True)


def has_braille() -> bool:
    """Whether stdout shows braille signs and lines; plain ASCII otherwise."""
    try:
        "\N{BRAILLE PATTERN DOTS-1}\N{BOX DRAWINGS LIGHT VERTICAL}".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return os.environ.get("TERM") not in _PLAIN_TERMINALS
