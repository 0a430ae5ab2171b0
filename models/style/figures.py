"""Figures of a set of held-out predictions: F1, calibration, abstention, with bootstrap intervals."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.style.utterances import LABELS, Utterance

DRAWS = 500
SURE = 0.6
"""The score from which answers are counted as sure."""

SCORES = (0.5, 0.6, 0.7, 0.8, 0.9)
BINS = 10
NEUTRAL = LABELS.index("neutral")
UNSURE = len(LABELS)
"""Stands for no answer."""

LENGTHS = ((1, 6), (7, 15), (16, 30), (31, 999))

Array = NDArray[Any]


def softmax(logits: Array) -> Array:
    """Probabilities of rows of log-odds."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def class_f1(truth: Array, said: Array) -> Array:
    """F1 of each of the four styles."""
    return np.array(
        [
            2 * ((truth == c) & (said == c)).sum() / max(1, (truth == c).sum() + (said == c).sum())
            for c in range(NEUTRAL)
        ]
    )


def macro_f1(truth: Array, said: Array) -> float:
    """Mean F1 of the styles that occur, over utterances that have one; `neutral` and no answer count as wrong."""
    styled = truth != NEUTRAL
    there = np.unique(truth[styled])
    return float(class_f1(truth[styled], said[styled])[there].mean()) if len(there) else 0.0


def false_alarms(truth: Array, said: Array) -> float:
    """Share of neutral utterances called passive, aggressive or passive-aggressive."""
    return float(np.isin(said[truth == NEUTRAL], (0, 1, 2)).mean())


def calibration_error(truth: Array, scores: Array) -> float:
    """Expected calibration error of the best score, ten bins (Naeini et al. 2015)."""
    best, right = scores.max(axis=1), scores.argmax(axis=1) == truth
    place = np.minimum((best * BINS).astype(int), BINS - 1)
    return float(sum(abs(right[place == b].sum() - best[place == b].sum()) for b in range(BINS)) / len(truth))


def describe(truth: Array, scores: Array, said: Array) -> dict[str, Any]:
    """All figures of one set, with 95 % bootstrap intervals over utterances."""
    best = scores.max(axis=1)
    sure = (best >= SURE) & (said != UNSURE)
    right = said == truth
    return {
        "n": len(truth),
        "macro_f1": _with_interval(lambda k: macro_f1(truth[k], said[k]), len(truth)),
        "macro_f1_without_abstaining": round(macro_f1(truth, scores.argmax(axis=1)), 4),
        "f1": {
            label: _with_interval(
                lambda k, c=c: float(class_f1(truth[k], said[k])[c]), len(truth), within=truth < NEUTRAL
            )
            for c, label in enumerate(LABELS[:NEUTRAL])
        },
        "neutral_false_alarms": _with_interval(
            lambda k: false_alarms(truth[k], said[k]), len(truth), within=truth == NEUTRAL
        ),
        "unsure_share": round(float((said == UNSURE).mean()), 4),
        "sure_share": _with_interval(lambda k: float(sure[k].mean()), len(truth)),
        "sure_accuracy": _with_interval(lambda k: float(right[k].mean()), len(truth), within=sure),
        "by_score": {str(least): _from_score(least, best, right, said != UNSURE) for least in SCORES},
        "calibration_error": round(calibration_error(truth, scores), 4),
    }


def by_part(rows: Sequence[Utterance], truth: Array, said: Array) -> dict[str, Any]:
    """Macro-F1 by writer, length and situation."""
    words = np.array([len(row.text.split()) for row in rows])
    parts = {"writer": np.array([row.writer for row in rows]), "situation": np.array([row.situation for row in rows])}
    table = {
        name: {str(value): _part(truth, said, values == value) for value in np.unique(values)}
        for name, values in parts.items()
    }
    table["words"] = {f"{low}-{high}": _part(truth, said, (words >= low) & (words <= high)) for low, high in LENGTHS}
    return table


def _from_score(least: float, best: Array, right: Array, answered: Array) -> list[float | None]:
    """Share of all utterances that got an answer of at least this score, and how many of those were right."""
    inside = (best >= least) & answered
    return [round(float(inside.mean()), 4), round(float(right[inside].mean()), 4) if inside.any() else None]


def _part(truth: Array, said: Array, inside: Array) -> dict[str, Any]:
    found = _with_interval(lambda k: macro_f1(truth[k], said[k]), len(truth), within=inside)
    return {"n": int(inside.sum()), "macro_f1": found}


def _with_interval(figure: Callable[[Array], float], size: int, within: Array | None = None) -> list[float]:
    """A figure with its 2.5 and 97.5 % points over draws of the utterances."""
    places = np.arange(size) if within is None else np.flatnonzero(within)
    rng = np.random.default_rng(0)
    drawn = [figure(rng.choice(places, len(places))) for _ in range(DRAWS)]
    return [round(float(value), 4) for value in (figure(places), *np.percentile(drawn, (2.5, 97.5)))]
