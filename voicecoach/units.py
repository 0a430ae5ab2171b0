"""The only place where units change.

Conventions
    Levels are decibels re full scale: a square wave at full scale is 0 dB, a full-scale sine -3.01 dB.
    Silence has no level in decibels, so amplitudes are held above `FLOOR_DB`.
    Pitch intervals are semitones; an octave is 12.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

RATE_HZ = 16_000
"""Samples a second inside the program: what Whisper, Silero and swift-f0 were trained on."""

FLOOR_DB = -120.0
"""Lowest level that is told apart from digital silence; 24-bit sound ends near -144 dB, 16-bit near -98 dB."""

_FLOOR_POWER = 10.0 ** (FLOOR_DB / 10.0)


def power_to_db(power: ArrayLike) -> NDArray[np.float64]:
    """Mean-square amplitude to decibels re full scale, never below `FLOOR_DB`.

    >>> float(power_to_db(0.5).round(2))
    -3.01
    """
    level_db = np.asarray(np.maximum(np.asarray(power, dtype=np.float64), _FLOOR_POWER))
    # In place: of hours, each array in between would be ten megabytes.
    np.log10(level_db, out=level_db)
    level_db *= 10.0
    return level_db


def db_to_power(level_db: ArrayLike) -> NDArray[np.float64]:
    """Decibels re full scale to mean-square amplitude."""
    return np.asarray(10.0 ** (np.asarray(level_db, dtype=np.float64) / 10.0))


def hz_to_semitones(f0_hz: ArrayLike, reference_hz: float = 1.0) -> NDArray[np.float64]:
    """Frequency to semitones above `reference_hz`; NaN stays NaN.

    >>> float(hz_to_semitones(200.0, 100.0))
    12.0
    """
    return np.asarray(12.0 * np.log2(np.asarray(f0_hz, dtype=np.float64) / reference_hz))


def semitones_to_hz(semitones: ArrayLike, reference_hz: float = 1.0) -> NDArray[np.float64]:
    """Semitones above `reference_hz` to frequency; NaN stays NaN."""
    return np.asarray(reference_hz * 2.0 ** (np.asarray(semitones, dtype=np.float64) / 12.0))


def per_minute(count: float, duration_s: float) -> float | None:
    """Events a minute; None where there is no time to count them in."""
    return 60.0 * count / duration_s if duration_s > 0 else None
