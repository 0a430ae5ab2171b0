"""Scenes: which rules hold in which type of scene, and how wide their bands are there.

Conventions
    What is right in one scene is wrong in another (Eisler, Miller & Hersen 1975: what people say and how depends on the
    situation), so every rule names its scenes, as data. `other` is a scene of which nothing is known: only rules that
    hold wherever people speak, with the widest bands. Which rule holds where is an own proposal; the reason stands
    beside it. Sources with their addresses: docs/why.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from voicecoach.history import SceneType

SCENES: Final[tuple[SceneType, ...]] = get_args(SceneType)
"""All types of scene."""

_ALL: Final = frozenset(SCENES)


@dataclass(frozen=True, slots=True)
class Gap:
    """How long an answer may wait. Between the quiet zone and the outer limits nothing is said either."""

    low_s: float
    high_s: float
    """The quiet zone, in seconds."""
    froze_s: float
    """From here on the wait is worth a word."""


TALKED_OVER_S: Final = 0.1
"""A shorter gap starts over the other's last word: turns follow after about 0.2 s (Stivers et al. 2009); half of that
is an own proposal."""

_DISPREFERRED = Gap(0.2, 2.0, 3.0)
"""A no takes about twice as long as a yes (Enfield), so a slow one is normal; beyond 2 s a silence
among strangers is felt (Templeton et al. 2023). The outer limit is an own proposal."""

_ASKED = Gap(0.2, 1.5, 2.5)
"""Where the speaker wants something there is no no to prepare: narrower (own proposal)."""

GAPS: Final[Mapping[SceneType, Gap]] = {
    "refusal": _DISPREFERRED,
    "boundary": _DISPREFERRED,
    "criticism_taken": _DISPREFERRED,
    "negotiation": Gap(0.2, 3.0, 4.0),
    "request": _ASKED,
    "criticism_given": _ASKED,
    "praise": Gap(0.2, 1.2, 2.0),
    "other": _DISPREFERRED,
}
"""The gap before an answer, in seconds; a talk has none. A silence after an offer is a means of negotiating, and a
thank-you is quick (own proposals)."""

APOLOGIES: Final[Mapping[SceneType, int]] = {
    "refusal": 0,
    "boundary": 0,
    "request": 1,
    "criticism_given": 1,
    "negotiation": 1,
    "talk": 1,
    "other": 1,
}
"""Needless apologies that nobody minds: none in a no, which they weaken, else one (own proposal on CCI, Assert
Yourself, modules 2 and 6). Somebody who takes criticism may well say sorry, so there the rule does not hold."""

REASONS: Final[Mapping[SceneType, int]] = {"refusal": 1, "boundary": 1, "request": 2}
"""Reasons that carry an answer: one makes a reasoned no, more invite a debate (own proposal on CCI, module 6). Reasons
are the substance of a negotiation, of criticism and of a talk."""

HEDGES: Final = 1
"""Hedges that nobody minds in a reply: one is courtesy (own proposal on CCI, module 2)."""

WORDS_PER_HEDGE: Final = 50
"""Words that a long answer may hold for each hedge (own proposal): two in 100."""

FINE_CUES: Final[Mapping[SceneType, frozenset[str]]] = {
    "criticism_taken": frozenset({"needless_apology", "hedge", "giving_in"}),
    "praise": frozenset({"hedge", "giving_in"}),
    "negotiation": frozenset({"giving_in"}),
}
"""Cues of passive words that are right in a scene: "you may be right" is fogging when it answers criticism (Smith
1975), and a concession is half of a bargain."""


def _only(*scenes: SceneType) -> frozenset[SceneType]:
    return frozenset(scenes)


def _but(*scenes: SceneType) -> frozenset[SceneType]:
    return _ALL - frozenset(scenes)


_PRESSED = _only("refusal", "boundary", "request", "criticism_given", "criticism_taken", "negotiation")
"""Where the other side may push."""

HOLDS: Final[Mapping[str, frozenset[SceneType]]] = {
    "fade": _ALL,
    # Joy and a talk lean on the end of a sentence.
    "pushed_ends": _but("praise", "talk"),
    "quiet": _ALL,
    # A strong voice is also that of joy.
    "hard": _but("praise"),
    # Who takes criticism may take time for it.
    "slow": _but("criticism_taken"),
    "fast": _ALL,
    "no_gaps": _ALL,
    "hesitation": _ALL,
    "fillers": _ALL,
    "filler_cluster": _ALL,
    # A calm, even no is the broken record as it is taught.
    "flat": _but("refusal", "boundary", "criticism_taken"),
    # A wide melody carries praise and a talk.
    "swings": _but("praise", "talk"),
    "rise": _ALL,
    "reply_late": frozenset(GAPS),
    "reply_early": frozenset(GAPS),
    "passive_words": _ALL,
    "aggressive_words": _ALL,
    "indirect_words": _ALL,
    "apology": frozenset(APOLOGIES),
    # "You may be right" answers criticism; praise needs no edge.
    "hedges": _but("criticism_taken", "praise"),
    "reasons": frozenset(REASONS),
    "no_request": _only("request", "boundary", "criticism_given"),
    # Agreeing with criticism that is right is no giving in.
    "giving_in": _only("refusal", "boundary", "request", "criticism_given", "negotiation"),
    "message_lost": _only("refusal", "boundary", "request", "criticism_given"),
    "new_excuses": _only("refusal", "boundary"),
    "voice_raised": _PRESSED,
    # A no may get shorter each time it is said, and a bargain or an answer to criticism ends with a short yes.
    "shrinks": _only("request", "criticism_given"),
    "swells": _PRESSED,
    # In praise, kind words are what is asked for.
    "tactic_flattery": _but("praise", "talk"),
}
"""In which scenes a rule holds."""

_TACTICS_HOLD: Final = _but("talk")
"""A talk has nobody in it to press."""


def holds(rule: str, scene: SceneType) -> bool:
    """Whether a rule is asked in a type of scene.

    Raises:
        KeyError: When there is no such rule in the table.
    """
    if rule.startswith("tactic_"):
        return scene in HOLDS.get(rule, _TACTICS_HOLD)
    return scene in HOLDS[rule]
