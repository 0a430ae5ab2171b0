"""Two readings of the same sound made one: the words of the plain reading, the fillers of the primed one.

A recogniser that was primed with fillers writes down the "um" that it leaves out otherwise, but it mishears more words
of hard speech. So each reading gives what it is better at.

Conventions
    Readings are texts with spaces between words, punctuation on the words. No text is the empty text.
    Words are the same when they are alike without punctuation and case; all fillers are alike.
Measures
    merge_readings   The cheapest way from one text to the other (Needleman and Wunsch 1970): a word that differs,
                     is missing or is added costs 1, a filler that only the primed reading has costs nothing, and a
                     filler never stands against a word. Where both say the same, the primed reading is taken as
                     written, since its sentences are better marked; elsewhere the words of the plain reading stand.
"""

from collections.abc import Iterator, Sequence

from voicecoach.hearing.fillers import are_filled, bare

_FILLER = "*"
"""Any filler, where words are compared: "um" is a word of some languages, a sign is none."""

_MARKS = ".,?!;:…"
_SENTENCE_MARKS = ".?!"
_NEVER = 1_000_000


def merge_readings(plain: str, primed: str, language: str = "en") -> str:
    """Join two readings of the same sound.

    Args:
        plain: Read without any help; its words stand.
        primed: Read after a text full of fillers; its fillers stand, and its punctuation.
        language: ISO 639-1 code of both: what is a filler in one language is a word in another.

    Returns:
        One text: the words and fillers of `plain` in their order, the fillers of `primed` among them.
    """
    merged: list[str] = []
    run: list[tuple[str, str]] = []
    our_words, their_words = plain.split(), primed.split()
    fillers = _fillers(our_words, language) | _fillers(their_words, language)
    for ours, theirs in _side_by_side(our_words, their_words, fillers):
        if ours and theirs and _key(ours, fillers) == _key(theirs, fillers):
            merged += _settled(run, fillers)
            _close(merged, run, fillers)
            run = []
            merged.append(theirs)
        else:
            run.append((ours, theirs))
    merged += _settled(run, fillers)
    _close(merged, run, fillers)
    return " ".join(merged)


def _fillers(words: Sequence[str], language: str) -> frozenset[str]:
    """Those of the words that are fillers, as written."""
    return frozenset(word for word, is_filled in zip(words, are_filled(words, language), strict=True) if is_filled)


def _settled(run: Sequence[tuple[str, str]], fillers: frozenset[str]) -> list[str]:
    """A stretch on which the readings disagree: our words, and their fillers."""
    said: list[str] = []
    for ours, theirs in run:
        if ours:
            said.append(ours)
        elif theirs in fillers and not (said and said[-1] not in fillers and _ends_in(said[-1], theirs)):
            said.append(theirs)
    return said


def _ends_in(word: str, filler: str) -> bool:
    """Whether what looks like a filler is the end of a word said in pieces: "align... er" for "aligner"."""
    return bare(word).endswith(bare(filler))


def _close(merged: list[str], run: Sequence[tuple[str, str]], fillers: frozenset[str]) -> None:
    """Mark the end of such a stretch as the primed reading does."""
    last = next((theirs for _, theirs in reversed(run) if theirs), "")
    if not merged or not last or last in fillers or merged[-1] in fillers:
        return
    if any(ours for ours, _ in run) or last[-1] in _SENTENCE_MARKS:
        letters = merged[-1].rstrip(_MARKS)
        merged[-1] = letters + last[len(last.rstrip(_MARKS)) :] if letters else merged[-1]


def _key(word: str, fillers: frozenset[str]) -> str:
    return _FILLER if word in fillers else bare(word)


def _side_by_side(ours: Sequence[str], theirs: Sequence[str], fillers: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words in order; the empty text stands where one reading has nothing."""
    our_keys, their_keys = [_key(word, fillers) for word in ours], [_key(word, fillers) for word in theirs]
    costs = _costs(our_keys, their_keys)
    i = j = 0
    while i < len(ours) or j < len(theirs):
        left = costs[i][j]
        if i < len(ours) and j < len(theirs) and left == _unlike(our_keys[i], their_keys[j]) + costs[i + 1][j + 1]:
            yield ours[i], theirs[j]
            i, j = i + 1, j + 1
        elif j < len(theirs) and left == _extra(their_keys[j]) + costs[i][j + 1]:
            yield "", theirs[j]
            j += 1
        else:
            yield ours[i], ""
            i += 1


def _costs(ours: Sequence[str], theirs: Sequence[str]) -> list[list[int]]:
    """What it costs to go on to the end from each word of ours (row) and of theirs (column)."""
    costs = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours), -1, -1):
        for j in range(len(theirs), -1, -1):
            ways = []
            if i < len(ours):
                ways.append(1 + costs[i + 1][j])
            if j < len(theirs):
                ways.append(_extra(theirs[j]) + costs[i][j + 1])
            if i < len(ours) and j < len(theirs):
                ways.append(_unlike(ours[i], theirs[j]) + costs[i + 1][j + 1])
            costs[i][j] = min(ways, default=0)
    return costs


def _extra(theirs: str) -> int:
    return 0 if theirs == _FILLER else 1


def _unlike(ours: str, theirs: str) -> int:
    if ours == theirs:
        return 0
    return _NEVER if _FILLER in (ours, theirs) else 1
