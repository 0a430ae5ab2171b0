"""Profile: all measures of formula voices, and what leaves them alone."""

import itertools
import tracemalloc
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import A_WEIGHTS_DB, Speaker, Speech, glide, silence, speak, steady, voice
from tests.strategies import gains_db, quick
from tests.tolerances import HEARD_CENTS, HEARD_DB, assert_cents, assert_db, assert_seconds, assert_semitones
from tests.values import say
from voicecoach.audio import Span
from voicecoach.disfluency import Disfluency, DisfluencyKind
from voicecoach.hearing.disfluency import find_disfluencies
from voicecoach.hearing.pauses import find_silences, silent_pauses
from voicecoach.hearing.profile import ProfileOptions, Stretch, alpha_ratio_db, end_fade_db, profile
from voicecoach.prosody import Pause, Prosody
from voicecoach.transcript import Word
from voicecoach.units import RATE_HZ, db_to_power, power_to_db

ENGLISH = ProfileOptions("en")
ROUNDED_DB = 0.0101
"""Two levels that are each rounded to a hundredth."""
PER_MINUTE: dict[DisfluencyKind, str] = {
    "repeat": "repeats_per_min",
    "restart": "restarts_per_min",
    "elongation": "elongations_per_min",
}
CALM = Speaker(glide(120.0, 180.0, 4.0))
QUICK_WORDS = say("I can't take that on", at_s=0.5, word_s=0.4)
NOTHING_HEARD = hear(Speech(silence(10.0), steady(np.nan), ()))


def measured(speech: Speech) -> Prosody:
    """A word a burst, each a sentence's worth of voice, with the pauses that are in the signal."""
    heard = hear(speech)
    words = tuple(Word("tomorrow", burst.start_s, burst.end_s, 1.0) for burst in speech.bursts)
    silences = find_silences(heard)
    pauses = silent_pauses(heard, silences, words, (), "en")
    disfluencies = find_disfluencies(heard, words, silences)
    return profile(heard, (Stretch((words,), pauses, disfluencies=disfluencies),), ENGLISH)


def without_level(prosody: Prosody) -> Prosody:
    """All measures but those that gain moves."""
    return replace(prosody, level_db=None, level_a_db=None)


def levels_db(prosody: Prosody) -> list[float]:
    """Plain and A-weighted."""
    assert prosody.level_db is not None
    assert prosody.level_a_db is not None
    return [prosody.level_db, prosody.level_a_db]


def assert_same_measures(found: Prosody, truth: Prosody) -> None:
    """Alike to a listener, measure by measure."""
    near = {
        "db": 2 * HEARD_DB,
        "semitones": HEARD_CENTS / 100,
        "hz": 2.0,
        "wpm": 0.5,
        "min": 0.5,
        "s": 0.04,
        "share": 0.02,
    }
    for field in fields(Prosody):
        left, right = getattr(found, field.name), getattr(truth, field.name)
        within = near.get(field.name.rpartition("_")[2], 0.0)
        assert left == pytest.approx(right, abs=within), field.name


def test_the_measures_are_those_the_voice_was_made_with() -> None:
    prosody = measured(speak([2.0, 1.0], [1.0], CALM))
    assert_cents(prosody.f0_median_hz or 0.0, 120.0 * 1.5 ** (1.5 / 4.0), within=HEARD_CENTS)
    assert_semitones(prosody.final_pitch_semitones or 0.0, 12 * np.log2(1.5) * 0.39 / 4.0, within=HEARD_CENTS)
    assert prosody.speech_rate_wpm == pytest.approx(2 / 4.0 * 60, abs=0.1)
    assert prosody.articulation_rate_syl_s == pytest.approx(6 / 3.0, abs=0.05)
    assert prosody.speaking_share == pytest.approx(0.75, abs=0.01)
    assert prosody.silent_pauses_per_min == pytest.approx(15.0)
    assert_seconds(prosody.silent_pause_median_s or 0.0, 1.0, within=0.03)
    assert (prosody.filled_pauses_per_min, prosody.repeats_per_min) == (0.0, 15.0)
    assert (prosody.restarts_per_min, prosody.elongations_per_min) == (0.0, 0.0)
    assert_db(prosody.level_db or 0.0, CALM.level_db, within=HEARD_DB)
    assert (prosody.words, prosody.syllables) == (2, 6)


