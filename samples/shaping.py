"""Bends a spoken phrase: pitch, effort, level and the fading of its end.

Conventions
    Samples are float64 in -1..1, mono, at RATE_HZ; each function returns new samples of the same length,
    so the times of phrases stay what they were.
"""

import numpy as np

from samples.recordings import Shaping
from samples.voice import RATE_HZ, Register, Samples, frame_levels_db

# All pitch limits hold for the voice of the samples; another voice has them as far apart around its own median.
VOICE_MEDIAN_HZ = Register().median_hz
PITCH_FLOOR_HZ, PITCH_CEILING_HZ = 60.0, 300.0
_PITCH_STEP_S = 0.01
# Nothing is pushed below what a man's voice can do, where pitch-synchronous resynthesis breaks up too.
_LOWEST_HZ, _HIGHEST_HZ = 62.0, 290.0
# The end of a sentence whose pitch and level listeners read as its close: about its last two words.
FINAL_S = 0.6
_FINAL_PITCH_S = 0.4
# A shorter sentence has a shorter end.
_LARGEST_FINAL_SHARE = 0.4
_FADE_RAMP_S = 0.25
# Effort lifts the band above 1 kHz; the gain grows over an octave and a half around it, as in speech.
_TILT_FROM_HZ, _TILT_TO_HZ = 600.0, 1700.0
# A frame this far under the loudest tenth is closure or breath: it does not count for level.
_ACTIVE_DB = -25.0
# Above the knee the peaks are bent, not clipped, and never reach the ceiling.
_KNEE, _CEILING = 0.6, 0.95
# Quiet room: it must lie well under the softest voice, but never be digital silence.
ROOM_NOISE_DB = -66.0
_ROOM_CORNER_HZ = 100.0


def active_level_db(samples: Samples) -> float:
    """RMS level of the speech in the samples, closures and pauses left out."""
    levels_db = frame_levels_db(samples)
    active = levels_db[levels_db > float(np.percentile(levels_db, 90)) + _ACTIVE_DB]
    return float(10.0 * np.log10(np.mean(10.0 ** (active / 10.0))))


def final_s(duration_s: float) -> float:
    """How much of a sentence or phrase of this length is its end."""
    return min(FINAL_S, _LARGEST_FINAL_SHARE * duration_s)


def bend_pitch(samples: Samples, shaping: Shaping, *, is_final: bool, register: Register | None = None) -> Samples:
    """Shift and stretch the pitch, and lead the end of a sentence up or down.

    Args:
        samples: One phrase.
        shaping: What to do.
        is_final: Whether the phrase ends its sentence.
        register: Where the voice's pitch lies; None for the voice of the samples.

    Returns:
        The phrase resynthesised by pitch-synchronous overlap-add.
    """
    import parselmouth
    from parselmouth.praat import call

    register = register or Register()
    median_hz = register.median_hz
    scale = median_hz / VOICE_MEDIAN_HZ
    sound = parselmouth.Sound(samples, float(RATE_HZ))
    manipulation = call(sound, "To Manipulation", _PITCH_STEP_S, PITCH_FLOOR_HZ * scale, PITCH_CEILING_HZ * scale)
    tier = call(manipulation, "Extract pitch tier")
    count = int(call(tier, "Get number of points"))
    if count == 0:
        return samples
    times_s = np.array([call(tier, "Get time from index", i + 1) for i in range(count)])
    f0_hz = np.array([call(tier, "Get value at index", i + 1) for i in range(count)])
    semitones = 12.0 * np.log2(f0_hz / median_hz) * shaping.f0_range_factor + shaping.f0_shift_semitones
    if is_final:
        from_s = times_s[-1] - min(_FINAL_PITCH_S, _LARGEST_FINAL_SHARE * len(samples) / RATE_HZ)
        first = int(np.searchsorted(times_s, from_s))
        span_s = max(float(times_s[-1] - times_s[first]), _PITCH_STEP_S)
        semitones[first:] = semitones[first] + shaping.final_semitones * (times_s[first:] - times_s[first]) / span_s
    bent_hz = np.clip(median_hz * 2.0 ** (semitones / 12.0), _LOWEST_HZ * scale, _HIGHEST_HZ * scale)
    bent_hz *= 2.0 ** (register.shift_semitones / 12.0)
    call(tier, "Remove points between", 0.0, len(samples) / RATE_HZ)
    for time_s, hz in zip(times_s, bent_hz, strict=True):
        call(tier, "Add point", float(time_s), float(hz))
    call([tier, manipulation], "Replace pitch tier")
    bent = np.asarray(call(manipulation, "Get resynthesis (overlap-add)").values[0], dtype=np.float64)
    return np.pad(bent, (0, max(0, len(samples) - len(bent))))[: len(samples)]


def tilt(samples: Samples, tilt_db: float) -> Samples:
    """Raise (or cut) the band above about 1 kHz by so many dB: the spectrum of more (or less) effort."""
    spectrum = np.fft.rfft(samples)
    freqs_hz = np.fft.rfftfreq(len(samples), 1.0 / RATE_HZ)
    octaves = np.log2(np.maximum(freqs_hz, 1.0) / _TILT_FROM_HZ) / np.log2(_TILT_TO_HZ / _TILT_FROM_HZ)
    share = np.clip(octaves, 0.0, 1.0)
    smooth = share * share * (3.0 - 2.0 * share)
    return np.asarray(np.fft.irfft(spectrum * 10.0 ** (tilt_db * smooth / 20.0), len(samples)), dtype=np.float64)


def to_level(samples: Samples, level_db: float) -> Samples:
    """Bring the speech in the samples to a level."""
    return np.asarray(samples * 10.0 ** ((level_db - active_level_db(samples)) / 20.0), dtype=np.float64)


def end_fade_db(samples: Samples) -> float:
    """How far the end of a sentence lies below the rest of it; positive means quieter."""
    cut = len(samples) - round(final_s(len(samples) / RATE_HZ) * RATE_HZ)
    return active_level_db(samples[:cut]) - active_level_db(samples[cut:])


def fade_end(samples: Samples, fade_db: float, body_level_db: float) -> Samples:
    """Bring the end of a sentence's last phrase to `fade_db` under the sentence's level."""
    end = round(final_s(len(samples) / RATE_HZ) * RATE_HZ)
    cut = len(samples) - end
    gain_db = body_level_db - fade_db - active_level_db(samples[cut:])
    ramp = min(round(_FADE_RAMP_S * RATE_HZ), cut)
    gains_db = np.concatenate([np.zeros(cut - ramp), np.linspace(0.0, gain_db, ramp), np.full(end, gain_db)])
    return np.asarray(samples * 10.0 ** (gains_db / 20.0), dtype=np.float64)


def limit(samples: Samples) -> Samples:
    """Bend peaks above the knee so that nothing clips."""
    size = np.abs(samples)
    room = _CEILING - _KNEE
    bent = _KNEE + room * np.tanh((size - _KNEE) / room)
    return np.asarray(np.where(size > _KNEE, np.sign(samples) * bent, samples), dtype=np.float64)


def room_noise(count: int, seed: int) -> Samples:
    """Noise of a quiet room, falling with frequency as such noise does."""
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    freqs_hz = np.fft.rfftfreq(count, 1.0 / RATE_HZ)
    pink = np.fft.irfft(white / np.sqrt(np.maximum(freqs_hz, _ROOM_CORNER_HZ)), count)
    rms = float(np.sqrt(np.mean(pink**2)))
    return np.asarray(pink * 10.0 ** (ROOM_NOISE_DB / 20.0) / rms, dtype=np.float64)
