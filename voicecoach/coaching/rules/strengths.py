"""Strengths: what is worth keeping, each with its evidence.

Conventions
    A wording is praised in a sentence that is assertive as a whole, a technique also in a neutral one ("No, not
    tonight."), and one that is unsure; each in a scene where it is right, and
    never beside a fix that takes it back. A measure is praised inside its band, in a steady voice, beside no attack.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from voicecoach.coaching.broken_record import read_meter
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules.rule import CUE_SOURCE, carried
from voicecoach.history import SceneType
from voicecoach.reading import Cue, Technique
from voicecoach.session import Finding, Sentence

CENTRE_CONFIDENCE = 0.4
"""Confidence of a measure in the middle of its band (own proposal): below words, which are rarer."""

HELD_CONFIDENCE = 0.6
"""Confidence of a message held over one push (own proposal)."""

HELD_PER_PUSH = 0.1
"""What each further push adds (own proposal)."""

TECHNIQUE_SURENESS = 0.87
"""How far a found technique can be trusted: F1 of the names over 407 utterances kept for scoring
(benchmarks/results/style.json). One figure for all: 12 to 40 utterances a name do not tell the names apart."""

TECHNIQUE_SOURCE = "technique of assertive speech (Smith 1975; Bower & Bower 1976; CCI, module 4)"

_SAYING_NO: frozenset[SceneType] = frozenset({"refusal", "boundary", "negotiation", "other"})
_CHANGING: frozenset[SceneType] = frozenset({"request", "boundary", "criticism_given", "negotiation", "other"})
_CRITICISED: frozenset[SceneType] = frozenset({"criticism_taken", "other"})

_NO_SPOILED_BY = frozenset({"giving_in", "message_lost", "reasons", "new_excuses", "apology"})


@dataclass(frozen=True, slots=True)
class Praise:
    """What to say to a technique, where it is right, and which fixes take it back."""

    advice: str
    scenes: frozenset[SceneType] | None = None
    """None where it is right everywhere."""
    spoiled_by: frozenset[str] = frozenset()


TECHNIQUE_PRAISE: Mapping[str, Praise] = {
    "direct_no": Praise(
        "“{text}” is a no that nobody can mistake. Keep it.",
        _SAYING_NO,
        _NO_SPOILED_BY,
    ),
    "reasoned_no": Praise(
        "“{text}” says no and gives one reason. Keep it at that.",
        _SAYING_NO,
        _NO_SPOILED_BY,
    ),
    "raincheck_no": Praise(
        "“{text}” says no to this and offers another time. Keep it, where you mean it.",
        _SAYING_NO,
        frozenset({"giving_in", "apology"}),
    ),
    "broken_record": Praise(
        "“{text}” comes back to your point without a new argument. Keep it.",
        _SAYING_NO | _CHANGING,
        frozenset({"giving_in", "message_lost", "new_excuses", "voice_raised"}),
    ),
    "fogging": Praise("“{text}” grants what may be true and stays calm. Keep it.", _CRITICISED),
    "negative_assertion": Praise(
        "“{text}” owns a mistake without making you small. Keep it.", _CRITICISED, frozenset({"passive_words"})
    ),
    "negative_inquiry": Praise("“{text}” asks what exactly is meant. Keep it.", _CRITICISED),
    "empathy": Praise("“{text}” shows that you see the other side. Keep it."),
    "i_statement": Praise("“{text}” speaks for yourself. Keep it."),
    "request_for_change": Praise(
        "“{text}” asks for a change that the other can act on. Keep it.", _CHANGING, frozenset({"giving_in"})
    ),
    "asking_for_time": Praise(
        "“{text}” takes the time you need. Keep it.",
        frozenset({"refusal", "boundary", "negotiation", "criticism_taken", "other"}),
    ),
    "compromise": Praise(
        "“{text}” offers a way that works for both. Keep it.",
        frozenset({"refusal", "request", "criticism_given", "criticism_taken", "negotiation", "other"}),
    ),
    "stated_consequence": Praise(
        "“{text}” says calmly what you will do. Keep it for when it is needed.",
        frozenset({"boundary", "negotiation", "other"}),
        frozenset({"tactic_threat", "voice_raised", "hard"}),
    ),
    "desc_describe": Praise("“{text}” says what happened, without a judgement. Keep it.", _CHANGING),
    "desc_express": Praise("“{text}” says how it is for you. Keep it.", _CHANGING),
    "desc_specify": Praise("“{text}” says exactly what you ask for. Keep it.", _CHANGING, frozenset({"giving_in"})),
    "desc_consequence": Praise("“{text}” says what would follow from it. Keep it.", _CHANGING),
}
"""Techniques that are worth keeping. Giving in is none."""

CUE_SCENES: Mapping[str, frozenset[SceneType]] = {
    "boundary": _SAYING_NO | _CHANGING,
    "fact_before_opinion": _SAYING_NO | _CHANGING | {"talk"},
}
"""Where an assertive wording is right, if not everywhere: who answers criticism or praise sets no limit and makes no
case."""

CUE_PRAISE: Mapping[str, str] = {
    "boundary": "“{text}” sets the limit plainly. Keep it.",
    "request": "“{text}” asks for a change that the other can act on. Keep it.",
    "i_statement": "“{text}” speaks for yourself. Keep it.",
    "empathy": "“{text}” shows that you see the other side. Keep it.",
    "compromise": "“{text}” offers a way that works for both. Keep it.",
    "fact_before_opinion": "“{text}” puts the fact first. Keep it.",
}
"""Assertive wordings that are worth keeping."""

VOICE_PRAISE: Mapping[str, str] = {
    "end_fade_db": "Your sentence ends hold: the last words are as firm as the first. Keep that.",
    "speech_rate_wpm": "The pace, {value:.0f} words a minute, gives each point its time. Keep it.",
    "filled_pauses_per_min": "{value:.0f} filled pauses a minute: nobody minds those. Keep it so.",
    "f0_sd_semitones": "The melody is lively without swinging ({value:.1f} semitones). Keep it.",
}
"""Measures that are worth keeping."""

_SPOILING = frozenset({"passive", "aggressive", "passive_aggressive"})

ATTACKS = frozenset({"aggressive_words", "indirect_words"})
"""Fixes beside which nothing is praised: an attack takes it back."""


def strengths_beside(evidence: Evidence, fixes: Collection[str]) -> tuple[Finding, ...]:
    """Everything that is worth keeping, in no order, less what the fixes take back."""
    found = [*_held(evidence, fixes), *_cues(evidence, fixes), *_techniques(evidence, fixes)]
    return (*found, *_voice(evidence, fixes))


def _spoiled(spoiled_by: Collection[str], fixes: Collection[str]) -> bool:
    return any(fix in spoiled_by or fix in ATTACKS or fix.startswith("tactic_") for fix in fixes)


def _held(evidence: Evidence, fixes: Collection[str]) -> Iterator[Finding]:
    meter = read_meter(evidence)
    if meter is None or not all(meter.held) or meter.is_raised or meter.new_reasons:
        return
    if _spoiled({"giving_in", "message_lost", "new_excuses", "voice_raised", "reasons"}, fixes):
        return
    count = len(meter.held)
    yield Finding(
        rule="held_message",
        kind="strength",
        speaker=evidence.speaker,
        start_s=round(evidence.span.start_s, 2),
        end_s=round(evidence.span.end_s, 2),
        measured=float(count),
        unit="pushes",
        band=(1.0, float(count)),
        source="repeat calmly, no louder, no side issues (Smith 1975, broken record)",
        confidence=round(min(0.95, HELD_CONFIDENCE + HELD_PER_PUSH * (count - 1)), 3),
        advice=f"You came back to your point after {_pushes(count)}, calmly and without a new reason. Keep it.",
    )


def _pushes(count: int) -> str:
    return "the push" if count == 1 else f"each of {count} pushes"


def _wording(evidence: Evidence, sentence: Sentence, cue: Cue | Technique, advice: str, count: int) -> Finding:
    moment = evidence.cue_span(sentence, cue)
    technique = isinstance(cue, Technique)
    scores = sentence.style.scores
    sure = scores.assertive
    if technique:
        sure = (scores.assertive + scores.neutral) * TECHNIQUE_SURENESS
    return Finding(
        rule=cue.name,
        kind="strength",
        speaker=evidence.speaker,
        start_s=round(moment.start_s, 2),
        end_s=round(moment.end_s, 2),
        measured=float(count),
        unit="times",
        band=(1.0, float(max(count, len(evidence.words)))),
        source=TECHNIQUE_SOURCE if technique else CUE_SOURCE,
        confidence=round(min(1.0, sure) * carried(evidence), 3),
        advice=advice.format(text=cue.text),
    )


def _cues(evidence: Evidence, fixes: Collection[str]) -> Iterator[Finding]:
    cues = evidence.cues(("assertive",))
    for sentence, cue in cues:
        scenes = CUE_SCENES.get(cue.name)
        right = scenes is None or evidence.scene_type in scenes
        if cue.name in CUE_PRAISE and right and sentence.style.label == "assertive" and not _spoiled((), fixes):
            count = sum(other.name == cue.name for _, other in cues)
            yield _wording(evidence, sentence, cue, CUE_PRAISE[cue.name], count)


def _techniques(evidence: Evidence, fixes: Collection[str]) -> Iterator[Finding]:
    found = evidence.techniques()
    for sentence, move in found:
        praise = TECHNIQUE_PRAISE.get(move.name)
        # Praise for a phrase inside an insult, or inside words that take it back, would be false.
        if praise is None or sentence.style.label in _SPOILING or _spoiled(praise.spoiled_by, fixes):
            continue
        if praise.scenes is None or evidence.scene_type in praise.scenes:
            count = sum(other.name == move.name for _, other in found)
            yield _wording(evidence, sentence, move, praise.advice, count)


def _voice(evidence: Evidence, fixes: Collection[str]) -> Iterator[Finding]:
    """Single measures are praised only in a steady voice: a lively melody in an outburst is nothing to keep.

    Nor is the fluency of an attack: few hesitations mark an aggressive delivery as much as an assertive one (CCI,
    module 2).
    """
    if evidence.voice.label != "steady" or _spoiled((), fixes):
        return
    for name, advice in VOICE_PRAISE.items():
        measure = evidence.measure(name)
        if measure is None or measure.zone != "inside":
            continue
        low, high = measure.band
        best = low if low == 0 else (low + high) / 2
        centred = 1.0 - abs(measure.value - best) / (high - best)
        yield Finding(
            rule=f"steady_{name}",
            kind="strength",
            speaker=evidence.speaker,
            start_s=round(evidence.span.start_s, 2),
            end_s=round(evidence.span.end_s, 2),
            measured=measure.value,
            unit=measure.unit,
            band=measure.band,
            source=measure.basis,
            confidence=round(CENTRE_CONFIDENCE * (0.5 + 0.5 * centred) * carried(evidence), 3),
            advice=advice.format(value=measure.value),
        )
