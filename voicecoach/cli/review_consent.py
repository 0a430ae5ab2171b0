"""`voicecoach review consent`: who agreed to what, and what goes when they no longer do."""

import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.delete import ask_and_erase
from voicecoach.cli.paths import readable
from voicecoach.cli.review_store import START, client_named, opened
from voicecoach.cli.saving import has_history
from voicecoach.consent import PURPOSE, AudioConsent, Consent, check_pseudonym, likeness
from voicecoach.errors import HistoryError
from voicecoach.history import Erasure, new_id, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERYBODY = "Whoever else can be heard in the recordings has to agree too: name them with another --by."

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def consent() -> None:
    """Keep on record who agreed to what. Withdrawn means deleted.

    CLIENT is a pseudonym of your choice. Ask in writing, apart from any other agreement; say that a no has no
    disadvantage.
    """


@consent.command()
@click.argument("client")
@click.option("--by", "given_by", multiple=True, required=True, metavar="NAME", help="Who agreed; may be given again.")
@click.option("--scope", default=PURPOSE, show_default=True, metavar="TEXT", help="What for, as it was agreed.")
@click.option("--given", type=DAY, metavar="DATE", help="The day it was given: 2026-03-01; today otherwise.")
@click.option("--until", type=DAY, metavar="DATE", help="The last day it holds; until it is withdrawn otherwise.")
@click.option(
    "--audio",
    type=click.Choice(["keep", "delete"]),
    default="delete",
    show_default=True,
    help="Whether the sound may be kept after the analysis.",
)
@click.pass_context
def add(
    ctx: click.Context,
    client: str,
    given_by: tuple[str, ...],
    scope: str,
    given: datetime | None,
    until: datetime | None,
    audio: AudioConsent,
) -> None:
    """Put a consent of CLIENT on record."""
    app = App.of(ctx)
    at = datetime.now(UTC)
    today = at.astimezone().date()
    day = given.date() if given else today
    if day > today:
        raise click.UsageError("A consent can't be given tomorrow.")
    if until and until.date() < day:
        raise click.UsageError("A consent can't end before it was given.")
    pseudonym = readable(client)
    try:
        check_pseudonym(pseudonym)
    except ValueError as error:
        raise click.UsageError(f"CLIENT: {error}.") from error
    by, purpose = ", ".join(_words(one, "--by") for one in given_by), _words(scope, "--scope")
    ends = until.date().isoformat() if until else None
    noted = Consent(new_id(at), pseudonym, by, purpose, day.isoformat(), stamp(at), ends, audio)
    with opened(app, makes=True) as kept:
        kept.records.add_consent(noted)
        sounds = sum(one.recordings for one in kept.records.reviews(pseudonym))
    click.echo(noted.id)
    if (like := likeness(pseudonym)) is not None:
        app.tell(
            f"Warning: {pseudonym} looks like {like}. Withdraw it, and take a pseudonym that tells nobody who it is."
        )
    if not noted.is_for_analysis:
        app.tell(f"Warning: no recording is analysed under it, since its scope does not name “{PURPOSE}”.")
    if sounds and audio == "delete":
        app.tell(
            f"The sound of {sounds} session{'s' * (sounds != 1)} is kept under an earlier consent. Delete it: "
            f"voicecoach review sweep --all-of {shlex.quote(pseudonym)}"
        )
    if len(given_by) == 1:
        app.tell(EVERYBODY)


@consent.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a consent.")
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """List the consents on record."""
    app = App.of(ctx)
    if not has_history(app):
        app.tell(f"Nothing is kept yet in {app.data_dir}. {START}")
        return
    with opened(app) as kept:
        found = kept.records.consents()
    _print(found, as_json=as_json)
    if not found:
        app.tell(f"There is no consent on record. {START}")


@consent.command()
@click.argument("client")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a consent.")
@click.pass_context
def show(ctx: click.Context, client: str, as_json: bool) -> None:
    """Show the consents of CLIENT."""
    with opened(App.of(ctx)) as kept:
        found = kept.records.consents(client_named(kept, client))
    _print(found, as_json=as_json)


@consent.command()
@click.argument("client")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.pass_context
def withdraw(ctx: click.Context, client: str, yes: bool) -> int:
    """Delete everything of CLIENT for good: recordings, documents, notes, marks, labels and the consent itself.

    It is shown first, then you are asked; afterwards every file of the data folder is read, to see that it is gone.
    """
    app = App.of(ctx)
    with opened(app) as kept:
        person = readable(client)
        if person not in kept.persons():
            raise HistoryError(f"There is nothing of {person}.", "See: voicecoach review consent list")
        return ask_and_erase(app, kept, Erasure("person", person), yes=yes, verify=True)


def _words(typed: str, option: str) -> str:
    from voicecoach.report.progress_words import printable

    said = printable(readable(typed))
    if not said:
        raise click.UsageError(f"{option} has no words.")
    return said


def _print(found: "Sequence[Consent]", *, as_json: bool) -> None:
    today = datetime.now(UTC).astimezone().date()
    for one in found:
        if as_json:
            import msgspec

            row = {**msgspec.to_builtins(one), "holds_today": one.holds_on(today)}
            click.echo(msgspec.json.encode(row).decode())
            continue
        until = f"until {one.until}" if one.until else "until it is withdrawn"
        over = "" if one.holds_on(today) else " (ended)"
        click.echo(f"{one.client}: {one.scope}; from {one.given_on} {until}{over}")
        sound = "may be kept" if one.audio == "keep" else "is not kept"
        click.echo(f"    agreed: {one.given_by}; the sound {sound}; {one.id}")
