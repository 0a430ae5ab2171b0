"""Stores of every earlier format open; those of a newer program and of other programs are refused."""

import shutil
import sqlite3
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practice import CAME, LEVEL, at, baseline, outcome, rung, session, take
from tests.recorded import KEPT, NOTHING, keep_records, records_of
from tests.source import ROOT
from voicecoach.adapters.store import DATABASE, SqliteHistory
from voicecoach.adapters.store_schema import MIGRATIONS, VERSION, migrate, version_of
from voicecoach.errors import HistoryError
from voicecoach.history import Erasure

STORES = ROOT / "tests" / "adapters" / "stores"
each_version = pytest.mark.parametrize("version", range(1, VERSION + 1))

FIRST_WITH_LADDER = 2
FIRST_WITH_RECORDS = 3
FIRST_WITH_ENDINGS = 4


def schema(path: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(path) as db:
        found = db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    db.close()
    return found


@pytest.fixture
def kept(tmp_path: Path, version: int) -> Path:
    """A data folder with the store that a program of that format wrote."""
    (tmp_path / "data").mkdir()
    shutil.copy(STORES / f"v{version}.sqlite3", tmp_path / "data" / DATABASE)
    return tmp_path / "data"


@each_version
def test_a_store_of_every_format_opens_with_all_it_held(kept: Path, version: int) -> None:
    aimed = None if version < FIRST_WITH_LADDER else "fade"
    with SqliteHistory(kept) as history:
        entry = history.session("s1")
        done = replace(session(), state="done", ended_at=at(9), suds_before=70, suds_after=35)
        if version >= FIRST_WITH_ENDINGS:
            done = replace(done, level=LEVEL, came=CAME)
        assert (entry.session, entry.takes, entry.last_fix) == (done, 2, "fade")
        second = take("t2", minutes=2.0, text="No, and that is final.")
        assert history.takes("s1") == (replace(take("t1"), aimed_at=aimed), replace(second, aimed_at=aimed))
        assert [one.measures["f0_median_hz"] for one in history.summaries()] == [187.5, 190.25]
        assert history.baselines("me") == (baseline(),)
        assert history.rungs("me") == ((rung(),) if version >= FIRST_WITH_LADDER else ())
        assert records_of(history.records, "s1") == (KEPT if version >= FIRST_WITH_RECORDS else NOTHING)


@each_version
def test_a_store_of_every_format_can_be_written_and_emptied(kept: Path, version: int) -> None:
    assert version <= VERSION
    with SqliteHistory(kept) as history:
        history.begin(session("new"))
        history.add_take(take("t9", "new"), outcome())
        history.add_rung(rung("r9"), at(0))
        keep_records(history.records, "new", "me", tag="9")
        history.erase(Erasure("all"))
        assert history.preview(Erasure("all")).is_empty


@each_version
def test_a_store_that_was_brought_up_is_like_a_new_one(kept: Path, version: int, tmp_path: Path) -> None:
    assert version <= VERSION
    SqliteHistory(kept).close()
    SqliteHistory(tmp_path / "new").close()
    assert schema(kept / DATABASE) == schema(tmp_path / "new" / DATABASE)


def test_published_steps_were_not_changed() -> None:
    """A store that was written by a format has just what the steps up to it make."""
    for version in range(1, VERSION + 1):
        db = sqlite3.connect(":memory:", isolation_level=None)
        migrate(db, "memory", MIGRATIONS[:version])
        made = db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        db.close()
        assert made == schema(STORES / f"v{version}.sqlite3"), version


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    SqliteHistory(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(HistoryError, match="newer voicecoach") as caught:
        SqliteHistory(tmp_path)
    assert "upgrade" in caught.value.remedy
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(HistoryError, match="another program"):
        SqliteHistory(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_step_that_fails_leaves_the_old_format(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    shutil.copy(STORES / "v1.sqlite3", path)
    db = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, "store", (*MIGRATIONS[:1], "CREATE TABLE good (a); CREATE TABLE sessions (b)"))
    assert version_of(db) == 1
    assert not db.in_transaction
    db.close()
    assert schema(path) == schema(STORES / "v1.sqlite3")


def test_two_programs_that_bring_up_one_store_do_it_once(tmp_path: Path) -> None:
    shutil.copy(STORES / "v1.sqlite3", tmp_path / DATABASE)
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            SqliteHistory(tmp_path).close()
        except BaseException as error:  # noqa: BLE001 -- shown by the test
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with SqliteHistory(tmp_path) as history:
        assert history.session("s1").takes == 2


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    from tests.signals import noise

    data = tmp_path / "data"
    with SqliteHistory(data) as history:
        history.begin(session())
        history.add_take(take(), outcome(), noise(0.1, -30.0))
        modes = {p.relative_to(tmp_path).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in tmp_path.rglob("*")}
    assert modes == {
        "data": 0o700,
        "data/audio": 0o700,
        "data/audio/t1.wav": 0o600,
        "data/history.sqlite3": 0o600,
        "data/session-s1.open": 0o600,
    }
