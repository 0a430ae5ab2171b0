"""Timing: word times corrected by the signal.

Conventions
    The recogniser gives times from its attention, on a 20 ms grid, and lets words swallow the silence beside them.
    The signal knows where silence is. Words keep their order; none gets a negative length.
Measures
    snap_words    a word that reaches into a silence ends or starts at its edge; one that spans a silence stays on the
                  side where it has more of its time; one that lies inside a silence moves to the nearer edge, at the
                  start and the end of the recording to the one with sound beside it; a word beside a silence is
                  stretched to its edge when it is no more than `REACH_S` away.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from voicecoach.audio import Span
from voicecoach.transcript import Word

REACH_S = 0.25
"""How far a word may be from the edge of a silence and still own it: the recogniser's usual error (own proposal)."""

LEAST_WORD_S = 0.04
"""Length that a word gets at the edge of a silence when it was placed wholly inside it."""


def snap_words(words: Sequence[Word], silences: Sequence[Span], duration_s: float = math.inf) -> tuple[Word, ...]:
    """Correct word times by silences.

    Args:
        words: In the order they were spoken.
        silences: From the signal, in order, not overlapping.
        duration_s: Length of the recording, where its end is known.

    Returns:
        The same words with corrected times; () for no words.
    """
    silences = _without_end(silences, duration_s)
    times = [[word.start_s, word.end_s] for word in words]
    ends = [silence.end_s for silence in silences]
    for time in times:
        _leave_silences(time, silences, ends)
    _stretch(times, silences)
    latest_s = 0.0
    for time in times:
        time[0] = max(time[0], latest_s)
        time[1] = max(time[1], time[0])
        latest_s = time[1]
    return tuple(
        replace(word, start_s=round(start_s, 3), end_s=round(end_s, 3))
        for word, (start_s, end_s) in zip(words, times, strict=True)
    )


def _without_end(silences: Sequence[Span], duration_s: float) -> Sequence[Span]:
    """Silences, those at the edges of the recording going on beyond it: no word has room on their other side."""
    if not silences:
        return silences
    first_s = -math.inf if silences[0].start_s < LEAST_WORD_S else silences[0].start_s
    last_s = math.inf if silences[-1].end_s > duration_s - LEAST_WORD_S else silences[-1].end_s
    if len(silences) == 1:
        both = math.isinf(first_s) and math.isinf(last_s)
        return silences if both else (Span(first_s, last_s),)
    return (Span(first_s, silences[0].end_s), *silences[1:-1], Span(silences[-1].start_s, last_s))


def _leave_silences(time: list[float], silences: Sequence[Span], ends: Sequence[float]) -> None:
    """Cut a word's time back to where there is sound."""
    for silence in silences[bisect_left(ends, time[0]) :]:
        if silence.start_s >= time[1]:
            return
        before_s = silence.start_s - time[0]
        after_s = time[1] - silence.end_s
        if before_s <= 0 and after_s <= 0:
            _move_to_edge(time, silence)
            return
        if after_s > max(before_s, 0.0):
            time[0] = silence.end_s
        else:
            time[1] = silence.start_s
            return


def _move_to_edge(time: list[float], silence: Span) -> None:
    middle_s = (time[0] + time[1]) / 2
    if middle_s - silence.start_s < silence.end_s - middle_s:
        time[0], time[1] = silence.start_s - LEAST_WORD_S, silence.start_s
    else:
        time[0], time[1] = silence.end_s, silence.end_s + LEAST_WORD_S


def _stretch(times: list[list[float]], silences: Sequence[Span]) -> None:
    """Let the words beside a silence reach its edges, where no other silence lies between."""
    starts = [time[0] for time in times]
    ends_s = [-math.inf, *(silence.end_s for silence in silences)]
    starts_s = [*(silence.start_s for silence in silences[1:]), math.inf]
    for silence, last_end_s, next_start_s in zip(silences, ends_s, starts_s, strict=False):
        after = bisect_left(starts, silence.end_s - 1e-9)
        if after < len(times) and times[after][0] <= next_start_s:
            gap_s = times[after][0] - silence.end_s
            if 0 < gap_s <= REACH_S:
                times[after][0] = silence.end_s
        if after > 0 and times[after - 1][1] >= last_end_s:
            gap_s = silence.start_s - times[after - 1][1]
            if 0 < gap_s <= REACH_S:
                times[after - 1][1] = silence.start_s
