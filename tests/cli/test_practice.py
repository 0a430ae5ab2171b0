"""`voicecoach practice`: typed and from files, end to end; resumed after kills; events, distress, danger, deletion."""

import json
import os
import random
import re
import signal
import stat
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.guards import ROOT
from tests.practising import NO, SCENE
from tests.program import Finished, RunCli, command
from tests.recordings import write_wav
from tests.roleplay.scenes import TEMPLATE
from tests.signals import silence
from voicecoach.adapters.scenarios import find
from voicecoach.adapters.spool import FOLDER, Spool
from voicecoach.adapters.store import SqliteHistory
from voicecoach.practice.way import Begun, decode
from voicecoach.report.help import STOPS

STILL_NO = "I hear you. I'm not lending any more money."
SOFT = "I'm so sorry, I guess you can have it, whatever is easier for you."
KILLS = 8
LONGEST_S = 3.0
"""Longest that a practice lives after its first line: it answers some ten times by then."""
DANGER = "I don't want to be alive any more."


def practise(run_cli: RunCli, data: Path, *arguments: str | Path, said: tuple[str, ...] = ()) -> Finished:
    """A typed practice of the example scene, unless told otherwise; keeps in a folder of its own."""
    lines = "".join(f"{line}\n" for line in said)
    return run_cli("--data-dir", data, "practice", *arguments, input=lines)


def typed(run_cli: RunCli, data: Path, *said: str, more: tuple[str | Path, ...] = ()) -> Finished:
    return practise(run_cli, data, SCENE, "--typed", "--level", "2", *more, said=said)


def events_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sessions(data: Path) -> list[Any]:
    with SqliteHistory(data) as history:
        return [(entry.session.state, entry.takes) for entry in history.sessions()]


