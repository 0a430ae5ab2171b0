"""Rate: how fast somebody speaks.

Conventions
    Time runs from the first to the last word of a stretch. Speaking time is that less silent and filled pauses.
    A rate over less than `MIN_TIME_S` is None: one word more or less would change it by half.
Measures
    speech_rate_wpm           words a minute of all time.
    articulation_rate_syl_s   syllables a second of speaking time; syllables by dictionary and rule
                              (`voicecoach.hearing.syllables`).
"""

from collections.abc import Sequence

from voicecoach.audio import Span
from voicecoach.hearing.syllables import count_syllables
from voicecoach.prosody import Pause
from voicecoach.transcript import Word
from voicecoach.units import per_minute

MIN_TIME_S = 0.8
"""Shortest stretch that has a rate: about four syllables (own proposal)."""


def speaking_s(span: Span, pauses: Sequence[Pause]) -> float:
    """Seconds of `span` that are neither silent nor filled pause; pauses may overlap each other."""
    inside = sorted(
        (max(pause.start_s, span.start_s), min(pause.end_s, span.end_s))
        for pause in pauses
        if pause.span.overlap_s(span) > 0
    )
    paused_s, latest_s = 0.0, span.start_s
    for start_s, end_s in inside:
        paused_s += max(0.0, end_s - max(start_s, latest_s))
        latest_s = max(latest_s, end_s)
    return span.duration_s - paused_s


def syllables(words: Sequence[Word], language: str) -> int:
    """Syllables of all words; 0 for none."""
    return sum(count_syllables(word.text, language) for word in words)


def speech_rate_wpm(words: int, time_s: float) -> float | None:
    """Words a minute of all time; None for too short a stretch."""
    return per_minute(words, time_s) if words and time_s >= MIN_TIME_S else None


def articulation_rate_syl_s(count: int, time_s: float) -> float | None:
    """Syllables a second of speaking time; None for too short a stretch."""
    return count / time_s if count and time_s >= MIN_TIME_S else None
