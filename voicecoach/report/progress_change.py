"""Change: whether the newest sessions differ from the first ones by more than takes differ from each other.

Conventions
    Values come in the order they were made. The first and the newest sessions are compared, as many on each side, at
    most `MOST_SESSIONS`; with an odd number the one in the middle is left out. Nothing is called a change that chance,
    the day or the microphone's place would often make.
Measures
    least       max(smallest change that counts, T * s * sqrt(1/m + 1/n)): s is the standard deviation of the takes
                within the two sides, pooled; m and n are the *sessions* of the sides, not their takes, because takes
                of one session resemble each other (the design effect of Kish 1965 at its most). T is `T_QUANTILE`.
                With `MOST_SESSIONS` on each side that is still more than s itself.
    least of a share
                Z * sqrt(p(1-p)/(m+2) + q(1-q)/(n+2)), p and q with one take added on either side of the count
                (Agresti & Caffo 2000); m and n are sessions again.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MOST_SESSIONS = 10
"""Sessions compared on each side at most: a change of last year is no news (own proposal)."""

LEAST_SESSIONS = 3
"""Sessions on each side at least: with two, one change in ten would be chance where takes of a day are much alike
(simulated; own proposal)."""

LEAST_TAKES = 5
"""Takes on each side at least: fewer have no spread worth the name (own proposal)."""

T_QUANTILE = 2.31
"""Standard errors that a change exceeds: 97.5 % quantile of Student's t with 8 degrees of freedom, for twice
`LEAST_TAKES` values."""

Z_QUANTILE = 1.96
"""The same of the normal distribution."""

Verdict = Literal["too_few", "no_change", "up", "down"]


@dataclass(frozen=True, slots=True)
class Known:
    """A value of one take, or of one session."""

    session_id: str
    at: str
    value: float


@dataclass(frozen=True, slots=True)
class Change:
    """The newest beside the first."""

    verdict: Verdict
    before: float | None = None
    """Mean of the first sessions' takes; None where there are too few."""
    now: float | None = None
    """Mean of the newest sessions' takes."""
    least: float | None = None
    """What a change has to exceed."""


TOO_FEW = Change("too_few")


def compare(values: Sequence[Known], smallest: float) -> Change:
    """What became of a measure.

    Args:
        values: The oldest first; finite.
        smallest: The smallest change that counts, in the measure's unit.
    """
    sides = _sides(values)
    if sides is None:
        return TOO_FEW
    (first, m), (newest, n) = sides
    before, now = _mean(first), _mean(newest)
    apart = math.hypot(*(value - before for value in first), *(value - now for value in newest))
    spread = apart / math.sqrt(len(first) + len(newest) - 2)
    return _judged(before, now, max(smallest, T_QUANTILE * spread * math.sqrt(1 / m + 1 / n)))


def compare_shares(values: Sequence[Known]) -> Change:
    """What became of a share; each value is 1 or 0, the oldest first."""
    sides = _sides(values)
    if sides is None:
        return TOO_FEW
    (first, m), (newest, n) = sides
    p, q = ((sum(side) + 1) / (len(side) + 2) for side in (first, newest))
    least = Z_QUANTILE * math.sqrt(p * (1 - p) / (m + 2) + q * (1 - q) / (n + 2))
    judged = _judged(p, q, least)
    return Change(judged.verdict, _mean(first), _mean(newest), judged.least)


def _sides(values: Sequence[Known]) -> tuple[tuple[list[float], int], tuple[list[float], int]] | None:
    """Values and number of sessions of the first and of the newest sessions; None where there are too few."""
    by_session: dict[str, list[float]] = {}
    for one in values:
        by_session.setdefault(one.session_id, []).append(one.value)
    groups = list(by_session.values())
    count = min(MOST_SESSIONS, len(groups) // 2)
    first, newest = (
        [value for group in side for value in group] for side in (groups[:count], groups[len(groups) - count :])
    )
    if count < LEAST_SESSIONS or min(len(first), len(newest)) < LEAST_TAKES:
        return None
    return (first, count), (newest, count)


def _judged(before: float, now: float, least: float) -> Change:
    moved = now - before
    verdict: Verdict = "no_change" if abs(moved) <= least else "up" if moved > 0 else "down"
    return Change(verdict, before, now, least)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
