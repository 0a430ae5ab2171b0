"""How many syllables a word has when it is spoken.

Conventions
    A word is one token as a recogniser writes it: any case, punctuation attached, contractions, hyphens,
    digits and symbols. A count is the syllables of careful, unreduced speech. Nothing to say (empty, pure
    punctuation) is 0; anything with a letter or a digit is at least 1. Hyphens, dashes and slashes only
    separate, so a compound is the sum of its parts. Case says nothing, but for `US` and `IT`, which are
    spelled out in capitals. Digits are read in German for `de` and in English for all other languages, in
    American style without "and"; four bare digits from 1100 to 1999 and from 2010 to 2099 are a year. Words
    in a script other than Latin count 1.

Measures
    English: the words of `models/syllables/en.txt` first, then spelling rules: take out the letters that
    stand for no vowel sound, then count the vowel letters that form one nucleus. One nucleus is one syllable
    (Ladefoged & Johnson, A Course in Phonetics, chapter "Syllables and Suprasegmental Features"). The truth
    for rules and file is the CMU Pronouncing Dictionary; where it lists several counts, any will do.
    German: the same with long vowels and diphthongs as one nucleus, i before -en and -on as its own (Duden,
    Worttrennung). Other languages: groups of vowel letters, parted by a diaeresis.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from voicecoach.resources import models_dir

_SEPARATOR = re.compile(r"[-\u2010-\u2015\u2212\u2044/_|~\s]+|\.{2,}")
_BIT = re.compile(r"[\w'.&@]+")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")

# English spelling. A rule stays while it removes more errors on the CMU dictionary than it makes.

_TAIL = (
    "ly|ness|ments?|ful|fully|less|lessly|lessness|fulness|some|(?:wo)?m[ae]n|lands?|ville|line|town|wood|head|"
    "house|work|ware|dale|berry|keep(?:er|ing)|mak(?:er|ing)|time|like|board|ball|side|way|bury|shire|stone|"
    "field|cut|point|book|back|room"
)
_SILENT = re.compile(
    r"""
# y is a consonant at the start, between vowels, and in -nyon, -kyo; it is a vowel in "played", "cry".
  ^y(?=[aeiou]) | (?<=[aeiou])y(?=[aiou]|e(?![sd]?$)) | (?<=w)y(?=[aeiou]) | (?<=[bdgklnt])y(?=[ao])
# u after q, and after g where it only keeps the g hard: guess, guide; but ambiguous, gradual.
| (?<=q)u | (?<=g)u(?=[aeiy])(?!ous|al|ate|ity)
# i that only softens the consonant before it: nation, special, patient, region, fashion, marriage, million.
| (?<=[cstx])i(?=al|an(?!d)|on|ou|en[ct]|a$|as$)(?<!^sci) | (?<=sh)i(?=on) | (?<=g)i(?=on|ou|an|a$)
| i(?=aged?$|ages$)(?<!^tri)(?<!^di) | (?<=[lrn])i(?=ons?$|on[aei]) | (?<=bus)i(?=ness)
# e that only softens it: courageous, pigeon, ocean. And -ically is said -icly.
| (?<=[gc])e(?=ou|ons?$|an) | (?<=ic)a(?=lly$)
# e inside a compound or before an ending: movement, careful, policeman; but settlement keeps its l.
| (?<=[^aeiouyl])e(?=(?:TAIL)s?$) | (?<=[aeiouyrl]l)e(?=(?:TAIL)s?$)
# final e, -es, -ed; but -le, -re after a consonant are a syllable, so are -es after s, -ed after t or d.
| (?<=[gq]u)e(?=[sd]?$) | (?<=[a-z]y)e(?=[sd]?$)
| (?<=[aeiouyrl]l)e(?=[sd]?$) | (?<=[aeiouyr]r)e(?=[sd]?$) | (?<=[^aeiouylr])e$ | (?<=lr)e$
| (?<=[^aeiouysxzcglr])(?<![sc]h)e(?=s$) | (?<=[^aeiouytdlr])e(?=d$)
""".replace("TAIL", _TAIL),
    re.VERBOSE,
)
_NUCLEUS = re.compile(
    r"""
  ^mc                                                   # McDonald
