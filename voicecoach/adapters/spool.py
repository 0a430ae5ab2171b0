"""What of a practice is not in the history yet: the sound while it is spoken, and the way through the scene.

Conventions
    `spool/<session>/` in the data folder, for its owner alone (0700, files 0600); a talk is `spool/talk-<id>.wav`.
    `<n>.wav` is the sound of reply n; it goes when its take is kept. `way.jsonl` holds one line a step, without any
    words; it goes when the session is done. A line that a dying program left half written is passed over.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from voicecoach.adapters.wav import HEADER_BYTES, SAMPLE_BYTES
from voicecoach.errors import OutputError
from voicecoach.units import RATE_HZ

FOLDER = "spool"
"""Where in the data folder it lies."""

TALK = "talk-"
"""How the name of a talk's recording begins; it lies in the folder itself, as a talk has no session before its end."""

WAY = "way.jsonl"

_NUMBER = re.compile(r"(\d+)\.wav")


class Spool:
    """What of one session is not in the history yet.

    Args:
        data_dir: The program's data folder.
        session_id: The session.
    """

    def __init__(self, data_dir: Path, session_id: str) -> None:
        self.path = data_dir / FOLDER / session_id

    def sound(self, number: int) -> Path:
        """Where the sound of a reply goes; its folder is made.

        Raises:
            OutputError: When it can't be.
        """
        self._make()
        return self.path / f"{number}.wav"

    def sounds(self) -> tuple[tuple[int, Path], ...]:
        """The recordings that are there with the numbers of their replies, in order; () where there are none."""
        found = [(match, path) for path in self._files() if (match := _NUMBER.fullmatch(path.name))]
        return tuple(sorted((int(match[1]), path) for match, path in found))

    def note(self, line: bytes) -> None:
        """Add one step to the way, in the file when this returns.

        Raises:
            OutputError: When it can't be written.
        """
        self._make()
        path = self.path / WAY
        with _translated(path):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                # A line that was cut off ends here, so that it spoils no other.
                file.write((b"\n" if _is_cut(path) else b"") + line + b"\n")

    def way(self) -> tuple[bytes, ...]:
        """The steps in order, as they were noted; () where there are none."""
        path = self.path / WAY
        with _translated(path):
            return tuple(path.read_bytes().splitlines()) if path.exists() else ()

    def drop(self, number: int) -> None:
        """Delete the sound of a reply; none is no error.

        Raises:
            OutputError: When it can't be deleted.
        """
        path = self.path / f"{number}.wav"
        with _translated(path):
            path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete all of it; nothing is no error.

        Raises:
            OutputError: When it can't be deleted.
        """
        with _translated(self.path):
            if self.path.exists():
                shutil.rmtree(self.path)

    def _files(self) -> list[Path]:
        return list(self.path.iterdir()) if self.path.is_dir() else []

    def _make(self) -> None:
        with _translated(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.mkdir(mode=0o700, exist_ok=True)


def sessions_left(data_dir: Path) -> tuple[str, ...]:
    """The sessions of which something is there, the oldest first; () where there are none."""
    folder = data_dir / FOLDER
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def clear(data_dir: Path, sessions: Iterable[str]) -> None:
    """Delete what there is of some sessions.

    Raises:
        OutputError: When it can't be deleted.
    """
    for name in sessions:
        Spool(data_dir, name).clear()


def recordings_left(data_dir: Path) -> tuple[Path, ...]:
    """The recordings of all sessions; () where there are none."""
    return tuple(path for name in sessions_left(data_dir) for _, path in Spool(data_dir, name).sounds())


def talks_left(data_dir: Path) -> tuple[Path, ...]:
    """The recordings of talks, the oldest first; () where there are none."""
    return tuple(sorted((data_dir / FOLDER).glob(f"{TALK}*.wav")))


def duration_s(path: Path) -> float:
    """Seconds of sound in a recording; 0 for one without any."""
    return max(0, path.stat().st_size - HEADER_BYTES) / SAMPLE_BYTES / RATE_HZ


def _is_cut(path: Path) -> bool:
    """Whether a file ends in the middle of a line."""
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}: can't be written or deleted ({error.strerror or error}).",
            "Free some space, or name another folder with --data-dir.",
        ) from error
