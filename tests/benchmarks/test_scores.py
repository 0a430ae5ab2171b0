"""Scores add up as the official definitions say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores import (
    HitScore,
    RateScore,
    WordScore,
    edge_ms,
    f1,
    median_bias,
    median_error,
    pearson_r,
    score_count,
    score_near,
    score_overlap,
    score_words,
    word_error_rate,
)
from voicecoach.audio import Span

WORDS = st.lists(st.sampled_from(["yes", "no", "may", "be"]), max_size=8)
SPANS = st.lists(
    st.tuples(st.floats(0, 60), st.floats(0.15, 2)).map(lambda one: Span(one[0], one[0] + one[1])), max_size=6
)


@pytest.mark.parametrize(
    ("said", "found", "score"),
    [
        ("I said so", "I said so.", WordScore(0, 3)),
        ("I said so", "I, um, said so", WordScore(0, 3)),
        ("I said so", "said it so", WordScore(2, 3)),
        ("I said so", "", WordScore(3, 3)),
        ("", "so", WordScore(1, 0)),
        ("don\u2019t", "don't", WordScore(0, 1)),
    ],
)
def test_words_are_compared_without_marks_and_fillers(said: str, found: str, score: WordScore) -> None:
    assert score_words(said, found) == score


@given(WORDS, WORDS)
def test_word_errors_are_bounded_by_the_lengths(said: list[str], found: list[str]) -> None:
    wrong = score_words(" ".join(said), " ".join(found)).wrong
    assert abs(len(said) - len(found)) <= wrong <= max(len(said), len(found))
    assert wrong == score_words(" ".join(found), " ".join(said)).wrong


def test_recordings_weigh_by_their_words() -> None:
    assert word_error_rate([WordScore(1, 9), WordScore(1, 1)]) == pytest.approx(0.2)
    assert word_error_rate([]) is None


@given(SPANS)
def test_what_was_found_exactly_is_all_hit(spans: list[Span]) -> None:
    for score in (score_near(spans, spans), score_overlap(spans, spans)):
        assert (score.hits, score.false, score.missed) == (len(spans), 0, 0)


@given(SPANS, SPANS)
def test_everything_is_counted_once(true: list[Span], found: list[Span]) -> None:
    for score in (score_near(true, found), score_overlap(true, found), score_count(len(true), len(found))):
        assert score.hits + score.missed == len(true)
        assert score.hits + score.false == len(found)


@pytest.mark.parametrize(("end_s", "hits"), [(1.5, 1), (1.49, 0)])
def test_a_pause_is_hit_by_half_of_both(end_s: float, hits: int) -> None:
    assert score_overlap([Span(1.0, 2.0)], [Span(1.0, end_s)]).hits == hits
    assert score_overlap([Span(1.0, end_s)], [Span(1.0, 2.0)]).hits == hits


@pytest.mark.parametrize(("start_s", "hits"), [(2.29, 1), (2.31, 0)])
def test_a_filler_is_hit_nearby(start_s: float, hits: int) -> None:
    assert score_near([Span(1.8, 2.0)], [Span(start_s, 3.0)]).hits == hits


def test_one_found_pause_hits_one_true_pause() -> None:
    score = score_near([Span(1.0, 1.1), Span(1.2, 1.3)], [Span(1.0, 1.3)])
    assert (score.hits, score.false, score.missed) == (1, 0, 1)


def test_f1_is_the_harmonic_mean() -> None:
    precision, recall = 3 / 5, 3 / 4
    assert f1([HitScore(2, 2, 1), HitScore(1, 0, 0)]) == pytest.approx(2 * precision * recall / (precision + recall))
    assert f1([HitScore(0, 0, 0)]) is None
    assert f1([HitScore(0, 1, 0)]) == 0


def test_edges_are_those_of_hits() -> None:
    score = score_overlap([Span(1.0, 2.0), Span(5.0, 6.0)], [Span(1.01, 2.03)])
    assert edge_ms([score]) == pytest.approx(20.0)
    assert edge_ms([HitScore(0, 1, 1)]) is None


def test_a_rate_that_is_not_known_is_wholly_wrong() -> None:
    scores = [RateScore(4.0, 5.0), RateScore(4.0, 3.8), RateScore(4.0, None)]
    assert median_error(scores) == pytest.approx(0.25)
    assert median_bias(scores) == pytest.approx(-0.05)
    assert median_error([]) is None


def test_correlation_needs_three_points_and_spread() -> None:
    line = [RateScore(true, 2 * true + 1) for true in (3.0, 4.0, 5.0)]
    assert pearson_r([*line, RateScore(9.0, None)]) == pytest.approx(1.0)
    assert pearson_r(line[:2]) is None
    assert pearson_r([RateScore(true, 4.0) for true in (3.0, 4.0, 5.0)]) is None
