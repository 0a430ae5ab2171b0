"""Who opened the vault, when, and for what: times and verbs, nothing else.

Conventions
    One line an opening in `vault.log`: the time, the verb, and a tag. The tag is HMAC-SHA256, cut to 128 bits, over the
    tag before it and the line, under a key that only the open vault has: a line that was changed, moved, put in or
    taken out breaks the chain from there on. How many lines there are and the last tag lie encrypted in
    `vault.log.head.vault`, so that a log whose end was cut off is told from a whole one.
    A try with a wrong passphrase is not in it: who has no key can't write a line that proves anything. Neither is
    seen when both files are put back as they were at an earlier time.
"""

import hashlib
import hmac
import os
import time
from dataclasses import dataclass

from voicecoach.adapters.store_locks import lock
from voicecoach.adapters.vault import Vault
from voicecoach.adapters.vault_place import LOG, LOG_HEAD
from voicecoach.errors import TamperedError

_TAG_SIGNS = 32
_NO_TAG = ""
_WAIT_S = 5.0
_POLL_S = 0.01


@dataclass(frozen=True, slots=True)
class Entry:
    """One opening of the vault."""

    at: str
    """ISO 8601 in UTC."""
    verb: str


def note(vault: Vault, verb: str, at: str) -> None:
    """Add an opening; on the disk when this returns.

    Args:
        vault: The open vault.
        verb: What it was opened for; signs that would end a line are left out.
        at: ISO 8601 in UTC.

    Raises:
        TamperedError: When the end of the log is not what was written: nothing is added to it then.
        OSError: When it can't be written.
    """
    path = vault.data_dir / LOG
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        until_s = time.monotonic() + _WAIT_S
        while not lock(file.fileno()) and time.monotonic() < until_s:
            time.sleep(_POLL_S)
        count, tag = _head(vault)
        content = file.read()
        # A line that was cut off with its program was never told of: it goes.
        whole = content.rfind(b"\n") + 1
        lines = content[:whole].decode(errors="replace").splitlines(keepends=True)
        if len(lines) < count:
            raise _broken(vault, "lines are missing at its end")
        if count and _split(lines[count - 1])[1] != tag:
            raise _broken(vault, f"line {count} is not what was written")
        # Lines that the head does not count yet are of a program that died before it could say so.
        for line in lines[count:]:
            bare, written = _split(line)
            if not hmac.compare_digest(written, _tag(vault, tag, bare)):
                raise _broken(vault, f"line {count + 1} is not what was written")
            count, tag = count + 1, written
        bare = f"{at} {' '.join(verb.split())}"
        tag = _tag(vault, tag, bare)
        file.truncate(whole)
        file.write(f"{bare} {tag}\n".encode())
        file.flush()
        os.fsync(file.fileno())
        vault.write(vault.data_dir / LOG_HEAD, f"{count + 1} {tag}".encode())


def entries(vault: Vault) -> tuple[Entry, ...]:
    """All openings, the oldest first.

    Raises:
        TamperedError: When any line is not what was written, or lines are missing.
    """
    path = vault.data_dir / LOG
    count, last = _head(vault)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    found, tag = [], _NO_TAG
    for number, line in enumerate(lines, 1):
        bare, written = _split(line)
        tag = _tag(vault, tag, bare)
        if not hmac.compare_digest(written, tag):
            raise _broken(vault, f"line {number} is not what was written")
        if number == count and tag != last:
            raise _broken(vault, "its lines are not the last ones written")
        found.append(Entry(*bare.split(" ", 1)))
    if len(found) < count:
        raise _broken(vault, "lines are missing at its end")
    return tuple(found)


def _head(vault: Vault) -> tuple[int, str]:
    """How many lines were written, and the tag of the last."""
    try:
        count, _, tag = vault.read(vault.data_dir / LOG_HEAD).decode().partition(" ")
    except FileNotFoundError:
        return 0, _NO_TAG
    return int(count), tag


def _tag(vault: Vault, before: str, line: str) -> str:
    key = vault.subkey("log")
    return hmac.new(key, f"{before}\n{line}".encode(), hashlib.sha256).hexdigest()[:_TAG_SIGNS]


def _split(line: str) -> tuple[str, str]:
    """A line without its tag, and the tag; what has none gives an empty one."""
    bare, _, tag = line.removesuffix("\n").rpartition(" ")
    return bare, tag if tag.isascii() else ""


def _broken(vault: Vault, how: str) -> TamperedError:
    path = vault.data_dir / LOG
    return TamperedError(
        f"{path}: the access log was changed or cut ({how}).",
        "What is kept is checked on its own. To begin a new log: move vault.log and vault.log.head.vault away.",
    )
