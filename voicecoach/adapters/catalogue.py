"""The catalogue of speech models: `models/catalog.toml` as values."""

import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec

from voicecoach.errors import ModelError
from voicecoach.resources import models_dir


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model."""

    name: str
    bytes: int
    sha256: str
    """Empty where none is published: such a side file is held to its size at the pinned revision."""
    packaged: tuple[str, ...] = ()
    """Its parts inside installed Python packages, in the order to join them; () where there is no package."""


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model."""

    name: str
    repo: str
    revision: str
    parameters_millions: int
    language: str
    """ISO 639-1 code, or `multilingual`."""
    licence: str
    files: tuple[ModelFile, ...]

    @property
    def bytes(self) -> int:
        """Size of all files."""
        return sum(file.bytes for file in self.files)

    @property
    def is_packaged(self) -> bool:
        """Whether Python packages carry all of it."""
        return all(file.packaged for file in self.files)

    @property
    def needs_joining(self) -> bool:
        """Whether a packaged file comes in parts."""
        return any(len(file.packaged) > 1 for file in self.files)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All models, the one to use, and the one to fall back to."""

    default: str
    fallback: str
    hub: str
    model: tuple[ModelEntry, ...]

    def entry(self, name: str) -> ModelEntry:
        """The entry of a model.

        Raises:
            ModelError: When there is none of that name.
        """
        for entry in self.model:
            if entry.name == name:
                return entry
        names = ", ".join(entry.name for entry in self.model)
        raise ModelError(f"There is no model {name}.", f"Choose one of: {names}.")


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation.

    Raises:
        ModelError: When it is missing or broken.
    """
    path = models_dir() / "catalog.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Catalogue)
    except (OSError, ValueError) as error:
        raise ModelError(f"The model catalogue {path} can't be read ({error}).", "Install voicecoach again.") from error
