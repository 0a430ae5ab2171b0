"""One door out: exit statuses, and what stands on stderr when something goes wrong."""

import errno
import io
import os
import re
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.program import LIMIT_S, RunCli, command
from tests.recordings import encode, sine, write_silent_film, write_wav
from tests.signals import noise
from voicecoach import __version__
from voicecoach import cli as program

VERBS = ("analyze", "style", "models", "doctor")
FULL = Path("/dev/full")

needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="streams are closed by a POSIX shell")


# --- Done: 0 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, run_cli: RunCli) -> None:
    done = run_cli(verb, "--help")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: voicecoach {verb} ")


def test_help_names_every_verb_and_the_limits(run_cli: RunCli) -> None:
    done = run_cli("--help")
    assert (done.status, done.stderr) == (0, "")
    assert all(re.search(rf"^  {verb} ", done.stdout, re.MULTILINE) for verb in VERBS)
    assert "Not therapy" in done.stdout


def test_the_version_is_told(run_cli: RunCli) -> None:
    done = run_cli("--version")
    assert (done.status, done.stdout, done.stderr) == (0, f"voicecoach, version {__version__}\n", "")


# --- Usage: 2 -----------------------------------------------------------------------------------------------------

WRONG_USAGE: dict[str, tuple[str, ...]] = {
    "no verb": (),
    "an unknown verb": ("sing",),
    "an unknown option": ("analyze", "--loud", "x.wav"),
    "no recording": ("analyze",),
    "channel nought": ("analyze", "--channel", "0", "x.wav"),
    "no number": ("analyze", "--channel", "left", "x.wav"),
    "an option without its value": ("analyze", "x.wav", "--model"),
    "no name of a model": ("models", "get"),
    "no verb of models": ("models",),
    "a data folder that is a file": ("--data-dir", __file__, "doctor"),
}


