"""Texts as parts of a checkpoint: named by all that they depend on, and the same when they come back."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.signals import noise
from voicecoach.audio import Span
from voicecoach.fakes import FakeCheckpoint, FakeTranscriber
from voicecoach.ports import Window, WindowText
from voicecoach.resuming import Recognised, key_of, known, transcribed
from voicecoach.transcript import Word

SOUND = noise(1.0, -30.0)
WINDOW = Window(SOUND, ((0.0, Span(3.0, 4.0)),))
NEXT = Window(noise(0.5, -30.0), ((0.0, Span(5.0, 5.5)),))


class Says(FakeTranscriber):
    """A recogniser that gives texts with notes and times that are no round numbers."""

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        super().transcribe(windows)
        return (WindowText((Word("Nein", 0.1 + 0.2, 1 / 3, 0.7),), ("3.0-4.0 s: unsure",)), WindowText(()))


def test_texts_come_back_as_they_were() -> None:
    checkpoint = FakeCheckpoint()
    made = transcribed(Says(language="de"), (WINDOW, NEXT), checkpoint, "texts/1")
    assert made == Recognised(
        (WindowText((Word("Nein", 0.1 + 0.2, 1 / 3, 0.7),), ("3.0-4.0 s: unsure",)), WindowText(())), "de"
    )
    assert known(FakeCheckpoint(checkpoint.finished), "texts/1", 2) == made


def test_what_cannot_be_read_is_not_known() -> None:
    whole = FakeCheckpoint()
    transcribed(Says(), (WINDOW, NEXT), whole, "1")
    for content in (b"", b"{}", whole.finished["1"][:-1], whole.finished["1"] + b"x"):
        assert known(FakeCheckpoint({"1": content}), "1", 2) is None
    assert known(FakeCheckpoint(whole.finished), "1", 3) is None
    assert known(FakeCheckpoint(), "1", 2) is None


@pytest.mark.parametrize(
    ("windows", "setting"),
    [
        ((replace(WINDOW, samples=np.nextafter(SOUND, np.float32(1))), NEXT), "base"),
        ((replace(WINDOW, pieces=((0.0, Span(3.0, 4.5)),)), NEXT), "base"),
        ((NEXT, WINDOW), "base"),
        ((WINDOW,), "base"),
        ((WINDOW, NEXT), "tiny.en"),
    ],
)
def test_another_sound_place_company_or_setting_has_another_name(windows: tuple[Window, ...], setting: str) -> None:
    assert key_of(windows, setting) != key_of((WINDOW, NEXT), "base")
    assert key_of((WINDOW, NEXT), "base") == key_of((replace(WINDOW, samples=SOUND.copy()), NEXT), "base")


def test_another_version_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of((WINDOW,), "base")
    monkeypatch.setattr("voicecoach.resuming.__version__", "99")
    assert key_of((WINDOW,), "base") != before
