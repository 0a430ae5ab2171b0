"""Turns for the live benchmark: the project's samples, cut between sentences, with every pause 0.7 s long.

Measures
    A turn holds whole sentences and lasts 5 to 15 s; between its stretches of voice lies faint noise of `PAUSE_S`.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import parts
from voicecoach.audio import Samples
from voicecoach.units import RATE_HZ

PAUSE_S = 0.7
"""A pause that nobody shall be cut off in."""

LEAD_S = 0.3
"""Room before the first word and, at most, behind the last."""

LEAST_S = 5.0
"""A turn is at least so long."""

_Sentence = dict[str, Any]

_ROOM_AMPLITUDE = 10 ** (-75 / 20)


@dataclass(frozen=True, slots=True, eq=False)
class SpokenTurn:
    """One turn."""

    name: str
    samples: Samples
    pauses: int
    """How many pauses it has inside."""
    speech_s: float
    """From the first word to the end of the last one, pauses counted."""
    text: str


def spoken_turns(count: int) -> list[SpokenTurn]:
    """The first turns, in the order of the samples' names."""
    return list(itertools.islice(_all_turns(), count))


def _all_turns() -> Iterator[SpokenTurn]:
    for path in sorted(parts.SAMPLES.glob("*.wav")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for number, sentences in enumerate(_groups(truth["sentences"], truth["pauses"]), 1):
            yield _turn(path, number, sentences, truth["pauses"])


def _groups(sentences: list[_Sentence], pauses: list[list[float]]) -> list[list[_Sentence]]:
    """Sentences until they last `LEAST_S` with their pauses; what is left over at the end goes with the last."""
    groups: list[list[_Sentence]] = [[]]
    for sentence in sentences:
        if groups[-1] and _length_s(groups[-1], pauses) >= LEAST_S:
            groups.append([])
        groups[-1].append(sentence)
    if len(groups) > 1 and _length_s(groups[-1], pauses) < LEAST_S:
        last = groups.pop()
        groups[-1] += last
    return groups


def _length_s(sentences: list[_Sentence], pauses: list[list[float]]) -> float:
    inner = _inner(sentences, pauses)
    spoken_s = sentences[-1]["end_s"] - sentences[0]["start_s"] - sum(b - a for a, b in inner)
    return float(spoken_s + PAUSE_S * len(inner))


def _inner(sentences: list[_Sentence], pauses: list[list[float]]) -> list[tuple[float, float]]:
    """The pauses inside some sentences."""
    return [(a, b) for a, b in pauses if sentences[0]["start_s"] < a and b < sentences[-1]["end_s"]]


def _turn(path: Path, number: int, sentences: list[_Sentence], pauses: list[list[float]]) -> SpokenTurn:
    start_s, end_s = sentences[0]["start_s"], sentences[-1]["end_s"]
    inner = _inner(sentences, pauses)
    edges_s = [start_s, *itertools.chain(*inner), end_s]
    sound = parts.read(path)
    pieces: list[Samples] = [_room(LEAD_S)]
    for a, b in zip(edges_s[0::2], edges_s[1::2], strict=True):
        pieces += [sound[round(a * RATE_HZ) : round(b * RATE_HZ)], _room(PAUSE_S)]
    samples = np.concatenate(pieces[:-1])
    text = " ".join(sentence["text"] for sentence in sentences)
    return SpokenTurn(f"{path.stem}_{number}", samples, len(inner), len(samples) / RATE_HZ - LEAD_S, text)


def _room(duration_s: float) -> Samples:
    noise = np.random.default_rng(1).standard_normal(round(duration_s * RATE_HZ))
    return (_ROOM_AMPLITUDE * noise).astype(np.float32)
