"""Pauses: silences of known length are found where they are, and what is no pause is not."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, Speech, noise, silence, speak, steady, tone, voice
from tests.strategies import gains_db, quick
from tests.tolerances import EDGE_S, HEARD_DB, assert_db, assert_seconds
from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.pauses import (
    find_silences,
    noise_floor_db,
    quiet_level_db,
    silent_pauses,
    speech_level_db,
)

NOTHING = hear(Speech(silence(0.0), steady(100.0), ()))
ONLY_SILENCE = hear(Speech(silence(2.0), steady(np.nan), ()))


def inner_silences(speech: Speech) -> tuple[Span, ...]:
    """The silences between the first and the last burst."""
    first_s, last_s = speech.bursts[0].start_s, speech.bursts[-1].end_s
    return tuple(span for span in find_silences(hear(speech)) if first_s < span.start_s and span.end_s < last_s)


def assert_gaps(speech: Speech) -> None:
    """The silences are the gaps, edge by edge."""
    found = inner_silences(speech)
    assert len(found) == len(speech.gaps)
    for silence_span, gap in zip(found, speech.gaps, strict=True):
        assert_seconds(silence_span.start_s, gap.start_s, within=EDGE_S)
        assert_seconds(silence_span.end_s, gap.end_s, within=EDGE_S)


@pytest.mark.parametrize("room_db", [None, -75.0, -60.0])
@pytest.mark.parametrize("level_db", [-15.0, -25.0, -35.0])
def test_gaps_are_found_with_their_edges(level_db: float, room_db: float | None) -> None:
    assert_gaps(speak([0.6, 0.8, 0.5, 0.7], [0.2, 0.5, 1.5], Speaker(level_db=level_db, room_db=room_db)))


@quick
@given(
    gaps_s=st.lists(st.floats(0.19, 1.5), min_size=1, max_size=5),
    bursts_s=st.lists(st.floats(0.15, 0.8), min_size=6, max_size=6),
    gain_db=gains_db,
)
def test_gaps_of_any_length_are_found_whatever_the_gain(
    gaps_s: list[float], bursts_s: list[float], gain_db: float
) -> None:
    assert_gaps(speak(bursts_s[: len(gaps_s) + 1], gaps_s).louder(gain_db))


def test_a_silence_that_is_too_short_is_no_pause() -> None:
    assert inner_silences(speak([0.6, 0.6], [0.1])) == ()


def test_silence_before_and_after_is_found_too_and_stays_inside_the_recording() -> None:
    speech = speak([0.6], lead_s=1.0, tail_s=0.7001)
    before, after = find_silences(hear(speech))
    assert before.start_s == 0.0
    assert_seconds([before.end_s, after.start_s], [1.0, 1.6], within=EDGE_S)
    assert speech.duration_s - EDGE_S < after.end_s <= speech.duration_s


@quick
@given(lead_s=st.floats(0.03, 0.5), tail_s=st.floats(0.03, 0.5))
def test_silence_at_the_edges_of_a_recording_counts_however_short(lead_s: float, tail_s: float) -> None:
    """Or the first and the last word would swallow it."""
    speech = speak([0.6], lead_s=lead_s, tail_s=tail_s)
    before, after = find_silences(hear(speech))
    assert before.start_s == 0.0
    assert_seconds([before.end_s, after.start_s], [lead_s, speech.bursts[0].end_s], within=EDGE_S)


@pytest.mark.parametrize("at_s", [0.25, 0.5, 0.9])
def test_a_breath_in_a_gap_does_not_split_it(at_s: float) -> None:
    speech = speak([0.6, 0.8], [1.6])
    assert_gaps(speech.with_sound(noise(0.4, -50.0), speech.gaps[0].start_s + at_s))


def test_a_word_between_two_gaps_does_split_them() -> None:
    """As weak as the breath, but with a voice."""
    speech = speak([0.6, 0.8], [1.6])
    start_s = speech.gaps[0].start_s + 0.5
    word = Span(start_s, start_s + 0.4)
    spoken = speech.with_sound(voice(steady(140.0), 0.4, -50.0), start_s)
    voiced = replace(
        spoken,
        f0_hz=lambda times_s: np.where(
            (times_s >= word.start_s) & (times_s < word.end_s), 140.0, speech.f0_hz(times_s)
        ),
    )
    first, second = inner_silences(voiced)
    assert_seconds([first.end_s, second.start_s], [word.start_s, word.end_s], within=2 * EDGE_S)


def test_a_sound_that_is_too_loud_for_a_breath_splits_the_gap() -> None:
    speech = speak([0.6, 0.8], [1.6])
    assert len(inner_silences(speech.with_sound(noise(0.4, -35.0), speech.gaps[0].start_s + 0.5))) == 2


def test_a_click_does_not_split_a_gap() -> None:
    speech = speak([0.6, 0.8], [1.0])
    assert_gaps(speech.with_sound(tone(1000.0, 0.005, -15.0), speech.gaps[0].start_s + 0.5))


def test_levels_are_those_the_sound_was_made_with() -> None:
    heard = hear(speak([2.0], speaker=Speaker(level_db=-30.0, room_db=-65.0), lead_s=1.5, tail_s=1.5))
    assert_db(speech_level_db(heard) or 0.0, -30.0, within=HEARD_DB)
    assert_db(noise_floor_db(heard) or 0.0, -65.0, within=3.0)


@pytest.mark.parametrize(("room_db", "under_speech_db"), [(-100.0, 32.0), (-60.0, 25.5), (-32.0, 15.0)])
def test_the_quiet_level_follows_the_room_within_its_limits(room_db: float, under_speech_db: float) -> None:
    heard = hear(speak([2.0], speaker=Speaker(level_db=-25.0, room_db=room_db), lead_s=1.5, tail_s=1.5))
    speech_db, quiet_db = speech_level_db(heard), quiet_level_db(heard)
    assert speech_db is not None
    assert quiet_db is not None
    assert_db(speech_db - quiet_db, under_speech_db, within=3.0 if room_db == -60.0 else 0.01)


def test_without_speech_there_is_nothing_to_compare_with() -> None:
    assert (noise_floor_db(NOTHING), speech_level_db(NOTHING), quiet_level_db(NOTHING)) == (None, None, None)
    assert (speech_level_db(ONLY_SILENCE), quiet_level_db(ONLY_SILENCE)) == (None, None)
    assert noise_floor_db(ONLY_SILENCE) == -120.0
    assert find_silences(ONLY_SILENCE) == find_silences(NOTHING) == ()


@pytest.mark.parametrize(("lead_s", "tail_s"), [(2.0, 0.0), (0.0, 2.0), (5.0, 5.0)])
def test_digital_silence_around_a_recording_is_no_room(lead_s: float, tail_s: float) -> None:
    speech = speak([1.0, 1.0, 1.0], [0.6, 0.6], Speaker(level_db=-35.0, room_db=-60.0))
    padded = np.concatenate((silence(lead_s), speech.samples, silence(tail_s)))
    led = speak([1.0, 1.0, 1.0], [0.6, 0.6], Speaker(level_db=-35.0), lead_s=0.5 + lead_s)
    heard, truth = hear(replace(led, samples=padded)), hear(speech)
    assert_db(noise_floor_db(heard) or 0.0, noise_floor_db(truth) or 0.0, within=HEARD_DB)
    inner = [span for span in find_silences(heard) if 0.0 < span.start_s - lead_s < 4.0]
    assert_seconds([span.start_s - lead_s for span in inner], [gap.start_s for gap in speech.gaps], within=EDGE_S)


def test_speech_without_a_gap_takes_its_quietest_moments_for_the_room() -> None:
    heard = hear(speak([3.0], lead_s=0.0, tail_s=0.0))
    floor_db = noise_floor_db(heard)
    assert floor_db is not None
    assert -40.0 < floor_db <= -24.0


WORDS = say("stop it now", at_s=1.0, word_s=0.5, gap_s=0.1)
"""At 1.0-1.5, 1.6-2.1 and 2.2-2.7 s."""


def test_pauses_lie_between_the_first_and_the_last_word() -> None:
    silences = (Span(0.0, 1.0), Span(1.5, 1.6), Span(2.1, 2.2), Span(2.7, 4.0))
    words = tuple(replace(word, speaker="B") for word in WORDS)
    pauses = silent_pauses(NOTHING, silences, words, (), "en")
    assert [(pause.start_s, pause.end_s) for pause in pauses] == [(1.5, 1.6), (2.1, 2.2)]
    assert {(pause.kind, pause.speaker, pause.text) for pause in pauses} == {("silent", "B", None)}
    assert silent_pauses(NOTHING, silences, (), (), "en") == ()


@quick
@given(bursts_s=st.lists(st.floats(0.05, 0.6), min_size=2, max_size=6), gap_s=st.floats(0.02, 0.6))
def test_silences_are_in_order_apart_and_long_enough(bursts_s: list[float], gap_s: float) -> None:
    speech = speak(bursts_s, [gap_s] * (len(bursts_s) - 1))
    silences = find_silences(hear(speech))
    assert all(left.end_s < right.start_s for left, right in itertools.pairwise(silences))
    assert all(span.duration_s >= 0.145 - 1e-9 for span in silences[:-1])
    assert all(0.0 <= span.start_s <= span.end_s <= speech.duration_s for span in silences)
