"""A worker of a batch: one recogniser for all recordings, that carries nothing from one sound into the next."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.recordings import sine, write_wav
from voicecoach.adapters import whisper
from voicecoach.analysis import Parts
from voicecoach.cli import batch_worker
from voicecoach.cli.batch_worker import SetUp
from voicecoach.engine.job import Job, Outcome
from voicecoach.errors import MediaError
from voicecoach.ports import WindowText

LANGUAGES = ["en", "de", "fr"]
"""Those of the sounds in the order in which they are heard."""


class Reader:
    """In place of loaded weights: it knows every language, and reads nothing."""

    is_multilingual = True
    spoken: Iterator[str]

    def __init__(self, *_: object) -> None:
        """Nothing is loaded."""

    def knows(self, _language: str) -> bool:
        """All of them."""
        return True

    def context_frames(self, _windows: Sequence[object]) -> int:
        """One."""
        return 1

    def find_language(self, _window: object, _frames: int) -> tuple[str, None]:
        """That of the next sound."""
        return next(self.spoken), None

    def read(self, windows: Sequence[object], _language: str, _frames: int, _first: object) -> list[WindowText]:
        """Windows without words."""
        return [WindowText(())] * len(windows)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The language in which each of the three channels of every recording is read."""
    languages: list[str] = []

    def analyse(_recording: object, path: str, parts: Parts, _options: object) -> None:
        for _ in LANGUAGES:
            transcriber = parts.transcriber()
            transcriber.transcribe([object()])  # type: ignore[list-item]  # the reader above does not look at it
            languages.append(transcriber.language)
        raise MediaError(f"{path}: that was all.")

    monkeypatch.setattr(Reader, "spoken", iter(LANGUAGES * 2), raising=False)
    monkeypatch.setattr(whisper, "WhisperReader", Reader)
    monkeypatch.setattr("voicecoach.analysis.analyse", analyse)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return languages


@pytest.fixture
def work(tmp_path: Path) -> Callable[[Job], Outcome]:
    return batch_worker.make(SetUp(str(tmp_path / "out"), str(tmp_path), "fake", str(tmp_path)))


def test_each_channel_is_read_in_its_own_language(
    heard: list[str], work: Callable[[Job], Outcome], tmp_path: Path
) -> None:
    path = write_wav(tmp_path / "talk.wav", sine(440.0, 0.1))
    assert [work(Job(str(path))).kind for _ in range(2)] == ["failed", "failed"]
    assert heard == LANGUAGES * 2


def test_a_language_that_was_asked_for_stands_for_all_channels(
    heard: list[str], work: Callable[[Job], Outcome], tmp_path: Path
) -> None:
    path = write_wav(tmp_path / "talk.wav", sine(440.0, 0.1))
    work(Job(str(path), language="it"))
    work(Job(str(path)))
    assert heard == ["it"] * len(LANGUAGES) + LANGUAGES
