"""Filled pauses in the sound: level voice that no word explains is one, and everything else is not."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Formula, Speaker, Speech, noise, silence, speak, steady, voice
from tests.strategies import gains_db, quick
from tests.tolerances import EDGE_S, assert_seconds
from voicecoach.hearing.filled_sounds import (
    HIGHEST_ST,
    LEADS_S,
    NEAR_LEVEL_DB,
    find_filled_sounds,
    fit_fillers,
    make_room,
)
from voicecoach.hearing.pauses import find_silences
from voicecoach.hearing.steadiness import LEAST_STEADY_S, STEADY_SLOPE_ST_S
from voicecoach.prosody import Pause
from voicecoach.transcript import Word
from voicecoach.units import RATE_HZ, semitones_to_hz

VOICE_HZ = 140.0
WORDS_S = (0.25, 0.3, 0.2, 0.25, 0.3, 0.2, 0.25, 0.3, 0.2)
EDGES_S = 3 * EDGE_S
"""A vowel that starts within a frame is found within three: frames overlap and the pitch has gaps."""


def talk(
    filler_s: float = 0.5, at: int = 4, gap_s: float = 0.3, lead_s: float = 0.5, f0_hz: Formula | None = None
) -> Speech:
    """Short bursts, and one of another length that is to be the filler."""
    bursts_s = [*WORDS_S[:at], filler_s, *WORDS_S[at:]]
    speaker = Speaker(f0_hz or steady(VOICE_HZ))
    return speak(bursts_s, [gap_s] * (len(bursts_s) - 1), speaker, lead_s=lead_s)


def worded(speech: Speech, *, but: Sequence[int] = (4,)) -> tuple[Word, ...]:
    """A word of one syllable on each burst, but for some."""
    return tuple(
        Word("word", burst.start_s, burst.end_s, 0.9) for index, burst in enumerate(speech.bursts) if index not in but
    )


def found(speech: Speech, words: Sequence[Word]) -> tuple[Pause, ...]:
    heard = hear(speech)
    return find_filled_sounds(heard, words, find_silences(heard))


def fitted(pauses: Sequence[Pause], speech: Speech, words: Sequence[Word]) -> tuple[Pause, ...]:
    heard = hear(speech)
    return fit_fillers(pauses, heard, words, find_silences(heard))


def um(start_s: float, end_s: float) -> Pause:
    return Pause(start_s, end_s, "filled", "um")


@quick
@given(
    filler_s=st.floats(LEAST_STEADY_S + 0.05, 1.2),
    at=st.integers(1, len(WORDS_S) - 1),
    gain_db=gains_db,
    later=st.integers(0, 150),
)
def test_a_level_voice_without_a_word_is_found_whatever_the_gain_and_the_time(
    filler_s: float, at: int, gain_db: float, later: int
) -> None:
    speech = talk(filler_s, at, lead_s=0.5 + later / 100).louder(gain_db)
    (pause,) = found(speech, worded(speech, but=[at]))
    assert (pause.kind, pause.text) == ("filled", "uh")
    assert_seconds([pause.start_s, pause.end_s], [speech.bursts[at].start_s, speech.bursts[at].end_s], within=EDGES_S)


@quick
@given(later=st.integers(1, 200))
def test_what_comes_later_is_found_later(later: int) -> None:
    early, late = talk(), talk(lead_s=0.5 + later / 100)
    (first,), (second,) = found(early, worded(early)), found(late, worded(late))
    assert_seconds([second.start_s, second.end_s], np.array([first.start_s, first.end_s]) + later / 100, within=EDGE_S)


def test_a_recording_that_begins_in_a_voice_without_a_word_is_no_error() -> None:
    """Cut out of a longer one: nothing of its first frames holds still."""
    speech = talk(lead_s=0.0, f0_hz=lambda times_s: 140.0 + 60.0 * np.sin(40.0 * times_s))
    assert found(speech, worded(speech, but=[0])) == ()


@pytest.mark.parametrize("text", ["Yes,", "Unfortunately,"])
def test_a_recording_that_begins_in_the_voice_before_its_first_word_is_no_error(text: str) -> None:
    """Half of the usual length of the word reaches back beyond the start of the recording."""
    speech = speak([2.0, 2.0], [0.7], Speaker(steady(VOICE_HZ)), lead_s=0.0)
    words = (Word(text, 0.15, 0.4, 0.9), Word("that.", 0.45, 2.0, 0.9))
    assert all(pause.start_s >= 0.0 for pause in found(speech, words))


def test_where_every_sound_is_a_word_there_is_none() -> None:
    speech = talk()
    assert found(speech, worded(speech, but=[])) == ()


@pytest.mark.parametrize(
    "samples", [silence(0.0), silence(3.0), noise(3.0, -30.0)], ids=["nothing", "silence", "noise"]
)
def test_without_a_voice_there_is_none(samples: np.ndarray) -> None:
    speech = Speech(samples, steady(np.nan), ())
    assert found(speech, ()) == ()
    assert fitted([um(1.0, 1.5)], speech, ()) == (um(1.0, 1.5),)


def test_a_short_vowel_is_none() -> None:
    speech = talk(LEAST_STEADY_S - 0.05)
    assert found(speech, worded(speech)) == ()


def in_the_filler(change_st: Formula) -> Formula:
    """A level voice but in the filler, where it changes by semitones over the filler's time."""
    start_s = talk().bursts[4].start_s - 0.5

    def f0_hz(times_s: np.ndarray) -> np.ndarray:
        inside = (times_s >= start_s - 0.05) & (times_s < start_s + 0.55)
        return np.where(inside, semitones_to_hz(change_st(times_s - start_s), VOICE_HZ), VOICE_HZ)

    return f0_hz


