"""Gathered: measures of a recording that come piece by piece, kept until it ends.

Conventions
    Rows lie in few large blocks, copied there as they come. Kept as they come, the thousands of small arrays of an hour
    lie between what was freed around them and hold on to the pages that they share with it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

BLOCK_ROWS = 1 << 14
"""Rows of a block: nearly three minutes of frames, some hundred kilobytes, of which only what is filled is used."""


class Gathered:
    """Rows of one recording, in order.

    Args:
        dtype: Type of the numbers.
        columns: Numbers in a row.
    """

    def __init__(self, dtype: DTypeLike, columns: int) -> None:
        self._dtype = dtype
        self._columns = columns
        self._blocks: list[NDArray[Any]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def columns(self) -> int:
        """Numbers in a row."""
        return self._columns

    def add(self, rows: NDArray[Any]) -> None:
        """Take the next rows, shape (n, columns)."""
        while len(rows):
            place = self._count % BLOCK_ROWS
            if not place:
                self._blocks.append(np.empty((BLOCK_ROWS, self._columns), self._dtype))
            fitting = rows[: BLOCK_ROWS - place]
            self._blocks[-1][place : place + len(fitting)] = fitting
            self._count += len(fitting)
            rows = rows[len(fitting) :]

    def blocks(self, count: int) -> Iterator[tuple[slice, NDArray[Any]]]:
        """The first rows, block by block, each with the place that it has among all: nothing is copied."""
        for number, block in enumerate(self._blocks):
            first = number * BLOCK_ROWS
            last = min(first + BLOCK_ROWS, self._count, count)
            if first < last:
                yield slice(first, last), block[: last - first]

    def column(self, number: int, count: int | None = None) -> NDArray[Any]:
        """One number of each row, shape (n,); of the first `count` rows, or of all."""
        count = len(self) if count is None else min(count, len(self))
        chosen = np.empty(count, self._dtype)
        for place, rows in self.blocks(count):
            chosen[place] = rows[:, number]
        return chosen

    def clear(self) -> None:
        """Let go of all rows."""
        self._blocks.clear()
        self._count = 0
