"""The tags that words can carry: techniques, manipulative moves, words of danger, and cues of a style.

A tag is `kind/name`. Moves were labelled by the writers. Cues are taught by the program's own lexicon, so that the
network learns to point at wordings that no list holds; what a list says of an utterance of another style is left open.
"""

from collections.abc import Mapping
from typing import Any

from voicecoach.language.cues import find_evidence
from voicecoach.language.safety import find_danger

TECHNIQUES = (
    "direct_no",
    "reasoned_no",
    "raincheck_no",
    "broken_record",
    "fogging",
    "negative_assertion",
    "negative_inquiry",
    "empathy",
    "i_statement",
    "request_for_change",
    "asking_for_time",
    "compromise",
    "stated_consequence",
    "giving_in",
    "desc_describe",
    "desc_express",
    "desc_specify",
    "desc_consequence",
)
TACTICS = (
    "guilt",
    "flattery",
    "minimising",
    "threat",
    "moving_goalposts",
    "everyone_does",
    "sulking",
    "false_urgency",
    "judging",
    "lying_or_gaslighting",
    "breaking_confidence",
    "stonewalling",
    "violating_boundary",
    "playing_victim",
)
DANGERS = ("self_harm", "hurt_by_other", "harm_to_other")
CUES = {
    "passive": (
        "hedge",
        "needless_apology",
        "justification",
        "self_put_down",
        "permission_seeking",
        "minimising",
        "giving_in",
    ),
    "aggressive": ("you_always", "should", "threat", "insult", "blaming_question", "order", "absolute_demand"),
    "passive_aggressive": (
        "sarcasm",
        "denial",
        "backhanded_compliment",
        "martyrdom",
        "agreement_that_isnt",
        "sulking",
    ),
    "assertive": ("i_statement", "request", "boundary", "empathy", "fact_before_opinion", "compromise"),
}

TAGS = (
    *(f"technique/{name}" for name in TECHNIQUES),
    *(f"tactic/{name}" for name in TACTICS),
    *(f"danger/{name}" for name in DANGERS),
    *(f"{style}/{name}" for style, names in CUES.items() for name in names),
)
"""The order of the network's tags."""

MOVES = len(TECHNIQUES) + len(TACTICS)
"""How many of the tags, from the first, are techniques and manipulative moves."""

_PLACES = {tag: place for place, tag in enumerate(TAGS)}
_DANGER_PLACES = frozenset(_PLACES[f"danger/{name}"] for name in DANGERS)

Found = tuple[tuple[tuple[int, int, int], ...], frozenset[int]]
"""Tags with their characters, and all tags that would have been named had they been there."""


def tags_of_cues(text: str, label: str) -> Found:
    """The cues of an utterance with a style.

    Words that the lexicon holds for the utterance's own style carry their tag. Cues of another style that it finds
    are left open, and so are those of the own style that it does not find; all others are not there. Nor is danger,
    save that threats of an aggressive utterance, and what the program's own list takes for danger, are left open.
    """
    own, open_tags = [], {_PLACES[f"{label}/{name}"] for name in CUES.get(label, ())}
    for evidence in find_evidence(text):
        place = _PLACES.get(f"{evidence.cue.style}/{evidence.cue.name}")
        if place is not None:
            if evidence.cue.style == label:
                own.append((place, evidence.cue.start, evidence.cue.end))
            else:
                open_tags.add(place)
    open_tags -= {place for place, _, _ in own}
    cues = range(MOVES + len(DANGERS), len(TAGS))
    safe = frozenset() if label == "aggressive" or find_danger(text) else _DANGER_PLACES
    return tuple(own), (frozenset(cues) - open_tags) | safe


def tags_of_moves(row: Mapping[str, Any]) -> Found:
    """The techniques and tactics of an utterance; all others are not there, nor is danger."""
    found = []
    for kind in ("technique", "tactic"):
        for move in row[f"{kind}s"]:
            start = row["text"].index(move["text"])
            found.append((_PLACES[f"{kind}/{move['name']}"], start, start + len(move["text"])))
    return tuple(found), frozenset(range(MOVES)) | _DANGER_PLACES


def tags_of_danger(text: str, label: str) -> Found:
    """The danger that a whole utterance speaks of, or that it speaks of none."""
    found = () if label == "none" else ((_PLACES[f"danger/{label}"], 0, len(text)),)
    return found, _DANGER_PLACES
