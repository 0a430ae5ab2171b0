"""Scenes are read as they were written, and what is wrong is told as a whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.roleplay.scenes import FILES, TEMPLATE, scene, small, toml
from voicecoach.errors import EXIT_ERROR, Problem, ScenarioError
from voicecoach.roleplay.parsing import parse
from voicecoach.roleplay.scenario import SITUATIONS, TACTICS, Scenario

_WORDS = st.text(st.characters(categories=["Ll", "Lu", "Nd"], include_characters="\"'\\,!?#="), min_size=1, max_size=8)


def sentences(low: int, high: int) -> st.SearchStrategy[str]:
    """Words with any signs, each with a letter that makes a word of it."""
    return st.lists(
        _WORDS.map(lambda word: f"w{word.replace(',', '').replace('.', '')}"), min_size=low, max_size=high
    ).map(" ".join)


@st.composite
def scenes(draw: st.DrawFn) -> Scenario:
    """The small scene with other words everywhere: where answers lead is proved, and stays."""
    base = small()
    said = sentences(1, 3)
    beats = tuple(
        replace(
            beat,
            says=draw(said),
            says_at={level: draw(said) for level in beat.says_at},
            hint=draw(sentences(3, 6)),
            model=tuple(draw(st.lists(sentences(3, 6), min_size=1, max_size=3))),
            move=draw(st.sampled_from([None, *TACTICS])),
        )
        for beat in base.beats
    )
    endings = tuple(replace(one, says=draw(said), debrief=draw(sentences(3, 6))) for one in base.endings)
    return replace(
        base,
        name="any",
        title=draw(said),
        situations=tuple(draw(st.lists(st.sampled_from(SITUATIONS), min_size=1, max_size=3, unique=True))),
        warning=draw(st.just("") | sentences(3, 6)),
        you=replace(base.you, role=draw(said), message=draw(sentences(2, 5))),
        partner=replace(base.partner, voice=draw(st.sampled_from(["any", "low", "high"]))),
        beats=beats,
        endings=endings,
        tasks=tuple(draw(st.lists(sentences(3, 6), min_size=2, max_size=3))),
    )


@given(scenes())
def test_a_scene_is_read_as_it_was_written(written: Scenario) -> None:
    assert parse(toml(written), "any.toml") == written


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_scene_of_the_program_survives_being_written_again(path: object) -> None:
    read = scene(path)  # type: ignore[arg-type]
    assert parse(toml(read), f"{read.name}.toml") == read


def test_lines_of_a_long_text_are_joined() -> None:
    assert "\n" not in small().you.situation
    assert "Nobody asked you. You need it" in small().you.situation


def test_problems_of_texts_and_of_the_way_it_plays_are_told_together() -> None:
    text = TEMPLATE.replace("pressure = 4", "pressure = 4\nmove = 'bragging'").replace(
        'kind = "held" ', 'kind = "partly" '
    )
    with pytest.raises(ScenarioError) as caught:
        parse(text, "small.toml")
    messages = " ".join(problem.message for problem in caught.value.problems)
    assert "bragging" in messages
    assert "does not hold the ground" in messages


def test_an_error_says_the_first_problem_and_how_to_see_the_others() -> None:
    problems = (Problem(3, "A is wrong.", "Mend it."), Problem(4, "B is wrong.", "Mend it too."))
    error = ScenarioError("late.toml", problems)
    assert str(error) == "late.toml, line 3: A is wrong. Mend it. And 1 more: voicecoach scenarios check late.toml"
    assert str(ScenarioError("late.toml", problems[:1])) == "late.toml, line 3: A is wrong. Mend it."
    assert (
        str(ScenarioError("late.toml", (Problem(0, "A is wrong.", "Mend it."),))) == "late.toml: A is wrong. Mend it."
    )
    assert EXIT_ERROR == 1


def test_a_number_that_is_too_long_to_be_shown_is_told() -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(TEMPLATE.replace("turns = 5", f"turns = 0x{'f' * 5000}"), "small.toml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (14, "`turns` is a number.")


@pytest.mark.parametrize("text", ["", "# nothing\n", "import os\nprint(os)\n", "[tool]\nx = 1\n", "\x00\x01"])
def test_another_kind_of_file_is_told_in_a_word(text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")
    assert caught.value.problems[0].message == "The file holds no scene."
    assert len(caught.value.problems) <= 2


@given(
    st.integers(0, TEMPLATE.count("\n")),
    st.sampled_from(["", "x", "1", "[]", "x = 1", '{ on = "any", to = "tests" },']),
)
def test_any_line_may_be_another_without_a_crash(number: int, line: str) -> None:
    lines = TEMPLATE.split("\n")
    lines[number] = line
    try:
        parse("\n".join(lines), "small.toml")
    except ScenarioError as error:
        found = error.problems
    else:
        return
    assert found
    assert all(0 <= problem.line <= len(lines) for problem in found)
