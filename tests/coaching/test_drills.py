"""Drills: one for each fix, short enough for a minute."""

import pytest

from voicecoach.coaching.drills import DRILLS, Drill, drill_for


@pytest.mark.parametrize("drill", DRILLS, ids=[drill.rule for drill in DRILLS])
def test_a_drill_is_one_or_a_few_short_sentences(drill: Drill) -> None:
    assert drill.text.endswith(".")
    assert len(drill.text.split()) <= 30
    assert drill_for(drill.rule) == drill.text


def test_no_rule_has_two_drills() -> None:
    assert len({drill.rule for drill in DRILLS}) == len(DRILLS)


def test_what_is_no_fix_has_no_drill() -> None:
    assert drill_for("boundary") is None
