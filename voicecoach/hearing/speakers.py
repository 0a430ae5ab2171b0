"""Speakers: who speaks when, from short windows in which the voices were told apart.

Conventions
    Windows overlap. In each, a network tells up to three voices apart, frame by frame, without knowing them again in
    the next one; a voice print of each knows them again. Frame i of a window is centred on start_s + `FIRST_S` +
    i * `FRAME_S`. No windows, or no speech in them, have no spans.
Measures
    who_speaks   1. the prints of voices with `CLEAR_S` alone are grouped (`grouping`);
                 2. in each window the voices get different speakers, those that are together most like their prints;
                 3. each moment has as many speakers as its windows heard on average, and those that most of them
                    name (Bredin 2023, pyannote.audio 2.1); means and names are then settled once more;
                 4. the same is done with pieces of the voices, each by itself, since the network takes two alike
                    voices for one now and then; whichever tells more speakers apart counts, or by itself as many as
                    there are; windows where both do;
                 5. gaps of up to `JOIN_S` inside one speaker's speech are closed, spans under `SHORTEST_S` dropped.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.hearing.grouping import FloatPrints, group, means, unit
from voicecoach.hearing.pitch import runs
from voicecoach.speakers import MOST_SPEAKERS, SpeakerSpan, letter

WINDOW_S = 10.0
"""What the network was trained on."""

FRAME_S = 0.016875
"""Seconds between its frames."""

FIRST_S = 0.031
"""Centre of its first frame: half of what it sees."""

CLEAR_S = 1.0
"""Speech without another voice that a print needs to found a group: shorter ones say more of the words than of the
voice (own proposal)."""

PIECE_S = 1.5
"""Length of the pieces: the shortest that still have a print to go by, and what speaker diarization commonly uses
(Landini et al. 2022, VBx)."""

JOIN_S = 0.3
"""Gaps up to this long stay inside a span: stop closures, and breaths between two words (own proposal)."""

SHORTEST_S = 0.2
"""Shorter spans are dropped: the shortest word takes about 0.15 s (own proposal)."""

PASSES = 3
"""How often means and names are settled: two voices seldom change after the second time (own proposal)."""


@dataclass(frozen=True, slots=True, eq=False)
class LocalVoices:
    """The voices of one window."""

    start_s: float
    active: NDArray[np.bool_]
    """Which of them speaks, shape (frames, voices)."""
    prints: FloatPrints
    """Their prints, shape (voices, dimensions); NaN for one that is hardly heard."""

    @property
    def alone_s(self) -> NDArray[np.float64]:
        """Seconds in which each speaks and no other."""
        alone = self.active & (self.active.sum(axis=1, keepdims=True) == 1)
        return np.asarray(alone.sum(axis=0) * FRAME_S)


def who_speaks(
    windows: Sequence[LocalVoices], speakers: int | None, pieces: Sequence[LocalVoices] = ()
) -> tuple[SpeakerSpan, ...]:
    """Who speaks when.

    Args:
        windows: In order of their starts.
        speakers: How many there are; None finds it out.
        pieces: The same windows with every voice cut into pieces of `PIECE_S`; () where that was not done.

    Returns:
        Spans in order of their starts; the speakers are named in the order in which they first speak.
    """
    ways = [_Way(windows, are_apart=True), _Way(pieces, are_apart=False)]
    if speakers is None:
        return _spans(max(ways, key=lambda way: way.count).active(None))
    return _spans(min(ways, key=lambda way: abs(way.count - speakers)).active(speakers))


class _Way:
    """One way to tell the speakers apart: `are_apart` where the voices of a window are known to differ."""

    def __init__(self, windows: Sequence[LocalVoices], *, are_apart: bool) -> None:
        self._windows = windows
        self._are_apart = are_apart
        self._found = _active(windows, None, are_apart=are_apart)
        self.count = int(np.count_nonzero(self._found.any(axis=0)))
        """How many speakers it finds by itself."""

    def active(self, speakers: int | None) -> NDArray[np.bool_]:
        """Who speaks at each frame, shape (frames, speakers)."""
        if speakers in (None, self.count):
            return self._found
        return _active(self._windows, speakers, are_apart=self._are_apart)


def _active(windows: Sequence[LocalVoices], speakers: int | None, *, are_apart: bool) -> NDArray[np.bool_]:
    """Who speaks at each frame, shape (frames, speakers); `are_apart` where the voices of a window differ."""
    centres = _founded(windows, speakers)
    if centres is None:
        return np.zeros((0, 0), dtype=bool)
    name = _named if are_apart else _alike
    for _ in range(PASSES):
        centres = _settled(windows, [name(window, centres) for window in windows], centres)
    return _moments(windows, [name(window, centres) for window in windows], len(centres))


def _founded(windows: Sequence[LocalVoices], speakers: int | None) -> NDArray[np.float64] | None:
    """Mean prints of the speakers; None where no voice is heard."""
    heard = [
        (window.prints[voice], window.alone_s[voice])
        for window in windows
        for voice in range(window.active.shape[1])
        if not np.isnan(window.prints[voice]).any()
    ]
    if not heard:
        return None
    # Windows overlap: each second of speech was looked at several times.
    looks = len(windows) * WINDOW_S / (windows[-1].start_s - windows[0].start_s + WINDOW_S)
    clear = [one for one in heard if one[1] >= CLEAR_S] or heard
    prints, seconds = np.stack([one[0] for one in clear]), np.array([max(one[1], FRAME_S) for one in clear]) / looks
    labels = group(prints, seconds, speakers)
    count = min(int(labels.max()) + 1, MOST_SPEAKERS)
    kept = labels < count
    return means(prints[kept], seconds[kept], labels[kept], count)


def _alike(window: LocalVoices, centres: NDArray[np.float64]) -> NDArray[np.intp]:
    """Speaker that each piece is most like; -1 for one without a print."""
    names = np.full(window.active.shape[1], -1)
    heard = ~np.isnan(window.prints).any(axis=1)
    names[heard] = (unit(window.prints[heard]) @ centres.T).argmax(axis=1)
    return names


def _named(window: LocalVoices, centres: NDArray[np.float64]) -> NDArray[np.intp]:
    """Speaker of each voice of a window, no two the same; -1 for one without a print or without a speaker left."""
    names = np.full(window.active.shape[1], -1)
    heard = np.flatnonzero(~np.isnan(window.prints).any(axis=1))
    if not len(heard):
        return names
    alike = unit(window.prints[heard]) @ centres.T
    if len(heard) > len(centres):
        heard_s = window.active[:, heard].sum(axis=0)
        most = np.sort(np.argsort(-heard_s, kind="stable")[: len(centres)])
        rest = np.setdiff1d(np.arange(len(heard)), most)
        names[heard[rest]] = alike[rest].argmax(axis=1)
        heard, alike = heard[most], alike[most]
    ways = itertools.permutations(_candidates(alike), len(heard))
    best = max(ways, key=lambda way: sum(alike[row, column] for row, column in enumerate(way)))
    names[heard] = best
    return names


def _candidates(alike: NDArray[np.float64]) -> list[int]:
    """The speakers that can matter: the few most like each voice, as many as there are voices."""
    few = np.argsort(-alike, axis=1)[:, : alike.shape[0]]
    return sorted(set(few.ravel().tolist()))


def _settled(
    windows: Sequence[LocalVoices], names: Sequence[NDArray[np.intp]], centres: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Means of the prints by their names; a speaker without a clear print keeps the old one."""
    prints, seconds, labels = [], [], []
    for window, mine in zip(windows, names, strict=True):
        for voice in np.flatnonzero((mine >= 0) & (window.alone_s >= CLEAR_S)):
            prints.append(window.prints[voice])
            seconds.append(window.alone_s[voice])
            labels.append(mine[voice])
    if not prints:
        return centres
    found = means(np.stack(prints), np.array(seconds), np.array(labels), len(centres))
    return np.where(found.any(axis=1, keepdims=True), found, centres)


