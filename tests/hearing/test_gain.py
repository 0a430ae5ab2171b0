"""Gain control: noise that is lifted in every pause, and noise that is not."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, Speech, over_lifted_noise, speak
from tests.strategies import gains_db, quick
from voicecoach.audio import Span
from voicecoach.hearing.gain import AGREEING_SHARE, MIN_PAUSES, RISE_DB_S, gain_control, noise_rise_db_s
from voicecoach.hearing.pauses import find_silences
from voicecoach.tracks import Values

NOISE_DB = -68.0
PAUSE_S = 1.3
SLOPE_ERROR_DB_S = 1.5
"""Of the median of some pauses: the level of noise wanders by about a decibel in each second of it."""

Rise = Callable[[int], float]
"""Decibels a second by which the noise rises in each pause."""


def talk(pauses: int, rise_db_s: Rise, seed: int = 0) -> Speech:
    """Bursts of a voice over noise that starts each pause at one level and rises in it."""
    speech = speak([0.8] * (pauses + 1), [PAUSE_S] * pauses, Speaker(room_db=None))
    return over_lifted_noise(speech, NOISE_DB, [rise_db_s(index) for index in range(pauses)], seed)


def controlled(speech: Speech) -> bool | None:
    heard = hear(speech)
    return gain_control(heard, find_silences(heard))


def rises_db_s(speech: Speech) -> Values:
    heard = hear(speech)
    return noise_rise_db_s(heard, find_silences(heard))


@quick
@given(rise_db_s=st.floats(6.0, 12.0), pauses=st.integers(MIN_PAUSES, 7), gain_db=gains_db, seed=st.integers(0, 99))
def test_noise_that_rises_in_every_pause_is_lifted_whatever_the_gain(
    rise_db_s: float, pauses: int, gain_db: float, seed: int
) -> None:
    speech = talk(pauses, lambda _: rise_db_s, seed).louder(gain_db)
    assert controlled(speech) is True
    slopes = rises_db_s(speech)
    assert len(slopes) == pauses
    assert np.median(slopes) == pytest.approx(rise_db_s, abs=SLOPE_ERROR_DB_S)


@quick
@given(pauses=st.integers(MIN_PAUSES, 9), seed=st.integers(0, 999))
def test_steady_noise_is_not(pauses: int, seed: int) -> None:
    assert controlled(talk(pauses, lambda _: 0.0, seed)) is False


@pytest.mark.parametrize("rise_db_s", [-12.0, -6.0, RISE_DB_S - SLOPE_ERROR_DB_S])
def test_neither_is_noise_that_falls_or_hardly_rises(rise_db_s: float) -> None:
    assert controlled(talk(8, lambda _: rise_db_s)) is False


def test_the_pauses_must_agree() -> None:
    """Footsteps that come nearer in most pauses are no gain control where they go away in others."""
    assert controlled(talk(10, lambda index: 8.0 if index < 10 * AGREEING_SHARE else -8.0)) is True
    assert controlled(talk(10, lambda index: 8.0 if index < 10 * AGREEING_SHARE - 1 else -8.0)) is False


@pytest.mark.parametrize("pauses", range(MIN_PAUSES))
def test_a_few_pauses_say_nothing(pauses: int) -> None:
    assert controlled(talk(pauses, lambda _: 8.0)) is None


def test_digital_silence_says_nothing() -> None:
    """A noise gate, or a file put together."""
    speech = speak([0.8] * 7, [PAUSE_S] * 6, Speaker(room_db=None))
    assert controlled(speech) is None
    assert len(rises_db_s(speech)) == 0


def test_short_pauses_say_nothing() -> None:
    assert controlled(speak([0.8] * 9, [0.6] * 8, Speaker(room_db=-60.0))) is None


def test_the_silence_around_the_speech_is_no_pause() -> None:
    """Before the first word a gain control may still be at rest, and after the last one the noise may fade out."""
    speech = talk(MIN_PAUSES - 1, lambda _: 8.0)
    heard = hear(speech)
    around = (Span(0.0, 1.5), *find_silences(heard)[1:-1], Span(heard.duration_s - 1.5, heard.duration_s))
    assert len(noise_rise_db_s(heard, around)) == MIN_PAUSES - 1
