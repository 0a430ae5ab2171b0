"""Sound that is made from recordings: resynthesised speech with a known pitch, noise, babble and rooms.

Conventions
    Samples are mono at `units.RATE_HZ`. Randomness comes from a generator that is handed in.
Measures
    resynthesise    WORLD (Morise et al. 2016). f0 is Harvest's, refined by StoneMask, where DIO agrees; elsewhere the
                    frame is unvoiced: Harvest alone leads voice on into silence, DIO alone jumps octaves. Frames that
                    D4C finds aperiodic are unvoiced too, since WORLD would speak them as noise. CheapTrick gives the
                    envelope, D4C the aperiodicity; what is synthesised from them has exactly that f0.
    mix             signal-to-noise ratio of the mean powers of the whole recording and of the noise under it.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.pitch_errors import TrueF0
from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ, db_to_power

LOWEST_HZ, HIGHEST_HZ = 60.0, 600.0
"""Range in which WORLD looks for the f0 of the recording: that of speech."""

FRAME_MS = 5.0
"""WORLD's usual step."""

AGREEMENT = 0.1
"""Share of f0 up to which two estimates are the same: half of what counts as a gross error (own proposal)."""

APERIODIC = 0.999
"""Mean aperiodicity from which a frame has no periodic part: D4C sets it to 1 less rounding."""

BABBLE_VOICES = 6
"""Voices in babble: from about six on single words no longer stand out (Simpson & Cooke 2005)."""


def resynthesise(samples: Samples) -> tuple[Samples, TrueF0]:
    """The recording spoken anew by WORLD, and the f0 that WORLD was given."""
    import pyworld

    x = samples.astype(np.float64)
    found_hz, times_s = pyworld.harvest(x, RATE_HZ, f0_floor=LOWEST_HZ, f0_ceil=HIGHEST_HZ, frame_period=FRAME_MS)
    f0_hz = pyworld.stonemask(x, found_hz, times_s, RATE_HZ)
    strict_hz, _ = pyworld.dio(x, RATE_HZ, f0_floor=LOWEST_HZ, f0_ceil=HIGHEST_HZ, frame_period=FRAME_MS)
    agreed = np.abs(f0_hz - strict_hz) <= AGREEMENT * f0_hz
    periodic = pyworld.d4c(x, f0_hz, times_s, RATE_HZ).mean(axis=1) < APERIODIC
    f0_hz = np.where(agreed & (strict_hz > 0) & periodic, f0_hz, 0.0)
    envelope = pyworld.cheaptrick(x, f0_hz, times_s, RATE_HZ)
    aperiodicity = pyworld.d4c(x, f0_hz, times_s, RATE_HZ, threshold=0.0)
    made = pyworld.synthesize(f0_hz, envelope, aperiodicity, RATE_HZ, FRAME_MS)
    return made[: len(samples)].astype(np.float32), TrueF0(times_s, f0_hz)


def mix(speech: Samples, noise: Samples, snr_db: float, rng: np.random.Generator) -> Samples:
    """Speech over noise that starts anywhere and is repeated as needed; silence stays as it is."""
    start = int(rng.integers(len(noise)))
    under = np.resize(np.roll(noise, -start), len(speech))
    power, noise_power = float(np.mean(speech**2)), float(np.mean(under**2))
    if not (power and noise_power):
        return speech
    gain = np.sqrt(power / noise_power / float(db_to_power(snr_db)))
    return within_full_scale(speech + gain * under)


def babble(voices: Sequence[Samples]) -> Samples:
    """Voices of equal power on top of each other, each repeated to the length of the longest."""
    length = max(len(voice) for voice in voices)
    level = [np.resize(voice, length) / np.sqrt(np.mean(voice**2)) for voice in voices]
    return within_full_scale(np.sum(level, axis=0))


def in_room(speech: Samples, response: Samples) -> Samples:
    """Speech in a room: the direct sound keeps its time and the whole its power."""
    direct = response[int(np.argmax(np.abs(response))) :]
    length = len(speech) + len(direct) - 1
    wet = np.fft.irfft(np.fft.rfft(speech, length) * np.fft.rfft(direct, length), length)[: len(speech)]
    power, wet_power = float(np.mean(speech**2)), float(np.mean(wet**2))
    return within_full_scale(wet * np.sqrt(power / wet_power)) if wet_power else speech


def within_full_scale(samples: "np.ndarray[tuple[int, ...], np.dtype[np.floating]]") -> Samples:
    """The same, made quieter where it would clip."""
    peak = float(np.abs(samples).max(initial=0.0))
    return np.asarray(samples / max(1.0, peak), dtype=np.float32)