# A prefix that ends in a vowel keeps it: react, reinvent, coordinate, coincide, preempt.
| ^(?:re(?=i(?:n[cfstvj]|mb|mp|ss|gn)|e(?:n[a-z]{2}|mp|mer|la|lec|st|x|v[ao])
      |a(?:cq?t|ff|pp|ss[eiu]|dj|rm|rra|lig|wak|tt)|u[ns]|o)
    |co(?=opera|ord|e[dx]|in[cs]|a[gu])|pre(?=[eo]|am|ar))
| (?<=cr)e(?=at(?:e|ed|es|ing|ion|ions|ional|or|ors|ively|ive|ivity)?$)   # create
| (?<=[aeiouy][^aeiouy])e(?=an?s?$)                     # area, European; but sea, mean
| i(?=e(?:rs?|st|ns?|nt?s?|n[ct]\w+|t\w*)$)(?<![fp]i)   # happier, alien, science, quiet; but field, piers
| u(?=i(?:ng|t[yi])|y|e(?:ls?|t|n[ct]\w*)$)             # ruin-g, fluent, cruel
| o(?=ings?$)                                           # doing
| eau | ieu | eye | a[aeiuy] | ao$ | e[aeiuy] | ie | o[aeiouy] | u[eiy]
| [aeiouy]
| (?<=s)m(?=s?$)                                        # rhythm has a vowel letter, prism a syllabic m
""",
    re.VERBOSE,
)
# First halves of compounds, whose final e stays silent: someone, homework, therefore.
_HEAD = re.compile(
    r"^((?:under|over|in|out|un|re|any|every|no|else)?(?:base|bit|bon|brak|cak|car|cav|dam|dar|fac|fir|fiv|for|gam|"
    r"gat|goos|grap|her|hid|hol|hom|hors|hous|juic|knif|lac|lak|lif|lik|lim|lin|liv|lov|mak|mil|min|mous|nam|nin|"
    r"nos|not|nurs|offic|onc|on|pag|pip|plac|pol|rac|rid|rop|ros|saf|sal|scor|serv|shor|sid|snak|som|spac|spok|"
    r"stag|stak|stat|ston|stor|ther|tim|trad|tub|wak|wav|wher|whit|whol|wid|wif|win|wir|wis|chees))"
    r"e(?=[bcdfghjklmnpqtvwz]|s[a-z]{2})(?!(?:d|n|l|r|st|rs|ly|nt)$)"
)
_VOWEL = re.compile(r"[aeiouy]")
_SIBILANT = re.compile(r"(?:[sxz]|[sc]h|[cgsz]e)$")
_CLITIC = re.compile(r"(?:'(?:s|d|m|ll|re|ve)|n't)$")
_HUM = re.compile(r"h*m+|s+h+|p+s+t+|b+r+|g+r+|p+f+t*|z+|t+s+k")
_SOUNDED = (
    (re.compile("ée"), "é"),
    (re.compile("é|(?<=[aeiou])ë|ë$"), "ey"),  # café, Noël, Brontë: never a silent e
    (re.compile("(?<=[aeiou])ï"), "hi"),  # naïve: a new nucleus
    (re.compile("(?<=[aeo])ö"), "ho"),
)
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "e", "œ": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)

# Other languages.

_GERMAN = re.compile(
    r"""
  ^[bg]e(?=e(?:h|i|n[dt]|r[bd])|i(?:nh|mp|nt)|u(?:rt|nr))   # beenden, geehrt, beinhalten