@pytest.mark.parametrize("fade_db", [-6.0, 0.0, 4.0, 12.0])
def test_an_end_that_falls_by_so_much_is_measured_so(fade_db: float) -> None:
    # The frame at the border hears both sides of it.
    speech = speak([3.0], speaker=CALM)
    samples = speech.samples.copy()
    end = round((speech.bursts[0].end_s - 0.5) * RATE_HZ)
    samples[end:] *= np.float32(10 ** (-fade_db / 20))
    heard = hear(Speech(samples, speech.f0_hz, speech.bursts))
    assert_db(end_fade_db(heard, speech.bursts[0]) or 0.0, fade_db, within=2 * HEARD_DB)


def test_a_sentence_without_enough_voice_has_no_fade() -> None:
    heard = hear(speak([0.7]))
    assert end_fade_db(heard, Span(0.5, 1.2)) is None
    assert end_fade_db(heard, Span(0.0, 0.3)) is None


def test_a_flatter_spectrum_has_a_higher_alpha_ratio() -> None:
    """And the ratio is that of the harmonics below and above 1 kHz."""
    found = {}
    for tilt_db in (-15.0, -9.0, -6.0):
        speech = speak([2.0], speaker=Speaker(steady(180.0), tilt_db=tilt_db, room_db=None))
        found[tilt_db] = alpha_ratio_db(hear(speech), [Span(0.6, 2.4)]) or 0.0
        powers = {k: 10 ** (tilt_db * np.log2(k) / 10) for k in range(1, 28)}
        low, high = (sum(p for k, p in powers.items() if a <= 180 * k < b) for a, b in ((50, 1000), (1000, 5000)))
        assert_db(found[tilt_db], 10 * np.log10(high / low), within=0.2)
    assert found[-15.0] < found[-9.0] < found[-6.0]


def test_time_between_stretches_does_not_count() -> None:
    speech = speak([1.0, 1.0], [5.0], CALM)
    first, second = (
        (Word("tomorrow", burst.start_s, burst.end_s, 1.0), Word("now", burst.end_s, burst.end_s, 1.0))
        for burst in speech.bursts
    )
    prosody = profile(hear(speech), (Stretch((first,)), Stretch((second,))), ENGLISH)
    assert prosody.speech_rate_wpm == pytest.approx(120.0)
    assert prosody.speaking_share == 1.0


def test_a_filled_pause_is_no_speaking_time_and_may_lead() -> None:
    filled = Pause(0.0, 0.5, "filled", "um")
    stretch = Stretch((QUICK_WORDS,), (filled,))
    assert stretch.span == Span(0.0, 2.5)
    assert stretch.speaking_s == 2.0
    prosody = profile(NOTHING_HEARD, (stretch,), ENGLISH)
    assert prosody.filled_pauses_per_min == pytest.approx(24.0)
    assert prosody.speech_rate_wpm == pytest.approx(120.0)


def test_no_words_have_no_measures() -> None:
    assert profile(NOTHING_HEARD, (), ENGLISH) == Prosody()
    assert profile(NOTHING_HEARD, (Stretch(()),), ENGLISH) == Prosody()
    assert Stretch(()).span == Span(0.0, 0.0)


def test_words_without_voice_have_rates_and_no_pitch() -> None:
    prosody = profile(NOTHING_HEARD, (Stretch((QUICK_WORDS,)),), ENGLISH)
    assert prosody.speech_rate_wpm == pytest.approx(150.0)
    pitch = (prosody.f0_median_hz, prosody.f0_sd_semitones, prosody.f0_range_semitones, prosody.final_pitch_semitones)
    assert (*pitch, prosody.level_sd_db, prosody.end_fade_db, prosody.alpha_ratio_db) == (None,) * 7
    assert (prosody.level_db, prosody.level_a_db) == (None, None)


