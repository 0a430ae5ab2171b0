"""`progress`, as a user runs it."""

import io
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.practice import fill
from tests.program import RunCli, decode
from tests.progressed import baseline, practised, progress
from voicecoach.adapters.store import SqliteHistory
from voicecoach.cli import run
from voicecoach.history import Outcome, Session, Take
from voicecoach.report.progress_html import page
from voicecoach.report.progress_svg import sheet
from voicecoach.report.progress_text import lines

SESSIONS = 12
MOST_S = 2.0
"""Twice the second that it may take, and four times what it does: beside a busy neighbour a core runs at half speed."""
ESCAPE = "\x1b[31mred"


def keep(history: SqliteHistory, person: str, sessions: int = SESSIONS) -> None:
    """Keep what somebody practised."""
    takes, entries = practised(sessions)
    for entry in entries:
        one = entry.session
        name = f"{person.encode().hex()}-{one.id}"
        history.begin(Session(name, person, one.started_at, one.scene_type))
        history.rate(name, before=one.suds_before, after=one.suds_after)
        for take in (take for take in takes if take.session_id == one.id):
            outcome = Outcome(take.style, take.voice, take.congruence, take.fix, None, take.measures)
            history.add_take(Take(f"{name}-{take.take_id}", name, take.made_at, "answer", "No.", b"{}"), outcome)
        history.end(name, one.started_at)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of my practice, and a session of anna."""
    folder = tmp_path_factory.mktemp("practised")
    with SqliteHistory(folder) as history:
        keep(history, "me")
        keep(history, "anna", 1)
        history.save_baseline(baseline())
    return folder


def env(data: Path, **more: str) -> dict[str, str]:
    return {"VOICECOACH_DATA_DIR": str(data), "COLUMNS": "100", "TZ": "UTC", "TERM": "xterm", **more}


def test_it_is_mine_unless_somebody_is_named(run_cli: RunCli, data: Path) -> None:
    mine, hers = run_cli("progress", env=env(data)), run_cli("progress", "--person", "anna", env=env(data))
    assert (mine.status, mine.lines[0]) == (0, "Progress of me: 12 sessions, 36 takes")
    assert hers.lines[0] == "Progress of anna: 1 session, 3 takes"
    assert "REFUSAL" in mine.stdout
    assert "\x1b" not in mine.stdout
    assert "│" in mine.stdout


def test_it_can_be_narrowed(run_cli: RunCli, data: Path) -> None:
    done = run_cli("progress", "--scene-type", "request", "--since", "2026-03-15", env=env(data))
    assert done.lines[0] == "Progress of me: 2 sessions, 6 takes since 2026-03-15"
    assert "REFUSAL" not in done.stdout
    nothing = run_cli("progress", "--scene-type", "praise", env=env(data))
    assert (nothing.status, nothing.stdout) == (0, "")
    assert "There is no such take of me." in nothing.stderr


def test_a_day_that_no_clock_shows_is_wrong_usage(run_cli: RunCli, data: Path) -> None:
    done = run_cli("progress", "--since", "0001-01-01", env=env(data))
    assert (done.status, done.stdout) == (2, "")
    assert "no clock shows 0001-01-01" in done.stderr


def test_a_terminal_without_braille_gets_plain_signs(run_cli: RunCli, data: Path) -> None:
    done = run_cli("progress", env=env(data, TERM="linux"))
    assert done.stdout.isascii()
    assert "ok -3 to 6 |" in done.stdout


def test_a_terminal_with_another_encoding_gets_plain_signs(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in env(data).items():
        monkeypatch.setenv(name, value)
    shown = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(shown, encoding="ascii"))
    assert run(["progress"]) == 0
    assert b"ok -3 to 6 |" in shown.getvalue()


def test_the_document_holds_every_value(run_cli: RunCli, data: Path) -> None:
    (found,) = run_cli("progress", "--json", env=env(data)).documents
    takes, _ = practised(SESSIONS)
    points = [p for s in found["scenes"] for t in s["trends"] if t["name"] == "end_fade_db" for p in t["points"]]
    assert sorted(p["value"] for p in points) == sorted(take.measures["end_fade_db"] for take in takes)
    assert (found["person"], len(found["weeks"])) == ("me", 8)
    assert {"level_change_db"} <= {t["name"] for s in found["scenes"] for t in s["trends"]}


def test_a_page_is_written_whole_and_for_its_owner_only(run_cli: RunCli, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "progress.html"
    done = run_cli("progress", "--html", out, env=env(data))
    assert (done.status, done.stdout) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert out.stat().st_mode & 0o077 == 0
    assert run_cli("progress", "--html", "-", env=env(data)).stdout == text


def test_a_page_that_can_not_be_written_is_an_error(run_cli: RunCli, data: Path, tmp_path: Path) -> None:
    done = run_cli("progress", "--html", tmp_path / "no" / "progress.html", env=env(data))
    assert done.status == 1
    assert "Traceback" not in done.stderr


def test_a_picture_is_made_or_it_is_told_what_to_install(run_cli: RunCli, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "progress.png"
    done = run_cli("progress", "--png", out, env=env(data))
    if done.status == 0:
        assert out.read_bytes().startswith(b"\x89PNG")
    else:
        assert done.status == 1
        assert "Install" in done.stderr
        assert list(tmp_path.iterdir()) == []


def test_two_results_do_not_go_to_one_stdout(run_cli: RunCli, data: Path) -> None:
    assert run_cli("progress", "--json", "--html", "-", env=env(data)).status == 2
    assert run_cli("progress", "--png", "-", "--html", "-", env=env(data)).status == 2


def test_an_empty_history_says_what_to_do_and_makes_nothing(run_cli: RunCli, tmp_path: Path) -> None:
    world = env(tmp_path / "data")
    done = run_cli("progress", env=world)
    assert (done.status, done.stdout) == (0, "")
    assert "Start with: voicecoach analyze RECORDING --save" in done.stderr
    (found,) = run_cli("progress", "--json", env=world).documents
    assert (found["takes"], found["scenes"]) == (0, [])
    page_of_nothing = run_cli("progress", "--html", tmp_path / "out.html", env=world)
    assert page_of_nothing.status == 1
    assert list(tmp_path.iterdir()) == []


def test_of_several_people_one_has_to_be_named(run_cli: RunCli, tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        keep(history, ESCAPE, 1)
    alone = run_cli("progress", env=env(tmp_path))
    assert alone.lines[0] == "Progress of \N{REPLACEMENT CHARACTER}[31mred: 1 session, 3 takes"
    with SqliteHistory(tmp_path) as history:
        keep(history, "anna", 1)
    done = run_cli("progress", env=env(tmp_path))
    assert done.status == 1
    assert "--person" in done.stderr
    assert "\x1b" not in done.stderr


def test_a_day_that_is_none_is_a_usage_error(run_cli: RunCli, data: Path) -> None:
    assert run_cli("progress", "--since", "yesterday", env=env(data)).status == 2


def test_the_present_counts_the_weeks(run_cli: RunCli, tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        for ago in (0, 1, 9):
            at = (datetime.now(UTC) - timedelta(days=ago)).isoformat()
            history.begin(Session(f"s{ago}", "me", at, "refusal"))
            history.add_take(Take(f"t{ago}", f"s{ago}", at, "typed", "No.", b""), Outcome("assertive"))
    (found,) = [decode(line) for line in run_cli("progress", "--json", env=env(tmp_path)).lines]
    assert found["weeks"] == [0, 0, 0, 0, 0, 0, 1, 2]


@pytest.mark.slow
def test_a_thousand_sessions_are_charted_at_once(run_cli: RunCli, tmp_path: Path) -> None:
    """The program's start included; other programs' turns do not count."""
    fill(tmp_path)
    for more in ([], ["--html", tmp_path / "out.html"], ["--json"]):
        before = _children_s()
        assert run_cli("progress", *more, env=env(tmp_path)).status == 0
        assert _children_s() - before < MOST_S


def _children_s() -> float:
    used = os.times()
    return used.children_user + used.children_system


@pytest.mark.slow
def test_a_thousand_sessions_of_every_measure_are_drawn_at_once() -> None:
    takes, entries = practised(1000, 5)
    times_s = []
    # The best of three: what other tests left for the collector to count is not the program's.
    for _ in range(3):
        clock = time.thread_time()
        found = progress(takes, entries)
        drawn = [sum(1 for _ in lines(found, 100, braille=True)), len(page(found)), len(sheet(found))]
        times_s.append(time.thread_time() - clock)
    assert min(times_s) < MOST_S
    assert min(drawn) > 0
