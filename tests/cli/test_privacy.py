"""What an analysis leaves behind on the machine."""

import stat
from pathlib import Path

import pytest

from tests.program import RunCli


@pytest.mark.model
def test_an_analysis_leaves_nothing_but_hashes_of_the_models(
    run_cli: RunCli, spoken: Path, weights: Path, tmp_path: Path
) -> None:
    """No telemetry file, no device identifier, no cache: only the data folder, for its owner alone."""
    assert weights.is_dir()
    home = tmp_path / "home"
    home.mkdir()
    world = {name: str(home / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    env = {**world, "HOME": str(home), "VOICECOACH_DATA_DIR": str(home / "data")}
    done = run_cli("analyze", spoken, "--model", "tiny.en", "--json", "-", env=env)
    assert done.status == 0
    left = {path.relative_to(home).as_posix(): path for path in home.rglob("*")}
    assert set(left) == {"data", "data/models", "data/models/verified.json"}
    modes = {name: stat.S_IMODE(path.stat().st_mode) for name, path in left.items()}
    assert modes == {"data": 0o700, "data/models": 0o700, "data/models/verified.json": 0o600}
    assert "aggressive" not in left["data/models/verified.json"].read_text(encoding="utf-8")
