"""What the checker asks of the way a scene plays, one change to a scene that plays at a time."""

import pytest

from tests.roleplay.scenes import TEMPLATE
from voicecoach.errors import ScenarioError
from voicecoach.roleplay.parsing import parse

KEEPS = '  { on = "any", again = true, to = "lunch" },\n'
"""The answer before the one that leads from `keeps` back to itself."""

LAST = '{ on = "any", to = "bristles" }'
"""The last answer of `keeps`."""

FOR_EVER = "The answer leads back to keeps and could do so for ever."


def told(*changes: tuple[str, str]) -> list[str]:
    """Messages on the small scene after some changes; each must find its place."""
    text = TEMPLATE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    try:
        parse(text, "small.toml")
    except ScenarioError as error:
        return [problem.message for problem in error.problems]
    return []


def test_the_scene_plays_as_it_is() -> None:
    assert told() == []


def test_an_ending_of_the_kind_hardened_is_enough_for_attack() -> None:
    assert told(('temper = "hard"', 'temper = "hurt"')) == []


def test_typed_replies_must_hold_the_ground_too() -> None:
    tests = 'name = "tests"\n'
    changed = told(
        (tests, f"{tests}# here\n"),
        (
            'ask before you take it."]\nanswers = [\n',
            'ask before you take it."]\nanswers = [\n  { on = "assertive", voice = "unsure", to = "keeps" },\n',
        ),
    )
    assert changed == [
        "At level 2: assertive replies that are typed end in interrupted, which does not hold the ground."
    ]


@pytest.mark.parametrize(
    "before",
    [
        "",
        '  { on = "any", again = true, voice = "soft", to = "lunch" },\n',
        '  { on = "any", again = true, technique = "fogging", to = "lunch" },\n',
        '  { on = "any", again = true, levels = [1], to = "lunch" },\n',
        '  { on = "passive", again = true, to = "lunch" },\n',
        '  { on = "passive_aggressive", to = "lunch" },\n',
    ],
)
def test_a_line_said_again_needs_a_way_out_for_all_its_replies(before: str) -> None:
    back = (LAST, '{ on = "any", to = "keeps" }')
    assert FOR_EVER in told((KEEPS, before), back)


@pytest.mark.parametrize(
    "before", [KEEPS, '  { on = ["passive_aggressive", "neutral"], again = true, to = "lunch" },\n']
)
def test_a_line_may_be_said_again_once(before: str) -> None:
    back = (LAST, f'{{ on = "passive_aggressive", to = "keeps" }},\n  {LAST}')
    assert FOR_EVER not in told((KEEPS, before), back)


def test_the_way_out_is_for_the_second_time() -> None:
    back = (LAST, f'{{ on = "passive_aggressive", to = "keeps" }},\n  {LAST}')
    assert FOR_EVER in told((KEEPS, '  { on = "passive_aggressive", to = "lunch" },\n'), back)


def test_silence_may_be_answered_by_the_same_line_only_with_words() -> None:
    without = told((', react = "Hm? You look at me like that."', ""))
    assert without == ["The answer leads back to charger and could do so for ever."]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ('{ on = ["any", "passive"], to = "keeps" }', "The answer is on any and on more."),
        (
            '{ on = "silence", voice = "soft", to = "keeps" }',
            "The answer is on silence, and asks for a voice or a technique.",
        ),
        ('{ on = ["passive", "passive"], to = "keeps" }', "`on` of answer 1 of beat 1 names passive twice."),
        ('{ on = [], to = "keeps" }', "`on` of answer 1 of beat 1 names nothing."),
        ('{ on = "passive", again = true, to = "keeps" }', "The answer on passive is never reached."),
    ],
)
def test_answers_that_can_not_be_meant(answer: str, message: str) -> None:
    first = '  { on = "assertive", to = "shrugs" },\n'
    silent = '  { on = "silence", to = "charger", react = "Hm? You look at me like that." },\n'
    assert message in told((first, f"  {answer},\n{first}"), (silent, ""))


def test_a_beat_that_was_answered_is_remembered_over_other_beats() -> None:
    """From `bristles` a passive reply leads back to `keeps`, which then takes another way."""
    silent = '  { on = ["silence", "neutral", "unsure"], to = "keeps", react = "Right?" },\n'
    assert told((silent, "")) == []


def test_the_turns_may_run_out_before_the_ground_is_held() -> None:
    assert told(("turns = 5", "turns = 3")) == []
    longer = ('{ on = "assertive", to = "tests" }', '{ on = "assertive", to = "keeps" }')
    found = told(longer, ("turns = 5", "turns = 3"))
    assert "At level 2: assertive replies end in interrupted, which does not hold the ground." in found


def test_levels_may_differ_by_a_wording_or_by_an_answer() -> None:
    wording = ("says_at = { 2 =", "# says_at = { 2 =")
    answer = ('  { on = "assertive", levels = [1], to = "agreed" },\n', "")
    assert told(wording) == []
    assert "Levels 1 and 2 play alike." not in told(answer)
    assert "Levels 1 and 2 play alike." in told(wording, answer)
