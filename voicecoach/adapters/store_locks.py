"""Who is at work: a lock for each open session, which the system lets go of when its program dies.

A process number would not do: it is given again, and asking for it ends the process on Windows.
"""

import os
import re
import sys
from pathlib import Path

_NAME = "session-{}.open"
_PATTERN = re.compile(r"session-(.+)\.open")


class SessionLocks:
    """The open sessions of this program.

    Args:
        folder: Where the lock files lie; they are empty.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, int] = {}

    def hold(self, session_id: str) -> bool:
        """Take the lock of a session until `drop`; False where another program, or another store, has it."""
        path = self._path(session_id)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not lock(handle):
            os.close(handle)
            return False
        self._held[session_id] = handle
        return True

    def drop(self, session_id: str) -> None:
        """Let go of a session; one that is not held is no error."""
        handle = self._held.pop(session_id, None)
        if handle is not None:
            if os.name == "posix":
                self._path(session_id).unlink(missing_ok=True)
                os.close(handle)
            else:
                os.close(handle)  # an open file can't be deleted there
                self._path(session_id).unlink(missing_ok=True)

    def drop_all(self) -> None:
        """Let go of everything, as when the program dies: the lock files stay for whoever opens next."""
        for handle in self._held.values():
            os.close(handle)
        self._held.clear()

    def left(self) -> tuple[str, ...]:
        """The sessions that have a lock file and are not held here: another program's, or a dead one's."""
        try:
            names = [path.name for path in self._folder.iterdir()]
        except FileNotFoundError:
            return ()
        found = (match[1] for match in map(_PATTERN.fullmatch, names) if match)
        return tuple(name for name in found if name not in self._held)

    def _path(self, session_id: str) -> Path:
        return self._folder / _NAME.format(session_id)


def lock(handle: int) -> bool:
    """Lock an open file for this program alone, until it is closed; False where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
