"""A voice made of the committed samples: it says again, as a new take, the phrases that were once spoken for them."""

import json
import re

import numpy as np

from samples.recordings import RECORDINGS, STEADY
from samples.table import Text
from samples.voice import RATE_HZ, Register, Samples
from tests.source import ROOT
from tests.spoken import sample

_MARK = re.compile(r"\([\d.]+\)|<\w+>")
_SOURCES = ("assertive_steady_extra_work", "assertive_steady_fillers_refund")
_FILLER = {"um": "umm", "uh": "uh"}

TEXTS = (
    Text(
        "report",
        "assertive",
        (
            "I can see this report matters to you, | and I understand the deadline is close.",
            "I have two projects to finish by Friday, | so I can't take it on this week.",
            "I could start on Monday, | or I could show Sam how to do it.",
        ),
    ),
    Text(
        "refund",
        "assertive",
        (
            "I bought this jacket here / last Tuesday, and the zip broke / on the first day.",
            "I have the receipt with me.",
            "I understand / that you didn't make it, | and I'd like a full refund.",
            "If you can't do that / today, I would like / to speak / to someone who can.",
        ),
    ),
)
"""What it can say: the phrases of two steady samples."""


class Cut:
    """The voice; its pace is set by overlap-add, the rest as with any voice of the samples."""

    register = Register()

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Samples] = {}
        for name in _SOURCES:
            self._learn(name)

    def _learn(self, name: str) -> None:
        """Cut a sample at the pauses and fillers that its truth tells of."""
        heard = np.asarray(sample(name)[0], dtype=np.float64)
        truth = json.loads((ROOT / "samples" / f"{name}.json").read_text(encoding="utf-8"))
        for text, (start_s, end_s) in zip(re.findall(r"\b(um|uh)\b", truth["verbatim"]), truth["fillers"], strict=True):
            self._known.setdefault((_FILLER[text],), _between(heard, start_s, end_s))
        (recording,) = [one for one in RECORDINGS if one.name == name]
        for written, spoken in zip(recording.sentences, truth["sentences"], strict=True):
            held = sorted((*truth["pauses"], *truth["fillers"]))
            inside = [edge for a, b in held if spoken["start_s"] <= a and b <= spoken["end_s"] for edge in (a, b)]
            edges_s = [spoken["start_s"], *inside, spoken["end_s"]]
            spans = [(a, b) for a, b in zip(edges_s[::2], edges_s[1::2], strict=True) if b - a > 1 / RATE_HZ]
            phrases = [words for part in _MARK.split(written) if (words := _words(part))]
            for words, (start_s, end_s) in zip(phrases, spans, strict=True):
                self._known[words] = _between(heard, start_s, end_s)

    def say(self, text: str, rate: float) -> Samples:
        """Put phrases in a row, each as fast as is asked for."""
        import parselmouth
        from parselmouth.praat import call

        left, parts = _words(text), []
        while left:
            count = next(n for n in range(len(left), 0, -1) if left[:n] in self._known)
            parts.append(self._known[left[:count]])
            left = left[count:]
        said = np.concatenate(parts)
        if len(_words(text)) == 1 and text.strip(".") in _FILLER.values():
            return said
        sound = parselmouth.Sound(said, float(RATE_HZ))
        longer = call(sound, "Lengthen (overlap-add)", 60.0, 300.0, STEADY.rate / rate)
        return np.asarray(longer.values[0], dtype=np.float64)


def _between(samples: Samples, start_s: float, end_s: float) -> Samples:
    return np.asarray(samples[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)], dtype=np.float64)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,?").lower() for word in text.split())
