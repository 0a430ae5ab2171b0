"""`history`, `export`, `delete` and `privacy`, as a user runs them."""

import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from tests.practice import SESSIONS, at, baseline, fill, outcome, rung, session, take
from tests.program import RunCli
from tests.recordings import write_wav
from tests.signals import noise
from voicecoach.adapters.calibrations import FOLDER
from voicecoach.adapters.spool import Spool
from voicecoach.adapters.store import AUDIO, DATABASE, SqliteHistory
from voicecoach.adapters.wav import header

SOUND = noise(0.5, -30.0)
SECRET = "Heron Marmalade Quixotic"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two sessions of me and one of anna, which was interrupted."""
    folder = tmp_path / "data"
    with SqliteHistory(folder) as history:
        for name, person, minutes in (("aa1", "me", 0.0), ("ab2", "me", 60.0), ("ac3", "anna", 120.0)):
            history.begin(session(name, person, minutes))
            history.rate(name, before=70, after=35)
            history.add_take(take(f"{name}-1", name, minutes, f"{SECRET}, said {person}."), outcome(), SOUND)
            history.add_take(take(f"{name}-2", name, minutes + 1), outcome(fix=None))
            if person == "me":
                history.end(name, at(minutes + 9))
        history.add_rung(rung(), at(0))
        history.save_baseline(baseline())
    return folder


def env(data: Path) -> dict[str, str]:
    return {"VOICECOACH_DATA_DIR": str(data), "COLUMNS": "80", "TZ": "UTC"}


def test_sessions_are_listed_newest_first(run_cli: RunCli, data: Path) -> None:
    done = run_cli("history", env=env(data))
    assert done.status == 0
    assert done.lines[0].split() == ["started", "person", "session", "scene", "takes", "SUDS", "last", "fix"]
    assert [line.split()[2:4] for line in done.lines[1:]] == [["anna", "ac3"], ["me", "ab2"], ["me", "aa1"]]
    shown = ["2*", "70", "to", "35", "fade"]
    assert done.lines[1].split() == ["2026-03-01", "11:00", "anna", "ac3", "extra-shift", *shown]
    assert "* open still, or interrupted" in done.stderr


def test_the_list_can_be_narrowed(run_cli: RunCli, data: Path) -> None:
    done = run_cli("history", "--person", "me", "--limit", "1", env=env(data))
    assert [line.split()[2] for line in done.lines[1:]] == ["ab2"]
    assert run_cli("history", "--scene-type", "talk", env=env(data)).stdout == ""


def test_a_person_whose_name_is_no_text_is_nobody(run_cli: RunCli, data: Path) -> None:
    done = run_cli("history", "--person", os.fsdecode(b"An\xe9"), env=env(data))
    assert (done.status, done.stderr) == (0, "There is no such session.\n")


def test_a_limit_that_no_database_takes_is_wrong_usage(run_cli: RunCli, data: Path) -> None:
    assert run_cli("history", "--limit", "1000000000", env=env(data)).status == 0
    done = run_cli("history", "--limit", "9" * 30, env=env(data))
    assert done.status == 2
    assert "--limit" in done.stderr


def test_the_list_as_json(run_cli: RunCli, data: Path) -> None:
    rows = run_cli("history", "--json", env=env(data)).documents
    assert [row["id"] for row in rows] == ["ac3", "ab2", "aa1"]
    assert {"state": "interrupted", "takes": 2, "last_fix": "fade", "suds_before": 70}.items() <= rows[0].items()


@pytest.mark.parametrize("name", ["ac3", "ac", "last"])
def test_the_takes_of_a_session(run_cli: RunCli, data: Path, name: str) -> None:
    done = run_cli("history", name, env=env(data))
    assert done.lines[0] == "2026-03-01 11:00  anna: refusal, extra-shift (interrupted)"
    first = " 1  ac3-1  assertive / soft   keep: clear no   change: fade   aimed at: fade"
    assert done.lines[2:4] == [first, f"    {SECRET}, said anna."]
    assert "change:" not in done.lines[5]


def test_the_takes_as_json(run_cli: RunCli, data: Path) -> None:
    rows = run_cli("history", "aa1", "--json", env=env(data)).documents
    assert [row["audio"] for row in rows] == ["aa1-1.wav", None]
    assert rows[0]["measures"] == {"f0_median_hz": 187.5, "end_fade_db": 9.25}
    assert rows[0]["text"] == f"{SECRET}, said me."


@pytest.mark.parametrize(("name", "told"), [("a", "Type more of it"), ("zz", "There is no session zz")])
def test_a_session_that_is_not_clear_is_an_error(run_cli: RunCli, data: Path, name: str, told: str) -> None:
    done = run_cli("history", name, env=env(data))
    assert done.status == 1
    assert told in done.stderr


def test_where_nothing_was_kept_nothing_is_made(run_cli: RunCli, tmp_path: Path) -> None:
    world = env(tmp_path / "data")
    listed = run_cli("history", env=world)
    assert (listed.status, listed.stdout) == (0, "")
    assert "voicecoach analyze RECORDING --save" in listed.stderr
    for verb in (["history", "last"], ["export", "--out", tmp_path / "out"], ["delete", "--all", "--yes"]):
        done = run_cli(*verb, env=world)
        assert done.status == 1
        assert "Nothing is kept yet" in done.stderr
    assert run_cli("privacy", env=world).status == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_an_export_holds_everything_of_one_person(run_cli: RunCli, data: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / ("mine.zip" if kind == "zip" else "mine")
    done = run_cli("export", "--person", "me", "--out", out, env=env(data))
    assert (done.status, done.lines) == (0, [str(out)])
    assert out.stat().st_mode & 0o077 == 0
    folder = out
    if kind == "zip":
        folder = tmp_path / "unpacked"
        zipfile.ZipFile(out).extractall(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    sounds = {f"audio/{name}-1.wav" for name in ("aa1", "ab2")}
    assert files == {"person.json", "sessions/aa1.json", "sessions/ab2.json", *sounds}
    person = json.loads((folder / "person.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in person["sessions"]] == ["ab2", "aa1"]
    assert [len(person[name]) for name in ("ladder", "ratings", "baselines")] == [1, 1, 1]
    kept = json.loads((folder / "sessions" / "aa1.json").read_text(encoding="utf-8"))
    assert kept["takes"][0]["audio"] == "audio/aa1-1.wav"
    assert kept["takes"][0]["document"]["text"] == f"{SECRET}, said me."
    assert (folder / "audio" / "aa1-1.wav").read_bytes() == (data / AUDIO / "aa1-1.wav").read_bytes()
    assert "anna" not in (folder / "person.json").read_text(encoding="utf-8")


def test_an_export_holds_what_of_a_scene_is_not_in_the_history_yet(run_cli: RunCli, data: Path, tmp_path: Path) -> None:
    """As a program leaves it that was killed while somebody spoke: the header of the sound knows no length."""
    left = Spool(data, "ac3")
    samples = (SOUND * 2**15).astype("<i2").tobytes()
    left.sound(3).write_bytes(header(0) + samples)
    left.note(b'{"scene":"extra-shift","level":1}')
    assert run_cli("export", "--person", "anna", "--out", tmp_path / "hers", env=env(data)).status == 0
    assert sorted(path.name for path in (tmp_path / "hers" / "unfinished").iterdir()) == ["ac3-3.wav", "ac3-way.jsonl"]
    assert (tmp_path / "hers" / "unfinished" / "ac3-3.wav").read_bytes() == header(len(samples)) + samples
    assert (tmp_path / "hers" / "unfinished" / "ac3-way.jsonl").read_bytes() == b'{"scene":"extra-shift","level":1}\n'
    assert run_cli("export", "--person", "me", "--out", tmp_path / "mine", env=env(data)).status == 0
    assert not (tmp_path / "mine" / "unfinished").exists()


def test_an_export_writes_over_nothing(run_cli: RunCli, data: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text("other")
    for arguments, told in (
        (("--out", tmp_path / "mine.zip"), "is there already"),
        (("--out", tmp_path / "no" / "where.zip"), "can't be written"),
        (("--out", tmp_path / "out", "--person", "eve"), "There is nothing of eve"),
    ):
        done = run_cli("export", *arguments, env=env(data))
        assert done.status == 1
        assert told in done.stderr
    assert (tmp_path / "mine.zip").read_text() == "other"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "mine.zip"}


def test_deleting_shows_what_goes_and_asks(run_cli: RunCli, data: Path) -> None:
    refused = run_cli("delete", "--session", "aa", env=env(data), input="n\n")
    assert refused.status == 1
    assert "The session aa1 will be deleted for good:" in refused.stderr
    assert "1 session, 2 takes, 1 recording (16.0 kB)" in refused.stderr
    silent = run_cli("delete", "--session", "aa", env=env(data))
    assert silent.status == 1
    assert "--yes" in silent.stderr
    assert len(run_cli("history", "--json", env=env(data)).lines) == 3
    done = run_cli("delete", "--session", "aa", env=env(data), input="y\n")
    assert (done.status, done.stdout) == (0, "Deleted: 1 session, 2 takes, 1 recording (16.0 kB).\n")
    assert [row["id"] for row in run_cli("history", "--json", env=env(data)).documents] == ["ac3", "ab2"]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--take", "aa1-1"), (3, 5)),
        (("--session", "last"), (2, 4)),
        (("--rung", "r1"), (3, 6)),
        (("--person", "me"), (1, 2)),
        (("--all",), (0, 0)),
    ],
)
def test_what_is_deleted_is_verified(
    run_cli: RunCli, data: Path, arguments: tuple[str, ...], left: tuple[int, int]
) -> None:
    done = run_cli("delete", *arguments, "--yes", "--verify", env=env(data))
    assert done.status == 0, done.stderr
    assert done.lines[1].startswith("Verified: read ")
    assert done.lines[1].endswith("none is left.")
    assert "SSD" in done.stderr
    with SqliteHistory(data) as history:
        assert (len(history.sessions()), len(history.summaries())) == left


def test_nothing_of_everything_is_left_in_the_folder(run_cli: RunCli, data: Path) -> None:
    run_cli("delete", "--all", "--yes", env=env(data))
    raw = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert SECRET.encode() not in raw
    assert {path.name for path in data.iterdir()} == {DATABASE, AUDIO}
    assert list((data / AUDIO).iterdir()) == []


def test_what_is_left_elsewhere_in_the_folder_is_told(run_cli: RunCli, data: Path) -> None:
    (data / "notes.txt").write_text(f"{SECRET}, said me.")
    done = run_cli("delete", "--person", "me", "--yes", "--verify", env=env(data))
    assert done.status == 1
    assert done.lines[1].startswith("NOT verified")
    assert "notes.txt" in done.lines[2]


@pytest.fixture
def unfinished(data: Path) -> Path:
    """A recording that a killed calibration left."""
    (data / FOLDER).mkdir()
    return write_wav(data / FOLDER / "20260301T110000000000.wav", noise(1.0, -20.0))


def test_the_sound_of_an_unfinished_calibration_goes_with_everything(
    run_cli: RunCli, data: Path, unfinished: Path
) -> None:
    (data / "copy.raw").write_bytes(unfinished.read_bytes())
    done = run_cli("delete", "--all", "--yes", "--verify", env=env(data))
    assert "1 recording of unfinished calibrations or talks (32.0 kB)" in done.stderr
    assert done.lines[0].endswith("1 recording of unfinished calibrations or talks (32.0 kB).")
    assert not unfinished.exists()
    assert done.status == 1
    assert "copy.raw" in done.lines[2]


def test_the_sound_of_a_calibration_goes_where_there_is_nothing_else(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    left = write_wav(tmp_path / FOLDER / "a.wav", noise(1.0, -20.0))
    done = run_cli("delete", "--all", "--yes", "--verify", env=env(tmp_path))
    assert (done.status, done.lines[0]) == (0, "Deleted: 1 recording of unfinished calibrations or talks (32.0 kB).")
    assert "people:" not in done.stderr
    assert not left.exists()


def test_the_sound_of_a_calibration_is_nobodys(run_cli: RunCli, data: Path, unfinished: Path) -> None:
    done = run_cli("delete", "--person", "me", "--yes", env=env(data))
    assert done.status == 0
    assert f"Still in {unfinished.parent}: 1 recording" in done.stderr
    assert unfinished.exists()
    (row,) = run_cli("privacy", "--json", env=env(data)).documents
    assert {one["what"]: one["where"] for one in row["stored"]}["calibration sound"] == f"{FOLDER}/"


@pytest.mark.parametrize("database", ["gone", "new"])
def test_sound_that_lost_its_history_goes_with_everything(run_cli: RunCli, data: Path, database: str) -> None:
    (data / DATABASE).unlink()
    (data / "spool" / "ac3").mkdir(parents=True)
    if database == "new":
        SqliteHistory(data).close()
    done = run_cli("delete", "--all", "--yes", "--verify", env=env(data))
    assert (done.status, done.lines[0]) == (0, "Deleted: 3 recordings (48.1 kB).")
    assert list((data / AUDIO).iterdir()) == list((data / "spool").iterdir()) == []
    assert run_cli("delete", "--all", "--yes", env=env(data)).status == 1


def test_the_way_of_a_scene_that_lost_its_history_goes_with_everything(run_cli: RunCli, tmp_path: Path) -> None:
    Spool(tmp_path, "ac3").note(b"{}")
    done = run_cli("delete", "--all", "--yes", env=env(tmp_path))
    assert (done.status, done.lines[0]) == (0, "Deleted: what is left of scenes.")
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("--all", "--take", "t1"), ("--person", "me", "--session", "last")])
def test_one_thing_is_deleted_at_a_time(run_cli: RunCli, data: Path, arguments: tuple[str, ...]) -> None:
    done = run_cli("delete", *arguments, "--yes", env=env(data))
    assert done.status == 2
    assert "Name one of" in done.stderr


def test_privacy_tells_what_is_kept_of_whom(run_cli: RunCli, data: Path) -> None:
    done = run_cli("privacy", env=env(data))
    assert done.status == 0
    assert f"Stored in {data}:" in done.stdout
    assert "  anna: 1 session, 2 takes, 1 recording (16.0 kB), since 2026-03-01 11:00" in done.lines
    assert "until you delete it" in done.stdout
    assert "No voiceprint is kept" in done.stdout
    assert "SSD" in done.stdout
    (row,) = run_cli("privacy", "--json", env=env(data)).documents
    assert {one["what"]: one["files"] for one in row["stored"]} == {"practice history": 1, "recordings": 3}
    assert row["people"]["me"]["takes"] == 4
    assert SECRET not in done.stdout + json.dumps(row)


@pytest.mark.slow
def test_a_thousand_sessions_are_shown_at_once(run_cli: RunCli, tmp_path: Path) -> None:
    """The program's start included; half of that is Python and its libraries. Other work may stand in one's way."""
    fill(tmp_path)
    times_s = []
    for _ in range(3):
        clock = time.perf_counter()
        done = run_cli("history", "--json", env=env(tmp_path))
        times_s.append(time.perf_counter() - clock)
        assert len(done.lines) == SESSIONS
    assert min(times_s) < 2.0
