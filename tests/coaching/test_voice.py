"""Voice: soft, steady or forceful, from measures beside their bands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import measured, say
from voicecoach.baseline import Baseline, Usual
from voicecoach.coaching.bands import BANDS, LONG_PAUSE_S, MIN_SENTENCE_S, MIN_SPEECH_S, Band, band
from voicecoach.coaching.voice import (
    MIN_MEASURES,
    OWN_SENTENCE_MEASURES,
    SENTENCE_MEASURES,
    evidence,
    measure_voice,
    phrase_pauses,
    read_sentence_voice,
    read_voice,
    steps_outside,
    within_turn,
    zone,
)
from voicecoach.prosody import Pause, PausePlace, Prosody
from voicecoach.reading import VoiceReading, VoiceScores
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
FORCEFUL = replace(CALM, alpha_ratio_db=7.0, speech_rate_wpm=220.0, speaking_share=0.99)

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
    both = replace(CALM, end_fade_db=12.0, alpha_ratio_db=7.0)
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
    assert {measure.name for measure in reading.measures} == SENTENCE_MEASURES - {"level_db"}


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


SPREADS_OF = {
    "speech_rate_wpm": 10.0,
    "end_fade_db": 2.0,
    "alpha_ratio_db": 1.0,
    "f0_sd_semitones": 0.3,
    "final_pitch_semitones": 1.5,
    "speaking_share": 0.02,
    "phrase_pauses_per_min": 0.0,
    "filled_pauses_per_min": 0.0,
}
SENTENCES = tuple(word for i in range(4) for word in say("I would rather say no.", at_s=5.0 * i, word_s=0.6))
"""Four sentences of 3 s with gaps of 2 s."""


def usual_of(prosody: Prosody, **others: float) -> Baseline:
    """A baseline whose speaker usually speaks so."""
    values = {name: getattr(prosody, name, 0.0) or 0.0 for name in SPREADS_OF}
    measures = {name: Usual(value, SPREADS_OF[name], 12) for name, value in values.items()}
    return Baseline("2026-01-01", "me", "desk", 50.0, measures | {k: Usual(v, 1.0, 12) for k, v in others.items()})


def own(prosody: Prosody, baseline: Baseline) -> VoiceReading:
    return read_voice(prosody, SENTENCES, (), 12.0, baseline)


@pytest.mark.parametrize("usually", [SOFT, CALM, FORCEFUL], ids=["soft", "steady", "forceful"])
def test_whoever_speaks_as_usual_is_steady(usually: Prosody) -> None:
    """A naturally soft or loud voice is nobody's fault."""
    reading = own(usually, usual_of(usually))
    assert (reading.label, reading.reason) == ("steady", None)
    # No calibration tells how long a speaker usually rests between sentences.
    known = [measure for measure in reading.measures if (measure.name, measure.zone) != ("speaking_share", "over")]
    assert {measure.zone for measure in known} == {"inside"}
    assert {measure.change for measure in known} == {0.0}


@thorough
@given(
    effort_db=st.floats(-8, 8),
    fade_db=st.floats(-8, 8),
    first=st.tuples(st.floats(-25, 5), st.floats(-2, 9)),
    second=st.tuples(st.floats(-25, 5), st.floats(-2, 9)),
)
def test_the_same_change_is_read_alike_in_every_voice(
    effort_db: float, fade_db: float, first: tuple[float, float], second: tuple[float, float]
) -> None:
    readings = []
    for alpha_db, end_db in (first, second):
        usually = replace(CALM, alpha_ratio_db=alpha_db, end_fade_db=end_db)
        now = replace(usually, alpha_ratio_db=alpha_db + effort_db, end_fade_db=end_db + fade_db)
        readings.append(own(now, usual_of(usually)))
    for name in ("soft", "steady", "forceful"):
        one, other = (getattr(reading.scores, name) for reading in readings)
        assert one == pytest.approx(other, abs=0.001)


