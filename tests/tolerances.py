"""Tolerances in the listener's unit, each with its name and its reason."""

import numpy as np
from numpy.typing import ArrayLike

SAME_CENTS = 0.01
"""Two computations of one pitch: floating point, nothing else."""

HEARD_CENTS = 20.0
"""Pitch of a voice: a listener tells some 5 cents apart in a held tone and 20 in speech."""

SAME_DB = 0.001
"""Two computations of one level: 32-bit floating point, nothing else."""

HEARD_DB = 0.5
"""Level: a listener tells about 1 dB apart."""

SAME_S = 0.0011
"""Two computations of one time: word times are rounded to the millisecond."""

EDGE_S = 0.0151
"""Edge of a silence: 15 ms, half a frame of level (12.5 ms) and the rounding to its grid, and a sample."""

FRAME_S = 0.033
"""Edge of a span of speech: one frame of the classifier."""


_FLOATING = 1e-9


def assert_cents(f0_hz: ArrayLike, truth_hz: ArrayLike, within: float) -> None:
    """Both are no more than `within` cents apart, and voiced on the same frames."""
    _assert_near(1200.0 * np.log2(f0_hz), 1200.0 * np.log2(truth_hz), within, "cents")


def assert_semitones(interval: ArrayLike, truth: ArrayLike, within: float) -> None:
    """Two intervals in semitones are no more than `within` cents apart."""
    _assert_near(100.0 * np.asarray(interval), 100.0 * np.asarray(truth), within, "cents")


def assert_db(level_db: ArrayLike, truth_db: ArrayLike, within: float) -> None:
    """Both are no more than `within` decibels apart."""
    _assert_near(level_db, truth_db, within, "dB")


def assert_seconds(time_s: ArrayLike, truth_s: ArrayLike, within: float) -> None:
    """Both are no more than `within` seconds apart."""
    _assert_near(time_s, truth_s, within, "s")


def _assert_near(found: ArrayLike, truth: ArrayLike, within: float, unit: str) -> None:
    """Two arrays of one shape, NaN on the same places, apart by no more than `within` anywhere."""
    left, right = np.asarray(found, dtype=np.float64), np.asarray(truth, dtype=np.float64)
    assert left.shape == right.shape, f"{left.shape} values against {right.shape}"
    assert np.array_equal(np.isnan(left), np.isnan(right)), "one is known where the other is not"
    known = ~np.isnan(left)
    apart = np.abs(left[known] - right[known])
    assert not apart.size or apart.max() <= within + _FLOATING, (
        f"{apart.max():.4g} {unit} apart, {within:g} {unit} allowed"
    )
