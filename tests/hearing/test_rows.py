"""Measures that come piece by piece are kept as they are."""

import hypothesis.strategies as st
import numpy as np
from hypothesis import given

from voicecoach.hearing.rows import BLOCK_ROWS, GrowingRows

LONG = 2 * BLOCK_ROWS + 5
ROWS = np.arange(2.0 * LONG).reshape(LONG, 2)


@given(st.lists(st.integers(0, LONG), max_size=6), st.integers(0, LONG + 3))
def test_any_cutting_gives_the_same_rows(cuts: list[int], count: int) -> None:
    kept = GrowingRows(np.float64, 2)
    for piece in np.split(ROWS, sorted(cuts)):
        kept.add(piece)
    assert len(kept) == LONG
    for column in (0, 1):
        np.testing.assert_array_equal(kept.column(column), ROWS[:, column])
    for place, rows in kept.blocks(count):
        np.testing.assert_array_equal(rows, ROWS[:count][place])


def test_what_was_added_may_change_afterwards() -> None:
    kept = GrowingRows(np.float32, 1)
    rows = np.ones((3, 1), np.float32)
    kept.add(rows)
    rows[:] = 2.0
    assert kept.column(0).tolist() == [1.0, 1.0, 1.0]


def test_numbers_keep_their_type() -> None:
    kept = GrowingRows(np.float32, 1)
    assert kept.column(0).dtype == np.float32
    assert len(kept.column(0)) == 0


def test_what_is_dropped_was_all_there_and_is_gone() -> None:
    kept = GrowingRows(np.float64, 2)
    kept.add(ROWS)
    for place, rows in kept.blocks(LONG, drop=True):
        np.testing.assert_array_equal(rows, ROWS[place])
    assert len(kept) == 0
    assert list(kept.blocks(LONG)) == []
    kept.add(ROWS[:1])
    assert kept.column(1).tolist() == [1.0]


def test_blocks_are_as_long_as_they_are_said_to_be() -> None:
    kept = GrowingRows(np.float64, 2)
    kept.add(ROWS)
    assert [len(rows) for _, rows in kept.blocks(LONG)] == [BLOCK_ROWS, BLOCK_ROWS, 5]
