"""Restarts: words cut off, and phrases begun anew.

Conventions
    Words come without filled pauses, in order. What can be heard two ways is not counted.
Measures
    find_restarts    a word cut off ("mont- montreal"), or a pronoun that starts its phrase anew with another verb
                     ("I was I went"). The categories are those of Shriberg (1994). Phrases are English only.
    is_cut_off       whether a word is the beginning of the one after it, or marked with a hyphen.
"""

import re
from collections.abc import Sequence

from voicecoach.disfluency import Disfluency
from voicecoach.hearing.fillers import bare
from voicecoach.transcript import Word

NEXT_WORD_S = 1.0
"""A word within this time belongs to the same phrase (own proposal)."""

LEAST_FRAGMENT = 2
"""Letters of a word cut off: a single one is as often a word of its own ("a about", "I is")."""

WORDS_THAT_BEGIN_OTHERS = re.compile(
    r"all|also|am|an|and|any|are|as|at|be|but|by|can|car|do|down|even|every|far|for|"
    r"four|free|from|go|had|has|he|help|her|here|high|his|how|if|in|is|it|just|kind|"
    r"last|let|like|long|man|many|me|more|most|much|my|no|not|now|of|off|old|on|one|or|"
    r"other|our|out|over|part|past|per|play|point|put|real|right|she|so|some|such|than|"
    r"that|the|then|there|these|they|thing|think|this|time|to|too|two|under|up|us|use|"
    r"very|was|way|we|well|were|what|when|where|which|who|will|with|work|you"
)
"""Words that stand before a longer one with the same beginning without being cut off: "in into", "for forty"."""

PRONOUNS = re.compile(r"i|you|he|she|it|we|they")
"""Words that start a clause, so that their return starts it anew."""

AUXILIARIES = re.compile(
    r"am|are|aren't|can|can't|could|couldn't|didn't|don't|had|has|have|haven't|"
    r"is|isn't|just|may|might|must|should|was|wasn't|were|weren't|will|won't|would|wouldn't"
)
"""Words that seldom end a clause with a pronoun before them, so that a pronoun after them starts anew. "I think I",
"you know you" are fluent."""

EMBEDDING = re.compile(
    r"all|as|because|how|however|if|neither|nor|so|than|that|what|whatever|when|where|"
    r"wherever|which|who|whoever"
)
"""Before a pronoun and an auxiliary, these let the clause end there: "what it is it does"."""

_FRAGMENT_MARKS = ("-", "\u2010", "\u2011")


def find_restarts(words: Sequence[Word]) -> tuple[Disfluency, ...]:
    """Words cut off, each to the end of the word after it, and phrases begun anew, each to the end of the new start."""
    found = []
    for index, word in enumerate(words):
        last = index + 1 if _breaks_off(words[index : index + 2]) else _new_start(words, index)
        if last is not None:
            said = words[index : last + 1]
            text = " ".join(one.text for one in said)
            found.append(Disfluency("restart", word.start_s, said[-1].end_s, text, word.speaker))
    return tuple(found)


def is_cut_off(text: str, after: str) -> bool:
    """Whether a word was broken off, to be followed by another.

    >>> is_cut_off("mont-", "it"), is_cut_off("mont", "Montreal"), is_cut_off("in", "into")
    (True, True, False)
    """
    fragment, whole = bare(text), bare(after)
    if text.endswith(_FRAGMENT_MARKS):
        return bool(fragment) and whole not in ("and", "or", "to")  # "mid- and late"
    return (
        len(fragment) >= LEAST_FRAGMENT
        and fragment.isalpha()
        and len(whole) > len(fragment) + 1
        and whole.startswith(fragment)
        and whole[len(fragment)].isalpha()  # "John John's"
        and not WORDS_THAT_BEGIN_OTHERS.fullmatch(fragment)
    )


def ends_phrase(word: Word) -> bool:
    """Whether the recogniser ended a phrase with the word."""
    return word.text.endswith((".", "?", "!", ",", ";", ":", "\u2026"))


def _breaks_off(words: Sequence[Word]) -> bool:
    if len(words) < 2 or words[1].start_s - words[0].end_s > NEXT_WORD_S:
        return False
    return is_cut_off(words[0].text, words[1].text)


def _new_start(words: Sequence[Word], index: int) -> int | None:
    """Index of the word that ends the new start of a phrase; None where none is begun anew."""
    said = [bare(word.text) for word in words[index : index + 5]]
    before = bare(words[index - 1].text) if index else ""
    stem = _stem(said[0])
    if not PRONOUNS.fullmatch(stem) or EMBEDDING.fullmatch(before) or ends_phrase(words[index]):
        return None
    if len(said) > 1 and _stem(said[1]) == stem and said[0] != said[1]:
        return index + 1
    for again in (2, 3):
        between = said[1:again]
        if (
            again + 1 < len(said)
            and _stem(said[again]) == stem
            and all(AUXILIARIES.fullmatch(text) for text in between)
            and said[again + 1] not in between
            and not any(ends_phrase(word) for word in words[index : index + again])
        ):
            return index + again + 1
    return None


def _stem(text: str) -> str:
    """A pronoun without what is contracted to it: "I'm" is "i"."""
    return text.replace("\u2019", "'").split("'")[0]
