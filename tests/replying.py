"""Somebody who replies live, without a microphone, a recogniser or time passing: what is said is known beforehand."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

import numpy as np

from tests.signals import Speech
from voicecoach.fakes import FakePitchTracker, FakeSpeechClassifier, FakeStyleModel
from voicecoach.options import Parts
from voicecoach.ports import Window, WindowText
from voicecoach.transcript import Word


class Foreknowing:
    """A recogniser that knows every word of a recording by its time, however it is cut into windows."""

    model = "foreknowing"
    language = "en"
    setting = "known"

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.heard: list[Window] = []
        """The windows, in order."""

    def new_recording(self, language: str = "") -> None:
        """Nothing to forget."""

    def load(self, windows: int) -> None:
        """Nothing to load."""

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        """The words whose middles lie in the windows."""
        self.heard.extend(windows)
        return tuple(WindowText(tuple(word for word in self._words if _is_in(word, window))) for window in windows)


def _is_in(word: Word, window: Window) -> bool:
    return any(span.start_s <= (word.start_s + word.end_s) / 2 < span.end_s for _, span in window.pieces)


class Inline:
    """A worker that has done everything as soon as it is asked."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def submit(self, work: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Do it now."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*arguments))
        except Exception as error:  # noqa: BLE001 -- handed on, as a worker does
            done.set_exception(error)
        return done


def said(speech: Speech, *texts: str) -> tuple[Word, ...]:
    """A text a burst, its words spread evenly over it."""
    words: list[Word] = []
    for burst, text in zip(speech.bursts, texts, strict=True):
        edges_s = np.linspace(burst.start_s, burst.end_s, len(text.split()) + 1).tolist()
        words += [Word(word, a, b, 0.9) for word, a, b in zip(text.split(), edges_s, edges_s[1:], strict=False)]
    return tuple(words)


def parts_of(speech: Speech, transcriber: Foreknowing, style_model: FakeStyleModel | None = None) -> Parts:
    """The parts of an analysis for some speech."""
    model = style_model or FakeStyleModel()
    return Parts(FakeSpeechClassifier, lambda: FakePitchTracker(speech.f0_hz), lambda: transcriber, lambda: model)
