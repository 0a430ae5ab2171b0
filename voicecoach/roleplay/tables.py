"""Takes the values of a TOML table one by one, and notes everything that is wrong with them.

Conventions
    A value that is missing or wrong is noted and replaced by an empty one of its kind, so that the rest can be looked
    at too. Spoken texts are measured in words, texts to read in characters or words; the limits are named below.
"""

import difflib
import re
from collections.abc import Collection
from typing import Any, Final

from voicecoach.errors import Problem
from voicecoach.roleplay.lines import Lines, Way

NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""Names of scenes, beats and endings."""

TEXTS: Final = frozenset(
    [
        *("title", "summary", "situations", "setting", "rights", "warning", "sources", "you", "partner", "homework"),
        *("says", "says_at", "move", "hint", "model", "react", "debrief"),
    ]
)
"""Keys that change nothing about where a scene leads."""

LABELS: Final[frozenset[Way]] = frozenset({("schema",), ("name",), ("scene_type",)})
"""The same, at the top of a file."""

_LEFT_OVER: Final = re.compile(
    r"^\W+$|\bto-?do:|\bTO-?DO\b|\bTBD\b|\bFIXME\b|\bX{3,}\b|\blorem ipsum\b"
    r"|<[A-Za-z][^>]*>|\[[A-Za-z][^\]]*\]|\{[^}]*\}"
)


LONG: Final = 1_000_000_000
"""A number from here on is not shown: of thousands of digits Python makes no text."""


class Notes:
    """Problems of one file, as they are found.

    Args:
        lines: Where the keys stand.
        is_whole: False where parts of the file could not be read: what is missing is not noted then.
    """

    def __init__(self, lines: Lines, *, is_whole: bool = True) -> None:
        self.lines = lines
        self.is_whole = is_whole
        self.problems: list[Problem] = []
        self.is_playable = is_whole
        """Whether the scene can be walked through: nothing is wrong but with texts and labels."""

    def add(self, way: Way, message: str, remedy: str, *, is_harmless: bool = False) -> None:
        """Note what is wrong with a key."""
        self.problems.append(Problem(self.lines.of(*way), message, remedy))
        self.is_playable &= is_harmless or way in LABELS or not TEXTS.isdisjoint(way)


class Table:
    """One table of a file.

    Args:
        values: What `tomllib` read.
        way: Of the table.
        notes: Where problems go.
        is_there: False where the whole table is missing, which was noted: what it lacks is not noted then.
    """

    def __init__(self, values: object, way: Way, notes: Notes, *, is_there: bool = True) -> None:
        self.way = way
        self.notes = notes
        self._tells_missing = is_there and notes.is_whole
        self._values: dict[str, Any] = values if isinstance(values, dict) else {}
        self._asked: list[str] = []
        if not isinstance(values, dict):
            self.note((), f"{self.said()} is {kind_of(values)}, no table.", "Write it as a table of keys and values.")

    def said(self, key: str = "") -> str:
        """The table, or a key of it, in words: "`to` of answer 2 of beat 1"."""
        parts = [f"`{key}`"] if key else []
        for n, part in reversed(tuple(enumerate(self.way))):
            if isinstance(part, str):
                place = self.way[n + 1] if n + 1 < len(self.way) else None
                parts.append(f"{part.removesuffix('s')} {place + 1}" if isinstance(place, int) else f"[{part}]")
        return " of ".join(parts)

    def note(self, way: Way, message: str, remedy: str) -> None:
        """Note what is wrong with the table, or a key of it."""
        self.notes.add((*self.way, *way), message, remedy)

    def take(self, key: str, remedy: str = "") -> Any:
        """A value as it is; None, and noted where there is a remedy, when it is missing."""
        self._asked.append(key)
        if key not in self._values and remedy and self._tells_missing:
            self.note((key,), f"{self.said(key)} is missing.", remedy)
        return self._values.get(key)

    def text(self, key: str, example: str, *, words: tuple[int, int] | None = None, may_be_empty: bool = False) -> str:
        """A text.

        Args:
            key: Its key.
            example: What to write, for the remedy.
            words: Fewest and most words.
            may_be_empty: Whether it may be empty, or missing.
        """
        found = self.take(key, "" if may_be_empty else f"Write {key} = {example}")
        if found is None:
            return ""
        return self.checked(found, (key,), words=words, may_be_empty=may_be_empty)

    def checked(
        self, found: object, way: Way, *, words: tuple[int, int] | None = None, may_be_empty: bool = False
    ) -> str:
        """A text that stands at a way below the table, with its problems noted."""
        what = self.said(".".join(part if isinstance(part, str) else str(part + 1) for part in way))
        if not isinstance(found, str):
            self.note(way, f"{what} is {kind_of(found)}, no text.", 'Put it between quotes: "like this".')
            return ""
        text = " ".join(found.split())
        if not text.isprintable():
            self.note(way, f"{what} holds signs that can't be shown.", "Take them out; they may be invisible.")
            return ""
        if not text:
            if not may_be_empty:
                self.note(way, f"{what} is empty.", "Write the text, or take the line out if it may be left out.")
            return ""
        left = _LEFT_OVER.search(text)
        if left is not None:
            self.note(way, f"{what} holds a placeholder ({left[0]}).", "Write the words that are meant.")
        elif words is not None and not words[0] <= count_words(text) <= words[1]:
            count = count_words(text)
            remedy = "Shorten it, or split it into two." if count > words[1] else "Write a few words more."
            self.note(way, f"{what} has {count} words; {words[0]} to {words[1]} are right.", remedy)
        return text

    def texts(self, key: str, count: tuple[int, int], *, words: tuple[int, int] | None = None) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of it."""
        found = self.take(key, f'Write {key} = ["...", "..."] with {_between(count)} texts.')
        if found is None:
            return ()
        parts = found if isinstance(found, list) else [found]
        self._counted(key, len(parts), count)
        ways: list[Way] = [(key, n) if isinstance(found, list) else (key,) for n in range(len(parts))]
        return tuple(self.checked(part, way, words=words) for part, way in zip(parts, ways, strict=True))

    def choice(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """One of some names.

        Args:
            key: Its key.
            known: The names.
            default: What holds where it is missing; None where it must not be.
        """
        found = self.take(key, "" if default is not None else f"Write {key} = one of: {', '.join(known)}.")
        if found is None:
            return default if default is not None else next(iter(known))
        self.named(found, (key,), known)
        return found if isinstance(found, str) else ""

    def choices(self, key: str, known: Collection[str], *, is_needed: bool = True) -> tuple[str, ...]:
        """Some of some names; one alone counts as a list of it."""
        found = self.take(key, f"Write {key} = one or several of: {', '.join(known)}." if is_needed else "")
        if found is None:
            return ()
        parts = found if isinstance(found, list) else [found]
        if not parts:
            self.note((key,), f"{self.said(key)} names nothing.", f"Name one or several of: {', '.join(known)}.")
        for n, part in enumerate(parts):
            self.named(part, (key, n) if isinstance(found, list) else (key,), known)
            if part in parts[:n]:
                self.note((key, n), f"{self.said(key)} names {part} twice.", "Take one out.")
        return tuple(part for part in parts if isinstance(part, str))

    def named(self, found: object, way: Way, known: Collection[str]) -> None:
        """Note a name that is not one of those known."""
        if found not in known:
            what = f"{self.said(str(way[0]))} is {found if isinstance(found, str) else kind_of(found)}"
            self.note(way, f"{what}, which is not known.", did_you_mean(found, known))

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number between two others."""
        found = self.take(key, f"Write {key} = a number from {low} to {high}.")
        if found is None:
            return low
        if not isinstance(found, int) or isinstance(found, bool) or not low <= found <= high:
            is_shown = isinstance(found, int) and not isinstance(found, bool) and abs(found) < LONG
            shown = found if is_shown else kind_of(found)
            self.note(
                (key,), f"{self.said(key)} is {shown}.", f"Write a whole number from {low} to {high}, without quotes."
            )
            return low
        return found

    def wholes(self, key: str, low: int, high: int, *, least: int = 1, is_needed: bool = True) -> tuple[int, ...]:
        """A list of different whole numbers between two others, sorted."""
        remedy = f"Write {key} = [...] with {least} or more numbers from {low} to {high}."
        found = self.take(key, remedy if is_needed else "")
        if found is None:
            return ()
        parts = found if isinstance(found, list) else [found]
        right = [n for n in parts if isinstance(n, int) and not isinstance(n, bool) and low <= n <= high]
        if len(right) < len(parts) or len(set(right)) < max(len(right), least):
            self.note((key,), f"{self.said(key)} is no list of {least} or more different numbers.", remedy)
            return ()
        return tuple(sorted(set(right)))

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        found = self.take(key)
        if found is not None and not isinstance(found, bool):
            self.note((key,), f"{self.said(key)} is {kind_of(found)}.", "Write true or false, without quotes.")
        return found is True

    def table(self, key: str) -> "Table":
        """A table below this one."""
        found = self.take(key, f"Write a table [{key}].")
        return Table({} if found is None else found, (*self.way, key), self.notes, is_there=found is not None)

    def tables(self, key: str, remedy: str) -> tuple["Table", ...]:
        """A list of tables below this one."""
        found = self.take(key, remedy)
        if found is None:
            return ()
        if not isinstance(found, list):
            self.note((key,), f"{self.said(key)} is {kind_of(found)}, no list.", remedy)
            return ()
        if not found:
            self.note((key,), f"{self.said(key)} is empty.", remedy)
        return tuple(Table(part, (*self.way, key, n), self.notes) for n, part in enumerate(found))

    def close(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                way, is_harmless = (*self.way, key), "answers" not in self.way
                remedy = did_you_mean(key, self._asked)
                self.notes.add(way, f"{self.said(key)} is not known.", remedy, is_harmless=is_harmless)

    def _counted(self, key: str, count: int, right: tuple[int, int]) -> None:
        if not right[0] <= count <= right[1]:
            self.note((key,), f"{self.said(key)} holds {count} texts.", f"Write {_between(right)}.")


def did_you_mean(found: object, known: Collection[str]) -> str:
    """What to write instead of a name that is not known."""
    near = difflib.get_close_matches(found.lower(), known, 1, 0.6) if isinstance(found, str) else []
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known are: {', '.join(known)}." if known else "None are known here."


def count_words(text: str) -> int:
    """Words as they are spoken."""
    return len(re.findall(r"[^\W_]+(?:['\u2019.,:][^\W_]+)*", text))


def kind_of(found: object) -> str:
    """What a value is, in words."""
    if isinstance(found, bool):
        return "true or false"
    if isinstance(found, int | float):
        return "a number"
    kinds: dict[type, str] = {str: "a text", list: "a list", dict: "a table"}
    return kinds.get(type(found), "a date or time")


def _between(count: tuple[int, int]) -> str:
    return f"{count[0]} to {count[1]}" if count[1] < 99 else f"{count[0]} or more"
