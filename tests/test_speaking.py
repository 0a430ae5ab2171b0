"""One speaker of a recording, over fakes: when the first words came after a line that was spoken to them."""

import pytest

from tests.signals import Speaker, glide, speak
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.analysis import AnalysisOptions, Parts, analyse
from voicecoach.fakes import FakePitchTracker, FakeRecording, FakeSpeechClassifier, FakeTranscriber
from voicecoach.session import Turn

SPEECH = speak([2.0], [], Speaker(glide(150.0, 120.0, 8.0)))


def first_turn(options: AnalysisOptions) -> Turn:
    tracker = FakePitchTracker(SPEECH.f0_hz)
    transcriber = FakeTranscriber(["I can't take that on tomorrow."])
    parts = Parts(FakeSpeechClassifier, lambda: tracker, lambda: transcriber, OnnxStyleModel)
    return analyse(FakeRecording(SPEECH.samples, 0.5), "talk.wav", parts, options).turns[0]


def test_an_answer_to_a_spoken_line_has_its_reply_gap() -> None:
    """Without a spoken line nobody knows when to begin counting."""
    assert first_turn(AnalysisOptions()).reply_gap_s is None
    prompted = first_turn(AnalysisOptions(prompted_s=0.25))
    assert prompted.reply_gap_s == pytest.approx(prompted.start_s - 0.25, abs=1e-3)
