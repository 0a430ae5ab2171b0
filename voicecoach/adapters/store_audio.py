"""The recordings beside the history: one WAV file a take, mono, 16 bits, at `units.RATE_HZ`.

Conventions
    A file appears under its name only when it is whole and on the disk. Until its take is confirmed an empty
    `NAME.new.partial` lies beside it: it tells a file that its program could not confirm from one whose database was
    taken away, which stays. Whoever writes or sweeps holds the write lock of the database, so that nothing goes that is
    about to be confirmed. With the vault on, `NAME` is encrypted in `NAME.vault`; names, sizes and contents here are
    those of the WAV file inside.
"""

import contextlib
import io
import os
import wave
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.adapters import vault as vaults
from voicecoach.adapters.syncing import sync_folder
from voicecoach.adapters.vault import Vault
from voicecoach.errors import HistoryError

if TYPE_CHECKING:
    from voicecoach.audio import Samples, Sound

_PARTIAL = ".partial"
_NEW = ".new"
_SUFFIX = ".wav"
_FULL_SCALE = 32768.0
_HEADER_BYTES = 44


class AudioFolder:
    """The recordings of a history.

    Args:
        path: Their folder; made when the first is kept.
        vault: What they are encrypted with; None keeps them plain.
    """

    def __init__(self, path: Path, vault: Vault | None = None) -> None:
        self.path = path
        self.vault = vault

    def write(self, take_id: str, audio: "Samples | Sound") -> str:
        """Put the sound of a take on the disk, to be confirmed.

        Returns:
            The name of its file.

        Raises:
            HistoryError: When sound is not as long as it says.
        """
        from voicecoach.audio import Sound

        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = take_id + _SUFFIX
        parts = _parts(audio if isinstance(audio, Sound) else Sound(len(audio), (audio,)), name)
        mark = self._mark(name)
        os.close(os.open(mark, os.O_WRONLY | os.O_CREAT, 0o600))
        try:
            if self.vault is not None:
                self.vault.write(self.path / name, parts)
            else:
                _write_plain(self.path / name, parts)
        except BaseException:
            with contextlib.suppress(OSError):
                mark.unlink(missing_ok=True)
            raise
        return name

    def confirm(self, name: str) -> None:
        """Say that the take of a file is kept: from now on it goes with its take alone."""
        self._mark(name).unlink(missing_ok=True)
        sync_folder(self.path)

    def read(self, name: str) -> "Samples | None":
        """The sound of a file; None where it is gone.

        Raises:
            HistoryError: When it is damaged.
        """
        import numpy as np

        content = self.file_of(name)
        if content is None:
            return None
        try:
            with wave.open(io.BytesIO(content), "rb") as wav:
                steps = np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2")
        except (wave.Error, EOFError) as error:
            raise HistoryError(
                f"{self.path / name}: is no whole WAV file ({error}).", "Bring it back from a backup."
            ) from error
        return np.asarray(steps / np.float32(_FULL_SCALE), dtype=np.float32)

    def file_of(self, name: str) -> bytes | None:
        """A file, byte for byte; None where it is gone.

        Raises:
            TamperedError: When it is encrypted and not what was written.
        """
        path = self.path / name
        try:
            return path.read_bytes() if self.vault is None else self.vault.read(path)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def bytes_of(self, name: str) -> bytes:
        """The bare samples as they lie in a file; b"" where it is gone."""
        return (self.file_of(name) or b"")[_HEADER_BYTES:]

    def size(self, name: str) -> int:
        """Bytes of a file; 0 where it is gone."""
        try:
            return self._on_disk(name).stat().st_size if self.vault is None else vaults.size(self.path / name)
        except OSError:
            return 0

    def remove(self, names: Collection[str]) -> None:
        """Delete some files; those that are gone already are no error."""
        for name in names:
            self._on_disk(name).unlink(missing_ok=True)
            self._mark(name).unlink(missing_ok=True)
        if names:
            sync_folder(self.path)

    def names(self) -> tuple[str, ...]:
        """The files that are here, whether a take names them or not, sorted."""
        return self._ending("")

    def has_unconfirmed(self) -> bool:
        """Whether there is anything for `settle`; while a take is being kept there is, too."""
        return bool(self._ending(_PARTIAL) or self._ending(_PARTIAL, _NEW))

    def settle(self, confirmed: Collection[str]) -> None:
        """Remove what programs that died could not confirm: files half written, or whole without a take.

        Args:
            confirmed: The files that takes name.
        """
        marked = self._ending(_PARTIAL, _NEW)
        self.remove([name for name in marked if name not in confirmed])
        for name in marked:
            self._mark(name).unlink(missing_ok=True)
        for name in self._ending(_PARTIAL):
            self._on_disk(name, _PARTIAL).unlink(missing_ok=True)
        sync_folder(self.path)

    def _ending(self, end: str, inner: str = "") -> tuple[str, ...]:
        """The WAV files of which there is one with a certain end, as the vault writes it or as plain, sorted."""
        whole = _SUFFIX + inner + ("" if self.vault is None else vaults.SUFFIX) + end
        try:
            names = [path.name for path in self.path.iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(sorted(name.removesuffix(whole) + _SUFFIX for name in names if name.endswith(whole)))

    def _mark(self, name: str) -> Path:
        return self._on_disk(name + _NEW, _PARTIAL)

    def _on_disk(self, name: str, end: str = "") -> Path:
        path = self.path / name
        on_disk = path if self.vault is None else vaults.on_disk(path)
        return on_disk.with_name(on_disk.name + end)


def _parts(sound: "Sound", name: str) -> Iterator[bytes]:
    """A WAV file, piece by piece: of hours, all of it would be a gigabyte."""
    from voicecoach.adapters.wav import SAMPLE_BYTES, header, pcm

    yield header(sound.count * SAMPLE_BYTES)
    written = 0
    for samples in sound.pieces:
        yield pcm(samples)
        written += len(samples)
    if written != sound.count:
        raise HistoryError(
            f"{name}: the recording changed while it was copied.", "Wait until nobody writes to it, then try again."
        )


def _write_plain(path: Path, parts: Iterable[bytes]) -> None:
    partial = path.with_name(path.name + _PARTIAL)
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
