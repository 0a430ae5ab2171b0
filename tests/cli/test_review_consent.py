"""`voicecoach review consent`: nothing is analysed without it, and nothing is left when it is withdrawn."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.reviewing import AGREED, PLANTED, SAMPLES, TODAY, YESTERDAY, Review, everything_planted, files_with
from tests.program import RunCli
from voicecoach.adapters.store import SqliteHistory
from voicecoach.cli.delete import LIMITS

Captured = pytest.CaptureFixture[str]


def test_without_consent_the_recording_is_not_even_opened(
    review: Review, recording: Path, heard: list[Any], capsys: Captured, data: Path
) -> None:
    assert review("add", "heron", recording) == 1
    assert "There is no consent of heron on record." in capsys.readouterr().err
    assert not data.exists()
    assert review("consent", "add", "wren", "--by", "another client") == 0
    assert review("add", "heron", recording) == 1
    assert "consent add heron --by NAME" in capsys.readouterr().err
    assert heard == []
    assert review("add", "wren", recording) == 0
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("agreed", "told"),
    [
        (["--given", "2026-01-15", "--until", YESTERDAY], "ended on"),
        (["--given", TODAY], "covers"),
        (["--scope", "a lecture", "--given", YESTERDAY], "for something else: a lecture"),
    ],
)
def test_a_consent_that_does_not_cover_it_does_not_do(
    review: Review, recording: Path, heard: list[Any], capsys: Captured, agreed: list[Any], told: str
) -> None:
    assert review("consent", "add", "heron", "--by", "the client", *agreed) == 0
    assert review("add", "heron", recording, "--date", YESTERDAY) == 1
    err = capsys.readouterr().err
    assert told in err
    assert "review consent add heron" in err
    assert heard == []


def test_the_day_of_the_file_counts_where_none_is_named(
    review: Review, recording: Path, heard: list[Any], capsys: Captured
) -> None:
    noon = datetime(2026, 1, 14, 12, 0, tzinfo=UTC).timestamp()
    os.utime(recording, (noon, noon))
    assert review(*AGREED) == 0
    assert review("add", "heron", recording) == 1
    assert "covers 2026-01-14" in capsys.readouterr().err
    assert review("add", "heron", recording, "--date", "2026-01-15") == 0
    assert len(heard) == 1


def test_sound_that_nobody_agreed_to_keep_is_refused_before_it_is_heard(
    review: Review, recording: Path, heard: list[Any], capsys: Captured
) -> None:
    assert review(*AGREED) == 0
    for option in (["--keep-audio"], ["--retain", "30d"]):
        assert review("add", "heron", recording, *option) == 1
        assert "does not let the sound be kept" in capsys.readouterr().err
    assert heard == []


@pytest.mark.usefixtures("heard")
def test_withdrawal_leaves_nothing(review: Review, recording: Path, data: Path, capsys: Captured) -> None:
    everything_planted(review, recording)
    marks = {name: text.encode() for name, text in PLANTED.items()} | {"sound": SAMPLES[20_000:20_040]}
    assert {name for name, mark in marks.items() if files_with(mark, data)} == set(marks) - {"file"}
    capsys.readouterr()
    assert review("consent", "withdraw", PLANTED["pseudonym"], "--yes") == 0
    said = capsys.readouterr()
    what = "1 session, 1 take, 1 recording (64.0 kB), 1 consent, 2 notes, 1 corrected label"
    assert what in said.err
    assert f"Deleted: {what}." in said.out
    assert "Verified: read" in said.out
    assert LIMITS in said.err
    assert {name for name, mark in marks.items() if files_with(mark, data)} == set()
    assert review("add", PLANTED["pseudonym"], recording) == 1
    assert review("consent", "withdraw", PLANTED["pseudonym"], "--yes") == 1


@pytest.mark.usefixtures("heard")
def test_withdrawal_asks_and_leaves_others_alone(run_cli: RunCli, review: Review, recording: Path, data: Path) -> None:
    everything_planted(review, recording)
    assert review(*AGREED) == 0
    ask = ("--data-dir", data, "review", "consent", "withdraw", PLANTED["pseudonym"])
    for answer, told in (("n\n", "Nothing was deleted."), ("", "nobody answered")):
        done = run_cli(*ask, input=answer)
        assert done.status == 1
        assert told in done.stderr
    assert files_with(PLANTED["note"].encode(), data)
    assert run_cli(*ask, input="y\n").status == 0
    assert files_with(PLANTED["note"].encode(), data) == []
    with SqliteHistory(data) as history:
        assert [one.client for one in history.records.consents()] == ["heron"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--by", "A. Client"], "Whoever else can be heard"),
        (["--by", "x", "--by", "y", "--scope", "a talk"], "no recording is analysed under it"),
    ],
)
def test_a_consent_tells_what_it_lacks(review: Review, capsys: Captured, arguments: list[str], told: str) -> None:
    assert review("consent", "add", "heron", *arguments) == 0
    assert told in capsys.readouterr().err


def test_a_pseudonym_that_tells_who_it_is_is_warned_of(review: Review, capsys: Captured) -> None:
    for name, told in (("Anna Meier", "looks like a full name"), ("a@b.org", "looks like an e-mail"), ("heron", "")):
        assert review("consent", "add", name, "--by", "x") == 0
        err = capsys.readouterr().err
        assert ("Warning" in err) == bool(told)
        assert told in err


def test_lists_tell_what_has_ended_and_where_to_start(review: Review, data: Path, capsys: Captured) -> None:
    for verb in (["list"], ["consent", "list"]):
        assert review(*verb) == 0
        assert "Start with a consent" in capsys.readouterr().err
    assert not data.exists()
    assert review("show", "last") == 1
    assert review(*AGREED, "--until", YESTERDAY) == 0
    capsys.readouterr()
    assert review("consent", "list") == 0
    assert "(ended)" in capsys.readouterr().out
    assert review("list") == 0
    assert "The consent of heron has ended" in capsys.readouterr().err
    assert review("show", "last") == 1
    assert "no recorded session" in capsys.readouterr().err
    assert review("compare", "wren") == 1
    assert "no consent of wren" in capsys.readouterr().err
