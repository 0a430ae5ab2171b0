"""Sessions, takes and rungs made by hand, each with its own words and numbers."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from voicecoach.adapters.store import SqliteHistory
from voicecoach.baseline import Baseline, Usual
from voicecoach.history import Came, Outcome, Rung, SceneType, Session, Take, stamp

SESSIONS = 1000
TAKES = 5
DOCUMENT_BYTES = 4_000

CAME = Came("accepts", "held")
LEVEL = 2

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def at(minutes: float) -> str:
    """So many minutes after the start of everything."""
    return stamp(START + timedelta(minutes=minutes))


def session(name: str = "s1", person: str = "me", minutes: float = 0.0, scene_type: SceneType = "refusal") -> Session:
    return Session(name, person, at(minutes), scene_type, "extra-shift")


def take(name: str = "t1", of: str = "s1", minutes: float = 1.0, text: str = "No, I can't take it on.") -> Take:
    document = f'{{"schema":"voicecoach/analysis/1","text":"{text}","f0":187.{len(name)}25}}'.encode()
    return Take(name, of, at(minutes), "answer", text, document, aimed_at="fade")


def outcome(f0_hz: float = 187.5, fix: str | None = "fade") -> Outcome:
    return Outcome("assertive", "soft", "words_stronger", fix, "clear_no", {"f0_median_hz": f0_hz, "end_fade_db": 9.25})


def rung(name: str = "r1", person: str = "me", suds: int = 40) -> Rung:
    return Rung(name, person, f"Say no to {name}", suds, "refusal")


def baseline(person: str = "me", device: str = "Built-in", minutes: float = 0.0, median: float = 187.5) -> Baseline:
    return Baseline(at(minutes), person, device, 41.5, {"f0_median_hz": Usual(median, 4.25, 6)}, -61.5, False)


def fill(data_dir: Path) -> None:
    """A thousand sessions with five takes each; one transaction, so that a test need not wait for the disk."""
    from voicecoach.adapters.store_rows import INSERT_SESSION, INSERT_TAKE, session_row, take_row

    with SqliteHistory(data_dir) as history, history._writing() as db:
        for number in range(SESSIONS):
            one = session(f"s{number}", minutes=60.0 * number)
            db.execute(INSERT_SESSION, session_row(one))
            for part in range(TAKES):
                made = take(f"s{number}-{part}", one.id, 60.0 * number + part, "No. " * 20)
                row = db.execute(INSERT_TAKE, take_row(made, number + 1, outcome(150.0 + part))).lastrowid
                db.execute("INSERT INTO contents VALUES (?, ?, ?)", (row, made.text, os.urandom(DOCUMENT_BYTES)))
        db.execute("UPDATE sessions SET state = 'done'")