@pytest.mark.parametrize(("slope_st_s", "is_filler"), [(-0.5, True), (-0.9, True), (-1.5, False), (1.5, False)])
def test_the_pitch_of_a_filler_falls_slowly(slope_st_s: float, *, is_filler: bool) -> None:
    slope_st_s *= STEADY_SLOPE_ST_S
    speech = talk(f0_hz=in_the_filler(lambda times_s: slope_st_s * times_s - max(slope_st_s, 0.0)))
    assert bool(found(speech, worded(speech))) == is_filler


@pytest.mark.parametrize(("above_st", "is_filler"), [(-4.0, True), (0.5, True), (1.5, False), (6.0, False)])
def test_a_filler_is_no_higher_than_the_words(above_st: float, *, is_filler: bool) -> None:
    speech = talk(f0_hz=in_the_filler(lambda times_s: np.full(len(times_s), above_st * HIGHEST_ST)))
    assert bool(found(speech, worded(speech))) == is_filler


@pytest.mark.parametrize(("under_db", "is_filler"), [(NEAR_LEVEL_DB - 3, True), (NEAR_LEVEL_DB + 3, False)])
def test_a_weak_voice_is_somebody_else(under_db: float, *, is_filler: bool) -> None:
    speech = talk()
    start, end = (round(edge_s * RATE_HZ) for edge_s in (speech.bursts[4].start_s, speech.bursts[4].end_s))
    samples = speech.samples.copy()
    samples[start:end] *= np.float32(10 ** (-under_db / 20))
    assert bool(found(replace(speech, samples=samples), worded(speech))) == is_filler


def test_two_syllables_that_no_word_explains_are_a_word_that_was_missed() -> None:
    speech = talk(0.7)
    middle = round((speech.bursts[4].start_s + 0.35) * RATE_HZ)
    samples = speech.samples.copy()
    samples[middle - 800 : middle + 800] *= np.float32(0.2)
    assert found(replace(speech, samples=samples), worded(speech)) == ()


def test_the_drawn_out_end_of_a_word_is_none() -> None:
    speech = talk()
    words = worded(speech)
    drawn = Word("word", speech.bursts[4].start_s - 0.3, speech.bursts[4].start_s + 0.1, 0.9)
    assert found(speech, (*words[:4], drawn, *words[4:])) == ()


