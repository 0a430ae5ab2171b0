"""Sentences: where the words of a turn fall into units that can be read one by one.

Conventions
    A sentence ends at a full stop, question or exclamation mark of the recogniser, and at a silence of
    `BREAK_S` or more; a fragment is a sentence too. A filled pause is no silence: whoever says "um" goes on.
    No words have no sentences.
"""

from collections.abc import Sequence

from voicecoach.audio import Span
from voicecoach.transcript import Word, silence_s

BREAK_S = 1.5
"""Silence that ends a sentence whatever its punctuation: pauses above 1 s hardly occur inside one in fluent speech
(Campione & Veronis 2002); half a second more spares those who think (own proposal)."""

_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".'", "!'", "?'")
_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "vs.", "e.g.", "i.e."})


def split_sentences(words: Sequence[Word], filled: Sequence[Span] = ()) -> tuple[tuple[Word, ...], ...]:
    """Group words into sentences.

    Args:
        words: In order, filled pauses left out.
        filled: Where the filled pauses are, in order.

    Returns:
        The sentences in order; () for no words.
    """
    sentences: list[tuple[Word, ...]] = []
    current: list[Word] = []
    for word in words:
        if current and silence_s(current[-1], word, filled) >= BREAK_S:
            sentences.append(tuple(current))
            current = []
        current.append(word)
        if word.text.endswith(_ENDS) and word.text.lower() not in _TITLES:
            sentences.append(tuple(current))
            current = []
    if current:
        sentences.append(tuple(current))
    return tuple(sentences)
