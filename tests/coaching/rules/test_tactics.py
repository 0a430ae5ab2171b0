"""Rules about tactics: named in the learner's own words, and only where the sentence gives a second sign."""

from dataclasses import replace

import pytest

from tests.answers import answer
from tests.coaching.cases import pressed
from tests.values import style
from voicecoach.coaching.rules import fixes
from voicecoach.coaching.rules.tactics import OTHER_SURENESS, SURENESS, TACTIC_ADVICE
from voicecoach.reading import StyleLabel

each_tactic = pytest.mark.parametrize("tactic", sorted(TACTIC_ADVICE))


@each_tactic
def test_a_tactic_is_named_with_the_words_at_their_moment(tactic: str) -> None:
    (finding,) = fixes(pressed("aggressive", "after all I did", tactic))
    assert finding.rule == f"tactic_{tactic}"
    assert "“after all I did”" in finding.advice
    assert (finding.start_s, finding.end_s) == pytest.approx((0.3, 1.5))


@each_tactic
def test_nobody_is_pressed_in_a_talk(tactic: str) -> None:
    assert fixes(replace(pressed("aggressive", "after all I did", tactic), scene_type="talk")) == ()


def test_praise_is_no_flattery() -> None:
    said = pressed("neutral", "you are so good at this", "flattery")
    assert [fix.rule for fix in fixes(said)] == ["tactic_flattery"]
    assert fixes(replace(said, scene_type="praise")) == ()


def test_what_is_found_less_surely_weighs_less() -> None:
    sure, unsure, other = (
        fixes(pressed("aggressive", "after all I did", tactic))[0].confidence
        for tactic in ("judging", "minimising", "threat")
    )
    assert sure > other > unsure
    assert min(SURENESS.values()) < OTHER_SURENESS < max(SURENESS.values())


@pytest.mark.parametrize(
    ("sentence", "whole", "tactic", "named"),
    [
        ("aggressive", "assertive", "sulking", True),
        ("neutral", "assertive", "guilt", False),
        ("assertive", "aggressive", "guilt", False),
        ("neutral", "passive", "sulking", True),
        ("passive", "neutral", "sulking", True),
        ("neutral", "neutral", "sulking", False),
        ("neutral", "neutral", "guilt", True),
    ],
)
def test_a_tactic_needs_a_second_sign(sentence: StyleLabel, whole: StyleLabel, tactic: str, named: bool) -> None:
    said = replace(pressed(sentence, "after all I did", tactic), style=style(whole))
    assert (f"tactic_{tactic}" in {fix.rule for fix in fixes(said)}) == named


def test_an_unknown_tactic_is_not_talked_about() -> None:
    assert fixes(answer("After all I did.", label="aggressive", tactics={"After all": "something_new"})) == ()
