"""Channels: whether each holds a speaker of its own, and which of its sound is another's.

Conventions
    Levels are decibels re full scale, shape (channels, frames), every `CHANNEL_HOP_S`. A channel's own frames are
    those in which it is `ALONE_DB` louder than every other, each measured against its own speech, so that a
    microphone with less gain is at no disadvantage. No sound has no speaking channels: ().
Measures
    speaking_channels   the channels, if they hold different speakers: each has `LEAST_ALONE_S` of its own, together
                        their own frames are `LEAST_ALONE_SHARE` of all speech, and no two levels go up and down
                        together (Pearson correlation up to `MOST_CORRELATION`).
    crosstalk           frames in which a channel holds no more of another speaker than usually leaks into it: the
                        leak is the median of its level, less the other's, in the other's own frames.
    own_speech          a channel's own frames that are loud: whatever a speech detector makes of them, they are the
                        speaker's. After a long silence detectors need up to a second to wake.
"""

import itertools

import numpy as np
from numpy.typing import NDArray

from voicecoach.hearing.rows import GrowingRows
from voicecoach.units import FLOOR_DB, power_to_db

CHANNEL_HOP_S = 0.02
"""Seconds between the frames: a tenth of a syllable."""

SMOOTH_FRAMES = 5
"""Frames, 0.1 s, over which levels are averaged: shorter than a syllable, longer than a glottal cycle."""

SPEECH_PERCENT = 95
"""Percentile of a channel's levels that stands for the level of its speech: whoever talks for a twentieth of the time
is still heard in it."""

ACTIVE_DB = 30.0
"""Frames down to this far below the speech of a channel count: the weakest consonants are some 30 dB below vowels."""

LOUD_DB = 20.0
"""Own frames down to this far below the speech of a channel are surely the speaker's: vowels are, breaths are not
(own proposal)."""

ALONE_DB = 10.0
"""How much louder a channel is in its own frames: lapel and headset microphones in one room keep each other's voices
10-20 dB down (own proposal); two microphones of a stereo recorder differ by less."""

LEAST_ALONE_S = 2.0
"""Seconds that a channel must have of its own: a sentence (own proposal)."""

LEAST_ALONE_SHARE = 0.6
"""Share of all speech that must be one channel's own: people talk over each other for 5-20 % of a conversation, and
the rest allows for weak sounds (own proposal)."""

MOST_CORRELATION = 0.5
"""Two channels of one sound correlate by 0.9 and more; channels that take turns do not, or against each other
(own proposal)."""

LEAK_SPREAD_DB = 6.0
"""How far crosstalk swings above its usual level (own proposal: reflections change its spectrum, not its sum)."""


class ChannelMeter:
    """Measures the level of each channel, piece by piece; any cutting gives the same frames.

    Where a frame is no whole number of samples (11,025 Hz), some are a sample longer, so that none comes late.
    """

    def __init__(self) -> None:
        self._rest = np.zeros((0, 0), np.float32)
        self._rate_hz = 0
        self._frames = 0
        """Full frames since the rate or the number of channels changed."""
        self._powers: list[GrowingRows] = []

    def push(self, planes: NDArray[np.float32], rate_hz: int) -> None:
        """Take the next samples, shape (channels, n). Another rate or number of channels begins a new frame."""
        if rate_hz != self._rate_hz or planes.shape[0] != self._rest.shape[0]:
            self._rest, self._rate_hz, self._frames = planes[:, :0], rate_hz, 0
        waiting = np.concatenate((self._rest, planes), axis=1)
        edges = self._edges(waiting.shape[1])
        if not self._powers or self._powers[-1].columns != len(waiting):
            self._powers.append(GrowingRows(np.float64, len(waiting)))
        sums = np.add.reduceat(np.square(waiting[:, : edges[-1]], dtype=np.float64), edges[:-1], axis=1)
        self._powers[-1].add((sums / np.diff(edges)).T)
        self._frames += len(edges) - 1
        self._rest = waiting[:, edges[-1] :]

    def _edges(self, samples: int) -> NDArray[np.intp]:
        """Where the frames begin among the samples that wait, and where the last full one ends."""
        size = max(1.0, self._rate_hz * CHANNEL_HOP_S)
        numbers = np.arange(self._frames, self._frames + int(samples / size) + 2)
        edges = np.round(numbers * size).astype(np.intp)
        edges -= edges[0]
        return np.asarray(edges[edges <= samples])

    def levels_db(self) -> NDArray[np.float64]:
        """All levels so far; of a file whose number of channels changes, the channels that are always there."""
        if not self._powers:
            return np.zeros((0, 0))
        channels = min(powers.columns for powers in self._powers)
        power = np.stack(
            [np.concatenate([powers.column(number) for powers in self._powers]) for number in range(channels)]
        )
        return np.maximum(power_to_db(power), FLOOR_DB)


