"""Steadiness: the longest stretch that holds still, as a slow search for it finds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, Speech, glide, silence, speak, steady
from tests.strategies import thorough
from voicecoach.audio import Span
from voicecoach.hearing.steadiness import (
    LEAST_STEADY_S,
    MOST_STEADY_S,
    RISE_DB,
    STEADY_SD_ST,
    STEADY_SLOPE_ST_S,
    Sound,
    bridged,
    listen,
    steady_end,
    steady_s,
    voice_end,
)
from voicecoach.units import semitones_to_hz

HOP_S = 0.01


def sound(semitones: np.ndarray, level_db: np.ndarray) -> Sound:
    voiced = np.ones(len(semitones), dtype=np.bool_)
    return Sound(HOP_S, voiced, semitones, level_db, np.zeros(len(semitones)), voiced, -20.0)


def is_steady(semitones: np.ndarray, level_db: np.ndarray) -> bool:
    """The definition, by the line of least squares."""
    times_s = np.arange(len(semitones)) * HOP_S
    slope, height = np.polyfit(times_s, semitones, 1)
    loudest = int(np.argmax(level_db[:10]))
    rises_db = [level_db[last] - level_db[loudest : last + 1].min() for last in range(loudest, len(level_db))]
    return bool(
        abs(slope) <= STEADY_SLOPE_ST_S
        and np.std(semitones - slope * times_s - height) <= STEADY_SD_ST
        and max(rises_db) <= RISE_DB
    )


@thorough
@given(seed=st.integers(0, 10_000), frames=st.integers(0, 120), pitch=st.floats(0.01, 0.3), level=st.floats(0.1, 2.0))
def test_the_longest_stretch_is_the_one_that_a_slow_search_finds(
    seed: int, frames: int, pitch: float, level: float
) -> None:
    random = np.random.default_rng(seed)
    semitones = np.cumsum(pitch * random.standard_normal(frames))
    level_db = -25.0 + np.cumsum(level * random.standard_normal(frames))
    ends = [n for n in range(round(LEAST_STEADY_S / HOP_S), frames + 1) if is_steady(semitones[:n], level_db[:n])]
    assert steady_end(sound(semitones, level_db), 0, frames) == max(ends, default=0)


def test_no_stretch_is_longer_than_a_breath_holds_a_filler() -> None:
    held = sound(np.zeros(400), np.full(400, -20.0))
    assert steady_end(held, 10, 400) == 10 + round(MOST_STEADY_S / HOP_S)
    assert steady_s(held, Span(0.0, 1.0)) == pytest.approx(1.0, abs=HOP_S)


@pytest.mark.parametrize(
    ("slope_st_s", "holds"), [(0.0, True), (7.0, True), (-7.0, True), (10.0, False), (-40.0, False)]
)
def test_a_voice_that_moves_fast_does_not_hold_still(slope_st_s: float, *, holds: bool) -> None:
    to_hz = float(semitones_to_hz(slope_st_s, 140.0))
    listened = listen(hear(speak([1.0], speaker=Speaker(glide(140.0, to_hz, 1.0)))))
    assert listened is not None
    assert (steady_s(listened, Span(0.5, 1.5)) > 0) == holds


def test_outside_the_voice_nothing_holds_still() -> None:
    listened = listen(hear(speak([0.6, 0.6], [0.6])))
    assert listened is not None
    assert steady_s(listened, Span(1.12, 1.68)) == 0
    assert steady_s(listened, Span(0.5, 2.3)) == pytest.approx(0.6, abs=0.05)


def test_the_voice_ends_where_its_burst_does() -> None:
    listened = listen(hear(speak([0.6, 0.6], [0.6])))
    assert listened is not None
    assert listened.span(0, voice_end(listened, 80)).end_s == pytest.approx(1.1, abs=0.03)


def test_without_speech_there_is_nothing_to_listen_to() -> None:
    assert listen(hear(Speech(silence(1.0), steady(np.nan), ()))) is None


def test_levels_and_pitch_are_relative_to_the_speaker() -> None:
    speech = speak([1.0])
    soft, loud = listen(hear(speech)), listen(hear(replace(speech, samples=2 * speech.samples)))
    assert soft is not None
    assert loud is not None
    assert np.allclose(soft.semitones, loud.semitones)
    inside = soft.frames(Span(0.6, 1.4))
    assert np.allclose(loud.level_db[inside] - loud.speech_db, soft.level_db[inside] - soft.speech_db, atol=0.1)


def test_frames_and_time_go_back_and_forth() -> None:
    listened = sound(np.zeros(100), np.zeros(100))
    assert listened.frames(listened.span(20, 40)) == slice(20, 40)
    assert listened.frames(Span(5.0, 6.0)) == slice(100, 100)


def test_short_breaks_are_bridged_but_not_the_ends() -> None:
    flags = np.array([False, True, False, False, True, False, False, False, True, False])
    assert np.flatnonzero(bridged(flags, 2)).tolist() == [1, 2, 3, 4, 8]
