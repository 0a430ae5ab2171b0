"""Progress of one person: takes over time, one type of scene beside the next, never one score of all.

Conventions
    What somebody does in one kind of situation says little of another (Eisler, Miller & Hersen 1975), so every figure
    belongs to a type of scene. A take counts for a figure only where that figure is known of it; the number of takes
    stands beside every share. Measures lie beside the published bands; the level beside the speaker's own baseline,
    and only where one microphone was calibrated, since nothing tells which one a take was made with.
Measures
    See `progress_change` for what is called a change.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

from voicecoach.baseline import Baseline
from voicecoach.coaching.bands import Band, band
from voicecoach.coaching.rules import rule_named
from voicecoach.history import SceneType, SessionEntry, TakeSummary
from voicecoach.prosody import Prosody
from voicecoach.report.progress_change import Change, Known, compare, compare_shares

WEEKS = 8
"""Weeks that are looked back upon (own proposal: two months, the length of many courses)."""

CHARTED = ("end_fade_db", "speech_rate_wpm", "filled_pauses_per_min", "f0_sd_semitones")
"""Measures with a published band that are drawn, by their names in `prosody.Prosody`."""

LEVEL = Band(
    "level_change_db",
    "level",
    "dB against the baseline",
    -4.0,
    4.0,
    "own proposal: turning the head or leaning back moves the level by as much",
    step=4.0,
)
"""The level beside the speaker's own baseline at the same microphone."""

LEAST_SUDS = 10.0
"""Smallest change of a distress rating that counts: people rate in tens (own proposal)."""

HELD_TAKES = 5
"""Takes after a fix was last named from which it can have held (own proposal)."""

HELD_SESSIONS = 2
"""Sessions that these takes come from at least: what holds holds on another day (own proposal)."""

HELD_SHARE = 0.8
"""Share of these takes whose measure lies inside its band (own proposal: four of five)."""

_KEPT_OF_A_TAKE = frozenset(field.name for field in fields(Prosody))

Kept = Literal["held", "outside", "still_named", "too_early"]


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over the takes in which it is known."""

    name: str
    label: str
    unit: str
    low: float
    high: float
    basis: str
    """Where the band comes from."""
    points: tuple[Known, ...]
    change: Change

    @property
    def inside(self) -> int:
        """Takes inside the band."""
        return sum(self.low <= point.value <= self.high for point in self.points)


@dataclass(frozen=True, slots=True)
class Share:
    """How many takes were read in one way, of those that could be read."""

    name: str
    label: str
    takes: int
    of: int
    """Takes that could be read; the others count neither way."""
    change: Change


@dataclass(frozen=True, slots=True)
class Distress:
    """SUDS before and after the sessions that were rated."""

    sessions: int
    before: tuple[Known, ...]
    after: tuple[Known, ...]
    both: int
    """Sessions rated both times."""
    lower: int
    """Of these, those rated lower afterwards."""
    median_before: float | None
    """Over the sessions rated both times; None where there are none."""
    median_after: float | None
    change: Change
    """Of the rating before, from the first sessions to the newest."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A fix that was worked on, and what became of it."""

    rule: str
    takes: int
    """Takes in which it was the fix."""
    last_at: str
    since: int
    """Takes that could be read since it was last named."""
    measured: int
    """Of the newest takes since then, at most `HELD_TAKES`, those whose measure is known."""
    inside: int
    """Of these, those inside the band."""
    recent: int
    """How many of the newest `HELD_TAKES` takes name it."""
    kept: Kept


