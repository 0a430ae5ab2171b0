"""Voices apart: prints that point to known corners of a space, and clouds around one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.strategies import quick, thorough
from voicecoach.hearing.apart import APART, LEAST_SPEECH_S, MOST_PIECES, Pieces, held_out_margin, unit, voices_of

DIMENSIONS = 16
OF_PRINTS = 192
"""Dimensions of real prints."""

PIECE_S = 1.5


def around(corner: int, count: int, spread: float = 0.1, seed: int = 0, dimensions: int = DIMENSIONS) -> np.ndarray:
    """Prints that point to a corner, more or less."""
    prints = spread * np.random.default_rng(seed + corner).standard_normal((count, dimensions))
    prints[:, corner] += 1.0
    return prints


def pieces(prints: np.ndarray, seconds: float | np.ndarray = PIECE_S) -> Pieces:
    """Pieces one after the other, of which no two share sound."""
    return Pieces.of(prints, np.broadcast_to(seconds, len(prints)), times(len(prints)))


def times(count: int, step_s: float = PIECE_S) -> NDArray[np.float64]:
    """Times one after the other."""
    return np.arange(count, dtype=np.float64) * step_s


def corners(voices: np.ndarray) -> list[int]:
    """The corners that voices point to."""
    return sorted(voices.argmax(axis=1).tolist())


@thorough
@given(counts=st.lists(st.integers(3, 8), min_size=1, max_size=5), given=st.booleans(), seed=st.integers(0, 5))
def test_voices_are_found_and_counted(counts: list[int], given: bool, seed: int) -> None:
    prints = np.concatenate([around(corner, count, seed=seed) for corner, count in enumerate(counts)])
    mixed = prints[np.random.default_rng(seed).permutation(len(prints))]
    assert corners(voices_of(pieces(mixed), len(counts) if given else None)) == list(range(len(counts)))


@quick
@given(seed=st.integers(0, 1000), count=st.integers(10, 80), spread=st.floats(0.01, 0.05), given=st.booleans())
def test_one_voice_is_not_cut_in_two(seed: int, count: int, spread: float, given: bool) -> None:
    """Whatever the halves of one cloud look like, what was held out falls to either, even where two are asked for.

    At 0.05 prints of a voice are 0.68 alike, as real ones are.
    """
    one = around(0, count, spread, seed, OF_PRINTS)
    assert len(voices_of(pieces(one), 2 if given else None)) == 1


@pytest.mark.parametrize("shared", [0.0, 1.0, 2.0])
def test_a_line_that_makes_voices_alike_joins_none(shared: float) -> None:
    prints = np.concatenate([around(0, 8), around(1, 8)])
    prints[:, 5] += shared
    assert len(voices_of(pieces(prints), None)) == 2


def test_the_length_of_a_print_says_nothing() -> None:
    prints = np.concatenate([around(0, 4), around(1, 4)]) * np.linspace(0.1, 9.0, 8)[:, np.newaxis]
    assert corners(voices_of(pieces(prints), None)) == [0, 1]


def test_the_order_of_the_pieces_says_nothing() -> None:
    prints, at_s = np.concatenate([around(0, 6), around(1, 6)]), times(12)
    back = Pieces.of(prints[::-1], np.full(12, PIECE_S), at_s[::-1])
    assert voices_of(back, None) == pytest.approx(voices_of(pieces(prints), None))


@pytest.mark.parametrize("speakers", [2, 3, None])
def test_a_cough_is_no_voice(speakers: int | None) -> None:
    prints = np.concatenate([around(0, 4), around(1, 4), around(2, 1)])
    seconds = np.array([3.0] * 8 + [LEAST_SPEECH_S / 2])
    assert corners(voices_of(pieces(prints, seconds), speakers)) == [0, 1]


def test_fewer_voices_than_there_are_join_the_most_alike() -> None:
    near = around(0, 6)
    near[:, 1] += 0.8
    voices = voices_of(pieces(np.concatenate([around(0, 6), near, around(5, 6)])), 2)
    assert corners(voices) == [0, 5]


def test_the_same_speech_cut_twice_proves_nothing() -> None:
    """Two moments come five times each: they are apart only where their copies are not left out."""
    moments = unit(np.random.default_rng(1).random((2, DIMENSIONS)))
    at_s = np.repeat([1.0, 5.0], 5)
    twice = Pieces.of(np.repeat(moments, 5, axis=0), np.full(10, PIECE_S / 5), at_s)
    assert held_out_margin(twice, at_s > 3) < APART
    elsewhere = Pieces.of(twice.prints, twice.seconds, times(10))
    assert held_out_margin(elsewhere, at_s > 3) > APART


def test_hours_are_thinned_out() -> None:
    prints = np.concatenate([around(corner, 2 * MOST_PIECES) for corner in (0, 1)])
    found = pieces(prints)
    assert len(found.prints) <= MOST_PIECES
    assert found.speech_s == pytest.approx(PIECE_S * len(prints), rel=0.01)
    assert corners(voices_of(found, None)) == [0, 1]


def test_no_pieces_have_no_voice_and_one_has_one() -> None:
    assert len(voices_of(pieces(np.zeros((0, DIMENSIONS))), None)) == 0
    assert corners(voices_of(pieces(around(3, 1)), 2)) == [3]
