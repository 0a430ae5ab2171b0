"""Takes and sessions of somebody who practises, in the values that progress is made of."""

import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from voicecoach.baseline import Baseline, Usual
from voicecoach.history import SceneType, Session, SessionEntry, TakeSummary, stamp
from voicecoach.report.progress import Progress, progress_of

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday at noon: the day is the same one nearly everywhere."""

NOW = START + timedelta(days=30)


def made(day: float, minute: float = 0.0) -> str:
    """So many days after the start, at noon."""
    return stamp(START + timedelta(days=day, minutes=minute))


def summary(
    name: str = "t1",
    of: str = "s1",
    day: float = 0.0,
    measures: dict[str, float] | None = None,
    fix: str | None = None,
    scene_type: SceneType = "refusal",
) -> TakeSummary:
    """An assertive take in a soft voice."""
    return TakeSummary(
        *(name, of, "me", made(day), scene_type, "assertive", "soft", "words_stronger", fix, None, measures or {})
    )


def entry(
    name: str = "s1",
    day: float = 0.0,
    suds: tuple[int | None, int | None] = (None, None),
    scene_type: SceneType = "refusal",
) -> SessionEntry:
    """A session of one take."""
    return SessionEntry(Session(name, "me", made(day), scene_type, "", "done", None, *suds), 1)


def series(values: Sequence[float], measure: str = "end_fade_db") -> tuple[TakeSummary, ...]:
    """Takes of one measure, each in a session of its own, a day apart."""
    return tuple(summary(f"t{n}", f"s{n}", n, {measure: value}) for n, value in enumerate(values))


def progress(takes: Sequence[TakeSummary], sessions: Sequence[SessionEntry] = (), person: str = "me") -> Progress:
    """Progress at the end of a month, without a baseline."""
    return progress_of(person, takes, sessions, (), NOW)


def baseline(level_db: float = -30.0, device: str = "Built-in", day: float = -1.0) -> Baseline:
    """A calibration that knows the level."""
    return Baseline(made(day), "me", device, 40.0, {"level_db": Usual(level_db, 2.0, 8)})


def practised(sessions: int, takes: int = 3) -> tuple[tuple[TakeSummary, ...], tuple[SessionEntry, ...]]:
    """Somebody whose sentence ends come to hold and whose distress falls, while nothing else changes.

    Every fourth session is a request. The numbers are drawn, always the same ones.
    """
    draw = random.Random(7)
    done, entries = [], []
    for number in range(sessions):
        kind: SceneType = "request" if number % 4 == 3 else "refusal"
        day = 28 * number / sessions
        share = number / max(1, sessions - 1)
        suds = (round(70 - 30 * share), None if number % 3 == 2 else round(50 - 30 * share))
        entries.append(entry(f"s{number}", day, suds, kind))
        for part in range(takes):
            fade_db = 9.0 - 7.0 * share + draw.gauss(0.0, 1.2)
            measures = {
                "end_fade_db": fade_db,
                "speech_rate_wpm": draw.gauss(150.0, 12.0),
                "filled_pauses_per_min": max(0.0, draw.gauss(6.0, 4.0)),
                "f0_sd_semitones": draw.gauss(2.6, 0.4),
                "level_db": draw.gauss(-30.0, 2.5),
            }
            made_at = made(day, part)
            labels = ("assertive", "steady", "matched") if fade_db < 6 else ("assertive", "soft", "words_stronger")
            fix = "fade" if fade_db > 6 else None
            done.append(
                TakeSummary(f"s{number}-{part}", f"s{number}", "me", made_at, kind, *labels, fix, None, measures)
            )
    return tuple(done), tuple(entries)


def practised_progress(sessions: int = 12) -> Progress:
    """What `practised` amounts to, with a baseline."""
    return progress_of("me", *practised(sessions), (baseline(),), NOW)


def joined(lines: Sequence[Sequence[tuple[str, str]]]) -> str:
    """Lines of pieces as plain text."""
    text = io.StringIO()
    for line in lines:
        text.write("".join(piece for piece, _ in line).rstrip() + "\n")
    return text.getvalue()
