"""Tracks: frames and times belong together."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.tolerances import SAME_S, assert_seconds
from voicecoach.audio import Span
from voicecoach.tracks import F0Track, LevelTrack, Track, Values

TENTHS = Track(np.arange(10.0), 0.1)
"""Ten frames, centred on 0.0, 0.1 .. 0.9 s."""


def test_a_frame_has_a_time() -> None:
    assert_seconds(Track(np.zeros(3), 0.016, start_s=2.0).times_s, [2.0, 2.016, 2.032], within=SAME_S)


@pytest.mark.parametrize(
    ("start_s", "end_s", "values"),
    [
        (0.2, 0.5, [2, 3, 4]),  # half-open: the frame at the end is the next one's
        (0.15, 0.55, [2, 3, 4, 5]),
        (-1.0, 0.15, [0, 1]),
        (0.85, 9.0, [9]),
        (0.31, 0.39, []),
        (5.0, 9.0, []),
        (-2.0, -1.0, []),
    ],
)
def test_a_span_holds_the_frames_centred_in_it(start_s: float, end_s: float, values: list[float]) -> None:
    assert TENTHS.between(Span(start_s, end_s)).tolist() == values


@thorough
@given(edges_s=st.lists(st.floats(-1.0, 3.0), min_size=2, max_size=6).map(sorted), start_s=st.floats(0.0, 1.0))
def test_spans_that_touch_share_no_frame_and_lose_none(edges_s: list[float], start_s: float) -> None:
    track = Track(np.arange(100.0), 0.01, start_s)
    parts = [track.between(Span(left, right)) for left, right in itertools.pairwise(edges_s)]
    assert np.concatenate(parts).tolist() == track.between(Span(edges_s[0], edges_s[-1])).tolist()


def test_a_track_can_not_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        TENTHS.values[0] = 1.0


@pytest.mark.parametrize(("values", "hop_s"), [(np.zeros((2, 2)), 0.1), (np.zeros(2), 0.0), (np.zeros(2), -0.1)])
def test_a_track_is_flat_and_goes_forward(values: Values, hop_s: float) -> None:
    with pytest.raises(ValueError, match="1-D"):
        LevelTrack(values, hop_s)


@pytest.mark.parametrize("f0_hz", [0.0, -100.0])
def test_f0_is_never_0_and_never_negative(f0_hz: float) -> None:
    with pytest.raises(ValueError, match="NaN where there is no voice"):
        F0Track(np.array([100.0, f0_hz]), 0.01)
    assert np.isnan(F0Track(np.array([100.0, np.nan]), 0.01).values[1])
