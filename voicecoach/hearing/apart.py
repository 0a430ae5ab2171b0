"""Voices apart: how many voices there are in many short pieces of speech, and what each is like.

Conventions
    A piece is a voice print (an embedding: speech of one voice points one way) with the seconds it was made from and
    the time it is from. Prints are compared by cosine similarity, 1 for the same direction. The same speech may come
    in several pieces, cut differently. No pieces have no voices.
Measures
    held_out_margin   how much more each piece is like the rest of its own group than like the other, when everything
                      within `NEAR_S` of it is left out of both. Groups of one voice differ by what was said and how,
                      and other speech falls to either; two voices stay apart. So it asks how well groups foretell what
                      they were not made from (after Tibshirani & Walther 2005, prediction strength). A microphone or a
                      line that makes all voices more alike moves it little.
    voices_of         k-means on directions with one voice, two, three and so on: each group is halved in turn, or what
                      is least like its voice is taken for one, all pieces go to the voice they are most like, and the
                      best of these ways stays. The largest number counts in which each two voices are `APART`, or
                      `GIVEN_APART` up to a number that is given. Groups of less than `LEAST_SPEECH_S` are no voices.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.float64]
"""Voice prints, shape (pieces, dimensions)."""

FloatPrints = NDArray[np.float32] | NDArray[np.float64]
"""The same as they come from a network, half as large."""

Labels = NDArray[np.intp]
"""Number of the group of each piece."""

APART = 0.15
"""Held-out margin from which two groups are two voices: of 43 recordings of one to four people (read, accented,
emotional, telephone, meeting; some with noise and a room), none of 50 voices that were halved comes to it, and 69 of 74
pairs of voices do."""

GIVEN_APART = 0.07
"""The same where the number of voices is given: half of all voices halved lie below 0.04, three quarters below 0.06
(own proposal: who names a number is mostly right, but one voice is not to be cut in two for it)."""

LEAST_SPEECH_S = 1.5
"""Speech from which a group is a voice: that of one whole piece; less has no reliable print (own proposal)."""

NEAR_S = 1.0
"""Seconds around a piece from which nothing is compared with it: pieces of 1.5 s would share their sound."""

MOST_PIECES = 3000
"""Pieces that voices are looked for in, those of ten minutes; of more, every second, third and so on (own proposal)."""

MOST_TRIED = 10
"""Voices that are tried where nobody says how many there are (own proposal)."""

_AXES = 3
_ROUNDS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of speech, in the order of their times."""

    prints: Prints
    """Of length 1."""
    seconds: NDArray[np.float64]
    """Speech in each, so that together they are the speech there is."""
    at_s: NDArray[np.float64]
    """The middle of each."""

    @classmethod
    def of(cls, prints: FloatPrints, seconds: NDArray[np.float64], at_s: NDArray[np.float64]) -> "Pieces":
        """Pieces in any order; of more than `MOST_PIECES` as many, spread evenly."""
        step = -(-len(prints) // MOST_PIECES) or 1
        order = np.argsort(at_s, kind="stable")[::step]
        return cls(unit(prints[order]), seconds[order] * step, at_s[order])

    def those(self, chosen: NDArray[np.bool_]) -> "Pieces":
        """Some of them."""
        return Pieces(self.prints[chosen], self.seconds[chosen], self.at_s[chosen])

    @property
    def speech_s(self) -> float:
        """Seconds of speech."""
        return float(self.seconds.sum())


def unit(prints: FloatPrints) -> Prints:
    """Prints of length 1; one of length 0 stays."""
    exact = prints.astype(np.float64, copy=False)
    length = np.linalg.norm(exact, axis=1, keepdims=True)
    return np.asarray(exact / np.where(length > 0, length, 1.0))


def voices_of(pieces: Pieces, speakers: int | None) -> Prints:
    """What each voice is like.

    Args:
        pieces: The speech.
        speakers: How many voices there are; None finds it out.

    Returns:
        Mean prints of length 1, shape (voices, dimensions); fewer than asked for where not so many are apart.
    """
    if not len(pieces.prints):
        return pieces.prints
    found = means(pieces, np.zeros(len(pieces.prints), np.intp), 1)
    least = APART if speakers is None else GIVEN_APART
    for labels, voices in _numbers(pieces, MOST_TRIED if speakers is None else speakers):
        if _least_apart(pieces, labels, len(voices)) >= least:
            found = voices
    return found


def held_out_margin(pieces: Pieces, is_second: NDArray[np.bool_]) -> float:
    """How far two groups of pieces are apart; see *Measures*.

    Args:
        pieces: The pieces of both.
        is_second: Which belong to the second group.

    Returns:
        Difference of similarities, -2 to 2; NaN without pieces.
    """
    first = np.searchsorted(pieces.at_s, pieces.at_s - NEAR_S, "right")
    last = np.searchsorted(pieces.at_s, pieces.at_s + NEAR_S, "left")
    weighed = pieces.prints * pieces.seconds[:, np.newaxis]
    alike = []
    for mine in (~is_second, is_second):
        sums = np.concatenate((np.zeros((1, weighed.shape[1])), np.cumsum(weighed * mine[:, np.newaxis], axis=0)))
        rest = unit(sums[-1] - (sums[last] - sums[first]))
        alike.append(np.einsum("pd,pd->p", pieces.prints, rest))
    margins = np.where(is_second, alike[1] - alike[0], alike[0] - alike[1])
    return float(np.sum(margins * pieces.seconds) / pieces.speech_s)


def means(pieces: Pieces, labels: Labels, count: int) -> Prints:
    """Mean print of each group, by seconds, of length 1."""
    sums = np.zeros((count, pieces.prints.shape[1]))
    np.add.at(sums, labels, pieces.prints * pieces.seconds[:, np.newaxis])
    return unit(sums)


def _numbers(pieces: Pieces, most: int) -> Iterator[tuple[Labels, Prints]]:
    """The pieces as two voices, three and so on, as long as one more can be found."""
    labels = np.zeros(len(pieces.prints), np.intp)
    voices = means(pieces, labels, 1)
    while len(voices) < most:
        ways = [_settled(pieces, way) for way in _one_more(pieces, labels, voices)]
        more = [way for way in ways if len(way[1]) > len(voices)]
        if not more:
            return
        labels, voices = max(more, key=lambda way: _alike(pieces, *way))
        yield labels, voices


def _one_more(pieces: Pieces, labels: Labels, voices: Prints) -> Iterator[Prints]:
    """The voices with one more, in several ways: each halved in turn, and what is least like its own voice."""
    for number in range(len(voices)):
        own = pieces.those(labels == number)
        is_second = _halves(own.prints)
        halves = means(own, is_second.astype(np.intp), 2)
        yield np.concatenate((np.delete(voices, number, axis=0), halves))
    odd = np.einsum("pd,pd->p", pieces.prints, voices[labels]).argmin()
    nearest = np.argsort(-(pieces.prints @ pieces.prints[odd]), kind="stable")
    enough = int(np.searchsorted(np.cumsum(pieces.seconds[nearest]), LEAST_SPEECH_S)) + 1
    chosen = np.zeros(len(labels), dtype=bool)
    chosen[nearest[:enough]] = True
    yield np.concatenate((voices, means(pieces.those(chosen), np.zeros(int(chosen.sum()), np.intp), 1)))


def _alike(pieces: Pieces, labels: Labels, voices: Prints) -> float:
    """How much the pieces are like their voices, summed over their seconds."""
    return float(np.einsum("p,pd,pd->", pieces.seconds, pieces.prints, voices[labels]))


def _least_apart(pieces: Pieces, labels: Labels, count: int) -> float:
    """Margin of the two voices that are least apart."""
    margins = []
    for one, other in combinations(range(count), 2):
        both = (labels == one) | (labels == other)
        margins.append(held_out_margin(pieces.those(both), labels[both] == other))
    return min(margins)


def _halves(prints: Prints) -> NDArray[np.bool_]:
    """Which pieces are in the second of the two groups that have the least scatter."""
    middle = prints - prints.mean(axis=0)
    _, axes = np.linalg.eigh(middle.T @ middle)
    ways = [_two_means(prints, middle @ axis > 0) for axis in axes.T[: -_AXES - 1 : -1]]
    return min(ways, key=lambda is_second: _scatter(prints, is_second))


def _two_means(prints: Prints, is_second: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Two groups, each piece in the one whose mean is nearer."""
    for _ in range(_ROUNDS):
        if is_second.all() or not is_second.any():
            break
        first, second = prints[~is_second].mean(axis=0), prints[is_second].mean(axis=0)
        nearer = prints @ (second - first) > (second @ second - first @ first) / 2
        if (nearer == is_second).all():
            break
        is_second = nearer
    return is_second


def _scatter(prints: Prints, is_second: NDArray[np.bool_]) -> float:
    """Sum of the squared distances to the means of both groups."""
    groups = [prints[mine] for mine in (~is_second, is_second) if mine.any()]
    return float(sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups))


def _settled(pieces: Pieces, voices: Prints) -> tuple[Labels, Prints]:
    """Every piece with the voice it is most like, and the voices as these make them; small ones are dropped."""
    while True:
        labels, voices = _k_means(pieces, voices)
        seconds = np.bincount(labels, pieces.seconds, len(voices))
        if len(voices) == 1 or seconds.min() >= LEAST_SPEECH_S:
            return labels, voices
        voices = np.delete(voices, seconds.argmin(), axis=0)


def _k_means(pieces: Pieces, voices: Prints) -> tuple[Labels, Prints]:
    labels = np.full(len(pieces.prints), -1)
    for _ in range(_ROUNDS):
        nearest = (pieces.prints @ voices.T).argmax(axis=1)
        if (nearest == labels).all():
            break
        kept, labels = np.unique(nearest, return_inverse=True)
        voices = means(pieces, labels, len(kept))
    return labels, voices
