"""A benchmark of many recordings: which are taken, and what a program took of the machine."""

import itertools
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.manifest import Row
from benchmarks.scale import Run, spread

BURN = "import time\nwhile time.process_time() < 0.5: pass\nprint('done')"


@given(st.integers(0, 50), st.integers(1, 60))
def test_rows_are_spread_evenly_and_taken_once(there: int, wanted: int) -> None:
    rows = [Row(f"{number:02}") for number in range(there)]
    taken = spread(rows, wanted)
    assert len(taken) == min(there, wanted)
    assert len({row.audio for row in taken}) == len(taken)
    places = [rows.index(row) for row in taken]
    gaps = {later - place for place, later in itertools.pairwise(places)}
    assert max(gaps, default=0) - min(gaps, default=0) <= 1


def test_shares_of_the_cores() -> None:
    run = Run(wall_s=10.0, cpu_s=12.0, others_s=5.0)
    assert run.cpu_share(2) == pytest.approx(0.6)
    assert run.cpu_share_left(2) == pytest.approx(0.8)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what the machine did")
def test_what_a_program_took_is_seen() -> None:
    from benchmarks.scale import timed

    run, printed = timed([sys.executable, "-c", BURN])
    assert printed == "done\n"
    assert 0.5 <= run.cpu_s < 0.8
    assert run.wall_s >= run.cpu_s
    assert 0.0 <= run.others_s <= run.wall_s * (os.cpu_count() or 1) + 1.0
