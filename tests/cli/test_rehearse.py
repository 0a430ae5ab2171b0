"""`voicecoach rehearse`: a recording or a microphone in, what to know before the talk out."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.cli.takes import heard_as, in_danger, with_tiny
from tests.conftest import SAMPLES
from tests.program import RunCli, command
from tests.recordings import read, write_wav
from tests.signals import noise, silence
from tests.talks import talk, words
from tests.virtual_card import VirtualCard
from voicecoach.adapters.store import SqliteHistory
from voicecoach.cli import run
from voicecoach.document import Analysis, SpeakerSummary
from voicecoach.history import ME, Session, Take, outcome_of
from voicecoach.prosody import Prosody
from voicecoach.report.help import STOPS
from voicecoach.units import RATE_HZ

Captured = pytest.CaptureFixture[str]
TAKES = ("assertive_steady_extra_work", "assertive_steady_fillers_refund", "assertive_forceful_raise")
SOON_S = 90.0
NOTES = "# Refund\n**jacket**, **receipt**, **zip**\n---\n# Pay\n**raise**, **walrus**"


def spoken_talk(wpm: float = 200.0, text: str = "The jacket is broken.") -> Analysis:
    return talk(text, words(60), prosody=Prosody(speech_rate_wpm=wpm, words=64))


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


def rehearse(data: Path, *arguments: str | Path) -> int:
    return run(["--data-dir", str(data), "rehearse", *map(str, arguments)])


def kept(data: Path) -> list[Take]:
    with SqliteHistory(data) as history:
        return [one for entry in reversed(history.sessions()) for one in history.takes(entry.session.id)]


def test_a_take_is_kept_and_the_next_one_compared_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path, notes: Path
) -> None:
    asked = heard_as(monkeypatch, "rehearse", {"a.wav": spoken_talk(200.0), "b.wav": spoken_talk(150.0)})
    data = tmp_path / "data"
    assert rehearse(data, "--from-audio", "a.wav", "--notes", notes, "--minutes", "0.5") == 0
    first = capsys.readouterr()
    assert "0:20 of 0:30: on time." in first.out
    assert "1 of 5 keywords said." in first.out
    assert "Compared" not in first.out
    (take,) = kept(data)
    assert f"Kept as take {take.id} of {ME}." in first.err
    assert (take.kind, take.audio) == ("talk", None)
    assert rehearse(data, "--from-audio", "b.wav") == 0
    second = capsys.readouterr().out
    assert take.id in second
    assert "200 words/min before, 150 words/min now: now fine" in " ".join(second.split())
    assert {options.scene_type for options in asked} == {"talk"}
    assert len(kept(data)) == 2


def test_a_named_take_is_the_one_compared_with(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    analyses = {f"{wpm}.wav": spoken_talk(wpm) for wpm in (200, 150, 140)}
    heard_as(monkeypatch, "rehearse", analyses)
    for name in ("200.wav", "150.wav"):
        assert rehearse(tmp_path, "--from-audio", name) == 0
    first = kept(tmp_path)[0]
    capsys.readouterr()
    assert rehearse(tmp_path, "--from-audio", "140.wav", "--compare", first.id, "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["schema"], row["compared_with"]) == ("voicecoach/rehearsal/1", first.id)
    (pace,) = [one for one in row["changes"] if one["name"] == "speech_rate_wpm"]
    assert (pace["before"], pace["now"], pace["verdict"]) == (200.0, 140.0, "inside")
    assert row["take"] == kept(tmp_path)[-1].id
    assert rehearse(tmp_path, "--from-audio", "140.wav", "--compare", "zzzz") == 1
    assert "There is no take zzzz" in capsys.readouterr().err


def test_a_typed_take_can_not_be_compared_with(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    heard_as(monkeypatch, "rehearse", {"a.wav": spoken_talk()})
    assert rehearse(tmp_path, "--from-audio", "a.wav") == 0
    (take,) = kept(tmp_path)
    with SqliteHistory(tmp_path) as history:
        history.begin(Session("s", ME, take.made_at))
        typed = Take("typed1", "s", take.made_at, "typed", "No.", b"")
        history.add_take(typed, outcome_of(replace(spoken_talk(), speakers={})))
    assert rehearse(tmp_path, "--from-audio", "a.wav", "--compare", "typed1") == 1
    assert "it was typed" in capsys.readouterr().err


def test_unsaved_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path) -> None:
    heard_as(monkeypatch, "rehearse", {"a.wav": spoken_talk()})
    assert rehearse(tmp_path, "--from-audio", "a.wav", "--no-save") == 0
    assert list(tmp_path.iterdir()) == []
    assert "Kept" not in capsys.readouterr().err


@pytest.mark.parametrize("as_json", [False, True])
def test_where_words_speak_of_danger_only_help_is_shown_and_nothing_kept(
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    tmp_path: Path,
    as_json: bool,
) -> None:
    heard_as(monkeypatch, "rehearse", {"a.wav": in_danger(spoken_talk())})
    assert rehearse(tmp_path, "--from-audio", "a.wav", *(["--json"] if as_json else [])) == 0
    said = capsys.readouterr()
    assert STOPS in (said.err if as_json else said.out)
    assert "words a minute" not in said.out
    assert "Not kept." in said.err
    assert kept(tmp_path) == []


def test_without_words_nothing_is_told(monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path) -> None:
    empty = replace(spoken_talk(), words=(), turns=(), speakers={"A": SpeakerSummary(0.0, Prosody())})
    heard_as(monkeypatch, "rehearse", {"a.wav": empty})
    assert rehearse(tmp_path, "--from-audio", "a.wav") == 1
    assert "no words were recognised" in capsys.readouterr().err
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("raw", "told"),
    [(None, "can't be read"), (b"\0\1", "is no text"), (b" \n---\n", "holds no words")],
    ids=["missing", "binary", "empty"],
)
def test_notes_that_are_none_are_told_before_anybody_speaks(
    capsys: Captured, tmp_path: Path, raw: bytes | None, told: str
) -> None:
    path = tmp_path / "notes.md"
    if raw is not None:
        path.write_bytes(raw)
    assert rehearse(tmp_path / "data", "--notes", path) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from-audio", "a.wav", "--device", "b"),
        ("--person", " "),
        ("--minutes", "0"),
        ("--minutes", "nan", "--from-audio", "a.wav"),
    ],
    ids=["both", "nobody", "no time", "no number"],
)
def test_what_can_not_be_meant_is_a_usage_error(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert rehearse(tmp_path, *arguments) == 2


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three samples in a row: 70 s with fillers."""
    pieces = [read(SAMPLES / f"{name}.wav")[0].reshape(-1) for name in TAKES]
    return write_wav(tmp_path_factory.mktemp("talk") / "talk.wav", np.concatenate(pieces))


