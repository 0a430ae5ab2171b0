"""Finds the data folders `models/` and `scenarios/` in a wheel, an editable install and a bare checkout."""

from functools import cache
from importlib.resources import files
from pathlib import Path


def models_dir() -> Path:
    """The folder of the model catalogue and our own models."""
    return _folder("models")


def scenarios_dir() -> Path:
    """The folder of the role-play scenarios."""
    return _folder("scenarios")


@cache
def _folder(name: str) -> Path:
    """In a wheel the folder lies inside the package; otherwise beside it."""
    package = Path(str(files("voicecoach")))
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
