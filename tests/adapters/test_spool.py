"""The spool: sound while it is spoken and the way through a scene, for its owner alone, gone with its session."""

import stat
from pathlib import Path

import numpy as np
import pytest

from tests.practice import session
from tests.signals import noise
from voicecoach.adapters import spool
from voicecoach.adapters.spool import WAY, Spool
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.wav import WavWriter
from voicecoach.errors import OutputError
from voicecoach.history import Erasure

SOUND = noise(1.5, -30.0)


def record(path: Path) -> None:
    with WavWriter(path) as writer:
        writer.write(SOUND)


def test_sound_and_way_are_for_their_owner_alone(tmp_path: Path) -> None:
    kept = Spool(tmp_path, "s1")
    record(kept.sound(1))
    kept.note(b"{}")
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.path.iterdir()} == {0o600}
    assert spool.duration_s(kept.sound(1)) == pytest.approx(1.5)


def test_recordings_come_in_the_order_of_their_replies_and_other_files_are_none(tmp_path: Path) -> None:
    kept = Spool(tmp_path, "s1")
    for number in (10, 2):
        record(kept.sound(number))
    (kept.path / "x.wav").touch()
    assert [number for number, _ in kept.sounds()] == [2, 10]
    kept.drop(2)
    kept.drop(3)
    assert [number for number, _ in kept.sounds()] == [10]
    assert spool.recordings_left(tmp_path) == (kept.path / "10.wav",)


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    kept = Spool(tmp_path, "s1")
    assert kept.way() == ()
    kept.note(b"one")
    with (kept.path / WAY).open("ab") as file:
        file.write(b"tw")
    kept.note(b"three")
    assert kept.way() == (b"one", b"tw", b"three")


def test_nothing_is_there_and_nothing_is_deleted_without_error(tmp_path: Path) -> None:
    kept = Spool(tmp_path, "s1")
    assert (kept.sounds(), spool.sessions_left(tmp_path), spool.recordings_left(tmp_path)) == ((), (), ())
    kept.clear()
    kept.drop(1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "spool").touch()
    with pytest.raises(OutputError, match="can't be written"):
        Spool(tmp_path, "s1").sound(1)


def test_deleting_a_session_deletes_what_of_it_is_not_in_the_history(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        for name in ("s1", "s2"):
            history.begin(session(name))
            record(Spool(tmp_path, name).sound(1))
        would_go = history.preview(Erasure("session", "s1"))
        assert (would_go.recordings, would_go.audio_bytes) == (1, 44 + 2 * len(SOUND))
        pieces = b"".join(history.contents(Erasure("session", "s1")))
        assert (np.rint(SOUND * 32768.0).astype("<i2").tobytes()) in pieces
        assert history.preview(Erasure("take", "t1")).recordings == 0
        history.erase(Erasure("session", "s1"))
        assert spool.sessions_left(tmp_path) == ("s2",)
        history.erase(Erasure("all"))
        assert spool.sessions_left(tmp_path) == ()


def test_what_is_left_of_a_session_that_is_gone_goes_when_the_history_is_opened(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session("s1"))
    record(Spool(tmp_path, "s1").sound(1))
    record(Spool(tmp_path, "gone").sound(1))
    with SqliteHistory(tmp_path):
        assert spool.sessions_left(tmp_path) == ("s1",)
