"""What SQLite and the disk complain of is told with a remedy."""

import errno
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.practice import at, outcome, session, take
from tests.program import run
from tests.signals import noise
from voicecoach.adapters.store import DATABASE, SqliteHistory
from voicecoach.adapters.store_errors import SQLITE_MESSAGES, translated
from voicecoach.errors import HistoryError
from voicecoach.history import Erasure

NOT_THE_USERS = {
    "SQLITE_OK",
    "SQLITE_ERROR",
    "SQLITE_INTERNAL",
    "SQLITE_ABORT",
    "SQLITE_INTERRUPT",
    "SQLITE_NOTFOUND",
    "SQLITE_PROTOCOL",
    "SQLITE_EMPTY",
    "SQLITE_SCHEMA",
    "SQLITE_CONSTRAINT",
    "SQLITE_MISMATCH",
    "SQLITE_MISUSE",
    "SQLITE_RANGE",
    "SQLITE_NOTICE",
    "SQLITE_WARNING",
}
"""Result codes that only a mistake of ours can cause: they stay bugs."""

RESULT_CODES = NOT_THE_USERS | {
    *("SQLITE_PERM", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_NOMEM", "SQLITE_READONLY", "SQLITE_IOERR"),
    *("SQLITE_CORRUPT", "SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_TOOBIG", "SQLITE_NOLFS", "SQLITE_AUTH"),
    *("SQLITE_FORMAT", "SQLITE_NOTADB"),
}
"""All primary result codes of SQLite (sqlite.org/rescode.html), less ROW and DONE, which are no errors."""

FULL_DISK = """
import os, sys
from pathlib import Path
from tests.practice import at, outcome, session, take
from tests.signals import noise
from voicecoach.adapters.store import SqliteHistory
from voicecoach.errors import HistoryError
with SqliteHistory(Path(sys.argv[1])) as history:
    history.begin(session())
    kept = 0
    try:
        while kept < 200:
            history.add_take(take(f"t{kept}"), outcome(), noise(1.0, -30.0))
            kept += 1
    except HistoryError as error:
        print(error)
with SqliteHistory(Path(sys.argv[1])) as history:
    print(kept, history.session("s1").takes, len(list((Path(sys.argv[1]) / "audio").iterdir())))
"""


def test_every_result_code_is_told_or_a_bug() -> None:
    told = {name for name in RESULT_CODES if getattr(sqlite3, name) in SQLITE_MESSAGES}
    assert told == RESULT_CODES - NOT_THE_USERS
    assert len(told) == len(SQLITE_MESSAGES)
    assert all(remedy for _, remedy in SQLITE_MESSAGES.values())


@pytest.mark.parametrize("code", sorted(SQLITE_MESSAGES))
def test_extended_codes_are_told_as_their_primary_one(code: int, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("it says")
    error.sqlite_errorcode = code | (3 << 8)
    with pytest.raises(HistoryError, match="it says") as caught, translated(tmp_path):
        raise error
    assert caught.value.remedy == SQLITE_MESSAGES[code][1]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT])
def test_what_the_file_system_says_is_told(number: int, tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as caught, translated(tmp_path):
        raise OSError(number, os.strerror(number), str(tmp_path / "file"))
    assert os.strerror(number) in caught.value.message
    assert caught.value.remedy


def test_a_mistake_of_ours_stays_a_bug(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history, pytest.raises(sqlite3.OperationalError):
        history._all("SELECT nonsense")


def test_a_full_database_keeps_what_it_has(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take("t1"), outcome())
        pages = history._db.execute("PRAGMA page_count").fetchone()[0]
        history._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(HistoryError, match="disk is full") as caught:
            history.add_take(take("t2", text="long " * 10_000), outcome(), noise(0.1, -30.0))
        assert "space" in caught.value.remedy
        assert history.session("s1").takes == 1
    assert not list((tmp_path / "audio").iterdir())


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is a letter" * 100)
    with pytest.raises(HistoryError, match="is no database"):
        SqliteHistory(tmp_path)


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
    content = bytearray((tmp_path / DATABASE).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (tmp_path / DATABASE).write_bytes(content)
    with pytest.raises(HistoryError, match="damaged") as caught, SqliteHistory(tmp_path) as history:
        history.sessions()
    assert "backup" in caught.value.remedy


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(HistoryError) as caught:
        SqliteHistory(tmp_path / "data")
    assert "--data-dir" in caught.value.remedy


def test_a_store_that_another_program_writes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.adapters.store.BUSY_S", 0.05)
    with SqliteHistory(tmp_path) as first, SqliteHistory(tmp_path) as second, first._writing():
        with pytest.raises(HistoryError, match="in use") as caught:
            second.begin(session())
        assert "Wait" in caught.value.remedy
        assert second.sessions() == ()


def mounted(folder: Path, options: str, *command: str | Path) -> list[str | Path]:
    """A command that sees an empty file system of its own at `folder`."""
    script = f'mount -t tmpfs -o {options} none "$0" && exec "$@"'
    return ["unshare", "-rm", "sh", "-c", script, folder, *command]


@pytest.fixture
def can_mount(tmp_path: Path) -> Path:
    try:
        done = run(mounted(tmp_path, "size=1m", "true"))
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if done.status != 0:
        pytest.skip("this machine lets nobody mount a file system of his own")
    return tmp_path


def test_a_full_disk_keeps_all_that_was_confirmed(can_mount: Path) -> None:
    done = run(mounted(can_mount, "size=1m", sys.executable, "-c", FULL_DISK, can_mount))
    assert done.status == 0, done.stderr
    told, counts = done.lines
    assert "Free some space" in told
    kept, rows, files = map(int, counts.split())
    assert 0 < kept == rows == files < 100


def test_a_disk_that_can_only_be_read_still_shows_its_history(can_mount: Path) -> None:
    outer, inner = can_mount / "outer", can_mount / "inner"
    inner.mkdir()
    with SqliteHistory(outer) as history:
        history.begin(session())
        history.end("s1", at(1))
    program = f"{sys.executable} -m voicecoach --data-dir ."
    steps = f'cp "$1" . && mount -o remount,ro . && {program} history --json && {program} delete --all -y'
    inside: list[str | Path] = ["sh", "-c", f'cd "$0" && {steps}', inner, outer / DATABASE]
    done = run(mounted(inner, "size=1m", *inside), env={"PYTHONPATH": os.pathsep.join(map(str, sys.path))})
    assert done.status == 1, done.stderr
    assert '"id":"s1"' in done.stdout
    assert "Error: " in done.stderr
    assert "--data-dir" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write what nobody may write")
def test_a_folder_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    SqliteHistory(tmp_path).close()
    tmp_path.chmod(0o500)
    try:
        with SqliteHistory(tmp_path) as history, pytest.raises(HistoryError) as caught:
            history.begin(session())
        assert "--data-dir" in caught.value.remedy
    finally:
        tmp_path.chmod(0o700)


def test_an_erasure_that_can_not_be_made_compact_is_finished_later(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(text="long " * 10_000), outcome())
        with history._writing() as db:
            db.execute("DELETE FROM sessions")
        size = (tmp_path / DATABASE).stat().st_size
    SqliteHistory(tmp_path).close()
    assert (tmp_path / DATABASE).stat().st_size < size
    with SqliteHistory(tmp_path) as history:
        assert history.preview(Erasure("all")).is_empty
