"""Finds, installs and verifies model weights.

Order of search: the data folder, installed Python packages, the model hub. Every file is hashed before its model is
first loaded, and the result is remembered with the file's size and time. Whatever is installed goes to a temporary
folder first and appears under its name only when it is whole and right.
"""

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec

from voicecoach.adapters.catalogue import Catalogue, ModelEntry, ModelFile
from voicecoach.errors import ModelError, WrongContentError

Place = Literal["data", "package", "path", "absent"]
FileState = Literal["verified", "size", "wrong", "missing"]

_BLOCK_BYTES = 1 << 22
_PARTIAL = ".installing-"
_STALE_S = 3600.0
_SPARE_BYTES = 16 << 20
"""Room left on the disk beside an installed model."""

Tick = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are done and the bytes there are."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a model is."""

    name: str
    place: Place
    folder: Path | None
    """Ready to load from; None where it is absent or must be joined from packages first."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What verifying one file found."""

    name: str
    state: FileState
    """`verified` by its hash; `size`: only its size is known and right."""


class ModelStore:
    """The model weights of this machine.

    Args:
        data_dir: The program's data folder.
        known: The catalogue.
        hub: Address of the model hub; empty takes the catalogue's.
    """

    def __init__(self, data_dir: Path, known: Catalogue, hub: str = "") -> None:
        self.catalogue = known
        self._root = data_dir / "models"
        self._hub = (hub or known.hub).rstrip("/")

    def locate(self, name: str) -> Located:
        """Where a model of the catalogue is, without touching its content.

        Raises:
            ModelError: When the catalogue has none of that name.
        """
        entry = self.catalogue.entry(name)
        folder = self._root / name
        if all((folder / file.name).is_file() for file in entry.files):
            return Located(name, "data", folder)
        if _is_in_packages(entry):
            first = _packaged(entry.files[0].packaged[0])
            return Located(name, "package", None if entry.needs_joining or first is None else first.parent)
        return Located(name, "absent", None)

    def prepare(self, name: str, tick: Tick) -> Path:
        """A verified folder to load a local model from; joins packaged parts where that is needed.

        Raises:
            ModelError: When the model is absent or its content is wrong.
        """
        located = self.locate(name)
        entry = self.catalogue.entry(name)
        if located.place == "absent":
            raise ModelError(f"The model {name} is not on this machine.", how_to_get(entry))
        if located.folder is None:
            return self._install(entry, lambda file, target: _join(file, target, tick))
        wrong = [check.name for check in self.check(entry, located.folder) if check.state in ("wrong", "missing")]
        if wrong:
            raise WrongContentError(
                f"{located.folder}: {', '.join(wrong)} is not what was published (wrong SHA-256 or size).",
                f"Get it anew: voicecoach models get {name} --again",
            )
        return located.folder

    def get(self, name: str, tick: Tick, *, again: bool = False) -> Path:
        """Bring a model to this machine, from packages or from the hub.

        Args:
            name: Name in the catalogue.
            tick: Told how far it has come.
            again: Whether to replace what the data folder has; it stays until the new one is whole and right.

        Raises:
            ModelError: When it can't be had; nothing half installed is left behind.
        """
        entry = self.catalogue.entry(name)
        if not again and self.locate(name).place != "absent":
            return self.prepare(name, tick)
        if _is_in_packages(entry):
            # A damaged package must not stand in the way of the hub.
            with contextlib.suppress(WrongContentError):
                return self._install(entry, lambda file, target: _join(file, target, tick))
        return self._install(entry, lambda file, target: self._download(entry, file, target, tick))

    def check(self, entry: ModelEntry, folder: Path, *, fresh: bool = False) -> tuple[FileCheck, ...]:
        """Verify each file of a model in a folder.

        Args:
            entry: What it should be.
            folder: Where it is.
            fresh: Whether to hash again what was found right before.
        """
        seen = {} if fresh else self._remembered()
        checks = []
        for file in entry.files:
            path = folder / file.name
            stamp = _stamp(path)
            if stamp is None:
                checks.append(FileCheck(file.name, "missing"))
                continue
            if stamp[0] != file.bytes:
                checks.append(FileCheck(file.name, "wrong"))
                continue
            if not file.sha256:
                checks.append(FileCheck(file.name, "size"))
                continue
            if seen.get(str(path)) != [*stamp, file.sha256]:
                if _sha256(path) != file.sha256:
                    checks.append(FileCheck(file.name, "wrong"))
                    continue
                seen[str(path)] = [*stamp, file.sha256]
                self._remember(seen)
            checks.append(FileCheck(file.name, "verified"))
        return tuple(checks)

    def _install(self, entry: ModelEntry, fetch: Callable[[ModelFile, Path], None]) -> Path:
        """Fill a temporary folder, verify it, and give it its name."""
        target = self._root / entry.name
        with _disk_errors(entry, self._root):
            self._make_root()
            self._sweep()
            free = shutil.disk_usage(self._root).free
            if free < entry.bytes + _SPARE_BYTES:
                raise OSError(errno.ENOSPC, "no space")
            partial = Path(tempfile.mkdtemp(prefix=f"{_PARTIAL}{entry.name}-", dir=self._root))
            try:
                for file in entry.files:
                    fetch(file, partial / file.name)
                    (partial / file.name).chmod(0o600)
                wrong = [c.name for c in self.check(entry, partial, fresh=True) if c.state in ("wrong", "missing")]
                if wrong:
                    files = f"{', '.join(wrong)} of the model {entry.name}"
                    raise WrongContentError(
                        f"{files} is not what was published (wrong SHA-256 or size).",
                        "Try again; if it stays wrong, the source was changed and should not be trusted.",
                    )
                shutil.rmtree(target, ignore_errors=True)
                partial.replace(target)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
        self.check(entry, target)
        return target

    def _download(self, entry: ModelEntry, file: ModelFile, target: Path, tick: Tick) -> None:
        import pooch
        import requests

        url = f"{self._hub}/{entry.repo}/resolve/{entry.revision}/{file.name}"
        bar = _Bar(lambda done: tick(file.name, done, file.bytes))
        pooch.get_logger().setLevel("WARNING")
        try:
            pooch.retrieve(
                url,
                known_hash=f"sha256:{file.sha256}" if file.sha256 else None,
                fname=target.name,
                path=target.parent,
                downloader=pooch.HTTPDownloader(progressbar=bar, timeout=30),
            )
        except requests.RequestException as error:
            reason = type(error).__name__ if error.response is None else f"HTTP status {error.response.status_code}"
            packages = f", or install the weights as packages: {_PIP_OFFLINE}" if entry.is_packaged else "."
            raise ModelError(
                f"The model hub can't be reached or refused ({reason}).",
                f"Check the connection and try again{packages}",
            ) from error
        except ValueError as error:
            raise ModelError(
                f"{file.name} of the model {entry.name} arrived damaged (wrong SHA-256); nothing was installed.",
                f"Try again: voicecoach models get {entry.name}",
            ) from error

    def _make_root(self) -> None:
        """Both folders for their owner only: `mkdir` gives its mode to the last one alone."""
        self._root.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._root.mkdir(exist_ok=True, mode=0o700)

    def _sweep(self) -> None:
        """Remove what a killed installation left behind an hour ago or earlier."""
        for left in self._root.glob(f"{_PARTIAL}*"):
            if time.time() - left.stat().st_mtime > _STALE_S:
                shutil.rmtree(left, ignore_errors=True)

    def _remembered(self) -> dict[str, list[Any]]:
        try:
            return msgspec.json.decode((self._root / "verified.json").read_bytes(), type=dict[str, list[Any]])
        except (OSError, ValueError):
            return {}

    def _remember(self, seen: dict[str, list[Any]]) -> None:
        """Best effort: without it the next start hashes again."""
        with contextlib.suppress(OSError):
            self._make_root()
            kept = {path: stamp for path, stamp in seen.items() if Path(path).exists()}
            handle, name = tempfile.mkstemp(prefix=".verified-", dir=self._root)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(kept)))
            Path(name).replace(self._root / "verified.json")


