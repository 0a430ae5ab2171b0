"""A therapist's door as tests use it: marks that are planted in everything, and where they are found."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from tests.cli.takes import take
from tests.signals import noise
from voicecoach.adapters.store import SqliteHistory
from voicecoach.document import Analysis

Review = Callable[..., int]
"""Runs `voicecoach review ARGUMENTS`; the exit status."""

TODAY = datetime.now(UTC).astimezone().date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
SOUND = noise(2.0, -20.0)
AGREED = ("consent", "add", "heron", "--by", "the client", "--by", "the therapist", "--given", "2026-01-15")

PLANTED = {
    "pseudonym": "heron-4711",
    "who agreed": "Quixotic Marmalade signed it",
    "scope": "analysis of session recordings, and Zanzibar besides",
    "words": "this is what I said",
    "note": "Grandmother Zirconium came up",
    "mark": "the Xylophone moment",
    "file": "Wolfgang Unterwasser.wav",
}
SAMPLES = np.rint(SOUND * 32768).astype("<i2").tobytes()


def analysis_of(recording: Path, fade_db: float = 9.0) -> Analysis:
    made = take(fade_db, str(recording))
    sha256 = hashlib.sha256(recording.read_bytes()).hexdigest()
    return replace(made, source=replace(made.source, sha256=sha256))


def files_with(mark: bytes, folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and mark in path.read_bytes()]


def only_session(data: Path) -> str:
    with SqliteHistory(data) as history:
        ((one),) = history.records.reviews()
    return one.review.session_id


def everything_planted(review: Review, recording: Path) -> None:
    name = PLANTED["pseudonym"]
    agreed = ("--by", PLANTED["who agreed"], "--scope", PLANTED["scope"], "--audio", "keep")
    assert review("consent", "add", name, *agreed) == 0
    assert review("add", name, recording, "--keep-audio", "--client-is", "A") == 0
    assert review("note", "last", PLANTED["note"]) == 0
    assert review("mark", "last", "--at", "1.5", "--label", PLANTED["mark"]) == 0
    assert review("correct", "last", "--turn", "1", "--style", "assertive") == 0
