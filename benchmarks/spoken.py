"""Sentences through sound: spoken by the samples' synthetic voice, and recognised as any recording is."""

import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import parts
from samples.voice import RATE_HZ, Speaker
from voicecoach.adapters.media import MediaFile
from voicecoach.hearing.ear import Ear
from voicecoach.hearing.said import make_out
from voicecoach.pipeline import take

APART_S = 3.0
"""Silence between two sentences: more than ends a turn, so that each is recognised by itself."""

TOGETHER = 20
"""Sentences in one recording."""

ROOM = 1e-4
"""Amplitude of the room's noise: a recording is never digitally silent."""


def recognised(texts: Sequence[str], model: str) -> list[str]:
    """What is recognised of each sentence."""
    our_parts = parts.our_parts(model)
    speaker = Speaker(0)
    heard: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(texts), TOGETHER):
            path = Path(folder) / f"{first}.wav"
            spans = _record(speaker, texts[first : first + TOGETHER], path)
            taken = take(
                MediaFile(path), Ear(our_parts.classifier(), our_parts.tracker()), our_parts.transcriber, _quiet
            )
            words = make_out(taken.heard, taken.transcript).words
            heard += [
                " ".join(word.text for word in words if start <= (word.start_s + word.end_s) / 2 < end)
                for start, end in spans
            ]
    return heard


def _quiet(done_s: float, all_s: float | None) -> None:
    """Progress that nobody watches."""


def _record(speaker: Speaker, texts: Sequence[str], path: Path) -> list[tuple[float, float]]:
    """Speak sentences into a file; the stretch that belongs to each, to the middle of the silences around it."""
    gap = np.zeros(round(APART_S * RATE_HZ))
    pieces, spans, at_s = [gap], [], APART_S
    for text in texts:
        said = speaker.say(text, 1.0)
        length_s = len(said) / RATE_HZ
        spans.append((at_s - APART_S / 2, at_s + length_s + APART_S / 2))
        pieces += [said, gap]
        at_s += length_s + APART_S
    samples = np.concatenate(pieces)
    samples += np.random.default_rng(0).normal(0.0, ROOM, len(samples))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return spans
