"""Clipping: runs at full scale count, honest peaks do not."""

import numpy as np
import pytest

from voicecoach.hearing.clipping import CLIP_RUN, clipped_samples


@pytest.mark.parametrize(("run", "clipped"), [(0, 0), (1, 0), (2, 0), (3, 3), (7, 7)])
def test_runs_of_three_or_more_count_whole(run: int, clipped: int) -> None:
    plane = np.full(100, 0.5, np.float32)
    plane[40 : 40 + run] = 1.0
    assert clipped_samples(plane[None]) == clipped
    assert clipped_samples(-plane[None]) == clipped


def test_runs_and_channels_add_up() -> None:
    planes = np.zeros((2, 50), np.float32)
    planes[0, :4], planes[0, 10:13], planes[1, 46:] = 1.0, -1.0, 1.0
    assert clipped_samples(planes) == 4 + 3 + 4


def test_less_than_a_run_holds_none() -> None:
    assert clipped_samples(np.ones((1, CLIP_RUN - 1), np.float32)) == 0
    assert clipped_samples(np.zeros((1, 0), np.float32)) == 0
