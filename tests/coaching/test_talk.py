"""A talk: time against a target, the longest run, opening and closing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.talks import in_turns, talk, with_levels, words
from voicecoach.coaching.bands import band
from voicecoach.coaching.live_cue import LONG_RUN_S
from voicecoach.coaching.noise import LEVEL_DB, PACE_SHARE
from voicecoach.coaching.talk import (
    LEAST_TALK_S,
    LEAST_WORDS,
    ON_TIME_S,
    ON_TIME_SHARE,
    OPENING_S,
    REST_S,
    closing,
    longest_run,
    on_time_room_s,
    opening,
    timing,
)
from voicecoach.prosody import Pause, Prosody

NEAR = 1e-6


def test_time_runs_from_the_first_to_the_last_word() -> None:
    timed = timing(talk(words(100), at_s=7.0))
    assert timed is not None
    assert timed.start_s == 7.0
    assert timed.talk_s == pytest.approx(30.0)
    assert (timed.target_s, timed.over_s, timed.verdict, timed.words_over) == (None, None, None, None)


@given(st.floats(15.0, 7200.0), st.floats(-2.0, 2.0))
@thorough
def test_on_time_is_within_the_room_on_both_sides(target_s: float, share: float) -> None:
    room_s = max(ON_TIME_S, ON_TIME_SHARE * target_s)
    assert on_time_room_s(target_s) == room_s
    length_s = target_s + share * room_s
    if length_s < 1.0 or abs(abs(share) - 1.0) < 1e-3:
        return
    timed = timing(talk(words(100), word_s=length_s / 100), target_s)
    assert timed is not None
    assert timed.verdict == ("on_time" if abs(share) < 1 else "over" if share > 0 else "under")
    assert timed.over_s == pytest.approx(length_s - target_s, abs=1e-3)


def test_words_too_many_are_those_of_the_time_over() -> None:
    over = timing(talk(words(400)), 60.0)
    under = timing(talk(words(100)), 60.0)
    assert over is not None
    assert under is not None
    assert (over.words_over, under.words_over) == (200, -100)
    few = timing(talk(words(LEAST_WORDS - 1)), 60.0)
    assert few is not None
    assert few.words_over is None


def test_a_silent_recording_is_no_talk() -> None:
    empty = replace(talk(words(3)), words=(), turns=(), pauses=())
    assert [timing(empty, 60.0), longest_run(empty), opening(empty), closing(empty)] == [None] * 4


@given(st.lists(st.integers(2, 30), min_size=1, max_size=8), st.floats(REST_S + 0.01, 3.0))
@thorough
def test_the_longest_run_is_the_longest_sentence_between_rests(counts: list[int], gap_s: float) -> None:
    run = longest_run(talk(*map(words, counts), gap_s=gap_s))
    assert run is not None
    assert run.words == max(counts)
    assert run.duration_s == pytest.approx(0.3 * max(counts))


def test_neither_a_short_silence_nor_a_filler_is_a_rest() -> None:
    short = talk(words(10), words(10), gap_s=REST_S - 0.05)
    assert (run := longest_run(short)) is not None
    assert run.words == 20
    filled = talk(words(10), words(10), gap_s=0.4)
    filled = replace(filled, pauses=tuple(replace(one, kind="filled", text="um") for one in filled.pauses))
    assert (run := longest_run(filled)) is not None
    assert run.words == 20
    assert run.text.endswith("\u2026")


def test_a_break_between_turns_is_a_rest() -> None:
    parted = in_turns(talk(words(10)), talk(words(15), at_s=6.0))
    assert (run := longest_run(parted)) is not None
    assert (run.words, run.start_s) == (15, 6.0)


@pytest.mark.parametrize(("length_s", "is_long"), [(LONG_RUN_S - 0.5, False), (LONG_RUN_S + 0.5, True)])
def test_a_long_run_is_named_as_one(length_s: float, is_long: bool) -> None:
    run = longest_run(talk(words(50), word_s=length_s / 50))
    assert run is not None
    assert run.is_long is is_long


def paced(opening_word_s: float, rest_word_s: float) -> tuple[str | None, float, float]:
    first = talk(words(round(OPENING_S / opening_word_s)), word_s=opening_word_s)
    rest = talk(words(round(40.0 / rest_word_s)), word_s=rest_word_s, at_s=OPENING_S)
    found = opening(in_turns(first, rest))
    assert found is not None
    return found.pace, found.speech_rate_wpm, found.rest_wpm


def test_the_opening_is_set_beside_the_rest() -> None:
    side, opening_wpm, rest_wpm = paced(0.3, 0.4)
    assert side == "faster"
    assert (opening_wpm, rest_wpm) == pytest.approx((200.0, 150.0), rel=0.02)
    assert paced(0.4, 0.3)[0] == "slower"
    assert paced(0.4, 0.4 * (1 + PACE_SHARE / 2))[0] is None


def test_a_break_between_turns_does_not_slow_the_opening_down() -> None:
    first = in_turns(talk(words(20)), talk(words(20), at_s=20.0), talk(words(120), at_s=30.0))
    found = opening(first)
    assert found is not None
    assert found.speech_rate_wpm == pytest.approx(200.0, rel=0.02)


def test_a_short_talk_has_no_opening_of_its_own() -> None:
    assert opening(talk(words(100), word_s=(LEAST_TALK_S - 1) / 100)) is None
    assert opening(talk(words(100), word_s=(LEAST_TALK_S + 1) / 100)) is not None


@pytest.mark.parametrize(
    ("change_db", "level"),
    [(LEVEL_DB + 1, "louder"), (-LEVEL_DB - 1, "quieter"), (LEVEL_DB - 1, None)],
)
def test_the_level_of_the_opening_is_told_where_it_is_heard(change_db: float, level: str | None) -> None:
    four = talk(*[words(50)] * 5, gap_s=0.0)
    found = opening(with_levels(four, [-30 + change_db, -30 + change_db, -30, -30, -30]))
    assert found is not None
    assert found.level == level
    assert found.level_change_db == pytest.approx(change_db, abs=0.05)
    ruled = replace(four, signal=replace(four.signal, gain_control=True))
    found = opening(with_levels(ruled, [-20, -20, -30, -30, -30]))
    assert found is not None
    assert (found.level, found.level_change_db) == (None, None)


def test_fillers_of_the_opening_are_counted() -> None:
    long = talk(*[words(50)] * 5)
    pauses = (Pause(3.0, 3.4, "filled", "um"), Pause(50.0, 50.4, "filled", "um"))
    found = opening(replace(long, pauses=(*long.pauses, *pauses)))
    assert found is not None
    assert found.filled_pauses == 1


@pytest.mark.parametrize(("beyond_db", "dies_away"), [(1.0, True), (-1.0, False), (None, None)])
def test_the_closing_sentence_holds_or_dies_away(beyond_db: float | None, dies_away: bool | None) -> None:
    fade_db = None if beyond_db is None else band("end_fade_db").high + beyond_db
    last = closing(talk("First.", "That is all.", prosody=Prosody(end_fade_db=fade_db)))
    assert last is not None
    assert (last.text, last.dies_away, last.end_fade_db, last.asks) == ("That is all.", dies_away, fade_db, False)


def test_a_question_at_the_end_is_one() -> None:
    last = closing(talk("Any questions?"))
    assert last is not None
    assert last.asks
