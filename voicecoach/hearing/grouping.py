"""Grouping: which of many short pieces of speech are of one voice.

Conventions
    A piece is a voice print (an embedding: speech of one voice points one way) with the seconds it was made from.
    Prints are compared by cosine similarity, 1 for the same direction. No pieces have no groups.
Measures
    group      agglomerative: the two most alike groups become one, as long as they are more alike than `SAME_VOICE`.
               With a number of speakers given, as near to that as there are so many groups of a speaker's size. A
               group is as its mean print, by seconds. Groups of less than `LEAST_SPEECH_S` are no speakers: their
               pieces go to the speaker they are most like. Of more than `MOST_AT_ONCE` pieces, those that come
               `BLOCK` after each other are grouped first, by `SAME_VOICE` alone, and their groups then: comparing
               each with each takes memory and time by the square.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.float64]
"""Voice prints, shape (pieces, dimensions)."""

FloatPrints = NDArray[np.float32] | NDArray[np.float64]
"""The same as they come from a network, half as large."""

SAME_VOICE = 0.7
"""Similarity from which two groups are one voice: of read speech by five people, cut to 3 s, 95 % of the pairs of one
voice lie above 0.68 and 99 % of those of two voices below 0.51 (n = 30 and 160 pairs); means of groups lie higher."""

LEAST_SPEECH_S = 2.0
"""Speech from which a group is a speaker: less has no reliable print (own proposal)."""

MOST_AT_ONCE = 3000
"""Pieces that are compared each with each: those of ten minutes and more, in 72 MB (own proposal)."""

BLOCK = 512
"""Pieces of a block, two minutes of talk and more: each voice of a conversation comes several times (own proposal)."""

_LEFT_OF_BLOCK = BLOCK // 4
"""Groups that a block may leave, so that there are fewer of them each time whatever the pieces are."""


_Groups = tuple[NDArray[np.intp], Prints, NDArray[np.float64]]
"""The group of each piece, and of each group its sum and its seconds."""


def group(prints: FloatPrints, seconds: NDArray[np.float64], speakers: int | None) -> NDArray[np.intp]:
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
    grouped, *few = _few(prints, seconds)
    groups = _Merging(*few)
    best = None
    while groups.count > 1:
        are_apart = groups.nearest < SAME_VOICE
        if speakers is None and are_apart:
            break
        if groups.big == speakers:
            best = groups.labels.copy()
            if are_apart:
                break
        if groups.count == speakers:
            break
        groups.merge()
    return _without_small(prints, seconds, (groups.labels if best is None else best)[grouped])


def unit(prints: FloatPrints) -> Prints:
    """Prints of length 1; one of length 0 stays."""
    exact = prints.astype(np.float64, copy=False)
    length = np.linalg.norm(exact, axis=1, keepdims=True)
    return np.asarray(exact / np.where(length > 0, length, 1.0))


def means(prints: FloatPrints, seconds: NDArray[np.float64], labels: NDArray[np.intp], count: int) -> Prints:
    """Mean print of each speaker, by seconds, of length 1."""
    sums = np.zeros((count, prints.shape[1]))
    for block in _blocks(len(prints)):
        np.add.at(sums, labels[block], unit(prints[block]) * seconds[block, np.newaxis])
    return unit(sums)


def _blocks(count: int) -> Iterator[slice]:
    return (slice(first, first + BLOCK) for first in range(0, count, BLOCK))


def _pieces(prints: FloatPrints, seconds: NDArray[np.float64]) -> tuple[Prints, NDArray[np.float64]]:
    """Each piece as a group of its own: its print, as long as it has seconds, and the seconds."""
    return unit(prints) * np.maximum(seconds, 1e-9)[:, np.newaxis], seconds


def _few(prints: FloatPrints, seconds: NDArray[np.float64]) -> _Groups:
    """The pieces as at most `MOST_AT_ONCE` groups: the group of each piece, and their sums and seconds."""
    if len(prints) <= MOST_AT_ONCE:
        return np.arange(len(prints)), *_pieces(prints, seconds)
    found = [_merged(*_pieces(prints[block], seconds[block])) for block in _blocks(len(prints))]
    grouped, sums, totals = _chained(found)
    while len(sums) > MOST_AT_ONCE:
        further, sums, totals = _chained([_merged(sums[block], totals[block]) for block in _blocks(len(sums))])
        grouped = further[grouped]
    return grouped, sums, totals


def _merged(sums: Prints, seconds: NDArray[np.float64]) -> _Groups:
    """The groups of one block."""
    merging = _Merging(sums, seconds)
    while merging.count > 1 and (merging.nearest >= SAME_VOICE or merging.count > _LEFT_OF_BLOCK):
        merging.merge()
    return merging.groups()


def _chained(blocks: Sequence[_Groups]) -> _Groups:
    """The groups of several blocks, numbered through."""
    firsts = np.cumsum([0, *(len(sums) for _, sums, _ in blocks[:-1])])
    return (
        np.concatenate([labels + first for (labels, _, _), first in zip(blocks, firsts, strict=True)]),
        np.concatenate([sums for _, sums, _ in blocks]),
        np.concatenate([seconds for _, _, seconds in blocks]),
    )


class _Merging:
    """Groups that become fewer; each is the sum of its pieces."""

    def __init__(self, sums: Prints, seconds: NDArray[np.float64]) -> None:
        self.labels = np.arange(len(sums))
        self.count = len(sums)
        self._sums = sums.copy()
        self._seconds = seconds.astype(np.float64).copy()
        self._directions = unit(sums)
        self._alike = self._directions @ self._directions.T
        np.fill_diagonal(self._alike, -np.inf)
        self._best = self._alike.argmax(axis=1)
        self._most = self._alike[np.arange(len(sums)), self._best]

    def groups(self) -> _Groups:
        """Number of the group of each, from 0 without gaps, and the sums and seconds of the groups."""
        names, numbers = np.unique(self.labels, return_inverse=True)
        return numbers.astype(np.intp), self._sums[names], self._seconds[names]

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
        self._directions[one] = unit(self._sums[[one]])[0]
        alike = np.where(alive, self._directions @ self._directions[one], -np.inf)
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


def _without_small(prints: FloatPrints, seconds: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Pieces of small groups to the speaker they are most like; the largest group is always one."""
    names, numbers = np.unique(labels, return_inverse=True)
    totals = np.bincount(numbers, seconds, len(names))
    keep = np.flatnonzero((totals >= LEAST_SPEECH_S) | (totals == totals.max()))
    centres = means(prints, seconds, numbers, len(names))[keep]
    place = np.full(len(names), -1)
    place[keep] = np.arange(len(keep))
    found = place[numbers]
    small = np.flatnonzero(found < 0)
    found[small] = (unit(prints[small]) @ centres.T).argmax(axis=1)
    return found.astype(np.intp)
