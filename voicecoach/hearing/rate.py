"""Rate: how fast somebody speaks.

Conventions
    Time runs from the first to the last word of a stretch. Speaking time is that less silent and filled pauses.
    A rate over less than `MIN_TIME_S` is None: one word more or less would change it by half.
Measures
    speech_rate_wpm           words a minute of all time.
    articulation_rate_syl_s   syllables a second of speaking time.
    count                     syllables by dictionary and rule (`voicecoach.hearing.syllables`), which counts reduced
                              ones as well, as long as the words can be right; else by the signal
                              (`voicecoach.hearing.nuclei`). Decided for each run of words without a pause in it:
                                * words in a script that has no rules here: nuclei;
                                * far more nuclei than the words can have, or words faster than anybody speaks:
                                  nuclei;
                                * all words together ones that the recogniser was not sure of: the mean of both;
                                * time that no word covers: the nuclei that lie there on top.
"""

import itertools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from voicecoach.audio import Span
from voicecoach.hearing.nuclei import syllables_of
from voicecoach.hearing.syllables import count_syllables
from voicecoach.prosody import Pause
from voicecoach.transcript import Word
from voicecoach.units import per_minute

MIN_TIME_S = 0.8
"""Shortest stretch that has a rate: about four syllables (own proposal)."""

FASTEST_SYL_S = 10.0
"""Words that would need more syllables a second are not where the recogniser put them, or were never said. Actors
under strong emotion reach 8.6 over a sentence by hand labels; the margin is for word times (own proposal)."""

MISSING_RATIO = 2.0
"""From this many times the syllables of the words on, the nuclei say that words are missing; by themselves they err by
up to 1.8 times, in slow speech with an accent (own proposal)."""

LEAST_EXCESS_SYL = 3.0
"""Smaller differences than this don't overrule the words: one word's worth (own proposal)."""

UNSURE_PROBABILITY = 0.5
"""Mean probability of the words under which their syllables count only half: more likely wrong than right, by the
recogniser's own account (own proposal)."""

UNCOVERED_S = 0.3
"""Least time inside speech without word or pause that is looked into: a syllable or two, more than the recogniser's
word times err by (own proposal)."""

SyllableSource = Literal["dictionary", "nuclei", "both"]


@dataclass(frozen=True, slots=True)
class SyllableCount:
    """Syllables of some speech, and what they were counted from."""

    syllables: int
    source: SyllableSource


@dataclass(frozen=True, slots=True)
class _Share:
    """Syllables of one run of words; whole numbers only in the end."""

    by_words: float
    by_nuclei: float


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


def count(words: Sequence[Word], pauses: Sequence[Pause], nuclei_s: Sequence[float], language: str) -> SyllableCount:
    """Syllables of a stretch of speech, by its words where they can be right and else by the signal.

    Args:
        words: Its words in order, filled pauses left out.
        pauses: Its silent and filled pauses.
        nuclei_s: Acoustic nuclei (`nuclei.find_nuclei`), rising; those in pauses or outside the words say nothing.
        language: ISO 639-1 code.

    Returns:
        The count with its source; 0 by dictionary for no words.
    """
    begun_s, ended_s = sorted(pause.start_s for pause in pauses), sorted(pause.end_s for pause in pauses)
    heard_s = [time_s for time_s in nuclei_s if bisect_right(begun_s, time_s) == bisect_right(ended_s, time_s)]
    unsure = sum(word.probability for word in words) < UNSURE_PROBABILITY * len(words)
    shares = [_share(run, heard_s, language, unsure=unsure) for run in runs_of_words(words, pauses)]
    return SyllableCount(round(sum(share.by_words + share.by_nuclei for share in shares)), _source(shares))


def runs_of_words(words: Sequence[Word], pauses: Iterable[Pause]) -> tuple[tuple[Word, ...], ...]:
    """The words in runs without a pause between them; () for no words."""
    starts_s = sorted(pause.start_s for pause in pauses)
    runs: list[list[Word]] = []
    for before, word in itertools.pairwise((None, *words)):
        assert word is not None
        if before is None or bisect_left(starts_s, before.end_s) < bisect_left(starts_s, word.start_s):
            runs.append([])
        runs[-1].append(word)
    return tuple(tuple(run) for run in runs)


def is_crammed(run: Sequence[Word], language: str) -> bool:
    """Whether some words in a row have `LEAST_EXCESS_SYL` more syllables than anybody could say in their time."""
    most = excess = 0.0
    for word in run:
        excess = max(0.0, excess + count_syllables(word.text, language) - FASTEST_SYL_S * word.span.duration_s)
        most = max(most, excess)
    return most >= LEAST_EXCESS_SYL


def _share(run: tuple[Word, ...], nuclei_s: Sequence[float], language: str, *, unsure: bool) -> _Share:
    by_words, by_nuclei = float(syllables(run, language)), _heard_in(Span(run[0].start_s, run[-1].end_s), nuclei_s)
    missing = by_nuclei >= MISSING_RATIO * by_words and by_nuclei - by_words >= LEAST_EXCESS_SYL
    if missing or is_crammed(run, language) or not all(_has_rules(word.text) for word in run):
        return _Share(0.0, by_nuclei)
    if unsure:
        return _Share(by_words / 2, by_nuclei / 2)
    gaps = (Span(left.end_s, right.start_s) for left, right in itertools.pairwise(run) if left.end_s < right.start_s)
    return _Share(by_words, sum(_heard_in(gap, nuclei_s) for gap in gaps if gap.duration_s >= UNCOVERED_S))


def _heard_in(span: Span, nuclei_s: Sequence[float]) -> float:
    return syllables_of(bisect_left(nuclei_s, span.end_s) - bisect_left(nuclei_s, span.start_s), span.duration_s)


def _has_rules(text: str) -> bool:
    """Whether every letter is Latin: words in other scripts are counted as one syllable each."""
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())


def _source(shares: Sequence[_Share]) -> SyllableSource:
    if all(share.by_nuclei == 0 for share in shares):
        return "dictionary"
    return "nuclei" if all(share.by_words == 0 for share in shares) else "both"


def speech_rate_wpm(words: int, time_s: float) -> float | None:
    """Words a minute of all time; None for too short a stretch."""
    return per_minute(words, time_s) if words and time_s >= MIN_TIME_S else None


def articulation_rate_syl_s(count: int, time_s: float) -> float | None:
    """Syllables a second of speaking time; None for too short a stretch."""
    return count / time_s if count and time_s >= MIN_TIME_S else None
