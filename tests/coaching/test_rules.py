"""Rules: each can fire, says what it saw and where, and names a drill."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import evidence, measured, say, sentence, style
from voicecoach.coaching.bands import BANDS, band
from voicecoach.coaching.drills import DRILLS
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import ENOUGH_SPEECH_S, fixes, strengths, trust
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import CueStyle, VoiceLabel
from voicecoach.session import Finding

VOICE_FIXES = {
    "fade": ("end_fade_db", 9.0),
    "quiet": ("alpha_ratio_db", -28.0),
    "hard": ("alpha_ratio_db", -2.0),
    "slow": ("speech_rate_wpm", 80.0),
    "fast": ("speech_rate_wpm", 200.0),
    "no_gaps": ("speaking_share", 0.99),
    "hesitation": ("phrase_pauses_per_min", 10.0),
    "fillers": ("filled_pauses_per_min", 14.0),
    "flat": ("f0_sd_semitones", 0.8),
    "swings": ("f0_sd_semitones", 6.0),
    "rise": ("final_pitch_semitones", 5.0),
}
WORD_FIXES: dict[str, CueStyle] = {
    "passive_words": "passive",
    "aggressive_words": "aggressive",
    "indirect_words": "passive_aggressive",
}
WORD_STRENGTHS = ("boundary", "request", "i_statement", "empathy", "compromise", "fact_before_opinion")
VOICE_STRENGTHS = ("end_fade_db", "speech_rate_wpm", "filled_pauses_per_min", "f0_sd_semitones")

each_voice_fix = pytest.mark.parametrize("rule", VOICE_FIXES)
each_word_fix = pytest.mark.parametrize("rule", WORD_FIXES)


def said_in(kind: CueStyle) -> Evidence:
    """Two sentences with three cues of one style."""
    first, second = say("maybe I could sort of try.", at_s=1.0), say("and just sit down there.", at_s=4.0)
    return evidence(
        said=[
            sentence(first, style(kind, "maybe I could sort of try.", {"maybe": "one", "sort of": "two"})),
            sentence(second, style("neutral", "and just sit down there.", {"just": "one"}, of=kind)),
        ]
    )


def praised_for(name: str) -> Evidence:
    return evidence(said=[sentence(say("I need this now."), style("assertive", "I need this now.", {"I need": name}))])


def the_only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


def test_these_are_all_the_fixes_there_are_drills_for() -> None:
    assert {drill.rule for drill in DRILLS} == {*VOICE_FIXES, *WORD_FIXES}


@each_voice_fix
def test_a_measure_outside_its_band_is_a_fix_with_what_was_measured(rule: str) -> None:
    name, value = VOICE_FIXES[rule]
    measure = measured(name, value)
    finding = the_only(fixes(evidence(measure)))
    assert (finding.rule, finding.kind, finding.speaker) == (rule, "fix", "A")
    assert (finding.measured, finding.unit, finding.band) == (value, measure.unit, measure.band)
    assert finding.source == band(name).basis
    assert finding.drill in [drill.text for drill in DRILLS if drill.rule == rule]


@each_voice_fix
def test_its_advice_shows_the_value_and_leaves_no_hole(rule: str) -> None:
    name, value = VOICE_FIXES[rule]
    advice = the_only(fixes(evidence(measured(name, value)))).advice
    assert "{" not in advice
    shown = {f"{value:.0f}", f"{value:.1f}", f"{value:.0%}"}
    assert any(text in advice for text in shown)


@pytest.mark.parametrize("limits", BANDS, ids=[limits.measure for limits in BANDS])
def test_a_measure_inside_its_band_is_no_fix(limits: object) -> None:
    assert fixes(evidence(*(measured(one.measure, one.high) for one in BANDS if one is limits))) == ()


@each_word_fix
def test_words_of_a_style_are_a_fix_at_the_moment_they_were_said(rule: str) -> None:
    finding = the_only(fixes(said_in(WORD_FIXES[rule])))
    assert (finding.rule, finding.kind, finding.measured, finding.unit) == (rule, "fix", 3.0, "times")
    assert "“maybe”" in finding.advice
    assert (finding.start_s, finding.end_s) == (1.0, 1.3)
    assert finding.drill is not None


@each_word_fix
def test_words_are_left_alone_when_the_whole_has_another_style(rule: str) -> None:
    assert fixes(replace(said_in(WORD_FIXES[rule]), style=style("neutral"))) == ()


def test_one_softener_is_no_fix() -> None:
    words = say("maybe I could try.")
    assert fixes(evidence(said=[sentence(words, style("passive", "maybe I could try.", {"maybe": "one"}))])) == ()


@pytest.mark.parametrize("name", WORD_STRENGTHS)
def test_an_assertive_wording_is_praised_with_its_words(name: str) -> None:
    finding = the_only(strengths(praised_for(name)))
    assert (finding.rule, finding.kind, finding.drill) == (name, "strength", None)
    assert "“I need”" in finding.advice
    assert (finding.start_s, finding.end_s) == (0.0, 0.6)


def test_an_assertive_phrase_in_an_attack_is_not_praised() -> None:
    attack = style("aggressive", "I need this now.", {"I need": "boundary"}, of="assertive")
    assert strengths(evidence(said=[sentence(say("I need this now."), attack)])) == ()


@pytest.mark.parametrize("name", VOICE_STRENGTHS)
def test_a_measure_inside_its_band_is_praised_and_one_outside_is_not(name: str) -> None:
    limits = band(name)
    finding = the_only(strengths(evidence(measured(name, (limits.low + limits.high) / 2))))
    assert (finding.rule, finding.kind) == (f"steady_{name}", "strength")
    assert strengths(evidence(measured(name, limits.high + limits.step))) == ()


@pytest.mark.parametrize("label", ["soft", "forceful", "unsure"])
def test_no_measure_is_praised_in_a_voice_that_is_not_steady(label: VoiceLabel) -> None:
    steady = evidence(measured("f0_sd_semitones", 3.0))
    assert strengths(replace(steady, voice=replace(steady.voice, label=label))) == ()


def test_the_middle_of_a_band_is_praised_more_than_its_edge() -> None:
    limits = band("speech_rate_wpm")
    middle, edge = (
        the_only(strengths(evidence(measured("speech_rate_wpm", value)))).confidence
        for value in ((limits.low + limits.high) / 2, limits.high)
    )
    assert middle > edge


MILD, STRONG = Prosody(end_fade_db=4.0, final_pitch_semitones=1.0), Prosody(end_fade_db=12.0, final_pitch_semitones=6.0)


@pytest.mark.parametrize(("name", "value"), [("end_fade_db", 9.0), ("final_pitch_semitones", 5.0)])
def test_the_moment_is_the_last_second_of_the_worst_sentence(name: str, value: float) -> None:
    said = [
        sentence(say("this one is fine.", at_s=0.0, word_s=0.5), prosody=MILD),
        sentence(say("this one falls off.", at_s=5.0, word_s=0.5), prosody=STRONG),
    ]
    finding = the_only(fixes(evidence(measured(name, value), said=said)))
    assert (finding.start_s, finding.end_s) == (6.0, 7.0)


def test_the_moment_of_a_hesitation_is_its_longest_stop() -> None:
    words = say("I would like to say", word_s=0.5, gap_s=1.0)
    pauses = tuple(Pause(*at, "silent", place="inside_phrase") for at in ((0.5, 1.2), (2.0, 2.95), (3.5, 4.2)))
    stopped = replace(evidence(measured("phrase_pauses_per_min", 9.0)), words=words, pauses=pauses)
    finding = the_only(fixes(stopped))
    assert (finding.start_s, finding.end_s) == (2.0, 2.95)


def test_the_moment_of_the_fillers_is_the_first() -> None:
    pauses = (Pause(1.0, 1.5, "silent"), Pause(2.0, 2.4, "filled", "um"), Pause(3.0, 3.4, "filled", "uh"))
    finding = the_only(fixes(replace(evidence(measured("filled_pauses_per_min", 14.0)), pauses=pauses)))
    assert (finding.start_s, finding.end_s) == (2.0, 2.4)


def test_trust_grows_with_speech_up_to_enough() -> None:
    assert trust(evidence(speech_s=ENOUGH_SPEECH_S / 2)) == 0.5
    assert trust(evidence(speech_s=10 * ENOUGH_SPEECH_S)) == 1.0


@thorough
@given(rule=st.sampled_from(sorted(VOICE_FIXES)), further=st.floats(0.1, 5.0), speech_s=st.floats(3.0, 100.0))
def test_confidence_grows_with_the_distance_and_the_speech_and_stays_a_share(
    rule: str, further: float, speech_s: float
) -> None:
    name, value = VOICE_FIXES[rule]
    limits = band(name)
    away = value + further * limits.step * (1 if value > limits.high else -1)
    near, far, more = (
        the_only(fixes(evidence(measured(name, one), speech_s=time_s))).confidence
        for one, time_s in ((value, speech_s), (away, speech_s), (value, 2 * speech_s))
    )
    assert 0 < near <= far <= 1
    assert near <= more


def test_a_cue_is_found_by_its_characters_in_a_later_sentence() -> None:
    """The words of the sentences before it do not count."""
    first, second = say("I am here today.", at_s=0.0), say("you never listen to me.", at_s=3.0, word_s=0.4)
    cue_style = style("aggressive", "you never listen to me.", {"never listen": "attack"})
    everything = evidence(said=[sentence(first), sentence(second, cue_style)])
    (found,) = everything.cues(("aggressive",))
    span = everything.cue_span(*found)
    assert (span.start_s, span.end_s) == pytest.approx((3.4, 4.2))
