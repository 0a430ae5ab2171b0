"""Scenes are found by name or path; a user's own come first, and a broken one hides no other."""

import os
import stat
from pathlib import Path

import pytest

from tests.roleplay.scenes import FILES, TEMPLATE
from voicecoach.adapters.scenarios import MOST_BYTES, find, inside, listed, load, own, where, write_new
from voicecoach.errors import OutputError, ScenarioError
from voicecoach.resources import scenarios_dir


def write(folder: Path, name: str, title: str = "Mine") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    text = TEMPLATE.replace('name = "small"', f'name = "{name}"')
    path.write_text(text.replace("The colleague who borrows the charger", title), encoding="utf-8")
    return path


def problem(path: Path) -> tuple[int, str]:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    (found,) = caught.value.problems
    return found.line, found.message


def test_without_own_scenes_the_programs_are_listed(tmp_path: Path) -> None:
    shelf = listed(tmp_path / "nothing")
    assert [scenario.name for scenario in shelf.scenarios] == [path.stem for path in FILES]
    assert shelf.broken == ()
    assert not (tmp_path / "nothing").exists()


def test_an_own_scene_is_taken_before_one_of_the_program(tmp_path: Path) -> None:
    write(own(tmp_path), "loan-from-a-friend", "My friend")
    assert find("loan-from-a-friend", tmp_path).title == "My friend"
    assert find("extra-work-on-friday", tmp_path).partner.name == "Dana"
    titles = {scenario.name: scenario.title for scenario in listed(tmp_path).scenarios}
    assert titles["loan-from-a-friend"] == "My friend"
    assert len(titles) == len(FILES)


def test_a_scene_is_found_by_its_path(tmp_path: Path) -> None:
    path = write(tmp_path / "deep", "anywhere")
    assert find(str(path), tmp_path / "no").name == "anywhere"
    assert where("deep/anywhere.toml", tmp_path) == Path("deep/anywhere.toml")


def test_a_name_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="Did you mean loan-from-a-friend"):
        find("loan-from-friend", tmp_path)
    with pytest.raises(ScenarioError, match="voicecoach scenarios list"):
        find("zzz", tmp_path)


def test_a_broken_scene_hides_no_other(tmp_path: Path) -> None:
    write(own(tmp_path), "fine")
    (own(tmp_path) / "broken.toml").write_text("name = ", encoding="utf-8")
    shelf = listed(tmp_path)
    assert "fine" in [scenario.name for scenario in shelf.scenarios]
    assert [Path(error.path).name for error in shelf.broken] == ["broken.toml"]


def test_files_that_can_not_be_read_are_told(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(TEMPLATE.replace("Kim", "Zo\xeb").encode("latin-1"))
    line = next(n for n, text in enumerate(TEMPLATE.splitlines(), 1) if "Kim" in text)
    assert problem(latin) == (line, "The file is not written in UTF-8.")
    assert problem(tmp_path / "none.toml") == (0, "The file can't be read (No such file or directory).")
    assert problem(tmp_path) == (0, "The file can't be read (Is a directory).")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    assert problem(large) == (0, "The file is too large for a scene.")


def test_a_mark_of_byte_order_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "marked")
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load(path).name == "marked"


def test_a_new_scene_plays_and_is_never_written_over(tmp_path: Path) -> None:
    path = write_new("late-again", tmp_path)
    assert path == own(tmp_path) / "late-again.toml"
    assert load(path).name == "late-again"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="already"):
        write_new("late-again", tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"
    for name in ("Late", "../up", "", "a b", ".x"):
        with pytest.raises(ValueError, match="small letters"):
            write_new(name, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_a_new_scene_is_for_its_owner_only(tmp_path: Path) -> None:
    path = write_new("late-again", tmp_path / "data")
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, tmp_path / "data")]
    assert modes == [0o600, 0o700, 0o700]


def test_only_scenes_are_taken_from_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "b")
    write(tmp_path, "a")
    (tmp_path / "readme.md").touch()
    assert [path.name for path in inside(tmp_path)] == ["a.toml", "b.toml"]
    assert inside(tmp_path / "none") == []
    assert inside(scenarios_dir()) == FILES