@dataclass(frozen=True, slots=True)
class SceneProgress:
    """Progress in one type of scene."""

    scene_type: SceneType
    sessions: int
    first_at: str
    last_at: str
    takes: tuple[TakeSummary, ...]
    shares: tuple[Share, ...]
    trends: tuple[Trend, ...]
    """Measures of which nothing is known are left out."""
    distress: Distress
    worked: tuple[Worked, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All there is to show of one person."""

    person: str
    sessions: int
    takes: int
    since: str | None
    """Nothing before it was looked at; None for everything."""
    weeks: tuple[int, ...]
    """Sessions in each of the last `WEEKS` weeks, the oldest first; the last one ends today."""
    scenes: tuple[SceneProgress, ...]
    """The one with most takes first."""
    notes: tuple[str, ...] = ()
    """What could not be shown, and why."""


def progress_of(
    person: str,
    takes: Iterable[TakeSummary],
    sessions: Iterable[SessionEntry],
    baselines: Sequence[Baseline],
    now: datetime,
    since: datetime | None = None,
) -> Progress:
    """Progress from what the history keeps.

    Args:
        person: Whose it is.
        takes: Their takes, the oldest first.
        sessions: Their sessions, in any order.
        baselines: Their baselines, the oldest first.
        now: The present, with a time zone: weeks are counted back from its day.
        since: Takes and sessions before it are left out; None leaves out none.

    Returns:
        The progress; without scenes where there is no take.
    """
    chosen = [take for take in takes if since is None or datetime.fromisoformat(take.made_at) >= since]
    entries = sorted(
        (one for one in sessions if since is None or datetime.fromisoformat(one.session.started_at) >= since),
        key=lambda one: one.session.started_at,
    )
    levels, notes = _levels(chosen, baselines)
    by_scene: dict[SceneType, list[TakeSummary]] = {}
    for take in chosen:
        by_scene.setdefault(take.scene_type, []).append(take)
    scenes = [
        _scene(kind, group, [one for one in entries if one.session.scene_type == kind], levels)
        for kind, group in by_scene.items()
    ]
    return Progress(
        person=person,
        sessions=len({take.session_id for take in chosen}),
        takes=len(chosen),
        since=None if since is None else since.isoformat(),
        weeks=_weeks(entries, now),
        scenes=tuple(sorted(scenes, key=lambda scene: -len(scene.takes))),
        notes=notes,
    )


def measure_of(rule: str) -> str | None:
    """The measure of a take that tells whether a fix has held; None where only its being named again can tell."""
    found = rule_named(rule)
    return found.measure if found and found.measure in _KEPT_OF_A_TAKE else None


def _weeks(entries: Iterable[SessionEntry], now: datetime) -> tuple[int, ...]:
    counts = [0] * WEEKS
    for entry in entries:
        day = datetime.fromisoformat(entry.session.started_at).astimezone(now.tzinfo).date()
        ago = (now.date() - day).days // 7
        if entry.takes and 0 <= ago < WEEKS:
            counts[WEEKS - 1 - ago] += 1
    return tuple(counts)


def _levels(takes: Iterable[TakeSummary], baselines: Sequence[Baseline]) -> tuple[dict[str, float], tuple[str, ...]]:
    """The level of each take against the newest baseline before it, by the take's identifier."""
    known = [(datetime.fromisoformat(one.made_at), one) for one in baselines if "level_db" in one.measures]
    if len({one.device for _, one in known}) > 1:
        return {}, (
            "No level: several microphones were calibrated, and a take does not tell which one it was made with.",
        )
    if not known:
        return {}, ("No level: it has a meaning only beside your own baseline (voicecoach calibrate).",)
    found = {}
    for take in takes:
        made_at = datetime.fromisoformat(take.made_at)
        before = [one for at, one in known if at <= made_at]
        if before and "level_db" in take.measures:
            found[take.take_id] = take.measures["level_db"] - before[-1].measures["level_db"].median
    return found, ()


def _scene(
    kind: SceneType, takes: list[TakeSummary], entries: list[SessionEntry], levels: dict[str, float]
) -> SceneProgress:
    measures = [(band(name), {t.take_id: t.measures[name] for t in takes if name in t.measures}) for name in CHARTED]
    measures.append((LEVEL, levels))
    trends = (_trend(limits, takes, values) for limits, values in measures)
    return SceneProgress(
        scene_type=kind,
        sessions=len({take.session_id for take in takes}),
        first_at=takes[0].made_at,
        last_at=takes[-1].made_at,
        takes=tuple(takes),
        shares=_shares(takes),
        trends=tuple(trend for trend in trends if trend.points),
        distress=_distress([entry for entry in entries if entry.takes]),
        worked=_worked(takes),
    )


def _trend(limits: Band, takes: Iterable[TakeSummary], values: dict[str, float]) -> Trend:
    points = tuple(
        Known(take.session_id, take.made_at, values[take.take_id])
        for take in takes
        if math.isfinite(values.get(take.take_id, math.nan))
    )
    edges = (limits.low, limits.high, limits.basis)
    return Trend(limits.measure, limits.label, limits.unit, *edges, points, compare(points, limits.step))


def _shares(takes: Iterable[TakeSummary]) -> tuple[Share, ...]:
    asked = (
        ("assertive", "words read assertive", "style", ("", "unsure")),
        ("steady", "voice read steady", "voice", ("", "unsure")),
        ("matched", "words and voice match", "congruence", ("", "unclear")),
    )
    shares = []
    for wanted, label, name, unknown in asked:
        read = [(take, getattr(take, name)) for take in takes if getattr(take, name) not in unknown]
        points = tuple(Known(take.session_id, take.made_at, float(word == wanted)) for take, word in read)
        yes = sum(word == wanted for _, word in read)
        shares.append(Share(wanted, label, yes, len(points), compare_shares(points)))
    return tuple(shares)


def _distress(entries: Sequence[SessionEntry]) -> Distress:
    sessions = [entry.session for entry in entries]
    before = tuple(Known(s.id, s.started_at, float(s.suds_before)) for s in sessions if s.suds_before is not None)
    after = tuple(Known(s.id, s.started_at, float(s.suds_after)) for s in sessions if s.suds_after is not None)
    both = [(s.suds_before, s.suds_after) for s in sessions if s.suds_before is not None and s.suds_after is not None]
    return Distress(
        sessions=len(sessions),
        before=before,
        after=after,
        both=len(both),
        lower=sum(last < first for first, last in both),
        median_before=statistics.median(first for first, _ in both) if both else None,
        median_after=statistics.median(last for _, last in both) if both else None,
        change=compare(before, LEAST_SUDS),
    )


def _worked(takes: Sequence[TakeSummary]) -> tuple[Worked, ...]:
    """Every fix that was named, the last one first."""
    read = [take for take in takes if take.style or take.voice or take.fix]
    last = {take.fix: index for index, take in enumerate(read) if take.fix is not None}
    return tuple(_worked_on(rule, read, last[rule]) for rule in sorted(last, key=lambda rule: -last[rule]))


def _worked_on(rule: str, read: Sequence[TakeSummary], last: int) -> Worked:
    since = read[last + 1 :]
    named = [take.fix == rule for take in read]
    recent = sum(named[-HELD_TAKES:])
    measure = measure_of(rule)
    limits = band(measure) if measure else None
    values = [take.measures[measure] for take in since[-HELD_TAKES:] if measure in take.measures] if measure else []
    inside = sum(limits.low <= value <= limits.high for value in values) if limits else 0
    kept: Kept = "too_early"
    if len(since) >= HELD_TAKES and len({take.session_id for take in since}) >= HELD_SESSIONS:
        if limits is None:
            kept = "held"
        elif len(values) >= HELD_TAKES:
            kept = "held" if inside >= HELD_SHARE * len(values) else "outside"
    elif recent > 1:
        kept = "still_named"
    return Worked(rule, sum(named), read[last].made_at, len(since), len(values), inside, recent, kept)
