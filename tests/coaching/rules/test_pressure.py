"""Rules about pressure: only after a push, and by what the scene asks for."""

from dataclasses import replace

import pytest

from tests.answers import after_pushes, answer
from tests.coaching.cases import CASES, LEND, NO, lengths, loud
from voicecoach.coaching.broken_record import RAISED_SEMITONES
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import fixes
from voicecoach.history import SceneType
from voicecoach.prosody import Prosody

GAVE_IN = answer("Oh all right then, take it.", techniques={"all right then": "giving_in"})


def rules_of(said: Evidence) -> set[str]:
    return {fix.rule for fix in fixes(said)}


@pytest.mark.parametrize(
    ("scene", "pushed", "fires"),
    [
        ("refusal", False, True),
        ("boundary", False, True),
        ("request", False, False),
        ("request", True, True),
        ("negotiation", True, True),
        ("criticism_taken", True, False),
        ("talk", True, False),
    ],
)
def test_giving_in_is_a_fix_where_the_scene_asks_to_hold(scene: SceneType, pushed: bool, fires: bool) -> None:
    said = replace(GAVE_IN, scene_type=scene)
    assert ("giving_in" in rules_of(after_pushes(said, NO) if pushed else said)) == fires


def test_offering_something_is_no_giving_in() -> None:
    offered = answer(
        "All right then, but only on Sunday.",
        scene="refusal",
        techniques={"All right then": "giving_in", "only on Sunday": "compromise"},
    )
    both = replace(offered, style=replace(offered.style, techniques=offered.sentences[0].style.techniques))
    assert "giving_in" not in rules_of(both)


@pytest.mark.parametrize("rule", ["message_lost", "new_excuses", "voice_raised", "shrinks", "swells"])
def test_without_a_push_there_is_no_pressure(rule: str) -> None:
    fires, _ = CASES[rule]
    assert rule in rules_of(fires)
    assert rule not in rules_of(replace(fires, pushes=0))
    assert rule not in rules_of(replace(fires, replies=()))


def test_a_message_that_comes_back_is_not_called_lost() -> None:
    aside = answer("It rained a lot last week.", scene="refusal")
    assert "message_lost" in rules_of(after_pushes(aside, NO, NO))
    assert "message_lost" not in rules_of(after_pushes(NO, NO, aside))


def test_who_gives_in_is_told_that_and_not_that_the_message_is_lost() -> None:
    gave = rules_of(after_pushes(replace(GAVE_IN, scene_type="refusal"), NO))
    assert "giving_in" in gave
    assert "message_lost" not in gave


def test_a_voice_is_raised_by_pitch_where_effort_is_not_known() -> None:
    def at_pitch(f0_hz: float | None) -> Evidence:
        return answer(LEND, scene="refusal", prosody=Prosody(f0_median_hz=f0_hz))

    higher_hz = 120.0 * 2 ** ((RAISED_SEMITONES + 0.1) / 12)
    assert "voice_raised" in rules_of(after_pushes(at_pitch(higher_hz), at_pitch(120.0)))
    assert "voice_raised" not in rules_of(after_pushes(at_pitch(123.0), at_pitch(120.0)))
    assert "voice_raised" not in rules_of(after_pushes(at_pitch(None), at_pitch(120.0)))


def test_a_voice_that_gets_calmer_is_no_fix() -> None:
    assert "voice_raised" not in rules_of(loud(-8.0))


def test_a_no_may_get_shorter() -> None:
    assert "shrinks" in rules_of(lengths(16, 8, 3))
    assert "shrinks" not in rules_of(replace(lengths(16, 8, 3), scene_type="refusal"))


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ((16, 3), "shrinks"),
        ((16, 20, 3), "shrinks"),
        ((30, 12, 10), "shrinks"),
        ((10, 40), "swells"),
        ((12, 8, 40), "swells"),
        ((4, 8, 12), "swells"),
    ],
)
def test_two_replies_a_detour_or_a_fair_length_are_no_trend(words: tuple[int, ...], rule: str) -> None:
    assert rule not in rules_of(lengths(*words))
