"""Voicing: which frames are the speaker's voice.

Conventions
    All arrays lie on the same frames of 10 ms. Levels are decibels re full scale of 50-1000 Hz, where the first
    harmonics of every voice lie. f0 comes out NaN where there is no voice.
Measures
    voiced_f0    a frame is voiced when the tracker's probability of voice exceeds a threshold that depends on the
                 frame's level: a strong frame needs little probability, a weak one much. The levels are compared with
                 the recording's own voice and with its own noise, so that gain changes nothing. Hum, reverberation and
                 other people's voices are periodic too, but weaker; the edges of vowels and creaky voice are strong,
                 but irregular. Frames beside a jump that no voice can make are dropped where the tracker is in doubt,
                 and so are voices shorter than `MIN_VOICE_S`.
"""

import numpy as np
from numpy.typing import NDArray

from voicecoach.hearing.pitch import BLOCK, MAX_STEP_SEMITONES, runs
from voicecoach.tracks import Values
from voicecoach.units import FLOOR_DB, db_to_power, hz_to_semitones, power_to_db

EVEN_CHANCE = 0.5
"""Probability from which a frame counts as voiced where levels say nothing: the tracker is calibrated to it."""

STRONG_DB, STRONG_PROBABILITY = -8.0, 0.35
"""Frames less than 8 dB below the voice are vowels, nasals and their edges; at this probability seven in ten of them
are voiced (own proposal, checked against REAPER and Praat on clean speech)."""

WEAK_DB, WEAK_PROBABILITY = -26.0, 0.7
"""Frames 26 dB below the voice are hardly ever voiced: voiced fricatives and closures lie 10-25 dB below vowels, breath
and reverberation lower (own proposal, checked in the same way). Between the two the threshold is linear."""

SILENT_DB = -28.0
"""Below this nothing is voiced."""

CLEAR_OF_NOISE_DB = 12.0
"""Frames so far above the noise need no more probability for it: the noise has 6 % of their power."""

IN_NOISE_DB = 4.0
"""Frames that are hardly stronger than the noise, which wanders by some 4 dB, must be more probable than the noise
itself: other people's voices and hum are periodic too (own proposal)."""

NOISE_PEAK_PERCENT = 95
"""Percentile of the probability outside speech that the noise is said to reach (own proposal)."""

UNKNOWN_NOISE_PROBABILITY = 0.95
"""What it is said to reach where too little is heard outside speech."""

SURE = 0.8
"""Probability from which a frame beside a jump is believed (own proposal)."""

MIN_VOICE_S = 0.03
"""Shorter voices are dropped: less than three periods of a low voice."""

NOISE_BELOW_VOICE_DB = 6.0
"""Frames outside speech that come nearer to the voice than this are taken for voice that the speech detector missed
(own proposal)."""

MIN_NOISE_FRAMES = 20
"""0.2 s without speech give the level of the noise; where there are fewer, `NOISE_PERCENT` stands in."""

NOISE_PERCENT = 5
"""Percentile of all levels that stands in for the noise."""

_ZERO_DB = FLOOR_DB + 1.0
"""Digital silence is no room noise."""


def voiced_f0(f0_hz: Values, probability: Values, level_db: Values, speech: NDArray[np.bool_], hop_s: float) -> Values:
    """Leave the voiced frames.

    Args:
        f0_hz: Shape (n,), f0 of every frame, voiced or not.
        probability: Shape (n,), the tracker's probability of voice.
        level_db: Shape (n,), level of 50-1000 Hz.
        speech: Shape (n,), where somebody speaks.
        hop_s: Seconds between frames.

    Returns:
        Shape (n,), f0 in hertz, NaN where there is no voice.
    """
    recorded = level_db > _ZERO_DB
    likely = (probability >= EVEN_CHANCE) & recorded
    known = likely & speech if np.any(likely & speech) else likely
    if not known.any():
        return np.full(len(f0_hz), np.nan)
    voice_db = float(power_to_db(np.mean(db_to_power(level_db[known]))))
    # The speech detector may miss some voice; what is as strong as the voice is no noise.
    outside = ~speech & (level_db < voice_db - NOISE_BELOW_VOICE_DB)
    noise_db, noise_probability = _noise(probability, level_db, recorded, outside & recorded)
    voiced = np.empty(len(f0_hz), bool)
    for first in range(0, len(f0_hz), BLOCK):
        block = slice(first, first + BLOCK)
        wanted = _wanted(level_db[block], voice_db, noise_db, noise_probability)
        voiced[block] = (probability[block] > wanted) & (level_db[block] - voice_db > SILENT_DB)
    voiced &= ~np.isnan(f0_hz)
    f0_hz = np.where(voiced, f0_hz, np.nan)
    voiced &= ~_doubtful(f0_hz, probability)
    for start, end in runs(voiced):
        if (end - start) * hop_s < MIN_VOICE_S - hop_s / 2:
            voiced[start:end] = False
    f0_hz[~voiced] = np.nan
    return f0_hz


def _noise(
    probability: Values, level_db: Values, recorded: NDArray[np.bool_], outside: NDArray[np.bool_]
) -> tuple[float, float]:
    """Level of the noise, and the probability of voice that it reaches by itself."""
    if np.count_nonzero(outside) >= MIN_NOISE_FRAMES:
        reached = float(np.percentile(probability[outside], NOISE_PEAK_PERCENT))
        return float(np.median(level_db[outside])), reached
    return float(np.percentile(level_db[recorded], NOISE_PERCENT)), UNKNOWN_NOISE_PROBABILITY


def _wanted(level_db: Values, voice_db: float, noise_db: float, noise_probability: float) -> Values:
    """The probability of voice that frames need."""
    return np.asarray(
        np.maximum(
            np.interp(level_db - voice_db, (WEAK_DB, STRONG_DB), (WEAK_PROBABILITY, STRONG_PROBABILITY)),
            np.interp(
                level_db - noise_db,
                (IN_NOISE_DB, CLEAR_OF_NOISE_DB),
                (max(noise_probability, STRONG_PROBABILITY), STRONG_PROBABILITY),
            ),
        )
    )


def _doubtful(f0_hz: Values, probability: Values) -> NDArray[np.bool_]:
    """Frames on either side of a jump, unless the tracker is sure of them."""
    jumps = np.zeros(len(f0_hz), bool)
    for first in range(1, len(f0_hz), BLOCK):
        semitones = hz_to_semitones(f0_hz[first - 1 : first + BLOCK])
        jumps[first : first + BLOCK] = np.abs(np.diff(semitones)) > MAX_STEP_SEMITONES
    beside = jumps | np.concatenate((jumps[1:], [False]))[: len(jumps)]
    return np.asarray(beside & (probability < SURE))
