"""The recordings beside the history: one WAV file a take, mono, 16 bits, at `units.RATE_HZ`.

Conventions
    A file appears under its name only when it is whole and on the disk. Whoever writes or sweeps holds the write lock
    of the database, so that no file which is about to be confirmed is taken for an orphan.
"""

import contextlib
import os
import wave
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import HistoryError
from voicecoach.units import RATE_HZ

if TYPE_CHECKING:
    from voicecoach.audio import Samples

_PARTIAL = ".partial"
_SUFFIX = ".wav"
_FULL_SCALE = 32768.0
_HEADER_BYTES = 44


class AudioFolder:
    """The recordings of a history.

    Args:
        path: Their folder; made when the first is kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, take_id: str, samples: "Samples") -> str:
        """Keep the sound of a take, on the disk when this returns.

        Returns:
            The name of its file.
        """
        import numpy as np

        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = take_id + _SUFFIX
        partial = self.path / (name + _PARTIAL)
        steps = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1.0).astype("<i2")
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                with wave.open(file, "wb") as wav:
                    wav.setnchannels(1)
                    wav.setsampwidth(2)
                    wav.setframerate(RATE_HZ)
                    wav.writeframes(steps.tobytes())
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self.path / name)
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        sync_folder(self.path)
        return name

    def read(self, name: str) -> "Samples | None":
        """The sound of a file; None where it is gone.

        Raises:
            HistoryError: When it is damaged.
        """
        import numpy as np

        try:
            with wave.open(str(self.path / name), "rb") as wav:
                steps = np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (wave.Error, EOFError) as error:
            raise HistoryError(
                f"{self.path / name}: is no whole WAV file ({error}).", "Bring it back from a backup."
            ) from error
        return np.asarray(steps / np.float32(_FULL_SCALE), dtype=np.float32)

    def file_of(self, name: str) -> bytes | None:
        """A file, byte for byte; None where it is gone."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

    def bytes_of(self, name: str) -> bytes:
        """The bare samples as they lie in a file; b"" where it is gone."""
        return (self.file_of(name) or b"")[_HEADER_BYTES:]

    def size(self, name: str) -> int:
        """Bytes of a file; 0 where it is gone."""
        try:
            return (self.path / name).stat().st_size
        except OSError:
            return 0

    def remove(self, names: Collection[str]) -> None:
        """Delete some files; those that are gone already are no error."""
        for name in names:
            (self.path / name).unlink(missing_ok=True)
        if names:
            sync_folder(self.path)

    def strays(self, confirmed: Collection[str]) -> tuple[str, ...]:
        """Files of ours that no take names: half written, or left by a program that died before it confirmed them."""
        try:
            names = [path.name for path in self.path.iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(n for n in names if n.endswith((_SUFFIX, _SUFFIX + _PARTIAL)) and n not in confirmed)


def sync_folder(folder: Path) -> None:
    """See that new, renamed and deleted names in a folder are on the disk; systems without that do it by themselves."""
    if os.name != "posix" or not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
