"""Voice: soft, steady or forceful, from measures beside their bands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import measured, say
from voicecoach.coaching.bands import BANDS, LONG_PAUSE_S, MIN_SENTENCE_S, MIN_SPEECH_S, Band, band
from voicecoach.coaching.voice import (
    MIN_MEASURES,
    SENTENCE_MEASURES,
    evidence,
    measure_voice,
    phrase_pauses,
    read_sentence_voice,
    read_voice,
    steps_outside,
    zone,
)
from voicecoach.prosody import Pause, PausePlace, Prosody
from voicecoach.transcript import Word

CALM = Prosody(
    end_fade_db=1.0,
    alpha_ratio_db=-14.0,
    f0_sd_semitones=3.0,
    final_pitch_semitones=-3.0,
    speech_rate_wpm=140.0,
    filled_pauses_per_min=2.0,
    speaking_share=0.8,
    words=70,
)
"""In the middle of every band, for 30 s."""

SOFT = replace(CALM, end_fade_db=12.0, alpha_ratio_db=-28.0)
FORCEFUL = replace(CALM, alpha_ratio_db=0.0, speech_rate_wpm=220.0, speaking_share=0.99)

each_band = pytest.mark.parametrize("limits", BANDS, ids=[limits.measure for limits in BANDS])


def silent(start_s: float, length_s: float, place: PausePlace = "inside_phrase") -> Pause:
    return Pause(start_s, start_s + length_s, "silent", place=place)


@pytest.mark.parametrize(("prosody", "label"), [(SOFT, "soft"), (CALM, "steady"), (FORCEFUL, "forceful")])
def test_a_delivery_gets_its_label(prosody: Prosody, label: str) -> None:
    reading = read_voice(prosody, (), (), 30.0)
    assert reading.label == label
    assert reading.reason is None


def test_what_speaks_for_both_sides_alike_is_unsure() -> None:
    """Pressed hard and dropping away: two steps for soft, two for forceful."""
    both = replace(CALM, end_fade_db=12.0, alpha_ratio_db=0.0)
    reading = read_voice(both, (), (), 30.0)
    assert reading.label == "unsure"
    assert reading.reason is not None
    assert "about as likely" in reading.reason


def test_too_little_speech_is_unsure_and_says_so() -> None:
    assert read_voice(SOFT, (), (), MIN_SPEECH_S).label == "soft"
    reading = read_voice(SOFT, (), (), MIN_SPEECH_S - 0.1)
    assert (reading.label, reading.measures) == ("unsure", ())
    assert reading.reason == "not enough speech to judge (2.9 s)"
    assert read_sentence_voice(SOFT, (), MIN_SENTENCE_S).label == "soft"
    assert read_sentence_voice(SOFT, (), MIN_SENTENCE_S - 0.1).label == "unsure"


def test_too_few_measures_are_unsure_and_stay_visible() -> None:
    reading = read_voice(Prosody(end_fade_db=12.0, alpha_ratio_db=-30.0), (), (), 30.0)
    assert len(reading.measures) < MIN_MEASURES
    assert reading.measures != ()
    assert (reading.label, reading.reason) == ("unsure", "too little voice to measure")


def test_one_sentence_is_judged_by_its_sound_alone() -> None:
    reading = read_sentence_voice(FORCEFUL, (), 5.0)
    assert {measure.name for measure in reading.measures} == SENTENCE_MEASURES


@thorough
@given(data=st.data())
def test_scores_are_probabilities_and_the_label_is_the_likeliest(data: st.DataObject) -> None:
    def draw(name: str) -> float:
        limits = band(name)
        return data.draw(st.floats(limits.low - 5 * limits.step, limits.high + 5 * limits.step))

    drawn = replace(
        CALM,
        end_fade_db=draw("end_fade_db"),
        alpha_ratio_db=draw("alpha_ratio_db"),
        f0_sd_semitones=draw("f0_sd_semitones"),
        speaking_share=draw("speaking_share"),
    )
    reading = read_voice(drawn, (), (), 30.0)
    scores = {name: getattr(reading.scores, name) for name in ("soft", "steady", "forceful")}
    assert sum(scores.values()) == pytest.approx(1.0, abs=0.0002)
    assert min(scores.values()) >= 0
    assert reading.label == "unsure" or scores[reading.label] == max(scores.values())
    assert (reading.label == "unsure") == (reading.reason is not None)


@each_band
def test_inside_its_band_a_measure_says_nothing(limits: Band) -> None:
    for value in (limits.low, (limits.low + limits.high) / 2, limits.high):
        assert (zone(value, limits), steps_outside(value, limits)) == ("inside", 0.0)
        assert evidence(measured(limits.measure, value), limits) == (0.0, 0.0)


@each_band
def test_outside_it_speaks_with_the_weights_of_that_side_up_to_two_steps(limits: Band) -> None:
    under, over = limits.low - limits.step, limits.high + limits.step
    assert evidence(measured(limits.measure, under), limits) == pytest.approx(
        (limits.soft_under, limits.forceful_under)
    )
    assert evidence(measured(limits.measure, over), limits) == pytest.approx((limits.soft_over, limits.forceful_over))
    far = limits.high + 50 * limits.step
    assert evidence(measured(limits.measure, far), limits) == pytest.approx(
        (2 * limits.soft_over, 2 * limits.forceful_over)
    )


def test_every_known_measure_stands_beside_its_band() -> None:
    measures = measure_voice(CALM, (), ())
    assert [measure.name for measure in measures] == [limits.measure for limits in BANDS]
    for measure in measures:
        limits = band(measure.name)
        assert (measure.unit, measure.band, measure.basis) == (limits.unit, (limits.low, limits.high), limits.basis)
        assert measure.zone == "inside"


def test_an_unknown_measure_is_left_out() -> None:
    assert measure_voice(Prosody(), (), ()) == ()


def test_stops_inside_phrases_count_a_minute_of_all_time() -> None:
    words = say("I would say that", word_s=0.4, gap_s=1.0)
    pauses = [silent(word.end_s, 1.0) for word in words[:-1]]
    (found,) = [m for m in measure_voice(CALM, words, pauses) if m.name == "phrase_pauses_per_min"]
    assert found.value == pytest.approx(3 * 60 / 30)
    assert found.zone == "over"


def test_only_long_silent_pauses_inside_phrases_are_stops() -> None:
    stop = silent(2.4, LONG_PAUSE_S)
    short = silent(2.4, LONG_PAUSE_S - 0.01)
    between = silent(4.0, 1.0, "between_phrases")
    filled = Pause(2.4, 3.4, "filled", "um")
    assert phrase_pauses([stop, short, filled, between]) == (stop,)


@pytest.mark.parametrize("start_s", [14.355, 15.955, 19.955, 21.555])
def test_a_pause_is_as_long_wherever_it_lies(start_s: float) -> None:
    """15.955 + 0.6 - 15.955 is less than 0.6 in floating point."""
    stop = silent(start_s, LONG_PAUSE_S)
    assert phrase_pauses([stop]) == (stop,)


def test_the_rise_of_a_question_is_no_rise() -> None:
    """Only statements are expected to come down at their end."""
    rising = replace(CALM, final_pitch_semitones=6.0)
    question = (Word("Could", 0.0, 0.4, 1.0), Word("you?", 0.4, 0.8, 1.0))
    statement = (Word("You", 0.0, 0.4, 1.0), Word("could.", 0.4, 0.8, 1.0))
    asked, said = (read_sentence_voice(rising, words, 5.0) for words in (question, statement))
    assert "final_pitch_semitones" not in {measure.name for measure in asked.measures}
    assert "over" in {m.zone for m in said.measures if m.name == "final_pitch_semitones"}
