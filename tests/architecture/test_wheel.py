"""A wheel carries its data and finds it."""

import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.program import run
from tests.source import ROOT

_FIND = """
import pathlib, voicecoach
from voicecoach.adapters.catalogue import catalogue
from voicecoach.coaching.drills import drills
from voicecoach.coaching.quiz import items
from voicecoach.coaching.rights import cards, safety
from voicecoach.coaching.styles import styles_lesson
from voicecoach.resources import models_dir, scenarios_dir
assert drills() and items() and cards() and safety() and styles_lesson()
package = pathlib.Path(voicecoach.__file__).parent
print(package, models_dir(), scenarios_dir(), catalogue().default)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed, so no wheel can be built without the network")
    folder = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--quiet",
        "-w",
        folder,
        ROOT,
    ]
    done = run([sys.executable, *build])
    assert done.status == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_a_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"voicecoach/models/catalog.toml", "voicecoach/cli/analyze.py", "voicecoach/__main__.py"} <= names
    kinds = {".toml", ".txt", ".onnx", ".npz", ".json"}
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "models").rglob("*") if path.suffix in kinds}
    assert {"models/style/model.onnx", "models/style/weights.npz"} <= data
    assert {f"voicecoach/{name}" for name in data} <= names
    texts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "voicecoach").rglob("*.toml")}
    assert {"voicecoach/lessons/safety.toml", "voicecoach/coaching/drills.toml"} <= texts <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"voicecoach"}


@pytest.mark.slow
def test_an_unpacked_wheel_finds_its_data_inside_itself(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    done = run([sys.executable, "-c", _FIND], env={"PYTHONPATH": str(site)}, cwd=tmp_path)
    assert done.status == 0, done.stderr
    package = site / "voicecoach"
    assert done.stdout.split() == [str(package), str(package / "models"), str(package / "scenarios"), "base"]


def test_a_checkout_finds_its_data_beside_the_package() -> None:
    from voicecoach.resources import models_dir

    assert models_dir() == ROOT / "models"
