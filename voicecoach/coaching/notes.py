"""Notes of a talk: their sections, which of their keywords were said, and how long each section took.

Conventions
    A section begins with a heading (`# ...`) or after a line of dashes (`---`). Words set in bold are its keywords;
    where it has none, those that few other sections have. Notes without words have no sections: ().
Measures
    cover      a keyword is said where a word of the talk is the same (`language.keywords`), in any order. The talk is
               laid along the sections by the course that explains most of the keywords heard: each counts
               1 / (sections that have it), going on to the next section costs `NEXT_COST` and any other leap
               `LEAP_COST` (Viterbi 1967). A section's time is that of its passages; a passage begins with its sentence.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voicecoach.audio import Span
from voicecoach.language.keywords import LEAST_LETTERS, Families, Token, is_keyword, tokens
from voicecoach.transcript import Word

MOST_KEYWORDS = 8
"""Keywords of a section without words in bold (own proposal): more than a listener takes away from a slide."""

NEXT_COST = 0.9
"""Of going on to the next section: one keyword that no other section has is enough (own proposal)."""

LEAP_COST = 1.5
"""Of any other leap: it takes two, so that a word of another section in passing is none (own proposal)."""

TITLE_LETTERS = 40
"""A section without a heading is called by so much of its first line."""

_EDGE_S = 0.001
"""Times of words and sentences are rounded to the millisecond."""

_COMMENT = re.compile(r"<!--.*?-->|^(```|~~~).*?^\1\s*$", re.DOTALL | re.MULTILINE)
_FRONT = re.compile(r"\A---\s*\n(?:[\w-]+:.*\n|\s+.*\n)*---\s*\n")
_RULE = re.compile(r"\s*(?:-\s*){3,}\s*|\s*(?:\*\s*){3,}\s*|\s*(?:_\s*){3,}\s*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_MARKER = re.compile(r"^\s*(?:[-*+>]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_AWAY = re.compile(r"https?://\S+|<[^<>\n]+>|[*_`~|]{1,3}(?=\S)|(?<=\S)[*_`~|]{1,3}")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the notes, with the words that it stands on."""

    title: str
    keywords: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword, and when it was said."""

    text: str
    said_at_s: float | None
    """For the first time in its section, else anywhere; None where it was missed."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One section as it was spoken."""

    title: str
    keywords: tuple[Keyword, ...]
    passages: tuple[Span, ...] = ()
    """When it was spoken of, in order; () where it was not reached."""

    @property
    def time_s(self) -> float:
        """How long it took; 0 where it was not reached."""
        return sum(passage.duration_s for passage in self.passages)

    @property
    def missed(self) -> tuple[str, ...]:
        """Its keywords that were not said."""
        return tuple(keyword.text for keyword in self.keywords if keyword.said_at_s is None)


def read_notes(text: str, language: str = "en") -> tuple[Section, ...]:
    """The sections of some notes, in plain text or Markdown.

    Args:
        text: The notes.
        language: ISO 639-1 code of what is spoken; English where it is empty.
    """
    parts = [(title, _keywords(body, language), _BOLD.search(body) is not None) for title, body in _sections(text)]
    families = Families(language)
    numbers = [[families.add(token.key) for token in content] for _, content, _ in parts]
    shared = Counter(number for of_part in numbers for number in set(of_part))
    found = []
    for (title, content, bold), of_part in zip(parts, numbers, strict=True):
        first = list({number: place for place, number in reversed(list(enumerate(of_part)))}.values())
        rarest = sorted(first, key=lambda place: (shared[of_part[place]], place))
        kept = sorted(rarest if bold else rarest[:MOST_KEYWORDS])
        found.append(Section(title, tuple(content[place] for place in kept)))
    return tuple(found)


def cover(
    sections: Sequence[Section], words: Sequence[Word], sentences: Sequence[Span], language: str = "en"
) -> tuple[Covered, ...]:
    """What of the notes was said, and when.

    Args:
        sections: The notes.
        words: The words of the talk, in order.
        sentences: Its sentences, in order.
        language: ISO 639-1 code.

    Returns:
        Each section as it was spoken, in the order of the notes.
    """
    families = Families(language)
    numbers = [[families.add(token.key) for token in section.keywords] for section in sections]
    hits = _hits(words, families, language)
    passages = _passages(numbers, hits, sentences)
    covered = []
    for section, of_section, mine in zip(sections, numbers, passages, strict=True):
        said = tuple(
            Keyword(token.text, _said_at_s(number, hits, mine))
            for token, number in zip(section.keywords, of_section, strict=True)
        )
        covered.append(Covered(section.title, said, mine))
    return tuple(covered)


