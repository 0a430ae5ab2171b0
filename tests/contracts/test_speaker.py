"""What every loudspeaker keeps to: the fake in memory, and PortAudio on a sound card made of software."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from tests.signals import tone
from tests.virtual_card import VirtualCard
from voicecoach.adapters.loudspeaker import Loudspeaker
from voicecoach.errors import DeviceError
from voicecoach.fakes import FakeSpeaker
from voicecoach.ports import Speaker
from voicecoach.units import RATE_HZ

SOUND_S = 1.0
SOUND = tone(440.0, SOUND_S)
EDGE_S = 0.06
"""A device tells its times to a block: the virtual card's has 50 ms."""


@pytest.fixture(params=["fake", "sound card"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which loudspeaker."""
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
def speaker(kind: str, request: pytest.FixtureRequest) -> Speaker:
    """A loudspeaker."""
    if kind == "fake":
        return FakeSpeaker()
    request.getfixturevalue("card")
    return Loudspeaker()


def after(asked: int) -> Callable[[], bool]:
    """Says stop when it was asked so many times."""
    left = iter(range(asked))
    return lambda: next(left, None) is None


def test_it_plays_all_and_tells_when(speaker: Speaker) -> None:
    before_s = time.monotonic()
    played = speaker.play(SOUND, RATE_HZ)
    assert played.whole
    assert played.started_s >= before_s - EDGE_S
    assert played.duration_s == pytest.approx(SOUND_S, abs=EDGE_S)


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 26_240, 48_000])
def test_any_rate_keeps_its_time(speaker: Speaker, rate_hz: int) -> None:
    assert speaker.play(np.zeros(rate_hz // 2, np.float32), rate_hz).duration_s == pytest.approx(0.5, abs=EDGE_S)


def test_nothing_takes_no_time(speaker: Speaker) -> None:
    played = speaker.play(np.zeros(0, np.float32), RATE_HZ)
    assert (played.whole, played.duration_s) == (True, 0.0)


def test_it_stops_when_told_to_and_plays_again(speaker: Speaker) -> None:
    played = speaker.play(SOUND, RATE_HZ, after(20))
    assert not played.whole
    assert played.duration_s < SOUND_S / 2
    assert speaker.play(SOUND[: RATE_HZ // 10], RATE_HZ).whole


def test_samples_are_left_as_they_are(speaker: Speaker) -> None:
    sound = SOUND[: RATE_HZ // 10].copy()
    sound.flags.writeable = False
    assert speaker.play(sound, RATE_HZ).whole


def test_it_has_a_name(speaker: Speaker) -> None:
    assert speaker.name


def test_pulled_out_it_says_so(kind: str, request: pytest.FixtureRequest) -> None:
    card: VirtualCard | None = request.getfixturevalue("card") if kind == "sound card" else None
    speaker: Speaker = Loudspeaker() if card else FakeSpeaker(gone_after_s=0.3)
    pull_out_s = time.monotonic() + 0.3
    out = card is None

    def watch() -> bool:
        nonlocal out
        if card is not None and not out and time.monotonic() >= pull_out_s:
            card.pull_out()
            out = True
        return False

    with pytest.raises(DeviceError, match="gone") as raised:
        speaker.play(SOUND, RATE_HZ, watch)
    assert raised.value.remedy
    assert time.monotonic() < pull_out_s + SOUND_S
