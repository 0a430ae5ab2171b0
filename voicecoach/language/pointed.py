"""Points at the words that moved the style model, where no cue of the lexicon does.

Conventions
    Offsets are characters into the text as given, half-open.

Method
    The model's score of a style is a sum over words (`Scoring.evidence`). The words that did most for the style, beyond
    what they did for the next likeliest, are the stretch with the largest sum of that lead, at most `MOST_WORDS` long
    (largest subarray; Bentley 1984). What to call it is what the model's tags of that style say of its words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicecoach.language.moves import Tags
from voicecoach.language.scored import STYLES
from voicecoach.reading import Cue, CueStyle
from voicecoach.scoring import Scoring

MOST_WORDS = 8
"""Longest stretch that is pointed at (own proposal): a phrase, not the whole sentence."""


def point_at(text: str, scorings: Sequence[Scoring], tags: Tags, style: CueStyle) -> Cue | None:
    """The stretch of words that speaks most for a style; None where the text has no words or no name for them.

    Args:
        text: The text as given.
        scorings: The model's scores of its pieces, with places in the text.
        tags: The model's tags; those of kind `style` name its cues.
        style: The style that was read.
    """
    place = STYLES.index(style)
    best: tuple[float, Scoring, int, int] | None = None
    for scoring in scorings:
        if len(scoring.words):
            gain, first, last = _stretch(_lead(scoring.evidence, place))
            if best is None or gain > best[0]:
                best = gain, scoring, first, last
    names = list(tags.of_kind(style))
    if best is None or not names:
        return None
    _, scoring, first, last = best
    odds = scoring.tags[first : last + 1, [number for number, _ in names]].max(axis=0)
    start, end = scoring.words[first][0], scoring.words[last][1]
    return Cue(names[int(odds.argmax())][1], style, text[start:end], start, end)


def _lead(evidence: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    """How much more each word adds to a style than to the one that the text speaks for next."""
    totals = evidence.sum(axis=0)
    totals[place] = -np.inf
    return np.asarray(evidence[:, place] - evidence[:, int(totals.argmax())])


def _stretch(lead: NDArray[np.float64]) -> tuple[float, int, int]:
    """Sum, first and last word of the shortest stretch, of at most `MOST_WORDS` words, with the largest sum."""
    sums = np.concatenate(([0.0], np.cumsum(lead)))
    options = [
        (float(sums[last + 1] - sums[first]), first, last)
        for first in range(len(lead))
        for last in range(first, min(first + MOST_WORDS, len(lead)))
    ]
    return max(options, key=lambda option: (option[0], option[1] - option[2]))
