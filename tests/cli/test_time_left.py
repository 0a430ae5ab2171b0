"""How long an analysis will take still, from the first minute on, and after it was stopped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.cli.time_left import TimeLeft, told_left


def test_nothing_is_said_before_the_speed_is_known() -> None:
    left = TimeLeft()
    assert left.after(58.0, 3600.0, 12.0) is None
    assert left.after(290.0, None, 30.0) is None


def test_loading_the_model_is_no_speed() -> None:
    """The first part came after 30 s of loading; from then on ten seconds are done in each."""
    left = TimeLeft()
    left.after(100.0, 3600.0, 30.0)
    assert left.after(600.0, 3600.0, 80.0) == pytest.approx(300.0)


@given(start_s=st.floats(100.0, 3000.0), speed=st.floats(2.0, 100.0), parts=st.integers(2, 20))
def test_parts_that_are_finished_are_no_speed(start_s: float, speed: float, parts: int) -> None:
    """An earlier run came to `start_s`; they are passed in no time, and then work goes on at its own speed."""
    left = TimeLeft(start_s)
    assert left.after(start_s, None, 0.0) is None
    for number in range(10):
        assert left.after(min(start_s, start_s * (number + 1) / 10), 3600.0, 1.0 + number * 0.01) is None
    for number in range(parts):
        done_s = start_s + (3600.0 - start_s) * (number + 1) / (parts + 1)
        told = left.after(done_s, 3600.0, 1.09 + (done_s - start_s) / speed)
    assert told == pytest.approx((3600.0 - done_s) / speed, rel=1e-6)


def test_nothing_is_left_at_the_end() -> None:
    left = TimeLeft()
    left.after(100.0, 3600.0, 10.0)
    assert left.after(3600.0, 3600.0, 360.0) == 0.0
    assert left.after(3610.0, 3600.0, 361.0) == 0.0


@pytest.mark.parametrize(
    ("left_s", "told"),
    [
        (None, ""),
        (0.0, "less than a minute left"),
        (59.0, "less than a minute left"),
        (60.0, "about 1 min left"),
        (61.0, "about 2 min left"),
        (5940.0, "about 99 min left"),
        (6000.0, "about 1 h 40 min left"),
    ],
)
def test_it_is_told_as_one_says_it(left_s: float | None, told: str) -> None:
    assert told_left(left_s) == told
