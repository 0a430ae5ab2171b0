"""Reads TOML and tells every place where it is broken, not only the first.

Method
    The standard reader stops at its first error. The statement that holds it is left out (a broken table header with
    its whole table) and the rest is read again, until it can be. A string or bracket that is never closed is told
    where it begins.
"""

import re
import tomllib
from dataclasses import dataclass
from typing import Any, Final

from voicecoach.errors import Problem

MOST_ERRORS: Final = 40
"""Then it is another kind of file, and the rest would be noise (own proposal)."""

_STARTS: Final = re.compile(r"""\s*(?:\[|[A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*\s*=)""")
_HEADER: Final = re.compile(r"\s*\[\[?\s*[A-Za-z]")
_TOO_LONG: Final = "Exceeds the limit"
_LONG_NUMBER: Final = re.compile(r"""[^"'#]*?(?<![\w.])\d[\d_]{4300,}""")
_WHERE: Final = re.compile(r"\s*\((?:at line (\d+), column (\d+)|at end of document)\)$")


@dataclass(frozen=True, slots=True)
class Read:
    """What could be read of a text."""

    tables: dict[str, Any]
    text: str
    """The text without its broken statements, line by line as it was."""
    problems: tuple[Problem, ...]


def read(text: str) -> Read:
    """Reads what can be read."""
    lines = text.replace("\r\n", "\n").split("\n")
    problems: list[Problem] = []
    while True:
        try:
            return Read(tomllib.loads("\n".join(lines)), "\n".join(lines), tuple(problems))
        except ValueError as error:  # its own, and that of a number with too many digits
            message, line = _place(str(error), lines)
            first, end = _statement(lines, line, message)
            problems.append(_problem(message, line if "overwrite" not in message else first))
            if len(problems) == MOST_ERRORS or not any(lines[first - 1 : end - 1]):
                return Read({}, "", tuple(problems))
            lines[first - 1 : end - 1] = [""] * (end - first)


def _place(message: str, lines: list[str]) -> tuple[str, int]:
    """What an error says, and its line."""
    if message.startswith(_TOO_LONG):
        return message, next((n for n, line in enumerate(lines, 1) if _LONG_NUMBER.match(line)), 1)
    found = _WHERE.search(message)
    if found is None or found[1] is None:
        said = _WHERE.sub("", message)
        return said, _open_string(lines) or max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
    said, line, column = message[: found.start()], int(found[1]), int(found[2])
    written = lines[line - 1]
    is_start = (not written[: column - 1].strip() and _STARTS.match(written)) or _HEADER.match(written)
    if is_start and (said.startswith("Unclosed") or said == "Invalid value"):  # a list above was never closed
        return "Unclosed array", _start(lines, line - 1)
    return said, line


def _open_string(lines: list[str]) -> int | None:
    """The line in which a string of several lines begins that never ends."""
    for quote in ('"""', "'''"):
        at = [n for n, line in enumerate(lines, 1) for _ in range(line.count(quote))]
        if len(at) % 2:
            return at[-1]
    return None


def _start(lines: list[str], line: int) -> int:
    """Where the statement of a line begins."""
    while line > 1 and not _STARTS.match(lines[line - 1]):
        line -= 1
    return max(line, 1)


def _statement(lines: list[str], line: int, message: str) -> tuple[int, int]:
    """First line of the statement to leave out, and the first line behind it."""
    first = _start(lines, line)
    is_header = bool(_HEADER.match(lines[first - 1]))
    behind = _HEADER if is_header else _STARTS
    if message == "Unterminated string":
        behind = _HEADER
    end = first + 1
    while end <= len(lines) and not behind.match(lines[end - 1]):
        end += 1
    return first, end


def _problem(message: str, line: int) -> Problem:
    for sign, said, remedy in _SAID:
        if sign in message:
            return Problem(line, said, remedy)
    return Problem(
        line, f"This is no TOML ({message}).", "Write it as key = value, or as [table] on a line of its own."
    )


_SAID: Final = (
    (_TOO_LONG, "A number has too many digits.", "Write one of a few digits."),
    (
        "overwrite",
        "The key stands here a second time in its table.",
        "Keep one of the two, or give the table its own header.",
    ),
    (
        "Cannot declare",
        "The table stands here a second time.",
        "Join the two; beats and endings have two brackets: [[beat]].",
    ),
    (
        "Illegal character '\\n'",
        "A string is not closed on its line.",
        'Close it with "; a text of several lines has """ at both ends.',
    ),
    ("Unterminated string", "A string that begins here is never closed.", 'Close it with the same quotes: " or """.'),
    (
        "Unclosed array",
        "A list that begins here is not closed, or lacks a comma.",
        "Put a comma between its parts and ] behind the last.",
    ),
    (
        "Unclosed inline table",
        "A { } is not closed, or lacks a comma.",
        "Keep it on one line, a comma between its parts, } behind the last.",
    ),
    (
        "Invalid value",
        "There is no value that can be read.",
        'Put texts between quotes: "like this"; numbers and true or false have none.',
    ),
    ("Unescaped '\\'", "A backslash stands alone in a text.", "Write it twice, or leave it out."),
    (
        "Expected '='",
        "Here is neither a key with a value nor a table.",
        'Write key = "text", or begin the line with # for a remark.',
    ),
)
"""What the reader says, what we say, and what to do."""
