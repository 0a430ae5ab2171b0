"""Closures: silences inside speech that belong to stop consonants (p, t, k, b, d, g), and are no pauses.

Conventions
    Words carry the recogniser's own times, which reach across a closure but seldom across a pause.
Measures
    without_closures   leaves out short silences inside a word, and somewhat longer ones where a word that ends with a
                       stop meets a word that begins with one: both share one closure ("weg bringen", "that car").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from voicecoach.audio import Span
from voicecoach.hearing.fillers import bare
from voicecoach.transcript import Word

CLOSURE_S = 0.18
"""Silence up to this long inside one word is a closure: those of single stops last 0.05-0.15 s (own proposal)."""

SHARED_CLOSURE_S = 0.22
"""The same where two stops meet: each adds about 0.1 s (own proposal)."""

WORD_EDGE_S = 0.04
"""How far inside a word a closure lies at least: two frames of the recogniser's clock."""

BETWEEN_S = 0.1
"""How far from a silence two words may meet and still meet in it: the recogniser's usual error (own proposal)."""

_NEAREST_WORDS = 3
"""Words before a silence that may reach across it: word times overlap a little."""

_ENDS_IN_STOP = re.compile(r".*(?:[ptkbdgq]|ck|[^aeiou]c)e?$")
_BEGINS_WITH_STOP = re.compile(r"p(?!h)|t(?!h)|k(?!n)|[bdq]|g(?!n)|c(?![heiy])")


def without_closures(silences: Sequence[Span], words: Sequence[Word]) -> tuple[Span, ...]:
    """Leave out silences that are the closure of a stop consonant.

    Args:
        silences: All silences, in order.
        words: In order, with the recogniser's own times.

    Returns:
        The other silences, in order.
    """
    starts_s = [word.start_s for word in words]
    return tuple(span for span in silences if not _is_closure(span, words, starts_s))


def _is_closure(span: Span, words: Sequence[Word], starts_s: Sequence[float]) -> bool:
    length_s = round(span.duration_s, 6)
    if length_s > SHARED_CLOSURE_S or not words:
        return False
    around = words[: bisect_left(starts_s, span.start_s - WORD_EDGE_S)][-_NEAREST_WORDS:]
    if length_s <= CLOSURE_S and any(span.end_s < word.end_s - WORD_EDGE_S for word in around):
        return True
    after = bisect_left(starts_s, span.start_s - BETWEEN_S)
    while after < len(words) and words[after].start_s <= span.end_s + BETWEEN_S:
        if after and words[after - 1].end_s >= span.start_s - BETWEEN_S and _share(words[after - 1], words[after]):
            return True
        after += 1
    return False


def _share(before: Word, after: Word) -> bool:
    """Whether two words meet in a closure; a mark between them is a pause."""
    return (
        before.text[-1:].isalnum()
        and _ENDS_IN_STOP.match(bare(before.text)) is not None
        and _BEGINS_WITH_STOP.match(bare(after.text)) is not None
    )
