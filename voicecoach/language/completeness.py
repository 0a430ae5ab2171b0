"""Completeness: whether words sound as if the speaker had finished.

Conventions
    Words are a recogniser's, in order, filled pauses left out. No words are not complete.
Measures
    is_complete    the last word is none that needs another one, nothing is held with a filled pause or a drawn-out
                   mark, and the recogniser heard the end of a sentence there, or the pitch fell. A rise never counts
                   against the speaker: many voices rise at the end of every statement.
"""

from collections.abc import Sequence

from voicecoach.transcript import Word

FALL_SEMITONES = -2.0
"""Final pitch movement from which an end without a mark counts as one: far beyond what is heard as level
(own proposal)."""

HANGING = frozenset(
    [
        *("a", "an", "the", "my", "your", "our", "their", "its", "every"),
        *("and", "or", "but", "because", "cause", "if", "unless", "although", "though", "whereas", "than", "since"),
        *("i", "i'm", "we", "we're", "they", "they're", "you're", "he's", "she's", "i've", "i'd", "i'll", "we'll"),
        *("which", "whose", "into", "from", "between", "without", "during", "very", "gonna", "wanna"),
    ]
)
"""English words after which another one comes: determiners, conjunctions, subjects, prepositions that hardly ever end
a sentence. Words that may (in, on, to, that, with, is) are not among them: the recogniser's mark decides there."""

_MAY_END = ("i", "we", "they")
"""Subjects that end a question or an emphatic answer ("so do I", "who, they?") where the mark says so."""

_ENDS = (".", "!", "?")
_HELD = ("...", "…", "-", "–", "—", ",", ":", ";")  # noqa: RUF001 -- the recogniser's marks
_QUOTES = "\"'”’)"  # noqa: RUF001 -- the recogniser's marks


def is_complete(
    words: Sequence[Word], filled_after_s: float | None = None, final_semitones: float | None = None
) -> bool:
    """Whether some words end as a finished sentence does.

    Args:
        words: What was said.
        filled_after_s: When the last filled pause began; None where there is none.
        final_semitones: Movement of the pitch at the end; None where it is not known.
    """
    if not words:
        return False
    last = words[-1]
    if filled_after_s is not None and filled_after_s >= last.end_s:
        return False
    written = last.text.rstrip(_QUOTES)
    spoken = written.strip(".!?…,;:-–—\"'“”‘’(").lower().replace("’", "'")  # noqa: RUF001 -- the recogniser's marks
    if written.endswith(_HELD):
        return False
    marked = written.endswith(_ENDS)
    if spoken in HANGING and not (marked and spoken in _MAY_END):
        return False
    return marked or (final_semitones is not None and final_semitones <= FALL_SEMITONES)
