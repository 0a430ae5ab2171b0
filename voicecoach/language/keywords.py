"""Keywords: the words that notes stand on, and whether one of them was said, whatever its ending.

Conventions
    Words are compared casefolded and without accents; numbers by their value, however they are written ("twenty five",
    "25"). What is written with a hyphen is one word, and fits two spoken ones ("start-up", "start up"). A text without
    words has none: (). Scripts without spaces between words are not taken apart.
Measures
    same    English: the same stem after the common endings are cut off, as Porter (1980) does, only coarser. Other
            languages: the same beginning, `SAME_SHARE` of the longer word and `SAME_LETTERS` at least.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SAME_LETTERS = 4
"""Letters that two words of a language without stems here share at least to be one (own proposal): shorter beginnings
are those of many words."""

SAME_SHARE = 0.7
"""Share of the longer word that they share at least (own proposal): endings are rarely longer than what they end."""

LEAST_LETTERS = 4
"""Shortest word that is a keyword by itself (own proposal): shorter ones are mostly grammar. Capitals and numbers may
be shorter."""

_WORD = re.compile(r"\d++(?:[.,]\d++)*+(?![^\W\d_])|[^\W_]+(?:['\u2019\-\u2010\u2011][^\W_]+)*")
_JOINERS = re.compile(r"[\-\u2010\u2011]")
_POSSESSIVE = re.compile(r"['\u2019]s?\b")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

_EN_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DE_ONES = "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf"

_VALUES = {
    "en": {word: value for value, word in enumerate(_EN_ONES.split())}
    | {word: 10 * tens for tens, word in enumerate(_EN_TENS.split(), 2)},
    "de": {word: value for value, word in enumerate(_DE_ONES.split())},
}
"""Numbers in words; recognisers write larger ones in figures."""

_SCALES = {"en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}}

_ENDINGS = (
    *(("ations", 4), ("ation", 4), ("ments", 4), ("ment", 4), ("ities", 4), ("ity", 4), ("ings", 3)),
    *(("ing", 3), ("ers", 4), ("er", 4), ("ions", 4), ("ion", 4), ("ied", 3), ("ies", 3), ("ed", 3), ("ly", 4)),
    *(("es", 3), ("s", 3)),
)
"""Endings of English, with the letters that must be left before them."""

_EN_GRAMMAR = (
    "a am an and any are as at be but by can did do for get go got had has he her him his how i if in is it its let me "
    "my no nor not of off on or our out own say she so the to too up us was we who why yes yet you "
    "about above after again against also although always among another around because been before being below "
    "between both cannot could didn does doing done down during each either else ever every everything from "
    "further give given goes going have having here hers herself himself however into itself just know like made "
    "make many maybe might more most much must myself need never next none nothing often once only other others "
    "ours over perhaps quite rather really same shall should since some something still such take than that thats "
    "their theirs them then there therefore these they thing things think this those though through thus together "
    "under until upon very want wants well were what whatever when where whether which while will with within "
    "without would your yours yourself"
)
_DE_GRAMMAR = (
    "ab am an auf aus bei bin bis da das dem den der des die du ein er es hat ich ihm ihn ihr im in ist ja man mal mit "
    "mir nun nur ob sie so tun um und uns von vor war was wer wie wir wo zu zum zur "
    "aber alle allem allen aller alles also andere anderen auch beim dabei dadurch damit dann daran darauf daraus "
    "dass dein deine dem denn deren dessen deshalb dich diese diesem diesen dieser dieses doch dort durch eben "
    "eine einem einen einer eines etwas euch euer fur gegen gibt haben habe hatte hatten hier hinter immer "
    "ihnen ihre ihrem ihren ihrer ins jede jedem jeden jeder jedes jetzt kann kein keine keinem keinen keiner "
    "konnen konnte machen mehr mein meine muss mussen nach nicht nichts noch oder ohne schon sehr sein seine sich "
    "sind solche soll sollen sollte sondern uber unser unsere unter viel viele vom wann warum weil welche wenn "
    "werden wieder will wird wollen wurde wurden zwar zwischen"
)
_STOPS = {"en": frozenset(_EN_GRAMMAR.split()), "de": frozenset(_DE_GRAMMAR.split())}
"""Words of grammar, without accents."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word made comparable."""

    key: str
    """Casefolded, without accents; a number by its value."""
    text: str
    """As it was written."""
    word: int
    """Which of the words it was taken from, from 0."""

    @property
    def is_number(self) -> bool:
        """Whether it is compared by value."""
        return _NUMBER.fullmatch(self.key) is not None


def tokens(words: Sequence[str], language: str) -> tuple[Token, ...]:
    """The words of a text, made comparable.

    Args:
        words: The text, in pieces of any size.
        language: ISO 639-1 code, for its numbers.

    >>> [token.key for token in tokens(["Twenty-five", "start-ups,", "1,000", "caf\u00e9s"], "en")]
    ['25', 'startups', '1000', 'cafes']
    """
    single = [
        Token(_key(part), match.group(), place)
        for place, word in enumerate(words)
        for match in _WORD.finditer(word)
        for part in _parts(match.group(), language)
    ]
    return tuple(_with_values(single, language))


