"""`voicecoach review show`, `compare` and `draft`: what there is of recorded sessions, under the pseudonym alone."""

from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.keeping import FROM_FILES
from voicecoach.cli.review_store import client_named, opened, session_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voicecoach.over_months import Comparison
    from voicecoach.review import Reviewed

_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.command()
@click.argument("session")
@_JSON
@click.pass_context
def show(ctx: click.Context, session: str, as_json: bool) -> None:
    """Show SESSION: its turns with their labels, yours beside the machine's, with notes and marks."""
    one = _reviewed(App.of(ctx), session)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(one).decode())
        return
    from rich.console import Console

    from voicecoach.report.review_text import after_lines, session_lines, turns_table

    _echo(session_lines(one))
    if one.analysis is not None and one.analysis.turns:
        Console(highlight=False).print(turns_table(one))
    _echo(after_lines(one))


@click.command()
@click.argument("session")
@_JSON
@click.pass_context
def draft(ctx: click.Context, session: str, as_json: bool) -> None:
    """Write a draft summary of SESSION, for you to check against the recording; without notes and marks."""
    from voicecoach.report.review_draft import MARK
    from voicecoach.report.review_draft import draft as written

    one = _reviewed(App.of(ctx), session)
    if as_json:
        import msgspec

        row = {"session_id": one.review.session_id, "client": one.client, "status": MARK, "text": written(one)}
        click.echo(msgspec.json.encode(row).decode())
    else:
        click.echo(written(one))


@click.command()
@click.argument("client")
@_JSON
@click.pass_context
def compare(ctx: click.Context, client: str, as_json: bool) -> None:
    """Lay the recorded sessions of CLIENT side by side, month by month.

    A change is called one only where it is more than such a measure moves anyway.
    """
    from voicecoach.over_months import compared
    from voicecoach.review import reviewed

    app = App.of(ctx)
    with opened(app) as kept:
        who = client_named(kept, client)
        names = [one.review.session_id for one in kept.records.reviews(who)]
        sessions = [reviewed(kept, kept.records, name) for name in names]
        found = compared(who, sessions, kept.baseline(who, FROM_FILES))
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
    elif found.periods:
        _show(found)
    if found.left_out:
        app.tell(f"Left out, since who the client is, or what was said, is not known: {', '.join(found.left_out)}.")
    if len(found.periods) < 2:
        app.tell("There are fewer than two sessions to compare.")


def _show(found: "Comparison") -> None:
    from rich.console import Console

    from voicecoach.report.review_text import comparison_table

    click.echo(f"{found.client}: turns by the label that counts")
    Console(highlight=False).print(comparison_table(found))
    if found.differences:
        first, last = found.periods[0].name, found.periods[-1].name
        click.echo(f"\nVoice, {first} and {last}; differences that come by themselves are no change")
        _echo(f"  {one.line}" for one in found.differences)
        click.echo("A recording is one day, one room and one topic: a change tells of no cause.")


def _reviewed(app: App, session: str) -> "Reviewed":
    from voicecoach.review import reviewed

    with opened(app) as kept:
        return reviewed(kept, kept.records, session_named(kept, session))


def _echo(lines: "Iterable[str]") -> None:
    for line in lines:
        click.echo(line)
