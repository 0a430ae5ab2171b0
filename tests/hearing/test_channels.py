"""Channels: truth from bursts of tones that are laid into them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.signals import noise, tone
from tests.strategies import quick
from voicecoach.audio import Samples
from voicecoach.hearing.channels import CHANNEL_HOP_S, ChannelMeter, crosstalk, own_speech, speaking_channels
from voicecoach.units import RATE_HZ

TALK_S = 4.0


def talk(first_s: list[float], leak_db: float = -120.0, room_db: float = -80.0) -> tuple[Samples, Samples]:
    """Two channels that take turns: bursts of `TALK_S` from the first, each answered by the second."""
    channels = [noise(2 * TALK_S * len(first_s), room_db, seed) for seed in (1, 2)]
    for start_s in first_s:
        for channel, at_s in enumerate((start_s, start_s + TALK_S)):
            voice = tone(220.0 + 110.0 * channel, TALK_S - 1.0, -20.0)
            place = slice(round(at_s * RATE_HZ), round(at_s * RATE_HZ) + len(voice))
            channels[channel][place] += voice
            channels[1 - channel][place] += voice * np.float32(10 ** (leak_db / 20))
    return channels[0], channels[1]


def levels(*channels: Samples) -> NDArray[np.float64]:
    meter = ChannelMeter()
    meter.push(np.stack(channels), RATE_HZ)
    return meter.levels_db()


def at(time_s: float) -> int:
    return round(time_s / CHANNEL_HOP_S)


@pytest.mark.parametrize("leak_db", [-120.0, -25.0, -15.0])
def test_two_who_take_turns_have_a_channel_each(leak_db: float) -> None:
    assert speaking_channels(levels(*talk([0.5, 8.5], leak_db))) == (0, 1)


def test_a_quiet_microphone_is_at_no_disadvantage() -> None:
    loud, quiet = talk([0.5, 8.5])
    assert speaking_channels(levels(loud, quiet * np.float32(0.05))) == (0, 1)


def test_one_sound_in_two_channels_is_one_sound() -> None:
    loud, other = talk([0.5, 8.5])
    mix = loud + other
    assert speaking_channels(levels(mix, mix * np.float32(0.5))) == ()


def test_a_stereo_recording_of_one_room_is_one_sound() -> None:
    """Two microphones beside each other: each voice is only 4 dB louder in the one that is nearer."""
    assert speaking_channels(levels(*talk([0.5, 8.5], -4.0))) == ()


def test_a_channel_without_a_speaker_is_none() -> None:
    loud, _ = talk([0.5, 8.5])
    assert speaking_channels(levels(loud, noise(16.0, -80.0))) == ()
    assert speaking_channels(levels(loud, np.zeros_like(loud))) == ()


@pytest.mark.parametrize("shape", [(0, 0), (1, 500), (2, 0)])
def test_without_two_channels_of_sound_there_are_none(shape: tuple[int, int]) -> None:
    assert speaking_channels(np.full(shape, -30.0)) == ()


def test_crosstalk_is_where_only_the_other_speaks() -> None:
    leaking = crosstalk(levels(*talk([0.5, 8.5], -20.0)), (0, 1))
    assert not leaking[0, at(1.0) : at(3.0)].any()
    assert leaking[1, at(1.0) : at(3.0)].all()
    assert leaking[0, at(5.0) : at(7.0)].all()


def test_both_at_once_is_no_crosstalk() -> None:
    one, other = talk([0.5, 8.5], -20.0)
    both = slice(at(9.0), at(10.0))
    place = slice(round(9.0 * RATE_HZ), round(10.0 * RATE_HZ))
    other[place] += tone(330.0, 1.0, -20.0)
    leaking = crosstalk(levels(one, other), (0, 1))
    assert not leaking[:, both.start + 5 : both.stop - 5].any()


def test_own_speech_is_the_loud_part_of_each_turn() -> None:
    own = own_speech(levels(*talk([0.5, 8.5], -20.0)), (0, 1))
    assert own[0, at(1.0) : at(3.0)].all()
    assert not own[0, at(4.0) : at(8.0)].any()
    assert own[1, at(5.0) : at(7.0)].all()


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 44_100])
def test_frames_keep_the_time_at_any_rate(rate_hz: int) -> None:
    """11,025 Hz has no whole number of samples a frame."""
    planes = np.zeros((2, 60 * rate_hz), np.float32)
    planes[:, 59 * rate_hz :] = 0.1
    meter = ChannelMeter()
    for second in range(60):
        meter.push(planes[:, second * rate_hz : (second + 1) * rate_hz], rate_hz)
    levels_db = meter.levels_db()
    assert levels_db.shape == (2, at(60.0))
    assert (levels_db[:, : at(59.0)] < -100.0).all()
    assert levels_db[:, at(59.0) :] == pytest.approx(-20.0)


@quick
@given(sizes=st.lists(st.integers(1, 4000), max_size=8), rate_hz=st.sampled_from([11_025, RATE_HZ]))
def test_any_cutting_gives_the_same_levels(sizes: list[int], rate_hz: int) -> None:
    planes = np.stack(talk([0.5]))
    whole, meter, start = ChannelMeter(), ChannelMeter(), 0
    whole.push(planes, rate_hz)
    for size in [*sizes, planes.shape[1]]:
        meter.push(planes[:, start : start + size], rate_hz)
        start += size
    assert meter.levels_db() == pytest.approx(whole.levels_db())
