"""Scenes: the table names every rule, and what is right in one scene is wrong in another."""

import pytest

from voicecoach.coaching.rules import RULES
from voicecoach.coaching.scenes import APOLOGIES, FINE_CUES, GAPS, HOLDS, REASONS, SCENES, TALKED_OVER_S, holds
from voicecoach.history import SceneType


def test_every_rule_stands_in_the_table_and_nothing_else_does() -> None:
    named = {rule.name for rule in RULES}
    assert set(HOLDS) <= named
    assert {name for name in named if not name.startswith("tactic_")} <= set(HOLDS)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_holds_somewhere(rule: str) -> None:
    assert any(holds(rule, scene) for scene in SCENES)


def test_a_rule_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        holds("loudness", "talk")


def test_some_rules_hold_in_some_scenes_only() -> None:
    partly = [rule.name for rule in RULES if len({holds(rule.name, scene) for scene in SCENES}) == 2]
    assert len(partly) >= 10


@pytest.mark.parametrize("scene", sorted(GAPS))
def test_the_limits_of_a_gap_lie_around_its_quiet_zone(scene: SceneType) -> None:
    limits = GAPS[scene]
    assert 0 < TALKED_OVER_S < limits.low_s < limits.high_s < limits.froze_s


def test_a_refusal_may_take_its_time_and_other_answers_less() -> None:
    assert (GAPS["refusal"].low_s, GAPS["refusal"].high_s, GAPS["refusal"].froze_s) == (0.2, 2.0, 3.0)
    assert all(GAPS[scene].high_s < 2.0 for scene in ("request", "criticism_given", "praise"))


def test_tables_name_scenes_where_their_rule_holds() -> None:
    assert all(holds("apology", scene) for scene in APOLOGIES)
    assert all(holds("reasons", scene) for scene in REASONS)
    assert all(holds("reply_late", scene) for scene in GAPS)
    assert set(FINE_CUES) <= set(SCENES)
