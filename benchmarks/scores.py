"""Scores of what systems tell against what is known: one score a recording, figures over many.

Conventions
    A score holds counts, so that recordings add up. A figure that recordings don't have is None.
Measures
    wer                Levenshtein distance of the words (filled pauses left out on both sides) over those said.
    f1                 2 x hits over all that is true and all that was found. A filled pause is hit within
                       `NEAR_S`; where only its count is known, as many as both sides have. A pause is hit by an
                       overlap of half of both.
    edge_ms            median distance of both edges of the pauses that were hit.
    median_error       median of |found - true| / true; what was not found counts as wholly wrong.
    median_bias        median of (found - true) / true.
    pearson_r          correlation of found and true rate over the recordings that have both.
"""

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voicecoach.audio import Span
from voicecoach.hearing.fillers import is_filled_pause

NEAR_S = 0.3
"""How far a filled pause may lie from where it was found."""

SHARED = 0.5
"""Share of both pauses that a hit overlaps at least."""

MIN_RATES = 3
"""Fewer points always lie on a line."""


@dataclass(frozen=True, slots=True)
class WordScore:
    """Words of a recording."""

    wrong: int
    said: int


@dataclass(frozen=True, slots=True)
class HitScore:
    """Things with times, of a recording."""

    hits: int
    false: int
    missed: int
    edges_s: tuple[float, ...] = ()
    """Distances of start and end, for each hit."""


@dataclass(frozen=True, slots=True)
class RateScore:
    """A number of a recording."""

    true: float
    found: float | None


def tokens(text: str) -> list[str]:
    """Words to compare: lower case, without punctuation and filled pauses."""
    words = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("\u2019", "'")).split()
    return [bare for word in words if (bare := word.strip("'")) and not is_filled_pause(bare)]


def score_words(said: str, found: str) -> WordScore:
    """Least number of insertions, deletions and replacements (Levenshtein 1966)."""
    reference, heard = tokens(said), tokens(found)
    row = list(range(len(heard) + 1))
    for i, word in enumerate(reference, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (word != other))
    return WordScore(row[-1], len(reference))


def score_count(true: int, found: int) -> HitScore:
    """Where only the number is known."""
    hits = min(true, found)
    return HitScore(hits, found - hits, true - hits)


def score_near(true: Sequence[Span], found: Sequence[Span]) -> HitScore:
    """Filled pauses."""
    return _score(true, found, _is_near)


def score_overlap(true: Sequence[Span], found: Sequence[Span]) -> HitScore:
    """Silent pauses."""
    return _score(true, found, _is_shared)


def _is_near(one: Span, other: Span) -> bool:
    return min(one.end_s, other.end_s) - max(one.start_s, other.start_s) > -NEAR_S


def _is_shared(one: Span, other: Span) -> bool:
    return one.overlap_s(other) >= SHARED * max(one.duration_s, other.duration_s)


def _score(true: Sequence[Span], found: Sequence[Span], is_hit: Callable[[Span, Span], bool]) -> HitScore:
    """Each true one takes the nearest that is left."""
    left = list(found)
    edges_s: list[float] = []
    for one in true:
        near = [(abs(other.start_s - one.start_s), other) for other in left if is_hit(one, other)]
        if near:
            start_s, best = min(near)
            left.remove(best)
            edges_s += [start_s, abs(one.end_s - best.end_s)]
    hits = len(edges_s) // 2
    return HitScore(hits, len(found) - hits, len(true) - hits, tuple(edges_s))


def word_error_rate(scores: Sequence[WordScore]) -> float | None:
    """Wrong words over those said."""
    said = sum(score.said for score in scores)
    return sum(score.wrong for score in scores) / said if said else None


def f1(scores: Sequence[HitScore]) -> float | None:
    """Harmonic mean of precision and recall; None where there is nothing to find and nothing was found."""
    hits = sum(score.hits for score in scores)
    others = sum(score.false + score.missed for score in scores)
    return 2 * hits / (2 * hits + others) if hits + others else None


def edge_ms(scores: Sequence[HitScore]) -> float | None:
    """Median over the edges of what was hit."""
    edges_s = [edge_s for score in scores for edge_s in score.edges_s]
    return 1000 * statistics.median(edges_s) if edges_s else None


def median_error(scores: Sequence[RateScore]) -> float | None:
    """Median of the relative errors."""
    errors = [abs((score.found or 0.0) - score.true) / score.true for score in scores]
    return statistics.median(errors) if errors else None


def median_bias(scores: Sequence[RateScore]) -> float | None:
    """Median of the relative errors with their sign: positive is too many."""
    errors = [((score.found or 0.0) - score.true) / score.true for score in scores]
    return statistics.median(errors) if errors else None


def pearson_r(scores: Sequence[RateScore]) -> float | None:
    """Correlation; None for too few points or no spread."""
    pairs = [(score.true, score.found) for score in scores if score.found is not None]
    true, found = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if len(pairs) < MIN_RATES or len(set(true)) == 1 or len(set(found)) == 1:
        return None
    return statistics.correlation(true, found)