@pytest.mark.parametrize(("gap_s", "is_filler"), [(0.06, False), (0.12, False), (0.3, True)])
def test_the_syllable_after_a_stop_is_the_end_of_the_word(gap_s: float, *, is_filler: bool) -> None:
    speech = speak([*WORDS_S[:4], 0.3, *WORDS_S[4:]], [*[0.3] * 3, gap_s, *[0.3] * 5])
    assert bool(found(speech, worded(speech))) == is_filler


def test_long_after_a_word_no_silence_is_needed() -> None:
    """A breath, as loud as speech, fills the gap."""
    speech = speak([*WORDS_S[:4], 0.5, *WORDS_S[4:]], [*[0.3] * 3, 0.4, *[0.3] * 5])
    breathy = speech.with_sound(noise(0.4, -40.0), speech.gaps[3].start_s)
    assert len(found(breathy, worded(speech))) == 1


def test_a_word_that_was_given_no_time_may_be_the_sound() -> None:
    speech = talk(0.4)
    words, at_s = worded(speech), speech.bursts[4].end_s
    assert len(found(speech, words)) == 1
    assert found(speech, (*words[:4], Word("so", at_s, at_s, 0.9), *words[4:])) == ()


def test_after_the_last_word_there_is_none() -> None:
    speech = speak([*WORDS_S, 0.5], [0.3] * len(WORDS_S))
    assert found(speech, worded(speech, but=[len(WORDS_S)])) == ()


@pytest.mark.parametrize(("pause_s", "is_filler"), [(LEADS_S - 0.2, True), (LEADS_S + 0.2, False)])
def test_a_filler_leads_on_to_a_word(pause_s: float, *, is_filler: bool) -> None:
    speech = speak([*WORDS_S, 0.5, 0.3], [0.3] * len(WORDS_S) + [pause_s])
    assert bool(found(speech, worded(speech, but=[len(WORDS_S)]))) == is_filler


def swallowed() -> tuple[Speech, tuple[Word, ...]]:
    """A word after a short stop takes the time of the filler before it."""
    speech = speak([*WORDS_S, 0.5, 0.25], [*[0.3] * len(WORDS_S), 0.06])
    words = worded(speech, but=[len(WORDS_S)])
    return speech, (*words[:-1], replace(words[-1], start_s=speech.bursts[-2].start_s))


def test_a_filler_is_found_inside_the_time_of_the_word_that_swallowed_it() -> None:
    speech, words = swallowed()
    (pause,) = found(speech, words)
    filler, word = speech.bursts[-2], speech.bursts[-1]
    assert_seconds(pause.start_s, filler.start_s, within=EDGES_S)
    assert filler.end_s - EDGES_S <= pause.end_s <= word.start_s + EDGES_S
    assert make_room(words, [pause])[-1] == replace(words[-1], start_s=pause.end_s)


def test_the_recognisers_filler_is_fitted_inside_it_too() -> None:
    speech, words = swallowed()
    start_s = speech.bursts[-2].start_s
    (pause,) = fitted([um(start_s, start_s + 0.1)], speech, words)
    assert_seconds(pause.start_s, start_s, within=EDGES_S)
    assert pause.end_s <= speech.bursts[-1].start_s


def test_a_word_that_is_hardly_too_long_swallowed_none() -> None:
    speech = speak([*WORDS_S, 0.25, 0.1], [*[0.3] * len(WORDS_S), 0.06])
    words = worded(speech, but=[len(WORDS_S)])
    assert found(speech, (*words[:-1], replace(words[-1], start_s=speech.bursts[-2].start_s))) == ()


def test_a_long_word_with_sound_before_the_vowel_swallowed_none() -> None:
    speech = speak([*WORDS_S, 0.15, 0.5, 0.25], [*[0.3] * len(WORDS_S), 0.06, 0.06])
    words = worded(speech, but=[len(WORDS_S), len(WORDS_S) + 1])
    assert found(speech, (*words[:-1], replace(words[-1], start_s=speech.bursts[-3].start_s))) == ()


def test_a_long_word_that_is_one_sound_keeps_its_time() -> None:
    speech = talk(0.7)
    assert found(speech, worded(speech, but=[])) == ()


