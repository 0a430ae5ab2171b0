"""Rules about words: moments, counts by scene, and what is right in one scene and wrong in another."""

from dataclasses import replace

import pytest

from tests.answers import after_pushes, answer
from tests.values import evidence, say, sentence, style
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import fixes
from voicecoach.coaching.scenes import WORDS_PER_HEDGE
from voicecoach.history import SceneType
from voicecoach.reading import CueStyle
from voicecoach.session import Finding

WORD_FIXES: dict[str, CueStyle] = {
    "passive_words": "passive",
    "aggressive_words": "aggressive",
    "indirect_words": "passive_aggressive",
}
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


def rules_of(said: Evidence) -> set[str]:
    return {fix.rule for fix in fixes(said)}


def the(rule: str, said: Evidence) -> Finding:
    (finding,) = [fix for fix in fixes(said) if fix.rule == rule]
    return finding


@each_word_fix
def test_words_of_a_style_are_a_fix_at_the_moment_they_were_said(rule: str) -> None:
    finding = the(rule, said_in(WORD_FIXES[rule]))
    assert (finding.measured, finding.unit) == (3.0, "times")
    assert "“maybe”" in finding.advice
    assert (finding.start_s, finding.end_s) == (1.0, 1.3)


@each_word_fix
def test_words_are_left_alone_when_the_whole_has_another_style(rule: str) -> None:
    assert fixes(replace(said_in(WORD_FIXES[rule]), style=style("neutral"))) == ()


def test_agreeing_is_giving_ground_but_not_where_criticism_is_taken() -> None:
    cues = {"You are right": "giving_in", "maybe": "hedge", "I am useless": "self_put_down"}
    said = answer("You are right, maybe.", label="passive", of="passive", cues=cues)
    assert "passive_words" in rules_of(replace(said, scene_type="boundary"))
    assert rules_of(replace(said, scene_type="criticism_taken")) == set()
    small = answer("I am useless, useless I am.", label="passive", of="passive", cues={**cues, "useless I": "low"})
    assert "passive_words" in rules_of(replace(small, scene_type="criticism_taken"))


@pytest.mark.parametrize(
    ("scene", "count", "fires"),
    [
        ("refusal", 1, True),
        ("boundary", 1, True),
        ("request", 1, False),
        ("request", 2, True),
        ("criticism_taken", 3, False),
    ],
)
def test_an_apology_weakens_a_no_and_suits_who_takes_criticism(scene: SceneType, count: int, fires: bool) -> None:
    words = ("sorry", "pardon me", "excuse me")[:count]
    said = answer(
        "I am sorry, pardon me, excuse me.", scene=scene, of="passive", cues=dict.fromkeys(words, "needless_apology")
    )
    assert ("apology" in rules_of(said)) == fires


def test_a_long_answer_may_hold_more_hedges() -> None:
    short = answer("Maybe it is sort of late.", of="passive", cues={"Maybe": "hedge", "sort of": "hedge"})
    assert "hedges" in rules_of(short)
    longer = replace(short, words=say(" ".join(["word"] * 2 * WORDS_PER_HEDGE)))
    assert "hedges" not in rules_of(longer)


def test_maybe_you_are_right_answers_criticism() -> None:
    said = answer("Maybe it is sort of so.", of="passive", cues={"Maybe": "hedge", "sort of": "hedge"})
    assert "hedges" not in rules_of(replace(said, scene_type="criticism_taken"))


def test_reasons_are_shown_from_where_they_pile_up() -> None:
    said = answer("No, because I am busy.", "And besides, it is late.", "Plus I have to cook.", scene="refusal")
    finding = the("reasons", said)
    assert (finding.measured, finding.band) == (3.0, (0.0, 1.0))
    assert "“And besides, it is late”" in finding.advice
    assert 4.0 <= finding.start_s < 8.0


def test_reasons_are_the_substance_of_a_negotiation() -> None:
    said = answer("I ask for more, because I did more, and besides prices rose, plus rents.", scene="refusal")
    assert "reasons" in rules_of(said)
    assert "reasons" not in rules_of(replace(said, scene_type="negotiation"))


@pytest.mark.parametrize(
    ("scene", "text", "missing"),
    [
        ("request", "The music is loud after ten at night again.", True),
        ("request", "It is late at night, is it not my turn to sleep?", True),
        ("criticism_given", "You came late three times in this week already.", True),
        ("refusal", "The music is loud after ten at night again.", False),
        ("request", "It is late at night again, would you turn it down please?", False),
        ("request", "Have you got a minute?", False),
    ],
)
def test_a_request_is_missed_where_the_scene_asks_for_one(scene: SceneType, text: str, missing: bool) -> None:
    assert ("no_request" in rules_of(answer(text, scene=scene))) == missing


def test_a_limit_counts_in_a_boundary_and_not_in_a_request() -> None:
    said = answer("I don't lend out my car to anybody at all.", techniques={"I don't lend": "direct_no"})
    assert "no_request" not in rules_of(replace(said, scene_type="boundary"))
    assert "no_request" in rules_of(replace(said, scene_type="request"))


def test_a_request_made_in_an_earlier_reply_counts() -> None:
    asked = answer("Could you turn the music down?", scene="request")
    said = answer("It keeps me awake until one every single night.", scene="request")
    assert "no_request" in rules_of(said)
    assert "no_request" not in rules_of(after_pushes(said, asked))
