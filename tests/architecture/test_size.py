"""Files and functions stay small, and their names say what they hold."""

import ast

import pytest

from tests.source import Source, sources

MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 60
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}

ALL = sources("voicecoach", "tests", "samples", "benchmarks", "models")
each_source = pytest.mark.parametrize("source", ALL, ids=[source.name for source in ALL])


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function less its docstring."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


@each_source
def test_files_and_functions_are_short(source: Source) -> None:
    assert len(source.text.splitlines()) <= MOST_FILE_LINES, source.name
    long = {f.name: lines_of(f) for f in source.functions if lines_of(f) > MOST_FUNCTION_LINES}
    assert not long, f"{source.name}: {long}"


def test_no_module_has_an_empty_name() -> None:
    named = {source.name for source in ALL if EMPTY_NAMES & set(source.module.split("."))}
    assert not named


def test_only_the_command_line_prints() -> None:
    prints = [
        f"{source.name}:{node.lineno}"
        for source in sources("voicecoach")
        if source.room != "cli"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints
