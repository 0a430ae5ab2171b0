"""Rules about the voice: what they measure, which moment they point at, and how sure they are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import filled_at, stopped_at
from tests.coaching.cases import VOICE_FIXES, at
from tests.strategies import thorough
from tests.values import evidence, measured, say, sentence
from voicecoach.coaching.bands import BANDS
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.noise import NOISE
from voicecoach.coaching.rules import fixes
from voicecoach.coaching.rules.rule import AT_THE_EDGE, ENOUGH_SPEECH_S, PER_STEP, Rule, trust
from voicecoach.coaching.rules.voice import MIN_FILLERS, MIN_HESITATIONS, VOICE_RULES
from voicecoach.coaching.voice import MIN_GAP_SENTENCES
from voicecoach.prosody import Pause, Prosody
from voicecoach.session import Finding

each_voice_fix = pytest.mark.parametrize("rule", VOICE_FIXES)


def the(rule: str, said: Evidence) -> Finding:
    (finding,) = [fix for fix in fixes(said) if fix.rule == rule]
    return finding


@each_voice_fix
def test_a_measure_outside_its_band_is_shown_as_the_voice_reading_has_it(rule: str) -> None:
    said = at(rule, 1.0)
    measure = said.voice.measures[0]
    finding = the(rule, said)
    assert (finding.measured, finding.unit, finding.band) == (measure.value, measure.unit, measure.band)
    assert finding.source == measure.basis
    # Louder ends are told without a figure: a negative fade would have to be explained first.
    shown = {f"{measure.value:.0f}", f"{measure.value:.1f}", f"{measure.value:.0%}"}
    assert rule == "pushed_ends" or any(text in finding.advice for text in shown)


def test_a_band_of_the_speakers_own_counts_where_the_reading_has_one() -> None:
    """Inside the published band, outside the speaker's."""
    usual = replace(measured("speech_rate_wpm", 160.0), band=(115.0, 140.0), zone="over", basis="own baseline")
    finding = the("fast", evidence(usual))
    assert (finding.band, finding.source) == ((115.0, 140.0), "own baseline")
    wide = replace(measured("speech_rate_wpm", 190.0), band=(180.0, 220.0), zone="inside")
    assert fixes(evidence(wide)) == ()


@pytest.mark.parametrize(
    ("rule", "change_db", "spoken_of"),
    [
        *(("hard", 0.0, False), ("hard", 1.9, False), ("hard", 2.0, True), ("hard", -6.0, False), ("hard", None, True)),
        *(("quiet", 0.0, False), ("quiet", -2.0, True), ("quiet", 6.0, False), ("quiet", None, True)),
    ],
)
def test_effort_is_worth_a_word_where_the_loudness_agrees(
    rule: str, change_db: float | None, *, spoken_of: bool
) -> None:
    """None is no loudness to compare with: another microphone, or no baseline."""
    said = at(rule, 1.0)
    if change_db is not None:
        level = replace(measured("level_db", -30.0), change=change_db)
        said = replace(said, voice=replace(said.voice, measures=(*said.voice.measures, level)))
    assert (rule in {fix.rule for fix in fixes(said)}) == spoken_of


@pytest.mark.parametrize("steps", [0.5, 1.5])
def test_beside_a_baseline_the_distance_counts_in_the_steps_of_the_reading(steps: float) -> None:
    """A published step would make little of a change that is large for this speaker."""
    usual = replace(measured("speech_rate_wpm", 141.0), band=(115.0, 140.0), zone="over", steps=steps)
    weight = next(rule.weight for rule in VOICE_RULES if rule.name == "fast")
    finding = the("fast", evidence(usual, speech_s=ENOUGH_SPEECH_S))
    assert finding.confidence == pytest.approx((AT_THE_EDGE + PER_STEP * steps) * weight, abs=1e-3)


@pytest.mark.parametrize("rule", VOICE_RULES, ids=[rule.name for rule in VOICE_RULES])
def test_two_takes_are_set_side_by_side_with_the_noise_of_a_baseline(rule: Rule) -> None:
    noise = NOISE[rule.measure]
    assert (rule.noise, rule.noise_is_share) == (noise.least, noise.is_share)


