"""Rules about tactics: named in the learner's own words, and only where the sentence gives a second sign."""

import json
from dataclasses import replace

import pytest

from tests.answers import answer
from tests.coaching.cases import pressed
from tests.source import ROOT
from tests.values import style
from voicecoach.coaching.rules import fixes
from voicecoach.coaching.rules.rule import AT_THE_EDGE, PER_STEP
from voicecoach.coaching.rules.tactics import SURENESS, TACTIC_ADVICE
from voicecoach.reading import StyleLabel, Technique

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
    said = pressed("unsure", "you are so good at this", "flattery")
    assert [fix.rule for fix in fixes(said)] == ["tactic_flattery"]
    assert fixes(replace(said, scene_type="praise")) == ()


def test_a_tactic_is_as_sure_as_the_model_that_finds_it() -> None:
    found = fixes(pressed("aggressive", "after all I did", "judging"))[0]
    figures = json.loads((ROOT / "benchmarks" / "results" / "style.json").read_text(encoding="utf-8"))["figures"]
    assert figures["tactics"]["f1"] == pytest.approx(SURENESS, abs=0.005)
    assert found.confidence == pytest.approx((AT_THE_EDGE + PER_STEP) * 1.2 * SURENESS, abs=1e-3)


@pytest.mark.parametrize(
    ("sentence", "whole", "tactic", "named"),
    [
        ("aggressive", "neutral", "sulking", True),
        ("aggressive", "assertive", "sulking", False),
        ("neutral", "assertive", "guilt", False),
        ("assertive", "aggressive", "guilt", False),
        ("neutral", "passive", "sulking", True),
        ("passive", "neutral", "sulking", True),
        ("neutral", "neutral", "sulking", False),
        ("neutral", "neutral", "guilt", False),
        ("unsure", "neutral", "guilt", True),
    ],
)
def test_a_tactic_needs_a_second_sign(sentence: StyleLabel, whole: StyleLabel, tactic: str, named: bool) -> None:
    said = replace(pressed(sentence, "after all I did", tactic), style=style(whole))
    assert (f"tactic_{tactic}" in {fix.rule for fix in fixes(said)}) == named


def test_an_attack_in_assertive_words_counts_where_they_show_it_together() -> None:
    said = pressed("aggressive", "after all I did", "threat")
    together = replace(style("assertive"), tactics=(Technique("threat", "after all I did", 0, 15),))
    assert "tactic_threat" in {fix.rule for fix in fixes(replace(said, style=together))}


def test_an_unknown_tactic_is_not_talked_about() -> None:
    assert fixes(answer("After all I did.", label="aggressive", tactics={"After all": "something_new"})) == ()
