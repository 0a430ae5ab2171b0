"""What is called a change: rarely one where nothing changed, and one where much did."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.report.progress_change import (
    LEAST_SESSIONS,
    LEAST_TAKES,
    MOST_SESSIONS,
    TOO_FEW,
    Change,
    Known,
    compare,
    compare_shares,
)

TRIALS = 2000
MOST_FALSE_ALARMS = {0.0: 0.06, 0.5: 0.06, 0.8: 0.09}
"""By how much of the spread is the session's. One in twenty is meant; three standard errors of so many trials are left
open, and a little more where takes of a session are nearly alike."""

sensible = st.floats(-1e6, 1e6)


def known(values: list[float], takes: int = 1) -> tuple[Known, ...]:
    """Values of sessions with so many takes each."""
    return tuple(Known(f"s{n // takes}", "2026-03-02T12:00:00+00:00", value) for n, value in enumerate(values))


def alarms(change: float, sessions: int, takes: int, together: float) -> float:
    """Share of trials with a change called, values having a spread of 1 of which a part is the session's."""
    draw = random.Random(sessions * 100 + takes)
    called = 0
    for _ in range(TRIALS):
        values = []
        for number in range(sessions):
            day = draw.gauss(change * (number >= sessions / 2), math.sqrt(together))
            values += [day + draw.gauss(0.0, math.sqrt(1 - together)) for _ in range(takes)]
        called += compare(known(values, takes), 0.0).verdict in {"up", "down"}
    return called / TRIALS


@pytest.mark.parametrize("together", MOST_FALSE_ALARMS)
@pytest.mark.parametrize(("sessions", "takes"), [(6, 2), (6, 5), (8, 3), (10, 1), (20, 1), (20, 5)])
def test_where_nothing_changed_hardly_a_change_is_called(sessions: int, takes: int, together: float) -> None:
    assert alarms(0.0, sessions, takes, together) <= MOST_FALSE_ALARMS[together]


@pytest.mark.parametrize(("sessions", "takes"), [(10, 1), (20, 1), (8, 3)])
def test_a_change_of_three_spreads_is_nearly_always_called(sessions: int, takes: int) -> None:
    assert alarms(3.0, sessions, takes, 0.0) >= 0.95


def test_a_change_within_the_spread_is_none_however_many_takes_there_are() -> None:
    values = [0.0, 2.0] * 10 + [0.9, 2.9] * 10
    assert compare(known(values, 2), 0.0).verdict == "no_change"


def test_a_change_smaller_than_what_counts_is_none() -> None:
    values = [5.0] * 10 + [7.0] * 10
    assert compare(known(values), 2.0) == Change("no_change", 5.0, 7.0, 2.0)
    assert compare(known(values), 1.9) == Change("up", 5.0, 7.0, 1.9)


@pytest.mark.parametrize("count", range(2 * LEAST_TAKES))
def test_too_few_takes_tell_nothing(count: int) -> None:
    values = known([0.0] * (count // 2) + [9.0] * (count - count // 2))
    assert compare(values, 1.0) == compare_shares(values) == TOO_FEW


def test_many_takes_of_too_few_sessions_tell_nothing() -> None:
    takes = 20
    assert compare(known([0.0, 9.0] * takes, 2 * takes), 1.0) == TOO_FEW
    assert compare(known([0.0] * takes + [9.0] * takes, takes // LEAST_SESSIONS), 1.0).verdict == "up"


def test_only_the_first_and_the_newest_sessions_are_compared() -> None:
    middle = [100.0] * 30
    change = compare(known([1.0] * MOST_SESSIONS + middle + [4.0] * MOST_SESSIONS), 1.0)
    assert (change.before, change.now) == (1.0, 4.0)


@pytest.mark.parametrize(
    ("first", "newest", "verdict"),
    [(0, 5, "up"), (5, 0, "down"), (0, 4, "up"), (0, 3, "no_change"), (3, 5, "no_change")],
)
def test_a_share_of_five_takes_a_side(first: int, newest: int, verdict: str) -> None:
    """By Fisher's exact test the probabilities are .008, .008, .048, .17 and .44."""
    values = [1.0] * first + [0.0] * (5 - first) + [1.0] * newest + [0.0] * (5 - newest)
    change = compare_shares(known(values))
    assert change.verdict == verdict
    assert (change.before, change.now) == (first / 5, newest / 5)


@thorough
@given(st.lists(sensible, min_size=10, max_size=40), sensible, st.floats(0.01, 100))
def test_a_change_does_not_hang_on_where_zero_lies(values: list[float], offset: float, smallest: float) -> None:
    change, moved = (compare(known(v), smallest) for v in (values, [value + offset for value in values]))
    assert change.before is not None
    assert moved.before is not None
    assert moved.before == pytest.approx(change.before + offset, abs=1e-6)
    assert moved.least == pytest.approx(change.least, abs=1e-6)


@thorough
@given(st.lists(sensible, min_size=10, max_size=40))
def test_backwards_a_rise_is_a_fall(values: list[float]) -> None:
    forth, back = compare(known(values), 1.0), compare(known(values[::-1]), 1.0)
    assert {"up": "down", "down": "up"}.get(forth.verdict, forth.verdict) == back.verdict
    assert (forth.before, forth.now) == (back.now, back.before)
