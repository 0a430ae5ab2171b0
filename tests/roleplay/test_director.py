"""The machine that plays scenes: same replies, same way; it always ends; a reply can be taken back."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.roleplay.scenes import FILES, replies, scene, small
from voicecoach.reading import StyleLabel
from voicecoach.roleplay.director import Place, Reply, back, begin, chosen, demonstration, spoken, step
from voicecoach.roleplay.scenario import Answer, Beat, Scenario

ASSERTIVE = Reply("assertive", "steady")


@cache
def all_scenes() -> tuple[Scenario, ...]:
    return (small(), *map(scene, FILES))


@st.composite
def played(draw: st.DrawFn) -> tuple[Scenario, int, list[Reply]]:
    """A scene at a level, with more replies than it can take."""
    scenario = draw(st.sampled_from(all_scenes()))
    level = draw(st.sampled_from(scenario.levels))
    said = st.sampled_from(replies(scenario))
    return scenario, level, draw(st.lists(said, min_size=scenario.turns, max_size=scenario.turns))


def places(scenario: Scenario, level: int, said: list[Reply]) -> list[Place]:
    found = [begin(scenario, level)]
    for reply in said:
        if found[-1].ending is None:
            found.append(step(scenario, found[-1], reply))
    return found


@given(played())
def test_every_run_ends_within_its_turns(run: tuple[Scenario, int, list[Reply]]) -> None:
    scenario, level, said = run
    found = places(scenario, level, said)
    last = found[-1]
    assert last.ending is not None
    assert last.turn == len(found) - 1 <= scenario.turns
    assert spoken(scenario, last).text.endswith(scenario.ending(last.ending).says)
    assert spoken(scenario, last).pressure == 0
    with pytest.raises(ValueError, match="has ended"):
        step(scenario, last, ASSERTIVE)


@given(played())
def test_the_same_replies_take_the_same_way(run: tuple[Scenario, int, list[Reply]]) -> None:
    assert places(*run) == places(*run)


@given(played())
def test_a_reply_taken_back_leaves_no_trace(run: tuple[Scenario, int, list[Reply]]) -> None:
    scenario, level, said = run
    found = places(scenario, level, said)
    for before, after in pairwise(found):
        assert back(after) == before
        assert after.answered == (*before.answered, before.beat)
    assert back(found[0]) == found[0]


@given(played())
def test_a_line_is_the_reaction_and_then_the_line_of_the_beat(run: tuple[Scenario, int, list[Reply]]) -> None:
    scenario, level, said = run
    for place in places(scenario, level, said)[:-1]:
        line, beat = spoken(scenario, place), scenario.beat(place.beat)
        assert line.text == f"{place.react} {beat.line(level)}".strip()
        assert (line.temper, line.pressure, line.move) == (beat.temper, beat.pressure, beat.move)


def test_a_scene_is_played_at_its_levels_only() -> None:
    with pytest.raises(ValueError, match="level 5"):
        begin(small(), 5)


def test_a_last_line_has_the_temper_of_its_ending() -> None:
    styles: tuple[StyleLabel, ...] = ("assertive", "passive", "aggressive", "neutral")
    lasts = [
        (scenario, places(scenario, scenario.levels[0], [Reply(style)] * scenario.turns)[-1])
        for scenario in all_scenes()
        for style in styles
    ]
    found = {(scenario.ending(str(last.ending)).kind, spoken(scenario, last).temper) for scenario, last in lasts}
    assert found == {("held", "yielding"), ("partly", "calm"), ("gave_in", "calm"), ("hardened", "hard")}


# Which answer a reply gets

ANSWERS = (
    Answer(frozenset({"assertive"}), "third", levels=frozenset({2}), again=True),
    Answer(frozenset({"assertive"}), "soft", voice=frozenset({"soft", "unsure"})),
    Answer(frozenset({"assertive", "neutral"}), "technique", technique=frozenset({"fogging", "empathy"})),
    Answer(frozenset({"assertive"}), "plain"),
    Answer(frozenset({"silence"}), "silent"),
    Answer(frozenset({"any"}), "rest"),
)


@pytest.mark.parametrize(
    ("reply", "level", "again", "to"),
    [
        (Reply("assertive", "steady"), 1, False, "plain"),
        (Reply("assertive", "steady"), 2, False, "plain"),
        (Reply("assertive", "steady"), 2, True, "third"),
        (Reply("assertive", "steady"), 1, True, "plain"),
        (Reply("assertive", "soft"), 1, False, "soft"),
        (Reply("assertive"), 1, False, "soft"),
        (Reply("assertive", "steady", ("direct_no", "empathy")), 1, False, "technique"),
        (Reply("neutral", "steady", ("fogging",)), 1, False, "technique"),
        (Reply("neutral", "steady"), 1, False, "rest"),
        (Reply("assertive", "soft", ("fogging",), silent=True), 2, True, "silent"),
        (Reply("unsure"), 1, False, "rest"),
    ],
)
def test_the_first_answer_that_fits_wins(reply: Reply, level: int, again: bool, to: str) -> None:
    beat = Beat("b", "Well?", "calm", 1, "", (), ANSWERS)
    assert ANSWERS[chosen(beat, reply, level, again=again)].to == to


def test_silence_is_caught_by_any_where_nothing_waits_for_it() -> None:
    beat = Beat("b", "Well?", "calm", 1, "", (), (ANSWERS[3], ANSWERS[5]))
    assert chosen(beat, Reply("assertive", silent=True), 1, again=False) == 1


# The scene shown


def test_the_scene_is_shown_with_its_model_answers() -> None:
    for scenario in all_scenes():
        for level in scenario.levels:
            shown = demonstration(scenario, level)
            place = begin(scenario, level)
            for line, model in shown[:-1]:
                assert line == spoken(scenario, place)
                assert model in scenario.beat(place.beat).model
                place = step(scenario, place, ASSERTIVE)
            assert shown[-1] == (spoken(scenario, place), "")
            assert place.ending is not None
            assert scenario.ending(place.ending).kind == "held"
