"""Where the keys of a TOML text stand: the standard reader tells values, not lines.

Conventions
    A key is named by its way from the top: `("beat", 0, "answers", 3, "to")`, places in arrays counted from 0. Lines
    are counted from 1. The text is one that `tomllib` reads; of any other, the lines are a guess.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

Way = tuple[str | int, ...]

_BARE_ENDS: Final = frozenset(" \t\r\n,]}#=")
_QUOTES: Final = ('"""', "'''", '"', "'")


class Lines:
    """Lines of the keys of a text.

    Args:
        known: Line of each way.
    """

    def __init__(self, known: Mapping[Way, int]) -> None:
        self._known = dict(known)

    def of(self, *way: str | int) -> int:
        """The line of a key, or of the nearest one above it that is written; 1 where nothing is."""
        while way and way not in self._known:
            way = way[:-1]
        return self._known.get(way, 1)


def lines_of(text: str) -> Lines:
    """Finds the line of each key, array element and table of a TOML text."""
    return Lines(dict(_Scanner(text).keys()))


class _Scanner:
    """Walks through a text and tells each way with its line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == "\n")]
        self._arrays: dict[Way, int] = {}

    def keys(self) -> Iterator[tuple[Way, int]]:
        table: Way = ()
        while self._skip():
            if self._peek() == "[":
                table = self._header()
                yield table, self._header_line
            else:
                yield from self._pair(table)

    def _header(self) -> Way:
        self._header_line = self._line()
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        way: Way = ()
        parts = self._key()
        for n, part in enumerate(parts):
            way = (*way, part)
            if is_array and n == len(parts) - 1:
                self._arrays[way] = self._arrays.get(way, -1) + 1
            if way in self._arrays:
                way = (*way, self._arrays[way])
        self._blanks()
        self._at += 2 if is_array else 1
        return way

    def _pair(self, table: Way) -> Iterator[tuple[Way, int]]:
        line = self._line()
        way = (*table, *self._key())
        yield way, line
        self._at += 1
        yield from self._value(way)

    def _value(self, way: Way) -> Iterator[tuple[Way, int]]:
        self._skip()
        sign = self._peek()
        if sign == "[":
            yield from self._inside("]", way)
        elif sign == "{":
            yield from self._inside("}", way)
        elif sign in ('"', "'"):
            self._string()
        else:
            self._bare()

    def _inside(self, end: str, way: Way) -> Iterator[tuple[Way, int]]:
        """What stands in an array or an inline table."""
        self._at += 1
        count = 0
        while self._skip() and self._peek() != end:
            if end == "}":
                yield from self._pair(way)
            else:
                yield (*way, count), self._line()
                yield from self._value((*way, count))
                count += 1
            self._skip()
            if self._peek() == ",":
                self._at += 1
        self._at += 1

    def _key(self) -> Way:
        parts: list[str] = []
        while True:
            self._blanks()
            start = self._at
            if self._peek() in ('"', "'"):
                self._string()
                parts.append(self._text[start + 1 : self._at - 1])
            else:
                while self._peek() not in (*_BARE_ENDS, ".", ""):
                    self._at += 1
                parts.append(self._text[start : self._at])
            self._blanks()
            if self._peek() != ".":
                return tuple(parts)
            self._at += 1

    def _string(self) -> None:
        """Goes behind a string of any of the four kinds."""
        quote = next(quote for quote in _QUOTES if self._text.startswith(quote, self._at))
        self._at += len(quote)
        while self._at < len(self._text) and not self._text.startswith(quote, self._at):
            self._at += 2 if quote[0] == '"' and self._peek() == "\\" else 1
        self._at += len(quote)
        while len(quote) == 3 and self._peek() == quote[0]:  # quotes of the text right before the closing ones
            self._at += 1

    def _bare(self) -> None:
        start = self._at
        while self._peek() not in (*_BARE_ENDS, ""):
            self._at += 1
        self._at = max(self._at, start + 1)

    def _skip(self) -> bool:
        """Goes to the next sign that is no blank, line end or remark; tells whether there is one."""
        while self._at < len(self._text):
            sign = self._peek()
            if sign == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif sign in " \t\r\n":
                self._at += 1
            else:
                return True
        return False

    def _blanks(self) -> None:
        while self._peek() in (" ", "\t"):
            self._at += 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)
