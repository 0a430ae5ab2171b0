"""Recordings of calibrations that did not come to their end."""

from pathlib import Path

import pytest

from tests.recordings import write_wav
from tests.signals import noise
from voicecoach.adapters.calibrations import FOLDER, recordings_left, remove, sound_of
from voicecoach.adapters.wav import SAMPLE_BYTES
from voicecoach.errors import HistoryError

SOUND = noise(0.5, -20.0)


def left_by(data_dir: Path, *names: str) -> tuple[Path, ...]:
    (data_dir / FOLDER).mkdir()
    return tuple(write_wav(data_dir / FOLDER / name, SOUND) for name in names)


def test_where_nothing_was_calibrated_nothing_is_left(tmp_path: Path) -> None:
    assert recordings_left(tmp_path) == ()


def test_recordings_are_found_oldest_first_and_nothing_else(tmp_path: Path) -> None:
    newer, older = left_by(tmp_path, "20260302.wav", "20260301.wav")
    (tmp_path / FOLDER / "notes.txt").touch()
    assert recordings_left(tmp_path) == (older, newer)


def test_the_sound_is_the_samples_without_the_header(tmp_path: Path) -> None:
    (path,) = left_by(tmp_path, "a.wav")
    (sound,) = sound_of([path])
    assert len(sound) == len(SOUND) * SAMPLE_BYTES
    assert path.read_bytes().endswith(sound)


def test_what_is_gone_is_gone_once(tmp_path: Path) -> None:
    paths = left_by(tmp_path, "a.wav")
    remove(paths)
    remove(paths)
    assert recordings_left(tmp_path) == ()


def test_what_can_not_be_read_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="no-such"):
        list(sound_of([tmp_path / "no-such.wav"]))
