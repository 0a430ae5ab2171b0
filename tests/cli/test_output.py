"""Where results and recordings go: folders for their owner only."""

import stat
from pathlib import Path

import pytest

from voicecoach.cli.output import own_folder
from voicecoach.errors import OutputError


def test_every_folder_that_is_made_is_its_owners_only(tmp_path: Path) -> None:
    made = own_folder(tmp_path / "data" / "calibration" / "today")
    for folder in (made, made.parent, made.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert own_folder(made) == made


def test_one_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    own_folder(tmp_path / "new")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_file_in_the_way_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="can't be made") as caught:
        own_folder(tmp_path / name)
    assert "--data-dir" in caught.value.remedy
