"""Charts of signs: no value is lost, and no dot is there without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.report.progress_dots import ASCII_SIGNS, Row, Zone, chart, zones

LOW, HIGH = -3.0, 6.0
COLUMNS = 12

values_of = st.lists(st.floats(-40, 40) | st.sampled_from([LOW, HIGH]), min_size=1, max_size=60)

BITS = {(0, 0): 0, (1, 0): 1, (2, 0): 2, (0, 1): 3, (1, 1): 4, (2, 1): 5, (3, 0): 6, (3, 1): 7}
"""The bit of each dot of a braille sign by its row and column, as Unicode numbers them."""


def lit(rows: tuple[Row, ...]) -> set[tuple[Zone, int, int]]:
    """Every dot of a braille chart: its zone, its level in the zone from above, its column."""
    dots, within = set(), dict.fromkeys((row.zone for row in rows), -1)
    for row in rows:
        within[row.zone] += 1
        for cell, sign in enumerate(row.signs):
            for (down, right), bit in BITS.items():
                if ord(sign) - 0x2800 >> bit & 1:
                    dots.add((row.zone, 4 * within[row.zone] + down, 2 * cell + right))
    return dots


def spans(dot: tuple[Zone, int, int], value: float, place: int) -> bool:
    """Whether a dot stands for a value at a place."""
    zone, level, column = dot
    step = (zone.high - zone.low) / (4 * zone.rows)
    near = 1e-9 * (1 + abs(value))
    return column == place and zone.high - (level + 1) * step - near <= value <= zone.high - level * step + near


def places(count: int, columns: int) -> list[int]:
    return [n if count <= columns else n * columns // count for n in range(count)]


@thorough
@given(values_of)
def test_every_value_has_a_dot_and_every_dot_a_value(values: list[float]) -> None:
    dots = lit(chart(values, zones(values, LOW, HIGH), COLUMNS, braille=True))
    at = list(zip(values, places(len(values), 2 * COLUMNS), strict=True))
    assert all(any(spans(dot, value, place) for dot in dots) for value, place in at)
    assert all(any(spans(dot, value, place) for value, place in at) for dot in dots)


@thorough
@given(values_of)
def test_a_dot_lies_in_the_row_of_the_word_that_holds_for_its_value(values: list[float]) -> None:
    words = {"high": sum(v > HIGH for v in values), "low": sum(v < LOW for v in values)}
    words["ok"] = len(values) - sum(words.values())
    parts = zones(values, LOW, HIGH)
    assert {zone.word for zone in parts} == {"ok"} | {word for word, count in words.items() if count}
    shown = dict.fromkeys(words, 0)
    for row in chart(values, parts, len(values), braille=False):
        shown[row.zone.word] += len(row.signs.replace(" ", ""))
    assert shown == words


@thorough
@given(values_of)
def test_plain_signs_count_up_to_two_values_and_say_more_of_others(values: list[float]) -> None:
    parts = (Zone("all", -50.0, 50.0, 1),)
    (row,) = chart(values, parts, COLUMNS, braille=False)
    at = places(len(values), COLUMNS)
    assert row.signs == "".join(ASCII_SIGNS[min(3, at.count(n))] for n in range(max(at) + 1))


def test_a_chart_by_hand() -> None:
    values = [9.0, 6.0, 1.6, -3.0, -5.0]
    rows = chart(values, zones(values, LOW, HIGH), 5, braille=False)
    assert [(row.zone.word, row.is_first, row.signs) for row in rows] == [
        ("high", True, "."),
        ("ok", True, " .."),
        ("ok", False, "   ."),
        ("low", True, "    ."),
    ]


@pytest.mark.parametrize("braille", [True, False])
def test_a_chart_is_never_wider_than_asked(braille: bool) -> None:
    values = [float(n % 7) for n in range(5000)]
    assert {len(row.signs) <= 40 for row in chart(values, zones(values, LOW, HIGH), 40, braille=braille)} == {True}


def test_where_nothing_lies_outside_there_is_no_row_for_it() -> None:
    assert [zone.word for zone in zones([LOW, HIGH], LOW, HIGH)] == ["ok"]
