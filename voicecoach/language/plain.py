"""Words as the style model reads them: lower case, without punctuation, hesitations and stutters.

Conventions
    Takes any text and gives its words in order; a text without words gives none. What a recogniser may write or leave
    out (capitals, commas, "um", a word said twice) changes nothing, so it can't change a style. Offsets are characters
    into the text as given, half-open.
"""

import re
from typing import NamedTuple

_FILLERS = frozenset({"um", "umm", "uh", "uhh", "uhm", "er", "err", "erm", "eh", "ah", "hm", "hmm", "mm", "mmm"})
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
# Recognisers leave apostrophes out now and then; only forms that are no other word are put right.
_NEGATED = (
    "do",
    "does",
    "did",
    "is",
    "are",
    "was",
    "were",
    "could",
    "would",
    "should",
    "has",
    "have",
    "had",
    "ca",
    "wo",
)
_SPELLED = {f"{verb}nt": f"{verb}n't" for verb in _NEGATED} | {
    "im": "i'm",
    "ive": "i've",
    "youre": "you're",
    "youve": "you've",
    "youll": "you'll",
    "youd": "you'd",
    "theyre": "they're",
    "theyve": "they've",
    "theyll": "they'll",
    "weve": "we've",
    "thats": "that's",
    "whats": "what's",
    "hes": "he's",
    "shes": "she's",
    "theres": "there's",
    "isnt": "isn't",
    "cannot": "can't",
    "couldve": "could've",
    "shouldve": "should've",
    "wouldve": "would've",
    "itll": "it'll",
    "thatll": "that'll",
    "aint": "ain't",
    "yall": "y'all",
}


class PlainWord(NamedTuple):
    """A word in its plain spelling and where it stood; a word said twice in a row stands from first to last."""

    spelled: str
    start: int
    end: int


def plain_words(text: str) -> list[PlainWord]:
    """The words of a text, each with its place.

    >>> plain_words("Um, I I CAN'T!")
    [PlainWord(spelled='i', start=4, end=7), PlainWord(spelled="can't", start=8, end=13)]
    """
    words: list[PlainWord] = []
    for match in _WORD.finditer(text.translate(_APOSTROPHES)):
        spelled = match.group().casefold()
        if not spelled.isascii():
            # Folding may bring forth marks that are no letters.
            spelled = "".join(_WORD.findall(spelled.translate(_APOSTROPHES)))
        spelled = _SPELLED.get(spelled, spelled)
        if words and spelled == words[-1].spelled:
            words[-1] = words[-1]._replace(end=match.end())
        elif spelled and spelled not in _FILLERS:
            words.append(PlainWord(spelled, *match.span()))
    return words


def plain(text: str) -> str:
    """Writes a text the way the style model reads it.

    >>> plain("Um, I I CAN'T... do it!")
    "i can't do it"
    """
    return " ".join(word.spelled for word in plain_words(text))
