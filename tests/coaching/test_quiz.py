"""The quiz: lines that can't be guessed by their place, and a draw that is fair and can be had again."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.coaching.quiz import Item, Reply, Score, draw, items, score, score_by_pair
from voicecoach.coaching.styles import PAIRS, Style

LEAST_ITEMS = 40

seeds = st.integers(min_value=-(2**63), max_value=2**63)


def test_there_are_enough_lines() -> None:
    assert len(items()) >= LEAST_ITEMS
    assert len({(item.moment, item.line, item.voice) for item in items()}) == len(items())


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_neither_answer_of_a_pair_comes_more_often(pair: tuple[Style, Style]) -> None:
    counts = Counter(item.answer for item in items() if item.pair == pair)
    assert counts[pair[0]] == counts[pair[1]] >= 3


def test_the_same_words_are_told_apart_by_the_voice_alone() -> None:
    """Styles are verbal and vocal: some lines have the answer in the voice only."""
    by_words: dict[tuple[str, str], set[Style]] = {}
    for item in items():
        by_words.setdefault((item.moment, item.line), set()).add(item.answer)
    assert sum(len(answers) > 1 for answers in by_words.values()) >= 1
    assert sum(bool(item.voice) for item in items()) >= 10


def test_a_line_is_checked() -> None:
    item = items()[0]
    other = next(pair for pair in PAIRS if item.answer not in pair)
    with pytest.raises(ValueError, match="not in question"):
        replace(item, pair=other)
    with pytest.raises(ValueError, match="nobody tells"):
        replace(item, pair=item.pair[::-1])
    with pytest.raises(ValueError, match="reason"):
        replace(item, reason="")


@given(seed=seeds, most=st.integers(min_value=1, max_value=100))
def test_a_draw_has_as_many_different_lines_as_asked_and_every_pair_in_turn(seed: int, most: int) -> None:
    drawn = draw(items(), most, seed)
    assert len(drawn) == len(set(drawn)) == min(most, len(items()))
    assert drawn == draw(items(), most, seed)
    counts = Counter(item.pair for item in drawn)
    there_are = Counter(item.pair for item in items())
    short = [pair for pair in PAIRS if counts[pair] < there_are[pair]]
    assert all(counts[pair] >= max(counts.values()) - 1 for pair in short)


def test_any_pair_may_come_alone() -> None:
    assert {draw(items(), 1, seed)[0].pair for seed in range(100)} == set(PAIRS)


def test_without_a_seed_the_lines_differ() -> None:
    assert len({draw(items(), 10) for _ in range(20)}) > 1


@given(st.lists(st.tuples(st.sampled_from(items()), st.sampled_from([0, 1, None])), max_size=30))
def test_scores_count_every_reply_once(said: list[tuple[Item, int | None]]) -> None:
    replies = [Reply(item, None if choice is None else item.pair[choice]) for item, choice in said]
    whole, parts = score(replies), score_by_pair(replies)
    assert whole.tried + whole.shown == len(replies)
    assert whole.open == sum(reply.chosen != reply.item.answer for reply in replies)
    assert set(parts) == {item.pair for item, _ in said}
    for part in ("right", "tried", "shown", "open"):
        assert sum(getattr(each, part) for each in parts.values()) == getattr(whole, part)


def test_an_answer_that_was_shown_is_neither_right_nor_tried() -> None:
    item = items()[0]
    other = next(style for style in item.pair if style != item.answer)
    assert score([Reply(item, None), Reply(item, item.answer), Reply(item, other)]) == Score(right=1, tried=2, shown=1)