_PIP_OFFLINE = 'python -m pip install "voicecoach[offline]"'


def how_to_get(entry: ModelEntry) -> str:
    """What to type to have a model."""
    get = f"Get it ({entry.bytes / 1e6:.0f} MB): voicecoach models get {entry.name}"
    return f"{get}, or without the hub: {_PIP_OFFLINE}" if entry.is_packaged else get


class _Bar:
    """What pooch asks of a progress bar."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self.total = 0
        self._done = 0
        self._tell = tell

    def update(self, size: int) -> None:
        self._done += size
        self._tell(self._done)

    def reset(self) -> None:
        self._done = 0

    def close(self) -> None:
        self._tell(self._done)


def _packaged(part: str) -> Path | None:
    """A file inside an installed package, found without importing the package; None where there is none."""
    package, _, rest = part.partition("/")
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / rest
        if path.is_file():
            return path
    return None


def _is_in_packages(entry: ModelEntry) -> bool:
    """Whether installed packages hold all of a model."""
    return entry.is_packaged and all(_packaged(part) is not None for file in entry.files for part in file.packaged)


def _join(file: ModelFile, target: Path, tick: Tick) -> None:
    done = 0
    with target.open("wb") as out:
        for part in file.packaged:
            path = _packaged(part)
            if path is None:
                raise ModelError(f"{part} is missing.", f"Install it again: {_PIP_OFFLINE}")
            with path.open("rb") as source:
                for block in _blocks(source):
                    out.write(block)
                    done += len(block)
                    tick(file.name, done, file.bytes)


def _blocks(source: BinaryIO) -> Iterator[bytes]:
    while block := source.read(_BLOCK_BYTES):
        yield block


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(path: Path) -> list[int] | None:
    """Size and time of a file, by which a change is noticed; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


@contextlib.contextmanager
def _disk_errors(entry: ModelEntry, root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(
                f"{root}: no room for the model {entry.name} ({entry.bytes / 1e6:.0f} MB); nothing was installed.",
                "Free some space, or name another folder with --data-dir.",
            ) from error
        raise ModelError(
            f"{root}: the model {entry.name} can't be installed there ({error.strerror or error}).",
            "Name a folder that can be written with --data-dir.",
        ) from error
