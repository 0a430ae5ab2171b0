"""Finds scenes: those of this program, and a user's own in the data folder or anywhere.

Conventions
    A user's own scene is taken before one of the program with the same name, so that a scene can be made one's own.
"""

import difflib
import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from voicecoach.errors import OutputError, Problem, ScenarioError
from voicecoach.resources import scenarios_dir
from voicecoach.roleplay.parsing import parse
from voicecoach.roleplay.scenario import Scenario
from voicecoach.roleplay.tables import NAME

SUFFIX = ".toml"
MOST_BYTES = 1_000_000
"""A scene has some ten thousand; what is larger is another kind of file (own proposal)."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The scenes of this machine."""

    scenarios: tuple[Scenario, ...]
    """Sorted by name."""
    broken: tuple[ScenarioError, ...]
    """Files that hold none which can be played."""


def own(data_dir: Path) -> Path:
    """The folder of a user's own scenes; it need not exist."""
    return data_dir / "scenarios"


def load(path: Path) -> Scenario:
    """The scene of a file.

    Raises:
        ScenarioError: When it can't be read or played; with all its problems.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ScenarioError(str(path), (Problem(0, "The file is too large for a scene.", "Name another file."),))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found = Problem(line, "The file is not written in UTF-8.", "Save it as UTF-8 in your editor.")
        raise ScenarioError(str(path), (found,)) from error
    except OSError as error:
        found = Problem(0, f"The file can't be read ({error.strerror or error}).", "Check its name and its rights.")
        raise ScenarioError(str(path), (found,)) from error
    return parse(text, str(path))


def listed(data_dir: Path) -> Shelf:
    """All scenes: a user's own and the program's, sorted by name."""
    scenarios: dict[str, Scenario] = {}
    broken = []
    for path in (*inside(scenarios_dir()), *inside(own(data_dir))):
        try:
            scenario = load(path)
        except ScenarioError as error:
            broken.append(error)
        else:
            scenarios[scenario.name] = scenario
    return Shelf(tuple(scenarios[name] for name in sorted(scenarios)), tuple(broken))


def is_path(name_or_path: str) -> bool:
    """Whether a scene is named by the path of its file: with a folder in it, or with the ending of a file."""
    path = Path(name_or_path)
    return path.suffix == SUFFIX or len(path.parts) != 1


def where(name_or_path: str, data_dir: Path) -> Path:
    """The file of a scene.

    Args:
        name_or_path: A name, or a path.
        data_dir: Where a user's own are kept.

    Raises:
        ScenarioError: When there is none; with the nearest name.
    """
    path = Path(name_or_path)
    if is_path(name_or_path):
        return path
    folders = (own(data_dir), scenarios_dir())
    for folder in folders:
        if (folder / f"{path}{SUFFIX}").is_file():
            return folder / f"{path}{SUFFIX}"
    known = sorted({file.stem for folder in folders for file in inside(folder)})
    near = difflib.get_close_matches(name_or_path, known, 1)
    remedy = f"Did you mean {near[0]}?" if near else "The list: voicecoach scenarios list"
    raise ScenarioError(name_or_path, (Problem(0, "There is no scene of this name.", remedy),))


def find(name_or_path: str, data_dir: Path) -> Scenario:
    """A scene by its name, or by the path of its file.

    Raises:
        ScenarioError: When there is none, or it can't be played.
    """
    return load(where(name_or_path, data_dir))


def write_new(name: str, data_dir: Path) -> Path:
    """Writes a small scene that plays, with remarks, to make one's own of; never over a file.

    Args:
        name: Of the scene and its file.
        data_dir: Where a user's own scenes are kept.

    Returns:
        The file.

    Raises:
        ValueError: When the name is none for a scene.
        OutputError: When the scene is there already, or the file can't be written.
    """
    if not NAME.fullmatch(name):
        raise ValueError("a name has small letters, digits and hyphens, as late-again")
    template = files("voicecoach").joinpath("roleplay", "template.toml").read_text(encoding="utf-8")
    path = own(data_dir) / f"{name}{SUFFIX}"
    if path.exists():
        raise OutputError(f"There is a scene {name} already.", f"Take another name, or change the scene: {path}")
    try:
        # For their owner only; a mode is that of the last folder alone.
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(template.replace("NAME", name))
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror or error}).", "Check the data folder.") from error
    return path


def inside(folder: Path) -> list[Path]:
    """The files of scenes in a folder, sorted; none where there is no folder."""
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
