"""Finds words that may speak of danger: to oneself, from another, or to another.

Conventions
    Offsets are characters into the text as given, half-open. No such words: an empty tuple, which doesn't mean that
    nobody is in danger. What is found is words, never a judgement of a person and never a diagnosis; the program stops
    coaching on them and shows where help is.

Method
    Two ways, each of which is enough: plain sayings listed here by hand, which hold whatever a model learns, and the
    style model's own tags. Everyday sayings ("this job is killing me") are struck out before the list is searched.
"""

import re
from collections.abc import Sequence
from functools import cache

from voicecoach.language.words import line_of
from voicecoach.reading import DANGER_KINDS, Danger, DangerKind, Technique

_SAYINGS = (
    r"(is|are|was|were|been|its|thats|hes|shes|youre|theyre|will be|be) (\w+ )?killing (me|us)",
    r"(bored|scared|worried|frightened|tired|sick|worked|love \w+|loves \w+|loved \w+|starved|frozen) (half )?to death",
    r"(im |i am )?dying (to|for|of (thirst|hunger|laughter|curiosity|embarrassment|boredom))",
    r"(nearly |almost |could (have )?|just |absolutely )?died? (laughing|of (laughter|embarrassment|shame|boredom))",
    r"to die for|kill for|drop dead gorgeous|over my dead body|kill (some )?time|kill two birds|dressed to kill",
    r"(commercial|career|social|political|financial|professional) suicide|suicide (squad|mission|prevention)",
    r"(mum|mom|mother|dad|father|wife|husband|boss|teacher|sister|brother)s? (\w+ ){1,3}kill me (if|when|for|because)",
)
"""Sayings that only sound like it."""

_I_WILL = r"(ill|i will|im going to|i want(ed)? to|id like to|i might)( \w+)?"

_PLAIN: dict[DangerKind, tuple[str, ...]] = {
    "self_harm": (
        r"(kill|hurt|harm|cut|hang|shoot|drown)(ing|ting)? myself",
        r"(end|ending|take|taking) my( own)? life",
        r"end(ing)? it all",
        r"suicid(e|al)",
        r"i (\w+ )?(want|wanted|wish|wished|long|hope) (to die|i was dead|i were dead|id die|to be dead)",
        r"i (dont|didnt) (\w+ )?want to (live|be alive|wake up|be here|exist|go on living)( any ?more)?",
        r"(everyone|everybody|theyd|youd|you|they|kids|family|world)( \w+){0,2} better off (without me|if i was dead)",
        r"(no|any) (reason|point) (to|in|of)? ?(live|living|going on|staying alive|being here)",
        r"i (took|swallowed|have) (all|a whole|the whole)( \w+){0,3} (pills|tablets|paracetamol)",
    ),
    "hurt_by_other": (
        (
            r"(?!it )\w+ (hits?|beats?|punch(ed|es)|kick(ed|s)|slap(ped|s)|choke[ds]|strangle[ds]|raped|burnt) me"
            r"(?! (to|with|at|that|by|in the))"
        ),
        r"(said|says|told me|swore|threatened)( \w+){0,3} (he|she|they)?(ll|d|to) (kill|hurt|stab|shoot|find) me",
        r"(scared|afraid|terrified|frightened)( \w+){0,6} (kill|hurt|hit|beat|find) me",
        r"(hes|shes|theyre) (\w+ )?(hurting|hitting|beating) me",
        r"(wont|doesnt|didnt|wouldnt) let me (leave|out of) (the )?(house|flat|room|home)",
    ),
    "harm_to_other": (
        rf"{_I_WILL} (kill|stab|shoot|strangle|poison) (him|her|them|you|that \w+|my \w+|someone|somebody|everyone)",
        rf"{_I_WILL} (beat|smash|break)( \w+){{0,2}} (him|her|them|his|her|their) (up|face|head|legs|skull|jaw)",
    ),
}


def find_danger(text: str, tagged: Sequence[Technique] = ()) -> tuple[Danger, ...]:
    """Finds words of danger in a text, one for each kind, in order.

    Args:
        text: Words as typed or transcribed, English; case and punctuation may be missing.
        tagged: What the style model tagged as danger.

    >>> [one.kind for one in find_danger("I don't want to be alive any more")]
    ['self_harm']
    >>> find_danger("this job is killing me")
    ()
    """
    line = line_of(text)
    if not line.spans:
        return ()
    spoken = _sayings().sub(lambda match: "." * len(match.group()), line.text)
    found = []
    for kind in DANGER_KINDS:
        places = [line.source(*match.span()) for match in _plain(kind).finditer(spoken)]
        places += [(move.start, move.end) for move in tagged if move.name == kind]
        if places:
            start, end = min(places)[0], max(end for _, end in places)
            found.append(Danger(kind, text[start:end], start, end))
    return tuple(sorted(found, key=lambda danger: (danger.start, danger.end)))


@cache
def _sayings() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_SAYINGS)})\b")


@cache
def _plain(kind: DangerKind) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_PLAIN[kind])})\b")