@pytest.mark.parametrize("limits", BANDS, ids=[limits.measure for limits in BANDS])
def test_a_measure_at_either_edge_of_its_band_is_no_fix(limits: object) -> None:
    for one in BANDS:
        if one is limits:
            assert fixes(evidence(measured(one.measure, one.high))) == ()
            assert fixes(evidence(measured(one.measure, one.low))) == ()


def test_a_rate_needs_events() -> None:
    """The same rates over fewer fillers, stops and sentences are nothing to talk about."""
    fillers, stops, gaps = at("fillers", 2.0), at("hesitation", 2.0), at("no_gaps", 2.0)
    assert [fix.rule for fix in fixes(filled_at(fillers, *range(0, 20 * MIN_FILLERS, 20)))] == ["fillers"]
    assert fixes(filled_at(fillers, *range(0, 20 * (MIN_FILLERS - 1), 20))) == ()
    assert [fix.rule for fix in fixes(stopped_at(stops, *range(MIN_HESITATIONS)))] == ["hesitation"]
    assert fixes(stopped_at(stops, *range(MIN_HESITATIONS - 1))) == ()
    assert fixes(replace(gaps, sentences=gaps.sentences[: MIN_GAP_SENTENCES - 1])) == ()


MILD, STRONG = Prosody(end_fade_db=4.0, f0_sd_semitones=2.0), Prosody(end_fade_db=12.0, f0_sd_semitones=6.0)
TWO = (
    sentence(say("this one is fine.", at_s=0.0, word_s=0.5), prosody=MILD),
    sentence(say("this one falls off.", at_s=5.0, word_s=0.5), prosody=STRONG),
)


def test_the_moment_of_a_fade_is_the_last_second_of_the_worst_sentence() -> None:
    finding = the("fade", evidence(measured("end_fade_db", 9.0), said=TWO))
    assert (finding.start_s, finding.end_s) == (6.0, 7.0)


def test_the_moment_of_louder_ends_is_the_last_second_of_the_loudest_end() -> None:
    finding = the("pushed_ends", evidence(measured("end_fade_db", -5.0), said=TWO))
    assert (finding.start_s, finding.end_s) == (1.0, 2.0)


@pytest.mark.parametrize(("value", "rule", "start_s"), [(6.0, "swings", 5.0), (0.5, "flat", 0.0)])
def test_the_moment_of_a_melody_is_the_sentence_where_it_is_most_so(value: float, rule: str, start_s: float) -> None:
    assert the(rule, evidence(measured("f0_sd_semitones", value), said=TWO)).start_s == start_s


def test_the_moment_of_a_hesitation_is_its_longest_stop() -> None:
    words = say("I would like to say", word_s=0.5, gap_s=1.0)
    pauses = tuple(Pause(*at, "silent", place="inside_phrase") for at in ((0.5, 1.2), (2.0, 2.95), (3.5, 4.2)))
    stopped = replace(evidence(measured("phrase_pauses_per_min", 9.0)), words=words, pauses=pauses)
    finding = the("hesitation", stopped)
    assert (finding.start_s, finding.end_s) == (2.0, 2.95)


def test_the_moment_of_the_fillers_is_the_first() -> None:
    pauses = (Pause(1.0, 1.5, "silent"), *(Pause(s, s + 0.4, "filled", "um") for s in (2.0, 20.0, 40.0)))
    finding = the("fillers", replace(evidence(measured("filled_pauses_per_min", 14.0)), pauses=pauses))
    assert (finding.start_s, finding.end_s) == (2.0, 2.4)


def test_trust_grows_with_speech_up_to_enough() -> None:
    assert trust(evidence(speech_s=ENOUGH_SPEECH_S / 2)) == 0.5
    assert trust(evidence(speech_s=10 * ENOUGH_SPEECH_S)) == 1.0


@thorough
@given(
    rule=st.sampled_from(sorted(VOICE_FIXES)),
    steps=st.floats(0.1, 5.0),
    further=st.floats(0.1, 5.0),
    speech_s=st.floats(3.0, 100.0),
)
def test_confidence_grows_with_the_distance_and_the_speech_and_stays_a_share(
    rule: str, steps: float, further: float, speech_s: float
) -> None:
    near, far, more = (
        the(rule, replace(at(rule, distance), speech_s=time_s)).confidence
        for distance, time_s in ((steps, speech_s), (steps + further, speech_s), (steps, 2 * speech_s))
    )
    assert 0 < near <= far <= 1
    assert near <= more
