"""Formula signals heard through the ear, with fakes for the ear's two models."""

from collections.abc import Sequence

from tests.signals import Speech, cut
from tests.tolerances import SAME_CENTS, SAME_DB, assert_cents, assert_db
from voicecoach.audio import AudioChunk
from voicecoach.fakes import FakePitchTracker, FakeSpeechClassifier
from voicecoach.hearing.ear import Ear, Heard
from voicecoach.ports import Window


def listen(speech: Speech, sizes: Sequence[int] = (32_000,)) -> tuple[Heard, tuple[Window, ...]]:
    """Hear a recording in chunks of some sizes."""
    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(speech.f0_hz))
    windows: list[Window] = []
    start = 0
    for piece in cut(speech.samples, sizes):
        windows.extend(ear.push(AudioChunk(piece, start)))
        start += len(piece)
    heard, last = ear.finish()
    return heard, (*windows, *last)


def hear(speech: Speech) -> Heard:
    """Hear a recording."""
    return listen(speech)[0]


def assert_same_heard(left: Heard, right: Heard) -> None:
    """Both heard the same: spans to the sample, pitch and levels to floating point."""
    assert left.duration_s == right.duration_s
    assert left.spans == right.spans
    assert_db(left.level.values, right.level.values, SAME_DB)
    assert_cents(left.f0.values, right.f0.values, SAME_CENTS)
    assert left.voicing.values.tolist() == right.voicing.values.tolist()
