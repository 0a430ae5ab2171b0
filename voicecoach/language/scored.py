"""Reads the communication style of words from a trained model's scores and the cues that were found.

Conventions
    Scores are probabilities in the order of `reading.StyleScores`. The label is for the words, never for the person.
    Offsets are characters into the text, half-open.

Method
    The model scores pieces of a few sentences, as long as those it was trained on. To the log of its scores come the
    cues of the piece, each further cue of one name counting half of the one before, times a weight a style: words
    that a reader can point at raise a style, and a style without any cue of its own is lowered by comparison. The
    pieces of a long text weigh by their words, those that take no side for less: one insult colours a friendly talk.
    The weights, and where a reading stays `unsure`, were fitted on writers that the model had not seen
    (`models/style/card.md`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.language.cues import Evidence, find_evidence
from voicecoach.language.weights import Calibration, fitted
from voicecoach.language.words import BREAK, line_of
from voicecoach.reading import NO_STYLE, CueStyle, StyleReading, StyleScores

PIECE_WORDS = 50
"""Words up to which a text is read in one piece: all of the corpus is, and the figures hold for it."""

REPEAT_SHARE = 0.5
"""What each further cue of the same name counts of the one before (own proposal)."""

NEUTRAL_SHARE = 0.5
"""What a piece that takes no side counts of one that does (own proposal): a style is read off what shows it."""

STYLES: tuple[CueStyle, ...] = ("passive", "aggressive", "passive_aggressive", "assertive", "neutral")
"""The order of the scores."""

ALARMS = frozenset({"passive", "aggressive", "passive_aggressive"})
"""Styles that something would have to be changed for."""

_SIDES = len(STYLES) - 1
_NEUTRAL = STYLES.index("neutral")
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is scored at once."""

    text: str
    start: int
    end: int
    words: int


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, in order; () for a text without words.

    Sentences are put together up to `PIECE_WORDS`; a longer sentence, or a transcript without full stops, is cut
    into parts of about equal length.

    >>> [piece.text for piece in pieces_of("No. I can't!")]
    ["No. I can't"]
    """
    line = line_of(text)
    if len(line.spans) <= PIECE_WORDS:
        return (_piece(text, line.spans),) if line.spans else ()
    pieces: list[list[tuple[int, int]]] = []
    for sentence in _sentences(line.text, line.spans):
        parts = -(-len(sentence) // PIECE_WORDS)
        for part in range(parts):
            run = sentence[part * len(sentence) // parts : (part + 1) * len(sentence) // parts]
            if pieces and len(pieces[-1]) + len(run) <= PIECE_WORDS:
                pieces[-1] += run
            else:
                pieces.append(list(run))
    return tuple(_piece(text, run) for run in pieces)


def read_style_with(scores: NDArray[np.float64], text: str, weights: Calibration | None = None) -> StyleReading:
    """Reads the style of an English text from its model scores.

    Args:
        scores: A row of probabilities for each piece of `pieces_of(text)`.
        text: Words as typed or transcribed.
        weights: How to weigh them; None takes the model's own.

    Raises:
        ValueError: When rows and pieces differ in number.
    """
    pieces = pieces_of(text)
    if scores.shape != (len(pieces), len(STYLES)):
        raise ValueError(f"scores of shape {scores.shape} for {len(pieces)} pieces")
    if not pieces:
        return StyleReading("unsure", NO_STYLE, reason="no words to read")
    weights = weights or fitted().reading
    found = find_evidence(text)
    blended = np.array([_blend(row, _within(found, piece), weights) for row, piece in zip(scores, pieces, strict=True)])
    together = _together(blended, np.array([piece.words for piece in pieces], dtype=np.float64))
    return _reading(together, found, weights)


def cue_sums(found: Sequence[Evidence]) -> NDArray[np.float64]:
    """The strength of the cues of each style but neutral, repetitions counting less."""
    sums = np.zeros(_SIDES)
    seen: Counter[tuple[CueStyle, str]] = Counter()
    # The strongest of a name counts in full, wherever it stands.
    for evidence in sorted(found, key=lambda evidence: -evidence.strength):
        cue = evidence.cue
        if cue.style != "neutral":
            sums[STYLES.index(cue.style)] += evidence.strength * REPEAT_SHARE ** seen[cue.style, cue.name]
            seen[cue.style, cue.name] += 1
    return sums


def _sentences(line: str, spans: Sequence[tuple[int, int]]) -> list[Sequence[tuple[int, int]]]:
    """The spans of the words of each sentence of a line."""
    sentences, first = [], 0
    for sentence in line.split(BREAK):
        words = len(sentence.split())
        if words:
            sentences.append(spans[first : first + words])
            first += words
    return sentences


def _piece(text: str, spans: Sequence[tuple[int, int]]) -> Piece:
    start, end = spans[0][0], spans[-1][1]
    return Piece(text[start:end], start, end, len(spans))


def _within(found: Sequence[Evidence], piece: Piece) -> list[Evidence]:
    return [evidence for evidence in found if piece.start <= evidence.cue.start < piece.end]


def _blend(row: NDArray[np.float64], found: Sequence[Evidence], weights: Calibration) -> NDArray[np.float64]:
    """Scores of one piece with its cues."""
    odds = weights.share * np.log(np.maximum(row, _LEAST)) + np.array(weights.offsets)
    odds[:_SIDES] += np.array(weights.cue_weights) * cue_sums(found)
    raised = np.exp(odds - odds.max())
    return np.asarray(raised / raised.sum())


def _together(scores: NDArray[np.float64], words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over pieces, by words and by how much each takes a side."""
    sided = words * (1.0 - (1.0 - NEUTRAL_SHARE) * scores[:, _NEUTRAL])
    return np.asarray(sided @ scores / sided.sum())


def _reading(scores: NDArray[np.float64], found: Sequence[Evidence], weights: Calibration) -> StyleReading:
    values = StyleScores(*(float(score) for score in scores))
    cues = tuple(evidence.cue for evidence in found)
    best, second = (int(place) for place in np.argsort(-scores, kind="stable")[:2])
    # To take a plain remark for an assertive one does no harm; to take it for an attack or a retreat does.
    alarm = STYLES[best] in ALARMS
    in_doubt = alarm and scores[best] < weights.least_odds * scores[_NEUTRAL]
    if scores[best] >= weights.least_score and not in_doubt:
        return StyleReading(STYLES[best], values, cues)
    other = _NEUTRAL if in_doubt else second
    reason = f"the words speak for {_name(STYLES[best])} and {_name(STYLES[other])} almost alike"
    return StyleReading("unsure", values, cues, reason=reason)


def _name(style: str) -> str:
    return style.replace("_", "-")
