"""A recorded microphone: everything is written before anybody works on it, and comes out as it went in."""

import time

import numpy as np
import pytest

from tests.signals import noise
from voicecoach.audio import Samples
from voicecoach.errors import DeviceError, OutputError
from voicecoach.fakes import FakeMicrophone
from voicecoach.practice.recorder import RecordedMicrophone

SOUND = noise(2.0, -30.0)


class Written:
    """Remembers what was written; the disk is full after so many samples."""

    def __init__(self, room: int = 1 << 40) -> None:
        self._room = room
        self.samples = np.zeros(0, np.float32)

    def write(self, samples: Samples) -> None:
        self.samples = np.concatenate((self.samples, samples))
        if len(self.samples) > self._room:
            raise OutputError("The disk is full.")


def test_chunks_come_out_as_they_went_in_and_are_written() -> None:
    written = Written()
    recorded = RecordedMicrophone(FakeMicrophone(SOUND), written)
    heard, start = np.zeros(0, np.float32), 0
    for chunk in recorded.chunks():
        assert chunk.start_sample == start
        start = chunk.end_sample
        heard = np.concatenate((heard, chunk.samples))
        if start >= len(SOUND):
            break
    np.testing.assert_array_equal(heard[: len(SOUND)], SOUND)
    np.testing.assert_array_equal(written.samples[: len(heard)], heard)
    assert recorded.facts().device == "fake microphone"


def test_sound_is_written_while_nobody_fetches_it() -> None:
    written = Written()
    chunks = RecordedMicrophone(FakeMicrophone(SOUND), written).chunks()
    next(chunks)
    end_s = time.monotonic() + 5.0
    while len(written.samples) < len(SOUND) and time.monotonic() < end_s:
        time.sleep(0.005)
    chunks.close()
    np.testing.assert_array_equal(written.samples[: len(SOUND)], SOUND)


def test_a_microphone_that_goes_away_hands_on_what_was_heard_first() -> None:
    written = Written()
    heard = 0

    def listen() -> None:
        nonlocal heard
        for chunk in RecordedMicrophone(FakeMicrophone(SOUND, gone_after_s=1.0), written).chunks():
            heard = chunk.end_sample

    with pytest.raises(DeviceError):
        listen()
    assert heard == 16_000
    np.testing.assert_array_equal(written.samples, SOUND[:16_000])


def test_a_full_disk_is_told() -> None:
    with pytest.raises(OutputError, match="full"):
        list(RecordedMicrophone(FakeMicrophone(SOUND), Written(8_000)).chunks())


def test_it_can_be_listened_to_again() -> None:
    recorded = RecordedMicrophone(FakeMicrophone(SOUND), Written())
    for _ in range(2):
        chunks = recorded.chunks()
        assert next(chunks).start_sample == 0
        chunks.close()
