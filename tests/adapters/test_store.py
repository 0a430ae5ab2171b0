"""Sessions that died, recordings that were never confirmed, and a thousand sessions."""

import os
import shutil
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.practice import SESSIONS, TAKES, at, fill, outcome, session, take
from tests.signals import noise
from voicecoach.adapters.spool import Spool
from voicecoach.adapters.store import AUDIO, DATABASE, SqliteHistory
from voicecoach.errors import HistoryError, OutputError
from voicecoach.history import Chosen, Erasure, Take

SOUND = noise(0.2, -30.0)
MOST_LISTING_S = 0.3


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_session_whose_program_died_is_found_interrupted(tmp_path: Path) -> None:
    dead = SqliteHistory(tmp_path)
    dead.begin(session())
    dead.add_take(take(minutes=4.0), outcome())
    dead.close()
    with SqliteHistory(tmp_path) as history:
        found = history.session("s1").session
        assert (found.state, found.ended_at) == ("interrupted", at(4))
    assert names(tmp_path) == {DATABASE}


def test_a_session_that_somebody_is_at_work_on_stays_open(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as practice:
        practice.begin(session())
        with SqliteHistory(tmp_path) as other:
            assert other.session("s1").session.state == "open"
        practice.add_take(take(), outcome(), SOUND)
        assert practice.end("s1", at(5)).state == "done"
        assert names(tmp_path) == {DATABASE, AUDIO, f"{AUDIO}/t1.wav"}


def test_a_session_that_is_done_stays_done(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.end("s1", at(5))
    with SqliteHistory(tmp_path) as history:
        assert history.session("s1").session.state == "done"


def test_a_session_that_another_program_deleted_takes_no_more(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as practice:
        practice.begin(session())
        with SqliteHistory(tmp_path) as other:
            other.erase(Erasure("session", "s1"))
        with pytest.raises(HistoryError, match="no session s1"):
            practice.add_take(take(), outcome(), SOUND)
    SqliteHistory(tmp_path).close()
    assert names(tmp_path) == {DATABASE}


def test_what_was_never_confirmed_is_swept_and_nothing_else(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
    marked = ("dead.wav", "dead.wav.new.partial", "t1.wav.new.partial")
    for name in (*marked, "lost.wav", "half.wav.partial", "t1.wav.partial", "notes.txt"):
        (tmp_path / AUDIO / name).write_bytes(b"RIFF")
    with SqliteHistory(tmp_path) as history:
        assert history.audio("t1") is not None
    assert {path.name for path in (tmp_path / AUDIO).iterdir()} == {"t1.wav", "lost.wav", "notes.txt"}


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_take_whose_program_dies_around_its_row_is_kept_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    history = SqliteHistory(tmp_path)
    history.begin(session())
    place = ("voicecoach.adapters.store_rows.take_row", _die) if dies == "before" else (history._audio, "confirm", _die)
    with monkeypatch.context() as patch:
        patch.setattr(history._audio, "remove", lambda _names: None)  # a program that died removes nothing
        patch.setattr(*place)
        with pytest.raises(KeyboardInterrupt):
            history.add_take(take(), outcome(), SOUND)
    history.close()
    assert names(tmp_path) >= {f"{AUDIO}/t1.wav", f"{AUDIO}/t1.wav.new.partial"}
    with SqliteHistory(tmp_path) as history:
        kept = [one.id for one in history.takes("s1")]
    assert names(tmp_path / AUDIO) == {f"{name}.wav" for name in kept} == (set() if dies == "before" else {"t1.wav"})


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def fill_two(folder: Path) -> None:
    """A session with a take, and one that was left while somebody spoke."""
    with SqliteHistory(folder) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
        history.end("s1", at(5))
        history.begin(session("s2"))
        left = Spool(folder, "s2")
        left.note(b"{}")
        left.sound(1).write_bytes(b"RIFF")


def test_nothing_recorded_is_lost_with_a_damaged_database(tmp_path: Path) -> None:
    fill_two(tmp_path)
    before = names(tmp_path)
    whole = (tmp_path / DATABASE).read_bytes()
    (tmp_path / DATABASE).write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(HistoryError, match="Move the file away"), SqliteHistory(tmp_path) as history:
        history.sessions()
    (tmp_path / DATABASE).rename(tmp_path / "damaged")
    for _ in range(2):
        with SqliteHistory(tmp_path) as history:
            assert history.sessions() == ()
    assert names(tmp_path) >= {name for name in before if name.startswith((AUDIO, "spool"))}
    (tmp_path / DATABASE).write_bytes(whole)  # it was mended
    with SqliteHistory(tmp_path) as history:
        assert history.audio("t1") is not None
        assert history.session("s2").session.state == "interrupted"
    assert names(tmp_path) >= {f"{AUDIO}/t1.wav", "spool/s2/1.wav", "spool/s2/way.jsonl"}


def test_nothing_recorded_is_lost_with_an_older_backup(tmp_path: Path) -> None:
    SqliteHistory(tmp_path).close()
    backup = (tmp_path / DATABASE).read_bytes()
    fill_two(tmp_path)
    (tmp_path / DATABASE).write_bytes(backup)
    for _ in range(2):
        SqliteHistory(tmp_path).close()
    assert names(tmp_path) >= {f"{AUDIO}/t1.wav", "spool/s2/1.wav", "spool/s2/way.jsonl"}


def test_what_can_not_be_swept_keeps_nobody_from_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_two(tmp_path)
    with monkeypatch.context() as patch, SqliteHistory(tmp_path) as history:
        patch.setattr(shutil, "rmtree", _refuse)
        with pytest.raises(OutputError, match="not permitted"):
            history.erase(Erasure("session", "s2"))
        with SqliteHistory(tmp_path) as again:
            assert [entry.session.id for entry in again.sessions()] == ["s1"]
        assert (tmp_path / "spool" / "s2").exists()
    SqliteHistory(tmp_path).close()
    assert names(tmp_path) == {DATABASE, AUDIO, f"{AUDIO}/t1.wav", "spool"}


def _refuse(_path: Path) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_sweep_waits_for_a_take_that_is_being_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the file and its row, another program opens the store: it must not take the file for an orphan."""
    monkeypatch.setattr("voicecoach.adapters.store.BUSY_S", 0.05)
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        write = history._audio.write

        def write_and_be_looked_at(take_id: str, samples: object) -> str:
            name = write(take_id, samples)  # type: ignore[arg-type]
            SqliteHistory(tmp_path).close()
            assert (tmp_path / AUDIO / name).exists()
            return name

        monkeypatch.setattr(history._audio, "write", write_and_be_looked_at)
        history.add_take(take(), outcome(), SOUND)
        assert history.audio("t1") is not None


def test_a_take_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        broken = Take("t1", "s1", at(1), "answer", "text", None)  # type: ignore[arg-type]
        with pytest.raises(Exception, match="NOT NULL"):
            history.add_take(broken, outcome(), SOUND)
        assert list((tmp_path / AUDIO).iterdir()) == []
        monkeypatch.setattr(os, "fsync", _fail)
        with pytest.raises(HistoryError, match="No space left"):
            history.add_take(take(), outcome(), SOUND)
        monkeypatch.undo()
        assert list((tmp_path / AUDIO).iterdir()) == []
        assert history.takes("s1") == ()
        history.add_take(take(), outcome(), SOUND)


def _fail(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_recording_that_somebody_took_away_is_none(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
        (tmp_path / AUDIO / "t1.wav").unlink()
        assert history.audio("t1") is None
        assert history.wav("t1") is None
        assert history.erase(Erasure("take", "t1")).audio_bytes == 0


def test_a_recording_that_is_cut_off_is_an_error(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
        (tmp_path / AUDIO / "t1.wav").write_bytes(b"RIFF")
        with pytest.raises(HistoryError, match="no whole WAV"):
            history.audio("t1")


def test_recordings_are_plain_wav_files(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
    with wave.open(str(tmp_path / AUDIO / "t1.wav")) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 16_000)
        steps = np.frombuffer(wav.readframes(wav.getnframes()), "<i2")
    np.testing.assert_array_equal(steps, np.rint(SOUND * 32768))


@pytest.mark.parametrize("name", ["../t1", "a/b", "", ".t1", "a\0b", "x" * 101])
def test_an_identifier_can_lead_nowhere(tmp_path: Path, name: str) -> None:
    with SqliteHistory(tmp_path / "data") as history:
        history.begin(session())
        with pytest.raises(ValueError, match="no identifier"):
            history.add_take(take(name), outcome(), SOUND)
        with pytest.raises(ValueError, match="no identifier"):
            history.begin(session(name))


@pytest.mark.slow
def test_a_thousand_sessions_list_at_once(tmp_path: Path) -> None:
    """Opening included; documents and recordings do not slow it down."""
    fill(tmp_path)
    clock = time.perf_counter()
    with SqliteHistory(tmp_path) as history:
        entries = history.sessions()
        listed_s = time.perf_counter() - clock
        summaries = history.summaries(Chosen("me"))
    took_s = time.perf_counter() - clock
    assert (len(entries), {entry.takes for entry in entries}) == (SESSIONS, {TAKES})
    assert len(summaries) == SESSIONS * TAKES
    assert listed_s < MOST_LISTING_S
    assert took_s < 2 * MOST_LISTING_S


def test_a_session_that_is_open_here_stays_here(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as here:
        here.begin(session("s1"))
        with pytest.raises(HistoryError, match="not interrupted"):
            here.reopen("s1")
        with SqliteHistory(tmp_path) as elsewhere:
            assert elsewhere.session("s1").session.state == "open"


def test_a_session_that_goes_on_is_nobody_elses_until_its_program_ends(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as first:
        first.begin(session("s1"))
    with SqliteHistory(tmp_path) as here, SqliteHistory(tmp_path) as elsewhere:
        assert here.reopen("s1").state == "open"
        with pytest.raises(HistoryError, match="not interrupted"):
            elsewhere.reopen("s1")
    with SqliteHistory(tmp_path) as later:
        assert later.session("s1").session.state == "interrupted"
