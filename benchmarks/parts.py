"""What the benchmarks share: the program's own parts, and a recording as long as is wanted."""

import wave
from pathlib import Path

import numpy as np
from platformdirs import user_data_path

from voicecoach.adapters.catalogue import catalogue
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.adapters.weights import ModelStore
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.analysis import Parts
from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ

SAMPLES = Path(__file__).parent.parent / "samples"


def weights(name: str) -> Path:
    """The verified folder of an installed model."""
    store = ModelStore(user_data_path("voicecoach", appauthor=False), catalogue())
    return store.prepare(name, lambda *_: None)


def our_parts(model: str) -> Parts:
    """The program's parts with the recogniser already loaded."""
    transcriber = WhisperTranscriber(weights(model), model)

    def load() -> WhisperTranscriber:
        transcriber.new_recording()
        return transcriber

    return Parts(SileroClassifier, SwiftPitchTracker, load, OnnxStyleModel)


def read(path: Path) -> Samples:
    """All samples of a recording."""
    return np.concatenate([chunk.samples for chunk in MediaFile(path).chunks()])


def long_recording(sources: list[Path], minutes: float, folder: Path, channels: int = 0) -> Path:
    """Recordings joined, half a second apart, over and over until `minutes` are full, as a 16-bit WAV.

    Args:
        sources: The recordings.
        minutes: How long it shall be.
        folder: Where it goes.
        channels: 2 puts one recording on the left and the next on the right, as two who take turns; 0 and 1 leave it
            at one channel.
    """
    gap = np.zeros(RATE_HZ // 2, np.float32)
    pieces = []
    for number, source in enumerate(sources):
        planes = np.zeros((max(1, channels), len(sound := read(source)) + len(gap)), np.float32)
        planes[number % len(planes), : len(sound)] = sound
        pieces.append(planes)
    once = (np.clip(np.concatenate(pieces, axis=1), -1, 1) * 32767).astype("<i2").T
    frames = round(minutes * 60 * RATE_HZ)
    path = folder / f"{minutes:g}min-{len(once[0])}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(once[0]))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for first in range(0, frames, len(once)):
            file.writeframes(once[: frames - first].tobytes())
    return path