@pytest.mark.parametrize("arguments", WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(arguments: tuple[str, ...], run_cli: RunCli) -> None:
    done = run_cli(*arguments)
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr.startswith(("Usage: voicecoach", "Error: Option"))
    assert "Traceback" not in done.stderr


# --- Our errors: 1 ------------------------------------------------------------------------------------------------


def test_every_broken_recording_is_named_in_one_line_each(run_cli: RunCli, tmp_path: Path) -> None:
    broken = {
        "gone.wav": "no such file. ",
        "empty.wav": "is empty (0 bytes). ",
        "text.wav": "is no recording that can be read. ",
        "header.wav": "is no recording that can be read. ",
        "half.m4a": "is no recording that can be read. ",
        "nothing.wav": "no sound could be read from it. ",
        "film.mp4": "holds no sound. ",
    }
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.wav").write_text("words\n" * 100, encoding="utf-8")
    tone = write_wav(tmp_path / "tone.wav", sine(440.0, 1.0)).read_bytes()
    (tmp_path / "header.wav").write_bytes(tone[:20])
    (tmp_path / "nothing.wav").write_bytes(tone[:44])
    whole = encode(tmp_path / "half.m4a", sine(440.0, 2.0), 16_000, "aac").read_bytes()
    (tmp_path / "half.m4a").write_bytes(whole[: len(whole) // 2])
    write_silent_film(tmp_path / "film.mp4")
    done = run_cli("analyze", *broken, "--json", "-", cwd=tmp_path)
    assert (done.status, done.stdout) == (1, "")
    *errors, summary = done.stderr.splitlines()
    for (name, what), error in zip(broken.items(), errors, strict=True):
        assert error.startswith(f"Error: {name}: {what}")
        assert error.endswith(".")
    assert summary == "0 of 7 recordings were analysed."


def test_odd_but_whole_recordings_give_documents_with_their_warnings(run_cli: RunCli, tmp_path: Path) -> None:
    tone = sine(440.0, 2.0)
    write_wav(tmp_path / "1_opposite.wav", np.stack([tone, -tone]))
    write_wav(tmp_path / "2_clipped.wav", np.clip(8 * tone, -1.0, 1.0))
    cut = write_wav(tmp_path / "3_cut.wav", noise(4.0, -30.0))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    write_wav(tmp_path / "4_eight.wav", np.stack([tone] * 8), 96_000)
    done = run_cli("analyze", tmp_path, "--json", "-")
    assert (done.status, done.stderr) == (0, "")
    opposite, clipped, truncated, eight = (document["signal"]["warnings"] for document in done.documents)
    assert any("--channel 1" in warning for warning in opposite)
    assert any("clipped" in warning for warning in clipped)
    assert any("truncated" in warning for warning in truncated)
    assert eight == ["no speech was found"]


def test_a_channel_that_is_not_there_is_our_error(run_cli: RunCli, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "mono.wav", sine(440.0, 0.5))
    done = run_cli("analyze", path, "--channel", "2")
    assert (done.status, done.stdout) == (1, "")
    assert "has 1 channel, so there is no channel 2" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze",),
        ("deliver", "--typed", "No.", "--from-audio"),
        ("rehearse", "--from-audio"),
        ("rehearse", "--from-audio", "gone.wav", "--notes"),
        ("calibrate", "--from-audio"),
        ("review", "add", "heron"),
        ("practice", "loan-from-a-friend", "--from-audio"),
    ],
    ids=" ".join,
)
def test_a_recording_that_may_not_be_read_is_no_wrong_usage(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr("voicecoach.cli.practice._end_as_by_ctrl_c", lambda: None)
    path = tmp_path / "mine.wav"
    path.touch()
    assert program.run(["--data-dir", str(tmp_path / "data"), *arguments, str(path)]) == 1


def test_quiet_silences_messages_but_no_errors(run_cli: RunCli) -> None:
    done = run_cli("--quiet", "analyze", "gone.wav")
    assert done.status == 1
    assert done.stderr.startswith("Error: gone.wav: no such file.")


@pytest.mark.model
def test_quiet_leaves_stderr_empty_when_all_goes_well(
    run_cli: RunCli, spoken: Path, without_base: dict[str, str], weights: Path
) -> None:
    """Without it the fallback to a smaller model would be told."""
    assert weights.is_dir()
    done = run_cli("--quiet", "analyze", spoken, "--json", "-", env=without_base)
    assert (done.status, done.stderr) == (0, "")
    assert done.documents


FULL_STDOUT: dict[str, tuple[str, ...]] = {
    "help": ("--help",),
    "style": ("style", "I see what you mean."),
    "schema": ("analyze", "--json-schema"),
    "models": ("models", "list"),
    "doctor": ("doctor",),
    "document": ("analyze", "silence.wav", "--json", "-"),
    "report": ("analyze", "silence.wav"),
}


@needs_full
@pytest.mark.parametrize("buffering", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("arguments", FULL_STDOUT.values(), ids=FULL_STDOUT.keys())
def test_a_full_disk_behind_stdout_is_our_error(
    arguments: tuple[str, ...], buffering: str, run_cli: RunCli, speechless: Path
) -> None:
    with FULL.open("wb") as full:
        done = run_cli(*arguments, stdout=full, env={"PYTHONUNBUFFERED": buffering}, cwd=speechless)
    assert done.status == 1
    assert re.match(r"Error: .*can't be written \(No space left on device\)\.\n", done.stderr)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@needs_posix
@pytest.mark.parametrize("buffering", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("arguments", FULL_STDOUT.values(), ids=FULL_STDOUT.keys())
def test_a_reader_that_leaves_early_is_no_error(arguments: tuple[str, ...], buffering: str, speechless: Path) -> None:
    """As in `voicecoach .. | head`."""
    with subprocess.Popen(
        command(*arguments),
        env={**os.environ, "PYTHONUNBUFFERED": buffering},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=speechless,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        stderr = process.stderr.read()
        status = process.wait(LIMIT_S)
    assert (status, stderr) == (0, b"")


@needs_posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_are_no_bug(closed: str, home: Path) -> None:
    assert home.is_dir()
    line = f'"$@" {closed}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *command("style", "I see what you mean.")],
        capture_output=True,
        check=False,
        timeout=LIMIT_S,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) == (closed != ">&-")


@needs_posix
def test_a_name_that_is_no_text_is_read_and_marked(run_cli: RunCli, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.wav")
    try:
        write_wav(tmp_path / name, sine(440.0, 0.1))
    except OSError as error:
        pytest.skip(f"this file system takes names in UTF-8 only: {error}")
    done = run_cli("analyze", name, "--json", "-", cwd=tmp_path)
    assert (done.status, done.stderr) == (0, "")
    assert done.documents[0]["source"]["path"] == "caf\N{REPLACEMENT CHARACTER}.wav"


def test_what_goes_through_a_pipe_is_utf_8(run_cli: RunCli, tmp_path: Path) -> None:
    foreign = {"PYTHONIOENCODING": "cp1252"}
    write_wav(tmp_path / "café.wav", sine(440.0, 0.1))
    document = run_cli("analyze", "café.wav", "--json", "-", env=foreign, cwd=tmp_path)
    assert (document.status, document.documents[0]["source"]["path"]) == (0, "café.wav")
    report = run_cli("analyze", "café.wav", env=foreign, cwd=tmp_path)
    assert (report.status, report.stderr) == (0, "")
    assert "café.wav" in report.stdout
    read = run_cli("style", "--json", input="I höre 你好.", env=foreign)
    assert (read.status, read.documents[0]["text"]) == (0, "I höre 你好.")


def test_a_poor_terminal_shows_a_mark_for_what_it_has_no_sign_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    shown = io.BytesIO()
    for name in ("stdin", "stderr"):
        monkeypatch.setattr(sys, name, Terminal(io.BytesIO(), encoding="ascii"))
    monkeypatch.setattr(sys, "stdout", Terminal(shown, encoding="ascii"))
    program._open_streams()
    sys.stdout.write("café.wav")
    sys.stdout.flush()
    assert shown.getvalue() == b"caf?.wav"


# --- Bugs: 3, and interruptions: 130 ------------------------------------------------------------------------------

SECRET = "I told nobody but my diary."


def fails_with(monkeypatch: pytest.MonkeyPatch, error: BaseException, cause: BaseException | None = None) -> None:
    """Have the style reader fail."""

    def fail(*_: object, **__: object) -> None:
        raise error from cause

    monkeypatch.setattr("voicecoach.language.style.read_styles", fail)


def test_a_bug_ends_with_3_and_a_log_without_what_was_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_with(monkeypatch, ZeroDivisionError("on purpose"))
    assert program.run(["style", SECRET]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    found = re.search(r"this is a bug in voicecoach\. What happened is in (.+)$", printed.err, re.MULTILINE)
    assert found
    log = Path(found[1])
    assert log.is_relative_to(tempfile.gettempdir())
    text = log.read_text(encoding="utf-8")
    assert text.startswith(f"voicecoach {__version__}, Python ")
    assert text.rstrip().endswith("ZeroDivisionError: on purpose")
    assert SECRET not in text
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
    log.unlink()


def test_an_error_of_the_system_that_nobody_foresaw_is_a_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_with(monkeypatch, FileNotFoundError(2, "No such file or directory", "lexicon.txt"))
    assert program.run(["style", SECRET]) == 3
    assert "this is a bug" in capsys.readouterr().err


REFUSED = ("EACCES", "EPERM", "ENAMETOOLONG", "ELOOP", "EROFS", "ENOTDIR", "EISDIR")


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_the_system_refuses_is_our_error(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    number = getattr(errno, name)
    fails_with(monkeypatch, OSError(number, os.strerror(number), "their/place"))
    assert program.run(["style", SECRET]) == 1
    said = f"Error: their/place: {os.strerror(number)}. Check its name and its rights.\n"
    assert capsys.readouterr().err == said


def test_a_name_that_is_too_long_is_our_error(capsys: pytest.CaptureFixture[str]) -> None:
    endless = "x" * 300
    assert program.run(["scenarios", "show", endless]) == 1
    assert f"{endless}.toml: File name too long." in capsys.readouterr().err


@pytest.mark.parametrize("cause", [None, KeyboardInterrupt()], ids=["plain", "as an ImportError"])
def test_ctrl_c_ends_with_130(
    cause: BaseException | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Libraries in C that are being imported turn Ctrl-C into an ImportError."""
    fails_with(monkeypatch, ImportError("initialization failed") if cause else KeyboardInterrupt(), cause)
    assert program.run(["style", SECRET]) == 130
    assert capsys.readouterr().err.strip() == "Interrupted."
