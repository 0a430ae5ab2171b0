"""Sentences: where the words of a turn fall into units that can be read one by one.

Conventions
    A sentence ends at a full stop, question or exclamation mark of the recogniser, and at a silence of
    `BREAK_S` or more; a fragment is a sentence too. No words have no sentences.
"""

from collections.abc import Sequence

from voicecoach.transcript import Word

BREAK_S = 1.5
"""Silence that ends a sentence whatever its punctuation: pauses above 1 s hardly occur inside one in fluent speech
(Campione & Veronis 2002); half a second more spares those who think (own proposal)."""

_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".'", "!'", "?'")
_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "vs.", "e.g.", "i.e."})


def split_sentences(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """Group words into sentences, in order."""
    sentences: list[tuple[Word, ...]] = []
    current: list[Word] = []
    for word in words:
        if current and word.start_s - current[-1].end_s >= BREAK_S:
            sentences.append(tuple(current))
            current = []
        current.append(word)
        if word.text.endswith(_ENDS) and word.text.lower() not in _TITLES:
            sentences.append(tuple(current))
            current = []
    if current:
        sentences.append(tuple(current))
    return tuple(sentences)
