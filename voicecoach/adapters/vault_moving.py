"""Turning the vault on and off, and changing its passphrase: what moves, in an order that no power cut spoils.

Conventions
    On: every file is encrypted beside itself, read back and compared; then `vault.key` appears; then the plain files
    go. Off is the same the other way about, with `vault.key` gone in the middle. Killed at any moment, one kind is
    complete; `vault_place` removes the other. A file that is removed is not overwritten: on SSDs, and on file systems
    that copy on writing, overwriting writes elsewhere.
    Nobody else may be at work in the data folder.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from voicecoach.adapters.store_database import SealedDatabase, write_changes
from voicecoach.adapters.syncing import sync_folder
from voicecoach.adapters.vault import KEY_FILE, PARTIAL, Cost, Vault, is_on, on_disk, save_key_file
from voicecoach.adapters.vault_place import CHANGES, OLD_KEY, PERSONAL, Presence, moving, plain_files, sealed_files
from voicecoach.adapters.vault_wav import with_lengths
from voicecoach.errors import TamperedError, VaultError

Tell = Callable[[int, int], None]
"""Called with how many files are done, and how many there are."""

_BLOCK_BYTES = 1 << 20
_GROWING = ("calibration", "spool", "unfinished")
"""Folders whose files may end anywhere, because their program died."""

_JOURNAL = "-journal"

DATABASE = PERSONAL[0]


def turn_on(
    data_dir: Path, passphrase: str, *, cost: Cost | None = None, tell: Tell = lambda _done, _all: None
) -> Vault:
    """Encrypt everything that speaks of people, and remove the plain files.

    Args:
        data_dir: The data folder, with a history that is closed.
        passphrase: What will open it.
        cost: What each guess at the passphrase costs; the recommended cost where None.
        tell: Called as it goes on.

    Raises:
        VaultError: When it is on already, somebody is at work there, or the history was left in the middle of a change.
        OSError: When the disk is full or can't be written; everything is as before then.
    """
    with Presence(data_dir, alone=True):
        if is_on(data_dir):
            raise VaultError("The vault is on already.", "Change its passphrase: voicecoach vault change")
        vault = Vault.new(data_dir)
        files = plain_files(data_dir)
        _refuse_what_is_in_the_way(data_dir)
        if data_dir / DATABASE not in files:
            raise VaultError("There is no history to encrypt yet.", "Run `voicecoach vault on`, which makes one.")
        if any(path.name.endswith(_JOURNAL) for path in files):
            raise VaultError("The history was left in the middle of a change.", "Run `voicecoach history`, then again.")
        key = vault.wrapped(passphrase, cost)
        with moving(data_dir):
            for number, path in enumerate(files):
                tell(number, len(files))
                vault.write(path, _blocks(path))
                if _digest(vault.pieces(path)) != _digest(_blocks(path)):
                    raise VaultError(
                        f"{path}: what was encrypted is not what was read.", "Check the disk; nothing changed."
                    )
                if path.name == DATABASE:
                    write_changes(vault, path, [])
            tell(len(files), len(files))
            save_key_file(data_dir / KEY_FILE, key)
        return vault


def turn_off(vault: Vault, *, tell: Tell = lambda _done, _all: None) -> None:
    """Decrypt everything, and remove the encrypted files with the key.

    Raises:
        VaultError: When somebody is at work there; TamperedError when a file is not what was written.
        OSError: When the disk is full or can't be written; everything is as before then.
    """
    data_dir = vault.data_dir
    with Presence(data_dir, alone=True):
        with contextlib.closing(SealedDatabase(data_dir / DATABASE, vault, 0.0)) as tables:
            tables.fold()
        files = [path for path in sealed_files(data_dir) if path.name != CHANGES]
        clash = [path for path in files if path.exists()]
        if clash:
            raise VaultError(f"{clash[0]}: lies there plain as well.", "Move it away, then run the command again.")
        with moving(data_dir):
            for number, path in enumerate(files):
                tell(number, len(files))
                _write_plain(path, _content(vault, path))
            tell(len(files), len(files))
            (data_dir / KEY_FILE).replace(data_dir / OLD_KEY)
            sync_folder(data_dir)


def change(vault: Vault, passphrase: str, *, cost: Cost | None = None) -> None:
    """Open with another passphrase from now on; files stay as they are.

    Raises:
        VaultError: When somebody is at work there.
        OSError: When it can't be written; the old passphrase stays then.
    """
    with Presence(vault.data_dir, alone=True):
        save_key_file(vault.data_dir / KEY_FILE, vault.wrapped(passphrase, cost))


def verify(vault: Vault) -> tuple[TamperedError, ...]:
    """Read every encrypted file; what is wrong, a file each."""
    found = []
    for path in sealed_files(vault.data_dir):
        try:
            for _ in vault.pieces(path, unfinished=_may_be_cut(vault, path)):
                pass
        except TamperedError as error:
            found.append(error)
    return tuple(found)


def _refuse_what_is_in_the_way(data_dir: Path) -> None:
    lost = sealed_files(data_dir)
    if lost:
        raise VaultError(
            f"{on_disk(lost[0])}: is of a vault whose {KEY_FILE} is gone.",
            f"Bring {KEY_FILE} back from a backup, or move the file away.",
        )
    links = [data_dir / name for name in PERSONAL if (data_dir / name).is_symlink()]
    if links:
        raise VaultError(f"{links[0]}: is a link, and the vault follows none.", "Put the folder itself there.")


def _content(vault: Vault, path: Path) -> Iterator[bytes]:
    if _may_be_cut(vault, path) and path.suffix == ".wav":
        yield with_lengths(vault.read(path, unfinished=True))
    else:
        yield from vault.pieces(path, unfinished=_may_be_cut(vault, path))


def _may_be_cut(vault: Vault, path: Path) -> bool:
    return vault.name_of(path).split("/")[0] in _GROWING


def _write_plain(path: Path, content: Iterable[bytes]) -> None:
    """A plain file, whole and read back, under its name only then."""
    partial, written = path.with_name(path.name + PARTIAL), hashlib.sha256()
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for part in content:
            written.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if _digest(_blocks(partial)) != written.digest():
        raise VaultError(f"{path}: what was written is not what was read.", "Check the disk; nothing changed.")
    partial.replace(path)
    sync_folder(path.parent)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def _digest(parts: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()
