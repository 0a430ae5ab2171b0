"""Breath: a weak sound that swells and dies away inside a pause is one, and nothing else is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, Speech, noise, speak, tone
from tests.strategies import gains_db, quick
from tests.tolerances import EDGE_S, assert_seconds
from tests.values import say
from voicecoach.audio import Samples, Span
from voicecoach.hearing.breath import MAX_BREATH_S, MIN_BREATH_S, OVER_NOISE_DB, holds_breath
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pauses import find_silences, silent_pauses
from voicecoach.prosody import Pause
from voicecoach.units import RATE_HZ

ROOM_DB = -75.0
LEAD_S, TALK_S = 0.5, 1.0
SPEECH_DB = -25.0


def pausing(pause_s: float = 1.2, room_db: float | None = ROOM_DB) -> Speech:
    """Two bursts of a voice with one pause between them."""
    return speak([TALK_S, TALK_S], [pause_s], Speaker(level_db=SPEECH_DB, room_db=room_db), lead_s=LEAD_S)


def swelling(duration_s: float, level_db: float, seed: int = 3) -> Samples:
    """Noise that comes and goes."""
    sound = noise(duration_s, level_db, seed)
    return (sound * np.hanning(len(sound))).astype(np.float32)


def sounding(sound: Samples, at_s: float, pause_s: float = 1.2) -> Speech:
    """A sound some seconds into the pause."""
    return pausing(pause_s).with_sound(sound, LEAD_S + TALK_S + at_s)


def breathes(speech: Speech) -> bool:
    (gap,) = speech.gaps
    return holds_breath(hear(speech), Span(gap.start_s + EDGE_S, gap.end_s - EDGE_S))


@quick
@given(
    breath_s=st.floats(0.3, 0.8),
    below_db=st.floats(20.0, 35.0),
    at_s=st.floats(0.1, 0.25),
    gain_db=gains_db,
    seed=st.integers(0, 99),
)
def test_a_weak_noise_that_swells_in_a_pause_is_a_breath(
    breath_s: float, below_db: float, at_s: float, gain_db: float, seed: int
) -> None:
    """At the levels and lengths that breaths have, whatever the gain."""
    sound = swelling(breath_s, SPEECH_DB - below_db, seed)
    assert breathes(sounding(sound, at_s).louder(gain_db))


@quick
@given(seed=st.integers(0, 999), room_db=st.floats(-80.0, -45.0), pause_s=st.floats(0.2, 2.0))
def test_steady_noise_is_none(seed: int, room_db: float, pause_s: float) -> None:
    speech = pausing(pause_s, room_db=None)
    assert not breathes(speech.with_sound(noise(speech.duration_s, room_db, seed), 0.0))


def test_digital_silence_holds_none() -> None:
    assert not breathes(pausing(room_db=None))


@pytest.mark.parametrize("decay_db_s", [60.0, 100.0, 200.0])
def test_reverberation_is_none(decay_db_s: float) -> None:
    """It starts with the pause and only dies away: rooms from a chamber (0.3 s for 60 dB) to a hall (1 s)."""
    tail = noise(1.1, SPEECH_DB - 15.0)
    fading = tail * 10 ** (-decay_db_s * np.arange(len(tail)) / RATE_HZ / 20)
    assert not breathes(sounding(fading.astype(np.float32), 0.0))


def test_neither_is_a_sound_that_leads_into_the_next_word() -> None:
    growing = noise(0.4, SPEECH_DB - 20.0)
    growing = (growing * np.linspace(0.0, 1.0, len(growing))).astype(np.float32)
    assert not breathes(sounding(growing, 0.8))


@pytest.mark.parametrize("below_db", [15.0, 25.0, 35.0])
def test_a_click_is_none(below_db: float) -> None:
    assert not breathes(sounding(noise(0.05, SPEECH_DB - below_db), 0.5))


def test_a_sound_longer_than_any_breath_is_none() -> None:
    assert not breathes(sounding(noise(MAX_BREATH_S + 0.2, SPEECH_DB - 30.0), 0.4, pause_s=2.0))
    assert breathes(sounding(noise(MAX_BREATH_S - 0.2, SPEECH_DB - 30.0), 0.4, pause_s=2.0))


def test_a_voiced_hum_is_none() -> None:
    """The same sound is one where the tracker hears no voice."""
    start_s = LEAD_S + TALK_S + 0.4
    plain = sounding(tone(140.0, 0.4, SPEECH_DB - 20.0), 0.4)
    hummed = replace(
        plain,
        f0_hz=lambda times_s: np.where((times_s >= start_s) & (times_s < start_s + 0.4), 140.0, plain.f0_hz(times_s)),
    )
    assert breathes(plain)
    assert not breathes(hummed)


@pytest.mark.parametrize(("over_db", "heard"), [(OVER_NOISE_DB - 3.0, False), (OVER_NOISE_DB + 6.0, True)])
def test_a_breath_must_rise_above_the_noise(over_db: float, *, heard: bool) -> None:
    """Its level is given without that of the room, and the room's quietest moment lies a little below its mean."""
    assert breathes(sounding(noise(0.4, ROOM_DB + over_db), 0.4)) == heard


def test_a_pause_that_is_shorter_than_a_breath_holds_none() -> None:
    heard = hear(sounding(swelling(0.4, -50.0), 0.3))
    middle_s = LEAD_S + TALK_S + 0.5
    assert not holds_breath(heard, Span(middle_s, middle_s + MIN_BREATH_S - 0.01))
    assert not holds_breath(heard, Span(middle_s, middle_s))
    assert not holds_breath(heard, Span(99.0, 100.0))


def test_a_breath_neither_ends_a_pause_nor_splits_it() -> None:
    speech = sounding(swelling(0.5, SPEECH_DB - 28.0), 0.3)
    (pause,) = pauses_in(hear(speech))
    assert pause.breath is True
    assert_seconds([pause.start_s, pause.end_s], [speech.gaps[0].start_s, speech.gaps[0].end_s], within=EDGE_S)
    (quiet,) = pauses_in(hear(pausing()))
    assert quiet.breath is False


def pauses_in(heard: Heard) -> tuple[Pause, ...]:
    words = say("one two", at_s=LEAD_S, word_s=TALK_S, gap_s=1.2)
    return silent_pauses(heard, find_silences(heard), words, (), "en")
