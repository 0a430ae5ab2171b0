"""Pitch: the fundamental frequency of the voice.

Conventions
    f0 is in hertz and NaN exactly where there is no voice. Intervals are semitones.
    A measure of too few voiced frames is None.
Measures
    on_grid             the tracker's frames laid on our 10 ms grid; which of them are voiced: `voicing`.
    median_hz           median of the voiced frames.
    sd_semitones        standard deviation of the voiced frames in semitones around their mean; about the same for
                        men and women (Traunmueller & Eriksson 1995). Frames under `LOWEST_SHARE` of the lower
                        quartile or over `HIGHEST_SHARE` of the upper one are left out: a harmonic was taken for the
                        voice there (De Looze & Hirst 2008), and one word of them would make a calm voice swing.
    range_semitones     5th to 95th percentile, which leaves out what the tracker gets wrong.
    final_semitones     movement over the last voiced stretch: slope of a robust line (Theil 1950) times its length.
"""

import numpy as np
from numpy.typing import NDArray

from voicecoach.tracks import Values
from voicecoach.units import hz_to_semitones

MAX_STEP_SEMITONES = 3.0
"""More than this between neighbouring frames is no movement of one voice but a change of mind of the tracker: the
fastest changes that speakers can make are about 1 semitone in 10 ms (Xu & Sun 2002)."""

MIN_VOICED_FRAMES = 30
"""0.3 s of voice, two or three vowels: with less, a median or a spread says nothing (own proposal)."""

FINAL_S = 0.4
"""How far back the end of a sentence reaches: the last stressed syllable and what follows (own proposal)."""

LOWEST_SHARE = 0.75
"""Of the lower quartile of f0: floor of a speaker's range (De Looze & Hirst 2008)."""

HIGHEST_SHARE = 1.5
"""Of the upper quartile of f0: ceiling of a speaker's range (De Looze & Hirst 2008)."""

MIN_FINAL_FRAMES = 8
"""80 ms of voice: less is no movement one could hear (own proposal)."""

BLOCK = 1 << 16
"""Frames that are worked on at once: of hours, all of them would take a hundred megabytes for a moment."""


def on_grid(
    f0_hz: Values, probability: Values, from_hop_s: float, to_hop_s: float, frames: int
) -> tuple[Values, Values]:
    """The tracker's frames on our grid.

    Args:
        f0_hz: Shape (m,), the tracker's f0 in hertz, where there is no voice too.
        probability: Shape (m,), its probability of voice.
        from_hop_s: Seconds between its frames.
        to_hop_s: Seconds between ours.
        frames: Number of ours, n.

    Returns:
        f0 in hertz, shape (n,), linear in semitones between neighbours that one voice can join and the nearer one's
        elsewhere; probability of voice, shape (n,), linear. A tracker without frames gives NaN and 0.
    """
    if not len(f0_hz) or not frames:
        return np.full(frames, np.nan), np.zeros(frames)
    semitones = hz_to_semitones(f0_hz)
    known = np.arange(len(probability))
    ours, voicing = np.empty(frames), np.empty(frames)
    for first in range(0, frames, BLOCK):
        block = np.arange(first, min(first + BLOCK, frames))
        position = np.asarray(block * (to_hop_s / from_hop_s), np.float64)
        ours[block] = 2.0 ** (_between(semitones, position) / 12.0)
        voicing[block] = np.interp(position, known, probability)
    return ours, voicing


def _between(semitones: Values, position: Values) -> Values:
    """Semitones at places between the frames."""
    left = np.clip(np.floor(position).astype(np.intp), 0, len(semitones) - 1)
    right = np.clip(left + 1, 0, len(semitones) - 1)
    share = position - left
    mixed = (1 - share) * semitones[left] + share * semitones[right]
    nearest = np.where(share < 0.5, semitones[left], semitones[right])
    return np.where(np.abs(semitones[right] - semitones[left]) <= MAX_STEP_SEMITONES, mixed, nearest)


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of True as half-open pairs of indices; empty where there are none.

    >>> runs(np.array([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def median_hz(f0_hz: Values) -> float | None:
    """Median f0 in hertz; None where there is too little voice."""
    voiced = f0_hz[~np.isnan(f0_hz)]
    return float(np.median(voiced)) if len(voiced) >= MIN_VOICED_FRAMES else None


def sd_semitones(f0_hz: Values) -> float | None:
    """Spread of f0 in semitones; None where there is too little voice."""
    voiced = f0_hz[~np.isnan(f0_hz)]
    if len(voiced) < MIN_VOICED_FRAMES:
        return None
    lower, upper = np.percentile(voiced, (25, 75))
    within = voiced[(voiced >= LOWEST_SHARE * lower) & (voiced <= HIGHEST_SHARE * upper)]
    return float(np.std(hz_to_semitones(within)))


def range_semitones(f0_hz: Values) -> float | None:
    """5th to 95th percentile of f0 in semitones; None where there is too little voice."""
    voiced = f0_hz[~np.isnan(f0_hz)]
    if len(voiced) < MIN_VOICED_FRAMES:
        return None
    low, high = np.percentile(hz_to_semitones(voiced), (5, 95))
    return float(high - low)


def final_semitones(f0_hz: Values, hop_s: float) -> float | None:
    """Pitch movement at the end of a sentence: positive rises, negative falls; None without a voiced end.

    The last `FINAL_S` before the last voiced frame count; a robust line through them gives the slope.
    """
    voiced = np.flatnonzero(~np.isnan(f0_hz))
    if not len(voiced):
        return None
    end = voiced[voiced > voiced[-1] - round(FINAL_S / hop_s)]
    if len(end) < MIN_FINAL_FRAMES:
        return None
    semitones = hz_to_semitones(f0_hz[end])
    first, second = np.triu_indices(len(end), k=1)
    slope = float(np.median((semitones[second] - semitones[first]) / (end[second] - end[first])))
    return slope * float(end[-1] - end[0])
