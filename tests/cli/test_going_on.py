"""An analysis of a long recording that is stopped goes on where it was, with the document of one that never was."""

import json
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tests.cli.reviewing import AGREED, Review
from tests.cli.takes import take
from tests.program import Finished, run
from tests.recordings import write_wav
from tests.signals import silence
from tests.source import ROOT
from tests.vaults import PASSPHRASE, sealed
from tests.voices import in_channels, joined
from voicecoach.adapters import unfinished as kept
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.unfinished import FOLDER, Unfinished
from voicecoach.cli import going_on
from voicecoach.cli import run as run_here
from voicecoach.cli.going_on import hours
from voicecoach.document import Analysis
from voicecoach.pipeline import Progress

SPOKEN = "Quixotic marmalade was said here"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("VOICECOACH_DATA_DIR", str(folder))
    monkeypatch.setattr(going_on, "LONG_S", 60.0)
    return folder


@dataclass(slots=True)
class Work:
    """An analysis that finishes one part, and then does what it is told."""

    then: BaseException | None = None
    found: list[bytes | None] = field(default_factory=list)
    """What it found finished, run by run."""
    kept: list[bool] = field(default_factory=list)
    """Whether it could keep anything, run by run."""

    def analyse(
        self, recording: MediaFile, _path: str, _parts: object, _options: object, tell: Progress, checkpoint: Unfinished
    ) -> Analysis:
        """In place of the real one."""
        self.kept.append(checkpoint is not None)
        if checkpoint is not None:
            self.found.append(checkpoint.take("texts/1"))
            checkpoint.keep("texts/1", SPOKEN.encode())
        tell(30.0, 90.0)
        if self.then:
            raise self.then
        return take(9.0, str(recording.path))


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    made = Work()
    monkeypatch.setattr("voicecoach.analysis.analyse", made.analyse)
    return made


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "long.wav", silence(90.0))


def test_what_is_finished_is_kept_until_the_analysis_is_done(
    data: Path, work: Work, long: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work.then = KeyboardInterrupt()
    assert run_here(["analyze", str(long)]) == 130
    told = capsys.readouterr().err
    assert "long.wav: what is finished is kept for 7 days; the same command goes on there." in told
    assert len(kept.left(data)) == 1
    work.then = None
    assert run_here(["analyze", str(long)]) == 0
    assert "long.wav goes on at 0:00:30 of 0:01:30." in capsys.readouterr().err
    assert work.found == [None, SPOKEN.encode()]
    assert not (data / FOLDER).exists()


def test_an_error_leaves_it_too(data: Path, work: Work, long: Path) -> None:
    work.then = OSError(5, "the disk is gone")
    assert run_here(["analyze", str(long)]) != 0
    assert len(kept.left(data)) == 1


@pytest.mark.parametrize("more", [["--speakers", "2"], ["--language", "de"], ["--model", "base"], ["--channel", "1"]])
def test_what_is_asked_for_otherwise_begins_anew(data: Path, work: Work, long: Path, more: list[str]) -> None:
    work.then = KeyboardInterrupt()
    run_here(["analyze", str(long)])
    run_here(["analyze", str(long), *more])
    assert work.found == [None, None]
    assert len(kept.left(data)) == 2


def test_another_sound_under_the_same_name_begins_anew(work: Work, long: Path, data: Path) -> None:
    work.then = KeyboardInterrupt()
    run_here(["analyze", str(long)])
    write_wav(long, silence(91.0))
    run_here(["analyze", str(long)])
    assert work.found == [None, None]
    assert data.exists()


def test_of_a_short_recording_nothing_is_kept(data: Path, work: Work, tmp_path: Path) -> None:
    work.then = KeyboardInterrupt()
    run_here(["analyze", str(write_wav(tmp_path / "short.wav", silence(59.0)))])
    assert work.kept == [False]
    assert not data.exists()


def test_with_the_vault_on_it_is_encrypted_or_not_kept(
    data: Path,
    work: Work,
    long: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data.mkdir()
    sealed(data)
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("VOICECOACH_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    work.then = KeyboardInterrupt()
    run_here(["analyze", str(long)])
    assert going_on.LOCKED in capsys.readouterr().err
    assert work.kept == [False]
    for _ in range(2):
        run_here(["analyze", str(long), "--save"])
    assert work.found == [None, SPOKEN.encode()]
    assert kept.left(data)
    assert all(SPOKEN.encode() not in path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_a_review_goes_on_too_and_a_withdrawn_consent_leaves_nothing_of_it(
    data: Path, review: Review, work: Work, long: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(*AGREED) == 0
    work.then = KeyboardInterrupt()
    for _ in range(2):
        assert review("add", "heron", long) == 130
    assert work.found == [None, SPOKEN.encode()]
    assert "goes on at" in capsys.readouterr().err
    assert review("consent", "withdraw", "heron", "--yes") == 0
    assert "what is finished of analyses that were stopped" in capsys.readouterr().out
    assert kept.left(data) == ()


def test_it_is_shown_and_goes_with_everything(
    data: Path, work: Work, long: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work.then = KeyboardInterrupt()
    run_here(["analyze", str(long)])
    capsys.readouterr()
    assert run_here(["privacy"]) == 0
    assert "stopped analyses" in capsys.readouterr().out
    assert run_here(["delete", "--all", "--yes", "--verify"]) == 0
    assert "Verified" in capsys.readouterr().out
    assert kept.left(data) == ()


def test_hours_are_told_with_minutes_and_seconds() -> None:
    assert [hours(0.4), hours(4350.4), hours(36000.0)] == ["0:00:00", "1:12:30", "10:00:00"]


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="programs can't be killed like that here")
def test_killed_twice_it_gives_the_same_document_and_recognises_nothing_twice(
    tmp_path: Path,
    spoken: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    """Two voices, each on a channel of their own, for two minutes, recognised by tiny.en."""
    sound = np.stack(in_channels(*joined(spoken, rounds=4)))
    path = write_wav(tmp_path / "talk.wav", sound)
    program = [sys.executable, "-m", "tests.cli.going_on_killed"]
    asked: list[str | Path] = ["--quiet", "analyze", path, "--speakers", "2", "--model", "tiny.en", "--json", "-"]

    def go(parts: int, notes: str) -> Finished:
        return run([*program, str(parts), tmp_path / notes, *asked], cwd=ROOT)

    whole = go(0, "whole")
    first, second = go(1, "killed"), go(1, "killed")
    assert (first.status, second.status, first.stdout + second.stdout) == (-signal.SIGKILL, -signal.SIGKILL, "")
    last = go(0, "killed")
    assert (whole.status, last.status) == (0, 0), last.stderr
    assert without_times(last) == without_times(whole)
    recognised = (tmp_path / "whole").read_text(encoding="utf-8").split()
    assert len(recognised) == 3
    assert (tmp_path / "killed").read_text(encoding="utf-8").split() == recognised


def without_times(done: Finished) -> str:
    """The document as it was written, but for how long it took."""
    (document,) = done.documents
    for name in ("stages_s", "real_time_factor"):
        del document["engine"][name]
    return json.dumps(document)
