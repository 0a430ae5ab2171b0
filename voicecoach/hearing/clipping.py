"""Clipping: samples at full scale, where the true sound is lost.

Conventions
    Planes have shape (channels, n), full scale at +-1. No samples have none that are clipped.
Measures
    clipped_samples    samples in runs of `CLIP_RUN` or more at full scale.
"""

import numpy as np
from numpy.typing import NDArray

CLIP_LEVEL = 0.999
"""Full scale less a rounding step: 16-bit full scale is 32767/32768 = 0.99997."""

CLIP_RUN = 3
"""Samples in a row at full scale that count as clipping; a single one is an honest peak."""


def clipped_samples(planes: NDArray[np.float32]) -> int:
    """Number of samples in runs of `CLIP_RUN` or more at full scale; planes of shape (channels, n)."""
    full = np.abs(planes) >= CLIP_LEVEL
    if planes.shape[1] < CLIP_RUN or not full.any():
        return 0
    run = full[:, 2:] & full[:, 1:-1] & full[:, :-2]
    starts = run.copy()
    starts[:, 1:] &= ~run[:, :-1]
    return int(run.sum() + (CLIP_RUN - 1) * starts.sum())
