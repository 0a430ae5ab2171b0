"""The most memory that a process held is its own, in bytes."""

import os
import sys

import pytest

from benchmarks.memory import peak_bytes

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
