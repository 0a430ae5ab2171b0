"""Phrases: whether a pause lies between two phrases or inside one.

Conventions
    A phrase ends where the recogniser puts a mark, and before a word that opens a clause. Pauses between phrases give
    a listener time; a pause inside a phrase is heard as hesitation from about 0.13 s (place matters more than length).
    Without a word on both sides a pause has no place: None.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from voicecoach.audio import Span
from voicecoach.hearing.fillers import bare
from voicecoach.prosody import PausePlace
from voicecoach.transcript import Word

EDGE_S = 0.05
"""How far a word may reach into a pause and still be beside it: word times are that uncertain (technical)."""

PHRASE_END = (",", ".", ";", ":", "!", "?", "-", "\u2013", "\u2026", '"')
"""Marks of the recogniser that end a phrase."""

CLAUSE_OPENERS = {
    "en": re.compile(
        "and|but|or|so|because|although|though|since|if|unless|when|whenever|while|where|after|before|until|"
        "that|which|who|whose|whether|as|than|then|however"
    ),
    "de": re.compile(
        "und|aber|oder|denn|sondern|weil|obwohl|wenn|wann|während|wo|nachdem|bevor|bis|dass|der|die|das|welche|"
        "ob|als|damit|dann"
    ),
}
"""Words that open a clause, by language: speakers breathe before them (Goldman-Eisler 1968)."""


def place_of(pause: Span, words: Sequence[Word], language: str) -> PausePlace | None:
    """Where a silent pause lies.

    Args:
        pause: The pause.
        words: All words in order, filled pauses left out, times corrected by the silences.
        language: ISO 639-1 code.

    Returns:
        The place; None where there is no word before or after.
    """
    before = bisect_right(words, pause.start_s + EDGE_S, key=_end_s) - 1
    after = bisect_left(words, pause.end_s - EDGE_S, key=_start_s)
    if before < 0 or after >= len(words):
        return None
    if words[before].text.endswith(PHRASE_END):
        return "between_phrases"
    opener = CLAUSE_OPENERS.get(language)
    opens = opener is not None and opener.fullmatch(bare(words[after].text)) is not None
    return "between_phrases" if opens else "inside_phrase"


def _start_s(word: Word) -> float:
    return word.start_s


def _end_s(word: Word) -> float:
    return word.end_s
