"""Finds scenes: those of this program, and a user's own in the data folder or anywhere.

Conventions
    A user's own scene is taken before one of the program with the same name, so that a scene can be made one's own.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from voicecoach.errors import Problem, ScenarioError
from voicecoach.roleplay.parsing import parse
from voicecoach.roleplay.scenario import Scenario
from voicecoach.roleplay.tables import did_you_mean

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


def built_in() -> Path:
    """The folder of the program's own scenes."""
    return Path(str(files("voicecoach"))) / "scenarios"


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
            raise ScenarioError(str(path), (Problem(1, "The file is too large for a scene.", "Name another file."),))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found = Problem(line, "The file is not written in UTF-8.", "Save it as UTF-8 in your editor.")
        raise ScenarioError(str(path), (found,)) from error
    except OSError as error:
        found = Problem(1, f"The file can't be read ({error.strerror or error}).", "Check its name and its rights.")
        raise ScenarioError(str(path), (found,)) from error
    return parse(text, str(path))


def listed(data_dir: Path) -> Shelf:
    """All scenes: a user's own and the program's, sorted by name."""
    scenarios: dict[str, Scenario] = {}
    broken = []
    for path in (*_files(built_in()), *_files(own(data_dir))):
        try:
            scenario = load(path)
        except ScenarioError as error:
            broken.append(error)
        else:
            scenarios[scenario.name] = scenario
    return Shelf(tuple(scenarios[name] for name in sorted(scenarios)), tuple(broken))


def where(name_or_path: str, data_dir: Path) -> Path:
    """The file of a scene.

    Args:
        name_or_path: A name, or a path: with a folder in it, or with the ending of a file.
        data_dir: Where a user's own are kept.

    Raises:
        ScenarioError: When there is none; with the nearest name.
    """
    path = Path(name_or_path)
    if path.suffix == SUFFIX or len(path.parts) != 1:
        return path
    folders = (own(data_dir), built_in())
    for folder in folders:
        if (folder / f"{path}{SUFFIX}").is_file():
            return folder / f"{path}{SUFFIX}"
    known = sorted({file.stem for folder in folders for file in _files(folder)})
    remedy = f"{did_you_mean(name_or_path, known)} The list: voicecoach scenarios list"
    raise ScenarioError(name_or_path, (Problem(1, "There is no scene of this name.", remedy),))


def find(name_or_path: str, data_dir: Path) -> Scenario:
    """A scene by its name, or by the path of its file.

    Raises:
        ScenarioError: When there is none, or it can't be played.
    """
    return load(where(name_or_path, data_dir))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
