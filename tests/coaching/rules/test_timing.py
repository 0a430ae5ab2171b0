"""Rules about single events: gaps by scene, rises against the speaker's usual, clusters and what set them off."""

from dataclasses import replace

import pytest

from tests.answers import answer, ending, filled_at
from tests.coaching.cases import cluster, gap, rising
from voicecoach.baseline import Baseline, Usual
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import fixes
from voicecoach.coaching.rules.timing import MIN_STATEMENTS, RISE_SEMITONES, UNKNOWN_USUAL
from voicecoach.coaching.scenes import GAPS, TALKED_OVER_S
from voicecoach.history import SceneType


def rules_of(said: Evidence) -> set[str]:
    return {fix.rule for fix in fixes(said)}


@pytest.mark.parametrize("scene", sorted(GAPS))
def test_the_gap_is_judged_by_the_limits_of_its_scene(scene: SceneType) -> None:
    limits = GAPS[scene]
    late, early, right = (
        rules_of(replace(gap(gap_s), scene_type=scene)) & {"reply_late", "reply_early"}
        for gap_s in (limits.froze_s + 0.01, TALKED_OVER_S - 0.01, limits.high_s)
    )
    assert (late, early, right) == ({"reply_late"}, {"reply_early"}, set())


def test_a_slow_no_is_normal_and_a_slow_thank_you_is_not() -> None:
    assert "reply_late" not in rules_of(replace(gap(2.8), scene_type="refusal"))
    assert "reply_late" in rules_of(replace(gap(2.8), scene_type="request"))


def test_a_talk_has_no_gap_and_an_unknown_one_is_silent() -> None:
    assert "reply_late" not in rules_of(replace(gap(30.0), scene_type="talk"))
    assert not rules_of(replace(gap(1.0), reply_gap_s=None)) & {"reply_late", "reply_early"}


def test_the_gap_is_shown_with_the_quiet_zone_and_heard_from_its_start() -> None:
    said = replace(gap(4.0), sentences=tuple(replace(s, start_s=5.0, end_s=7.0) for s in gap(4.0).sentences))
    (finding,) = [fix for fix in fixes(said) if fix.rule == "reply_late"]
    assert finding.band == (0.2, 2.0)
    assert (finding.start_s, finding.end_s) == (1.0, 6.0)


def test_rises_are_counted_on_statements_only() -> None:
    asked = answer(*["Is this what I said?"] * 5)
    assert "rise" not in rules_of(ending(asked, [6.0] * 5))
    assert "rise" in rules_of(rising(5))


def test_a_few_statements_have_no_share() -> None:
    few = answer(*["This is what I said."] * (MIN_STATEMENTS - 1))
    enough = answer(*["This is what I said."] * MIN_STATEMENTS)
    assert "rise" not in rules_of(ending(few, [6.0] * (MIN_STATEMENTS - 1)))
    assert "rise" in rules_of(ending(enough, [6.0] * MIN_STATEMENTS))


def test_a_voice_that_usually_rises_is_not_told_so() -> None:
    usual = Baseline("2026-01-01T00:00:00Z", "me", "", 60.0, {"final_pitch_semitones": Usual(3.0, 1.5, 20)})
    said = answer(*["This is what I said."] * 5)
    assert "rise" in rules_of(ending(said, [4.0] * 5))
    assert "rise" not in rules_of(replace(ending(said, [4.0] * 5), baseline=usual))
    assert "rise" in rules_of(replace(ending(said, [4.6] * 5), baseline=usual))


def test_a_rise_weighs_less_where_the_usual_is_not_known() -> None:
    usual = Baseline("2026-01-01T00:00:00Z", "me", "", 60.0, {"final_pitch_semitones": Usual(-4.0, 1.0, 20)})
    (unknown,), (known,) = fixes(rising(5)), fixes(replace(rising(5), baseline=usual))
    assert known.confidence * UNKNOWN_USUAL == pytest.approx(unknown.confidence, abs=0.001)


def test_a_baseline_that_falls_does_not_make_the_rule_stricter() -> None:
    usual = Baseline("2026-01-01T00:00:00Z", "me", "", 60.0, {"final_pitch_semitones": Usual(-4.0, 1.0, 20)})
    said = answer(*["This is what I said."] * 5)
    assert "rise" not in rules_of(replace(ending(said, [RISE_SEMITONES - 0.1] * 5), baseline=usual))


def test_the_moment_of_a_rise_is_the_steepest_end() -> None:
    said = ending(answer(*["This is what I said."] * 4), [2.5, 2.5, 7.0, 2.5])
    (finding,) = [fix for fix in fixes(said) if fix.rule == "rise"]
    assert finding.end_s == round(said.sentences[2].end_s, 2)
    assert "4 of 4" in finding.advice


def test_a_cluster_names_the_words_that_set_it_off() -> None:
    (finding,) = fixes(filled_at(answer("It is about the money I lent."), 0.0, 0.4, 0.5))
    assert (finding.rule, finding.measured) == ("filler_cluster", 3.0)
    assert "before “the money I”" in finding.advice
    assert (finding.start_s, finding.end_s) == (0.0, 0.8)


def test_the_largest_cluster_is_the_one_that_is_told() -> None:
    said = filled_at(answer("It is about the money."), 0.0, 1.0, 2.0, 40.0, 41.0, 42.0, 43.0)
    (finding,) = [fix for fix in fixes(said) if fix.rule == "filler_cluster"]
    assert (finding.measured, finding.start_s) == (4.0, 40.0)


def test_fillers_far_apart_are_human() -> None:
    assert "filler_cluster" not in rules_of(filled_at(cluster(5.0), *range(0, 120, 6)))
