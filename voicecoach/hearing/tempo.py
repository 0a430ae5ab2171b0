"""Tempo: how long this speaker takes for a syllable, and which words are too long for it.

Conventions
    Lengths are seconds. Words that hold no syllable (punctuation) count as one.
    Lengths of words are skewed like those of pauses, so they are compared in logarithms, by the median and the
    median absolute deviation, which a few drawn-out words don't move.
Measures
    find_tempo    median and spread of log(length / syllables) over the words.
    deviation     (log(length / syllables) - median) / spread: the robust z-score of one word (Iglewicz & Hoaglin
                  1993).
    longest_s     the length of a word at `LONG` spreads.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voicecoach.hearing.syllables import count_syllables
from voicecoach.transcript import Word

MIN_WORDS = 8
"""Words needed to know a speaker's tempo; with fewer the usual tempo stands in (own proposal)."""

USUAL_SYLLABLE_S = 0.2
"""Length of a syllable where the speaker's is not known: 5 a second, in the middle of what is found for English and
German (Pellegrino, Coupe & Marsico 2011 give 6.2 and 6.0 for reading aloud, conversation is slower)."""

LEAST_SPREAD = 0.25
"""Spread is never taken as less: syllables of one speaker differ by about this much by their sounds alone, and words
measured on a 20 ms grid look more alike than they are (own proposal)."""

MOST_SPREAD = 0.5
"""Spread is never taken as more, or a recogniser with poor times would excuse any length (own proposal)."""

LONG = 1.5
"""Spreads above the median up to which a length is plausible: 93 % of a normal distribution lie below (own
proposal)."""

SHORTEST_S = 0.05
"""Shorter words were given no real time by the recogniser and tell nothing about the tempo (own proposal)."""

_MAD_TO_SD = 1.4826


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long a speaker takes for a syllable."""

    syllable_s: float = USUAL_SYLLABLE_S
    """Median over the words."""
    spread: float = LEAST_SPREAD
    """Spread of the natural logarithm around it."""

    def deviation(self, length_s: float, syllables: int) -> float:
        """How many spreads a length lies above the median; minus infinity for no length."""
        if length_s <= 0:
            return -math.inf
        return math.log(length_s / (max(1, syllables) * self.syllable_s)) / self.spread

    def longest_s(self, syllables: int) -> float:
        """The longest plausible length of a word."""
        return max(1, syllables) * self.syllable_s * math.exp(LONG * self.spread)


def find_tempo(words: Sequence[Word], language: str) -> Tempo:
    """The tempo of a speaker; the usual one for fewer than `MIN_WORDS` words."""
    lengths_s = [
        (word.end_s - word.start_s) / max(1, count_syllables(word.text, language))
        for word in words
        if word.end_s - word.start_s >= SHORTEST_S
    ]
    if len(lengths_s) < MIN_WORDS:
        return Tempo()
    logs = np.log(lengths_s)
    middle = float(np.median(logs))
    spread = _MAD_TO_SD * float(np.median(np.abs(logs - middle)))
    return Tempo(math.exp(middle), min(max(spread, LEAST_SPREAD), MOST_SPREAD))
