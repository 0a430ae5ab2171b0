"""Advice: one thing to keep, one thing to change, aimed at the last fix, and nothing where there is nothing to say."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import after_pushes, answer, stopped_at
from tests.coaching.cases import CASES
from tests.strategies import thorough
from tests.values import evidence, measured, say, sentence, style
from voicecoach.coaching.advice import ALIKE, LEAST_CONFIDENCE, ORDER, PAST_THE_MIDDLE, advise
from voicecoach.coaching.bands import BANDS, MIN_SPEECH_S, Band, band
from voicecoach.coaching.drills import drills_for
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import RULES, rule_named, weighed
from voicecoach.coaching.rules.voice import VOICE_RULES
from voicecoach.coaching.scenes import SCENES, holds
from voicecoach.reading import Congruence, StyleLabel, VoiceMeasure
from voicecoach.session import Finding, FindingKind

FADING = measured("end_fade_db", 9.0)
RULE_NAMES = [rule.name for rule in RULES]


def around(limits: Band) -> st.SearchStrategy[VoiceMeasure]:
    """The measure of a band, inside and outside of it."""
    values = st.floats(limits.low - 3 * limits.step, limits.high + 3 * limits.step)
    return values.map(lambda value: measured(limits.measure, round(value, 3)))


def of_kind(kind: FindingKind, said: Evidence) -> Finding | None:
    return next((finding for finding in advise(said) if finding.kind == kind), None)


measures_st = st.tuples(*map(around, BANDS))


@st.composite
def answers_st(draw: st.DrawFn) -> Evidence:
    """An answer anywhere: any measures, words of any case, in any scene, aimed at anything, after any takes."""
    words, _ = CASES[draw(st.sampled_from(RULE_NAMES))]
    label: StyleLabel = draw(st.sampled_from(get_args(StyleLabel)))
    said = replace(
        words,
        voice=replace(words.voice, measures=draw(measures_st)),
        style=style(label),
        scene_type=draw(st.sampled_from(SCENES)),
        speech_s=draw(st.floats(0.0, 60.0)),
        congruence=draw(st.sampled_from(["matched", "words_stronger", "voice_stronger", "unclear"])),
        reply_gap_s=draw(st.none() | st.floats(-1.0, 6.0)),
    )
    takes = draw(st.lists(measures_st, max_size=2))
    earlier = tuple(replace(said, voice=replace(said.voice, measures=measures)) for measures in takes)
    return replace(said, earlier=earlier, aim=draw(st.none() | st.sampled_from(RULE_NAMES)))


@thorough
@given(said=answers_st())
def test_there_is_at_most_one_strength_and_one_fix_and_the_strength_comes_first(said: Evidence) -> None:
    kinds = [finding.kind for finding in advise(said)]
    assert kinds in ([], ["strength"], ["fix"], ["strength", "fix"])
    assert kinds == [] or said.speech_s >= MIN_SPEECH_S


@thorough
@given(said=answers_st())
def test_nothing_is_told_that_is_hardly_worth_a_word(said: Evidence) -> None:
    assert all(LEAST_CONFIDENCE <= finding.confidence <= 1.0 for finding in advise(said))


@thorough
@given(said=answers_st())
def test_praise_lies_in_its_band_and_a_fix_outside(said: Evidence) -> None:
    for finding in advise(said):
        low, high = finding.band
        assert (low <= finding.measured <= high) == (finding.kind == "strength")


@thorough
@given(said=answers_st())
def test_a_fix_holds_in_the_scene_and_has_a_drill_of_its_own(said: Evidence) -> None:
    fix = of_kind("fix", said)
    if fix is not None:
        assert holds(fix.rule, said.scene_type)
        assert fix.drill in [drill.text for drill in drills_for(fix.rule)]


@thorough
@given(said=answers_st())
def test_the_same_thing_is_not_kept_and_changed(said: Evidence) -> None:
    strength, fix = of_kind("strength", said), of_kind("fix", said)
    if strength is None or fix is None:
        return
    assert strength.rule != f"mended_{fix.rule}"
    named = rule_named(fix.rule)
    assert named is not None
    assert strength.rule != f"steady_{named.measure}"


@thorough
@given(measures=measures_st)
def test_without_an_aim_the_fix_is_one_of_the_fixes_and_none_has_clearly_more_effect(
    measures: tuple[VoiceMeasure, ...],
) -> None:
    everything = evidence(*measures)
    effects = {fix.rule: effect for fix, effect in weighed(everything) if fix.confidence >= LEAST_CONFIDENCE}
    chosen = [finding.rule for finding in advise(everything) if finding.kind == "fix"]
    assert len(chosen) == min(1, len(effects))
    assert all(max(effects.values()) - effects[rule] < ALIKE for rule in chosen)


def outside(measure: str, side: str, steps: float) -> VoiceMeasure:
    """A measure some steps outside its band."""
    limits = band(measure)
    value = limits.high + steps * limits.step if side == "over" else limits.low - steps * limits.step
    return measured(measure, value)


@pytest.mark.parametrize("halting_steps", [0.8, 1.0, 1.2])
def test_of_two_fixes_of_about_the_same_effect_the_order_decides_whichever_is_stronger(halting_steps: float) -> None:
    """Pace and stops weigh alike."""
    both = evidence(outside("speech_rate_wpm", "under", 1.0), outside("phrase_pauses_per_min", "over", halting_steps))
    chosen = of_kind("fix", stopped_at(both, *range(9)))
    assert chosen is not None
    assert chosen.rule == "slow"


def test_a_clearly_stronger_fix_comes_before_the_order() -> None:
    both = evidence(outside("speech_rate_wpm", "under", 1.0), outside("phrase_pauses_per_min", "over", 1.6))
    chosen = of_kind("fix", stopped_at(both, *range(9)))
    assert chosen is not None
    assert chosen.rule == "hesitation"


def test_of_tone_and_tactic_the_words_that_are_counted_come_first() -> None:
    (words,) = [kind for kind in ORDER if "aggressive_words" in kind]
    assert words.index("aggressive_words") < words.index("tactic_judging")


def test_the_order_names_rules_that_exist_and_each_once() -> None:
    named = [name for kind in ORDER for name in kind]
    assert len(set(named)) == len(named)
    assert set(named) <= set(RULE_NAMES)
    assert {rule.name for rule in VOICE_RULES} <= set(named)


def test_what_is_far_outside_is_still_told_apart() -> None:
    """Both are as sure as a rule can be beside a mismatch."""
    both = evidence(outside("end_fade_db", "under", 1.4), outside("alpha_ratio_db", "over", 2.0))
    both = replace(both, congruence="voice_stronger")
    assert {"pushed_ends", "hard"} == {fix.rule for fix, _ in weighed(both)}
    chosen = of_kind("fix", both)
    assert chosen is not None
    assert (chosen.rule, chosen.confidence) == ("hard", 1.0)


def test_too_little_speech_has_no_advice() -> None:
    assert advise(evidence(FADING, speech_s=MIN_SPEECH_S)) != ()
    assert advise(evidence(FADING, speech_s=MIN_SPEECH_S - 0.01)) == ()


def test_nothing_said_has_no_advice() -> None:
    assert advise(replace(evidence(FADING), sentences=())) == ()


@pytest.mark.parametrize("scene", SCENES)
def test_an_unspoiled_take_has_nothing_to_change(scene: str) -> None:
    """Every measure in the middle, an assertive request, a gap as turns have it."""
    text = "I see you are busy. I would like you to call before you come."
    said = answer(text, label="assertive", scene=scene, techniques={"I would like you to call": "request_for_change"})  # type: ignore[arg-type]
    middle = tuple(measured(limits.measure, (limits.low + limits.high) / 2) for limits in BANDS)
    good = replace(said, voice=replace(said.voice, measures=middle), reply_gap_s=0.6)
    assert [finding.kind for finding in advise(good)] == ["strength"]


@pytest.mark.parametrize(
    ("congruence", "pace_wpm", "rule"),
    [
        ("matched", 210.0, "fast"),
        ("words_stronger", 200.0, "fade"),
        ("matched", 195.0, "fade"),
        ("voice_stronger", 195.0, "fast"),
    ],
)
def test_what_spoils_the_words_comes_first(congruence: Congruence, pace_wpm: float, rule: str) -> None:
    """A fade and a hurry, about as sure; the mismatch decides."""
    both = replace(evidence(FADING, measured("speech_rate_wpm", pace_wpm)), congruence=congruence)
    assert [finding.rule for finding in advise(both) if finding.kind == "fix"] == [rule]


def test_the_bonus_of_a_mismatch_keeps_confidence_a_share() -> None:
    far = replace(evidence(measured("end_fade_db", 40.0)), congruence="words_stronger")
    (fix,) = advise(far)
    assert fix.confidence == 1.0


def test_words_and_voice_compete_for_the_one_fix() -> None:
    said = [sentence(say("you never listen."), style("aggressive", "you never listen.", {"never": "attack"}))]
    barely = measured("end_fade_db", 6.1)
    assert [finding.rule for finding in advise(evidence(barely, said=said))] == ["aggressive_words"]


def test_the_same_answer_is_advised_by_its_scene() -> None:
    """A calm, even voice is right in a no and flat in praise; two reasons are right in a request and not in a no."""
    even = evidence(measured("f0_sd_semitones", 0.5))
    assert of_kind("fix", replace(even, scene_type="refusal")) is None
    flat = of_kind("fix", replace(even, scene_type="praise"))
    assert flat is not None
    assert flat.rule == "flat"


TWO_FAULTS = (measured("end_fade_db", 7.0), measured("speech_rate_wpm", 230.0))


def test_a_take_is_judged_first_by_what_it_was_aimed_at() -> None:
    """The hurry is stronger; the fade was the aim, and is not mended."""
    free, aimed = (of_kind("fix", replace(evidence(*TWO_FAULTS), aim=aim)) for aim in (None, "fade"))
    assert free is not None
    assert aimed is not None
    assert (free.rule, aimed.rule) == ("fast", "fade")


def test_what_is_mended_is_kept_and_the_next_thing_is_changed() -> None:
    now = evidence(measured("end_fade_db", 2.0), measured("speech_rate_wpm", 230.0))
    take = replace(now, aim="fade", earlier=(evidence(*TWO_FAULTS),))
    strength, fix = advise(take)
    assert (strength.rule, fix.rule) == ("mended_fade", "fast")
    assert strength.advice.startswith("Sentence ends: -7 dB before, -2 dB now: that held.")


def test_a_tiny_change_is_not_praised_as_mended() -> None:
    now = replace(evidence(measured("end_fade_db", 5.9)), aim="fade", earlier=(evidence(measured("end_fade_db", 6.1)),))
    assert not [finding for finding in advise(now) if finding.rule.startswith("mended_")]
    far = replace(now, earlier=(evidence(measured("end_fade_db", 12.0)),))
    assert [finding.rule for finding in advise(far)] == ["mended_fade"]


@pytest.mark.parametrize(
    ("aim", "measure", "before", "now", "rule"),
    [
        ("quiet", "alpha_ratio_db", -27.0, 4.0, "hard"),
        ("hard", "alpha_ratio_db", 4.0, -27.0, "quiet"),
        ("slow", "speech_rate_wpm", 80.0, 210.0, "fast"),
        ("fade", "end_fade_db", 10.0, -9.0, "pushed_ends"),
    ],
)
def test_who_goes_past_the_middle_is_called_back(aim: str, measure: str, before: float, now: float, rule: str) -> None:
    """Before anything else, however strong; and never praised for having left the other side."""
    other = measured("f0_sd_semitones", 9.0)
    take = replace(evidence(measured(measure, now), other), aim=aim, earlier=(evidence(measured(measure, before)),))
    fix = of_kind("fix", take)
    assert fix is not None
    assert fix.rule == rule
    assert fix.advice.startswith(PAST_THE_MIDDLE)
    strength = of_kind("strength", take)
    assert strength is None or not strength.rule.startswith("mended_")


def test_each_take_at_the_same_fix_gets_another_drill() -> None:
    first = evidence(FADING)
    second = replace(first, aim="fade", earlier=(first,))
    third = replace(second, earlier=(first, second))
    offered = [fix.drill for said in (first, second, third) if (fix := of_kind("fix", said))]
    expected = [drill.text for drill in drills_for("fade")]
    assert offered == [expected[turn % len(expected)] for turn in range(3)]


def test_a_no_that_holds_under_pressure_is_what_is_kept() -> None:
    no = answer("No, I can't lend you the money.", label="assertive", scene="refusal")
    strength = of_kind("strength", after_pushes(no, no, no))
    assert strength is not None
    assert strength.rule == "held_message"
