"""Praat (Boersma & Weenink) through parselmouth: its pitch, its silences, and syllable nuclei on top of both.

Measures
    pitch              To Pitch (ac) with Praat's defaults, 75-600 Hz (Boersma 1993).
    pauses             To TextGrid (silences) with `SILENCE_DB`, without the silences at both ends.
    syllables          Intensity peaks that are voiced and stand `DIP_DB` above the dips around them (de Jong & Wempe
                       2009), after version 2 of their script, which never counts the last peak.
    articulation_rate  Syllables over the sounding time, as their script has it.
"""

from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.measures import Measure, Sound, Told
from voicecoach.audio import Span
from voicecoach.tracks import F0Track
from voicecoach.units import RATE_HZ

FLOOR_HZ, CEILING_HZ = 75.0, 600.0
"""Praat's own defaults."""

SILENCE_DB = -30.0
"""Under the loudest frame: silent."""

LEAST_SILENCE_S = 0.15
"""Shortest silence: that of the truth."""

LEAST_SOUND_S = 0.1
"""Shortest sound between silences: Praat's default."""

NUCLEUS_SILENCE_DB, NUCLEUS_SILENCE_S = -25.0, 0.3
"""What the script of de Jong & Wempe takes for a silence."""

DIP_DB = 2.0
"""How far the level drops between two nuclei: the value of their script."""

NUCLEUS_FLOOR_HZ, NUCLEUS_CEILING_HZ, NUCLEUS_STEP_S = 30.0, 450.0, 0.02
"""How their script looks for voice."""

LOUDEST_QUANTILE = 0.99
"""Their script measures silence from this quantile of the intensity, so that a bang does not shift it."""


@dataclass(frozen=True, slots=True)
class Praat:
    """Praat's pitch, pauses and syllables."""

    name: str = "praat"
    version: str = version("praat-parselmouth")
    measures: frozenset[Measure] = frozenset({"pauses", "articulation_rate", "syllables", "pitch"})

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """What was asked for."""
        import parselmouth

        praat = parselmouth.Sound(sound.samples.astype(np.float64), RATE_HZ)
        syllables, sounding_s = None, 0.0
        if wanted & {"syllables", "articulation_rate"}:
            nuclei_s, sounding_s = syllable_nuclei(praat)
            syllables = len(nuclei_s)
        return Told(
            pauses=inner_silences(praat) if "pauses" in wanted else None,
            articulation_rate_syl_s=syllables / sounding_s if syllables and sounding_s else None,
            syllables=syllables,
            f0=pitch(praat) if "pitch" in wanted else None,
        )


def pitch(praat: Any) -> F0Track:
    """Pitch by autocorrelation; its first frame is half a window late."""
    found = praat.to_pitch_ac(pitch_floor=FLOOR_HZ, pitch_ceiling=CEILING_HZ)
    f0_hz = np.array(found.selected_array["frequency"], dtype=np.float64)
    return F0Track(np.where(f0_hz > 0, f0_hz, np.nan), float(found.dt), float(found.t1))


def inner_silences(praat: Any) -> tuple[Span, ...]:
    """Silences between sounds."""
    intensity = praat.to_intensity(minimum_pitch=100.0)
    intervals = _intervals(intensity, SILENCE_DB, LEAST_SILENCE_S)
    return tuple(span for label, span in intervals[1:-1] if label == "silent")


def syllable_nuclei(praat: Any) -> tuple[tuple[float, ...], float]:
    """Times of the nuclei in seconds, and the seconds that are no silence."""
    from parselmouth.praat import call

    intensity = praat.to_intensity(minimum_pitch=50.0)
    levels_db = np.asarray(intensity.values[0], dtype=np.float64)
    times_s = np.asarray(intensity.xs(), dtype=np.float64)
    loudest_db = float(call(intensity, "Get quantile", 0.0, 0.0, LOUDEST_QUANTILE))
    highest_db = float(levels_db.max())
    threshold_db = max(loudest_db + NUCLEUS_SILENCE_DB, float(levels_db.min()))
    intervals = _intervals(intensity, NUCLEUS_SILENCE_DB - (highest_db - loudest_db), NUCLEUS_SILENCE_S)
    sounding = [span for label, span in intervals if label == "sounding"]
    voice = praat.to_pitch_ac(
        time_step=NUCLEUS_STEP_S,
        pitch_floor=NUCLEUS_FLOOR_HZ,
        max_number_of_candidates=4,
        very_accurate=False,
        silence_threshold=0.03,
        voicing_threshold=0.25,
        octave_cost=0.01,
        octave_jump_cost=0.35,
        voiced_unvoiced_cost=0.25,
        pitch_ceiling=NUCLEUS_CEILING_HZ,
    )
    inner = levels_db[1:-1]
    peaks = 1 + np.flatnonzero((inner > levels_db[:-2]) & (inner >= levels_db[2:]) & (inner > threshold_db))
    kept = [
        peak
        for peak, following in pairwise(peaks.tolist())
        if levels_db[peak] - levels_db[peak:following].min() > DIP_DB
    ]
    nuclei_s = [
        float(times_s[peak])
        for peak in kept
        if not np.isnan(voice.get_value_at_time(times_s[peak]))
        and any(span.start_s <= times_s[peak] < span.end_s for span in sounding)
    ]
    return tuple(nuclei_s), sum(span.duration_s for span in sounding)


def _intervals(intensity: Any, threshold_db: float, least_silence_s: float) -> list[tuple[str, Span]]:
    """Silent and sounding intervals in order."""
    from parselmouth.praat import call

    grid = call(intensity, "To TextGrid (silences)", threshold_db, least_silence_s, LEAST_SOUND_S, "silent", "sounding")
    count = int(call(grid, "Get number of intervals", 1))
    return [
        (
            str(call(grid, "Get label of interval", 1, index)),
            Span(
                float(call(grid, "Get start time of interval", 1, index)),
                float(call(grid, "Get end time of interval", 1, index)),
            ),
        )
        for index in range(1, count + 1)
    ]
