"""Fits what comes after the network: temperature, weights of the cues, and where a reading stays unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from models.style.figures import NEUTRAL, UNSURE, false_alarms, softmax
from models.style.utterances import LABELS
from voicecoach.language.cues import find_evidence
from voicecoach.language.scored import ALARMS, cue_sums
from voicecoach.language.weights import Calibration

MOST_FALSE_ALARMS = 0.05
"""Share of neutral utterances that may be called passive, aggressive or passive-aggressive."""

LEAST_RIGHT = 0.5
"""An answer is given where at least this share of answers of its score was right."""

_TEMPERATURES = np.round(np.arange(0.4, 3.0, 0.01), 2)
_ODDS = np.round(np.geomspace(1.0, 100.0, 200), 3)
_BAND = 0.05
_ALARMS = [LABELS.index(style) for style in sorted(ALARMS)]
_RIDGE = 1e-3

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Fit:
    """All that is fitted on held-out predictions."""

    temperature: float
    weights: Calibration


def cues_of(texts: Sequence[str]) -> Array:
    """Strength of the cues of each style but neutral, one row a text."""
    return np.array([cue_sums(find_evidence(text)) for text in texts])


def fit(truth: Array, logits: Array, cues: Array) -> Fit:
    """Fit on predictions for utterances of writers that the network had not seen."""
    losses = [_loss(softmax(logits / t), truth) for t in _TEMPERATURES]
    temperature = float(_TEMPERATURES[int(np.argmin(losses))])
    share, cue_weights, offsets = _blend(truth, np.log(softmax(logits / temperature) + 1e-9), cues)
    free = Calibration(share, cue_weights, offsets, 0.0, 0.0)
    scores = blended(Fit(temperature, free), logits, cues)
    least_score = _least_score(truth, scores)
    least_odds = _least_odds(truth, scores, least_score)
    return Fit(temperature, Calibration(share, cue_weights, offsets, least_score, least_odds))


def blended(fitted: Fit, logits: Array, cues: Array) -> Array:
    """Probabilities as `voicecoach.language.scored` makes them of one piece."""
    weights = fitted.weights
    odds = weights.share * np.log(np.maximum(softmax(logits / fitted.temperature), 1e-9)) + np.array(weights.offsets)
    odds[:, :NEUTRAL] += cues * np.array(weights.cue_weights)
    return softmax(odds)


def answers(scores: Array, least_score: float, least_odds: float) -> Array:
    """The label of each row, or `UNSURE`."""
    said = scores.argmax(axis=1)
    best = scores.max(axis=1)
    doubt = np.isin(said, _ALARMS) & (best < least_odds * scores[:, NEUTRAL])
    return np.where((best < least_score) | doubt, UNSURE, said)


def _loss(scores: Array, truth: Array) -> float:
    return float(-np.log(scores[np.arange(len(truth)), truth] + 1e-9).mean())


def _blend(truth: Array, logs: Array, cues: Array) -> tuple[float, Any, Any]:
    """Multinomial regression on the network's log scores and the cues."""
    share = torch.ones(1, dtype=torch.double, requires_grad=True)
    weights = torch.zeros(NEUTRAL, dtype=torch.double, requires_grad=True)
    offsets = torch.zeros(len(LABELS), dtype=torch.double, requires_grad=True)
    known, found, wanted = torch.tensor(logs).double(), torch.tensor(cues).double(), torch.tensor(truth)
    optimizer = torch.optim.LBFGS([share, weights, offsets], max_iter=200, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        odds = share * known + offsets + functional.pad(found * weights, (0, 1))
        loss = functional.cross_entropy(odds, wanted) + _RIDGE * (weights.square().sum() + offsets.square().sum())
        loss.backward()
        return loss

    optimizer.step(step)
    rounded = [
        [round(float(value), 3) for value in tensor] for tensor in (share.detach(), weights.detach(), offsets.detach())
    ]
    return rounded[0][0], tuple(rounded[1]), tuple(rounded[2])


def _least_score(truth: Array, scores: Array) -> float:
    """The lowest score from which answers are right often enough, band by band."""
    best, right = scores.max(axis=1), scores.argmax(axis=1) == truth
    for low in np.arange(0.25, 0.95, _BAND):
        inside = (best >= low) & (best < low + _BAND)
        if inside.any() and right[inside].mean() >= LEAST_RIGHT:
            return round(float(low), 2)
    return 0.95


def _least_odds(truth: Array, scores: Array, least_score: float) -> float:
    """The smallest odds against neutral that keep false alarms rare enough.

    At one share of false alarms a limit on this ratio misses fewest styles (Neyman & Pearson 1933).
    """
    for odds in _ODDS:
        if false_alarms(truth, answers(scores, least_score, odds)) <= MOST_FALSE_ALARMS:
            return float(odds)
    return float(_ODDS[-1])
