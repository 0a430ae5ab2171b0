"""Small charts of signs: every value is a dot, in the rows of the zone that it lies in.

Conventions
    Values go from left to right in the order they were made, as many dot columns as values, or several values to a
    column where the chart is too narrow. A band makes up to three zones: above, inside and below it; a zone in which
    nothing lies has no row, but the band itself always has. Rows of one zone share its range evenly.
    In braille a dot stands for one value or more; in plain ASCII the sign says how many: `.` one, `:` two, `*` more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

BAND_ROWS = 2
"""Rows of text inside the band."""

ASCII_SIGNS = " .:*"
_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Dots of a braille sign, from its upper to its lower row, left and right (Unicode, Braille Patterns)."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A range of values with a word for it."""

    word: str
    low: float
    high: float
    rows: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart."""

    zone: Zone
    is_first: bool
    """Whether it is the upper row of its zone."""
    signs: str


def zones(values: Sequence[float], low: float, high: float) -> tuple[Zone, ...]:
    """The zones that a chart of some values needs, the upper one first."""
    most, least = max(values, default=high), min(values, default=low)
    found = [Zone("ok", low, high, BAND_ROWS)]
    if most > high:
        found.insert(0, Zone("high", high, most, 1))
    if least < low:
        found.append(Zone("low", least, low, 1))
    return tuple(found)


def chart(values: Sequence[float | None], parts: Sequence[Zone], columns: int, *, braille: bool) -> tuple[Row, ...]:
    """A chart of some values.

    Args:
        values: In order; each lies in one of the zones. One that is not known is None and has no dot.
        parts: The zones, the upper one first; one that is first in `zones` order takes values on a shared edge last.
        columns: Signs across, 1 or more.
        braille: Braille signs; plain ASCII otherwise.
    """
    across, high = (2, 4) if braille else (1, 1)
    dots = Counter(
        (_column(index, len(values), columns * across), *_level(value, parts, high))
        for index, value in enumerate(values)
        if value is not None
    )
    rows = []
    for number, zone in enumerate(parts):
        for row in range(zone.rows):
            cells = (
                _braille(dots, number, row, cell) if braille else ASCII_SIGNS[min(dots[cell, number, row], 3)]
                for cell in range(columns)
            )
            rows.append(Row(zone, row == 0, "".join(cells).rstrip(" \u2800")))
    return tuple(rows)


def _column(index: int, count: int, columns: int) -> int:
    return index if count <= columns else index * columns // count


def _level(value: float, parts: Sequence[Zone], high: int) -> tuple[int, int]:
    """The zone of a value, and its level in it counted from above."""
    inside = next(number for number, zone in enumerate(parts) if _holds(zone, value))
    zone = parts[inside]
    levels = zone.rows * high
    share = (zone.high - value) / (zone.high - zone.low)
    return inside, min(int(share * levels), levels - 1)


def _holds(zone: Zone, value: float) -> bool:
    """Edges belong to the band."""
    if zone.word == "high":
        return value > zone.low
    return value >= zone.low if zone.word == "ok" else True


def _braille(dots: Counter[tuple[int, int, int]], zone: int, row: int, cell: int) -> str:
    lit = sum(
        bit
        for down, bits in enumerate(_BITS)
        for right, bit in enumerate(bits)
        if dots[2 * cell + right, zone, 4 * row + down]
    )
    return chr(_BRAILLE + lit)
