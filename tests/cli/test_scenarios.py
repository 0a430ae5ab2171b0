"""`voicecoach scenarios`: list, show, check and new, on paper and as data."""

from pathlib import Path

import pytest

from tests.program import Finished, RunCli
from tests.roleplay.scenes import FILES, RAW, scene

BROKEN = Path(__file__).parents[1] / "roleplay" / "broken"
SCENES = [scene(path) for path in FILES]
LOAN = next(one for one in SCENES if one.name == "loan-from-a-friend")


def flat(text: str) -> str:
    """A page without its line breaks."""
    return " ".join(text.split())


@pytest.fixture
def scenarios(run_cli: RunCli, tmp_path: Path) -> "Scenarios":
    return Scenarios(run_cli, tmp_path)


class Scenarios:
    """The verb, with a data folder of its own."""

    def __init__(self, run_cli: RunCli, data_dir: Path) -> None:
        self._run_cli = run_cli
        self.own = data_dir / "scenarios"
        self._data_dir = data_dir

    def __call__(self, *arguments: str | Path) -> Finished:
        return self._run_cli("--data-dir", self._data_dir, "scenarios", *arguments, cwd=self._data_dir)


def test_all_scenes_are_listed(scenarios: Scenarios) -> None:
    done = scenarios("list")
    assert done.status == 0
    for one in SCENES:
        assert f"{one.title}. {one.summary}" in flat(done.stdout)
    assert f"voicecoach scenarios show {SCENES[0].name}" in done.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [("--situation", "boundaries_possessions"), ("--setting", "corporation"), ("--level", "4"), ("--level", "1")],
)
def test_the_list_is_filtered(option: str, value: str, scenarios: Scenarios) -> None:
    names = [document["name"] for document in scenarios("list", "--json", option, value).documents]
    words = {one.name: [*one.situations, one.setting, *map(str, one.levels)] for one in SCENES}
    assert names == [name for name in words if value in words[name]] != []


def test_a_filter_that_leaves_nothing_says_so(scenarios: Scenarios) -> None:
    done = scenarios("list", "--situation", "boundaries_possessions", "--setting", "corporation", "--level", "5")
    assert (done.status, done.stdout) == (0, "")
    assert "No scene is like that" in done.stderr
    assert scenarios("list", "--situation", "sayin_no").status == 2


def test_a_broken_own_scene_is_named_beside_the_list(scenarios: Scenarios) -> None:
    scenarios.own.mkdir()
    (scenarios.own / "mine.toml").write_text("name = 3", encoding="utf-8")
    done = scenarios("list")
    assert done.status == 0
    assert "voicecoach scenarios check mine" in done.stderr


def test_a_scene_is_shown_without_what_the_partner_says(scenarios: Scenarios) -> None:
    done = scenarios("show", LOAN.name)
    page = flat(done.stdout)
    assert done.status == 0
    for text in (LOAN.title, LOAN.summary, LOAN.you.situation, LOAN.you.goal, LOAN.you.message, LOAN.partner.role):
        assert text in page
    for beat in LOAN.beats:
        assert beat.says not in page
        assert beat.hint not in page
    assert "--branches" in done.stderr
    (data,) = scenarios("show", LOAN.name, "--json").documents
    assert data["you"]["message"] == LOAN.you.message
    assert {"beats", "endings", "tasks"}.isdisjoint(data)


def test_branches_show_every_line_and_where_each_answer_leads(scenarios: Scenarios) -> None:
    page = flat(scenarios("show", LOAN.name, "--branches").stdout)
    for beat in LOAN.beats:
        assert beat.says in page
        for answer in beat.answers:
            assert f"-> {answer.to}" in page
            assert answer.react in page
    for ending in LOAN.endings:
        assert f"[{ending.name}] {ending.kind}" in page
        assert ending.debrief in page
    assert "Assertive replies at level 1: asks > guilt > accepts" in page
    assert "assertive, soft voice, level 3 -> haggles" in page
    (data,) = scenarios("show", LOAN.name, "--branches", "--json").documents
    assert [beat["name"] for beat in data["beats"]] == [beat.name for beat in LOAN.beats]
    assert data["beats"][0]["answers"][-1]["on"] == ["any"]


def test_a_scene_that_is_not_there_names_the_nearest(scenarios: Scenarios) -> None:
    done = scenarios("show", "loan-from-a-freind")
    assert (done.status, done.stdout) == (1, "")
    assert "Did you mean loan-from-a-friend?" in done.stderr


def test_scenes_that_play_are_right(scenarios: Scenarios) -> None:
    done = scenarios("check")
    assert (done.status, done.stdout) == (0, "")
    assert f"{len(FILES)} scenes play." in done.stderr
    assert "1 scene plays." in scenarios("check", LOAN.name).stderr


def test_every_problem_of_every_file_is_told(scenarios: Scenarios) -> None:
    done = scenarios("check", BROKEN, "--json")
    assert done.status == 1
    marks = {(path.name, n) for path in BROKEN.glob("*.toml") for n in marked(path)}
    assert {(Path(row["path"]).name, row["line"]) for row in done.documents} == marks
    assert all(row["message"] and row["remedy"] for row in done.documents)
    on_paper = scenarios("check", BROKEN)
    assert on_paper.status == 1
    assert len(on_paper.lines) == len(done.documents)
    assert f"{BROKEN / 'string-not-closed.toml'}:3: A string is not closed on its line." in on_paper.stdout
    assert f"{len(done.documents)} problems in {len(list(BROKEN.glob('*.toml')))} files." in on_paper.stderr


def marked(path: Path) -> list[int]:
    return [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "#!" in line]


def test_what_is_not_there_is_a_problem_too(scenarios: Scenarios, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = scenarios("check", "none.toml", "nobody", "empty", LOAN.name)
    assert done.status == 1
    assert done.lines == [
        "nobody: There is no scene of this name. The list: voicecoach scenarios list",
        "empty: The folder holds no scene. Scenes are files that end on .toml.",
        "none.toml: The file can't be read (No such file or directory). Check its name and its rights.",
    ]
    assert "3 problems in 3 files." in done.stderr


def test_a_new_scene_plays_and_is_not_written_over(scenarios: Scenarios) -> None:
    done = scenarios("new", "late-again")
    path = scenarios.own / "late-again.toml"
    assert (done.status, done.stdout.strip()) == (0, str(path))
    assert scenarios("check", "late-again").status == 0
    assert "late-again" in scenarios("list").stdout
    again = scenarios("new", "late-again")
    assert (again.status, again.stdout) == (1, "")
    assert "There is a scene late-again already." in again.stderr
    assert path.read_text(encoding="utf-8") == RAW.replace("NAME", "late-again")


@pytest.mark.parametrize("name", ["Late", "../up", "a b"])
def test_a_name_for_no_file_is_refused(name: str, scenarios: Scenarios) -> None:
    done = scenarios("new", name)
    assert done.status == 2
    assert "small letters, digits and hyphens" in done.stderr
    assert not scenarios.own.exists()


def test_a_data_folder_that_can_not_be_written_is_told(scenarios: Scenarios) -> None:
    scenarios.own.write_text("in the way", encoding="utf-8")
    done = scenarios("new", "late-again")
    assert done.status == 1
    assert "late-again.toml: can't be written (" in done.stderr