@pytest.mark.model
@pytest.mark.slow
def test_a_recording_is_rehearsed_from_end_to_end(
    run_cli: RunCli, sound: Path, weights: Path, notes: Path, tmp_path: Path
) -> None:
    own = with_tiny(tmp_path, weights)
    arguments = ("--data-dir", own, "rehearse", "--from-audio", sound, "--model", "tiny.en", "--notes", notes)
    done = run_cli(*arguments, "--minutes", "1", "--json")
    assert done.status == 0, done.stderr
    (row,) = done.documents
    length_s = read(sound)[0].size / RATE_HZ
    assert row["timing"]["talk_s"] == pytest.approx(length_s, abs=2.0)
    assert row["filled_pauses"] >= 3
    assert len(row["pace"]) > 5
    assert [part["title"] for part in row["sections"]] == ["Refund", "Pay"]
    said = {word["text"] for part in row["sections"] for word in part["keywords"] if word["said_at_s"] is not None}
    assert {"jacket", "receipt"} <= said
    assert "walrus" not in said
    assert row["closing"]["text"].endswith(".")
    again = run_cli(*arguments)
    assert "Compared  With the take of" in again.stdout
    assert "no change" in again.stdout or "still fine" in again.stdout


@pytest.fixture
def data(weights: Path, tmp_path: Path) -> Path:
    """A data folder of its own with a speech model."""
    return with_tiny(tmp_path / "data", weights)


def spooled(data: Path) -> list[Path]:
    return sorted((data / "spool").glob("*"))


@pytest.fixture
def child(card: VirtualCard, data: Path) -> Iterator["subprocess.Popen[str]"]:
    """A rehearsal at the microphone, into which somebody has begun to speak."""
    said = read(SAMPLES / "aggressive_forceful_return_item.wav")[0].reshape(-1)
    heard = np.concatenate((silence(1.0), said, noise(60.0, -60.0)))
    arguments = command("--data-dir", data, "rehearse", "--model", "tiny.en", "--minutes", "1", "--json")
    pipe = subprocess.PIPE
    with (
        card.speaking(heard),
        subprocess.Popen(arguments, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, text=True) as running,
    ):
        assert running.stderr is not None
        for line in running.stderr:
            if line.strip() == "good":
                break
        yield running
        running.kill()


def wait_for_sound(data: Path, seconds: float) -> Path:
    """Wait until so much was spoken."""
    deadline = time.monotonic() + SOON_S
    while time.monotonic() < deadline:
        for path in spooled(data):
            if path.stat().st_size >= 2 * RATE_HZ * seconds:
                return path
        time.sleep(0.1)
    raise AssertionError("nothing was recorded")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal")
def test_ctrl_c_ends_the_talk_and_it_is_told_and_kept(child: "subprocess.Popen[str]", data: Path) -> None:
    wait_for_sound(data, 9.0)
    child.send_signal(signal.SIGINT)
    stdout, stderr = child.communicate(timeout=SOON_S)
    assert child.returncode == 0, stderr
    row = json.loads(stdout)
    assert row["words"] > 8
    assert row["timing"]["verdict"] == "under"
    (take,) = kept(data)
    assert (take.id, take.kind) == (row["take"], "talk")
    with SqliteHistory(data) as history:
        samples = history.audio(take.id)
    assert samples is not None
    assert len(samples) >= 9.0 * RATE_HZ
    assert spooled(data) == []


@pytest.mark.model
@pytest.mark.slow
def test_pulled_out_it_tells_what_was_said_before(
    child: "subprocess.Popen[str]", card: VirtualCard, data: Path
) -> None:
    wait_for_sound(data, 7.0)
    card.pull_out()
    stdout, stderr = child.communicate(timeout=SOON_S)
    assert child.returncode == 0, stderr
    assert "the microphone is gone" in stderr
    assert json.loads(stdout)["words"] > 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_it_leaves_what_was_said_and_the_next_run_says_where(
    child: "subprocess.Popen[str]", card: VirtualCard, data: Path, run_cli: RunCli
) -> None:
    path = wait_for_sound(data, 3.0)
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=SOON_S)
    assert read(path)[0].size >= 2.5 * RATE_HZ
    os.utime(path, (0, 0))
    card.pull_out()
    done = run_cli("--data-dir", data, "rehearse", "--model", "tiny.en")
    assert done.status == 1
    assert f"A talk that broke off is in {path}" in done.stderr
    assert "Traceback" not in done.stderr
    assert spooled(data) == [path]
