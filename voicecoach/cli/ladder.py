"""`voicecoach ladder`: one's own situations, from the easiest to the hardest."""

import shutil
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from voicecoach.cli.app import App
from voicecoach.cli.paths import readable
from voicecoach.cli.progress import whose
from voicecoach.cli.saving import existing_history, has_history, named, open_history
from voicecoach.errors import HistoryError
from voicecoach.history import ME, MOST_SUDS, Chosen, Rung, SceneType, new_id, stamp

if TYPE_CHECKING:
    from voicecoach.ports import History

ADD = 'Put a situation on it: voicecoach ladder add "Ask for the report by Friday" --suds 40'

_PERSON = click.option("--person", metavar="NAME", help="Whose ladder; yours unless named.")
_SUDS = click.IntRange(0, MOST_SUDS)


@click.group(invoke_without_command=True)
@_PERSON
@click.option("--json", "as_json", is_flag=True, help="One JSON object a situation.")
@click.pass_context
def ladder(ctx: click.Context, person: str | None, as_json: bool) -> None:
    """Show your own situations, from the easiest to the hardest, and the step that lies nearest.

    SUDS says how hard a situation is now: 0 is calm, 100 the hardest there is. Take one off by: voicecoach delete
    --rung ID.
    """
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise click.UsageError("--json is for the list.")
        ctx.meta["voicecoach.person"] = person
        return
    app = App.of(ctx)
    if not has_history(app):
        _tell_empty(app, person or ME)
        return
    with existing_history(app) as kept:
        _list(app, kept, whose(kept, person), as_json=as_json)


@ladder.command()
@click.argument("text")
@click.option("--suds", type=_SUDS, required=True, help="How hard it is now, 0 to 100.")
@click.option("--scene-type", type=click.Choice(get_args(SceneType)), default="other", help="Which kind it is.")
@_PERSON
@click.pass_context
def add(ctx: click.Context, text: str, suds: int, scene_type: SceneType, person: str | None) -> None:
    """Put the situation TEXT on the ladder."""
    from voicecoach.report.progress_words import printable

    said = printable(readable(text))
    if not said:
        raise click.UsageError("The situation has no words.")
    app = App.of(ctx)
    at = datetime.now(UTC)
    with open_history(app) as kept:
        rung = Rung(new_id(at), _whose(ctx, kept, person), said, suds, scene_type)
        kept.add_rung(rung, stamp(at))
    click.echo(rung.id)
    app.tell(f"On the ladder of {printable(rung.person)}: {said} (SUDS {suds}).")


@ladder.command()
@click.argument("name", metavar="ID")
@click.argument("suds", type=_SUDS)
@_PERSON
@click.pass_context
def rate(ctx: click.Context, name: str, suds: int, person: str | None) -> None:
    """Say how hard a situation is now, 0 to 100; ID is the beginning of its identifier, or `last`."""
    app = App.of(ctx)
    with existing_history(app) as kept:
        before = _rung(kept, _whose(ctx, kept, person), name)
        kept.rate_rung(before.id, suds, stamp(datetime.now(UTC)))
    click.echo(f"{before.text}: SUDS {before.suds} before, {suds} now.")


@ladder.command()
@click.argument("name", metavar="ID")
@_PERSON
@click.pass_context
def done(ctx: click.Context, name: str, person: str | None) -> None:
    """Keep that a situation was done in real life today; ID is the beginning of its identifier, or `last`."""
    app = App.of(ctx)
    with existing_history(app) as kept:
        rung = _rung(kept, _whose(ctx, kept, person), name)
        kept.rung_done(rung.id, stamp(datetime.now(UTC)))
    click.echo(f"Done: {rung.text}.")
    app.tell(f"How hard is it now? voicecoach ladder rate {rung.id} SUDS")


def _list(app: App, kept: "History", person: str, *, as_json: bool) -> None:
    from voicecoach.report.progress_ladder import hint, lines, next_step

    rungs = kept.rungs(person)
    step = next_step(rungs, kept.summaries(Chosen(person)))
    if as_json:
        import msgspec

        for rung in rungs:
            row = {**msgspec.to_builtins(rung), "next": step is not None and rung.id == step.rung.id}
            click.echo(msgspec.json.encode(row).decode())
        return
    if not rungs:
        _tell_empty(app, person)
        return
    width = shutil.get_terminal_size().columns
    click.echo(f"{'':4} SUDS of {_printable(person)}, the easiest first")
    for line in lines(rungs, kept.ratings(person), step, width):
        click.echo(line)
    app.tell("\n" + textwrap.fill(hint(step), width))


def _tell_empty(app: App, person: str) -> None:
    app.tell(f"The ladder of {_printable(person)} is empty. {ADD}")


def _printable(text: str) -> str:
    from voicecoach.report.progress_words import printable

    return printable(text)


def _whose(ctx: click.Context, kept: "History", person: str | None) -> str:
    """The person named behind the verb or behind `ladder`, else the one that `progress` would show."""
    return whose(kept, person if person is not None else ctx.meta.get("voicecoach.person"))


def _rung(kept: "History", person: str, name: str) -> Rung:
    rungs = {rung.id: rung for rung in kept.rungs(person)}
    if name != "last" and not any(one.startswith(name) for one in rungs):
        raise HistoryError(f"There is no situation {name} on this ladder.", "See it: voicecoach ladder")
    return rungs[named(name, rungs, "situation")]
