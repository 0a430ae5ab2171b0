"""What every recogniser keeps to: the fake that knows the text, and Whisper."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.audio import Span
from voicecoach.fakes import FakeTranscriber
from voicecoach.hearing.fillers import bare
from voicecoach.ports import Transcriber, Window, WindowText
from voicecoach.units import RATE_HZ


@pytest.fixture(scope="module")
def sentences(spoken: Path) -> tuple[tuple[str, Window], ...]:
    """The first two sentences of a sample, each with a window of the recording that holds it."""
    truth = json.loads(spoken.with_suffix(".json").read_text(encoding="utf-8"))
    samples = np.concatenate([chunk.samples for chunk in MediaFile(spoken).chunks()])
    found = []
    for sentence in truth["sentences"][:2]:
        span = Span(sentence["start_s"] - 0.1, sentence["end_s"] + 0.1)
        sound = samples[round(span.start_s * RATE_HZ) : round(span.end_s * RATE_HZ)]
        found.append((sentence["text"], Window(sound, ((0.0, span),))))
    return tuple(found)


@pytest.fixture(scope="module", params=["fake", pytest.param("whisper", marks=pytest.mark.model)])
def transcriber(request: pytest.FixtureRequest, sentences: tuple[tuple[str, Window], ...]) -> Transcriber:
    if request.param == "fake":
        return FakeTranscriber([text for text, _ in sentences])
    return WhisperTranscriber(request.getfixturevalue("weights"), "tiny.en")


@pytest.fixture(scope="module")
def texts(transcriber: Transcriber, sentences: tuple[tuple[str, Window], ...]) -> tuple[WindowText, ...]:
    """What is recognised in both windows at once."""
    return transcriber.transcribe([window for _, window in sentences])


def test_each_window_has_its_text_in_order(
    texts: tuple[WindowText, ...], sentences: tuple[tuple[str, Window], ...]
) -> None:
    assert len(texts) == len(sentences)
    for text, (truth, _) in zip(texts, sentences, strict=True):
        said = {bare(word) for word in truth.split()}
        heard = {bare(word.text) for word in text.words}
        assert len(said & heard) >= 0.7 * len(said)


def test_words_lie_in_their_window_in_order(
    texts: tuple[WindowText, ...], sentences: tuple[tuple[str, Window], ...]
) -> None:
    for text, (_, window) in zip(texts, sentences, strict=True):
        ((_, span),) = window.pieces
        assert all(span.start_s <= word.start_s <= word.end_s <= span.end_s for word in text.words)
        assert all(left.start_s <= right.start_s for left, right in itertools.pairwise(text.words))


def test_words_are_single_words_with_a_probability(texts: tuple[WindowText, ...]) -> None:
    for word in (word for text in texts for word in text.words):
        assert word.text == word.text.strip() != ""
        assert " " not in word.text
        assert 0.0 <= word.probability <= 1.0


def test_it_has_a_name_and_knows_the_language(transcriber: Transcriber, texts: tuple[WindowText, ...]) -> None:
    assert texts
    assert transcriber.model
    assert transcriber.language == "en"


def test_no_windows_have_no_texts(transcriber: Transcriber) -> None:
    assert transcriber.transcribe([]) == ()


def test_the_next_recording_may_have_another_language(transcriber: Transcriber, texts: tuple[WindowText, ...]) -> None:
    assert texts
    transcriber.new_recording("de")
    assert transcriber.language == "de"
    transcriber.new_recording()
    assert transcriber.language == ""


def test_its_setting_does_not_change_with_the_recordings(transcriber: Transcriber) -> None:
    before = transcriber.setting
    transcriber.new_recording("de")
    assert transcriber.setting == before != ""
    transcriber.new_recording()
