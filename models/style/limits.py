"""Fits from where a tag counts, on utterances of writers that the network had not seen, and judges the tags."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.style.tags import DANGERS, MOVES, TAGS, TECHNIQUES
from models.style.utterances import Utterance
from voicecoach.adapters.style_model import UNSAID

DANGER_LIMIT = -1.0
"""Log-odds from which words count as danger (own proposal): the lowest whole number at which less than three in a
hundred plain utterances of unseen writers stop a practice. Missed danger weighs more than a practice that stops once
too often, and the program's own list of plain sayings holds beside it."""

TECHNIQUE_TAGS = slice(0, len(TECHNIQUES))
TACTIC_TAGS = slice(len(TECHNIQUES), MOVES)

_ALL_ODDS = np.round(np.arange(-4.0, 3.0, 0.1), 1)

Array = NDArray[Any]


def best_odds(tags: Sequence[Array]) -> Array:
    """The highest log-odds of each tag in each text; texts by tags."""
    least = np.full((1, len(TAGS)), UNSAID)
    return np.array([np.concatenate((least, odds)).max(axis=0) for odds in tags])


def present(rows: Sequence[Utterance]) -> Array:
    """Which tags each utterance has."""
    there = np.zeros((len(rows), len(TAGS)), bool)
    for place, row in enumerate(rows):
        there[place, [tag for tag, _, _ in row.tags]] = True
    return there


def fit_limits(odds: Array, there: Array) -> dict[str, float]:
    """The limits of the tags: one for techniques and one for tactics, where F1 of names is best; danger `DANGER_LIMIT`.

    A name has a few dozen utterances here, and a limit of its own follows their chances: fitted on one half of them and
    tried on the other, such limits gave an F1 of 0.798 for techniques and 0.749 for tactics, common ones 0.809 and
    0.771.
    Cues have none: they only name words that the style was read from.

    Args:
        odds: Highest log-odds of the tags of utterances written for their moves, texts by tags.
        there: Which tags the texts have.
    """
    limits = {}
    for part in (TECHNIQUE_TAGS, TACTIC_TAGS):
        scores = [_f1(odds[:, part] >= limit, there[:, part]) for limit in _ALL_ODDS]
        limits |= dict.fromkeys(TAGS[part], float(_ALL_ODDS[_middle_of_best(scores)]))
    return limits | {f"danger/{name}": DANGER_LIMIT for name in DANGERS}


def judge(odds: Array, there: Array, limits: Mapping[str, float], part: slice) -> dict[str, Any]:
    """F1 of the names of some tags over texts, all together and one by one, and what is taken for what."""
    names = TAGS[part]
    found = odds[:, part] >= np.array([limits[name] for name in names])
    true = there[:, part]
    mixed: Counter[tuple[str, str]] = Counter()
    for said, meant in zip(found, true, strict=True):
        missed, false = np.flatnonzero(meant & ~said), np.flatnonzero(said & ~meant)
        for one in missed if len(missed) else ([-1] if len(false) else []):
            for other in false if len(false) else [-1]:
                mixed[_name(names, one), _name(names, other)] += 1
    return {
        "n": len(odds),
        "f1": round(_f1(found, true), 4),
        "by_name": {
            name.partition("/")[2]: round(_f1(found[:, place], true[:, place]), 4) for place, name in enumerate(names)
        },
        "taken_for": {f"{meant} as {said}": count for (meant, said), count in mixed.most_common(12)},
    }


def _name(names: Sequence[str], place: int) -> str:
    return "nothing" if place < 0 else names[place].partition("/")[2]


def _f1(found: Array, true: Array) -> float:
    return float(2 * (found & true).sum() / max(1, found.sum() + true.sum()))


def _middle_of_best(scores: Sequence[float]) -> int:
    """The middle of the limits whose score is within two thousandths of the best: a lone peak is chance."""
    good = np.flatnonzero(np.array(scores) >= max(scores) - 0.002)
    return int(good[len(good) // 2])
