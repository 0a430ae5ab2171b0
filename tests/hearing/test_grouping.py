"""Grouping: prints that point to known corners of a space."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import quick, thorough
from voicecoach.hearing import grouping
from voicecoach.hearing.grouping import LEAST_SPEECH_S, MOST_AT_ONCE, group

DIMENSIONS = 16


def around(corner: int, count: int, spread: float = 0.1, seed: int = 0) -> np.ndarray:
    """Prints that point to a corner, more or less."""
    prints = spread * np.random.default_rng(seed + corner).standard_normal((count, DIMENSIONS))
    prints[:, corner] += 1.0
    return prints


def same(labels: np.ndarray, truth: list[int]) -> bool:
    """Whether two numberings part the pieces alike."""
    return len(set(zip(labels.tolist(), truth, strict=True))) == len(set(truth)) == len(set(labels.tolist()))


@thorough
@given(counts=st.lists(st.integers(1, 8), min_size=1, max_size=5), given=st.booleans(), seed=st.integers(0, 5))
def test_voices_are_found_and_counted(counts: list[int], given: bool, seed: int) -> None:
    prints = np.concatenate([around(corner, count, seed=seed) for corner, count in enumerate(counts)])
    truth = [corner for corner, count in enumerate(counts) for _ in range(count)]
    labels = group(prints, np.full(len(prints), 3.0), len(counts) if given else None)
    assert same(labels, truth)


def test_the_length_of_a_print_says_nothing() -> None:
    prints = np.concatenate([around(0, 4), around(1, 4)]) * np.linspace(0.1, 9.0, 8)[:, np.newaxis]
    assert same(group(prints, np.full(8, 3.0), None), [0] * 4 + [1] * 4)


@pytest.mark.parametrize("speakers", [2, None])
def test_a_cough_is_no_speaker(speakers: int | None) -> None:
    prints = np.concatenate([around(0, 4), around(1, 4), around(2, 1)])
    seconds = np.array([3.0] * 8 + [LEAST_SPEECH_S / 2])
    labels = group(prints, seconds, speakers)
    assert len(set(labels.tolist())) == 2
    assert same(labels[:8], [0] * 4 + [1] * 4)


def test_fewer_speakers_than_voices_join_the_most_alike() -> None:
    near = around(0, 3)
    near[:, 1] += 0.8
    labels = group(np.concatenate([around(0, 3), near, around(5, 3)]), np.full(9, 3.0), 2)
    assert same(labels, [0] * 6 + [1] * 3)


def test_no_pieces_have_no_groups_and_one_has_one() -> None:
    assert group(np.zeros((0, DIMENSIONS)), np.zeros(0), None).tolist() == []
    assert group(around(0, 1), np.array([3.0]), 2).tolist() == [0]


def test_the_pieces_of_hours_are_grouped_in_blocks() -> None:
    """Voices that come in any order, one of them only in the middle; nobody's memory holds each with each."""
    random = np.random.default_rng(1)
    pieces = 2 * MOST_AT_ONCE + 100
    truth = random.integers(0, 2, pieces)
    truth[pieces // 2 : pieces // 2 + 40] = 2
    prints = np.eye(DIMENSIONS)[truth] + 0.1 * random.standard_normal((pieces, DIMENSIONS))
    tracemalloc.start()
    labels = group(prints.astype(np.float32), np.full(pieces, 1.5), None)
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert same(labels, truth.tolist())
    assert most_bytes < 3 * 8 * MOST_AT_ONCE**2 < 8 * pieces**2


@quick
@given(seed=st.integers(0, 100), speakers=st.sampled_from([None, 2, 4]))
def test_blocks_give_the_groups_that_all_at_once_give(seed: int, speakers: int | None) -> None:
    random = np.random.default_rng(seed)
    truth = random.integers(0, 4, 300)
    prints = np.eye(DIMENSIONS)[truth] + 0.08 * random.standard_normal((300, DIMENSIONS))
    seconds = random.uniform(0.5, 1.5, 300)
    at_once = group(prints, seconds, speakers)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MOST_AT_ONCE", 40), ("BLOCK", 32), ("_LEFT_OF_BLOCK", 8)):
            patch.setattr(grouping, name, value)
        in_blocks = group(prints, seconds, speakers)
    assert same(in_blocks, at_once.tolist())
