"""Text to a line of plain words, with the way back to the characters it came from.

Conventions
    Offsets are characters into the text as given, half-open. A text without words gives the line "/".

Method
    Speech recognisers differ in case, punctuation and apostrophes, so the line knows none of them: words are
    lower case, one space apart, and a contraction has one spelling whether it was said short or in full
    ("I am", "I'm" and "im" are all `im`). Hesitations are left out and a word said twice in a row counts
    once, so that "I I um can't" reads as "i cant". `/` stands at each end and between sentences; an ellipsis
    is a pause inside a sentence, not its end.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

BREAK = "/"
"""Stands for the border of a sentence in a line; no word holds it."""

_FILLERS = frozenset({"um", "umm", "uh", "uhh", "uhm", "er", "erm", "eh", "ah", "hm", "hmm", "mm", "mmm"})
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc`\u00b4")
_PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2018\u2019\u02bc`\u00b4][^\W_]+)*)"
    r"|(?P<pause>\.\.+|\u2026)"
    r"|(?P<end>[.!?]+(?=[\s\"'\u2019\u201d)\]]|$)|[!?]+|\n)"
)
# A full stop after these belongs to the word.
_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "eg", "ie"})
_RESPELLED = {
    "cannot": "cant",
    "we're": "we are",
    "we'll": "we will",
    "he'll": "he will",
    "she'll": "she will",
    "we'd": "we would",
    "ive": "i have",
    "youve": "you have",
    "weve": "we have",
    "theyve": "they have",
    "shouldve": "should have",
    "shoulda": "should have",
    "couldve": "could have",
    "wouldve": "would have",
    "mustve": "must have",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "kinda": "kind of",
    "sorta": "sort of",
    "dunno": "dont know",
    "gimme": "give me",
    "cuz": "because",
    "ok": "okay",
    "alright": "all right",
    "nevermind": "never mind",
    "ur": "your",
    "u": "you",
    "pls": "please",
}
_NEGATED = ("do", "does", "did", "is", "are", "was", "were", "could", "would", "should", "has", "have", "had")
_JOINED = {
    ("i", "am"): "im",
    ("you", "are"): "youre",
    ("they", "are"): "theyre",
    ("let", "us"): "lets",
    ("can", "not"): "cant",
    ("will", "not"): "wont",
    **{(verb, "not"): f"{verb}nt" for verb in _NEGATED},
    **{(who, "is"): f"{who}s" for who in ("he", "she", "it", "that", "what", "who", "there", "nothing")},
    **{(who, "will"): f"{who}ll" for who in ("i", "you", "they", "it", "that")},
    **{(who, "would"): f"{who}d" for who in ("i", "you", "they", "it", "that")},
}


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a text in one spelling, and where each stood."""

    text: str
    """The words, one space apart, with `BREAK` at both ends and between sentences."""
    spans: tuple[tuple[int, int], ...]
    """Characters of the source that each word was read from; empty where there are no words."""
    _starts: tuple[int, ...] = field(repr=False)
    """Offset of each word in `text`."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of the words between two offsets of the line; at least one word is there."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end - 1) - 1
        return self.spans[first][0], self.spans[last][1]


def line_of(text: str) -> Line:
    """Reads a text into its line of words.

    >>> line_of("I I'm, um, SORRY... but no! You can not.").text
    '/ i im sorry but no / you cant /'
    """
    pieces: list[str] = [BREAK]
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    offset = len(BREAK) + 1
    for word, start, end in _words(text):
        previous = pieces[-1]
        joined = _JOINED.get((previous, word))
        if word == BREAK:
            if previous == BREAK:
                continue
        elif word == previous or joined is not None:
            spans[-1] = (spans[-1][0], end)
            pieces[-1] = joined or word
            offset += len(pieces[-1]) - len(previous)
            continue
        else:
            starts.append(offset)
            spans.append((start, end))
        pieces.append(word)
        offset += len(word) + 1
    if pieces[-1] != BREAK:
        pieces.append(BREAK)
    return Line(" ".join(pieces), tuple(spans), tuple(starts))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Words in one spelling and sentence borders, with their place in the text; fillers are left out."""
    previous = ""
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if piece.lastgroup == "end":
            lone_stop = piece.group() == "."
            if not (lone_stop and (previous in _ABBREVIATIONS or (len(previous) == 1 and previous != "i"))):
                yield BREAK, start, end
        elif piece.lastgroup == "word":
            spelled = piece.group().casefold().replace("\u2019", "'")
            plain = spelled.translate(_APOSTROPHES)
            previous = plain
            if plain not in _FILLERS:
                yield _RESPELLED.get(spelled) or _RESPELLED.get(plain, plain), start, end
