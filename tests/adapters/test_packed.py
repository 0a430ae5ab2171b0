"""Matrices of four bits a weight come back as they went in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as drawn
from numpy.typing import NDArray

from voicecoach.adapters.packed import packed, read_packed, unpacked, write_packed

Matrix = tuple[NDArray[np.int8], NDArray[np.int8]]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Whole numbers from -8 to 7, inputs by outputs, and the multiples of their groups of inputs."""
    groups, size, outputs = draw(st.integers(1, 4)), 2 * draw(st.integers(1, 4)), draw(st.integers(1, 5))
    wholes = draw(drawn.arrays(np.int8, (groups * size, outputs), elements=st.integers(-8, 7)))
    multiples = draw(drawn.arrays(np.int8, (groups, outputs), elements=st.integers(1, 15)))
    return wholes, multiples


@given(matrices())
def test_what_is_packed_is_unpacked(matrix: Matrix) -> None:
    wholes, multiples = matrix
    content = write_packed({"a.weight": packed(wholes, multiples), "b/weight": packed(wholes, multiples)})
    found = read_packed(content)
    size = len(wholes) // len(multiples)
    assert set(found) == {"a.weight", "b/weight"}
    for values in found.values():
        np.testing.assert_array_equal(values, wholes * np.repeat(multiples, size, axis=0))


def test_a_matrix_takes_half_a_byte_a_weight() -> None:
    parts = packed(np.zeros((64, 10), np.int8), np.ones((2, 10), np.int8))
    assert sum(part.nbytes for part in parts.values()) == 64 * 10 // 2 + 2 * 10
    assert unpacked(**parts).dtype == np.int8


def test_the_same_matrices_make_the_same_file() -> None:
    matrix = {"a": packed(np.ones((2, 2), np.int8), np.ones((1, 2), np.int8))}
    assert write_packed(matrix) == write_packed(matrix)


@pytest.mark.parametrize("content", [b"", b"no file of weights"])
def test_other_content_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, EOFError)):
        read_packed(content)
