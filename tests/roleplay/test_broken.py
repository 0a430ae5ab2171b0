"""Files that are broken in one way or in many: each problem is told with its line, and nothing else is.

Every file in `broken/` says itself what is wrong with it: a remark `#! words` stands in each line that a problem is
to be told for, with words that the message must hold.
"""

import re
from pathlib import Path

import pytest

from voicecoach.errors import Problem, ScenarioError
from voicecoach.roleplay.parsing import parse

FILES = sorted((Path(__file__).parent / "broken").glob("*.toml"))


def expected(text: str) -> list[tuple[int, str]]:
    """Line and words of each remark."""
    return [
        (number, words.strip())
        for number, line in enumerate(text.splitlines(), 1)
        for words in re.split("#!", line)[1:]
    ]


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        parse(path.read_text(encoding="utf-8"), str(path))
    return caught.value.problems


def test_there_are_enough() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_problem_is_told_with_its_line(path: Path) -> None:
    told = list(problems(path))
    assert told == sorted(told)
    for line, words in expected(path.read_text(encoding="utf-8")):
        matching = [problem for problem in told if problem.line == line and words in problem.message + problem.remedy]
        assert matching, f"line {line}: {words!r} is not told, but {told}"
        told.remove(matching[0])
    assert not told


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_problem_is_a_sentence_with_a_remedy(path: Path) -> None:
    for problem in problems(path):
        assert re.fullmatch(r"[A-Z`].*[.]", problem.message), problem
        assert re.fullmatch(r"[A-Z`].+", problem.remedy), problem
