"""What every microphone keeps to: the fake in memory, and PortAudio on a sound card made of software."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import numpy as np
import pytest

from tests.signals import silence, tone
from tests.virtual_card import VirtualCard
from voicecoach.adapters.sound_card import SoundCardMicrophone
from voicecoach.audio import AudioChunk, Samples
from voicecoach.errors import DeviceError
from voicecoach.fakes import FakeMicrophone
from voicecoach.ports import Microphone
from voicecoach.units import RATE_HZ, power_to_db

LEVEL_DB = -20.0
CENTS = 5.0
"""Difference of pitch that can just be heard."""
NOTICED_DB = 0.5
"""Difference of level that nobody hears."""
EDGE_S = 0.03
"""An edge between two syllables is no sharper."""

FREQUENCY_HZ = 440.0
TONE_S = 1.0
LATE_S = 2.5
"""A player and a microphone on a busy machine start that far apart."""

SOUND = np.concatenate((silence(LATE_S), tone(FREQUENCY_HZ, TONE_S, LEVEL_DB), silence(1.0)))

Hears = Callable[[Samples], Microphone]
PulledOut = Callable[[], Microphone]


@pytest.fixture(params=["fake", "sound card"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which microphone."""
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
def hears(kind: str, request: pytest.FixtureRequest) -> Iterator[Hears]:
    """Makes a microphone that will hear some samples soon."""
    if kind == "fake":
        yield FakeMicrophone
        return
    card: VirtualCard = request.getfixturevalue("card")
    with ExitStack() as stack:

        def speak(samples: Samples) -> Microphone:
            stack.enter_context(card.speaking(samples))
            return SoundCardMicrophone()

        yield speak


def heard(microphone: Microphone, duration_s: float) -> list[AudioChunk]:
    """Listen for some time."""
    chunks = []
    for chunk in microphone.chunks():
        chunks.append(chunk)
        if chunk.end_sample >= duration_s * RATE_HZ:
            microphone.stop()
    return chunks


def joined(chunks: list[AudioChunk]) -> Samples:
    return np.concatenate([chunk.samples for chunk in chunks])


def test_it_hears_what_is_said_at_its_pitch_level_and_length(hears: Hears) -> None:
    samples = joined(heard(hears(SOUND), 2 * LATE_S + TONE_S))
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert (loud[-1] - loud[0]) / RATE_HZ == pytest.approx(TONE_S, abs=EDGE_S)
    middle = samples[loud[0] + 1600 : loud[-1] - 1600].astype(np.float64)
    assert float(power_to_db(np.mean(middle**2))) == pytest.approx(LEVEL_DB, abs=NOTICED_DB)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 2**18))
    found_hz = np.argmax(spectrum) * RATE_HZ / 2**18
    assert abs(1200 * np.log2(found_hz / FREQUENCY_HZ)) < CENTS


def test_chunks_follow_each_other_without_gap_or_overlap(hears: Hears) -> None:
    chunks = heard(hears(SOUND), 1.0)
    assert len(chunks) > 1
    assert [chunk.start_sample for chunk in chunks] == [0, *(chunk.end_sample for chunk in chunks[:-1])]
    assert all(len(chunk.samples) for chunk in chunks)
    assert chunks[0].samples.dtype == np.float32


def test_it_is_stopped_from_another_thread(hears: Hears) -> None:
    microphone = hears(SOUND)
    seen = threading.Event()

    def stop_once_heard() -> None:
        seen.wait()
        microphone.stop()

    stopper = threading.Thread(target=stop_once_heard)
    stopper.start()
    for _ in microphone.chunks():
        seen.set()
    stopper.join(timeout=1.0)
    assert not stopper.is_alive()


def test_to_stop_where_nobody_listens_does_nothing(hears: Hears) -> None:
    microphone = hears(SOUND)
    microphone.stop()
    assert joined(heard(microphone, 0.3)).size >= 0.3 * RATE_HZ


def test_each_listening_starts_anew(hears: Hears) -> None:
    microphone = hears(SOUND)
    with closing(microphone.chunks()) as chunks:
        next(chunks)
    again = heard(microphone, 0.3)
    assert again[0].start_sample == 0


def test_it_says_what_it_is_once_it_was_opened(hears: Hears) -> None:
    microphone = hears(SOUND)
    heard(microphone, 0.3)
    facts = microphone.facts()
    assert facts.device
    assert facts.rate_hz >= 8_000
    assert (facts.channels, facts.overruns, facts.lost_s) == (1, 0, 0.0)


def test_pulled_out_it_hands_on_what_it_heard_and_then_says_so(kind: str, request: pytest.FixtureRequest) -> None:
    card: VirtualCard | None = request.getfixturevalue("card") if kind == "sound card" else None
    microphone: Microphone = SoundCardMicrophone() if card else FakeMicrophone(SOUND, gone_after_s=0.5)
    end = 0

    def listen() -> None:
        nonlocal end
        for chunk in microphone.chunks():
            if card and end < 0.5 * RATE_HZ <= chunk.end_sample:
                card.pull_out()
            end = chunk.end_sample

    with pytest.raises(DeviceError, match="gone") as raised:
        listen()
    assert end >= 0.5 * RATE_HZ
    assert raised.value.remedy
