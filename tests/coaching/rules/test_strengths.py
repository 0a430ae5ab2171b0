"""Strengths: praise needs evidence, a scene where it is right, and nothing that takes it back."""

from dataclasses import replace

import pytest

from tests.answers import after_pushes, answer
from tests.coaching.cases import LEND, NO
from tests.values import evidence, measured, say, sentence, style
from voicecoach.coaching.bands import band
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import strengths
from voicecoach.coaching.rules.strengths import CUE_PRAISE, TECHNIQUE_PRAISE, VOICE_PRAISE
from voicecoach.history import SceneType
from voicecoach.prosody import Prosody
from voicecoach.reading import VoiceLabel
from voicecoach.session import Finding

each_technique = pytest.mark.parametrize("name", sorted(TECHNIQUE_PRAISE))


def praised_for(name: str) -> Evidence:
    return evidence(said=[sentence(say("I need this now."), style("assertive", "I need this now.", {"I need": name}))])


def using(name: str, scene: SceneType = "other") -> Evidence:
    return answer("I need this now.", scene=scene, label="assertive", techniques={"I need": name})


def the_only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


def rules_of(said: Evidence) -> set[str]:
    return {strength.rule for strength in strengths(said)}


@pytest.mark.parametrize("name", sorted(CUE_PRAISE))
def test_an_assertive_wording_is_praised_with_its_words(name: str) -> None:
    finding = the_only(strengths(praised_for(name)))
    assert (finding.rule, finding.kind, finding.drill) == (name, "strength", None)
    assert "“I need”" in finding.advice
    assert (finding.start_s, finding.end_s) == (0.0, 0.6)


@each_technique
def test_a_technique_is_praised_with_its_words(name: str) -> None:
    finding = the_only(strengths(using(name)))
    assert (finding.rule, finding.kind, finding.drill) == (name, "strength", None)
    assert "“I need”" in finding.advice
    assert (finding.start_s, finding.end_s) == (0.0, 0.6)


@each_technique
def test_a_technique_is_praised_where_it_is_right(name: str) -> None:
    scenes = TECHNIQUE_PRAISE[name].scenes
    for scene in ("refusal", "criticism_taken", "praise"):
        assert (name in rules_of(using(name, scene))) == (scenes is None or scene in scenes)


def test_a_plain_no_in_neutral_words_is_praised_and_one_that_is_taken_back_is_not() -> None:
    for label, praised in (("neutral", True), ("unsure", True), ("passive", False)):
        said = answer("No, not tonight.", label=label, techniques={"No, not": "direct_no"})  # type: ignore[arg-type]
        assert ("direct_no" in rules_of(said)) == praised


def test_a_limit_is_no_strength_where_criticism_is_taken() -> None:
    assert "boundary" not in rules_of(replace(praised_for("boundary"), scene_type="criticism_taken"))
    assert "boundary" in rules_of(replace(praised_for("boundary"), scene_type="refusal"))


def test_giving_in_is_never_praised() -> None:
    assert strengths(using("giving_in")) == ()


def test_an_assertive_phrase_in_an_attack_is_not_praised() -> None:
    attack = style("aggressive", "I need this now.", {"I need": "boundary"}, of="assertive")
    assert strengths(evidence(said=[sentence(say("I need this now."), attack)])) == ()
    assert strengths(answer("I need this now.", label="aggressive", techniques={"I need": "direct_no"})) == ()


def test_nothing_is_praised_beside_an_attack_in_another_sentence() -> None:
    kind, attack = praised_for("empathy").sentences[0], sentence(say("you never listen.", at_s=5.0))
    hit = replace(attack, style=style("aggressive", "you never listen.", {"never": "you_always"}))
    both = replace(evidence(said=[kind, hit]), style=style("aggressive"))
    assert rules_of(replace(both, style=style("assertive"))) == {"empathy"}
    assert rules_of(both) == set()


@pytest.mark.parametrize(
    ("technique", "spoiler"),
    [("direct_no", "giving_in"), ("request_for_change", "giving_in"), ("raincheck_no", "giving_in")],
)
def test_a_technique_that_is_taken_back_in_the_same_answer_is_not_praised(technique: str, spoiler: str) -> None:
    kept = answer("I need this now.", "Oh all right.", label="assertive", scene="boundary",
                  techniques={"I need": technique})  # fmt: skip
    gave = answer("I need this now.", "Oh all right.", label="assertive", scene="boundary",
                  techniques={"I need": technique, "all right": spoiler})  # fmt: skip
    assert technique in rules_of(kept)
    assert technique not in rules_of(gave)


def test_a_message_that_held_over_pushes_is_praised_more_with_each() -> None:
    once, twice = after_pushes(NO, NO), after_pushes(NO, NO, NO)
    first, second = (next(s for s in strengths(said) if s.rule == "held_message") for said in (once, twice))
    assert (first.measured, second.measured) == (1.0, 2.0)
    assert second.confidence > first.confidence


@pytest.mark.parametrize(
    "spoiled",
    [
        after_pushes(answer("It rained a lot last week.", scene="refusal"), NO),
        after_pushes(answer("I can't lend you the money, because rents rose.", scene="refusal"), NO),
        after_pushes(NO, NO, answer("It rained a lot last week.", scene="refusal")),
        after_pushes(
            answer(LEND, scene="refusal", prosody=Prosody(alpha_ratio_db=-10.0)),
            answer(LEND, scene="refusal", prosody=Prosody(alpha_ratio_db=-15.0)),
        ),
        # Where no rule says so, praise would still be false.
        after_pushes(
            answer(LEND, prosody=Prosody(alpha_ratio_db=-10.0)), answer(LEND, prosody=Prosody(alpha_ratio_db=-15.0))
        ),
        after_pushes(answer("I can't lend you the money, because rents rose."), answer(LEND)),
    ],
    ids=["lost", "new reason", "lost before", "louder", "louder in an unknown scene", "new reason in an unknown scene"],
)
def test_a_message_that_did_not_hold_calmly_is_not_praised(spoiled: Evidence) -> None:
    assert "held_message" not in rules_of(spoiled)


@pytest.mark.parametrize("name", sorted(VOICE_PRAISE))
def test_a_measure_inside_its_band_is_praised_and_one_outside_is_not(name: str) -> None:
    limits = band(name)
    finding = the_only(strengths(evidence(measured(name, (limits.low + limits.high) / 2))))
    assert (finding.rule, finding.kind) == (f"steady_{name}", "strength")
    assert strengths(evidence(measured(name, limits.high + limits.step))) == ()


@pytest.mark.parametrize("label", ["soft", "forceful", "unsure"])
def test_no_measure_is_praised_in_a_voice_that_is_not_steady(label: VoiceLabel) -> None:
    steady = evidence(measured("f0_sd_semitones", 3.0))
    assert strengths(replace(steady, voice=replace(steady.voice, label=label))) == ()


def test_the_fluency_of_an_attack_is_not_praised() -> None:
    said = [sentence(say("you never listen."), style("aggressive", "you never listen.", {"never": "you_always"}))]
    assert strengths(evidence(measured("filled_pauses_per_min", 1.0), said=said)) == ()


def test_the_middle_of_a_band_is_praised_more_than_its_edge() -> None:
    limits = band("speech_rate_wpm")
    middle, edge = (
        the_only(strengths(evidence(measured("speech_rate_wpm", value)))).confidence
        for value in ((limits.low + limits.high) / 2, limits.high)
    )
    assert middle > edge
