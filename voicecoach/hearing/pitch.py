"""Pitch: the fundamental frequency of the voice.

Conventions
    f0 is in hertz and NaN exactly where there is no voice. Intervals are semitones.
    A measure of too few voiced frames is None.
Measures
    clean_f0            the tracker's frames laid on our 10 ms grid, octave jumps repaired, lone frames dropped.
    median_hz           median of the voiced frames.
    sd_semitones        standard deviation of the voiced frames in semitones around their mean; about the same for
                        men and women (Traunmueller & Eriksson 1995).
    range_semitones     5th to 95th percentile, which leaves out what the tracker gets wrong.
    final_semitones     movement over the last voiced stretch: slope of a robust line (Theil 1950) times its length.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.tracks import Values
from voicecoach.units import hz_to_semitones

MIN_VOICED_FRAMES = 30
"""0.3 s of voice, two or three vowels: with less, a median or a spread says nothing (own proposal)."""

FINAL_S = 0.4
"""How far back the end of a sentence reaches: the last stressed syllable and what follows (own proposal)."""

MIN_FINAL_FRAMES = 8
"""80 ms of voice: less is no movement one could hear (own proposal)."""


@dataclass(frozen=True, slots=True)
class PitchOptions:
    """How the tracker's frames become our track."""

    voicing: float = 0.5
    """Probability from which a frame counts as voiced: swift-f0 is calibrated to 0.5."""
    octave_window_s: float = 0.3
    """Neighbourhood that a frame is compared with when octave jumps are looked for."""
    octave_semitones: float = 9.0
    """Distance from the neighbourhood's median that makes a frame suspect."""
    min_run_frames: int = 3
    """Voiced runs shorter than 30 ms are dropped: less than three periods of a low voice."""


def clean_f0(
    f0_hz: Values, voicing: Values, from_hop_s: float, to_hop_s: float, frames: int, options: PitchOptions
) -> tuple[Values, Values]:
    """The tracker's frames on our grid.

    Args:
        f0_hz: Shape (m,), the tracker's f0 in hertz.
        voicing: Shape (m,), its probability of voice.
        from_hop_s: Seconds between its frames.
        to_hop_s: Seconds between ours.
        frames: Number of ours, n.
        options: Thresholds.

    Returns:
        f0 in hertz, shape (n,), NaN where there is no voice; probability of voice, shape (n,).
    """
    if not len(f0_hz) or not frames:
        return np.full(frames, np.nan), np.zeros(frames)
    semitones = hz_to_semitones(np.where(voicing >= options.voicing, f0_hz, np.nan))
    semitones = _repair_octaves(semitones, round(options.octave_window_s / from_hop_s), options.octave_semitones)
    voiced = _drop_short_runs(~np.isnan(semitones), options.min_run_frames, from_hop_s, to_hop_s)
    semitones = np.where(voiced, semitones, np.nan)
    position = np.arange(frames) * (to_hop_s / from_hop_s)
    left = np.clip(np.floor(position).astype(np.intp), 0, len(semitones) - 1)
    right = np.clip(left + 1, 0, len(semitones) - 1)
    share = position - left
    mixed = (1 - share) * semitones[left] + share * semitones[right]
    nearest = np.where(share < 0.5, semitones[left], semitones[right])
    ours = np.where(np.isnan(mixed), nearest, mixed)
    probability = np.interp(position, np.arange(len(voicing)), voicing)
    return np.asarray(2.0 ** (ours / 12.0)), np.asarray(probability)


def _repair_octaves(semitones: Values, window: int, limit: float) -> Values:
    """Move frames that lie about an octave from their neighbourhood's median by that octave."""
    if not len(semitones) or np.isnan(semitones).all():
        return semitones
    half = max(1, window // 2)
    padded = np.pad(semitones, half, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    has_voice = ~np.isnan(around).all(axis=1)
    middle = np.full(len(semitones), np.nan)
    middle[has_voice] = np.nanmedian(around[has_voice], axis=1)
    away = semitones - middle
    octaves = np.where(np.abs(away) >= limit, np.round(away / 12.0), 0.0)
    return np.asarray(semitones - 12.0 * np.nan_to_num(octaves))


def _drop_short_runs(voiced: NDArray[np.bool_], frames: int, from_hop_s: float, to_hop_s: float) -> NDArray[np.bool_]:
    shortest = max(1, round(frames * to_hop_s / from_hop_s))
    kept = voiced.copy()
    for start, end in runs(voiced):
        if end - start < shortest:
            kept[start:end] = False
    return kept


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
    return float(np.std(hz_to_semitones(voiced))) if len(voiced) >= MIN_VOICED_FRAMES else None


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
