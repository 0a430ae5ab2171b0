"""Rules: each can fire, stays silent just inside its band, says what it saw and where, and names a drill."""

from dataclasses import replace

import pytest

from tests.coaching.cases import CASES
from voicecoach.coaching.drills import drills_for
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import RULES, fixes, rule_named, strengths
from voicecoach.coaching.scenes import SCENES, holds
from voicecoach.session import Finding

each_rule = pytest.mark.parametrize("rule", [rule.name for rule in RULES])


def found(evidence: Evidence, rule: str) -> Finding | None:
    return next((fix for fix in fixes(evidence) if fix.rule == rule), None)


def test_there_is_a_case_for_every_rule_and_no_rule_twice() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(names) == sorted(CASES)
    assert len(set(names)) == len(names)


@each_rule
def test_a_rule_fires_beyond_its_band_and_is_silent_inside(rule: str) -> None:
    fires, inside = CASES[rule]
    assert found(fires, rule) is not None
    assert found(inside, rule) is None


@each_rule
def test_a_finding_says_what_was_measured_where_and_what_to_do(rule: str) -> None:
    fires, _ = CASES[rule]
    finding = found(fires, rule)
    assert finding is not None
    assert (finding.kind, finding.speaker) == ("fix", "A")
    assert finding.start_s < finding.end_s
    low, high = finding.band
    assert not low <= finding.measured <= high
    assert 0.0 < finding.confidence <= 1.0
    assert finding.source
    assert finding.unit
    assert "{" not in finding.advice
    assert "“”" not in finding.advice
    assert finding.advice.endswith((".", "”."))
    assert finding.drill in [drill.text for drill in drills_for(rule)]


@each_rule
def test_a_rule_is_asked_only_where_it_holds(rule: str) -> None:
    """The same words and voice in every scene: it is silent wherever the table says so."""
    fires, _ = CASES[rule]
    for scene in SCENES:
        if not holds(rule, scene):
            assert found(replace(fires, scene_type=scene), rule) is None


@each_rule
def test_a_rule_is_found_by_its_name(rule: str) -> None:
    named = rule_named(rule)
    assert named is not None
    assert named.name == rule


def test_there_is_no_rule_of_another_name() -> None:
    assert rule_named("steady_end_fade_db") is None


@each_rule
def test_no_advice_shames_or_diagnoses(rule: str) -> None:
    """The words are labelled, never the person."""
    finding = found(CASES[rule][0], rule)
    assert finding is not None
    lowered = f" {finding.advice.lower()} "
    forbidden = ("you are passive", "you are aggressive", "anxious", "angry", "weak person", "always")
    assert not [word for word in forbidden if word in lowered]


@each_rule
def test_nothing_is_praised_that_the_same_rule_wants_changed(rule: str) -> None:
    praised = {strength.rule for strength in strengths(CASES[rule][0])}
    named = rule_named(rule)
    assert named is not None
    assert f"steady_{named.measure}" not in praised
    assert rule not in praised
