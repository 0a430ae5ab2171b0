"""The most memory that a process held is its own, in bytes."""

import os
import sys

import pytest

from benchmarks.memory import Run, joined, peak_bytes

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process held")


def test_what_a_process_holds_is_seen() -> None:
    small = peak_bytes([sys.executable, "-c", "pass"])
    large = peak_bytes([sys.executable, "-c", "held = b'x' * 200_000_000; print('something else')"])
    assert 195e6 < large - small < 205e6


def test_what_this_process_holds_is_not_counted() -> None:
    held = b"x" * 200_000_000
    assert peak_bytes([sys.executable, "-c", "pass"]) < len(held)


def test_a_failure_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        peak_bytes([sys.executable, "-c", "raise SystemExit(3)"])


def test_kinds_that_are_not_measured_keep_their_figures() -> None:
    def run(kind: str, peak_mb: float) -> Run:
        return {"speakers": kind, "peak_mb": peak_mb}

    before = [run("stereo", 1.0), run("mono", 2.0)]
    assert joined(before, [run("stereo", 3.0), run("one", 4.0)]) == [
        run("one", 4.0),
        run("stereo", 3.0),
        run("mono", 2.0),
    ]
