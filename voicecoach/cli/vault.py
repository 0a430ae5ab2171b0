"""`voicecoach vault`: what is kept, encrypted with a passphrase."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.app import App
from voicecoach.cli.saving import open_history, readable_size
from voicecoach.cli.unlocking import NEW_PASSPHRASE_FILE, PASSPHRASE_FILE, new_passphrase, unlocked, verb
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, VaultError
from voicecoach.history import stamp

if TYPE_CHECKING:
    from voicecoach.adapters.vault import Vault

FORGOTTEN = (
    "A passphrase that is forgotten can't be brought back, and neither can what it keeps. There is no other way in."
)

NOT_WIPED = (
    "The plain files were removed, not wiped: on an SSD what was written over lies elsewhere still. Out of reach too: "
    "backups and synchronised folders that hold the plain files, and what was in swapped memory. An encrypted disk "
    "reaches those; the vault is for what is kept from now on."
)

STAYS_PLAIN = (
    "Not encrypted: speech models, scenes you wrote, names of recordings (the time they were made), what you export, "
    "and the reports you ask for."
)


@click.group()
def vault() -> None:
    """Encrypt what is kept with a passphrase."""


@vault.command()
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.pass_context
def on(ctx: click.Context, yes: bool) -> int:
    """Encrypt the history, its recordings and all else that speaks of people; it is shown first, then you are asked."""
    from voicecoach.adapters import vault_log, vault_moving
    from voicecoach.adapters.store_errors import translated
    from voicecoach.adapters.vault import is_on
    from voicecoach.adapters.vault_place import plain_files

    app = App.of(ctx)
    if is_on(app.data_dir):
        raise VaultError("The vault is on already.", "Change its passphrase: voicecoach vault change")
    # Opened once, so that nothing is left of a program that died: it is moved whole.
    open_history(app).close()
    files = plain_files(app.data_dir)
    _show(f"To be encrypted in {app.data_dir}:", app.data_dir, files)
    click.echo(STAYS_PLAIN, err=True)
    click.echo(FORGOTTEN, err=True)
    if not yes and not _agreed("Turn the vault on?"):
        click.echo("Nothing was changed.", err=True)
        return EXIT_ERROR
    what = _counted(files)
    secret = new_passphrase(NEW_PASSPHRASE_FILE if os.environ.get(NEW_PASSPHRASE_FILE) else PASSPHRASE_FILE)
    with translated(app.data_dir), app.progress() as bar:
        task = bar.add_task("encrypting", total=None)
        made = vault_moving.turn_on(
            app.data_dir, secret, tell=lambda done, total: bar.update(task, completed=done, total=total)
        )
        vault_log.note(made, verb(), stamp(datetime.now(UTC)))
    click.echo(f"The vault is on: {what} encrypted and read back.")
    app.tell(NOT_WIPED)
    return EXIT_DONE


@vault.command()
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.pass_context
def off(ctx: click.Context, yes: bool) -> int:
    """Decrypt everything again; it is shown first, then you are asked."""
    from voicecoach.adapters import vault_moving
    from voicecoach.adapters.store_errors import translated
    from voicecoach.adapters.vault_place import sealed_files

    app = App.of(ctx)
    opened = _opened(app)
    files = sealed_files(app.data_dir)
    what = _counted(files)
    click.echo(f"To be decrypted in {app.data_dir}: {what}.", err=True)
    click.echo("Whoever can read your files can read them then. The access log goes.", err=True)
    if not yes and not _agreed("Turn the vault off?"):
        click.echo("Nothing was changed.", err=True)
        return EXIT_ERROR
    with translated(app.data_dir), app.progress() as bar:
        task = bar.add_task("decrypting", total=None)
        vault_moving.turn_off(opened, tell=lambda done, total: bar.update(task, completed=done, total=total))
    click.echo(f"The vault is off: {what} decrypted.")
    return EXIT_DONE


@vault.command()
@click.pass_context
def change(ctx: click.Context) -> None:
    """Change the passphrase. Files stay as they are; the key that opens them is encrypted anew."""
    from voicecoach.adapters import vault_moving
    from voicecoach.adapters.store_errors import translated

    app = App.of(ctx)
    opened = _opened(app)
    secret = new_passphrase(NEW_PASSPHRASE_FILE)
    with translated(app.data_dir):
        vault_moving.change(opened, secret)
    click.echo("The passphrase is changed.")
    app.tell(
        "A copy of vault.key from before, as in a backup, still opens with the old one. Where somebody else may know "
        "that, turn the vault off and on again: everything gets a new key then."
    )


@vault.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--verify", is_flag=True, help="Read every encrypted file; asks for the passphrase.")
@click.option("--log", "with_log", is_flag=True, help="When it was opened, and for what; asks for the passphrase.")
@click.pass_context
def status(ctx: click.Context, as_json: bool, verify: bool, with_log: bool) -> int:
    """Tell whether the vault is on, and what lies in it."""
    from voicecoach.adapters.vault import is_on, key_file
    from voicecoach.adapters.vault_place import plain_files, sealed_files

    app = App.of(ctx)
    here = is_on(app.data_dir)
    found = key_file(app.data_dir) if here else None
    row: dict[str, Any] = {
        "on": here,
        "kdf": f"{found.kdf}, {found.memory_kib // 1024} MiB, {found.iterations} passes" if found else None,
        "cipher": "AES-256-GCM" if here else None,
        "encrypted_files": len(sealed_files(app.data_dir)),
        "plain_files": [path.relative_to(app.data_dir).as_posix() for path in plain_files(app.data_dir)],
    }
    problems = []
    if verify or with_log:
        from voicecoach.adapters.vault_log import entries
        from voicecoach.adapters.vault_moving import verify as verified

        opened = _opened(app)
        log = entries(opened)
        if verify:
            problems = [error.message for error in verified(opened)]
            row["wrong"] = problems
        if with_log:
            row["log"] = [{"at": entry.at, "verb": entry.verb} for entry in log]
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(row).decode())
    else:
        _print(row)
    return EXIT_ERROR if problems else EXIT_DONE


def _opened(app: App) -> "Vault":
    opened = unlocked(app)
    if opened is None:
        raise VaultError("The vault is off.", "Turn it on: voicecoach vault on")
    return opened


def _print(row: dict[str, Any]) -> None:
    plain = row["plain_files"]
    if row["on"]:
        click.echo(f"The vault is on ({row['cipher']}; the passphrase by {row['kdf']}).")
        click.echo(f"In it: {row['encrypted_files']} files.")
        for name in plain:
            click.echo(f"  plain beside it: {name}")
    else:
        click.echo("The vault is off: nothing is encrypted by the program.")
        click.echo(f"Plain: {len(plain)} files. Encrypt them: voicecoach vault on")
    if "wrong" in row:
        for message in row["wrong"]:
            click.echo(f"  {message}")
        click.echo("Every file is what was written." if not row["wrong"] else f"Wrong: {len(row['wrong'])} files.")
    for entry in row.get("log", ()):
        click.echo(f"  {entry['at']}  {entry['verb']}")


def _show(title: str, data_dir: Path, files: Sequence[Path]) -> None:
    click.echo(title, err=True)
    kinds: dict[str, list[Path]] = {}
    for path in files:
        kinds.setdefault(path.relative_to(data_dir).parts[0], []).append(path)
    for kind, inside in kinds.items():
        click.echo(f"  {kind:17} {_counted(inside)}", err=True)


def _counted(files: Sequence[Path]) -> str:
    from voicecoach.adapters.vault import on_disk

    size = sum((path if path.exists() else on_disk(path)).stat().st_size for path in files)
    return f"{len(files)} file{'s' * (len(files) != 1)} ({readable_size(size)})"


def _agreed(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise VaultError("Nothing was changed: nobody answered.", "Add --yes to go on without being asked.") from None
