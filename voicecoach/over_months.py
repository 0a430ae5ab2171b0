"""Recorded sessions of one client beside each other, over months: measures of the voice, and labels of the turns.

Conventions
    A period is a month; where all sessions lie in one month, it is a session. The value of a period is the median of
    its sessions. A measure that can't be known in a session is no value of it. Labels are those that count: the
    therapist's where there are any.
Measures
    noise       that of `coaching.progress`: the rule's own, with a baseline of the client at least spread x
                sqrt(2 / n). The first period is compared with the last; a difference within the noise is no change.
                A change is one of a sound on some days, with their rooms and topics: it says nothing of its cause.
"""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from voicecoach.baseline import Baseline
from voicecoach.coaching.evidence import Evidence, from_document
from voicecoach.coaching.progress import noise_of
from voicecoach.coaching.rules import RULES
from voicecoach.coaching.rules.rule import Rule, Seen
from voicecoach.review import Reviewed, client_of, clients_turns

_MONTH_SIGNS = len("2026-03")

Verdict = Literal["no_change", "up", "down"]


@dataclass(frozen=True, slots=True)
class Period:
    """The sessions of a month, or one of them."""

    name: str
    """`2026-03`; `2026-03-01` where it is one session."""
    sessions: tuple[str, ...]
    turns: int
    """Of the client, in all of them."""
    corrected: int
    """Of these, those with a label of the therapist's."""
    styles: dict[str, int]
    """Turns by the style of their words."""
    voices: dict[str, int]
    measures: dict[str, float]
    """Medians over the sessions, by the names of `prosody.Prosody`; one that is not known is absent."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in the first period and in the last."""

    measure: str
    label: str
    unit: str
    before: float
    now: float
    noise: float
    """Differences up to here are no change, in the unit."""
    verdict: Verdict
    line: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What there is to compare of one client."""

    client: str
    periods: tuple[Period, ...] = ()
    differences: tuple[Difference, ...] = ()
    """() with fewer than two periods."""
    left_out: tuple[str, ...] = field(default=())
    """Sessions in which it is not known who the client is, or that have no analysis."""


def compared(client: str, sessions: Sequence[Reviewed], baseline: Baseline | None = None) -> Comparison:
    """Lay the sessions of a client side by side.

    Args:
        client: Whose they are.
        sessions: The oldest first.
        baseline: What is usual for the client; None without a calibration.
    """
    known = [(one, read) for one in sessions if (read := _evidence(one, baseline)) is not None]
    left_out = tuple(one.review.session_id for one in sessions if _evidence(one, baseline) is None)
    months = {one.review.recorded_on[:_MONTH_SIGNS] for one, _ in known}
    groups: dict[str, list[tuple[Reviewed, Evidence]]] = {}
    for number, (one, read) in enumerate(known):
        day = one.review.recorded_on
        name = day[:_MONTH_SIGNS] if len(months) > 1 else f"{number} {day}"
        groups.setdefault(name, []).append((one, read))
    periods = tuple(_period(name.rpartition(" ")[2], group) for name, group in groups.items())
    if len(periods) < 2:
        return Comparison(client, periods, (), left_out)
    last = list(groups.values())[-1]
    first = next(iter(groups.values()))
    found = (_difference(rule, first, last) for rule in _one_a_measure())
    return Comparison(client, periods, tuple(one for one in found if one is not None), left_out)


def _evidence(one: Reviewed, baseline: Baseline | None) -> Evidence | None:
    speaker = client_of(one)
    return from_document(one.analysis, speaker, baseline) if one.analysis and speaker else None


def _period(name: str, group: Sequence[tuple[Reviewed, Evidence]]) -> Period:
    turns = [said for one, _ in group for said in clients_turns(one)]
    values: dict[str, list[float]] = {}
    for _, read in group:
        for measure in read.voice.measures:
            values.setdefault(measure.name, []).append(measure.value)
    return Period(
        name,
        tuple(one.review.session_id for one, _ in group),
        len(turns),
        sum(said.is_corrected for said in turns),
        dict(Counter(said.style for said in turns)),
        dict(Counter(said.voice for said in turns)),
        {measure: round(statistics.median(known), 3) for measure, known in values.items()},
    )


def _one_a_measure() -> tuple[Rule, ...]:
    """For each measure of the voice one rule that looks at it; the two sides of a band share label and noise."""
    return tuple({rule.measure: rule for rule in RULES if rule.measure}.values())


def _all_seen(rule: Rule, side: Sequence[tuple[Reviewed, Evidence]]) -> list[Seen]:
    return [seen for _, read in side if (seen := rule.look(read)) is not None]


def _difference(
    rule: Rule, first: Sequence[tuple[Reviewed, Evidence]], last: Sequence[tuple[Reviewed, Evidence]]
) -> Difference | None:
    then, newest = _all_seen(rule, first), _all_seen(rule, last)
    if not then or not newest:
        return None
    before, now = (statistics.median(seen.value for seen in side) for side in (then, newest))
    noise = max(noise_of(rule, replace(then[0], value=before), read) for _, read in last)
    verdict: Verdict = "no_change" if abs(now - before) <= noise else "up" if now > before else "down"
    said = "no change" if verdict == "no_change" else "a change"
    line = f"{rule.label}: {rule.show(before)} first, {rule.show(now)} last: {said}."
    return Difference(
        rule.measure, rule.label, newest[0].unit, round(before, 3), round(now, 3), round(noise, 3), verdict, line
    )
