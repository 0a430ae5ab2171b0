"""`voicecoach analyze` writing files: where each goes, and what is refused before any work."""

import csv
import io
import os
import re
from pathlib import Path

import pytest

from tests.program import RunCli, decode
from tests.recordings import sine, write_wav

ALL = ("--textgrid", "--csv", "--srt", "--vtt")


@pytest.mark.model
@pytest.mark.slow
def test_one_run_writes_every_file_with_the_numbers_of_the_document(
    run_cli: RunCli,
    spoken: Path,
    weights: Path,  # noqa: ARG001 -- skips where there are none
    tmp_path: Path,
) -> None:
    names = {"--textgrid": "a.TextGrid", "--csv": "a.csv", "--srt": "a.srt", "--vtt": "a.vtt", "--json": "a.json"}
    outs = [part for option, name in names.items() for part in (option, tmp_path / name)]
    done = run_cli("analyze", spoken, "--model", "tiny.en", *outs)
    assert (done.status, done.stderr) == (0, "")
    assert "Altogether" in done.stdout
    document = decode((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert "tracks" not in document
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        words = [row for row in csv.DictReader(file) if row["tier"] == "word"]
    assert [(row["text"], row["start_s"]) for row in words] == [
        (w["text"], str(w["start_s"])) for w in document["words"]
    ]
    assert f"xmin = {document['words'][3]['start_s']!r}" in (tmp_path / "a.TextGrid").read_text(encoding="utf-8")
    assert (tmp_path / "a.srt").read_text(encoding="utf-8").startswith("1\n00:00:")
    assert (tmp_path / "a.vtt").read_text(encoding="utf-8").startswith("WEBVTT\n")


@pytest.mark.parametrize("option", [*ALL, "--json", "--html"])
def test_a_dash_is_stdout_and_then_no_report_is_printed(run_cli: RunCli, speechless: Path, option: str) -> None:
    done = run_cli("analyze", speechless / "noise.wav", option, "-")
    assert (done.status, done.stderr) == (0, "")
    assert "Nothing to advise on this recording.\n" not in done.stdout or option == "--html"
    starts = {"--textgrid": "File type", "--csv": "file,tier,", "--srt": "\n", "--vtt": "WEBVTT", "--json": "{"}
    assert done.stdout.startswith(starts.get(option, "<!DOCTYPE html>"))


@pytest.mark.parametrize("option", ["--csv", "--json", "--srt", "--html"])
def test_where_every_recording_fails_what_was_there_stays(run_cli: RunCli, tmp_path: Path, option: str) -> None:
    (tmp_path / "no.wav").write_bytes(b"no sound")
    out = tmp_path / "out.txt"
    out.write_text("of last time")
    assert run_cli("analyze", tmp_path / "no.wav", option, out).status == 1
    assert out.read_text() == "of last time"


def test_several_recordings_go_to_a_folder_each_under_its_own_name(
    run_cli: RunCli, speechless: Path, tmp_path: Path
) -> None:
    twice = tmp_path / "more"
    twice.mkdir()
    (twice / "tone.wav").write_bytes((speechless / "tone.wav").read_bytes())
    out = tmp_path / "made" / "here"
    done = run_cli("analyze", speechless, twice, "--textgrid", out, "--html", f"{out}{os.sep}")
    assert (done.status, done.stderr) == (0, "")
    names = {f"{name}.{kind}" for name in ("noise", "silence", "tone", "tone-2") for kind in ("TextGrid", "html")}
    assert {path.name for path in out.iterdir()} == names


def test_one_table_holds_all_recordings(run_cli: RunCli, speechless: Path) -> None:
    done = run_cli("analyze", speechless, "--csv", "-")
    assert len(list(csv.reader(io.StringIO(done.stdout)))) == 1


def test_one_recording_goes_into_a_folder_that_is_there(run_cli: RunCli, speechless: Path, tmp_path: Path) -> None:
    done = run_cli("analyze", speechless / "noise.wav", "--srt", tmp_path)
    assert done.status == 0
    assert (tmp_path / "noise.srt").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--csv", "-", "--srt", "-"], "Only one result can go to stdout"),
        (["--html", "-", "--json", "-"], "Only one result can go to stdout"),
        (["--textgrid", "-"], "--textgrid of several recordings needs a folder"),
        (["--srt", "all.srt"], "--srt of several recordings needs a folder, not all.srt"),
        (["--vtt", "all.VTT"], "--vtt of several recordings needs a folder"),
        (["--html", "-", "--audio", "beside"], "--audio embed or --audio none"),
    ],
)
def test_what_can_not_be_done_is_refused_before_any_work(
    run_cli: RunCli, speechless: Path, tmp_path: Path, options: list[str], message: str
) -> None:
    done = run_cli("analyze", speechless, *options, cwd=tmp_path)
    assert (done.status, done.stdout) == (2, "")
    assert message in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a recording whose name is one and one whose name is not."""
    write_wav(tmp_path / "one.wav", sine(440.0, 0.05))
    write_wav(tmp_path / "two.rec", sine(440.0, 0.05))
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "one.wav", "two.rec"],
        ["two.rec", "--json", "two.rec"],
        ["two.rec", "--csv", "./two.rec"],
        [".", "--html", "one.wav"],
        ["two.rec", "--srt", "../{}/two.rec"],
        ["two.rec", "--vtt", "link"],
        ["one.webm", "--html", "one.html", "--audio", "beside"],
        ["one.webm", "--html", ".", "--audio", "beside"],
    ],
)
def test_no_recording_is_written_over(run_cli: RunCli, folder: Path, arguments: list[str]) -> None:
    (folder / "link").symlink_to("two.rec")
    (folder / "one.webm").write_bytes((folder / "one.wav").read_bytes())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run_cli("analyze", *[argument.format(folder.name) for argument in arguments], cwd=folder)
    assert (done.status, done.stdout) == (2, "")
    assert re.search(r"a recording is there|overwrite the recording", done.stderr)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["one.wav", "--json", "out", "--csv", "./out"],
        ["one.wav", "--html", "out", "--srt", "out"],
        ["one.wav", "two.rec", "--json", "out", "--textgrid", "out"],
        ["one.wav", "--vtt", "out/", "--srt", "out/", "--csv", "out"],
    ],
)
def test_two_results_are_not_written_to_one_file(run_cli: RunCli, folder: Path, arguments: list[str]) -> None:
    done = run_cli("analyze", *arguments, cwd=folder)
    assert (done.status, done.stdout) == (2, "")
    assert "would both write" in done.stderr
    assert not (folder / "out").exists()


def test_results_for_nobody_may_share_their_place(run_cli: RunCli, folder: Path) -> None:
    done = run_cli("analyze", "one.wav", "--json", os.devnull, "--csv", os.devnull, cwd=folder)
    assert (done.status, done.stderr) == (0, "")


def test_no_two_recordings_get_one_name(run_cli: RunCli, folder: Path) -> None:
    named = ("a.wav", "b/a.wav", "a.wav", "a-2.wav", "c/A.wav")
    for name in named:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((folder / "one.wav").read_bytes())
    done = run_cli("analyze", *named, "--srt", "made", cwd=folder)
    assert (done.status, done.stderr) == (0, "")
    assert {path.stem for path in (folder / "made").iterdir()} == {"a", "a-2", "a-2-2", "A-3"}


def test_where_nothing_was_analysed_the_results_of_before_stay(run_cli: RunCli, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf-8")
    for name in ("out.jsonl", "new.jsonl"):
        assert run_cli("analyze", "gone.wav", "--json", name, cwd=tmp_path).status == 1
    assert list(tmp_path.iterdir()) == [out]
    assert out.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("option", ["--html", "--textgrid", "--srt", "--vtt"])
def test_a_folder_that_is_missing_is_told_before_any_work(run_cli: RunCli, tmp_path: Path, option: str) -> None:
    done = run_cli("analyze", "gone.wav", option, Path("no", "such", "file"), cwd=tmp_path)
    assert (done.status, done.stdout) == (1, "")
    assert f"there is no folder {Path('no', 'such')}." in done.stderr
    assert "gone.wav" not in done.stderr


def test_a_folder_that_can_not_be_made_is_our_error(run_cli: RunCli, speechless: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run_cli("analyze", speechless, "--srt", tmp_path / "file" / "inside")
    assert done.status == 1
    assert "the folder can't be made" in done.stderr


def test_too_many_recordings_for_one_page_are_refused(run_cli: RunCli, speechless: Path, tmp_path: Path) -> None:
    done = run_cli("analyze", *[speechless / "tone.wav"] * 13, "--html", tmp_path / "all.html")
    assert (done.status, done.stdout) == (1, "")
    assert "13 recordings are too many for one page" in done.stderr
