"""Samples and spans: checked once at birth, then read-only."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import noise
from tests.strategies import thorough
from voicecoach.audio import MOST_AMPLITUDE, AudioChunk, Samples, Span, chunks, within_reason

spans = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda edges: Span(min(edges), max(edges)))


def test_a_span_has_a_length_and_may_be_empty() -> None:
    assert Span(1.0, 3.5).duration_s == 2.5
    assert Span(1.0, 1.0).duration_s == 0.0


@pytest.mark.parametrize("end_s", [0.9, float("nan")])
def test_a_span_does_not_end_before_it_starts(end_s: float) -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Span(1.0, end_s)


@pytest.mark.parametrize(
    ("start_s", "end_s", "shared_s"), [(0.0, 1.5, 0.5), (1.2, 1.4, 0.2), (2.0, 3.0, 0.0), (5, 6, 0)]
)
def test_spans_share_time(start_s: float, end_s: float, shared_s: float) -> None:
    assert Span(1.0, 2.0).overlap_s(Span(start_s, end_s)) == pytest.approx(shared_s)


@thorough
@given(left=spans, right=spans)
def test_what_two_spans_share_is_in_both(left: Span, right: Span) -> None:
    shared_s = left.overlap_s(right)
    assert shared_s == right.overlap_s(left)
    assert 0.0 <= shared_s <= min(left.duration_s, right.duration_s)
    assert left.overlap_s(left) == left.duration_s


def test_a_chunk_knows_where_it_lies() -> None:
    chunk = AudioChunk(noise(0.5, -20.0), 8_000)
    assert (chunk.start_s, chunk.end_sample) == (0.5, 16_000)


def test_the_samples_of_a_chunk_can_not_be_changed() -> None:
    chunk = AudioChunk(noise(0.1, -20.0), 0)
    with pytest.raises(ValueError, match="read-only"):
        chunk.samples[0] = 0.0


@pytest.mark.parametrize("samples", [np.zeros(4), np.zeros((2, 2), np.float32), np.zeros(4, np.int16)])
def test_other_samples_than_mono_float32_are_refused(samples: Samples) -> None:
    with pytest.raises(ValueError, match="1-D float32"):
        AudioChunk(samples, 0)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_samples_are_held_within_reason(kind: type[np.floating[Any]]) -> None:
    samples = np.array([[0.5, -1.0, 2.0, np.nan], [np.inf, -np.inf, 1e30, -1e30]], kind)
    held = within_reason(samples)
    assert held.tolist() == [[0.5, -1.0, 2.0, 0.0], [0.0, 0.0, MOST_AMPLITUDE, -MOST_AMPLITUDE]]
    assert held.dtype == np.float32


@thorough
@given(length=st.integers(0, 5_000), chunk_s=st.floats(0.0, 0.2))
def test_chunks_follow_each_other_and_hold_every_sample(length: int, chunk_s: float) -> None:
    samples = noise(length / 16_000, -20.0)
    parts = list(chunks(samples, max(chunk_s, 0.001)))
    assert [part.start_sample for part in parts] == [sum(len(p.samples) for p in parts[:i]) for i in range(len(parts))]
    assert np.array_equal(np.concatenate([np.zeros(0, np.float32), *(part.samples for part in parts)]), samples)
    assert all(len(part.samples) for part in parts)