def test_the_weighted_level_is_that_of_the_harmonics() -> None:
    """A voice of 140 Hz loses most of its first harmonics and keeps those near 1 kHz."""
    speech = speak([1.0, 1.0], [1.0], Speaker(steady(140.0), room_db=None))
    harmonics = np.arange(1, 51)
    powers_db = -9.0 * np.log2(harmonics)
    weights_db = np.interp(np.log(140.0 * harmonics), np.log(list(A_WEIGHTS_DB)), list(A_WEIGHTS_DB.values()))
    truth_db = power_to_db(db_to_power(powers_db + weights_db).sum() / db_to_power(powers_db).sum())
    plain_db, weighted_db = levels_db(measured(speech))
    assert_db(weighted_db - plain_db, truth_db, within=HEARD_DB)


def test_each_kind_of_disfluency_is_counted_a_minute_of_all_time() -> None:
    kinds: tuple[DisfluencyKind, ...] = ("repeat", "restart", "restart", "elongation", "cluster")
    told = tuple(Disfluency(kind, 1.0, 1.4, "I") for kind in kinds)
    prosody = profile(NOTHING_HEARD, (Stretch((QUICK_WORDS,), disfluencies=told),), ENGLISH)
    counts = (prosody.repeats_per_min, prosody.restarts_per_min, prosody.elongations_per_min)
    assert counts == pytest.approx((30.0, 60.0, 30.0))


def test_for_somebody_who_stutters_repeats_and_elongations_are_not_counted() -> None:
    told = (Disfluency("repeat", 1.0, 1.4, "I"), Disfluency("restart", 2.0, 2.4, "I was I went"))
    stretch = Stretch((QUICK_WORDS,), disfluencies=told)
    prosody = profile(NOTHING_HEARD, (stretch,), ProfileOptions("en", stutter_aware=True))
    plain = profile(NOTHING_HEARD, (stretch,), ENGLISH)
    assert (prosody.repeats_per_min, prosody.elongations_per_min) == (None, None)
    assert replace(plain, repeats_per_min=None, elongations_per_min=None) == prosody


def test_an_excused_pause_is_neither_a_pause_nor_time() -> None:
    words = say("I can't take that on", at_s=0.5, word_s=0.4, gap_s=0.25)
    gaps = tuple(Pause(left.end_s, right.start_s, "silent") for left, right in itertools.pairwise(words))
    plain = profile(NOTHING_HEARD, (Stretch((words,), gaps),), ENGLISH)
    excused = profile(NOTHING_HEARD, (Stretch((words,), gaps, excused=gaps[:2]),), ENGLISH)
    assert plain.speech_rate_wpm == pytest.approx(5 / 3.0 * 60, abs=0.1)
    assert excused.speech_rate_wpm == pytest.approx(5 / 2.5 * 60, abs=0.1)
    assert excused.silent_pauses_per_min == pytest.approx(2 / 2.5 * 60, abs=0.01)
    assert excused.speaking_share == pytest.approx(2.0 / 2.5, abs=0.001)
    assert excused.articulation_rate_syl_s == plain.articulation_rate_syl_s


def test_under_a_gain_control_the_moves_of_the_level_are_not_known() -> None:
    speech = speak([2.0], speaker=CALM)
    heard, words = hear(speech), (Word("tomorrow", 0.5, 2.5, 1.0),)
    plain = profile(heard, (Stretch((words,)),), ENGLISH)
    evened = profile(heard, (Stretch((words,)),), ProfileOptions("en", level_moves_freely=False))
    assert plain.level_sd_db is not None
    assert plain.end_fade_db is not None
    assert replace(plain, level_sd_db=None, end_fade_db=None) == evened


@quick
@given(gain_db=gains_db)
def test_gain_moves_the_levels_and_no_other_measure(gain_db: float) -> None:
    speech = speak([1.2, 1.5], [0.6], CALM)
    truth, found = measured(speech), measured(speech.louder(gain_db))
    assert_db(levels_db(found), np.array(levels_db(truth)) + gain_db, within=ROUNDED_DB)
    assert_same_measures(without_level(found), without_level(truth))


