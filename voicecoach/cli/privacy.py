"""`voicecoach privacy`: what is stored, where, how much, since when and for how long, and what never happens."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from voicecoach.cli.app import App
from voicecoach.cli.delete import LIMITS
from voicecoach.cli.saving import existing_history, has_history, local, readable_size, told
from voicecoach.cli.unlocking import PASSPHRASE_FILE
from voicecoach.history import Erasure, Holdings

PROMISES = (
    "Everything runs on this machine: no account, no telemetry, no network once the speech models are in place.",
    "Nothing is recorded without a visible start.",
    "No voiceprint is kept: nobody is recognised from one recording to the next.",
    "No emotion, no diagnosis, no score of a person. Labels describe a sentence, never who said it.",
    "Nothing that is kept goes anywhere unless you export it, and nothing stays when you delete it.",
    "Not therapy, not a medical device, not a crisis service; not for hiring, grading or watching anybody.",
)

KEPT_FOR = (
    "until you delete it; only sound that `review` keeps for a time goes by itself, and what is finished of an "
    "analysis that was stopped"
)
NOT_ENCRYPTED = (
    "Not encrypted by the program: files are for your account alone. Encrypt them: voicecoach vault on; or use an "
    "encrypted disk, which reaches further."
)
ENCRYPTED = "The vault is on: history and recordings are encrypted, and only your passphrase opens them."
WHO = "Of whom is told with the passphrase: voicecoach history"


@dataclass(frozen=True, slots=True)
class Stored:
    """One kind of thing that lies in the data folder."""

    what: str
    where: str
    files: int
    bytes: int


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def privacy(ctx: click.Context, as_json: bool) -> None:
    """Tell what is stored, where, how much and since when, and what never happens."""
    from voicecoach.adapters.vault import is_on

    app = App.of(ctx)
    stored = _stored(app.data_dir)
    people: dict[str, Holdings] = {}
    encrypted = is_on(app.data_dir)
    # It tells what lies here without a passphrase; a script that has one gets the rest.
    if has_history(app) and (not encrypted or os.environ.get(PASSPHRASE_FILE)):
        with existing_history(app) as kept:
            people = {person: kept.preview(Erasure("person", person)) for person in kept.persons()}
    if as_json:
        import msgspec

        row = {
            "data_dir": str(app.data_dir),
            "stored": stored,
            "people": people if people or not encrypted else None,
            "kept_for": KEPT_FOR,
            "encrypted": encrypted,
            "promises": PROMISES,
            "limits": LIMITS,
        }
        click.echo(msgspec.json.encode(row).decode())
        return
    _show(app.data_dir, stored, people, encrypted=encrypted)


def _show(data_dir: Path, stored: tuple[Stored, ...], people: dict[str, Holdings], *, encrypted: bool) -> None:
    click.echo(f"Stored in {data_dir}:")
    for one in stored:
        click.echo(
            f"  {one.what:17} {one.where:17} {readable_size(one.bytes):>10}  {one.files} file{'s' * (one.files != 1)}"
        )
    if not stored:
        click.echo("  nothing")
    if people:
        click.echo("\nOf whom:")
    elif encrypted:
        click.echo(f"\n{WHO}")
    for person, holdings in people.items():
        since = f", since {local(holdings.first_at)}" if holdings.first_at else ""
        click.echo(f"  {person}: {told(holdings)}{since}")
    click.echo(f"\nKept {KEPT_FOR}.")
    click.echo(ENCRYPTED if encrypted else NOT_ENCRYPTED)
    click.echo("\nWhat holds:")
    for promise in PROMISES:
        click.echo(f"  - {promise}")
    click.echo("\nTake it with you:  voicecoach export --person me --out me.zip")
    click.echo("Delete it:         voicecoach delete --all --verify")
    click.echo(LIMITS)


def _stored(data_dir: Path) -> tuple[Stored, ...]:
    """What lies in the data folder, by kind; kinds that there are none of are left out."""
    from voicecoach.adapters import spool, unfinished
    from voicecoach.adapters.calibrations import FOLDER
    from voicecoach.adapters.store import AUDIO, DATABASE

    tops = sorted(data_dir.iterdir()) if data_dir.is_dir() else []
    kinds = {
        "practice history": [top for top in tops if top.name.startswith(DATABASE)],
        "recordings": [top for top in tops if top.name == AUDIO],
        "calibration sound": [top for top in tops if top.name == FOLDER],
        "unfinished scenes and talks": [top for top in tops if top.name == spool.FOLDER],
        "stopped analyses": [top for top in tops if top.name == unfinished.FOLDER],
        "vault": [top for top in tops if top.name.startswith("vault.")],
        "speech models": [top for top in tops if top.name == "models"],
    }
    known = {top for group in kinds.values() for top in group}
    kinds["other"] = [top for top in tops if top not in known]
    rows = []
    for what, group in kinds.items():
        files = list(_files(group))
        if files:
            where = group[0].name + ("/" if group[0].is_dir() else "") if len(group) == 1 else "here"
            rows.append(Stored(what, where, len(files), sum(path.stat().st_size for path in files)))
    return tuple(rows)


def _files(tops: Iterable[Path]) -> Iterable[Path]:
    for top in tops:
        yield from (path for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file())
