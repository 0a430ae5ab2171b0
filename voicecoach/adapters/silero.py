"""Tells speech from everything else: Silero VAD v6, the ONNX file that ships with faster-whisper (MIT).

Where a telephone has cut off the lows, frames are listened to twice, as they are and with their lows made again
(`hearing.lows`), and the likelier answer counts.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples
from voicecoach.errors import ModelError
from voicecoach.hearing.lows import Lows

FRAME_SAMPLES = 512
"""32 ms at 16 kHz: the frame the network was trained on."""

_CONTEXT_SAMPLES = 64
_STATE = (1, 1, 128)
_MODEL = "silero_vad_v6.onnx"


class _Listener:
    """The network with its memory of what it has heard."""

    def __init__(self) -> None:
        self._session = _session()
        self._hidden = np.zeros(_STATE, np.float32)
        self._cell = np.zeros(_STATE, np.float32)
        self._context = np.zeros(_CONTEXT_SAMPLES, np.float32)

    def hear(self, frames: Samples) -> NDArray[np.float64]:
        """Each frame goes in behind the last 64 samples of the one before, as the network expects."""
        before = np.concatenate((self._context[None], frames[:-1, -_CONTEXT_SAMPLES:]))
        self._context = frames[-1, -_CONTEXT_SAMPLES:].copy()
        output, self._hidden, self._cell = self._session.run(
            None, {"input": np.concatenate((before, frames), axis=1), "h": self._hidden, "c": self._cell}
        )
        return np.asarray(output, dtype=np.float64).reshape(-1)


class SileroClassifier:
    """Probability of speech, frame by frame, for one recording."""

    frame_samples = FRAME_SAMPLES

    def __init__(self) -> None:
        self._as_it_is = _Listener()
        self._restored = _Listener()
        self._lows = Lows(FRAME_SAMPLES)
        self._rest = np.zeros(0, np.float32)

    def push(self, samples: Samples) -> NDArray[np.float64]:
        """Take the next samples; the probability of speech for each frame that was completed."""
        waiting = np.concatenate((self._rest, samples))
        count = len(waiting) // FRAME_SAMPLES
        self._rest = waiting[count * FRAME_SAMPLES :]
        return self._run(waiting[: count * FRAME_SAMPLES]) if count else np.zeros(0)

    def finish(self) -> NDArray[np.float64]:
        """The last frame, completed with silence; empty when the samples ended with a frame."""
        if not len(self._rest):
            return np.zeros(0)
        padded = np.zeros(FRAME_SAMPLES, np.float32)
        padded[: len(self._rest)] = self._rest
        self._rest = np.zeros(0, np.float32)
        return self._run(padded)

    def _run(self, samples: Samples) -> NDArray[np.float64]:
        frames = samples.reshape(-1, FRAME_SAMPLES)
        found = self._as_it_is.hear(frames)
        missing, restored = self._lows.push(frames)
        if len(restored):
            found[missing] = np.maximum(found[missing], self._restored.hear(restored))
        return found


@cache
def _session() -> Any:
    import onnxruntime

    package = find_spec("faster_whisper")
    folders = list(package.submodule_search_locations or []) if package else []
    path = Path(folders[0]) / "assets" / _MODEL if folders else Path(_MODEL)
    if not path.is_file():
        raise ModelError(
            f"The speech detector {_MODEL} is missing from faster-whisper.",
            "Install it again: python -m pip install --force-reinstall 'faster-whisper>=1.2,<1.3'",
        )
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"], sess_options=options)