def test_a_whole_scene_is_typed_with_feedback_debrief_and_homework(run_cli: RunCli, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    done = typed(run_cli, tmp_path / "data", *[NO, STILL_NO, NO, STILL_NO, NO, NO], more=("--events", events))
    assert (done.status, done.stderr) == (0, "")
    out = done.stdout
    for expected in (
        "Your goal",
        "Your right",
        f"You: {NO}",
        "words assertive",
        "Keep",
        "You held your ground",
        "For the week",
    ):
        assert expected in out, expected
    told = events_of(events)
    assert told[-1]["event"] == "session_ended"
    assert told[-1]["kind"] == "held"
    assert [one["t_s"] for one in told] == sorted(one["t_s"] for one in told)
    assert {"partner_line", "listening", "transcript", "feedback_shown", "take_saved"} <= {one["event"] for one in told}
    assert stat.S_IMODE(events.stat().st_mode) == 0o600
    ((state, takes),) = sessions(tmp_path / "data")
    assert state == "done"
    assert takes == sum(one["event"] == "feedback_shown" for one in told)
    assert not list((tmp_path / "data" / FOLDER).glob("*"))


def test_a_scene_that_is_played_again_tells_how_it_came_out_before(run_cli: RunCli, tmp_path: Path) -> None:
    assert "Last time" not in typed(run_cli, tmp_path, *["/skip"] * 6).stdout
    again = typed(run_cli, tmp_path, NO, "/quit")
    today = datetime.now().astimezone().date()
    assert re.search(
        rf"Last time, on ({today}|{today - timedelta(days=1)}) at level 2: you held your ground\.", again.stdout
    )
    listed = run_cli("--data-dir", tmp_path, "history", env={"COLUMNS": "100"})
    assert listed.lines[0].split()[-1] == "ended"
    assert listed.lines[2].split()[-1] == "held"
    one = run_cli("--data-dir", tmp_path, "history", "--json").documents[-1]
    assert (one["level"], one["came"]) == (2, {"ending": "accepts", "kind": "held"})
    shown = run_cli("--data-dir", tmp_path, "history", one["id"])
    assert "(level 2, held: accepts)" in shown.stdout


def test_the_summary_is_one_object_and_the_dialogue_goes_to_stderr(run_cli: RunCli, tmp_path: Path) -> None:
    done = typed(run_cli, tmp_path, NO, "/skip", more=("--json", "--suds"))
    # The first two lines answer the question for the distress.
    (row,) = done.documents
    assert (row["scene"], row["level"], row["reason"]) == (SCENE, 2, "no_more_replies")
    assert "Sam:" in done.stderr
    assert row["session"]


def test_distress_is_kept_before_and_after(run_cli: RunCli, tmp_path: Path) -> None:
    done = typed(run_cli, tmp_path, "70", *["/skip"] * 3, "55", more=("--suds", "--json", "--level", "1"))
    (row,) = done.documents
    assert (row["suds_before"], row["suds_after"], row["reason"]) == (70, None, "ending") or row["suds_after"] == 55
    with SqliteHistory(tmp_path) as history:
        (entry,) = history.sessions()
    assert (entry.session.suds_before, entry.session.suds_after) == (70, row["suds_after"])


def test_what_is_no_number_is_asked_again_and_then_left_out(run_cli: RunCli, tmp_path: Path) -> None:
    done = typed(run_cli, tmp_path, "a lot", "101", "-1", NO, more=("--suds", "--json"))
    (row,) = done.documents
    assert row["suds_before"] is None
    assert [reply["text"] for reply in row["replies"]] == [NO]


def test_words_of_danger_end_it_with_help_and_are_not_kept(run_cli: RunCli, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    data = tmp_path / "data"
    done = typed(run_cli, data, NO, DANGER, NO, more=("--events", events))
    assert done.status == 0
    assert STOPS in " ".join(done.stdout.split())
    assert "For the week" not in done.stdout
    assert sessions(data) == [("done", 1)]
    assert DANGER not in events.read_text(encoding="utf-8")
    assert events_of(events)[-1]["reason"] == "help"
    found = [path for path in data.rglob("*") if path.is_file() and DANGER.encode() in path.read_bytes()]
    assert found == []


def test_quiet_hides_neither_the_dialogue_nor_the_help(run_cli: RunCli, tmp_path: Path) -> None:
    done = typed(run_cli, tmp_path, NO, DANGER, more=("--json", "--quiet"))
    (row,) = done.documents
    assert row["reason"] == "help"
    assert "Sam:" in done.stderr
    assert STOPS in " ".join(done.stderr.split())


@pytest.mark.skipif(sys.platform == "win32", reason="files have no rights for others there")
def test_events_in_a_file_for_all_are_for_their_owner_from_then_on(run_cli: RunCli, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    events.write_text("old", encoding="utf-8")
    events.chmod(0o644)
    assert typed(run_cli, tmp_path / "data", NO, more=("--no-save", "--events", events)).status == 0
    assert stat.S_IMODE(events.stat().st_mode) == 0o600
    assert events_of(events)[-1]["event"] == "session_ended"


def test_nothing_is_kept_where_nothing_shall_be(run_cli: RunCli, tmp_path: Path) -> None:
    done = typed(run_cli, tmp_path / "data", NO, more=("--no-save",))
    assert done.status == 0
    assert not (tmp_path / "data").exists()


def test_commands_and_an_unknown_one(run_cli: RunCli, tmp_path: Path) -> None:
    done = typed(run_cli, tmp_path, "/hint", "/mo", "/dance", NO, "/retry", STILL_NO, "/quit")
    assert "Hint" in done.stdout
    assert "For example" in done.stdout
    assert "/repeat" in done.stderr
    assert "--resume" in done.stderr
    assert sessions(tmp_path) == [("interrupted", 2)]


def test_resume_goes_on_at_the_same_line(run_cli: RunCli, tmp_path: Path) -> None:
    first = typed(run_cli, tmp_path, NO, SOFT, "/quit")
    last = [line for line in first.lines if line.startswith("Sam:")][-1]
    again = practise(run_cli, tmp_path, "--typed", "--resume", said=(NO,))
    assert again.status == 0
    assert next(line for line in again.lines if line.startswith("Sam:")) == last
    assert "going on" in again.stdout
    assert "assertive 2 of 3" in " ".join(again.stdout.split())
    assert sessions(tmp_path) == [("done", 3)]


def test_sound_of_a_session_that_the_history_does_not_know_is_left_alone(run_cli: RunCli, tmp_path: Path) -> None:
    sound = write_wav(Spool(tmp_path, "lost").sound(1), silence(1.0))
    assert typed(run_cli, tmp_path, NO, "/quit").status == 0
    assert typed(run_cli, tmp_path, NO, "/quit").status == 0
    assert sound.exists()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The file of a scene that nobody keeps on the shelf."""
    path = tmp_path / "small.toml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def test_a_scene_that_was_named_by_its_file_goes_on_by_it(run_cli: RunCli, tmp_path: Path, small: Path) -> None:
    data = tmp_path / "data"
    assert practise(run_cli, data, small, "--typed", said=(NO, "/quit")).status == 0
    for scene in (small, "small"):
        again = practise(run_cli, data, scene, "--typed", "--resume", said=("/quit",))
        assert (again.status, "going on" in again.stdout) == (0, True), again.stderr
    assert practise(run_cli, data, SCENE, "--typed", "--resume").status == 1
    assert sessions(data) == [("interrupted", 1)]


def test_a_scene_that_lost_the_level_tells_so_and_can_go_on_later(run_cli: RunCli, tmp_path: Path, small: Path) -> None:
    data = tmp_path / "data"
    with_three = TEMPLATE.replace("levels = [1, 2]", "levels = [1, 2, 3]")
    small.write_text(with_three, encoding="utf-8")
    practise(run_cli, data, small, "--typed", "--level", "3", said=(NO, "/quit"))
    small.write_text(TEMPLATE, encoding="utf-8")
    done = practise(run_cli, data, "--typed", "--resume")
    assert (done.status, done.stdout) == (1, "")
    assert "small is not played at level 3 any more; it has 1, 2." in done.stderr
    small.write_text(with_three, encoding="utf-8")
    assert practise(run_cli, data, "--typed", "--resume", said=("/quit",)).status == 0


def test_a_person_whose_name_is_no_text_is_marked(run_cli: RunCli, tmp_path: Path) -> None:
    name = os.fsdecode(b" An\xe9 ")
    assert typed(run_cli, tmp_path, NO, more=("--person", name)).status == 0
    with SqliteHistory(tmp_path) as history:
        assert history.persons() == ("An\N{REPLACEMENT CHARACTER}",)


def test_a_reply_of_which_the_way_knew_nothing_takes_its_place_in_it(run_cli: RunCli, tmp_path: Path) -> None:
    """As after a kill right between keeping a take and noting its step: one retry takes it back for good."""
    typed(run_cli, tmp_path, SOFT, "/quit")
    (way,) = (tmp_path / FOLDER).glob("*/way.jsonl")
    begun, *_ = way.read_bytes().splitlines(keepends=True)
    way.write_bytes(begun)
    practise(run_cli, tmp_path, "--typed", "--resume", said=("/retry", "/quit"))
    again = practise(run_cli, tmp_path, "--typed", "--resume", said=("/quit",))
    assert f"Sam: {find(SCENE, tmp_path).beats[0].says}" in " ".join(again.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "Name a scene: "),
        ([SCENE, "--level", "9"], 2, "not played at level 9"),
        (["no-such-scene", "--typed"], 1, "no scene of this name"),
        ([SCENE, "--typed", "--from-audio", "a.wav"], 2, "exclude each other"),
        ([SCENE, "--from-audio", "missing.wav"], 1, "no such file"),
        ([SCENE, "--typed", "--resume"], 1, "no unfinished scene"),
        ([SCENE, "--typed", "--resume", "last", "--no-save"], 2, "exclude each other"),
        ([SCENE, "--show-me", "--json"], 2, "exclude each other"),
        ([SCENE, "--typed", "--person", " "], 2, "--person needs a name"),
        ([SCENE, "--push-to-talk"], 2, "needs a terminal"),
        ([SCENE, "--typed", "--events", "no/such/folder"], 1, "events can't be written"),
    ],
)
def test_what_cannot_be_is_said(run_cli: RunCli, tmp_path: Path, arguments: list[str], status: int, said: str) -> None:
    done = practise(run_cli, tmp_path, *arguments)
    assert done.status == status
    assert said in " ".join(done.stderr.split())


def test_it_is_shown_how_it_can_go(run_cli: RunCli, tmp_path: Path) -> None:
    done = practise(run_cli, tmp_path, SCENE, "--show-me", "--level", "2")
    assert done.status == 0
    assert done.stdout.count("Sam:") >= 3
    assert done.stdout.count("You:") == done.stdout.count("Sam:") - 1
    assert list(tmp_path.iterdir()) == []


def test_recordings_are_replies_in_order(run_cli: RunCli, weights: Path, data_dir: Path, tmp_path: Path) -> None:  # noqa: ARG001
    silent = write_wav(tmp_path / "silent.wav", silence(3.0))
    events = tmp_path / "events.jsonl"
    files = [ROOT / "samples" / "assertive_steady_extra_work.wav", silent]
    done = run_cli(
        "practice", SCENE, "--model", "tiny.en", "--from-audio", *files, "--events", events, "--person", "files"
    )
    assert done.status == 0
    told = events_of(events)
    (feedback,) = [one for one in told if one["event"] == "feedback_shown"]
    assert (feedback["style"], feedback["voice"]) == ("assertive", "steady")
    (saved,) = [one for one in told if one["event"] == "recording_saved"]
    assert Path(saved["path"]).is_file()
    assert told[-1]["reason"] == "no_more_replies"
    with SqliteHistory(data_dir) as history:
        entry = next(one for one in history.sessions() if one.session.person == "files")
        (take,) = history.takes(entry.session.id)
        assert (take.kind, entry.session.scenario, entry.session.state) == ("answer", SCENE, "done")
        assert history.audio(take.id) is not None


def killed(data: Path, folder: Path) -> str:
    """What a practice had shown when it was killed: it replies, and tries that again, over and over."""
    going_on = ["--resume"] if sessions(data) else []
    arguments = command("--data-dir", data, "practice", SCENE, "--typed", "--level", "2", *going_on)
    shown = folder / "shown"
    # However fast the machine is, there is always another reply; a session that goes on behind one takes it back first.
    with subprocess.Popen(["yes", f"/retry\n{SOFT}"], stdout=subprocess.PIPE) as endless, shown.open("wb") as stdout:
        program = subprocess.Popen(arguments, stdin=endless.stdout, stdout=stdout, stderr=subprocess.DEVNULL)
        while "Sam:" not in shown.read_text(encoding="utf-8"):
            assert program.poll() is None
            time.sleep(0.01)
        time.sleep(random.uniform(0.0, LONGEST_S))
        program.kill()
        assert program.wait() != 0, "it ended by itself"
        endless.kill()
    return shown.read_text(encoding="utf-8")


def test_killed_at_any_moment_it_is_interrupted_and_goes_on(tmp_path: Path) -> None:
    """What was answered with feedback is kept, once; the session is one and the same to its end."""
    random.seed(5)
    data = tmp_path / "data"
    data.mkdir()
    shown = 0
    for _ in range(KILLS):
        shown += killed(data, tmp_path).count("words passive")
        ((state, takes),) = sessions(data)
        assert state == "interrupted"
        assert shown <= takes
    assert shown > 0
    assert takes - shown <= KILLS
    with SqliteHistory(data) as history:
        (entry,) = history.sessions()
        kept = {take.id for take in history.takes(entry.session.id)}
    begun, steps = decode(Spool(data, entry.session.id).way())
    assert begun == Begun(SCENE, 2)
    noted = {step.take for step in steps if step.take}
    # Of a take that was kept right before a kill, the way knows nothing yet: it is read from the take.
    assert noted <= kept
    assert len(kept - noted) <= KILLS


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to catch there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_closes_everything_and_says_so(tmp_path: Path, number: signal.Signals) -> None:
    arguments = command("--data-dir", tmp_path, "practice", SCENE, "--typed", "--level", "2")
    program = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{NO}\n".encode())
    program.stdin.flush()
    while b"Keep" not in program.stdout.readline():
        pass
    time.sleep(0.2)
    program.send_signal(number)
    _, err = program.communicate()
    assert program.returncode == 130
    assert b"Traceback" not in err
    assert sessions(tmp_path) == [("interrupted", 1)]
