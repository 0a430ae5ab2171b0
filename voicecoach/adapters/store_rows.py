"""Values of the history to rows of its tables and back.

The text of each `SELECT` names its columns in the order in which the function below it reads them.
"""

from typing import Any

import msgspec

from voicecoach.baseline import Baseline
from voicecoach.history import Came, Chosen, Outcome, Rating, Rung, Session, SessionEntry, Take, TakeSummary

Row = tuple[Any, ...]

SELECT_SESSIONS = """
    SELECT id, person, started_at, scene_type, scenario, state, ended_at, suds_before, suds_after, level,
           ending, ending_kind,
           (SELECT count(*) FROM takes WHERE session = sessions.number),
           (SELECT fix FROM takes WHERE session = sessions.number AND fix IS NOT NULL ORDER BY number DESC LIMIT 1)
    FROM sessions
"""

SELECT_TAKES = """
    SELECT takes.id, sessions.id, made_at, kind, text, document, audio, aimed_at
    FROM takes JOIN sessions ON sessions.number = takes.session JOIN contents ON contents.take = takes.number
"""

SELECT_SUMMARIES = """
    SELECT takes.id, sessions.id, person, made_at, scene_type, style, voice, congruence, fix, strength, measures
    FROM takes JOIN sessions ON sessions.number = takes.session
"""

SELECT_RUNGS = "SELECT id, person, text, suds, scene_type, done_at FROM rungs"

SELECT_RATINGS = "SELECT rungs.id, rated_at, ratings.suds FROM ratings JOIN rungs ON rungs.number = ratings.rung"

INSERT_SESSION = """
    INSERT INTO sessions (id, person, started_at, scene_type, scenario, state, ended_at, suds_before, suds_after,
                          level, ending, ending_kind)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

INSERT_TAKE = """
    INSERT INTO takes (id, session, made_at, kind, audio, aimed_at, style, voice, congruence, fix, strength, measures)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

INSERT_RUNG = "INSERT INTO rungs (id, person, text, suds, scene_type, done_at) VALUES (?, ?, ?, ?, ?, ?)"


def session_row(session: Session) -> Row:
    """For `INSERT_SESSION`."""
    return (
        session.id,
        session.person,
        session.started_at,
        session.scene_type,
        session.scenario,
        session.state,
        session.ended_at,
        session.suds_before,
        session.suds_after,
        session.level,
        *came_row(session.came),
    )


def came_row(came: Came | None) -> Row:
    """The columns `ending` and `ending_kind`."""
    return (None, None) if came is None else (came.ending, came.kind)


def take_row(take: Take, session_number: int, outcome: Outcome) -> Row:
    """For `INSERT_TAKE`."""
    measures = msgspec.json.encode(outcome.measures).decode()
    return (
        *(take.id, session_number, take.made_at, take.kind, take.audio, take.aimed_at),
        *(outcome.style, outcome.voice, outcome.congruence, outcome.fix, outcome.strength, measures),
    )


def rung_row(rung: Rung) -> Row:
    """For `INSERT_RUNG`."""
    return (rung.id, rung.person, rung.text, rung.suds, rung.scene_type, rung.done_at)


def entry_of(row: Row) -> SessionEntry:
    """From `SELECT_SESSIONS`."""
    *session, ending, kind, takes, last_fix = row
    came = None if ending is None else Came(ending, kind)
    return SessionEntry(Session(*(*session, came)), takes, last_fix)


def take_of(row: Row) -> Take:
    """From `SELECT_TAKES`."""
    return Take(*row)


def summary_of(row: Row) -> TakeSummary:
    """From `SELECT_SUMMARIES`."""
    measures = msgspec.json.decode(row[-1], type=dict[str, float])
    return TakeSummary(*(*row[:-1], measures))


def rung_of(row: Row) -> Rung:
    """From `SELECT_RUNGS`."""
    return Rung(*row)


def rating_of(row: Row) -> Rating:
    """From `SELECT_RATINGS`."""
    return Rating(*row)


def baseline_text(baseline: Baseline) -> str:
    """A baseline as it is kept."""
    return msgspec.json.encode(baseline).decode()


def baseline_of(text: str) -> Baseline:
    """From `baseline_text`."""
    return msgspec.json.decode(text, type=Baseline)


def where(chosen: Chosen, session_id: str | None = None) -> tuple[str, list[object]]:
    """The condition for a choice, and its values."""
    wanted = {"person = ?": chosen.person, "scene_type = ?": chosen.scene_type, "sessions.id = ?": session_id}
    given = {text: value for text, value in wanted.items() if value is not None}
    return ("WHERE " + " AND ".join(given) if given else ""), list(given.values())


def limit(chosen: Chosen) -> int:
    """How many rows at most; -1 for all, as SQLite has it."""
    return -1 if chosen.limit is None else max(0, chosen.limit)
