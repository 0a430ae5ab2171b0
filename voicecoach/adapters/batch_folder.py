"""The folder of a batch: a document a recording, a note for each that failed, and the settings of all.

    OUT/settings.json                     what all of it was made with
    OUT/documents/NAME-HASH.json          the analysis of one recording, whole or not there
    OUT/failed/NAME-HASH.json             why one could not be analysed
    OUT/analysis.parquet                  the table of the run

OUT is a folder, or an address that fsspec knows (s3://..). Files appear under their names only when they are whole.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from voicecoach.engine.job import Job, result_name
from voicecoach.errors import MediaError, MissingExtraError, OutputError

DOCUMENTS, FAILED, SETTINGS, TABLE = "documents", "failed", "settings.json", "analysis.parquet"


class BatchFolder:
    """The results of a batch.

    Args:
        out: A folder, or an address.
    """

    def __init__(self, out: str) -> None:
        self.out = out.rstrip("/") or out
        self._remote = filesystem(out) if is_address(out) else None

    def names(self, kind: str) -> frozenset[str]:
        """The names of what is in a part of it."""
        if self._remote is not None:
            folder = f"{self.out}/{kind}"
            found = self._remote.ls(folder, detail=False) if self._remote.exists(folder) else []
            return frozenset(str(name).rpartition("/")[2] for name in found)
        try:
            return frozenset(path.name for path in Path(self.out, kind).iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise self._unusable(error) from error

    def read(self, kind: str, name: str) -> bytes | None:
        """What stands under a name; None where nothing does."""
        try:
            if self._remote is not None:
                content: bytes = self._remote.cat_file(self._at(kind, name))
                return content
            return Path(self._at(kind, name)).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error) from error

    def write(self, kind: str, name: str, content: bytes) -> None:
        """Put something under a name, whole or not at all.

        Raises:
            OutputError: When it can't be written.
        """
        try:
            if self._remote is not None:
                # An object store shows an object only when it is whole.
                self._remote.pipe_file(self._at(kind, name), content)
                return
            target = Path(self._at(kind, name))
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
            try:
                with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                partial.replace(target)
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise self._unusable(error) from error

    def remove(self, kind: str, name: str) -> None:
        """Forget what stands under a name; nothing where nothing does."""
        if self._remote is not None:
            if self._remote.exists(self._at(kind, name)):
                self._remote.rm_file(self._at(kind, name))
            return
        Path(self._at(kind, name)).unlink(missing_ok=True)

    def put_aside(self) -> str:
        """Move documents and notes out of the way, and say where they are."""
        place = f"before-{secrets.token_hex(4)}"
        for kind in (DOCUMENTS, FAILED):
            if self._remote is not None:
                if self._remote.exists(self._at(kind, "")):
                    self._remote.mv(self._at(kind, ""), self._at(place, kind), recursive=True)
            elif Path(self.out, kind).exists():
                Path(self.out, place).mkdir(mode=0o700, exist_ok=True)
                Path(self.out, kind).rename(Path(self.out, place, kind))
        return f"{self.out}/{place}"

    def _at(self, kind: str, name: str) -> str:
        return "/".join(part for part in (self.out, kind, name) if part)

    def _unusable(self, error: OSError) -> OutputError:
        return OutputError(
            f"{self.out}: the results can't be kept there ({error.strerror or error}).",
            "Free some space or name another folder with --out, then run the command again: what is done stays done.",
        )


def is_address(path: str) -> bool:
    """Whether a recording or folder lies elsewhere (`s3://bucket/a.wav`)."""
    return "://" in path


def filesystem(address: str) -> Any:
    """The file system of an address.

    Raises:
        MissingExtraError: When what it takes is not installed.
        OutputError: When nobody knows such addresses.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError(
            f"{address}: addresses need fsspec.", 'Install it: python -m pip install "voicecoach[cluster]"'
        ) from error
    try:
        return fsspec.filesystem(address.partition("://")[0])
    except (ValueError, ImportError) as error:
        raise OutputError(f"{address}: can't be reached ({error}).", "Install what fsspec names.") from error


@contextmanager
def local_copy(path: str, scratch: Path) -> Iterator[Path]:
    """A recording as a file of this machine: itself, or a copy that goes when it is done with.

    Raises:
        MediaError: When it can't be fetched.
    """
    if not is_address(path):
        yield Path(path)
        return
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = scratch / f"{secrets.token_hex(8)}{Path(path).suffix}"
    try:
        try:
            filesystem(path).get_file(path, str(copy))
        except OSError as error:
            raise MediaError(f"{path}: can't be fetched ({error}).", "See that it is there and may be read.") from error
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def content_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        MediaError: When it can't be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MediaError(f"{path}: can't be read ({error.strerror or error}).", "See that it is there.") from error


def document_name(job: Job, sha256: str) -> str:
    """The name of the document of a recording."""
    return f"{result_name(job, sha256)}.json"
