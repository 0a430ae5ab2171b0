"""What every voice keeps to: the fake in memory, piper, the system's own, and one that speaks beforehand."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from voicecoach.adapters import piper_voice, system_voice
from voicecoach.adapters.piper_voice import PiperVoice
from voicecoach.adapters.system_voice import SystemVoice
from voicecoach.adapters.voices import PreparedVoice
from voicecoach.audio import Samples
from voicecoach.fakes import FakeVoice
from voicecoach.ports import Voice
from voicecoach.units import power_to_db

LINE = "Come on, it is only a small favour."
LONGER = "Come on, it is only a small favour. You have all the time in the world. Do it for me."
AUDIBLE_DB = -40.0
ROOM_FOR_CHANCE = 0.75
"""A voice varies its pace a little each time."""


@pytest.fixture(scope="module", params=["fake", "piper", "system", "prepared"])
def voice(request: pytest.FixtureRequest) -> Iterator[Voice]:
    """A voice of this machine."""
    if request.param == "fake":
        yield FakeVoice()
    elif request.param == "prepared":
        with PreparedVoice(FakeVoice()) as prepared:
            yield prepared
    elif request.param == "piper":
        if not piper_voice.is_here():
            pytest.skip(f"no piper here: {piper_voice.HOW_TO_GET}")
        yield PiperVoice()
    else:
        speaks = system_voice.program()
        if speaks is None:
            pytest.skip("the system has no voice: apt-get install espeak-ng")
        yield SystemVoice(speaks)


def test_it_says_who_it_is(voice: Voice) -> None:
    assert voice.name


def test_a_line_is_sound_that_can_be_heard(voice: Voice) -> None:
    samples, rate_hz = voice.say(LINE)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert rate_hz >= 16_000
    assert 1.0 <= len(samples) / rate_hz <= 6.0
    assert float(np.abs(samples).max()) <= 1.0
    assert float(power_to_db(np.mean(samples.astype(np.float64) ** 2))) > AUDIBLE_DB


def test_more_words_take_longer(voice: Voice) -> None:
    short, long = len(voice.say(LINE)[0]), len(voice.say(LONGER)[0])
    assert short < ROOM_FOR_CHANCE * long


@pytest.mark.parametrize("text", ["", "   ", "...", "\n\t", "[[]]"])
def test_nothing_to_say_is_no_sound(voice: Voice, text: str) -> None:
    assert len(voice.say(text)[0]) == 0


@pytest.mark.parametrize(
    "text",
    ["-f /etc/hosts, is what I said", '"; exit 1; echo "', "$(exit 1) `exit 1` %PATH%", "Zoë: 50 % “naïve”, \x00no?"],
)
def test_no_text_is_a_command(voice: Voice, text: str) -> None:
    samples, rate_hz = voice.say(text)
    assert 0.1 < len(samples) / rate_hz < 12.0


def test_several_threads_may_ask_at_once(voice: Voice) -> None:
    lengths: list[int] = []

    def ask() -> None:
        samples: Samples = voice.say(LINE)[0]
        lengths.append(len(samples))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30.0)
    assert len(lengths) == len(threads)
    assert min(lengths) > ROOM_FOR_CHANCE * max(lengths)
