"""Moves: whether words ask, set a limit, give a reason or give in.

Conventions
    A move is a technique of the style reading, a cue, or a plain wording that needs neither. English only, as the
    readings are. The wordings are own lists made by hand.
"""

import re
from collections.abc import Sequence

from voicecoach.coaching.evidence import Evidence
from voicecoach.reading import Cue, StyleReading
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import is_question

ASKS = frozenset({"request_for_change", "desc_specify", "compromise", "stated_consequence"})
"""Techniques that ask for a change, or set what will happen without it."""

LIMITS = frozenset({"direct_no", "reasoned_no", "raincheck_no", "broken_record"})
"""Techniques that set a limit."""

_CUES_OF_REQUESTS = frozenset({"request", "compromise"})
_CUES_OF_LIMITS = _CUES_OF_REQUESTS | {"boundary"}

_ASKING = re.compile(r"\b(?:can|could|will|would|may|shall|might) (?:you|we|i|it|this|that)\b", re.IGNORECASE)
_WISHING = re.compile(
    r"\b(?:i(?:[\u2019']d| would) (?:\w+ )?(?:like|prefer|appreciate|love)|i(?: really)? (?:want|need|ask|expect)"
    r"|i[\u2019']m asking|please|give me|let me|let[\u2019']s)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|cause (?:i|we|my|it|he|she|they)|besides|plus|the thing is|on top of that|another thing"
    r"|i have to(?! (?:say|admit))|i[\u2019']ve (?:got to|already))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,.;:!?]+\s*|\s+(?:and|but)\s+", re.IGNORECASE)

LEAST_CLAUSE_WORDS = 3
"""A clause of fewer words ("and besides") goes on into the next (own proposal)."""

STEM_LETTERS = 4
"""Letters by which content words are compared (own proposal): "lend" and "lending" are one."""

_REFUSES = re.compile(
    r"\b(?:no|can't|cannot|won't|will not|not going to|don't want|do not want|rather not|isn't possible)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_EMPTY_WORDS = """
    a about again all also am an and any are as at be been but by can can't could couldn't do does doesn't don't for
    from get go going got had has have he her here him his how i i'd i'll i'm i've if in is isn't it it's its just
    know like me more my no not now of oh okay on one or our out really right said say she should so some sorry still
    such than that that's the their them then there they this to too up us very want was wasn't we well were what
    when which will with won't would wouldn't yes you you'd you're your
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def asks_in(said: Turn | Evidence, *, limits: bool) -> int:
    """How many sentences ask for a change; where `limits`, those that set a limit count too."""
    moves = ASKS | LIMITS if limits else ASKS
    cues = _CUES_OF_LIMITS if limits else _CUES_OF_REQUESTS
    count = sum(_asks(sentence, moves, cues) for sentence in said.sentences)
    # A move that only all of the words together show.
    return count or int(any(move.name in moves for move in said.style.techniques))


def _asks(sentence: Sentence, moves: frozenset[str], cues: frozenset[str]) -> bool:
    """A wish in plain words is enough: who hears one called missing would be told wrong."""
    if _WISHING.search(sentence.text) or (is_question(sentence.text) and _ASKING.search(sentence.text)):
        return True
    style = sentence.style
    return any(move.name in moves for move in style.techniques) or any(cue.name in cues for cue in style.cues)


def reasons_in(text: str, cues: Sequence[Cue] = ()) -> tuple[str, ...]:
    """The clauses of a text that give a reason, in order; several signs in one clause are one reason."""
    breaks = [match.span() for match in _CLAUSE.finditer(text)]
    clauses = list(zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True))
    signs = [cue for cue in cues if cue.name == "justification"]
    found = []
    while clauses:
        start, end = clauses.pop(0)
        if not _REASON.search(text, start, end) and not any(start <= sign.start < end for sign in signs):
            continue
        if len(text[start:end].split()) < LEAST_CLAUSE_WORDS and clauses:
            end = clauses.pop(0)[1]
        found.append(text[start:end].strip())
    return tuple(found)


def refuses(text: str) -> bool:
    """Whether words refuse something, by a plain no."""
    return _REFUSES.search(text.replace("\u2019", "'")) is not None


def gives_in(style: StyleReading) -> bool:
    """Whether words drop what was refused or wished for."""
    names = {move.name for move in style.techniques}
    if names & {"compromise", "raincheck_no"}:
        return False
    return "giving_in" in names or (style.label == "passive" and any(cue.name == "giving_in" for cue in style.cues))


def content_words(text: str) -> frozenset[str]:
    """The words that carry a text's meaning, cut to their first letters."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    return frozenset(word[:STEM_LETTERS] for word in words if word not in _EMPTY)
