"""Names what words do: techniques of assertive speech, manipulative moves, and words of danger.

Conventions
    Offsets are characters into the text as given, half-open. Nothing found: an empty tuple. The same words may be two
    moves: "I'd like you to knock" states a wish and asks for a change. A name is for words, never for a person.

Method
    The style model gives every word log-odds for each tag. A move stands where a word reaches the tag's limit, and
    reaches as far as the words beside it stay within `GROW` of it, over gaps of `GAP_WORDS`. The limits were fitted on
    writers that the model had not seen (`models/style/card.md`).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.reading import Technique
from voicecoach.scoring import Scoring

GROW = 2.0
"""How far below its limit, in log-odds, a word may be that still belongs to a move (own proposal)."""

GAP_WORDS = 1
"""Words inside a move that may carry no sign of it (own proposal)."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The names of a model's tags (`kind/name`) and the log-odds from which each counts."""

    names: tuple[str, ...]
    limits: Mapping[str, float]
    """A tag without one is no move."""

    def of_kind(self, kind: str) -> Iterator[tuple[int, str]]:
        """Place and name of each tag of a kind."""
        for place, tag in enumerate(self.names):
            tag_kind, _, name = tag.partition("/")
            if tag_kind == kind:
                yield place, name


def find_moves(text: str, scorings: Sequence[Scoring], tags: Tags, kind: str) -> tuple[Technique, ...]:
    """Names the moves of a kind in a text, in order.

    Args:
        text: The text as given.
        scorings: The model's scores of its pieces, with places in the text.
        tags: The model's tags.
        kind: `technique`, `tactic` or `danger`.
    """
    found = []
    for scoring in scorings:
        for place, name in tags.of_kind(kind):
            limit = tags.limits.get(tags.names[place], math.inf)
            for first, last in _runs(scoring.tags[:, place], limit):
                start, end = scoring.words[first][0], scoring.words[last][1]
                found.append(Technique(name, text[start:end], start, end))
    return tuple(sorted(found, key=lambda move: (move.start, move.end, move.name)))


def _runs(odds: NDArray[np.float64], limit: float) -> list[tuple[int, int]]:
    """First and last word of each move."""
    runs: list[list[int]] = []
    for place in np.flatnonzero(odds >= limit - GROW).tolist():
        if runs and place - runs[-1][1] <= GAP_WORDS + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return [(first, last) for first, last in runs if odds[first : last + 1].max() >= limit]
