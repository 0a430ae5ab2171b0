"""`ladder`, as a user runs it."""

from pathlib import Path

import pytest

from tests.program import Finished, RunCli
from voicecoach.adapters.store import SqliteHistory


@pytest.fixture
def data(run_cli: RunCli, tmp_path: Path) -> Path:
    """A ladder of three."""
    for text, suds, kind in (
        ("Ask for a raise", 80, "request"),
        ("Send a dish back", 30, "request"),
        ("No!", 50, "other"),
    ):
        run_cli("ladder", "add", text, "--suds", str(suds), "--scene-type", kind, env=env(tmp_path))
    return tmp_path


def env(data: Path) -> dict[str, str]:
    return {"VOICECOACH_DATA_DIR": str(data), "COLUMNS": "80", "TZ": "UTC"}


def names(run_cli: RunCli, data: Path) -> dict[str, str]:
    """Identifiers by what they stand for."""
    return {row["text"]: row["id"] for row in run_cli("ladder", "--json", env=env(data)).documents}


def listed(done: Finished) -> list[str]:
    return [line for line in done.lines if line[5:8].strip().isdigit()]


def test_an_empty_ladder_says_what_to_do_and_makes_nothing(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("ladder", env=env(tmp_path / "data"))
    assert (done.status, done.stdout) == (0, "")
    assert "voicecoach ladder add" in done.stderr
    assert run_cli("ladder", "rate", "last", "3", env=env(tmp_path / "data")).status == 1
    assert list(tmp_path.iterdir()) == []


def test_situations_are_listed_from_the_easiest_with_the_next_step(run_cli: RunCli, data: Path) -> None:
    done = run_cli("ladder", env=env(data))
    assert listed(done) == ["next  30  Send a dish back", "      50  No!", "      80  Ask for a raise"]
    assert "Next, when you like: Send a dish back (SUDS 30)" in " ".join(done.stderr.split())


def test_what_is_done_leaves_the_next_step_to_another(run_cli: RunCli, data: Path) -> None:
    name = names(run_cli, data)["Send a dish back"]
    done = run_cli("ladder", "done", name, env=env(data))
    assert done.lines == ["Done: Send a dish back."]
    assert name in done.stderr
    assert listed(run_cli("ladder", env=env(data)))[:2] == ["done  30  Send a dish back", "next  50  No!"]


def test_a_rating_moves_a_situation_and_the_first_one_is_remembered(run_cli: RunCli, data: Path) -> None:
    name = names(run_cli, data)["Ask for a raise"]
    done = run_cli("ladder", "rate", name, "10", env=env(data))
    assert done.lines == ["Ask for a raise: SUDS 80 before, 10 now."]
    shown = run_cli("ladder", env=env(data))
    assert listed(shown)[0] == "next  10  Ask for a raise"
    assert "at first 80" in shown.lines[2]
    with SqliteHistory(data) as history:
        assert [rating.suds for rating in history.ratings("me") if rating.rung_id == name] == [80, 10]


def test_the_newest_is_called_last(run_cli: RunCli, data: Path) -> None:
    assert run_cli("ladder", "rate", "last", "55", env=env(data)).lines == ["No!: SUDS 50 before, 55 now."]


def test_the_list_as_json_names_the_next_step(run_cli: RunCli, data: Path) -> None:
    rows = run_cli("ladder", "--json", env=env(data)).documents
    assert [(row["suds"], row["next"]) for row in rows] == [(30, True), (50, False), (80, False)]
    assert rows[0]["scene_type"] == "request"


@pytest.mark.parametrize("before", [True, False])
def test_a_ladder_is_a_persons_own(run_cli: RunCli, data: Path, *, before: bool) -> None:
    who = ("--person", "anna")
    typed = ("ladder", *who, "add", "Hers", "--suds", "5") if before else ("ladder", "add", "Hers", "--suds", "5", *who)
    assert run_cli(*typed, env=env(data)).status == 0
    assert listed(run_cli("ladder", *who, env=env(data))) == ["next   5  Hers"]
    assert "Hers" not in run_cli("ladder", env=env(data)).stdout
    assert run_cli("ladder", "rate", "last", "1", *who, env=env(data)).lines == ["Hers: SUDS 5 before, 1 now."]


@pytest.mark.parametrize(
    "typed",
    [
        ("add", "x"),
        ("add", "x", "--suds", "101"),
        ("add", " \n", "--suds", "1"),
        ("rate", "last", "-1"),
        ("--json", "rate"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run_cli: RunCli, data: Path, typed: tuple[str, ...]) -> None:
    assert run_cli("ladder", *typed, env=env(data)).status == 2
    assert len(names(run_cli, data)) == 3


def test_a_situation_that_is_not_there_is_an_error(run_cli: RunCli, data: Path) -> None:
    for typed in (("rate", "zz", "3"), ("done", "zz")):
        done = run_cli("ladder", *typed, env=env(data))
        assert done.status == 1
        assert "There is no situation zz" in done.stderr


def test_signs_that_steer_a_terminal_are_not_kept(run_cli: RunCli, data: Path) -> None:
    run_cli("ladder", "add", "\x1b[2Jone\ntwo", "--suds", "1", env=env(data))
    assert "\N{REPLACEMENT CHARACTER}[2Jone two" in names(run_cli, data)
