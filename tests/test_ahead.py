"""Working ahead: what is ready at a pause, what is superseded, and what is kept for good."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from tests.replying import Foreknowing, Inline, parts_of, said
from tests.signals import Speech, speak
from voicecoach.ahead import SETTLE_S, Ahead, Glimpse, RememberedStyles
from voicecoach.audio import AudioChunk
from voicecoach.errors import ModelError
from voicecoach.fakes import FakePitchTracker, FakeSpeechClassifier, FakeStyleModel
from voicecoach.hearing.ear import Ear
from voicecoach.options import AnalysisOptions
from voicecoach.ports import MediaFacts, Window, WindowText

SPEECH = speak([SETTLE_S + 0.5, 2.0], [0.8])
FIRST, SECOND = "I understand you are busy this week.", "I can't take that on."
PAUSES_S = tuple(burst.end_s for burst in SPEECH.bursts)


def glimpse(until_s: float, at_s: float, speech: Speech = SPEECH) -> Glimpse:
    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(speech.f0_hz))
    samples = speech.samples[: round(until_s * 16_000)]
    full = ear.push(AudioChunk(samples.copy(), 0))
    heard, rest = ear.finish()
    return Glimpse(at_s, heard, full, rest, MediaFacts("", heard.duration_s, 16_000, 1, 0.0, 0.0))


def ahead_of(transcriber: Foreknowing, worker: object = None) -> Ahead:
    parts = parts_of(SPEECH, transcriber)
    return Ahead(parts, AnalysisOptions(), "take.wav", worker or Inline())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "verdict"), [(FIRST, "finished"), ("I understand you are busy and", "open"), ("", "wordless")]
)
def test_the_verdict_on_a_pause(first: str, verdict: str) -> None:
    ahead = ahead_of(Foreknowing(said(SPEECH, first, SECOND)))
    assert ahead.verdict(PAUSES_S[0]) is None
    ahead.prepare(glimpse(PAUSES_S[0] + 0.3, PAUSES_S[0]))
    assert ahead.verdict(PAUSES_S[0]) == verdict
    assert ahead.verdict(PAUSES_S[1]) is None


def test_a_turn_that_ended_at_a_pause_is_not_recognised_again() -> None:
    transcriber = Foreknowing(said(SPEECH, FIRST, SECOND))
    ahead = ahead_of(transcriber)
    ahead.prepare(glimpse(PAUSES_S[1] + 0.3, PAUSES_S[1]))
    whole = ahead.whole(glimpse(PAUSES_S[1] + 0.5, PAUSES_S[1]), spoken_on=False)
    assert len(transcriber.heard) == 1
    assert whole.analysis.source.duration_s == pytest.approx(PAUSES_S[1] + 0.5, abs=0.001)
    assert [turn.text for turn in whole.analysis.turns] == [f"{FIRST} {SECOND}"]


@pytest.mark.parametrize("prepared", [True, False])
def test_what_was_spoken_since_is_recognised(prepared: bool) -> None:
    transcriber = Foreknowing(said(SPEECH, FIRST, SECOND))
    ahead = ahead_of(transcriber)
    if prepared:
        ahead.prepare(glimpse(PAUSES_S[0] + 0.3, PAUSES_S[0]))
    whole = ahead.whole(glimpse(PAUSES_S[1], PAUSES_S[1]), spoken_on=True)
    assert [turn.text for turn in whole.analysis.turns] == [f"{FIRST} {SECOND}"]


def test_finished_words_are_settled_once_there_are_enough() -> None:
    ahead = ahead_of(Foreknowing(said(SPEECH, FIRST, SECOND)))
    assert ahead.settle() is None
    ahead.prepare(glimpse(PAUSES_S[0] + 0.3, PAUSES_S[0]))
    assert ahead.settle() == PAUSES_S[0]
    assert ahead.settle() is None


def test_an_open_sentence_is_not_settled() -> None:
    ahead = ahead_of(Foreknowing(said(SPEECH, "I understand you are busy and", SECOND)))
    ahead.prepare(glimpse(PAUSES_S[0] + 0.3, PAUSES_S[0]))
    assert ahead.settle() is None


def test_a_pause_that_waits_is_dropped_for_the_next() -> None:
    go = Event()

    class Slow(Foreknowing):
        def transcribe(self, windows: "list[Window]") -> tuple[WindowText, ...]:  # type: ignore[override]
            go.wait(10.0)
            return super().transcribe(windows)

    transcriber = Slow(said(SPEECH, FIRST, SECOND))
    with ThreadPoolExecutor(1) as worker, ahead_of(transcriber, worker) as ahead:
        for until_s in (2.0, 3.0, PAUSES_S[0]):
            ahead.prepare(glimpse(until_s, until_s))
        assert ahead.verdict(PAUSES_S[0]) is None
        go.set()
        ahead.whole(glimpse(PAUSES_S[0], PAUSES_S[0]), spoken_on=False)
        assert len(transcriber.heard) == 2


def test_what_the_worker_fails_with_is_raised_where_it_is_asked_for() -> None:
    class Broken(Foreknowing):
        def transcribe(self, windows: object) -> tuple[WindowText, ...]:
            raise ModelError(f"no memory for {windows}")

    ahead = ahead_of(Broken(()))
    ahead.prepare(glimpse(2.0, 2.0))
    with pytest.raises(ModelError, match="no memory"):
        ahead.verdict(2.0)


def test_remembered_styles_are_those_of_the_model() -> None:
    model = FakeStyleModel(tagged={"no": "technique/refusal"})
    remembered = RememberedStyles(parts_of(SPEECH, Foreknowing(()), model))
    texts = ["No.", "Yes.", "No."]
    for _ in range(2):
        for ours, theirs in zip(
            remembered.score(texts), FakeStyleModel(tagged={"no": "technique/refusal"}).score(texts), strict=True
        ):
            assert np.array_equal(ours.styles, theirs.styles)
    remembered.score(["No."], ["Will you?"])
    assert model.asked == [("No.", "Yes."), ("No.",)]
    assert model.asked_after == [(), ("Will you?",)]
    assert remembered.tags() == model.tags()
