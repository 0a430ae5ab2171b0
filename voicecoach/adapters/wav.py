"""Writes a WAV file while it is being recorded, so that it can be read whenever the program is stopped.

The file is 16-bit PCM, mono, at `units.RATE_HZ`. Sound goes to the file first and the lengths in its header after it,
at least every `FLUSH_S` of sound. Killed at any moment, the file is valid and lacks at most what came since: what lies
behind the announced length is ignored by who reads it.
"""

import os
import struct
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np

from voicecoach.audio import Samples
from voicecoach.errors import OutputError
from voicecoach.units import RATE_HZ

FLUSH_S = 0.25
"""Sound that may be lost at most: a syllable. A write of 8 kB costs nothing that is felt (own proposal)."""

SAMPLE_BYTES = 2
HEADER_BYTES = 44

MOST_BYTES = 0xFFFFFFFF - HEADER_BYTES
"""What the lengths in a header can say: 37 hours."""

_TOP = 2**15


class GrowingWav(ABC):
    """A WAV file that grows, wherever its bytes go.

    Use it in a `with`: leaving it, by an error too, keeps everything that was written.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[Samples] = []
        self._waiting_samples = 0
        self._bytes = 0

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
            OutputError: When the disk is full or gone, or the file can't grow any more.
        """
        if not self._waiting_samples:
            return
        raw = pcm(np.concatenate(self._waiting))
        self._waiting, self._waiting_samples = [], 0
        self._put(raw)

    @abstractmethod
    def close(self) -> None:
        """Flush and close; nothing where it is closed already.

        Raises:
            OutputError: When the last sound can't be written.
        """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def _put(self, raw: bytes) -> None:
        """Put the next bytes of sound into the file, and count them."""


class WavWriter(GrowingWav):
    """A WAV file that grows; the file is readable for its owner only.

    Args:
        path: The file; it must not exist yet, so that no recording is ever overwritten.

    Raises:
        OutputError: When the file can't be made.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with translated(path):
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
            self._file: BinaryIO = os.fdopen(handle, "r+b")
            self._announce()

    def close(self) -> None:
        """Flush and close; nothing where it is closed already.

        Raises:
            OutputError: When the last sound can't be written.
        """
        if self._file.closed:
            return
        try:
            self.flush()
        finally:
            with translated(self.path):
                self._file.close()

    def _put(self, raw: bytes) -> None:
        """Put the next bytes into the file and announce them."""
        if self._bytes + len(raw) > MOST_BYTES:
            raise OutputError(f"{self.path}: a WAV file can't hold more than 37 hours.", "Start a new recording.")
        with translated(self.path):
            self._file.seek(HEADER_BYTES + self._bytes)
            self._file.write(raw)
            self._file.flush()
            self._bytes += len(raw)
            self._announce()

    def _announce(self) -> None:
        """Write the header for the bytes that are in the file."""
        self._file.seek(0)
        self._file.write(header(self._bytes))
        self._file.flush()


def whole(samples: Samples) -> bytes:
    """A WAV file of some samples, in memory."""
    raw = pcm(samples)
    return header(len(raw)) + raw


def header(data_bytes: int) -> bytes:
    """The header of a file with so many bytes of sound."""
    riff = struct.pack("<4sI4s", b"RIFF", HEADER_BYTES - 8 + data_bytes, b"WAVE")
    kind = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, RATE_HZ * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return riff + kind + struct.pack("<4sI", b"data", data_bytes)


def pcm(samples: Samples) -> bytes:
    """Samples as 16-bit PCM; what is beyond full scale is cut off."""
    values = np.clip(np.round(samples.astype(np.float64) * _TOP), -_TOP, _TOP - 1)
    return values.astype("<i2").tobytes()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Tell what goes wrong with a recording's file in a learner's words.

    Raises:
        OutputError: When the file is there already, or can't be written.
    """
    try:
        yield
    except FileExistsError as error:
        raise OutputError(f"{path}: exists already.", "Name another file for the recording.") from error
    except OSError as error:
        raise OutputError(
            f"{path}: the recording can't be written ({error.strerror or error}).",
            "Free some space or name another folder with --data-dir; what was recorded before is kept.",
        ) from error
