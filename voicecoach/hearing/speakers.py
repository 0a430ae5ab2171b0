"""Speakers: who speaks when, from short windows in which the speech was cut into pieces of one voice each.

Conventions
    Windows overlap. In each, a network hears up to three voices frame by frame; their speech, cut at pauses and to
    `PIECE_S`, is the pieces, each with a voice print. Frame i of a window is centred on start_s + `FIRST_S` +
    i * `FRAME_S`. No windows, or no speech in them, have no spans.
Measures
    who_speaks   1. how many voices there are, and what each is like, is found from pieces of `CLEAR_S` alone (`apart`);
                 2. each piece gets the speaker it is most like. That two voices of a window are two speakers, and one
                    is one, is not taken for granted: the network takes alike voices for one, and changes its mind;
                 3. each moment has as many speakers as its windows heard on average, and those that most of them
                    name (Bredin 2023, pyannote.audio 2.1);
                 4. gaps of up to `JOIN_S` inside one speaker's speech are closed, spans under `SHORTEST_S` dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.hearing.apart import FloatPrints, Pieces, Prints, unit, voices_of
from voicecoach.hearing.pitch import runs
from voicecoach.speakers import MOST_SPEAKERS, SpeakerSpan, letter

WINDOW_S = 10.0
"""What the network was trained on."""

FRAME_S = 0.016875
"""Seconds between its frames."""

FIRST_S = 0.031
"""Centre of its first frame: half of what it sees."""

CLEAR_S = 0.8
"""Speech without another voice that a piece needs to say what a voice is like: shorter ones say more of the words (own
proposal: three syllables)."""

PIECE_S = 1.5
"""Length of the pieces: the shortest that still have a print to go by, and what speaker diarization commonly uses
(Landini et al. 2022, VBx)."""

PAUSE_S = 0.1
"""Silence at which pieces are cut: speakers change at pauses, and shorter ones are stop closures (own proposal)."""

JOIN_S = 0.3
"""Gaps up to this long stay inside a span: stop closures, and breaths between two words (own proposal)."""

SHORTEST_S = 0.2
"""Shorter spans are dropped: the shortest word takes about 0.15 s (own proposal)."""


@dataclass(frozen=True, slots=True, eq=False)
class LocalPieces:
    """The pieces of speech of one window."""

    start_s: float
    active: NDArray[np.bool_]
    """Where each is, shape (frames, pieces)."""
    prints: FloatPrints
    """Their prints, shape (pieces, dimensions); NaN for one that is hardly heard."""

    @property
    def alone_s(self) -> NDArray[np.float64]:
        """Seconds of each in which nobody else speaks."""
        alone = self.active & (self.active.sum(axis=1, keepdims=True) == 1)
        return np.asarray(alone.sum(axis=0) * FRAME_S)

    @property
    def middles_s(self) -> NDArray[np.float64]:
        """Time of the middle of each, in the recording."""
        frames = np.arange(len(self.active))
        middles = frames @ self.active / np.maximum(self.active.sum(axis=0), 1)
        return np.asarray(self.start_s + FIRST_S + FRAME_S * middles)


def cut(active: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cut the speech of voices into pieces.

    Args:
        active: Which voice speaks, shape (frames, voices).

    Returns:
        Where each piece is, shape (frames, pieces).
    """
    columns = []
    for mine in active.T:
        for start, end in runs(_closed(mine, PAUSE_S)):
            frames = start + np.flatnonzero(mine[start:end])
            count = max(1, round(len(frames) * FRAME_S / PIECE_S))
            for part in np.array_split(frames, count):
                column = np.zeros(len(active), dtype=bool)
                column[part] = True
                columns.append(column)
    return np.array(columns, dtype=bool).reshape(-1, len(active)).T


def who_speaks(windows: Sequence[LocalPieces], speakers: int | None) -> tuple[SpeakerSpan, ...]:
    """Who speaks when.

    Args:
        windows: The windows of a recording, in order.
        speakers: How many speakers there are; None finds it out.

    Returns:
        Spans in order, named A, B, C as they come; at most as many speakers as asked for.
    """
    voices = _voices(windows, None if speakers is None else min(speakers, MOST_SPEAKERS))
    if not len(voices):
        return ()
    return _spans(_moments(windows, [_named(window, voices) for window in windows], len(voices)))


def _voices(windows: Sequence[LocalPieces], speakers: int | None) -> Prints:
    """What each voice is like; none where no voice is heard."""
    if not windows:
        return np.zeros((0, 0))
    prints = np.concatenate([window.prints for window in windows])
    alone_s = np.concatenate([window.alone_s for window in windows])
    at_s = np.concatenate([window.middles_s for window in windows])
    heard = ~np.isnan(prints).any(axis=1)
    clear = heard & (alone_s >= CLEAR_S)
    chosen = clear if clear.any() else heard
    # Windows overlap: most speech was looked at several times, that at both ends less often.
    starts_s = np.array([window.start_s for window in windows])
    looks = np.searchsorted(starts_s, at_s, "right") - np.searchsorted(starts_s, at_s - WINDOW_S, "right")
    seconds = np.maximum(alone_s, FRAME_S) / np.maximum(looks, 1)
    return voices_of(Pieces.of(prints[chosen], seconds[chosen], at_s[chosen]), speakers)


def _named(window: LocalPieces, voices: Prints) -> NDArray[np.intp]:
    """Speaker that each piece is most like; -1 for one without a print."""
    names = np.full(window.active.shape[1], -1)
    heard = ~np.isnan(window.prints).any(axis=1)
    names[heard] = (unit(window.prints[heard]) @ voices.T).argmax(axis=1)
    return names


def _moments(windows: Sequence[LocalPieces], names: Sequence[NDArray[np.intp]], count: int) -> NDArray[np.bool_]:
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
        edges = ((start * FRAME_S, end * FRAME_S) for start, end in runs(_closed(active[:, speaker], JOIN_S)))
        shift_s = FIRST_S - FRAME_S / 2
        found += [(a + shift_s, b + shift_s, speaker) for a, b in edges if b - a >= SHORTEST_S]
    order = list(dict.fromkeys(speaker for *_, speaker in sorted(found)))
    return tuple(
        SpeakerSpan(letter(order.index(speaker)), round(start_s, 3), round(end_s, 3))
        for start_s, end_s, speaker in sorted(found)
    )


def _closed(active: NDArray[np.bool_], gap_s: float) -> NDArray[np.bool_]:
    """Speech with the gaps in it closed that are no longer."""
    closed = active.copy()
    for start, end in runs(~closed):
        if start > 0 and end < len(closed) and (end - start) * FRAME_S <= gap_s:
            closed[start:end] = True
    return closed
