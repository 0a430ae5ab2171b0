"""Writes an encrypted WAV file while it is being recorded, so that it can be read whenever the program is stopped.

The content is that of `wav.WavWriter`, encrypted piece by piece as it comes. What was written can't be changed in an
encrypted file, so the header announces no length; `with_lengths` puts it right when the file is read.
"""

import contextlib
import struct
from pathlib import Path

from voicecoach.adapters.sealing import SealedWriter
from voicecoach.adapters.vault import Vault
from voicecoach.adapters.wav import HEADER_BYTES, GrowingWav, WavWriter, header, translated

_LENGTH = struct.Struct("<I")
_RIFF_LENGTH_AT = 4
_DATA_LENGTH_AT = HEADER_BYTES - _LENGTH.size


class SealedWavWriter(GrowingWav):
    """An encrypted WAV file that grows; it is used as `wav.WavWriter` is.

    Args:
        path: The name that the file would have without the vault; it must not exist yet.
        vault: What encrypts it.

    Raises:
        OutputError: When the file can't be made.
    """

    def __init__(self, path: Path, vault: Vault) -> None:
        super().__init__(path)
        self._stack = contextlib.ExitStack()
        with translated(path):
            self._file: SealedWriter = self._stack.enter_context(vault.growing(path))
            self._file.write(header(0))
            self._file.flush()

    def close(self) -> None:
        """Flush and close; nothing where it is closed already.

        Raises:
            OutputError: When the last sound can't be written.
        """
        try:
            self.flush()
        finally:
            with translated(self.path):
                self._stack.close()

    def _put(self, raw: bytes) -> None:
        with translated(self.path):
            self._file.write(raw)
            self._file.flush()
        self._bytes += len(raw)


def recorder(path: Path, vault: Vault | None) -> GrowingWav:
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
