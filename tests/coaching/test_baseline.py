"""Baseline: what is usual for a speaker, and whether a recording can be compared with it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, glide, speak
from tests.strategies import thorough
from tests.values import say, sentence
from voicecoach.baseline import Baseline, Setup, Usual
from voicecoach.coaching.baseline import (
    MIN_SENTENCES,
    MOVED_DB,
    Calibration,
    baseline_of,
    comparable,
    setup_of,
    what_changed,
)
from voicecoach.prosody import Pause, Prosody
from voicecoach.session import Sentence

READ = Prosody(
    end_fade_db=2.0,
    alpha_ratio_db=-12.0,
    f0_sd_semitones=3.0,
    final_pitch_semitones=-3.0,
    speech_rate_wpm=150.0,
    articulation_rate_syl_s=4.0,
    speaking_share=0.95,
    level_db=-30.0,
    syllables=16,
    words=10,
)
"""A sentence of 4 s."""

MADE = Calibration("2026-01-02T03:04:05Z", "me", Setup("desk", -30.0, -70.0, -12.0, gain_control=False))
DESK = MADE.setup


def sentences(*prosodies: Prosody, end: str = ".") -> list[Sentence]:
    words = "one two three four five six seven eight nine ten" + end
    return [sentence(say(words, at_s=5.0 * i, word_s=0.4), prosody=one) for i, one in enumerate(prosodies)]


def calibrated(pauses: tuple[Pause, ...] = ()) -> Baseline:
    made = baseline_of(sentences(*[READ] * 10), pauses, MADE)
    assert made is not None
    return made


@thorough
@given(values=st.lists(st.floats(-30, 0), min_size=MIN_SENTENCES, max_size=30))
def test_a_measure_has_its_median_and_robust_spread(values: list[float]) -> None:
    made = baseline_of(sentences(*(replace(READ, alpha_ratio_db=value) for value in values)), (), MADE)
    assert made is not None
    usual = made.measures["alpha_ratio_db"]
    assert usual.median == pytest.approx(float(np.median(values)), abs=0.001)
    assert usual.spread == pytest.approx(
        1.4826 * float(np.median(np.abs(np.array(values) - np.median(values)))), abs=0.001
    )
    assert usual.sentences == len(values)


def test_one_odd_sentence_moves_nothing() -> None:
    odd = replace(READ, alpha_ratio_db=20.0)
    made = baseline_of(sentences(*[READ] * 9, odd), (), MADE)
    assert made is not None
    assert made.measures["alpha_ratio_db"] == Usual(-12.0, 0.0, 10)


def test_it_says_when_by_whom_and_how_it_was_made() -> None:
    made = calibrated()
    assert (made.made_at, made.person, made.device) == (MADE.made_at, "me", "desk")
    assert (made.noise_floor_db, made.gain_control) == (-70.0, False)
    assert made.speech_s == pytest.approx(40.0)


def test_too_few_or_too_short_sentences_have_no_baseline() -> None:
    assert baseline_of(sentences(*[READ] * MIN_SENTENCES), (), MADE) is not None
    assert baseline_of(sentences(*[READ] * (MIN_SENTENCES - 1)), (), MADE) is None
    assert baseline_of(sentences(*[replace(READ, syllables=4)] * 20), (), MADE) is None
    assert baseline_of(sentences(*[replace(READ, syllables=10)] * 5), (), MADE) is None
    assert baseline_of((), (), MADE) is None


def test_a_measure_that_too_few_sentences_have_is_absent() -> None:
    without = replace(READ, alpha_ratio_db=None)
    made = baseline_of(sentences(*[READ] * (MIN_SENTENCES - 1), *[without] * 6), (), MADE)
    assert made is not None
    assert "alpha_ratio_db" not in made.measures
    assert "end_fade_db" in made.measures


def test_the_rise_of_a_question_is_not_usual() -> None:
    asked = sentences(*[replace(READ, final_pitch_semitones=6.0)] * 6, end="?")
    made = baseline_of([*asked, *sentences(*[READ] * 6)], (), MADE)
    assert made is not None
    assert made.measures["final_pitch_semitones"] == Usual(-3.0, 0.0, 6)


def test_rare_things_are_counted_over_all_the_time() -> None:
    """Two fillers in ten sentences of 4 s: 3 a minute; a sentence has 0.2 of them, give or take the root of it."""
    fillers = tuple(Pause(at_s, at_s + 0.3, "filled", "um") for at_s in (1.0, 16.0))
    usual = calibrated(fillers).measures["filled_pauses_per_min"]
    assert usual.median == pytest.approx(3.0)
    assert usual.spread == pytest.approx(60 * 0.2**0.5 / 4.0, abs=0.01)
    assert calibrated().measures["filled_pauses_per_min"].median == 0.0


def test_as_it_was_nothing_changed() -> None:
    assert what_changed(calibrated(), DESK) == ()
    assert comparable(calibrated(), DESK) == (calibrated(), ())


@pytest.mark.parametrize(
    ("now", "what", "lost"),
    [
        (replace(DESK, device="headset"), "device", {"level_db", "alpha_ratio_db"}),
        (replace(DESK, device=""), "device", {"level_db", "alpha_ratio_db"}),
        (replace(DESK, gain_control=True), "gain control", {"level_db", "end_fade_db"}),
        (replace(DESK, level_db=-18.0, noise_floor_db=-58.0), "gain", {"level_db"}),
        (replace(DESK, level_db=-38.0), "distance", {"level_db"}),
        (replace(DESK, level_db=-22.0), "distance", {"level_db"}),
        (replace(DESK, level_db=-38.0, alpha_ratio_db=None), "distance", {"level_db"}),
    ],
)
def test_what_changed_is_told_and_its_measures_are_left_out(now: Setup, what: str, lost: set[str]) -> None:
    made = calibrated()
    kept, changes = comparable(made, now)
    assert [change.what for change in changes] == [what]
    assert "not compared" in changes[0].reason
    assert set(made.measures) - set(kept.measures) == lost


def test_on_a_telephone_effort_is_compared_in_its_band() -> None:
    made = calibrated()
    both = replace(made, measures=made.measures | {"alpha_ratio_phone_db": Usual(-9.0, 1.0, 10)})
    phone = replace(DESK, narrow_band=True, alpha_ratio_db=-9.0)
    assert comparable(both, phone)[0].measures["alpha_ratio_db"].median == -9.0
    assert comparable(both, DESK)[0] == made
    assert "alpha_ratio_db" not in comparable(made, phone)[0].measures


@pytest.mark.parametrize("level_db", [-10.0, 10.0])
def test_a_voice_that_itself_grows_louder_or_softer_is_no_change_of_the_setup(level_db: float) -> None:
    """A voice 10 dB louder is at least 4.2 dB brighter (Sundberg & Nordenberg 2006)."""
    now = replace(DESK, level_db=-30.0 + level_db, alpha_ratio_db=-12.0 + 0.42 * level_db)
    assert what_changed(calibrated(), now) == ()


@thorough
@given(level_db=st.floats(-MOVED_DB + 0.01, MOVED_DB - 0.01), alpha_db=st.floats(-5, 5))
def test_small_moves_of_the_level_are_no_change(level_db: float, alpha_db: float) -> None:
    assert what_changed(calibrated(), replace(DESK, level_db=-30 + level_db, alpha_ratio_db=-12 + alpha_db)) == ()


def test_an_unknown_gain_control_or_level_is_no_change() -> None:
    assert what_changed(calibrated(), Setup("desk")) == ()
    assert what_changed(replace(calibrated(), gain_control=None), replace(DESK, gain_control=True)) == ()


def test_levels_under_a_gain_control_are_never_compared() -> None:
    evened = replace(calibrated(), gain_control=True)
    kept, changes = comparable(evened, replace(DESK, gain_control=True))
    assert changes == ()
    assert "level_db" not in kept.measures


def test_the_setup_is_read_off_the_sound() -> None:
    heard = hear(speak([2.0], speaker=Speaker(glide(150.0, 120.0, 2.0))))
    setup = setup_of(heard, None, "desk")
    assert (setup.device, setup.gain_control) == ("desk", None)
    assert setup.level_db is not None
    assert setup.noise_floor_db is not None
    assert setup.level_db > setup.noise_floor_db
