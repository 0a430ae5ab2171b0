"""`voicecoach calibrate`: a recording or a microphone in, what is usual out."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.cli.takes import with_tiny
from tests.conftest import SAMPLES
from tests.program import Finished, RunCli, command
from tests.recordings import read, write_wav
from tests.signals import noise
from tests.virtual_card import VirtualCard
from voicecoach.coaching.baseline import MIN_SENTENCES
from voicecoach.units import RATE_HZ

TAKES = ("assertive_steady_extra_work", "assertive_steady_fillers_refund", "assertive_forceful_raise")
SOON_S = 60.0


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three samples in a row: more than 20 s of speech."""
    pieces = [read(SAMPLES / f"{name}.wav")[0].reshape(-1) for name in TAKES]
    return write_wav(tmp_path_factory.mktemp("talk") / "talk.wav", np.concatenate(pieces))


@pytest.fixture(scope="session")
def calibrated(run_cli: RunCli, talk: Path, weights: Path) -> Finished:  # noqa: ARG001 -- skips where there are none
    """A calibration from a recording."""
    return run_cli("calibrate", "--from-audio", talk, "--model", "tiny.en", "--json", "--person", "Ada")


def recordings_left(data_dir: Path) -> Sequence[Path]:
    return sorted((data_dir / "calibration").glob("*"))


@pytest.mark.model
def test_a_recording_gives_a_baseline_as_json(calibrated: Finished) -> None:
    assert calibrated.status == 0, calibrated.stderr
    (document,) = calibrated.documents
    assert (document["person"], document["device"], document["kept"], document["warnings"]) == ("Ada", "", True, [])
    assert document["speech_s"] > 15
    for usual in document["measures"].values():
        assert usual["sentences"] >= MIN_SENTENCES
        assert usual["spread"] >= 0
    assert 80 < document["measures"]["speech_rate_wpm"]["median"] < 350


@pytest.mark.model
def test_from_then_on_a_recording_of_that_person_is_compared_with_it(
    run_cli: RunCli, calibrated: Finished, spoken: Path
) -> None:
    listed = run_cli("privacy", "--json").documents[0]["people"]["Ada"]
    assert listed["baselines"] == 1
    done = run_cli("analyze", spoken, "--model", "tiny.en", "--person", "Ada", "--json", "-")
    assert "There is no baseline" not in done.stderr
    measures = {m["name"]: m for turn in done.documents[0]["turns"] for m in turn["voice"]["measures"]}
    usual = calibrated.documents[0]["measures"]
    own = {name for name, measure in measures.items() if measure["basis"].startswith("own baseline")}
    assert {"end_fade_db", "f0_sd_semitones"} <= own <= usual.keys()
    stranger = run_cli("analyze", spoken, "--model", "tiny.en", "--person", "Bo", "--json", "-")
    assert "There is no baseline of Bo" in stranger.stderr


@pytest.mark.model
def test_quiet_speech_is_warned_of_and_not_kept_unasked(
    run_cli: RunCli, talk: Path, weights: Path, tmp_path: Path
) -> None:
    del weights
    samples = read(talk)[0].reshape(-1)
    low = write_wav(tmp_path / "low.wav", samples * 10 ** (-30 / 20))
    done = run_cli("calibrate", "--from-audio", low, "--model", "tiny.en", "--json")
    assert done.status == 1
    assert "too quiet" in done.stderr
    assert "--yes" in done.stderr
    assert done.documents[0]["kept"] is False
    plain = run_cli("calibrate", "--from-audio", low, "--model", "tiny.en", "--yes")
    assert plain.status == 0
    assert "too quiet" in plain.stderr
    assert plain.lines[0].startswith("Your usual voice")
    assert plain.lines[-1].startswith("Kept")


def test_a_recording_without_enough_speech_is_our_error(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("calibrate", "--from-audio", write_wav(tmp_path / "hiss.wav", noise(5.0, -50.0)))
    assert (done.status, done.stdout) == (1, "")
    assert "needs 20 s" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("--from-audio", "a.wav", "--device", "b"), ("--person", " ")], ids=["both", "nobody"]
)
def test_what_can_not_be_meant_is_a_usage_error(run_cli: RunCli, arguments: tuple[str, ...]) -> None:
    assert run_cli("calibrate", *arguments).status == 2


def test_without_a_speech_model_nobody_has_to_speak_first(run_cli: RunCli, without_weights: dict[str, str]) -> None:
    done = run_cli("calibrate", env=without_weights)
    assert done.status == 1
    assert "not on this machine" in done.stderr
    assert "of 4" not in done.stderr


def test_a_microphone_that_is_not_there_is_our_error(
    run_cli: RunCli, card: VirtualCard, weights: Path, data_dir: Path
) -> None:
    del card, weights
    done = run_cli("calibrate", "--model", "tiny.en", "--device", "Guitar")
    assert (done.status, done.stdout) == (1, "")
    assert "Guitar: there is no such microphone. " in done.stderr.replace("\n", " ")
    assert "default" in done.stderr
    assert recordings_left(data_dir) == []


@pytest.fixture
def data(weights: Path, tmp_path: Path) -> Path:
    """A data folder of its own with a speech model."""
    return with_tiny(tmp_path, weights)


@pytest.fixture
def child(card: VirtualCard, data: Path) -> Iterator["subprocess.Popen[str]"]:
    """A calibration at the microphone that hears the room."""
    arguments = command("--data-dir", data, "calibrate", "--model", "tiny.en")
    pipe = subprocess.PIPE
    with (
        card.speaking(noise(60.0, -60.0)),
        subprocess.Popen(arguments, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, text=True) as running,
    ):
        assert running.stderr is not None
        for line in running.stderr:
            if "listening to the room" in line:
                break
        yield running
        running.kill()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal")
def test_interrupted_it_leaves_nothing(child: "subprocess.Popen[str]", data: Path) -> None:
    assert len(recordings_left(data)) == 1
    child.send_signal(signal.SIGINT)
    stdout, stderr = child.communicate(timeout=SOON_S)
    assert (child.returncode, stdout) == (130, "")
    assert stderr.splitlines()[-1] == "Interrupted."
    assert recordings_left(data) == []


def test_pulled_out_it_keeps_what_was_recorded_and_says_where(
    child: "subprocess.Popen[str]", card: VirtualCard, data: Path
) -> None:
    card.pull_out()
    stdout, stderr = child.communicate(timeout=SOON_S)
    assert (child.returncode, stdout) == (1, "")
    (path,) = recordings_left(data)
    assert "the microphone is gone" in stderr
    assert str(path) in stderr
    assert "Traceback" not in stderr
    assert read(path)[0].size >= 2.5 * RATE_HZ


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_it_leaves_a_recording_that_can_be_read(child: "subprocess.Popen[str]", data: Path) -> None:
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=SOON_S)
    (path,) = recordings_left(data)
    assert read(path)[0].size >= 2.5 * RATE_HZ


def test_the_baseline_in_json_is_plain(calibrated: Finished) -> None:
    assert json.loads(calibrated.stdout)["made_at"].endswith("+00:00")