def _sections(text: str) -> list[tuple[str, str]]:
    """Title and text of each section that has words."""
    bare = _COMMENT.sub("", _FRONT.sub("", text.replace("\r\n", "\n").lstrip("\ufeff")))
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in bare.splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            # A slide's own heading begins no second one.
            if parts[-1][0] or any(one.strip() for one in parts[-1][1]):
                parts.append(("", []))
            parts[-1] = (_plain(heading[1]), [heading[1]])
        elif _RULE.fullmatch(line):
            parts.append(("", []))
        else:
            parts[-1][1].append(_MARKER.sub("", line))
    filled = [(title, "\n".join(lines)) for title, lines in parts if re.search(r"\w", _plain("\n".join(lines)))]
    return [(title or _first_line(body), body) for title, body in filled]


def _first_line(body: str) -> str:
    line = next(line.strip() for line in _plain(body).splitlines() if line.strip())
    return line if len(line) <= TITLE_LETTERS else f"{line[: TITLE_LETTERS - 1].rstrip()}\u2026"


def _plain(text: str) -> str:
    """Text without the marks of Markdown."""
    return _AWAY.sub("", _LINK.sub(r"\1", text)).strip()


def _keywords(body: str, language: str) -> tuple[Token, ...]:
    """The words that a section may stand on: those in bold, else all that carry meaning."""
    bold = [one or other for one, other in _BOLD.findall(body)]
    source, least = (" ; ".join(bold), 1) if bold else (body, LEAST_LETTERS)
    return tuple(token for token in tokens([_plain(source)], language) if is_keyword(token, language, least))


def _hits(words: Sequence[Word], families: Families, language: str) -> list[tuple[float, int]]:
    """When which keyword was said, in order; two words in a row may be one keyword."""
    said = tokens([word.text for word in words], language)
    found: list[tuple[float, int]] = []
    for place, token in enumerate(said):
        keys = [token.key]
        if place + 1 < len(said) and not token.is_number:
            keys.append(token.key + said[place + 1].key)
        numbers = [number for key in keys if (number := families.find(key)) is not None]
        found.extend((words[token.word].start_s, number) for number in numbers)
    return found


def _said_at_s(number: int, hits: Sequence[tuple[float, int]], passages: Sequence[Span]) -> float | None:
    times_s = [time_s for time_s, hit in hits if hit == number]
    inside = [time_s for time_s in times_s if any(span.start_s <= time_s < span.end_s for span in passages)]
    return next(iter(inside or times_s), None)


def _passages(
    numbers: Sequence[Sequence[int]], hits: Sequence[tuple[float, int]], sentences: Sequence[Span]
) -> list[tuple[Span, ...]]:
    """The passages of each section."""
    found: list[list[Span]] = [[] for _ in numbers]
    if not hits or not sentences:
        return [() for _ in numbers]
    starts_s = [sentence.start_s for sentence in sentences]
    course = _course(numbers, [number for _, number in hits])
    since_s, current = starts_s[0], course[0]
    for (time_s, _), section in zip(hits, course, strict=True):
        if section == current:
            continue
        edge_s = max(since_s, starts_s[max(0, bisect_right(starts_s, time_s + _EDGE_S) - 1)])
        # Two sections in one sentence part where the second one's word is said.
        edge_s = time_s if edge_s == since_s and time_s > since_s else edge_s
        if edge_s > since_s:
            found[current].append(Span(since_s, edge_s))
        since_s, current = edge_s, section
    found[current].append(Span(since_s, max(since_s, sentences[-1].end_s)))
    return [tuple(spans) for spans in found]


def _course(numbers: Sequence[Sequence[int]], said: Sequence[int]) -> list[int]:
    """The section at each keyword that was said."""
    count = len(numbers)
    of = Counter(number for keywords in numbers for number in set(keywords))
    here = np.arange(count)
    costs = np.where(here[:, None] + 1 == here[None, :], NEXT_COST, LEAP_COST)
    np.fill_diagonal(costs, 0.0)
    best = np.where(here == 0, 0.0, -LEAP_COST)
    came = np.zeros((len(said), count), dtype=np.intp)
    for place, number in enumerate(said):
        ways = best[:, None] - costs
        came[place] = ways.argmax(axis=0)
        gains = np.array([number in keywords for keywords in numbers]) / of[number]
        best = ways.max(axis=0) + gains
    course = [int(best.argmax())]
    for place in range(len(said) - 1, 0, -1):
        course.append(int(came[place][course[-1]]))
    return course[::-1]
