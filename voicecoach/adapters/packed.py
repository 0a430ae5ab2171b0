"""Reads matrices that lie in a file with four bits a weight, and unpacks them to eight.

A file is an `npz` of numpy. For each matrix NAME, inputs by outputs, it holds

    NAME/wholes      bytes; numbers from 0 to 15 that stand for -8 to 7, the first half of the rows in the low four
                     bits, the second half in the high ones
    NAME/multiples   bytes; what the numbers of each group of rows are multiplied with, by outputs, from 1 to 15

The groups are of equal size. A product stays within an eight-bit number.
"""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NOTHING = 8
"""The number that stands for 0."""


def packed(wholes: NDArray[np.int8], multiples: NDArray[np.int8]) -> dict[str, NDArray[np.uint8]]:
    """The two parts of a matrix as a file holds them.

    Args:
        wholes: Inputs by outputs, from -8 to 7; an even number of inputs.
        multiples: Groups of inputs by outputs.
    """
    low, high = (wholes + _NOTHING).astype(np.uint8).reshape(2, -1, wholes.shape[1])
    return {"wholes": np.asarray(low | high << 4, np.uint8), "multiples": multiples.astype(np.uint8)}


def unpacked(wholes: NDArray[np.uint8], multiples: NDArray[np.uint8]) -> NDArray[np.int8]:
    """The matrix of eight-bit numbers, inputs by outputs."""
    rows, outputs = wholes.shape
    whole = np.empty((2 * rows, outputs), np.int8)
    np.bitwise_and(wholes, 15, out=whole[:rows].view(np.uint8))
    np.right_shift(wholes, 4, out=whole[rows:].view(np.uint8))
    whole -= _NOTHING
    groups = whole.reshape(len(multiples), -1, outputs)
    groups *= multiples.astype(np.int8)[:, None]
    return whole


def read_packed(content: bytes) -> dict[str, NDArray[np.int8]]:
    """All matrices of a file by their names.

    Raises:
        ValueError: When the content is no such file.
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        names = sorted({name.rpartition("/")[0] for name in parts.files})
        return {name: unpacked(parts[f"{name}/wholes"], parts[f"{name}/multiples"]) for name in names}


def write_packed(matrices: Mapping[str, Mapping[str, NDArray[np.uint8]]]) -> bytes:
    """The content of a file that holds these matrices, each as `packed` gives it; the same for the same matrices."""
    stream = io.BytesIO()
    named: dict[str, Any] = {
        f"{name}/{part}": values for name, parts in matrices.items() for part, values in parts.items()
    }
    np.savez(stream, **named)
    return stream.getvalue()