| (?<=[aeiouyäöü][bcdfghklmnprstvz])i(?=en$)                # Ferien, Italien; but Wien
| (?<=[bcdfghklmnprstvz])i(?=en$)(?<=[aeiouyäöü][lnrst][bcdfghkdt]i)
| e(?=en$) | e(?=um$)                                       # Ideen, Museum
| aa | ee | oo | ie | ei | ai | au | eu | äu | ey | ay | oy | oi | ou | ui$
| [aeioäöü] | (?<!q)u | (?<![aeiouäöü])y(?![aeiouäöü])
""",
    re.VERBOSE,
)
_DIAERESIS = re.compile("(?<=[aeiouy])([aeiouy])\u0308")


@dataclass(frozen=True, slots=True)
class _Numerals:
    """Syllables of the number words of one language."""

    small: tuple[int, ...]
    """Nought to nineteen."""
    tens: tuple[int, ...]
    """By the tens digit, from twenty."""
    scales: tuple[int, ...]
    """Thousand, million, and so on."""
    joint: int
    """The "und" of "fünfundzwanzig"."""
    point: int
    group_mark: str
    full_hour: int
    """What is said for ":00": "o'clock", "Uhr"."""
    full_hour_always: bool


_ENGLISH_NUMERALS = _Numerals(
    small=(2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2),
    tens=(0, 0, 2, 2, 2, 2, 2, 3, 2, 2),
    scales=(2, 2, 2, 2),
    joint=0,
    point=1,
    group_mark=",",
    full_hour=2,
    full_hour_always=False,
)
_GERMAN_NUMERALS = _Numerals(
    small=(1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2),
    tens=(0, 0, 2, 2, 2, 2, 2, 2, 2, 2),
    scales=(2, 3, 4, 3),
    joint=1,
    point=2,
    group_mark=".",
    full_hour=1,
    full_hour_always=True,
)
_HUNDRED = 2  # "hundred" and "hundert"
_LONGEST = 12  # digits; a longer number is an identifier and is read digit by digit
_PIECE = re.compile(
    r"(?P<time>\d{1,2}:\d\d(?!\d))|(?P<number>(?:(?:^|(?<=[$£€¥]))\.)?\d+(?:[.,]\d+)*)"
    r"|(?P<letters>[^\W\d]+(?:'[^\W\d]+)*)|(?P<symbol>[$£€¥%°&@+#])"
)
_YEAR = re.compile(r"[^\w$£€¥#%°+]*(\d{4})('?s)?[^\w$£€¥#%°+]*")
_MONEY = re.compile(r"(\d[\d.,]*)[.,](\d\d)")
_SYMBOLS = {"$": 2, "£": 1, "€": 2, "¥": 1, "%": 2, "°": 2, "&": 1, "@": 1, "+": 1, "#": 2}
# What is said for a unit right after digits, where it isn't spelled out.
_UNITS = {
    unit: count
    for count, units in (
        (1, "k x g ft lb lbs hz hr h"),
        (2, "am pm m bn min sec hrs"),
        (3, "kg mg khz db kb mb gb tb mph"),
        (4, "km cm mm ml ms"),
    )
    for unit in units.split()
}


@cache
def count_syllables(word: str, language: str = "en") -> int:
    """Syllables of one token of a transcript.

    Args:
        word: What the recogniser wrote between two spaces; several words are summed.
        language: Two-letter code, a region may follow ("en", "en-GB", "de").

    Returns:
        Syllables, 0 or more; 0 means that there is nothing to say in it.

    >>> [count_syllables(word) for word in ('"Twenty-five,"', "didn't", "$20", "...")]
    [3, 2, 4, 0]
    >>> count_syllables("Straßenbahn", "de")
    3
    """
    tongue = language.lower().replace("_", "-").partition("-")[0]
    text = unicodedata.normalize("NFKC", word).replace("\u2019", "'").replace("\u02bc", "'")
    return sum(_count_part(part, tongue) for part in _SEPARATOR.split(text) if part)


def count_english(word: str, exceptions: Mapping[str, int]) -> int:
    """Syllables of an English word in lower-case ASCII letters and inner apostrophes.

    Args:
        word: At least one letter.
        exceptions: Words that the rules get wrong, with their syllables; empty for the rules alone.

    Returns:
        Syllables, 1 or more.
    """
    clitics = 0
    while word not in exceptions and (clitic := _CLITIC.search(word, max(1, len(word) - 3))):
        word = word[: clitic.start()]
        clitics += _clitic_syllables(word, clitic[0])
    return clitics + _count_stem(word, exceptions)


def _count_stem(word: str, exceptions: Mapping[str, int]) -> int:
    """Syllables of an English word that has lost its contracted endings."""
    if word in exceptions:
        return exceptions[word]
    if word.endswith("s") and word[:-1] in exceptions:
        return exceptions[word[:-1]] + (1 if _SIBILANT.search(word[:-1]) else 0)
    if "'" in word:
        # O'Brien is two words; d'Angelo and c'mon lean on what follows; the n of rock'n'roll is a syllable.
        bits = [bit for bit in word.split("'") if bit == "n" or _VOWEL.search(bit)]
        return max(1, sum(_count_stem(bit, exceptions) for bit in bits))
    if not _VOWEL.search(word):
        return 1 if _HUM.fullmatch(word) else sum(3 if letter == "w" else 1 for letter in word)
    return max(1, len(_NUCLEUS.findall(_SILENT.sub("-", _HEAD.sub(r"\1-", word)))))


def read_exceptions(text: str) -> dict[str, int]:
    """The words of an exceptions file with their syllables.

    Args:
        text: Lines "count word word ..."; empty lines and those that start with "#" say nothing.

    Returns:
        Syllables by word, lower case.
    """
    table: dict[str, int] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            count, *words = line.split()
            table.update(dict.fromkeys(words, int(count)))
    return table


@cache
def english_exceptions() -> Mapping[str, int]:
    """The exceptions that come with the program, read once."""
    return read_exceptions((models_dir() / "syllables" / "en.txt").read_text(encoding="ascii"))


def _clitic_syllables(stem: str, ending: str) -> int:
    """What a contracted ending adds: "it's" nothing, "James's", "it'll", "didn't" one."""
    if ending == "'s":
        return 1 if _SIBILANT.search(stem) else 0
    if ending == "'d":
        return 1 if stem[-1] in "td" else 0
    if ending == "n't":
        # No syllable of its own after a vowel (don't, ca-n't) or a silent e behind r (aren't, weren't).
        return 0 if stem[-1] in "aeiouy" and not stem.endswith("ve") else 1
    return 0 if ending == "'m" or stem[-1] in "aeiouy" else 1


def _count_part(part: str, tongue: str) -> int:
    """Syllables of what stands between hyphens: one word, number, address or set of initials."""
    if any(character.isdecimal() for character in part):
        return _count_number(part, tongue)
    total = 0
    for token in _BIT.findall(part):
        total += sum(_count_word(bit, tongue) for bit in re.split("[.&@]", token))
        total += sum(1 for _ in re.finditer(r"(?<=\w)[&@](?=\w)", token))
        if re.search(r"\w\.(?:com|org|net|edu|gov|io|de|eu)[.']*$", token.lower()):
            total += token.strip(".").count(".")  # "dot"
    return total


def _count_word(word: str, tongue: str) -> int:
    """Syllables of letters and apostrophes."""
    word = word.strip("'")
    if not word:
        return 0
    if tongue == "en" and word in {"US", "IT"}:
        return 2
    low = word.lower()
    if not _LATIN.search(low):
        return 1
    if tongue == "en":
        return _count_english_token(low)
    if tongue == "de":
        return max(1, len(_GERMAN.findall(low)) or _spelled(low))
    parted = _DIAERESIS.sub(r"-\1", unicodedata.normalize("NFD", low.translate(_LETTERS)))
    return max(1, len(re.findall("[aeiouy]+", _ascii(parted))) or _spelled(low))


def _count_english_token(low: str) -> int:
    """Syllables of an English word that may carry diacritics."""
    marked = low
    for pattern, sound in _SOUNDED:
        marked = pattern.sub(sound, marked)
    plain = _ascii(unicodedata.normalize("NFD", marked.translate(_LETTERS))).strip("'")
    if not plain:
        return 1
    # "résumé" is not the "resume" of the file: a sounded mark leaves it to the rules.
    return count_english(plain, english_exceptions() if marked == low else {})


def _spelled(low: str) -> int:
    """Letters of a word without vowels, one syllable each in German: BMW; a hum is one."""
    return 1 if _HUM.fullmatch(low) else len(low)


def _ascii(decomposed: str) -> str:
    """The letters and apostrophes that are left when marks are dropped."""
    return "".join(letter for letter in decomposed if "a" <= letter <= "z" or letter in "'-")


def _count_number(text: str, tongue: str) -> int:
    """Syllables of a token with digits in it: 25, 1,200, 3.5, $20, 5pm, 1st, 1990s, B2B, 5:30."""
    numerals = _GERMAN_NUMERALS if tongue == "de" else _ENGLISH_NUMERALS
    if (year := _YEAR.fullmatch(text)) and (1100 <= int(year[1]) < 2000 or 2010 <= int(year[1]) < 2100):
        return _year(int(year[1]), numerals) + _ending(year[1], "s" if year[2] else "")
    total, before = 0, ""
    for piece in _PIECE.finditer(text):
        said = piece[0].lower()
        after_digit = before[-1:].isdecimal()
        if piece["symbol"]:
            total += _SYMBOLS[said]
        elif piece["time"]:
            total += _time(said, numerals, meridiem=re.search(r"[ap]\.?m", text.lower()) is not None)
        elif piece["number"]:
            money = _MONEY.fullmatch(said) if before in {"$", "£", "€"} or text.endswith("€") else None
            total += _money(money, numerals) if money else _number(said, numerals)
        elif after_digit and said in {"st", "nd", "rd", "th", "s"}:
            total += _ending(before, said)
        else:
            total += _UNITS[said] if after_digit and said in _UNITS else _count_word(said, tongue)
        before = said
    return total


def _cardinal(number: int, numerals: _Numerals) -> int:
    """Syllables of a whole number below a quadrillion."""
    if number < 20:
        return numerals.small[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return numerals.tens[ten] + (numerals.joint + numerals.small[one] if one else 0)
    if number < 1000:
        head, rest, unit = *divmod(number, 100), _HUNDRED
    else:
        power = (len(str(number)) - 1) // 3
        head, rest = divmod(number, 1000**power)
        unit = numerals.scales[power - 1]
    return _cardinal(head, numerals) + unit + (_cardinal(rest, numerals) if rest else 0)


def _number(said: str, numerals: _Numerals) -> int:
    """Syllables of digits with marks: groups of three are one number, decimals are read one by one."""
    whole = re.sub(rf"(?<=\d){re.escape(numerals.group_mark)}(?=\d{{3}}(?!\d))", "", said)
    first, *rest = re.split("[.,]", whole)
    total = len(rest) * numerals.point + sum(numerals.small[int(digit)] for run in rest for digit in run)
    if len(first) > _LONGEST or (len(first) > 1 and first.startswith("0")):
        return total + sum(numerals.small[int(digit)] for digit in first)
    return total + (_cardinal(int(first), numerals) if first else 0)


def _money(money: re.Match[str], numerals: _Numerals) -> int:
    """Syllables of "3.50" in "$3.50": three (dollars) fifty."""
    cents = int(money[2])
    return _number(money[1], numerals) + (_cardinal(cents, numerals) if cents else 0)


def _year(year: int, numerals: _Numerals) -> int:
    """Syllables of a year: nineteen ninety-nine, twenty twenty-six, neunzehnhundertneunundneunzig."""
    head, rest = divmod(year, 100)
    if numerals.joint and year >= 2000:
        return _cardinal(year, numerals)
    hundred = _HUNDRED if numerals.joint or not rest else 0
    oh = 1 if 0 < rest < 10 and not numerals.joint else 0
    return _cardinal(head, numerals) + hundred + oh + (_cardinal(rest, numerals) if rest else 0)


def _time(said: str, numerals: _Numerals, *, meridiem: bool) -> int:
    """Syllables of a time of day: five thirty, ten oh five, five o'clock, fünf Uhr dreißig."""
    hour, minute = (int(run) for run in said.split(":"))
    total = _cardinal(hour, numerals) + (numerals.full_hour if numerals.full_hour_always else 0)
    if minute == 0:
        return total + (0 if meridiem or numerals.full_hour_always else numerals.full_hour)
    oh = 1 if minute < 10 and not numerals.full_hour_always else 0
    return total + oh + _cardinal(minute, numerals)


def _ending(number: str, ending: str) -> int:
    """What "th" and "s" add to a cardinal: twentieth, second, sixes one, tenth and nineties nothing."""
    last_two = int(re.sub(r"\D", "", number)[-2:] or "0")
    ten, one = divmod(last_two, 10)
    if ending == "s":
        return 1 if one == 6 and ten != 1 else 0
    return 1 if ending and ten != 1 and (one == 2 or (one == 0 and ten >= 2)) else 0
