"""Rows: measures of a recording that come piece by piece, kept until it ends.

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


class GrowingRows:
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

    def blocks(self, count: int, *, drop: bool = False) -> Iterator[tuple[slice, NDArray[Any]]]:
        """The first rows, block by block, each with the place that it has among all: nothing is copied.

        Args:
            count: How many rows.
            drop: Whether each block is let go of after its use, so that what is made of it takes its room; no rows are
                left in the end.
        """
        last, blocks = min(self._count, count), list(self._blocks)
        if drop:
            self._blocks, self._count = [], 0
        first = 0
        while first < last:
            block = blocks.pop(0)[: last - first]
            yield slice(first, first + len(block)), block
            first += len(block)

    def column(self, number: int) -> NDArray[Any]:
        """One number of each row, shape (n,)."""
        chosen = np.empty(self._count, self._dtype)
        for place, rows in self.blocks(self._count):
            chosen[place] = rows[:, number]
        return chosen
