"""Bootstrap intervals hold the figure and tell when there is too little."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.resampling import LEAST, figure, interval_95


def test_the_interval_of_a_mean_is_that_of_the_normal_distribution() -> None:
    """Mean of 100 zeros and ones: 0.5 +- 1.96 x 0.05."""
    low, high = interval_95([0.0, 1.0] * 50, statistics.fmean) or [0.0, 0.0]
    assert abs(low - 0.402) < 0.02
    assert abs(high - 0.598) < 0.02


@given(st.lists(st.floats(-100, 100), min_size=LEAST, max_size=20))
def test_the_interval_lies_among_the_items(items: list[float]) -> None:
    low, high = interval_95(items, statistics.median) or [0.0, 0.0]
    assert min(items) <= low <= high <= max(items)


def test_few_recordings_have_no_interval() -> None:
    assert figure([1.0] * (LEAST - 1), statistics.fmean) == {"value": 1.0, "interval_95": None}
    assert figure([], lambda _: None) == {"value": None, "interval_95": None}


def test_what_is_never_known_has_no_interval() -> None:
    assert interval_95([1.0] * LEAST, lambda _: None) is None
