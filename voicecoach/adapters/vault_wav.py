"""Writes an encrypted WAV file while it is being recorded, so that it can be read whenever the program is stopped.

The content is that of `wav.WavWriter`, encrypted piece by piece as it comes. What was written can't be changed in an
encrypted file, so the header announces no length; `with_lengths` puts it right when the file is read.
"""

import contextlib
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from voicecoach.adapters.sealing import SealedWriter
from voicecoach.adapters.vault import Vault
from voicecoach.adapters.wav import FLUSH_S, HEADER_BYTES, SAMPLE_BYTES, WavWriter, header, pcm
from voicecoach.audio import Samples
from voicecoach.errors import OutputError
from voicecoach.units import RATE_HZ

_LENGTH = struct.Struct("<I")
_RIFF_LENGTH_AT = 4
_DATA_LENGTH_AT = HEADER_BYTES - _LENGTH.size


class SealedWavWriter:
    """An encrypted WAV file that grows; it is used as `wav.WavWriter` is.

    Args:
        path: The name that the file would have without the vault; it must not exist yet.
        vault: What encrypts it.

    Raises:
        OutputError: When the file can't be made.
    """

    def __init__(self, path: Path, vault: Vault) -> None:
        self.path = path
        self._waiting: list[Samples] = []
        self._waiting_samples = 0
        self._bytes = 0
        self._stack = contextlib.ExitStack()
        with _translated(path):
            self._file: SealedWriter = self._stack.enter_context(vault.growing(path))
            self._file.write(header(0))
            self._file.flush()

    @property
    def duration_s(self) -> float:
        """Seconds that were written, with what still waits to be flushed."""
        return self._bytes / SAMPLE_BYTES / RATE_HZ + self._waiting_samples / RATE_HZ

    def write(self, samples: Samples) -> None:
        """Add samples; what is beyond full scale is cut off.

        Raises:
            OutputError: When the disk is full or gone; what was flushed before stays readable.
        """
        self._waiting.append(samples)
        self._waiting_samples += len(samples)
        if self._waiting_samples >= FLUSH_S * RATE_HZ:
            self.flush()

    def flush(self) -> None:
        """Put everything into the file.

        Raises:
            OutputError: When the disk is full or gone.
        """
        if not self._waiting_samples:
            return
        raw = pcm(np.concatenate(self._waiting))
        self._waiting, self._waiting_samples = [], 0
        with _translated(self.path):
            self._file.write(raw)
            self._file.flush()
        self._bytes += len(raw)

    def close(self) -> None:
        """Flush and close; nothing where it is closed already.

        Raises:
            OutputError: When the last sound can't be written.
        """
        try:
            self.flush()
        finally:
            with _translated(self.path):
                self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def recorder(path: Path, vault: Vault | None) -> WavWriter | SealedWavWriter:
    """What a recording is written with: plain, or encrypted where there is a vault.

    Raises:
        OutputError: When the file can't be made.
    """
    return WavWriter(path) if vault is None else SealedWavWriter(path, vault)


def with_lengths(content: bytes) -> bytes:
    """A WAV file whose header announces what is there, of one that announces nothing; all else is left as it is."""
    if not content.startswith(header(0)):
        return content
    mended = bytearray(content)
    _LENGTH.pack_into(mended, _RIFF_LENGTH_AT, len(content) - _RIFF_LENGTH_AT - _LENGTH.size)
    _LENGTH.pack_into(mended, _DATA_LENGTH_AT, len(content) - HEADER_BYTES)
    return bytes(mended)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise OutputError(f"{path}: exists already.", "Name another file for the recording.") from error
    except OSError as error:
        raise OutputError(
            f"{path}: the recording can't be written ({error.strerror or error}).",
            "Free some space or name another folder with --data-dir; what was recorded before is kept.",
        ) from error