def test_6_db_of_gain_change_nothing_else_at_all() -> None:
    """A doubling is exact in floating point."""
    speech = speak([1.2, 1.5], [0.6], CALM)
    truth, found = measured(speech), measured(speech.louder(20 * np.log10(2)))
    assert_db(levels_db(found), np.array(levels_db(truth)) + 20 * np.log10(2), within=ROUNDED_DB)
    assert without_level(found) == without_level(truth)


@quick
@given(lead_s=st.floats(0.2, 3.0))
def test_silence_before_changes_no_measure(lead_s: float) -> None:
    truth = measured(speak([1.2, 1.5], [0.6], CALM, lead_s=0.5))
    assert_same_measures(measured(speak([1.2, 1.5], [0.6], CALM, lead_s=0.5 + lead_s)), truth)


@quick
@given(octaves=st.sampled_from([-1, 1]))
def test_an_octave_changes_the_median_and_no_other_pitch(octaves: int) -> None:
    def at(shift: float) -> Prosody:
        low, high = 160.0 * 2**shift, 240.0 * 2**shift
        return measured(speak([1.5, 1.5], [0.6], Speaker(glide(low, high, 4.0))))

    found, truth = at(octaves), at(0)
    assert_semitones(
        12 * np.log2((found.f0_median_hz or 1.0) / (truth.f0_median_hz or 1.0)), 12.0 * octaves, within=HEARD_CENTS
    )
    for name in ("f0_sd_semitones", "f0_range_semitones", "final_pitch_semitones"):
        assert_semitones(getattr(found, name), getattr(truth, name), within=HEARD_CENTS)


@quick
@given(factor=st.floats(0.6, 3.0))
def test_stretching_words_and_pauses_divides_the_rates_and_multiplies_the_pauses(factor: float) -> None:
    def at(stretch: float) -> Prosody:
        words = say("I I can't take that on", at_s=0.5 * stretch, word_s=0.4 * stretch, gap_s=0.3 * stretch)
        gaps = [Pause(left.end_s, right.start_s, "silent") for left, right in itertools.pairwise(words)]
        said = tuple(Disfluency(kind, words[0].start_s, words[1].end_s, "I") for kind in PER_MINUTE)
        return profile(NOTHING_HEARD, (Stretch((words,), tuple(gaps), disfluencies=said),), ENGLISH)

    found, truth = at(factor), at(1.0)
    for name in ("speech_rate_wpm", "articulation_rate_syl_s", "silent_pauses_per_min", *PER_MINUTE.values()):
        assert getattr(found, name) == pytest.approx(getattr(truth, name) / factor, rel=0.005), name
    assert found.silent_pause_median_s == pytest.approx((truth.silent_pause_median_s or 0) * factor, rel=0.005)
    assert found.speaking_share == truth.speaking_share


def test_a_voice_without_low_sound_has_no_alpha_ratio() -> None:
    """Digital silence under a track that says voice: nothing to divide by."""
    heard = hear(Speech(silence(2.0), steady(100.0), (Span(0.0, 2.0),)))
    assert alpha_ratio_db(heard, [Span(0.0, 2.0)]) is None
    assert alpha_ratio_db(heard, [Span(0.0, 0.1)]) is None
    assert len(voice(steady(100.0), 0.0)) == 0


def test_many_stretches_take_no_more_memory_than_the_recording() -> None:
    """Hours of speech in hundreds of turns: whatever is copied is copied once, not once a turn."""
    speech = speak([1.0] * 60, [0.5] * 59, CALM)
    heard = hear(speech)
    turns = tuple(Stretch(((Word("tomorrow", burst.start_s, burst.end_s, 1.0),),)) for burst in speech.bursts)
    track_bytes = heard.level.values.nbytes
    tracemalloc.start()
    profile(heard, turns, ENGLISH)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 20 * track_bytes
