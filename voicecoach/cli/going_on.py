"""Going on with the analysis of a long recording that was stopped."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach import __version__
from voicecoach.cli.app import App
from voicecoach.errors import MediaError

if TYPE_CHECKING:
    from voicecoach.adapters.unfinished import Unfinished

LONG_S = 600.0
"""Length of a recording, in seconds, from which finished parts are kept: shorter ones take a minute or less (own
proposal)."""

LOCKED = (
    "The vault is on, and this command does not open it: nothing of an unfinished analysis is kept. If it is stopped, "
    "it begins anew. With --save it goes on where it was."
)


@contextmanager
def unfinished(app: App, path: Path, asked: str, *, opens_vault: bool) -> Iterator["Unfinished | None"]:
    """What is finished of the analysis of a recording; it goes when the block comes to its end.

    Args:
        app: The run.
        path: The recording.
        asked: All that the parts depend on beside the recording.
        opens_vault: Whether the vault, where it is on, may be opened for it.

    Yields:
        The checkpoint; None for a short recording, or where nothing may or can be kept.
    """
    from voicecoach.adapters import unfinished as kept
    from voicecoach.adapters.vault import is_on
    from voicecoach.adapters.vault_place import Presence
    from voicecoach.cli.unlocking import unlocked

    kept.sweep(app.data_dir)
    name, length_s = _name_and_length(path, asked)
    if name is None:
        yield None
        return
    if is_on(app.data_dir) and not opens_vault:
        app.tell(LOCKED)
        yield None
        return
    try:
        app.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        yield None
        return
    with Presence(app.data_dir), kept.Unfinished(app.data_dir, name, unlocked(app)) as work:
        if work.reached_s:
            app.tell(f"{path.name} goes on at {hours(work.reached_s)}{f' of {hours(length_s)}' if length_s else ''}.")
        try:
            yield work
        except BaseException:
            if work.holds_any:
                app.tell(
                    f"{path.name}: what is finished is kept for {kept.KEPT_D} days; the same command goes on there."
                )
            raise
        work.remove()


def hours(time_s: float) -> str:
    """Hours, minutes and seconds.

    >>> hours(4350.4)
    '1:12:30'
    """
    seconds = round(time_s)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _name_and_length(path: Path, asked: str) -> tuple[str | None, float | None]:
    """What the analysis is called, and how long the recording says it is; no name for one that is short or unreadable.

    A recording that does not tell its length may be long.
    """
    from voicecoach.adapters.media import announced_s

    try:
        length_s = announced_s(path)
        if length_s is not None and length_s < LONG_S:
            return None, length_s
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except (MediaError, OSError):
        return None, None  # what is wrong with it is told when it is read
    return hashlib.sha256(f"{__version__} {content} {asked}".encode()).hexdigest()[:32], length_s