@thorough
@given(effort_db=st.floats(0, 12), fade_db=st.floats(0, 12), pace_wpm=st.floats(0, 60), spread_st=st.floats(0, 2.5))
def test_too_much_counts_as_much_as_too_little(
    effort_db: float, fade_db: float, pace_wpm: float, spread_st: float
) -> None:
    def moved(way: float) -> VoiceScores:
        now = replace(
            CALM,
            alpha_ratio_db=-14.0 + way * effort_db,
            end_fade_db=1.0 - way * fade_db,
            speech_rate_wpm=140.0 + way * pace_wpm,
            f0_sd_semitones=3.0 + way * spread_st,
        )
        return read_voice(now, (), (), 12.0, usual_of(CALM)).scores

    up, down = moved(1.0), moved(-1.0)
    assert up.forceful == pytest.approx(down.soft, abs=0.001)
    assert up.soft == pytest.approx(down.forceful, abs=0.001)


def test_a_tiny_change_is_no_change() -> None:
    tiny = replace(CALM, alpha_ratio_db=-13.0, end_fade_db=2.5, speech_rate_wpm=147.0, f0_sd_semitones=3.4)
    assert {measure.zone for measure in own(tiny, usual_of(CALM)).measures} == {"inside"}


def test_each_measure_says_which_band_it_lies_beside() -> None:
    known = usual_of(CALM)
    part = replace(known, measures={"alpha_ratio_db": known.measures["alpha_ratio_db"]})
    bases = {measure.name: measure.basis for measure in own(CALM, part).measures}
    assert bases.pop("alpha_ratio_db").startswith("own baseline")
    assert bases == {limits.measure: limits.basis for limits in BANDS if limits.measure in bases}
    assert bases


def test_steps_and_change_stand_beside_the_value() -> None:
    (effort,) = (m for m in own(replace(CALM, alpha_ratio_db=-20.0), usual_of(CALM)).measures if m.name[:5] == "alpha")
    assert effort.change == pytest.approx(-6.0)
    assert effort.steps == pytest.approx((effort.band[0] + 20.0) / 2.0, abs=0.001)
    assert all(m.change is None for m in read_voice(CALM, SENTENCES, (), 12.0).measures)


def test_gaps_between_sentences_do_not_slow_the_pace_against_a_baseline() -> None:
    """140 words a minute inside sentences; gaps of two of five seconds leave 60 % of them."""
    gaps = tuple(silent(5.0 * i + 3.0, 2.0, "between_phrases") for i in range(3))
    words = len(SENTENCES)
    with_gaps = replace(CALM, speech_rate_wpm=60.0 * words / 18.0, speaking_share=12.0 / 18.0, words=words)
    inside = usual_of(replace(CALM, speech_rate_wpm=60.0 * words / 12.0, speaking_share=1.0))
    zones = {m.name: (m.zone, m.change) for m in read_voice(with_gaps, SENTENCES, gaps, 12.0, inside).measures}
    for name in ("speech_rate_wpm", "speaking_share"):
        zone_, change = zones[name]
        assert zone_ == "inside"
        assert change == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("rise", [3.0, 6.0, 15.0])
def test_a_rise_alone_decides_nothing(rise: float) -> None:
    """Statements that rise are the custom in some dialects."""
    rising = replace(CALM, final_pitch_semitones=rise)
    assert read_voice(rising, (), (), 12.0).label == "steady"
    assert own(rising, usual_of(CALM)).label == "steady"
    assert own(rising, usual_of(rising)).scores == own(CALM, usual_of(CALM)).scores


@pytest.mark.parametrize("f0_hz", [70.0, 300.0])
def test_high_and_low_voices_are_alike(f0_hz: float) -> None:
    assert read_voice(replace(SOFT, f0_median_hz=f0_hz), (), (), 12.0) == read_voice(SOFT, (), (), 12.0)


def test_loudness_counts_only_beside_a_baseline_that_has_it() -> None:
    """The baseline loses its level where the microphone, its gain or its distance changed."""
    quiet = replace(CALM, level_db=-45.0)
    assert "level_db" not in {measure.name for measure in own(quiet, usual_of(CALM)).measures}
    reading = own(quiet, usual_of(CALM, level_db=-30.0))
    (level,) = (measure for measure in reading.measures if measure.name == "level_db")
    assert level.zone == "under"
    assert level.change == pytest.approx(-15.0)
    assert reading.label == "soft"


@pytest.mark.parametrize(("level_db", "zone_"), [(-20.0, "over"), (-32.0, "inside"), (-40.0, "under")])
def test_a_sentence_lies_beside_the_rest_of_its_recording(level_db: float, zone_: str) -> None:
    reading = read_sentence_voice(replace(CALM, level_db=level_db), (), 3.0, recording_level_db=-30.0)
    (level,) = (measure for measure in reading.measures if measure.name == "level_db")
    assert level.zone == zone_
    assert level.basis.startswith("this recording")


