"""Where a passphrase comes from, and the vault that it opens."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.errors import VaultError
from voicecoach.history import stamp

if TYPE_CHECKING:
    from voicecoach.adapters.vault import Vault

PASSPHRASE_FILE = "VOICECOACH_PASSPHRASE_FILE"  # noqa: S105 -- the name of a variable
"""Names a file that holds the passphrase, for scripts; `/dev/fd/3` is what comes on descriptor 3."""

NEW_PASSPHRASE_FILE = "VOICECOACH_NEW_PASSPHRASE_FILE"  # noqa: S105 -- the name of a variable
"""Names a file that holds the passphrase to come, for `voicecoach vault on` and `change`."""

_MOST_BYTES = 4096


def unlocked(app: App) -> "Vault | None":
    """The vault of the data folder, opened with its passphrase, which is asked for once a run; None where it is off.

    Raises:
        WrongPassphraseError: When the passphrase does not open it.
        VaultError: When nobody can be asked, or the access log was changed.
    """
    from voicecoach.adapters.vault import KEY_FILE, is_on

    if not is_on(app.data_dir):
        return None
    return _opened(app.data_dir, (app.data_dir / KEY_FILE).stat().st_mtime_ns)


@cache
def _opened(data_dir: Path, _made_ns: int) -> "Vault":
    """The second argument tells one key from the next."""
    from voicecoach.adapters import vault_log
    from voicecoach.adapters.store_errors import translated
    from voicecoach.adapters.vault import Vault
    from voicecoach.adapters.vault_place import LOG

    _forbid_core_dumps()
    vault = Vault.open(data_dir, passphrase())
    with translated(data_dir / LOG):
        vault_log.note(vault, verb(), stamp(datetime.now(UTC)))
    return vault


def passphrase() -> str:
    """The passphrase: from the file that `PASSPHRASE_FILE` names, or typed unseen.

    Raises:
        VaultError: When the file can't be read, or nobody can be asked.
    """
    return _given(PASSPHRASE_FILE, lambda: _typed("Passphrase of the vault"))


def new_passphrase(variable: str) -> str:
    """A passphrase to come: from the file that a variable names, or typed twice unseen.

    Raises:
        VaultError: When it is too short, the file can't be read, or nobody can be asked.
    """
    from voicecoach.adapters.vault import LEAST_PASSPHRASE

    chosen = _given(variable, lambda: _typed("New passphrase", confirm=True))
    if len(chosen) < LEAST_PASSPHRASE:
        raise VaultError(
            f"The passphrase has {len(chosen)} signs; it needs {LEAST_PASSPHRASE}.",
            "Four or more words that chance chose are easy to remember and hard to guess.",
        )
    return chosen


def verb() -> str:
    """What the user is doing, by the names of the verbs and nothing else."""
    context = click.get_current_context(silent=True)
    return " ".join(context.command_path.split()[1:]) if context is not None else ""


def _given(variable: str, ask: Callable[[], str]) -> str:
    name = os.environ.get(variable)
    if not name:
        return ask()
    try:
        with open(name, "rb") as file:  # noqa: PTH123 -- a descriptor has no folder
            raw = file.read(_MOST_BYTES + 1)
        if len(raw) > _MOST_BYTES:
            raise VaultError(f"{variable}: {name} is too long for a passphrase.", "Put the passphrase alone into it.")
        return raw.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise VaultError(f"{variable}: {name} is no UTF-8 text.", "Write the passphrase as plain text.") from None
    except OSError as error:
        raise VaultError(
            f"{variable}: {name} can't be read ({error.strerror or error}).", "Name a file that holds the passphrase."
        ) from error


def _typed(question: str, *, confirm: bool = False) -> str:
    if not sys.stdin.isatty():
        raise VaultError(
            "The vault needs its passphrase, and nobody can be asked here.",
            f"Name a file that holds it in {PASSPHRASE_FILE}.",
        )
    typed = click.prompt(question, hide_input=True, confirmation_prompt=confirm, err=True)
    assert isinstance(typed, str)
    return typed


def _forbid_core_dumps() -> None:
    """Let no crash of this process write its memory to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
