"""Finds the words that speak for a style.

Conventions
    Offsets are characters into the text as given, half-open, and `text[start:end]` is the cue's text.
    Strengths are log-odds of `voicecoach.language.lexicon.rule`. No cues: an empty tuple.

Method
    Every rule of the lexicon is searched in the text's line of words. A cue inside a longer one that is at
    least as strong is the same words read twice, and is left out. Words that are taken back ("I don't hate
    you") are no cue; words that are only reported (she said "shut up") count for less.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from voicecoach.language.lexicon import RULES
from voicecoach.language.lexicon.rule import Rule
from voicecoach.language.words import BREAK, Line, line_of
from voicecoach.reading import Cue

REPORTED_SHARE = 0.25
"""What is left of a cue in someone else's words (own proposal): telling about an insult isn't insulting."""

_REPORTED_WORDS = 10
"""How far reported speech reaches after "she said" (own proposal); quotation marks are rarely transcribed."""

_REACH = 48
"""Characters before a cue that are looked at for a negation; longer than any wording of one."""

_MORE_WORDS = r"(?: \w+){0,4}"
_SIGNS = {
    "^": rf"(?<={BREAK} )(?:(?:and|but|so|well|oh|look|listen|hey|okay|now|then|just|you know|like) ){{0,3}}",
    "$": rf"(?= {BREAK})",
    "~": rf"{_MORE_WORDS} ",
    "&": rf"(?: {BREAK})?",
}
_TAKEN_BACK = re.compile(
    r"\b(?:i (?:dont|didnt|wouldnt|wont|cant|havent)|not|never|isnt|arent|wasnt|nobody|no one)"
    r"(?: (?!but|you dont|because|and)\w+){0,3} $"
)
_REPORTS = re.compile(
    r"(?<!\bi )\b(?:said|says|yelled|screamed|shouted|was like|goes|told (?:me|him|her|us|them))"
    rf"(?: \w+){{1,{_REPORTED_WORDS}}}"
)
_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|\u201c[^\u201d\n]{1,400}\u201d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cue with its weight and the sentence it stands in."""

    cue: Cue
    strength: float
    sentence: int


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where a rule matched, in offsets of the line."""

    start: int
    end: int
    rule: Rule


def find_evidence(text: str, line: Line | None = None) -> tuple[Evidence, ...]:
    """Finds the cues of a text in order, with their weight; empty where no words speak for a style.

    Args:
        text: The words as typed or transcribed.
        line: The text's line of words where it's already known.
    """
    line = line or line_of(text)
    borders = [match.start() for match in re.finditer(BREAK, line.text)]
    reported = [match.span() for match in _REPORTS.finditer(line.text)]
    quoted = _quotes(text, line)
    found = []
    for hit in _longest(_hits(line)):
        start, end = line.source(hit.start, hit.end)
        weaker = _inside(hit.start, hit.end, reported) or _inside(start, end, quoted)
        found.append(
            Evidence(
                Cue(hit.rule.name, hit.rule.style, text[start:end], start, end),
                hit.rule.strength * (REPORTED_SHARE if weaker else 1.0),
                bisect_right(borders, hit.start) - 1,
            )
        )
    return tuple(found)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The lexicon as regular expressions, made at the first reading so that importing stays cheap."""
    return tuple((re.compile(rf"\b(?:{'|'.join(map(_regex, rule.patterns))})(?!\w)"), rule) for rule in RULES)


def _regex(pattern: str) -> str:
    """A pattern of the lexicon as a regular expression."""
    pattern = re.sub(r"\((?!\?)", "(?:", pattern)
    # With nothing to come, up to four words follow and no space after them.
    pattern = re.sub(r" ?~(?=[)|]|$)", lambda _: _MORE_WORDS, pattern)
    return re.sub(r" ?~ ?|[$&^]", lambda sign: _SIGNS[sign.group().strip()], pattern)


def _hits(line: Line) -> Iterator[_Hit]:
    for regex, rule in _compiled():
        for match in regex.finditer(line.text):
            start, end = match.span()
            taken_back = rule.negatable and _TAKEN_BACK.search(line.text[max(start - _REACH, 0) : start])
            if not taken_back and line.text[start:end].strip(f" {BREAK}"):
                yield _Hit(start, end, rule)


def _longest(hits: Iterator[_Hit]) -> Iterator[_Hit]:
    """Leaves out what lies inside an earlier or longer hit that is at least as strong."""
    reach: dict[float, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, -hit.rule.strength)):
        if all(end < hit.end for strength, end in reach.items() if strength >= hit.rule.strength):
            reach[hit.rule.strength] = hit.end
            yield hit


def _quotes(text: str, line: Line) -> list[tuple[int, int]]:
    """Quotations, unless the whole text is one: then the marks are the typist's, not a report."""
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    if quotes and line.spans and _inside(line.spans[0][0], line.spans[-1][1], quotes):
        return []
    return quotes


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a span lies in one of the spans, which are in order and apart."""
    place = bisect_right(spans, (start, len(spans) and spans[-1][1])) - 1
    return place >= 0 and end <= spans[place][1]