def test_with_a_baseline_the_pace_of_a_single_sentence_counts() -> None:
    hasty = replace(CALM, speech_rate_wpm=220.0)
    names = {measure.name for measure in read_sentence_voice(hasty, (), 3.0, usual_of(CALM)).measures}
    assert names == OWN_SENTENCE_MEASURES - {"level_db"}
    assert read_sentence_voice(hasty, (), 3.0, usual_of(CALM)).label == "forceful"


def zones_of(reading: VoiceReading) -> dict[str, str]:
    return {measure.name: measure.zone for measure in reading.measures}


def test_a_stop_or_a_filler_is_no_slow_pace_as_well() -> None:
    """Each second counts once: 3 s of stops and fillers in 21 s, beside somebody who has none."""
    stops = tuple(silent(5.0 * i + 1.0, 0.75) for i in range(2))
    filled = Pause(11.0, 11.5, "filled", text="um")
    around = (silent(10.5, 0.5), silent(11.5, 0.5))
    words = len(SENTENCES)
    inside = usual_of(replace(CALM, speech_rate_wpm=60.0 * words / 12.0, speaking_share=1.0, filled_pauses_per_min=0.0))
    gaps = tuple(silent(5.0 * i + 3.0, 2.0, "between_phrases") for i in range(3))
    slowed = replace(CALM, speech_rate_wpm=60.0 * words / 21.0, speaking_share=12.0 / 21.0, words=words)
    held = read_voice(slowed, SENTENCES, (*gaps, *stops, *around, filled), 12.0, inside)
    assert zones_of(held)["phrase_pauses_per_min"] == "over"
    assert (zones_of(held)["speech_rate_wpm"], zones_of(held)["speaking_share"]) == ("inside", "inside")
    assert zones_of(read_voice(slowed, SENTENCES, gaps, 12.0, inside))["speech_rate_wpm"] == "under"


def test_whoever_usually_stops_is_not_fast_without_a_change() -> None:
    """Stops that are usual are in the usual pace already."""
    stops = tuple(silent(5.0 * i + 1.0, 0.8) for i in range(4))
    words = len(SENTENCES)
    now = replace(CALM, speech_rate_wpm=60.0 * words / 18.0, speaking_share=0.6, words=words)
    usual = usual_of(now, phrase_pauses_per_min=60.0 * 4 / 18.0)
    assert zones_of(read_voice(now, SENTENCES, stops, 12.0, usual))["speech_rate_wpm"] == "inside"


def test_a_lack_of_gaps_is_found_beside_a_baseline_and_decides_nothing() -> None:
    """No calibration knows them, and two sentences have too few places for one."""
    gapless = replace(CALM, speaking_share=0.99)
    known = own(gapless, usual_of(replace(CALM, speaking_share=0.97)))
    assert zones_of(known)["speaking_share"] == "over"
    assert known.scores == own(CALM, usual_of(CALM)).scores
    assert "speaking_share" not in zones_of(read_voice(gapless, SENTENCES[:10], (), 12.0))


def test_a_sentence_is_not_steady_for_want_of_what_its_turn_is_read_by() -> None:
    sentence = read_sentence_voice(CALM, (), 3.0)
    hurried = read_voice(replace(CALM, speech_rate_wpm=220.0), (), (), 12.0)
    assert (sentence.label, hurried.label) == ("steady", "forceful")
    beside = within_turn(sentence, hurried)
    assert beside.label == "unsure"
    assert beside.reason == "its turn is forceful by what one sentence can't show: pace"
    assert beside.scores == sentence.scores


def test_a_sentence_that_differs_from_its_turn_in_what_it_shows_stays_steady() -> None:
    sentence = read_sentence_voice(CALM, (), 3.0)
    pressed = read_voice(replace(CALM, alpha_ratio_db=9.0), (), (), 12.0)
    assert pressed.label == "forceful"
    for turn in (pressed, read_voice(CALM, (), (), 12.0)):
        assert within_turn(sentence, turn) == sentence
    soft = read_sentence_voice(SOFT, (), 3.0)
    assert within_turn(soft, pressed) == soft