def _moments(windows: Sequence[LocalVoices], names: Sequence[NDArray[np.intp]], count: int) -> NDArray[np.bool_]:
    """Who speaks at each frame of the recording, shape (frames, speakers)."""
    frames = max(_frame(window.start_s) + len(window.active) for window in windows)
    votes, looks, heard = np.zeros((frames, count)), np.zeros(frames), np.zeros(frames)
    for window, mine in zip(windows, names, strict=True):
        first = _frame(window.start_s)
        place = slice(first, first + len(window.active))
        # A window knows its middle best: both sides of a word are in it.
        weight = np.hamming(len(window.active))
        looks[place] += weight
        active = np.zeros((len(window.active), count), dtype=bool)
        for voice in np.flatnonzero(mine >= 0):
            active[:, mine[voice]] |= window.active[:, voice]
        votes[place] += active * weight[:, np.newaxis]
        heard[place] += active.sum(axis=1) * weight
    most = np.rint(heard / np.maximum(looks, 1e-9)).astype(np.intp)
    rank = np.argsort(np.argsort(-votes, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((rank < most[:, np.newaxis]) & (votes > 0))


def _frame(time_s: float) -> int:
    return round(time_s / FRAME_S)


def _spans(active: NDArray[np.bool_]) -> tuple[SpeakerSpan, ...]:
    """Spans of speakers in order, named as they come."""
    found: list[tuple[float, float, int]] = []
    for speaker in range(active.shape[1]):
        closed = active[:, speaker].copy()
        for start, end in runs(~closed):
            if start > 0 and end < len(closed) and (end - start) * FRAME_S <= JOIN_S:
                closed[start:end] = True
        edges = ((start * FRAME_S, end * FRAME_S) for start, end in runs(closed))
        shift_s = FIRST_S - FRAME_S / 2
        found += [(a + shift_s, b + shift_s, speaker) for a, b in edges if b - a >= SHORTEST_S]
    order = list(dict.fromkeys(speaker for *_, speaker in sorted(found)))
    return tuple(
        SpeakerSpan(letter(order.index(speaker)), round(start_s, 3), round(end_s, 3))
        for start_s, end_s, speaker in sorted(found)
    )
