"""What the checker asks of the way a scene plays, one change to a scene that plays at a time."""

import pytest

from tests.roleplay.scenes import TEMPLATE
from voicecoach.errors import ScenarioError
from voicecoach.roleplay.parsing import parse

KEEPS = '  { on = "any", again = true, to = "lunch" },\n'
"""The answer before the one that leads from `keeps` back to itself."""

LAST = '{ on = "any", to = "bristles" }'
"""The last answer of `keeps`."""

LOSES = "replies with techniques can end in lunch, which does not hold the ground."
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


def test_an_answer_that_stands_there_twice_says_which_is_the_other() -> None:
    twice = '  { on = "aggressive", to = "bristles" },\n'
    changed = TEMPLATE.replace(twice, f'{twice}  {{ on = "aggressive", to = "keeps" }},\n', 1)
    with pytest.raises(ScenarioError) as caught:
        parse(changed, "small.toml")
    (problem,) = caught.value.problems
    assert problem.message == "The answer on aggressive is never reached."
    assert problem.remedy == "Answer 2 of charger asks for the same: take one of the two out."


def test_a_style_that_an_answer_names_in_vain() -> None:
    silent = '{ on = "silence", to = "charger"'
    found = told((silent, '{ on = ["silence", "aggressive"], to = "charger"'))
    assert "The answer on aggressive or silence never gets aggressive." in found


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (
            'technique = "compromise", to = "lunch"',
            [f"At level 2: assertive {LOSES}"],
        ),
        (
            'technique = ["compromise", "fogging"], levels = [2], to = "lunch"',
            [f"At level 2: assertive {LOSES}"],
        ),
        ('technique = "compromise", to = "agreed"', []),
        ('technique = "giving_in", to = "lunch"', []),
    ],
)
def test_assertive_replies_with_techniques_hold_the_ground_too(answer: str, found: list[str]) -> None:
    first = '  { on = "assertive", to = "tests" },\n'
    assert told((first, f'  {{ on = "assertive", {answer} }},\n{first}')) == found


def test_what_is_said_to_a_reply_and_the_next_line_are_spoken_as_one() -> None:
    react = ', react = "Hm? You look at me like that."'
    assert told((react, f', react = "{"Hm. " * 28}Well?"')) == []
    longer = told((react, f', react = "{"Hm. " * 29}Well?"'))
    assert longer == ["The react and the line of charger have 46 words together; 45 are the most."]


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
