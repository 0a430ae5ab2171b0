"""`voicecoach history`: the sessions that were practised, and the takes of one."""

import shutil
import textwrap
from typing import TYPE_CHECKING, Any, get_args

import click

from voicecoach.cli.app import App
from voicecoach.cli.pages import AudioChoice
from voicecoach.cli.paths import readable
from voicecoach.cli.saving import START, existing_history, has_history, local, named
from voicecoach.history import Chosen, SceneType, Session, SessionEntry

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory

MOST_SHOWN = 20
"""Sessions in the table, unless more are asked for (own proposal: what fits a screen)."""

MOST_LIMIT = 1_000_000_000
"""What a database takes everywhere for a number of rows, and more than anybody practises."""

_MAY_WRAP = {"person", "scene", "last fix", "ended"}
_INDENT = "    "


@click.command()
@click.argument("session", required=False)
@click.option("--person", metavar="NAME", help="Sessions of this person only.")
@click.option("--scene-type", type=click.Choice(get_args(SceneType)), help="Sessions of this kind of scene only.")
@click.option(
    "--limit", type=click.IntRange(0, MOST_LIMIT), help=f"At most so many; {MOST_SHOWN} otherwise, 0 for all."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session, or a take; all unless limited.")
@click.option(
    "--html",
    metavar="OUT",
    help="Write a page of SESSION to look at and listen to: a file with its takes compared, a folder for a page each.",
)
@click.option(
    "--audio",
    type=click.Choice(get_args(AudioChoice)),
    default="embed",
    help="What the page does with the sound, where it is kept: inside, in a file beside it, or left out.",
)
@click.pass_context
def history(
    ctx: click.Context,
    session: str | None,
    person: str | None,
    scene_type: SceneType | None,
    limit: int | None,
    as_json: bool,
    html: str | None,
    audio: AudioChoice,
) -> None:
    """List the sessions that were practised, the newest first; with SESSION, its takes.

    SESSION is an identifier, the beginning of one, or `last`. A page of it stands outside the data folder and the
    vault: keep it as you would the recording.
    """
    app = App.of(ctx)
    person = None if person is None else readable(person)
    _check_page(session, html, audio, as_json=as_json)
    if session is None and not has_history(app):
        app.tell(f"Nothing is kept yet in {app.data_dir}. {START}")
        return
    with existing_history(app) as kept:
        if session is not None:
            chosen = named(session, (e.session.id for e in kept.sessions(Chosen(person))), "session")
            if html is None:
                _show_takes(kept, chosen, as_json)
            else:
                from voicecoach.cli.kept_pages import write_pages

                write_pages(app, kept, chosen, html, audio)
            return
        most = (None if as_json else MOST_SHOWN) if limit is None else limit or None
        entries = kept.sessions(Chosen(person, scene_type, most))
        if as_json:
            _print_json([_entry_row(entry) for entry in entries])
        elif not entries:
            app.tell("There is no such session." if kept.persons() else f"Nothing is kept in {app.data_dir}. {START}")
        else:
            _show_sessions(entries)
            if any(entry.session.state != "done" for entry in entries):
                app.tell("* open still, or interrupted")
            if len(entries) == most:
                app.tell(f"The newest {most}; --limit 0 shows all.")


def _check_page(session: str | None, html: str | None, audio: AudioChoice, *, as_json: bool) -> None:
    """Refuse what no page can be made of, before any work."""
    if html is None:
        return
    if session is None:
        raise click.UsageError("--html needs a SESSION: an identifier, the beginning of one, or `last`.")
    if as_json:
        raise click.UsageError("--html or --json, not both.")
    if html == "-" and audio == "beside":
        raise click.UsageError("A page on stdout has no place beside it: --audio embed or --audio none.")


def _show_sessions(entries: tuple[SessionEntry, ...]) -> None:
    people = {entry.session.person for entry in entries}
    titles = ["started", "session", "scene", "takes", "SUDS", "last fix"]
    if len(people) > 1:
        titles.insert(1, "person")
    if any(entry.session.came for entry in entries):
        titles.append("ended")
    rows = []
    for entry in entries:
        session = entry.session
        row = [
            local(session.started_at),
            session.id,
            session.scenario or _words(session.scene_type),
            str(entry.takes) + ("" if session.state == "done" else "*"),
            _suds(session.suds_before, session.suds_after),
            _words(entry.last_fix),
        ]
        if len(people) > 1:
            row.insert(1, session.person)
        if "ended" in titles:
            row.append(_words(session.came.kind) if session.came else "")
        rows.append(row)
    _print_table(titles, rows)


def _show_takes(kept: "SqliteHistory", session_id: str, as_json: bool) -> None:
    entry = kept.session(session_id)
    takes = kept.takes(session_id)
    summaries = kept.summaries(session_id=session_id)
    if as_json:
        import msgspec

        rows: list[dict[str, Any]] = []
        for take, summary in zip(takes, summaries, strict=True):
            row = msgspec.to_builtins(summary)
            rows.append({**row, "kind": take.kind, "text": take.text, "audio": take.audio, "aimed_at": take.aimed_at})
        _print_json(rows)
        return
    session = entry.session
    scene = ", ".join(filter(None, (_words(session.scene_type), session.scenario)))
    click.echo(f"{local(session.started_at)}  {session.person}: {scene} ({_state(session)})")
    for number, (take, summary) in enumerate(zip(takes, summaries, strict=True), 1):
        reading = " / ".join(_words(word) for word in (summary.style, summary.voice) if word)
        advice = {"keep": summary.strength, "change": summary.fix, "aimed at": take.aimed_at}
        told = "   ".join([reading, *(f"{title}: {_words(rule)}" for title, rule in advice.items() if rule)])
        click.echo(f"\n{number:2}  {take.id}  {told}")
        said = textwrap.fill(
            take.text, shutil.get_terminal_size().columns, initial_indent=_INDENT, subsequent_indent=_INDENT
        )
        click.echo(said)
    if not takes:
        click.echo("It holds no take.")


def _state(session: Session) -> str:
    level = "" if session.level is None else f"level {session.level}, "
    return level + (f"{_words(session.came.kind)}: {session.came.ending}" if session.came else session.state)


def _entry_row(entry: SessionEntry) -> dict[str, Any]:
    import msgspec

    return {**msgspec.to_builtins(entry.session), "takes": entry.takes, "last_fix": entry.last_fix}


def _print_json(rows: list[dict[str, Any]]) -> None:
    import msgspec

    for row in rows:
        click.echo(msgspec.json.encode(row).decode())


def _print_table(titles: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in titles:
        table.add_column(title, no_wrap=title not in _MAY_WRAP)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def _suds(before: int | None, after: int | None) -> str:
    """Distress before and after; a question mark where it was not asked."""
    if before is None and after is None:
        return ""
    return " to ".join("?" if suds is None else str(suds) for suds in (before, after))


def _words(name: str | None) -> str:
    return (name or "").replace("_", " ")
