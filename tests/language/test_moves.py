"""Moves are found where words reach a limit, and stand where they say."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.language.moves import GROW, Tags, find_moves
from voicecoach.scoring import Scoring

TAGS = Tags(("technique/direct_no", "tactic/guilt", "passive/hedge"), {"technique/direct_no": 0.0, "tactic/guilt": 1.0})
TEXT = "Sorry, no, I really can't tonight."
PLACES = ((0, 5), (7, 9), (11, 12), (13, 19), (20, 25), (26, 33))


def scoring(no: list[float], guilt: float = -9.0) -> Scoring:
    tags = np.full((len(PLACES), 3), -9.0)
    tags[:, 0], tags[:, 1] = no, guilt
    return Scoring(np.full(5, 0.2), PLACES, np.zeros((len(PLACES), 5)), tags)


def found(no: list[float], kind: str = "technique", guilt: float = -9.0) -> list[str]:
    return [move.text for move in find_moves(TEXT, [scoring(no, guilt)], TAGS, kind)]


def test_nothing_reaches_its_limit() -> None:
    assert found([-0.1] * 6) == []


def test_a_move_reaches_over_weaker_words_beside_its_strongest() -> None:
    assert found([-9, 1, -9, -1, -9, -9]) == ["no, I really"]


def test_two_moves_of_one_name_stand_apart() -> None:
    assert found([1, -9, -9, -9, -9, 1]) == ["Sorry", "tonight"]


def test_a_weak_stretch_alone_is_none() -> None:
    assert found([-GROW / 2, -GROW / 2, -9, -9, -9, -9]) == []


def test_each_kind_by_itself_with_its_own_limit() -> None:
    assert found([1] * 6, "tactic", guilt=0.9) == []
    assert found([-9] * 6, "tactic", guilt=1.1) == [TEXT[:-1]]


def test_a_tag_without_a_limit_is_no_move() -> None:
    assert find_moves(TEXT, [scoring([1] * 6)], TAGS, "passive") == ()


@given(no=st.lists(st.floats(-5, 5), min_size=6, max_size=6))
def test_every_move_stands_where_it_says_and_they_do_not_touch(no: list[float]) -> None:
    moves = find_moves(TEXT, [scoring(no)], TAGS, "technique")
    assert all(TEXT[move.start : move.end] == move.text for move in moves)
    assert all(one.end < other.start for one, other in itertools.pairwise(moves))
    assert bool(moves) == (max(no) >= 0)


def test_a_scoring_holds_together() -> None:
    with pytest.raises(ValueError, match="2 words"):
        Scoring(np.full(5, 0.2), ((0, 1), (2, 3)), np.zeros((1, 5)), np.zeros((2, 3)))
