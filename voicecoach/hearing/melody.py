"""Melody: stretches where the pitch hardly moves, and how a sentence ends.

Conventions
    f0 is in hertz, NaN where there is no voice; intervals are semitones. Too little voice gives nothing.
Measures
    flat_passages   windows of `WINDOW_S` in which f0 spreads by less than `FLAT_SEMITONES`, joined where they overlap.
                    Ten seconds are the window over which listeners' judgement of liveliness follows the spread of
                    pitch; around 0.10 of the mean (1.7 semitones) talk was heard as monotone (Hincks 2005).
    movement        rise, level or fall: the movement over the last 0.4 s against what is heard as movement at all in
                    running speech, 0.32/T^2 semitones a second over T seconds ('t Hart 1981), so 0.32/T = 0.8.
"""

import numpy as np

from voicecoach.audio import Span
from voicecoach.melody import FlatPassage
from voicecoach.prosody import FinalMovement
from voicecoach.tracks import F0Track
from voicecoach.units import hz_to_semitones

WINDOW_S = 10.0
"""Stretch that is judged at a time (Hincks 2005)."""

STEP_S = 1.0
"""Between the starts of two windows."""

MIN_WINDOW_VOICE_S = 3.0
"""Voice that a window needs: fluent speech has four to five seconds of it in ten (own proposal)."""

FLAT_SEMITONES = 1.5
"""Spread below which a window is flat: the low edge of the band for whole recordings (own proposal)."""

MOVEMENT_SEMITONES = 0.8
"""Movement from which an end rises or falls ('t Hart 1981)."""


def flat_passages(f0: F0Track, turn: Span) -> tuple[FlatPassage, ...]:
    """Where the melody of one turn is flat; () for turns shorter than a window."""
    found: list[FlatPassage] = []
    semitones = hz_to_semitones(f0.between(turn))
    voiced = ~np.isnan(semitones)
    counts, sums, squares = (
        np.concatenate(([0.0], np.cumsum(np.where(voiced, values, 0.0))))
        for values in (np.ones(len(semitones)), semitones, semitones**2)
    )
    window, step = round(WINDOW_S / f0.hop_s), round(STEP_S / f0.hop_s)
    for start in range(0, len(semitones) - window + 1, step):
        end = start + window
        count = counts[end] - counts[start]
        if count * f0.hop_s < MIN_WINDOW_VOICE_S:
            continue
        mean = (sums[end] - sums[start]) / count
        spread = float(np.sqrt(max(0.0, (squares[end] - squares[start]) / count - mean**2)))
        if spread >= FLAT_SEMITONES:
            continue
        start_s = round(turn.start_s + start * f0.hop_s, 2)
        end_s = round(turn.start_s + end * f0.hop_s, 2)
        if found and found[-1].end_s > start_s:
            before = found.pop()
            start_s, spread = before.start_s, min(before.f0_sd_semitones, spread)
        found.append(FlatPassage(start_s, end_s, round(spread, 2)))
    return tuple(found)


def movement(final_semitones: float | None) -> FinalMovement | None:
    """How a sentence ends, from `pitch.final_semitones`; None where that is not known."""
    if final_semitones is None:
        return None
    if abs(final_semitones) < MOVEMENT_SEMITONES:
        return "level"
    return "rise" if final_semitones > 0 else "fall"
