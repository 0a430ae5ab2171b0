"""The partner's line in the microphone: found with its delay, through a room and noise, and nothing else is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signals import at_level, noise, silence
from tests.spoken import sample
from voicecoach.audio import Samples
from voicecoach.hearing.echo import HEARD_DB, HEARD_STRENGTH, HOP_S, LEAST_S, MOST_DELAY_S, find_echo
from voicecoach.units import RATE_HZ

LINE_S = 4.0
ECHO_DB = -40.0
LEVEL_TOLERANCE_DB = 1.0
"""A difference of level that is just noticed."""


def line(start_s: float = 0.5, duration_s: float = LINE_S) -> Samples:
    samples, _ = sample("aggressive_forceful_return_item")
    return samples[round(start_s * RATE_HZ) : round((start_s + duration_s) * RATE_HZ)]


def room(played: Samples, delay_s: float, echo_db: float = ECHO_DB, noise_db: float = ECHO_DB - 20.0) -> Samples:
    """What a microphone hears in a room that dies away by 60 dB in 0.4 s, with as much echo as direct sound."""
    times_s = np.arange(round(0.4 * RATE_HZ)) / RATE_HZ
    response = np.random.default_rng(3).standard_normal(len(times_s)) * 10 ** (-3 * times_s / 0.4)
    response *= 1.0 / np.linalg.norm(response)
    response[0] = 1.0
    size = len(played) + len(response)
    reverberant = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(response, size), size)[: len(played)]
    heard = noise(len(played) / RATE_HZ + MOST_DELAY_S + 0.1, noise_db, seed=5)
    start = round(delay_s * RATE_HZ)
    heard[start : start + len(played)] += at_level(reverberant, echo_db)
    return heard


@settings(deadline=None, max_examples=40)
@given(delay_s=st.floats(0.0, MOST_DELAY_S), start_s=st.floats(0.0, 9.0))
def test_a_line_is_found_where_it_is(delay_s: float, start_s: float) -> None:
    played = line(start_s)
    echo = find_echo(played, RATE_HZ, room(played, delay_s))
    assert echo is not None
    assert echo.is_heard
    assert echo.delay_s == pytest.approx(delay_s, abs=2 * HOP_S)
    assert echo.level_db == pytest.approx(ECHO_DB, abs=LEVEL_TOLERANCE_DB)


def test_as_loud_as_the_room_it_is_still_heard() -> None:
    played = line()
    echo = find_echo(played, RATE_HZ, room(played, 0.15, noise_db=ECHO_DB))
    assert echo is not None
    assert echo.is_heard


def test_a_clock_that_drifts_changes_little() -> None:
    """100 parts in a million are as far as two sound cards of the cheapest kind are apart."""
    played = line()
    heard = room(played, 0.2)
    drifted = np.interp(np.arange(len(heard)) * (1.0 - 2e-4), np.arange(len(heard)), heard).astype(np.float32)
    echo = find_echo(played, RATE_HZ, drifted)
    assert echo is not None
    assert echo.is_heard


def test_rates_may_differ() -> None:
    import soxr

    played = line()
    voice = soxr.resample(played, RATE_HZ, 22_050)
    same, other = find_echo(played, RATE_HZ, room(played, 0.3)), find_echo(voice, 22_050, room(played, 0.3))
    assert same is not None
    assert other is not None
    assert (other.delay_s, other.level_db) == pytest.approx((same.delay_s, same.level_db), abs=0.02)
    assert other.strength == pytest.approx(same.strength, abs=0.05)


@pytest.mark.parametrize("other_s", [4.6, 6.0, 8.0, 10.0])
def test_another_line_of_the_same_voice_is_no_echo(other_s: float) -> None:
    echo = find_echo(line(), RATE_HZ, room(line(other_s), 0.1))
    assert echo is not None
    assert echo.strength < HEARD_STRENGTH
    assert not echo.is_heard


def test_neither_noise_nor_silence_is_an_echo() -> None:
    for heard in (noise(LINE_S + 1.0, -40.0), silence(LINE_S + 1.0)):
        echo = find_echo(line(), RATE_HZ, heard)
        assert echo is not None
        assert echo.strength < 0.2
        assert not echo.is_heard


def test_what_leaks_from_headphones_is_found_and_does_no_harm() -> None:
    played = line()
    echo = find_echo(played, RATE_HZ, room(played, 0.1, HEARD_DB - 6.0, HEARD_DB - 26.0))
    assert echo is not None
    assert echo.strength >= HEARD_STRENGTH
    assert not echo.is_heard


@pytest.mark.parametrize(("played_s", "heard_s"), [(LEAST_S - 0.01, 3.0), (3.0, LEAST_S - 0.01), (0.0, 0.0)])
def test_too_little_says_nothing(played_s: float, heard_s: float) -> None:
    assert find_echo(line(0.5, played_s), RATE_HZ, line(0.5, heard_s)) is None


def test_a_microphone_that_stopped_early_is_compared_as_far_as_it_goes() -> None:
    played = line()
    echo = find_echo(played, RATE_HZ, room(played, 0.0)[: round(2.0 * RATE_HZ)])
    assert echo is not None
    assert echo.is_heard
    assert echo.delay_s == pytest.approx(0.0, abs=HOP_S)
