"""The project's own samples with the times of their words, so that no recogniser is needed to measure them."""

import itertools
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from tests.source import ROOT
from tests.tolerances import EDGE_S
from voicecoach.adapters.media import MediaFile
from voicecoach.audio import Samples
from voicecoach.transcript import Word


@cache
def sample(name: str) -> tuple[Samples, tuple[Word, ...]]:
    """Samples and words of one recording under samples/."""
    path = ROOT / "samples" / f"{name}.wav"
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return np.concatenate([chunk.samples for chunk in MediaFile(path).chunks()]), words_of(truth)


def words_of(truth: dict[str, Any]) -> tuple[Word, ...]:
    """The words spread over the phrases between pauses and fillers, by their letters; fillers where they are."""
    fillers = [word for word in truth["verbatim"].split() if word in ("um", "uh")]
    words = [Word(text, a, b, 0.9) for text, (a, b) in zip(fillers, truth["fillers"], strict=True)]
    for sentence in truth["sentences"]:
        held = [(a, b) for a, b in (*truth["pauses"], *truth["fillers"]) if sentence["start_s"] < b]
        held = sorted((a, b) for a, b in held if a < sentence["end_s"])
        edges_s = [sentence["start_s"], *itertools.chain(*held), sentence["end_s"]]
        phrases = [(a, b) for a, b in zip(edges_s[0::2], edges_s[1::2], strict=True) if b - a > EDGE_S]
        words += _spread(sentence["text"].split(), phrases)
    return tuple(sorted(words, key=lambda word: word.start_s))


def _spread(said: Sequence[str], phrases: Sequence[tuple[float, float]]) -> list[Word]:
    letters = np.array([len(text) for text in said])
    middles = (np.cumsum(letters) - letters / 2) / letters.sum()
    ends = np.cumsum([end_s - start_s for start_s, end_s in phrases])
    places = np.searchsorted(ends / ends[-1], middles)
    words = []
    for place, (start_s, end_s) in enumerate(phrases):
        mine = [text for text, at in zip(said, places, strict=True) if at == place]
        shares = np.cumsum([0, *(len(text) for text in mine)]) / max(1, sum(len(text) for text in mine))
        edges_s = (start_s + (end_s - start_s) * shares).tolist()
        words += [Word(text, a, b, 0.9) for text, a, b in zip(mine, edges_s, edges_s[1:], strict=False)]
    return words
