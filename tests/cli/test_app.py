"""What the verbs share."""

import os

import pytest

from voicecoach.cli import run


def test_without_a_home_folder_it_is_told_how_to_name_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pwd = pytest.importorskip("pwd", reason="homes are found in another way here")

    def nobody(number: int) -> object:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in [name for name in os.environ if name in ("HOME", "VOICECOACH_DATA_DIR") or name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    assert run(["history"]) == 1
    told = "Error: There is no home folder.\nName a folder: --data-dir or VOICECOACH_DATA_DIR.\n"
    assert capsys.readouterr() == ("", told)
