"""Rules about tactics: words that press on the other side, named in the learner's own words.

Conventions
    The words are labelled, never the person. In neutral sentences a third of what is named is wrong (4 of 11 in
    utterances kept for scoring; in the others 11 of 151), so there a second sign is needed: all of the words read as
    pressing or giving way. None is talked about where words are assertive and the sentence is no attack, nor where one
    sentence of assertive words reads as an attack by a name that all of them together do not show: where a recogniser
    puts a full stop into a sentence, its second half can read as an order.
"""

from collections.abc import Callable

from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules.rule import Rule, Seen
from voicecoach.session import Sentence

SURENESS = 0.86
"""How far a found tactic can be trusted: F1 of the names over 407 utterances kept for scoring
(benchmarks/results/style.json). One figure for all: twelve utterances a name do not tell the names apart."""

_ATTACKS = frozenset({"aggressive", "passive_aggressive"})
_SIGNS = _ATTACKS | {"passive"}
_OPEN = _SIGNS | {"unsure"}

TACTIC_SOURCE = (
    "pressure in place of a request: judging, threats, broken confidences, stonewalling and crossed limits mark "
    "aggressive communication (CCI, module 2; Smith 1975); list: own proposal"
)

TACTIC_ADVICE = {
    "guilt": "“{text}” asks through guilt. Ask for what you want, and leave the other free to say no.",
    "flattery": "“{text}” puts a compliment before a wish. Say the wish by itself.",
    "minimising": "“{text}” makes little of what matters to the other. Say that you see it, then your own side.",
    "threat": "“{text}” threatens. Say what you will do yourself if it goes on, calmly and only once.",
    "moving_goalposts": "“{text}” changes what was agreed. Name the agreement, then the new wish as a new one.",
    "everyone_does": "“{text}” leans on what others do. Say why you want it yourself.",
    "sulking": "“{text}” shows the hurt and hides the wish. Say what you would like instead.",
    "false_urgency": "“{text}” hurries the other. Say by when you need it and why.",
    "judging": "“{text}” judges the person. Say what was done and how it is for you.",
    "lying_or_gaslighting": "“{text}” tells the other what they saw or felt. Say how you remember it.",
    "breaking_confidence": "“{text}” brings in what was private. Leave it out and speak for yourself.",
    "stonewalling": "“{text}” closes the talk. If you need a break, say so, and say when you will go on.",
    "violating_boundary": "“{text}” goes past what the other refused. Ask once more, and take the answer.",
    "playing_victim": "“{text}” makes it about how hard done by you are. Say what happened and what you ask for.",
}
"""What to say to each tactic."""


def _look(name: str) -> Callable[[Evidence], Seen]:
    def look(evidence: Evidence) -> Seen:
        found = [
            (sentence, move)
            for sentence, move in evidence.tactics()
            if move.name == name and _has_second_sign(sentence, name, evidence)
        ]
        return Seen(
            value=float(len(found)),
            unit="times",
            band=(0.0, 0.0),
            moment=evidence.cue_span(*found[0]) if found else evidence.span,
            source=TACTIC_SOURCE,
            sureness=SURENESS,
            text=found[0][1].text if found else "",
        )

    return look


def _has_second_sign(sentence: Sentence, name: str, evidence: Evidence) -> bool:
    label, whole = sentence.style.label, evidence.style.label
    if label in _ATTACKS:
        return whole != "assertive" or any(move.name == name for move in evidence.style.tactics)
    if "assertive" in (label, whole):
        return False
    return label in _OPEN or whole in _SIGNS


TACTIC_RULES: tuple[Rule, ...] = tuple(
    Rule(
        name=f"tactic_{name}",
        label="Pressing words",
        form="{value:.0f}",
        side="over",
        look=_look(name),
        advice=advice,
        noise=0.0,
        weight=1.2,
    )
    for name, advice in TACTIC_ADVICE.items()
)
"""One rule a tactic."""
