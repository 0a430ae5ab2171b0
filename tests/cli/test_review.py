"""`voicecoach review`: what is kept of a recording, for how long, and how it is shown."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reviewing import (
    AGREED,
    PLANTED,
    SAMPLES,
    TOMORROW,
    YESTERDAY,
    Review,
    analysis_of,
    everything_planted,
    files_with,
    only_session,
)
from tests.cli.takes import heard_as, in_danger
from tests.program import RunCli
from voicecoach.adapters.store import AUDIO, SqliteHistory
from voicecoach.report.help import STOPS
from voicecoach.report.review_draft import MARK

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "heron", "a.wav", "--date", TOMORROW],
        ["add", "heron", "a.wav", "--keep-audio", "--retain", "30d"],
        ["add", "heron", "a.wav", "--retain", "30"],
        ["add", "heron", "a.wav", "--retain", "0d"],
        ["add", "heron", "a.wav", "--retain", "9999d"],
        ["add", "heron", "a.wav", "--speakers", "none"],
        ["consent", "add", "heron"],
        ["consent", "add", "heron", "--by", " "],
        ["consent", "add", "heron", "--by", "x", "--given", TOMORROW],
        ["consent", "add", "heron", "--by", "x", "--until", YESTERDAY],
        ["consent", "add", "me", "--by", "x"],
        ["consent", "add", "he\nron", "--by", "x"],
        ["note", "last"],
        ["note", "last", " "],
        ["note", "last", "x", "--remove", "n"],
        ["note", "last", "x", "--at", "nan"],
        ["mark", "last", "--label", "x"],
        ["correct", "last", "--turn", "1"],
        ["correct", "last", "--turn", "1", "--style", "passive", "--clear"],
        ["correct", "last", "--turn", "0", "--style", "passive"],
    ],
)
def test_what_makes_no_sense_is_a_usage_error(review: Review, data: Path, arguments: list[Any]) -> None:
    assert review(*arguments) == 2
    assert not data.exists()


def test_the_sound_is_not_kept_unless_asked_for(
    review: Review, recording: Path, heard: list[Any], data: Path, capsys: Captured
) -> None:
    assert review(*AGREED) == 0
    assert review("add", "heron", recording, "--client-is", "A") == 0
    assert "The sound was not kept" in capsys.readouterr().err
    assert len(heard) == 1
    assert not (data / AUDIO).exists()
    assert files_with(SAMPLES[:40], data) == []
    assert recording.exists()
    assert files_with(b"Wolfgang", data) == []


@pytest.mark.usefixtures("heard")
def test_sound_is_kept_for_its_time_and_for_its_owner_alone(review: Review, recording: Path, data: Path) -> None:
    assert review(*AGREED, "--audio", "keep") == 0
    assert review("add", "heron", recording, "--retain", "2w") == 0
    (wav,) = (data / AUDIO).iterdir()
    assert stat.S_IMODE(wav.stat().st_mode) == 0o600
    assert SAMPLES[:40] in wav.read_bytes()
    session = only_session(data)
    with SqliteHistory(data) as history:
        facts = history.records.review(session)
        assert facts is not None
        assert facts.audio_until is not None
        left = datetime.fromisoformat(facts.audio_until) - datetime.now(UTC)
        assert timedelta(days=13, hours=23) < left <= timedelta(days=14)
        history._db.execute("UPDATE reviews SET audio_until = '2026-01-01T00:00:00.000+00:00'")
    assert review("list") == 0
    assert not wav.exists()
    with SqliteHistory(data) as history:
        assert history.takes(session)[0].audio is None


@pytest.mark.usefixtures("heard")
def test_a_sweep_tells_and_can_take_all_of_a_client(
    review: Review, recording: Path, data: Path, capsys: Captured
) -> None:
    assert review("sweep") == 0
    assert not data.exists()
    assert review(*AGREED, "--audio", "keep") == 0
    assert review("add", "heron", recording, "--keep-audio") == 0
    capsys.readouterr()
    assert review("sweep") == 0
    assert capsys.readouterr().out.endswith("Sound deleted: 0 sessions.\n")
    assert review(*AGREED) == 0
    assert "--all-of heron" in capsys.readouterr().err
    assert review("sweep", "--all-of", "heron", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"session_id": only_session(data), "deleted": "audio"}
    assert list((data / AUDIO).iterdir()) == []


@pytest.mark.usefixtures("heard")
def test_the_same_recording_is_taken_once(review: Review, recording: Path, data: Path, capsys: Captured) -> None:
    assert review(*AGREED) == 0
    assert review("add", "heron", recording) == 0
    assert review("add", "heron", recording) == 1
    assert f"was added before, as session {only_session(data)}" in capsys.readouterr().err


def test_words_of_danger_are_not_kept_and_the_place_is_told(
    review: Review, recording: Path, monkeypatch: pytest.MonkeyPatch, data: Path, capsys: Captured
) -> None:
    heard_as(monkeypatch, "review", {str(recording): in_danger(analysis_of(recording))})
    assert review(*AGREED) == 0
    capsys.readouterr()
    assert review("add", "heron", recording) == 0
    said = capsys.readouterr().out
    assert said.startswith("Not kept. Listen to the recording yourself at 0:01.0.")
    assert STOPS in said
    with SqliteHistory(data) as history:
        assert history.sessions() == ()


def test_words_of_danger_are_no_json(
    review: Review, recording: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    heard_as(monkeypatch, "review", {str(recording): in_danger(analysis_of(recording))})
    assert review(*AGREED) == 0
    capsys.readouterr()
    assert review("add", "heron", recording, "--json") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert STOPS in said.err


def test_a_recording_without_words_is_not_kept(
    run_cli: RunCli, review: Review, data: Path, speechless: Path, capsys: Captured
) -> None:
    """The whole way, with no fake: no model is needed where nobody speaks."""
    assert review(*AGREED) == 0
    for quiet in ((), ("--quiet",)):
        done = run_cli("--data-dir", data, *quiet, "review", "add", "heron", speechless / "noise.wav")
        assert (done.status, done.stdout) == (1, "")
        assert "Error: not kept: no speech was found." in done.stderr
    assert review("add", "heron", speechless / "missing.wav") == 1
    assert "missing.wav" in capsys.readouterr().err
    with SqliteHistory(data) as history:
        assert history.sessions() == ()


def test_a_speaker_who_is_not_heard_is_told(
    review: Review, recording: Path, heard: list[Any], data: Path, capsys: Captured
) -> None:
    assert review(*AGREED) == 0
    assert review("add", "heron", recording, "--client-is", "B") == 1
    assert "There is no speaker B" in capsys.readouterr().err
    assert len(heard) == 1
    with SqliteHistory(data) as history:
        assert history.sessions() == ()


@pytest.mark.usefixtures("heard")
def test_an_export_holds_notes_labels_and_consents(
    run_cli: RunCli, review: Review, recording: Path, data: Path, tmp_path: Path
) -> None:
    everything_planted(review, recording)
    session = only_session(data)
    done = run_cli("--data-dir", data, "export", "--person", PLANTED["pseudonym"], "--out", tmp_path / "out")
    assert done.status == 0
    assert "1 consent, 2 notes, 1 corrected label" in done.stderr
    head = json.loads((tmp_path / "out" / "person.json").read_text(encoding="utf-8"))
    assert [one["given_by"] for one in head["consents"]] == [PLANTED["who agreed"]]
    whole = json.loads((tmp_path / "out" / "sessions" / f"{session}.json").read_text(encoding="utf-8"))
    assert [note["text"] for note in whole["notes"]] == [PLANTED["note"], PLANTED["mark"]]
    assert [one["style"] for one in whole["corrections"]] == ["assertive"]
    assert (whole["review"]["speaker"], whole["takes"][0]["document"]["speakers"].keys()) == ("A", {"A"})
    assert len(list((tmp_path / "out" / "audio").iterdir())) == 1


@pytest.mark.usefixtures("heard")
def test_what_was_kept_is_shown_under_the_pseudonym(
    review: Review, recording: Path, data: Path, capsys: Captured
) -> None:
    everything_planted(review, recording)
    session = only_session(data)
    capsys.readouterr()
    shown = {}
    for verb in (["show", "last"], ["draft", session[:9]], ["compare", PLANTED["pseudonym"]], ["list"]):
        assert review(*verb) == 0
        shown[verb[0]] = capsys.readouterr().out
        assert PLANTED["pseudonym"] in shown[verb[0]]
        assert "Wolfgang" not in shown[verb[0]]
    assert PLANTED["note"] in shown["show"]
    assert "assertive* (neutral)" in shown["show"]
    assert shown["draft"].startswith(MARK)
    assert PLANTED["note"] not in shown["draft"]
    assert "1 assertive" in shown["compare"]
    assert session in shown["list"]


@pytest.mark.usefixtures("heard")
def test_json_has_all_of_it(review: Review, recording: Path, data: Path, capsys: Captured) -> None:
    everything_planted(review, recording)
    session = only_session(data)
    rows = {}
    for verb in (
        ["show", "last"],
        ["draft", "last"],
        ["compare", PLANTED["pseudonym"]],
        ["list"],
        ["consent", "list"],
        ["consent", "show", PLANTED["pseudonym"]],
    ):
        capsys.readouterr()
        assert review(*verb, "--json") == 0
        rows[" ".join(verb[:2])] = json.loads(capsys.readouterr().out)
    assert rows["show last"]["analysis"]["schema"] == "voicecoach/analysis/1"
    assert rows["show last"]["corrections"][0]["style"] == "assertive"
    assert rows["draft last"]["status"] == MARK
    assert rows[f"compare {PLANTED['pseudonym']}"]["periods"][0]["styles"] == {"assertive": 1}
    assert {"session_id": session, "notes": 2, "corrections": 1, "recordings": 1}.items() <= rows["list"].items()
    assert rows["consent list"] == rows["consent show"]
    assert rows["consent list"]["holds_today"] is True


@pytest.mark.usefixtures("heard")
def test_labels_and_notes_can_be_taken_back(review: Review, recording: Path, data: Path, capsys: Captured) -> None:
    everything_planted(review, recording)
    with SqliteHistory(data) as history:
        note = history.records.notes(only_session(data))[0].id
    assert review("note", "last", "--remove", note) == 0
    assert review("note", "last", "--remove", note) == 1
    assert review("correct", "last", "--turn", "1", "--clear") == 0
    assert review("correct", "last", "--turn", "2", "--voice", "soft") == 1
    assert "has 1 turn." in capsys.readouterr().err
    assert review("mark", "last", "--at", "61", "--label", "x") == 1
    assert "is 60.0 s long" in capsys.readouterr().err
    with SqliteHistory(data) as history:
        assert len(history.records.notes(only_session(data))) == 1
        assert history.records.corrections(only_session(data)) == ()


@pytest.mark.model
def test_a_recording_is_reviewed_from_end_to_end(run_cli: RunCli, spoken: Path, weights: Path, tmp_path: Path) -> None:
    """Consent, analysis, the sound for a time, report, draft, withdrawal: nothing faked."""
    assert weights.is_dir()
    data = tmp_path / "data"

    def typed(*arguments: str | Path) -> Any:
        return run_cli("--data-dir", data, "review", *arguments)

    agreed = ("consent", "add", "heron", "--by", "the client", "--given", "2026-01-01", "--audio", "keep")
    assert typed(*agreed).status == 0
    options = ("--date", "2026-02-01", "--client-is", "A", "--retain", "30d", "--model", "tiny.en", "--json")
    done = typed("add", "heron", spoken, *options)
    assert done.status == 0, done.stderr
    (row,) = done.documents
    assert (row["client"], row["speaker"], row["recordings"]) == ("heron", "A", 1)
    (shown,) = typed("show", row["session_id"], "--json").documents
    assert shown["analysis"]["source"]["path"] == "heron, 2026-02-01"
    assert "kettle" in typed("show", "last").stdout
    assert "DRAFT" in typed("draft", "last").stdout
    assert files_with(b"kettle", data) == ["history.sqlite3"]
    gone = typed("consent", "withdraw", "heron", "--yes")
    assert gone.status == 0
    assert "none is left" in gone.stdout
    assert files_with(b"kettle", data) == []
    assert files_with(b"heron", data) == []
