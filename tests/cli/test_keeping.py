"""`voicecoach analyze --save`: takes are kept, each is aimed at the fix before it, and without it nothing is kept."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.takes import SCENE, heard_as, in_danger, take
from voicecoach.adapters.store import SqliteHistory
from voicecoach.baseline import Baseline, Usual
from voicecoach.cli import run
from voicecoach.cli.keeping import EARLIER, Aimed, Keeper
from voicecoach.coaching.drills import drills, drills_for
from voicecoach.fakes.history import FakeHistory
from voicecoach.history import ME, Outcome, Session, Take, stamp
from voicecoach.report.help import STOPS

Captured = pytest.CaptureFixture[str]
USUAL = Baseline(stamp(datetime(2026, 3, 1, tzinfo=UTC)), ME, "", 60.0, {"end_fade_db": Usual(1.0, 0.5, 12)})
LINE = "Sentence ends: -9 dB before, -2 dB now: that held."


def save(data: Path, *arguments: str) -> int:
    return run(["--data-dir", str(data), "analyze", *arguments, "--scene-type", SCENE, "--save"])


def test_the_second_take_is_aimed_at_the_fix_of_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    asked = heard_as(monkeypatch, "analyze", {"a.wav": take(9.0), "b.wav": take(2.0)})
    assert save(tmp_path, "a.wav") == 0
    assert "Since the last take" not in capsys.readouterr().out
    assert save(tmp_path, "b.wav") == 0
    assert f"Since the last take  {LINE}" in capsys.readouterr().out
    assert [options.aim for options in asked] == [None, "fade"]
    assert [len(options.earlier) for options in asked] == [0, 1]
    assert {options.scene_type for options in asked} == {SCENE}
    with SqliteHistory(tmp_path) as history:
        entries = history.sessions()
        kept = [one for entry in reversed(entries) for one in history.takes(entry.session.id)]
    assert [(entry.session.person, entry.session.state, entry.takes) for entry in entries] == [(ME, "done", 1)] * 2
    assert [(one.kind, one.aimed_at, one.audio) for one in kept] == [
        ("recording", None, None),
        ("recording", "fade", None),
    ]


def test_takes_of_one_run_are_one_session_and_follow_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    asked = heard_as(monkeypatch, "analyze", {"a.wav": take(9.0), "b.wav": take(2.0)})
    assert save(tmp_path, "a.wav", "missing.wav", "b.wav") == 1
    assert [options.aim for options in asked] == [None, "fade", "fade"]
    assert LINE in capsys.readouterr().out
    with SqliteHistory(tmp_path) as history:
        ((entry),) = history.sessions()
    assert (entry.takes, entry.session.scene_type) == (2, SCENE)


def test_another_person_and_another_scene_have_takes_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = heard_as(monkeypatch, "analyze", {"a.wav": take(9.0)})
    assert save(tmp_path, "a.wav") == 0
    assert save(tmp_path, "a.wav", "--person", "anna") == 0
    assert run(["--data-dir", str(tmp_path), "analyze", "a.wav", "--scene-type", "praise", "--save"]) == 0
    assert [options.aim for options in asked] == [None] * 3


def test_a_person_whose_name_is_no_text_is_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    heard_as(monkeypatch, "analyze", {"a.wav": take(9.0)})
    assert save(tmp_path, "a.wav", "--person", os.fsdecode(b"An\xe9")) == 0
    with SqliteHistory(tmp_path) as history:
        assert history.persons() == ("An\N{REPLACEMENT CHARACTER}",)


def test_without_save_nothing_is_kept_nor_aimed_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = heard_as(monkeypatch, "analyze", {"a.wav": take(9.0)})
    for person in ([], ["--person", "anna"]):
        assert run(["--data-dir", str(tmp_path), "analyze", "a.wav", "--scene-type", SCENE, *person]) == 0
    assert list(tmp_path.iterdir()) == []
    assert save(tmp_path, "a.wav") == 0
    before = sorted(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert run(["--data-dir", str(tmp_path), "analyze", "a.wav", "--scene-type", SCENE]) == 0
    assert sorted(path.read_bytes() for path in tmp_path.iterdir() if path.is_file()) == before
    assert [options.aim for options in asked] == [None] * 4


def test_words_of_danger_are_not_kept_and_nothing_is_coached(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    heard_as(monkeypatch, "analyze", {"a.wav": take(9.0), "b.wav": in_danger(take(2.0))})
    assert save(tmp_path, "a.wav", "b.wav") == 0
    said = capsys.readouterr()
    assert STOPS in " ".join(said.out.split())
    assert "Since the last take" not in said.out
    with SqliteHistory(tmp_path) as history:
        assert [entry.takes for entry in history.sessions()] == [1]


def test_a_recording_without_words_begins_no_session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    heard_as(monkeypatch, "analyze", {"a.wav": replace(take(9.0), turns=(), speakers={}, findings=())})
    assert save(tmp_path, "a.wav") == 0
    with SqliteHistory(tmp_path) as history:
        assert history.sessions() == ()


def test_with_json_on_stdout_the_line_goes_to_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    heard_as(monkeypatch, "analyze", {"a.wav": take(9.0), "b.wav": take(2.0)})
    assert save(tmp_path, "a.wav", "b.wav", "--json", "-") == 0
    said = capsys.readouterr()
    assert [line[:10] for line in said.out.splitlines()] == ['{"source":'] * 2
    assert LINE in said.err


@pytest.mark.parametrize("arguments", [["--person", ME], ["--save"]])
def test_the_baseline_of_a_person_is_used(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path, arguments: list[str]
) -> None:
    with SqliteHistory(tmp_path) as history:
        history.save_baseline(USUAL)
        history.save_baseline(replace(USUAL, device="headset"))
    asked = heard_as(monkeypatch, "analyze", {"a.wav": take(9.0)})
    assert run(["--data-dir", str(tmp_path), "analyze", "a.wav", *arguments]) == 0
    assert asked[0].baseline == USUAL
    assert "no baseline" not in capsys.readouterr().err


def test_a_person_without_a_baseline_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    asked = heard_as(monkeypatch, "analyze", {"a.wav": take(9.0)})
    assert run(["--data-dir", str(tmp_path), "analyze", "a.wav", "--person", "anna"]) == 0
    assert asked[0].baseline is None
    assert "no baseline of anna" in capsys.readouterr().err


def test_a_change_within_a_speakers_own_spread_is_no_change() -> None:
    """Half a decibel outside the noise of everybody, well inside that of this speaker."""
    wide = replace(USUAL, measures={"end_fade_db": Usual(1.0, 4.0, 12)})
    with Keeper(FakeHistory(), ME, "request", wide) as keeper:
        keeper.keep(take(9.0), Aimed())
        line = keeper.change(take(5.5), keeper.aimed())
    assert line == "Sentence ends: -9 dB before, -6 dB now: no change."


def test_no_more_takes_are_looked_back_at_than_fit() -> None:
    history = FakeHistory()
    for _ in range(EARLIER + 2):
        with Keeper(history, ME, "request") as keeper:
            keeper.keep(take(9.0), keeper.aimed())
    aimed = Keeper(history, ME, "request").aimed()
    assert len(aimed.earlier) == EARLIER
    assert [one.aim for one in aimed.earlier] == ["fade"] * EARLIER
    assert {one.scene_type for one in aimed.earlier} == {"request"}
    assert max(len(drills_for(rule)) for drill in drills() for rule in drill.trains) < EARLIER


def test_typed_answers_and_documents_that_cannot_be_read_are_passed_over() -> None:
    history = FakeHistory()
    with Keeper(history, ME, "request") as keeper:
        keeper.keep(take(9.0), Aimed())
    later = Session("zzz", ME, stamp(datetime(2027, 1, 1, tzinfo=UTC)), "request")
    history.begin(later)
    for name, document in (("zz1", b""), ("zz2", b"{}"), ("zz3", b"\xff")):
        history.add_take(Take(name, later.id, later.started_at, "typed", "No.", document), Outcome())
    aimed = Keeper(history, ME, "request").aimed()
    assert (aimed.aim, len(aimed.earlier)) == ("fade", 1)


def test_a_run_that_breaks_off_leaves_its_session_open() -> None:
    """What was kept stays; whether the practice was over, nobody knows."""
    history = FakeHistory()

    def broken_off() -> None:
        with Keeper(history, ME, "request") as keeper:
            keeper.keep(take(9.0), Aimed())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    (entry,) = history.sessions()
    assert (entry.session.state, entry.takes) == ("open", 1)
