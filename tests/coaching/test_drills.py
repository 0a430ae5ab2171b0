"""Drills: one or more for each fix, short, kind to the voice, and with a way to see that they worked."""

import re
from importlib.resources import files

import pytest

from voicecoach.coaching.drills import MOST_SECONDS, NOTE, Drill, drill_for, drills, drills_for
from voicecoach.coaching.rules import RULES, rule_named

LEAST = 20
EASY_WORDS = 45
SHOUTING = re.compile(r"\b(?:shout|yell|scream|as loud as|louder and louder|at the top of)", re.IGNORECASE)

each_drill = pytest.mark.parametrize("drill", drills(), ids=[drill.name for drill in drills()])


def test_there_are_enough_and_none_twice() -> None:
    assert len(drills()) >= LEAST
    assert len({drill.name for drill in drills()}) == len(drills())
    assert len({drill.title for drill in drills()}) == len(drills())
    assert len({drill.how for drill in drills()}) == len(drills())


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_fix_has_a_drill(rule: str) -> None:
    assert drills_for(rule)
    assert drill_for(rule)


@each_drill
def test_every_drill_trains_rules_that_there_are(drill: Drill) -> None:
    assert drill.trains
    assert all(rule_named(rule) for rule in drill.trains)


@each_drill
def test_a_drill_says_which_value_shows_that_it_worked(drill: Drill) -> None:
    """The value of a rule that it trains, moving away from that rule's side."""
    rule = rule_named(drill.watch)
    assert rule is not None
    assert drill.watch in drill.trains
    assert drill.moves == ("down" if rule.side == "over" else "up")


@each_drill
def test_a_drill_is_a_few_plain_sentences_for_a_minute(drill: Drill) -> None:
    assert drill.how.endswith(".")
    assert len(drill.how.split()) <= EASY_WORDS
    assert max(len(word) for word in re.findall(r"[a-z]+", drill.how.lower())) <= 11
    assert 0 < drill.seconds <= MOST_SECONDS


@each_drill
def test_no_drill_asks_to_shout_and_effort_comes_with_the_note(drill: Drill) -> None:
    assert not SHOUTING.search(drill.how.replace("without shouting", ""))
    assert drill.text.endswith(NOTE) == drill.effort


def test_a_drill_that_asks_for_more_voice_says_when_to_stop() -> None:
    for drill in drills_for("quiet"):
        assert drill.effort
    for word in ("hurts", "hoarse"):
        assert word in NOTE


def test_each_take_that_was_aimed_at_a_rule_gets_another_drill() -> None:
    there = drills_for("fade")
    assert len(there) > 1
    offered = [drill_for("fade", tried) for tried in range(2 * len(there))]
    assert offered == [drill.text for drill in there] * 2


def test_what_is_no_fix_has_no_drill() -> None:
    assert drill_for("boundary") is None
    assert drills_for("steady_end_fade_db") == ()


def test_the_drills_lie_in_the_package_so_that_a_wheel_carries_them() -> None:
    assert files("voicecoach.coaching").joinpath("drills.toml").is_file()
