"""The recordings that paths name: one that can't be looked at stops no other."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

from tests.recordings import sine, write_wav
from voicecoach.cli.paths import recordings

ENDLESS = "x" * 300


def test_a_path_that_the_system_refuses_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    good = write_wav(tmp_path / "good.wav", sine(440.0, 0.1))
    files, problems = recordings([Path(ENDLESS), good, tmp_path])
    assert files == (good, good)
    assert [str(problem) for problem in problems] == [
        f"{ENDLESS}: can't be read (File name too long). Check its name and its rights."
    ]


def test_a_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    files, (problem,) = recordings([tmp_path])
    assert files == ()
    assert "can't be read (Permission denied)" in problem.message
