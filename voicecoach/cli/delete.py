"""`voicecoach delete`: takes, sessions or everything of a person, gone for good."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.saving import existing_history, local, named, open_history, readable_size, told
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, HistoryError
from voicecoach.history import ALL, Erasure, ErasureKind, Holdings

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.adapters.store_traces import Search

LIMITS = (
    "Not in our hands: backups, synchronised folders, exports and reports you made, memory swapped to disk, and blocks "
    "that an SSD keeps after their file is gone. Only an encrypted disk, or erasing it, reaches those."
)


@click.command()
@click.option("--take", metavar="ID", help="One take, with its recording.")
@click.option("--session", metavar="ID", help="One session, with its takes.")
@click.option("--rung", metavar="ID", help="One situation of a ladder, with its ratings.")
@click.option("--person", metavar="NAME", help="Everything of one person.")
@click.option("--all", "everything", is_flag=True, help="Everything of everybody. Speech models stay.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.option("--verify", is_flag=True, help="Read every file of the data folder afterwards and look for what is left.")
@click.pass_context
def delete(
    ctx: click.Context,
    take: str | None,
    session: str | None,
    rung: str | None,
    person: str | None,
    everything: bool,
    yes: bool,
    verify: bool,
) -> int:
    """Delete what was practised, for good: it is shown first, then you are asked.

    ID is an identifier, the beginning of one, or `last`.
    """
    named_kinds: dict[ErasureKind, str | None] = {"take": take, "session": session, "rung": rung, "person": person}
    asked = [(kind, name) for kind, name in named_kinds.items() if name is not None]
    if len(asked) + everything != 1:
        raise click.UsageError("Name one of --take, --session, --rung, --person and --all.")
    from voicecoach.adapters import unfinished
    from voicecoach.adapters.calibrations import recordings_left
    from voicecoach.adapters.spool import talks_left

    app = App.of(ctx)
    left = (*recordings_left(app.data_dir), *talks_left(app.data_dir))
    strays = left if everything else ()
    begun = unfinished.left(app.data_dir) if everything else ()
    lost = everything and _holds_files(app.data_dir)
    with open_history(app) if strays or begun or lost else existing_history(app) as kept:
        erasure = Erasure("all") if everything else _resolved(kept, *asked[0])
        if kept.preview(erasure).is_empty and not strays and not begun and not lost:
            raise HistoryError("There is nothing to delete.", "See what is kept: voicecoach privacy")
        status = ask_and_erase(app, kept, erasure, strays, yes=yes, verify=verify)
    if person is not None and left:
        app.tell(
            f"Still in {left[0].parent}: {_told_strays(left)}. Nothing tells whose voice that is: delete the files, or "
            "everything with --all."
        )
    return status


def ask_and_erase(
    app: App, kept: "SqliteHistory", erasure: Erasure, strays: Sequence[Path] = (), *, yes: bool, verify: bool
) -> int:
    """Show what will go, ask, delete it for good, and look for what is left.

    With everything of a person, all unfinished analyses go: nothing in them says whose they are, and they can be made
    again.

    Args:
        app: The run.
        kept: The history.
        erasure: What is to be deleted.
        strays: Recordings of calibrations that go along.
        yes: Whether not to ask.
        verify: Whether every file of the data folder is read afterwards.

    Returns:
        The exit status: an error where it was not confirmed, or something is left.

    Raises:
        HistoryError: When it can't be deleted, or nobody answered.
    """
    from voicecoach.adapters import unfinished

    begun = unfinished.left(app.data_dir) if erasure.kind in ("person", "all") else ()
    _show(kept, erasure, kept.preview(erasure), _told_left(strays, begun))
    if not yes and not _is_confirmed():
        click.echo("Nothing was deleted.", err=True)
        return EXIT_ERROR
    return _erase(app, kept, erasure, (strays, begun), verify=verify)


def _erase(
    app: App, kept: "SqliteHistory", erasure: Erasure, left: tuple[Sequence[Path], Sequence[Path]], *, verify: bool
) -> int:
    from voicecoach.adapters import unfinished
    from voicecoach.adapters.calibrations import remove, sound_of
    from voicecoach.adapters.store_traces import pieces_of, search

    strays, begun = left
    contents = (*kept.contents(erasure), *sound_of(strays), *unfinished.contents(begun)) if verify else ()
    pieces = pieces_of(contents)
    what = _told_all(kept.erase(erasure), _told_left(strays, begun))
    remove(strays)
    unfinished.remove(begun)
    click.echo(f"Deleted: {what}.")
    found = search(kept, app.data_dir, pieces) if verify else None
    status = EXIT_DONE if found is None else _show_search(found)
    app.tell(LIMITS)
    return status


def _told_all(holdings: Holdings, left: str) -> str:
    return ", ".join(filter(None, (told(holdings), left))) or "what is left of scenes"


def _holds_files(data_dir: Path) -> bool:
    """Whether there is sound or the way through a scene, be there a history or none."""
    from voicecoach.adapters.spool import sessions_left
    from voicecoach.adapters.store import AUDIO

    return bool(sessions_left(data_dir)) or any((data_dir / AUDIO).glob("*.wav*"))


def _told_left(strays: Sequence[Path], begun: Sequence[Path]) -> str:
    """What came to no end, in words; empty where there is nothing."""
    analyses = f"what is finished of analyses that were stopped ({_size(begun)})" if begun else ""
    return ", ".join(filter(None, (_told_strays(strays), analyses)))


def _size(paths: Sequence[Path]) -> str:
    return readable_size(sum(path.stat().st_size for path in paths))


def _told_strays(strays: Sequence[Path]) -> str:
    """Recordings that came to no end, in words; empty where there are none."""
    if not strays:
        return ""
    return f"{len(strays)} recording{'s' * (len(strays) != 1)} of unfinished calibrations or talks ({_size(strays)})"


def _show_search(found: "Search") -> int:
    files = f"{found.files} file{'s' * (found.files != 1)} ({readable_size(found.bytes)})"
    looked = f"{files} for {found.pieces} pieces of what was deleted"
    if not found.left:
        click.echo(f"Verified: read {looked}; none is left.")
        return EXIT_DONE
    click.echo(f"NOT verified: read {looked}.")
    for name, count in found.left:
        click.echo(f"  {name}: {count} pieces are left")
    return EXIT_ERROR


def _show(kept: "SqliteHistory", erasure: Erasure, would_go: Holdings, left: str) -> None:
    """What will go, before it goes."""
    what = {"all": "Everything of everybody", "person": f"Everything of {erasure.name}"}
    click.echo(f"{what.get(erasure.kind, f'The {erasure.kind} {erasure.name}')} will be deleted for good:", err=True)
    click.echo(f"  {_told_all(would_go, left)}", err=True)
    if would_go.first_at and would_go.last_at:
        span = list(dict.fromkeys((local(would_go.first_at), local(would_go.last_at))))
        click.echo(f"  from {' to '.join(span)}", err=True)
    if people := kept.persons() if erasure.kind == "all" else ():
        click.echo(f"  people: {', '.join(people)}", err=True)


def _is_confirmed() -> bool:
    try:
        return click.confirm("Delete it?", err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise HistoryError(
            "Nothing was deleted: nobody answered.", "Add --yes to delete without being asked."
        ) from None


def _resolved(kept: "SqliteHistory", kind: ErasureKind, typed: str) -> Erasure:
    people = kept.persons()
    if kind == "person":
        if typed not in people:
            raise HistoryError(f"There is nothing of {typed}.", f"People: {', '.join(people) or 'none'}.")
        return Erasure(kind, typed)
    names = {
        "take": lambda: [summary.take_id for summary in kept.summaries(ALL)],
        "session": lambda: [entry.session.id for entry in kept.sessions()],
        "rung": lambda: [rung.id for person in people for rung in kept.rungs(person)],
    }
    return Erasure(kind, named(typed, names[kind](), kind))
