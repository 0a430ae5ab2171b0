"""Grouping: which of many short pieces of speech are of one voice.

Conventions
    A piece is a voice print (an embedding: speech of one voice points one way) with the seconds it was made from.
    Prints are compared by cosine similarity, 1 for the same direction. No pieces have no groups.
Measures
    group      agglomerative: the two most alike groups become one, as long as they are more alike than `SAME_VOICE`.
               With a number of speakers given, as near to that as there are so many groups of a speaker's size. A
               group is as its mean print, by seconds. Groups of less than `LEAST_SPEECH_S` are no speakers: their
               pieces go to the speaker they are most like.
"""

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.float64]
"""Voice prints, shape (pieces, dimensions)."""

SAME_VOICE = 0.7
"""Similarity from which two groups are one voice: of read speech by five people, cut to 3 s, 95 % of the pairs of one
voice lie above 0.68 and 99 % of those of two voices below 0.51 (n = 30 and 160 pairs); means of groups lie higher."""

LEAST_SPEECH_S = 2.0
"""Speech from which a group is a speaker: less has no reliable print (own proposal)."""


def group(prints: Prints, seconds: NDArray[np.float64], speakers: int | None) -> NDArray[np.intp]:
    """Number of the speaker of each piece.

    Args:
        prints: Voice prints of any length.
        seconds: Speech in each piece.
        speakers: How many speakers there are; None finds it out.

    Returns:
        Numbers from 0 without gaps, shape (pieces,); fewer than asked for where there are not that many pieces.
    """
    if not len(prints):
        return np.zeros(0, np.intp)
    merging = _Merging(prints, seconds)
    best = None
    while merging.count > 1:
        are_apart = merging.nearest < SAME_VOICE
        if speakers is None and are_apart:
            break
        if merging.big == speakers:
            best = merging.labels.copy()
            if are_apart:
                break
        if merging.count == speakers:
            break
        merging.merge()
    return _without_small(unit(prints), seconds, merging.labels if best is None else best)


def unit(prints: Prints) -> Prints:
    """Prints of length 1; one of length 0 stays."""
    length = np.linalg.norm(prints, axis=1, keepdims=True)
    return np.asarray(prints / np.where(length > 0, length, 1.0))


def means(prints: Prints, seconds: NDArray[np.float64], labels: NDArray[np.intp], count: int) -> Prints:
    """Mean print of each speaker, by seconds, of length 1."""
    sums = np.zeros((count, prints.shape[1]))
    np.add.at(sums, labels, unit(prints) * seconds[:, np.newaxis])
    return unit(sums)


class _Merging:
    """Groups that become fewer."""

    def __init__(self, prints: Prints, seconds: NDArray[np.float64]) -> None:
        self.labels = np.arange(len(prints))
        self.count = len(prints)
        self._sums = unit(prints) * np.maximum(seconds, 1e-9)[:, np.newaxis]
        self._seconds = seconds.astype(np.float64).copy()
        directions = unit(self._sums)
        self._alike = directions @ directions.T
        np.fill_diagonal(self._alike, -np.inf)
        self._best = self._alike.argmax(axis=1)
        self._most = self._alike[np.arange(len(prints)), self._best]

    @property
    def big(self) -> int:
        """Groups with enough speech for a speaker."""
        return int(np.count_nonzero(self._seconds >= LEAST_SPEECH_S))

    @property
    def nearest(self) -> float:
        """Similarity of the two most alike."""
        return float(self._most.max())

    def merge(self) -> None:
        """Make one of the two most alike."""
        one = int(self._most.argmax())
        other = int(self._best[one])
        self._sums[one] += self._sums[other]
        self._seconds[one] += self._seconds[other]
        self._seconds[other] = 0.0
        self.labels[self.labels == other] = one
        self._alike[other] = self._alike[:, other] = -np.inf
        alive = np.isfinite(self._alike[one])
        alive[[one, other]] = False
        alike = np.full(len(alive), -np.inf)
        alike[alive] = unit(self._sums[alive]) @ unit(self._sums[[one]])[0]
        self._alike[one] = self._alike[:, one] = alike
        self._refresh(one, other, alike)
        self.count -= 1

    def _refresh(self, one: int, other: int, alike: NDArray[np.float64]) -> None:
        """Find again who is most like whom, where that has changed."""
        nearer = alike > self._most
        self._best[nearer], self._most[nearer] = one, alike[nearer]
        for row in np.flatnonzero(np.isin(self._best, (one, other)) & ~nearer):
            self._look(int(row))
        self._look(one)
        self._most[other] = -np.inf

    def _look(self, row: int) -> None:
        self._best[row] = self._alike[row].argmax()
        self._most[row] = self._alike[row, self._best[row]]


def _without_small(prints: Prints, seconds: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Pieces of small groups to the speaker they are most like; the largest group is always one."""
    names, numbers = np.unique(labels, return_inverse=True)
    totals = np.bincount(numbers, seconds, len(names))
    keep = np.flatnonzero((totals >= LEAST_SPEECH_S) | (totals == totals.max()))
    centres = means(prints, seconds, numbers, len(names))[keep]
    nearest = (prints @ centres.T).argmax(axis=1)
    place = np.full(len(names), -1)
    place[keep] = np.arange(len(keep))
    return np.where(place[numbers] >= 0, place[numbers], nearest).astype(np.intp)
