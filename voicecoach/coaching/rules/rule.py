"""A rule: one thing to look at, the side on which it is worth a word, and what to say then.

Conventions
    A rule's `look` gives what was measured also where that is inside the band, so that two takes can be set side by
    side; None means that it can't be known. `confidence` grows with the distance from the band; it weighs findings
    against each other (own proposal), it is no probability.
    Wording: the sentence is labelled, not the person; one thing to do, no praise without evidence.
Measures
    steps = distance from the band / step, at most `voice.MOST_STEPS`; for the voice those of its reading, so that a
        baseline's own step counts where the band is the speaker's own;
    confidence = min(`MOST_CONFIDENCE`, (`AT_THE_EDGE` + `PER_STEP` x steps) x weight) x sureness, and at most
        `NOT_WORTH` for a measure of the voice less than `WORTH_STEPS` outside;
    effect = the same without the two limits from above, which would make all that is far outside alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from voicecoach.audio import Span
from voicecoach.coaching.drills import drill_for
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.voice import MOST_STEPS
from voicecoach.session import Finding

AT_THE_EDGE = 0.3
"""Confidence right outside a band, for a rule of weight 1 (own proposal)."""

WORTH_STEPS = 0.5
"""How far outside its band a measure of the voice has to lie to be worth a word, in steps (own proposal). Eleven rules
look at one take, and a band holds nine of ten unchanged sentences: at the edge alone, one rule would speak in every
second take that nothing was done to. Half a step beyond it lie some three standard deviations of what a speaker does
without meaning it."""

NOT_WORTH = 0.15
"""The most confidence of such a measure: below `advice.LEAST_CONFIDENCE`, also where it goes with a mismatch."""

PER_STEP = 0.3
"""Confidence that each step away from the band adds (own proposal)."""

MOST_CONFIDENCE = 0.95
"""No rule is surer than this (own proposal)."""

ENOUGH_SPEECH_S = 20.0
"""Speech from which more of it adds no confidence (own proposal)."""

END_S = 1.0
"""How much of a sentence's end is played as the moment of a fade or a rise (own proposal)."""

CUE_SOURCE = "CCI, Assert Yourself, modules 2 and 6 (words by style); count: own proposal"
"""Where the rules about words come from."""

Side = Literal["under", "over"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw in some evidence."""

    value: float
    unit: str
    band: tuple[float, float]
    """The quiet zone; edges are inside."""
    moment: Span
    source: str
    step: float = 1.0
    """How far outside the band counts as one step, in the measure's unit."""
    steps: float | None = None
    """How many steps outside the band it lies, where that was already measured; in place of `step`."""
    limit: float | None = None
    """Where it starts to be worth a word, if that lies outside the band."""
    sureness: float = 1.0
    """How far the measure itself can be trusted here, 0 to 1."""
    confidence: float | None = None
    """In place of the formula."""
    text: str = ""
    """The words it is about."""
    quiet: bool = False
    """Whether there is nothing to say whatever the value."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look at."""

    name: str
    label: str
    """What it looks at, in plain words, to set two takes side by side."""
    form: str
    """How a value is shown beside the label: a format of `value`."""
    side: Side
    """The side of the band on which it is worth a word."""
    look: Callable[[Evidence], Seen | None]
    advice: str
    """May name {value}, {low}, {high} and {text}."""
    noise: float
    """How much the value moves between two takes when nothing was changed, in its unit; less is no change."""
    weight: float = 1.0
    """How much it matters beside the other rules, 0 to 1 or a little more (own proposal)."""
    noise_is_share: bool = False
    """Whether the noise is a share of the value before."""
    measure: str = ""
    """The measure of `prosody.Prosody` that it looks at; empty where it is none."""
    sign: int = 1
    """-1 where a value is shown the other way round."""

    def fires(self, seen: Seen) -> bool:
        """Whether what was seen is worth a word."""
        if seen.quiet:
            return False
        low, high = seen.band
        if self.side == "over":
            return seen.value > (high if seen.limit is None else seen.limit)
        return seen.value < (low if seen.limit is None else seen.limit)

    def show(self, value: float) -> str:
        """A value in words."""
        return self.form.format(value=self.sign * value + 0.0)


def find(rule: Rule, evidence: Evidence) -> tuple[Finding, float] | None:
    """What a rule has to say, and its effect; None where it has nothing."""
    seen = rule.look(evidence)
    if seen is None or not rule.fires(seen):
        return None
    low, high = seen.band
    found = Finding(
        rule=rule.name,
        kind="fix",
        speaker=evidence.speaker,
        start_s=round(seen.moment.start_s, 2),
        end_s=round(seen.moment.end_s, 2),
        measured=round(seen.value, 3),
        unit=seen.unit,
        band=seen.band,
        source=seen.source,
        confidence=_confidence(rule, seen),
        advice=rule.advice.format(value=seen.value, low=low, high=high, text=seen.text),
        drill=drill_for(rule.name, tried(rule.name, evidence)),
    )
    return found, _effect(rule, seen)


def tried(rule: str, evidence: Evidence) -> int:
    """How many takes, this one counted, were aimed at a rule."""
    return sum(take.aim == rule for take in (*evidence.earlier, evidence))


def trust(evidence: Evidence) -> float:
    """How far the amount of speech carries a finding, 0 to 1."""
    return min(1.0, evidence.speech_s / ENOUGH_SPEECH_S)


def carried(evidence: Evidence) -> float:
    """The same as a factor: down to a half where there is little speech."""
    return 0.5 + 0.5 * trust(evidence)


def end_of(span: Span) -> Span:
    """The last second of a stretch."""
    return Span(max(span.start_s, span.end_s - END_S), span.end_s)


def _confidence(rule: Rule, seen: Seen) -> float:
    if seen.confidence is not None:
        return round(seen.confidence, 3)
    most = MOST_CONFIDENCE if seen.steps is None or seen.steps >= WORTH_STEPS else NOT_WORTH
    return round(min(most, _beyond(rule, seen)) * seen.sureness, 3)


def _effect(rule: Rule, seen: Seen) -> float:
    return _beyond(rule, seen) * seen.sureness if seen.confidence is None else seen.confidence


def _beyond(rule: Rule, seen: Seen) -> float:
    return (AT_THE_EDGE + PER_STEP * min(MOST_STEPS, _steps(seen))) * rule.weight


def _steps(seen: Seen) -> float:
    low, high = seen.band
    return max(low - seen.value, seen.value - high, 0.0) / seen.step if seen.steps is None else seen.steps