def test_closed_lips_make_an_um() -> None:
    speech = talk(0.6)
    burst = speech.bursts[4]
    start, middle = round(burst.start_s * RATE_HZ), round((burst.start_s + 0.3) * RATE_HZ)
    end = round(burst.end_s * RATE_HZ)
    samples = speech.samples.copy()
    samples[middle:end] = voice(steady(VOICE_HZ), 0.3, -27.0, tilt_db=-30.0)[: end - middle]
    assert start < middle
    (pause,) = found(replace(speech, samples=samples), worded(speech))
    assert pause.text == "um"


@quick
@given(start_s=st.floats(-0.2, 0.3), length_s=st.floats(0.08, 0.6), gain_db=gains_db)
def test_the_recognisers_filler_takes_the_times_of_its_sound(start_s: float, length_s: float, gain_db: float) -> None:
    speech = talk(gap_s=0.4).louder(gain_db)
    burst = speech.bursts[4]
    token = um(burst.start_s + start_s, burst.start_s + start_s + length_s)
    (pause,) = fitted([token], speech, worded(speech))
    assert pause.text == "um"
    assert_seconds([pause.start_s, pause.end_s], [burst.start_s, burst.end_s], within=EDGES_S)


def test_a_filler_without_pitch_is_fitted_to_its_level() -> None:
    """A creaky voice has no f0."""
    creak = speak(WORDS_S, [*[0.3] * 3, 1.1, *[0.3] * 4])
    gap = creak.gaps[3]
    speech = creak.with_sound(noise(0.5, -28.0), gap.start_s + 0.3)
    (pause,) = fitted([um(gap.start_s + 0.2, gap.start_s + 0.5)], speech, worded(creak, but=[]))
    assert_seconds([pause.start_s, pause.end_s], [gap.start_s + 0.3, gap.start_s + 0.8], within=EDGES_S)


def test_a_filler_over_silence_was_made_up() -> None:
    speech = speak(WORDS_S, [*[0.3] * 3, 1.5, *[0.3] * 4])
    gap = speech.gaps[3]
    assert fitted([um(gap.start_s + 0.5, gap.start_s + 0.9)], speech, worded(speech, but=[])) == ()


def test_two_fillers_on_one_sound_are_one() -> None:
    speech = talk()
    burst = speech.bursts[4]
    first, second = um(burst.start_s, burst.start_s + 0.2), um(burst.start_s + 0.2, burst.end_s)
    (pause,) = fitted([replace(first, text="er"), second], speech, worded(speech))
    assert pause.text == "er"


def test_a_filler_of_no_time_needs_a_level_sound() -> None:
    """What a recogniser repeats without end has no time, and lies anywhere."""
    speech = talk(0.15)
    burst = speech.bursts[4]
    assert fitted([um(burst.start_s, burst.start_s)], speech, worded(speech)) == ()
    assert len(fitted([um(burst.start_s, burst.start_s + 0.1)], speech, worded(speech))) == 1


def test_what_was_fitted_is_not_found_again() -> None:
    speech = talk()
    (pause,) = fitted([um(speech.bursts[4].start_s, speech.bursts[4].end_s)], speech, worded(speech))
    words = worded(speech)
    assert found(speech, (*words[:4], Word("um", pause.start_s, pause.end_s, 1.0), *words[4:])) == ()


@pytest.mark.parametrize(
    ("pause", "left_s"),
    [
        (um(0.5, 1.2), (1.2, 2.0)),
        (um(1.8, 2.5), (1.0, 1.8)),
        (um(1.3, 1.5), (1.0, 2.0)),
        (um(0.5, 2.5), (1.0, 2.0)),
        (um(2.0, 2.5), (1.0, 2.0)),
    ],
    ids=["start", "end", "middle", "all", "beside"],
)
def test_a_word_gives_a_filler_its_start_or_its_end(pause: Pause, left_s: tuple[float, float]) -> None:
    (word,) = make_room([Word("word", 1.0, 2.0, 0.9)], [pause])
    assert (word.start_s, word.end_s) == left_s
