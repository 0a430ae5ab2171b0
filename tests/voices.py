"""Two voices from one committed recording: the second is the first with a shorter throat and a higher pitch."""

import json
from pathlib import Path

import numpy as np

from voicecoach.adapters.media import MediaFile
from voicecoach.audio import Samples
from voicecoach.speakers import SpeakerSpan
from voicecoach.units import RATE_HZ

SHORTER = 1.35
"""How much faster the second voice is played: pitch and formants move up by a third, as from a man to a woman."""

PAUSE_S = 0.4


def two_voices(recording: Path) -> tuple[list[Samples], list[Samples]]:
    """The sentences of a recording, in its own voice and in the other one."""
    import soxr

    truth = json.loads(recording.with_suffix(".json").read_text(encoding="utf-8"))
    samples = np.concatenate([chunk.samples for chunk in MediaFile(recording).chunks()])
    own = [samples[round(one["start_s"] * RATE_HZ) : round(one["end_s"] * RATE_HZ)] for one in truth["sentences"]]
    other = [np.asarray(soxr.resample(one, RATE_HZ * SHORTER, RATE_HZ), np.float32) for one in own]
    return own, other


def joined(recording: Path, rounds: int = 2) -> tuple[Samples, tuple[SpeakerSpan, ...]]:
    """The two in turn, a sentence each, and who speaks when."""
    own, other = two_voices(recording)
    pause = np.zeros(round(PAUSE_S * RATE_HZ), np.float32)
    pieces: list[Samples] = [pause]
    spans: list[SpeakerSpan] = []
    for one, answer in zip(own * rounds, other * rounds, strict=True):
        for speaker, said in (("A", one), ("B", answer)):
            start = sum(map(len, pieces))
            spans.append(SpeakerSpan(speaker, start / RATE_HZ, (start + len(said)) / RATE_HZ))
            pieces += [said, pause]
    return np.concatenate(pieces), tuple(spans)


def in_channels(samples: Samples, spans: tuple[SpeakerSpan, ...]) -> tuple[Samples, Samples]:
    """The same with a channel for each."""
    channels = (np.zeros_like(samples), np.zeros_like(samples))
    for one in spans:
        place = slice(round(one.start_s * RATE_HZ), round(one.end_s * RATE_HZ))
        channels["AB".index(one.speaker)][place] = samples[place]
    return channels
