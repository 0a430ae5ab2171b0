"""Nuclei: where the signal itself has a syllable, whatever the recogniser wrote.

Conventions
    A nucleus is a time in seconds from the start of the recording, on the frames of the level track.
    No voice has no nuclei: ().
Measures
    find_nuclei      voiced peaks of strength with a dip of `MIN_DIP_DB` on both sides (de Jong & Wempe 2009; the convex
                     hull of Mermelstein 1975 finds nearly the same ones). Strength is the mean of the level of the
                     whole band and that of 50-1000 Hz, smoothed: the low band alone rises in nasals, the whole band
                     alone in hisses, both only in vowels (after Wang & Narayanan 2007, who correlate bands).
    syllables_of     n / (1 - n * `MERGED_S` / t). Syllables that follow each other too fast leave one peak, as pulses
                     leave one click in a counter that is deaf for a moment after each (non-paralysable dead time).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.tracks import Values
from voicecoach.units import power_to_db

MIN_DIP_DB = 2.0
"""How far strength falls between two nuclei, decibels (de Jong & Wempe 2009)."""

SMOOTHING_FRAMES = 5
"""Frames of level under the smoothing window, Hann: 50 ms, the length of the shortest vowels; Praat's intensity, which
de Jong & Wempe used, smooths over 64 ms."""

CONTEXT_S = 0.3
"""How far around a span strength is looked at, so that a dip at its edge is seen: a long syllable (own proposal)."""

MERGED_S = 0.025
"""Dead time after a nucleus, seconds (own proposal, from German sentences of one speaker with hand labels, whose nuclei
were an eighth too few at 6 syllables a second)."""

_MOST_MERGED = 0.5


def find_nuclei(heard: Heard, spans: Sequence[Span]) -> tuple[float, ...]:
    """Syllable nuclei.

    Args:
        heard: What the ear found in the recording.
        spans: Where to look, in order, not overlapping.

    Returns:
        Times in seconds, rising, each inside one of the spans; () where there is no voice.
    """
    return tuple(time_s for span in spans for time_s in _nuclei_in(heard, span))


def syllables_of(nuclei: int, time_s: float) -> float:
    """Syllables that are likely behind some nuclei.

    Args:
        nuclei: How many were found.
        time_s: Seconds of speech that they were found in.

    Returns:
        At least `nuclei`; 0 for none.
    """
    if not nuclei or not time_s > 0:
        return float(nuclei)
    return nuclei / (1.0 - min(_MOST_MERGED, nuclei * MERGED_S / time_s))


def _nuclei_in(heard: Heard, span: Span) -> list[float]:
    around = Span(max(0.0, span.start_s - CONTEXT_S), span.end_s + CONTEXT_S)
    frames = heard.level.frames(around)
    if frames.stop - frames.start < 2:
        return []
    strength_db = (heard.level.values[frames] + power_to_db(heard.low.values[frames])) / 2
    peaks = frames.start + _peaks(_smooth(strength_db))
    times_s = heard.level.start_s + heard.level.hop_s * peaks
    kept = ~np.isnan(heard.f0.values[peaks]) & (times_s >= span.start_s) & (times_s < span.end_s)
    return [float(time_s) for time_s in times_s[kept]]


def _smooth(values: Values) -> Values:
    window = np.hanning(SMOOTHING_FRAMES + 2)[1:-1]
    padded = np.pad(values, SMOOTHING_FRAMES // 2, mode="edge")
    return np.convolve(padded, window / window.sum(), "valid")


def _peaks(strength_db: Values) -> NDArray[np.intp]:
    """Peaks with a rise before and a fall after of `MIN_DIP_DB`; the sound's end counts as a fall."""
    turns = _turns(strength_db)
    peaks: list[int] = []
    highest, lowest, rising = turns[0], turns[0], False
    for turn in turns:
        if rising:
            highest = max(highest, turn, key=lambda index: strength_db[index])
            if strength_db[turn] <= strength_db[highest] - MIN_DIP_DB:
                peaks.append(highest)
                lowest, rising = turn, False
        else:
            lowest = min(lowest, turn, key=lambda index: strength_db[index])
            if strength_db[turn] >= strength_db[lowest] + MIN_DIP_DB:
                highest, rising = turn, True
    return np.array([*peaks, highest] if rising else peaks, dtype=np.intp)


def _turns(values: Values) -> list[int]:
    """Indices of the first value, of every local extreme and of the last value."""
    moved = np.flatnonzero(np.concatenate(([True], np.diff(values) != 0)))
    direction = np.sign(np.diff(values[moved]))
    extremes = moved[1:-1][direction[1:] != direction[:-1]]
    return [0, *(int(index) for index in extremes), len(values) - 1]
