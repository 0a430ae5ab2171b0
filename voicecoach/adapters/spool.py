"""What of a practice is not in the history yet: the sound while it is spoken, and the way through the scene.

Conventions
    `spool/<session>/` in the data folder, for its owner alone (0700, files 0600); a talk is `spool/talk-<id>.wav`.
    `<n>.wav` is the sound of reply n; it goes when its take is kept. `way.jsonl` holds one line a step, without any
    words; it goes when the session is done. A line that a dying program left half written is passed over.
    With the vault on a file F lies encrypted in `F.vault`; paths here are those without the vault, but where they are
    said to be on the disk. Sound is encrypted while it comes, and ends anywhere where its program died; the way is
    written whole with every step, as nothing can be added to an encrypted file.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from voicecoach.adapters import vault as vaults
from voicecoach.adapters.vault import Vault
from voicecoach.adapters.vault_wav import with_lengths
from voicecoach.adapters.wav import HEADER_BYTES, SAMPLE_BYTES, header
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
        vault: What it is encrypted with; None where it lies plain.
    """

    def __init__(self, data_dir: Path, session_id: str, vault: Vault | None = None) -> None:
        self.path = data_dir / FOLDER / session_id
        self._vault = vault

    def sound(self, number: int) -> Path:
        """Where the sound of a reply goes; its folder is made.

        Raises:
            OutputError: When it can't be.
        """
        self._make()
        return self.path / f"{number}.wav"

    def sounds(self) -> tuple[tuple[int, Path], ...]:
        """The recordings that are there with the numbers of their replies, in order; () where there are none."""
        found = [match for name in self._names() if (match := _NUMBER.fullmatch(name))]
        return tuple(sorted((int(match[1]), self.path / match[0]) for match in found))

    def note(self, line: bytes) -> None:
        """Add one step to the way, in the file when this returns.

        Raises:
            OutputError: When it can't be written.
            TamperedError: When the steps before are encrypted and not what was written.
        """
        self._make()
        path = self.path / WAY
        with _translated(path):
            if self._vault is not None:
                before = _sealed(self._vault, path)
                cut = b"" if not before or before.endswith(b"\n") else b"\n"
                self._vault.write(path, before + cut + line + b"\n")
                return
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                # A line that was cut off ends here, so that it spoils no other.
                file.write((b"\n" if _is_cut(path) else b"") + line + b"\n")

    def way(self) -> tuple[bytes, ...]:
        """The steps in order, as they were noted; () where there are none.

        Raises:
            OutputError: When they can't be read.
            TamperedError: When they are encrypted and not what was written.
        """
        path = self.path / WAY
        with _translated(path):
            if self._vault is not None:
                return tuple(_sealed(self._vault, path).splitlines())
            return tuple(path.read_bytes().splitlines()) if path.exists() else ()

    def drop(self, number: int) -> None:
        """Delete the sound of a reply; none is no error.

        Raises:
            OutputError: When it can't be deleted.
        """
        remove(self.path / f"{number}.wav", self._vault)

    def clear(self) -> None:
        """Delete all of it; nothing is no error.

        Raises:
            OutputError: When it can't be deleted.
        """
        with _translated(self.path):
            if self.path.exists():
                shutil.rmtree(self.path)

    def _names(self) -> list[str]:
        names = [path.name for path in self.path.iterdir()] if self.path.is_dir() else []
        if self._vault is None:
            return names
        return [name.removesuffix(vaults.SUFFIX) for name in names if name.endswith(vaults.SUFFIX)]

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


def recordings_left(data_dir: Path, vault: Vault | None = None) -> tuple[Path, ...]:
    """The recordings of all sessions; () where there are none."""
    return tuple(path for name in sessions_left(data_dir) for _, path in Spool(data_dir, name, vault).sounds())


def talks_left(data_dir: Path) -> tuple[Path, ...]:
    """Recordings of talks as they lie on the disk, plain or encrypted, the oldest first; () where there are none."""
    folder = data_dir / FOLDER
    return tuple(sorted(path for end in ("", vaults.SUFFIX) for path in folder.glob(f"{TALK}*.wav{end}")))


def talk_named(path: Path, vault: Vault | None) -> Path | None:
    """The recording of a talk that a user names by its encrypted file; None where it is none of this vault."""
    if vault is None or not path.name.endswith(f".wav{vaults.SUFFIX}"):
        return None
    folder = vault.data_dir / FOLDER
    return folder / path.name.removesuffix(vaults.SUFFIX) if path.resolve().parent == folder.resolve() else None


def on_disk(path: Path, vault: Vault | None) -> Path:
    """Where a recording lies."""
    return path if vault is None else vaults.on_disk(path)


def size(path: Path, vault: Vault | None = None) -> int:
    """Bytes of a recording as a WAV file.

    Raises:
        OSError: When there is none.
    """
    return path.stat().st_size if vault is None else vaults.size(path)


def duration_s(path: Path, vault: Vault | None = None) -> float:
    """Seconds of sound in a recording; 0 for one without any."""
    return max(0, size(path, vault) - HEADER_BYTES) / SAMPLE_BYTES / RATE_HZ


def content_of(path: Path, vault: Vault | None) -> bytes | None:
    """The WAV file inside an encrypted recording, as far as it was written; None where it lies plain on the disk.

    Raises:
        TamperedError: When it is not what was written.
        OutputError: When it can't be read.
    """
    if vault is None:
        return None
    with _translated(path):
        return with_lengths(vault.read(path, unfinished=True))


def whole(path: Path, vault: Vault | None) -> bytes:
    """A recording as a WAV file whose lengths are right, however its program ended.

    Raises:
        TamperedError: When it is not what was written.
        OutputError: When it can't be read.
    """
    with _translated(path):
        samples = samples_of(path, vault)
    return header(len(samples)) + samples


def samples_of(path: Path, vault: Vault | None) -> bytes:
    """The bare samples of a recording, as their bytes."""
    content = content_of(path, vault)
    return (path.read_bytes() if content is None else content)[HEADER_BYTES:]


def remove(path: Path, vault: Vault | None) -> None:
    """Delete a recording; none is no error.

    Raises:
        OutputError: When it can't be deleted.
    """
    with _translated(path):
        on_disk(path, vault).unlink(missing_ok=True)


def _sealed(vault: Vault, path: Path) -> bytes:
    """An encrypted file, all of it; b"" where there is none."""
    try:
        return vault.read(path)
    except FileNotFoundError:
        return b""


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
            f"{path}: can't be written, read or deleted ({error.strerror or error}).",
            "Free some space, or name another folder with --data-dir.",
        ) from error
