"""Broken TOML: each broken statement is told, and the rest is read."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.roleplay.scenes import TEMPLATE
from voicecoach.roleplay.syntax import MOST_ERRORS, read


def test_whole_toml_is_read_as_the_standard_reader_does() -> None:
    found = read(TEMPLATE)
    assert found.tables == tomllib.loads(TEMPLATE)
    assert found.text == TEMPLATE
    assert found.problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_broken_is_left_out_and_the_rest_is_read(end: str) -> None:
    text = end.join(
        ["a = 1", "b = ", "c = 3", "d = [", "  1,", "e = 5", "[t]", 'f = "x', "g = 7", "[t", "h = 8", "[u]", "i = 9"]
    )
    found = read(text)
    assert [problem.line for problem in found.problems] == [2, 4, 8, 10]
    assert found.tables == {"a": 1, "c": 3, "e": 5, "t": {"g": 7}, "u": {"i": 9}}


def test_a_long_string_that_is_not_closed_is_told_where_it_begins() -> None:
    found = read('a = """x"""\nb = """\none\ntwo\n[t]\nc = 1\n')
    assert [problem.line for problem in found.problems] == [2]
    assert found.tables == {"a": "x", "t": {"c": 1}}


@pytest.mark.parametrize("value", ["{}", "[1, {}]", "{{ n = -{} }}"])
def test_a_number_of_thousands_of_digits_is_told_with_its_line(value: str) -> None:
    long = value.format("9" * 5000)
    found = read(f'# {"1" * 5000}\na = "{"2" * 5000}"\nb = {long}\nc = 3\n')
    assert [(problem.line, problem.message) for problem in found.problems] == [(3, "A number has too many digits.")]
    assert found.tables == {"a": "2" * 5000, "c": 3}


@given(st.text("ab=[]{}\"'\n#\\1 .,", max_size=60))
def test_any_text_comes_to_an_end_with_a_line_that_it_has(text: str) -> None:
    found = read(text)
    assert len(found.problems) <= MOST_ERRORS
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in found.problems)
    try:
        assert tomllib.loads(text) == found.tables
    except tomllib.TOMLDecodeError:
        assert found.problems


@given(st.lists(st.integers(0, TEMPLATE.count("\n") - 1), max_size=4), st.sampled_from('"]}[=\\'))
def test_a_scene_with_signs_lost_comes_to_an_end(numbers: list[int], sign: str) -> None:
    lines = TEMPLATE.split("\n")
    for number in numbers:
        lines[number] = lines[number].replace(sign, "", 1)
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert read(text).problems
    else:
        assert not read(text).problems
