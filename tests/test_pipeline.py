"""The pipeline: two threads, one order, and errors that come out where they belong."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import pytest

from tests.signals import Speaker, Speech, noise, silence, speak, steady
from voicecoach.audio import AudioChunk, Samples
from voicecoach.checkpoint import Checkpoint
from voicecoach.errors import MediaError, ModelError
from voicecoach.fakes import FakeCheckpoint, FakePitchTracker, FakeRecording, FakeSpeechClassifier, FakeTranscriber
from voicecoach.hearing.ear import Ear
from voicecoach.pipeline import BATCH, FIRST_BATCH, Taken, take
from voicecoach.ports import Recording, Transcriber, Window, WindowText
from voicecoach.transcript import Word

SHORT = speak([1.0, 1.0], [0.5])


@cache
def long_speech() -> Speech:
    """Twenty-four windows."""
    return speak([20.0] * 24, [2.0] * 23, Speaker(steady(3600.0)))


class BreaksOff(FakeRecording):
    """A recording that can't be read to its end."""

    def chunks(self) -> Iterator[AudioChunk]:
        chunks = super().chunks()
        yield next(chunks)
        raise MediaError("the disk is gone")


class Fails(FakeTranscriber):
    """A recogniser that fails at its first windows, when the hearing has long filled the queue."""

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        time.sleep(0.7)
        raise ModelError(f"no memory for {len(windows)} windows")


class Killed(FakeCheckpoint):
    """A checkpoint of a program that dies when it has finished so many parts."""

    def __init__(self, finished: Mapping[str, bytes], parts: int) -> None:
        super().__init__(finished)
        self._parts = parts

    def keep(self, key: str, content: bytes) -> None:
        super().keep(key, content)
        self._parts -= 1
        if not self._parts:
            raise SystemExit


class Knows(FakeTranscriber):
    """A recogniser that says which window it hears, whichever it hears first; it counts what it loads and hears."""

    def __init__(self) -> None:
        super().__init__(language="de")
        self.loads = 0
        self.known = ""

    def load(self, windows: int) -> None:
        self.loads += bool(windows)

    def new_recording(self, language: str = "") -> None:
        super().new_recording(language)
        self.known = language

    def _words(self, window: Window) -> tuple[Word, ...]:
        start_s = window.to_recording_s(0.0)
        return (Word(f"{start_s:.2f}", start_s, start_s + 0.5, 1 / 3),)


def taken(
    recording: Recording,
    transcriber: Transcriber,
    speech: Speech = SHORT,
    checkpoint: Checkpoint | None = None,
) -> Taken:
    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(speech.f0_hz))
    return take(recording, ear, lambda: transcriber, lambda _done_s, _all_s: None, checkpoint)


def hearing_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "hearing"]


def test_what_is_heard_and_recognised_comes_out_together() -> None:
    result = taken(FakeRecording(SHORT.samples), FakeTranscriber(["I can't do that."]))
    assert result.transcript.text == "I can't do that."
    assert (result.transcript.language, result.transcript.model) == ("en", "fake")
    assert result.heard.duration_s == SHORT.duration_s
    assert set(result.stages_s) == {"decode", "hearing", "load_model", "transcribe"}
    assert min(result.stages_s.values()) >= 0


def test_windows_are_recognised_in_order_in_batches_of_fixed_sizes() -> None:
    """However fast the one thread or the other is."""
    transcriber = FakeTranscriber(f"window {number}" for number in range(24))
    result = taken(FakeRecording(long_speech().samples, 5.0), transcriber, long_speech())
    assert [len(batch) for batch in transcriber.batches] == [FIRST_BATCH, BATCH, BATCH, 24 - FIRST_BATCH - 2 * BATCH]
    assert result.transcript.text == " ".join(f"window {number}" for number in range(24))
    starts_s = [word.start_s for word in result.transcript.words]
    assert starts_s == sorted(starts_s)


def test_progress_goes_forward_to_the_end_of_the_speech() -> None:
    done: list[float] = []
    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(long_speech().f0_hz))
    take(
        FakeRecording(long_speech().samples),
        ear,
        FakeTranscriber,
        lambda done_s, all_s: done.append(done_s / (all_s or 1)),
    )
    assert done == sorted(done)
    assert done[-1] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("samples", [silence(3.0), noise(3.0, -80.0)])
def test_without_speech_no_recogniser_is_loaded(samples: Samples) -> None:
    def load() -> Transcriber:
        raise AssertionError("loaded for nothing")

    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(steady(np.nan)))
    result = take(FakeRecording(samples), ear, load, lambda _done_s, _all_s: None)
    assert (result.transcript.words, result.transcript.language, result.transcript.model) == ((), "", "")
    assert result.stages_s["load_model"] == 0.0


def test_a_recording_that_breaks_off_is_an_error_and_no_short_result() -> None:
    with pytest.raises(MediaError, match="the disk is gone"):
        taken(BreaksOff(SHORT.samples), FakeTranscriber())
    assert hearing_threads() == []


def test_a_run_that_was_killed_goes_on_with_what_is_not_finished() -> None:
    """Killed twice: no window is recognised twice, and the transcript is that of one run."""
    recording = FakeRecording(long_speech().samples, 5.0)
    whole = taken(recording, Knows(), long_speech()).transcript
    finished: Mapping[str, bytes] = {}
    heard: list[int] = []
    for parts in (1, 2):
        killed, transcriber = Killed(finished, parts), Knows()
        with pytest.raises(SystemExit):
            taken(recording, transcriber, long_speech(), killed)
        finished = killed.finished
        heard += [len(batch) for batch in transcriber.batches]
    last = Knows()
    result = taken(recording, last, long_speech(), FakeCheckpoint(finished))
    assert result.transcript == whole
    assert heard == [FIRST_BATCH, BATCH, BATCH]
    assert [len(batch) for batch in last.batches] == [24 - FIRST_BATCH - 2 * BATCH]
    assert last.known == "de"


def test_where_everything_is_finished_no_weights_are_loaded() -> None:
    first = FakeCheckpoint()
    whole = taken(FakeRecording(SHORT.samples), Knows(), checkpoint=first)
    again = Knows()
    result = taken(FakeRecording(SHORT.samples), again, checkpoint=FakeCheckpoint(first.finished))
    assert result.transcript == whole.transcript
    assert (again.loads, again.batches) == (0, [])
    assert result.transcript.language == "de"


def test_another_recording_finds_nothing_finished() -> None:
    first = FakeCheckpoint()
    taken(FakeRecording(SHORT.samples), Knows(), checkpoint=first)
    other = Knows()
    taken(FakeRecording(SHORT.samples * np.float32(0.9)), other, checkpoint=FakeCheckpoint(first.finished))
    assert len(other.batches) == 1


def test_an_empty_recording_is_an_error() -> None:
    with pytest.raises(MediaError, match="no sound"):
        taken(FakeRecording(silence(0.0)), FakeTranscriber())


def test_a_recogniser_that_fails_stops_the_hearing() -> None:
    """Else the other thread would wait for ever to hand over its next window."""
    with pytest.raises(ModelError, match="no memory for 2 windows"):
        taken(FakeRecording(long_speech().samples), Fails(), long_speech())
    for thread in hearing_threads():
        thread.join(timeout=5.0)
    assert hearing_threads() == []