def stem(key: str) -> str:
    """An English word without its ending.

    >>> [stem(word) for word in ("prices", "pricing", "planned", "plans", "companies", "company")]
    ['pric', 'pric', 'plan', 'plan', 'compani', 'compani']
    """
    left = key
    for ending, letters in _ENDINGS:
        kept = key.removesuffix(ending)
        if kept != key and len(kept) >= letters and re.search("[aeiouy]", kept) and not _is_part(ending, kept):
            left = kept + "i" * (ending in ("ies", "ied", "ities"))
            break
    if len(left) > 3 and left[-1] == left[-2] and left[-1] not in "aeiou":
        left = left[:-1]
    if len(left) > 3 and left[-1] == "e":
        left = left[:-1]
    return f"{left[:-1]}i" if len(left) > 2 and left[-1] == "y" else left


def same(one: str, other: str, language: str) -> bool:
    """Whether two keys are the same word.

    >>> same("customer", "customers", "en"), same("entscheidung", "entscheidungen", "de"), same("12", "120", "en")
    (True, True, False)
    """
    if one == other:
        return True
    if one[:1].isdigit() or other[:1].isdigit():
        return False
    if language in ("", "en"):
        return stem(one) == stem(other)
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(SAME_LETTERS, SAME_SHARE * max(len(one), len(other)))


class Families:
    """Keys that are the same word, by a number for each of them.

    Args:
        language: ISO 639-1 code.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._by_start: dict[str, list[tuple[str, int]]] = {}
        self._count = 0

    def find(self, key: str) -> int | None:
        """The number of the first word that was added and is the same; None where there is none."""
        known = self._by_start.get(key[:2], ())
        return next((number for other, number in known if same(key, other, self._language)), None)

    def add(self, key: str) -> int:
        """The number of a word, a new one where it is the same as none before."""
        number = self.find(key)
        if number is None:
            number = self._count
            self._count += 1
            self._by_start.setdefault(key[:2], []).append((key, number))
        return number


def is_keyword(token: Token, language: str, least_letters: int = LEAST_LETTERS) -> bool:
    """Whether a word carries meaning of its own: no grammar, and long enough or a number or in capitals."""
    if token.is_number:
        return True
    if token.key in _STOPS.get(language or "en", frozenset()):
        return False
    return len(token.key) >= least_letters or (len(token.text) > 1 and token.text.isupper())


def _parts(text: str, language: str) -> list[str]:
    """What is written with a hyphen in one, but for numbers: their parts are words by themselves."""
    parts = _JOINERS.split(text)
    values = _VALUES.get(language or "en", {})
    return parts if all(_key(part) in values for part in parts) else ["".join(parts)]


def _key(text: str) -> str:
    """A word casefolded, without accents and possessive; a number in plain figures."""
    if text[0].isdigit() and (ordinal := _ORDINAL.fullmatch(text)):
        return ordinal[1]
    if _THOUSANDS.fullmatch(text):
        return re.sub("[.,]", "", text)
    if text[0].isdigit():
        return text.replace(",", ".")
    bare = _POSSESSIVE.sub("", text) if len(text) > 2 else text
    marked = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(sign for sign in marked if not unicodedata.combining(sign)) or text


def _with_values(single: Sequence[Token], language: str) -> list[Token]:
    """The tokens with numbers in words as one token each, by value."""
    values, scales = _VALUES.get(language or "en", {}), _SCALES.get(language or "en", {})
    found: list[Token] = []
    place = 0
    while place < len(single):
        after, value = _number_at(single, place, values, scales)
        if value is None:
            found.append(single[place])
            place += 1
            continue
        text = " ".join(token.text for token in single[place:after])
        found.append(Token(f"{value:g}" if value < 1e6 else f"{value:.0f}", text, single[place].word))
        place = after
    return found


def _number_at(
    single: Sequence[Token], place: int, values: dict[str, int], scales: dict[str, int]
) -> tuple[int, float | None]:
    """Where the number that begins at a place ends, and its value; None where none begins there."""
    whole, part, room = 0.0, None, 0
    while place < len(single):
        token = single[place]
        if token.key in scales and part is not None:
            scale = scales[token.key]
            part, whole = (part * scale, whole) if scale == 100 else (0.0, whole + part * scale)
            room = scale
        elif part is None and token.is_number:
            part = float(token.key)
        elif token.key in values and (part is None or values[token.key] < room):
            value = values[token.key]
            part = (part or 0.0) + value
            room = 10 if value >= 20 else 0
        else:
            break
        place += 1
    return place, None if part is None else whole + part


def _is_part(ending: str, kept: str) -> bool:
    """Whether letters that look like an ending belong to the word: "glass", "speed", "analysis"."""
    return (ending == "s" and kept[-1] in "sui") or (ending == "ed" and kept[-1] == "e")