def speaking_channels(levels_db: NDArray[np.float64]) -> tuple[int, ...]:
    """The channels that hold a speaker of their own, counted from 0.

    Args:
        levels_db: Levels, shape (channels, frames).

    Returns:
        Two channels or more; () where the channels do not hold different speakers.
    """
    if levels_db.shape[0] < 2 or not levels_db.shape[1]:
        return ()
    smooth = _smooth(levels_db)
    relative, active = _relative(smooth)
    own = _own(relative) & active
    chosen = np.flatnonzero(own.sum(axis=1) * CHANNEL_HOP_S >= LEAST_ALONE_S)
    if len(chosen) < 2 or own[chosen].sum() < LEAST_ALONE_SHARE * active.sum():
        return ()
    heard = relative[:, active]
    if any(
        _correlation(heard[one], heard[other]) > MOST_CORRELATION for one, other in itertools.combinations(chosen, 2)
    ):
        return ()
    return tuple(chosen.tolist())


def crosstalk(levels_db: NDArray[np.float64], channels: tuple[int, ...]) -> NDArray[np.bool_]:
    """The frames in which a channel holds only what leaks into it from another.

    Args:
        levels_db: Levels of all channels, shape (channels, frames).
        channels: The channels with a speaker of their own.

    Returns:
        Shape (len(channels), frames).
    """
    smooth = _smooth(levels_db[list(channels)])
    relative, active = _relative(smooth)
    own = _own(relative) & active
    leaking = np.zeros(smooth.shape, dtype=bool)
    for here, there in itertools.permutations(range(len(channels)), 2):
        if not own[there].any():
            continue
        leak_db = float(np.median(smooth[here, own[there]] - smooth[there, own[there]]))
        leaking[here] |= active & (smooth[here] <= smooth[there] + leak_db + LEAK_SPREAD_DB)
    return leaking


def own_speech(levels_db: NDArray[np.float64], channels: tuple[int, ...]) -> NDArray[np.bool_]:
    """The frames in which a channel's own speaker is loud.

    Args:
        levels_db: Levels of all channels, shape (channels, frames).
        channels: The channels with a speaker of their own.

    Returns:
        Shape (len(channels), frames).
    """
    relative, active = _relative(_smooth(levels_db[list(channels)]))
    return np.asarray(_own(relative) & active & (relative >= -LOUD_DB))


def _smooth(levels_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean level of `SMOOTH_FRAMES` around each frame."""
    around = np.pad(levels_db, ((0, 0), (SMOOTH_FRAMES // 2, SMOOTH_FRAMES // 2)), mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(around, SMOOTH_FRAMES, axis=1).mean(axis=2))


def _relative(smooth_db: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Levels against the speech of each channel, never below its weakest sounds, and the frames with any speech.

    A channel of digital silence has no speech.
    """
    speech_db = np.percentile(smooth_db, SPEECH_PERCENT, axis=1, keepdims=True)
    relative = np.where(speech_db > FLOOR_DB + 1.0, np.maximum(smooth_db - speech_db, -ACTIVE_DB), -ACTIVE_DB)
    return relative, relative.max(axis=0) > -ACTIVE_DB


def _own(relative: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Frames in which a channel is `ALONE_DB` above every other."""
    order = np.sort(relative, axis=0)
    clear = order[-1] - order[-2] >= ALONE_DB
    return np.asarray((relative == order[-1]) & clear)


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Pearson correlation; 0 where one of them never moves."""
    if not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
