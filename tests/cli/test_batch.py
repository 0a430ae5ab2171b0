"""`voicecoach batch`: all recordings, each once, whatever breaks."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.cli.batches import documents, timeless
from tests.program import RunCli, command
from tests.recordings import read, write_wav
from tests.signals import noise
from voicecoach.units import RATE_HZ

KILLS = 10
MANY = 24
SPEECH_S = 2.5


@pytest.fixture
def archive(tmp_path: Path, spoken: Path) -> Path:
    """One recording with speech, many without, which no model has to be loaded for, and one that is none."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(MANY):
        write_wav(folder / f"{number:02}.wav", noise(1.0 + number % 3, -30.0, seed=number))
    samples, _ = read(spoken)
    write_wav(folder / "00.wav", samples[: round(SPEECH_S * RATE_HZ)])
    (folder / "broken.wav").write_bytes(b"no sound")
    return folder


def test_every_recording_gets_a_document_or_a_reason(
    run_cli: RunCli,
    archive: Path,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    out = tmp_path / "out"
    again = ("batch", archive, "--out", out, "--model", "tiny.en", "--json")
    first = run_cli(*again)
    assert first.status == 1
    (summary,) = first.documents
    assert (summary["recordings"], summary["analysed"], summary["failed"]) == (MANY + 1, MANY, 1)
    made = documents(out)
    (said,) = [document for document in map(json.loads, made.values()) if document["words"]]
    assert said["source"]["path"].endswith("00.wav")
    assert {json.loads(content)["source"]["path"] for content in made.values()} == {
        str(path) for path in archive.glob("[0-9]*.wav")
    }
    (note,) = (out / "failed").iterdir()
    assert "broken.wav" in json.loads(note.read_bytes())["reason"]
    (summary,) = run_cli(*again).documents
    assert (summary["analysed"], summary["skipped"], summary["failed"]) == (0, MANY, 1)
    assert documents(out) == made


@pytest.mark.slow
@pytest.mark.model
def test_documents_are_those_of_analyze(
    run_cli: RunCli,
    spoken: Path,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    samples, _ = read(spoken)
    half = len(samples) // 2
    pair = np.zeros((2, 2 * half), np.float32)
    pair[0, :half], pair[1, half:] = samples[:half], samples[half : 2 * half]
    both = write_wav(tmp_path / "both.wav", pair)
    manifest = tmp_path / "study.csv"
    manifest.write_text(f"path,speakers,client,language,site\n{spoken},,,,North\n{both},2,B,en,South\n")
    out = tmp_path / "out"
    assert run_cli("batch", manifest, "--out", out, "--model", "tiny.en", "--no-table").status == 0
    alone = run_cli("analyze", spoken, "--model", "tiny.en", "--json", "-")
    asked = ("--speakers", "2", "--client", "B", "--language", "en")
    apart = run_cli("analyze", both, "--model", "tiny.en", "--json", "-", *asked)
    assert apart.documents[0]["client"] == "B"
    assert set(apart.documents[0]["speakers"]) == {"A", "B"}
    expected = sorted(timeless(told.stdout) for told in (alone, apart))
    assert sorted(timeless(content) for content in documents(out).values()) == expected


def test_a_dry_run_does_nothing(run_cli: RunCli, archive: Path, tmp_path: Path, weights: Path) -> None:  # noqa: ARG001
    out = tmp_path / "out"
    told = run_cli("batch", archive, "--out", out, "--model", "tiny.en", "--dry-run", "--json")
    assert told.status == 0
    assert told.documents[0]["left"] == MANY + 1
    assert told.documents[0]["sound_s"] == pytest.approx(2 * MANY, abs=2)
    assert not out.exists()


@pytest.mark.slow
def test_killed_again_and_again_it_misses_nothing_and_does_nothing_twice(
    run_cli: RunCli,
    archive: Path,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    out = tmp_path / "out"
    arguments = ("batch", archive, "--out", out, "--model", "tiny.en", "--quiet", "--no-table")
    chance = random.Random(5)
    seen: dict[str, float] = {}
    for _ in range(KILLS):
        program = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 2.5))
        program.send_signal(signal.SIGKILL)
        program.wait()
        for path in (out / "documents").glob("*.json"):
            json.loads(path.read_bytes())
            assert seen.setdefault(path.name, path.stat().st_mtime) == path.stat().st_mtime, "done twice"
    run_cli(*arguments)
    assert len(documents(out)) == MANY
    assert all(path.stat().st_mtime == seen.get(path.name, path.stat().st_mtime) for path in out.rglob("*.json"))


def test_other_settings_put_the_old_results_aside(
    run_cli: RunCli,
    archive: Path,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    out = tmp_path / "out"
    few = [archive / "00.wav", archive / "01.wav"]
    run_cli("batch", *few, "--out", out, "--model", "tiny.en")
    told = run_cli("batch", *few, "--out", out, "--model", "tiny.en", "--stutter-aware")
    assert "other settings" in told.stderr
    assert len(documents(out)) == 2
    (aside,) = out.glob("before-*")
    assert len(documents(aside)) == 2


def test_each_thing_that_is_asked_of_one_recording_is_done(
    run_cli: RunCli,
    archive: Path,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    out, manifest = tmp_path / "out", tmp_path / "study.csv"
    rows = [f"{archive / name},{language}" for name in ("01.wav", "broken.wav") for language in ("", "de", "de")]
    manifest.write_text("\n".join(["path,language", *rows]), encoding="utf-8")
    again = ("batch", manifest, "--out", out, "--model", "tiny.en", "--json", "--workers", "2")
    (summary,) = run_cli(*again).documents
    assert [summary[name] for name in ("recordings", "analysed", "failed")] == [4, 2, 2]
    assert len(documents(out)) == len(list((out / "failed").iterdir())) == 2
    (summary,) = run_cli(*again).documents
    assert [summary[name] for name in ("analysed", "skipped", "failed")] == [0, 2, 2]
    if summary["table"]:
        from pyarrow import parquet

        assert parquet.read_table(out / "analysis.parquet").column("path").to_pylist() == [str(archive / "01.wav")] * 2


@pytest.mark.skipif(os.name != "posix", reason="names are text on other systems")
def test_names_that_are_no_text_are_read_and_marked(
    run_cli: RunCli,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
) -> None:
    folder, mark = tmp_path / "archive", "\N{REPLACEMENT CHARACTER}"
    folder.mkdir()
    try:
        write_wav(folder / os.fsdecode(b"caf\xe9.wav"), noise(1.0, -30.0))
    except OSError as error:
        pytest.skip(f"this file system takes names in UTF-8 only: {error}")
    (folder / os.fsdecode(b"br\xe9.wav")).write_bytes(b"no sound")
    out = tmp_path / "out"
    done = run_cli("batch", folder, "--out", out, "--model", "tiny.en", "--json", "--workers", "1")
    (summary,) = done.documents
    assert (done.status, summary["analysed"], summary["failed"]) == (1, 1, 1)
    (document,) = map(json.loads, documents(out).values())
    assert document["source"]["path"] == str(folder / f"caf{mark}.wav")
    (note,) = (json.loads(path.read_bytes()) for path in (out / "failed").iterdir())
    assert note["path"] == str(folder / f"br{mark}.wav")
    assert "is no recording that can be read" in note["reason"]
    if summary["table"]:
        from pyarrow import parquet

        assert parquet.read_table(out / "analysis.parquet").column("path").to_pylist() == [document["source"]["path"]]


@pytest.mark.parametrize(
    ("arguments", "status", "what"),
    [
        (["--out", "o"], 2, "at least one"),
        (["a.wav"], 2, "--out"),
        (["a.wav", "--out", "o", "--address", "auto"], 2, "--engine ray"),
        (["missing*.wav", "--out", "o", "--model", "tiny.en"], 1, "nothing fits"),
    ],
)
def test_what_is_wrong_is_told(
    run_cli: RunCli,
    tmp_path: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
    arguments: list[str],
    status: int,
    what: str,
) -> None:
    told = run_cli("batch", *arguments, cwd=tmp_path)
    assert told.status == status
    assert what in told.stderr
