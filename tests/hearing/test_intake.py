"""What comes in from a microphone: its level, and what its speaker should know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import cut, noise, silence, tone
from tests.strategies import chunk_sizes, quick
from voicecoach.audio import Samples
from voicecoach.hearing.intake import (
    CLIPPING_SHOWN_S,
    NO_SIGNAL_S,
    NOBODY_S,
    TOO_QUIET_DB,
    Intake,
    IntakeMeter,
)
from voicecoach.units import FLOOR_DB

LEVEL_DB = 0.5
"""A difference of level that nobody sees on a meter."""


def watched(*stretches: tuple[Samples, bool]) -> list[Intake]:
    """What a meter shows after each chunk of 32 ms."""
    meter = IntakeMeter()
    return [meter.push(piece, speaking=speaking) for samples, speaking in stretches for piece in cut(samples, [512])]


@pytest.mark.parametrize("level_db", [-60.0, -30.0, -10.0])
def test_the_needle_shows_the_level(level_db: float) -> None:
    assert watched((tone(400.0, 1.0, level_db), True))[-1].level_db == pytest.approx(level_db, abs=LEVEL_DB)


def test_the_needle_falls_within_a_syllable() -> None:
    shown = watched((tone(400.0, 1.0, -20.0), True), (silence(0.25), True))
    assert shown[-1].level_db == FLOOR_DB


@pytest.mark.parametrize(
    ("samples", "speaking", "state"),
    [
        (tone(200.0, 3.0, -26.0), True, "good"),
        (tone(200.0, 3.0, TOO_QUIET_DB + 1), True, "good"),
        (tone(200.0, 3.0, TOO_QUIET_DB - 1), True, "too_quiet"),
        (np.clip(4.0 * tone(200.0, 3.0, -10.0), -1.0, 1.0), True, "clipping"),
        (noise(3.0, -70.0), False, "nobody"),
        (noise(3.0, -20.0), False, "nobody"),
        (silence(3.0), False, "no_signal"),
    ],
)
def test_each_state_is_told(samples: Samples, speaking: bool, state: str) -> None:
    assert watched((samples.astype(np.float32), speaking))[-1].state == state


def test_a_single_sample_at_full_scale_is_an_honest_peak() -> None:
    samples = tone(200.0, 3.0, -26.0)
    samples[24_000] = 1.0
    assert {intake.state for intake in watched((samples, True))[5:]} == {"good"}


def test_clipping_stays_shown_long_enough_to_be_read() -> None:
    loud, good = np.ones(512, np.float32), tone(200.0, 5.0, -26.0)
    shown = [intake.state for intake in watched((good, True), (loud, True), (good, True))]
    assert shown.count("clipping") * 0.032 == pytest.approx(CLIPPING_SHOWN_S, abs=0.05)


def test_a_pause_is_not_nobody() -> None:
    said = tone(200.0, 3.0, -26.0)
    pause = watched((said, True), (noise(NOBODY_S - 0.1, -70.0), False))
    gone = watched((said, True), (noise(NOBODY_S + 0.1, -70.0), False))
    assert (pause[-1].state, gone[-1].state) == ("good", "nobody")


def test_a_moment_of_digital_silence_is_no_missing_signal() -> None:
    said = tone(200.0, 3.0, -26.0)
    assert watched((said, True), (silence(NO_SIGNAL_S - 0.1), True))[-1].state != "no_signal"


def test_speech_is_judged_by_a_phrase_and_not_by_a_syllable() -> None:
    """One weak syllable in good speech is no reason to say that somebody is too quiet."""
    shown = watched((tone(200.0, 3.0, -26.0), True), (tone(200.0, 0.3, -60.0), True))
    assert shown[-1].state == "good"


@quick
@given(sizes=chunk_sizes, level_db=st.floats(-60.0, -10.0), speaking=st.booleans())
def test_any_chunking_ends_in_the_same_state(sizes: list[int], level_db: float, speaking: bool) -> None:
    sound = tone(200.0, 4.0, level_db)
    meter = IntakeMeter()
    ends = [meter.push(piece, speaking=speaking) for piece in cut(sound, sizes)]
    if abs(level_db - TOO_QUIET_DB) > LEVEL_DB:
        assert ends[-1].state == watched((sound, speaking))[-1].state
