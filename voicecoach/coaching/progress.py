"""Progress: two takes of one answer side by side, by the rule that the second one was aimed at.

Conventions
    A change within the rule's noise is no change, whichever way it goes. Steady is the middle: a value that leaves the
    band on the other side has gone past it, and is no success.
Measures
    noise       the rule's own; with a baseline of the speaker at least spread x sqrt(2 / n), by which the difference of
                two means over n sentences strays when nothing was changed.
"""

import math
from dataclasses import dataclass
from typing import Literal

from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import rule_named
from voicecoach.coaching.rules.rule import Rule, Seen
from voicecoach.coaching.scenes import holds
from voicecoach.session import Finding

Verdict = Literal["held", "still_holds", "nearer", "no_change", "further", "past_middle"]

MENDED_CONFIDENCE = 0.9
"""Confidence of the praise for what was aimed at and is mended (own proposal): it was measured twice."""

OPPOSITES = {
    "fade": "pushed_ends",
    "pushed_ends": "fade",
    "quiet": "hard",
    "hard": "quiet",
    "slow": "fast",
    "fast": "slow",
    "flat": "swings",
    "swings": "flat",
    "hesitation": "no_gaps",
    "no_gaps": "hesitation",
    "passive_words": "aggressive_words",
    "aggressive_words": "passive_words",
    "reply_late": "reply_early",
    "reply_early": "reply_late",
    "giving_in": "aggressive_words",
    "hedges": "aggressive_words",
    "shrinks": "swells",
    "swells": "shrinks",
}
"""For a fix, the one on the other side of the middle: who works on one may overshoot into the other."""

_SAID: dict[Verdict, str] = {
    "held": "that held",
    "still_holds": "it still holds",
    "nearer": "nearer, not there yet",
    "no_change": "no change",
    "further": "further off than before",
    "past_middle": "that went past the middle, half of it is enough",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing from one take to the next."""

    rule: str
    verdict: Verdict
    before: float
    now: float
    unit: str
    noise: float
    """Changes up to here are no change, in the unit."""
    line: str
    """The change in words."""
    seen: Seen
    """What the rule saw in the later take."""


def before_after(evidence: Evidence) -> Change | None:
    """What became of what this take was aimed at, beside the take before it.

    Returns:
        The change; None without an aim, without a take before, or where either take can't be measured.
    """
    if evidence.aim is None or not evidence.earlier:
        return None
    return compare_takes(evidence.aim, evidence.earlier[-1], evidence)


def compare_takes(name: str, before: Evidence, now: Evidence) -> Change | None:
    """One rule's view of two takes, the earlier one first; None where there is no such rule or nothing to compare."""
    rule = rule_named(name)
    if rule is None:
        return None
    then, seen = rule.look(before), rule.look(now)
    if then is None or seen is None or then.unit != seen.unit:
        return None
    noise = noise_of(rule, then, now)
    past = _overshoots(name, before, now) or _leaves(rule, then, seen, noise)
    verdict: Verdict = "past_middle" if past else judge(rule, then, seen, noise)
    line = f"{rule.label}: {rule.show(then.value)} before, {rule.show(seen.value)} now: {_SAID[verdict]}."
    return Change(name, verdict, round(then.value, 3), round(seen.value, 3), seen.unit, noise, line, seen)


def noise_of(rule: Rule, then: Seen, now: Evidence) -> float:
    """How much of a difference is no change, in the unit of what was seen."""
    noise = rule.noise * abs(then.value) if rule.noise_is_share else rule.noise
    usual = now.baseline.measures.get(rule.measure) if now.baseline and rule.measure else None
    return max(noise, usual.spread * math.sqrt(2 / len(now.sentences))) if usual else noise


def _overshoots(name: str, before: Evidence, now: Evidence) -> bool:
    """Whether the fix on the other side of the middle has come up, and was not there before."""
    other = rule_named(OPPOSITES.get(name, ""))
    if other is None or not holds(other.name, now.scene_type):
        return False
    then, seen = other.look(before), other.look(now)
    return seen is not None and other.fires(seen) and not (then is not None and other.fires(then))


def _leaves(rule: Rule, then: Seen, seen: Seen, noise: float) -> bool:
    """Whether a measure of the voice has left its band on the other side, where no rule stands in any scene."""
    other = rule_named(OPPOSITES.get(rule.name, ""))
    if not rule.measure or (other is not None and other.measure == rule.measure):
        return False
    low, high = seen.band
    beyond = seen.value < low if rule.side == "over" else seen.value > high
    was_beyond = then.value < low if rule.side == "over" else then.value > high
    return beyond and not was_beyond and abs(seen.value - then.value) > noise


def judge(rule: Rule, then: Seen, seen: Seen, noise: float) -> Verdict:
    """What a change amounts to on a rule's own side of the band."""
    was_out, is_out = rule.fires(then), rule.fires(seen)
    moved = seen.value - then.value
    if abs(moved) <= noise:
        return "no_change" if was_out or is_out else "still_holds"
    if not is_out:
        return "held" if was_out else "still_holds"
    return "further" if (moved > 0) == (rule.side == "over") else "nearer"


def praise(change: Change | None, evidence: Evidence) -> Finding | None:
    """What was aimed at and is mended, as a strength; None where it is not mended, or lies past its band.

    A value that has come past the middle of its band is told to stay there: praise must not drive it on.
    """
    rule = rule_named(change.rule) if change else None
    if change is None or rule is None or change.verdict != "held":
        return None
    low, high = change.seen.band
    if not low <= change.seen.value <= high:
        return None
    other = rule_named(OPPOSITES.get(change.rule, ""))
    middle = sum(change.seen.band) / 2
    beyond = change.now < middle if rule.side == "over" else change.now > middle
    enough = beyond and other is not None and other.label == rule.label
    moment = change.seen.moment
    return Finding(
        rule=f"mended_{change.rule}",
        kind="strength",
        speaker=evidence.speaker,
        start_s=round(moment.start_s, 2),
        end_s=round(moment.end_s, 2),
        measured=change.now,
        unit=change.unit,
        band=change.seen.band,
        source=change.seen.source,
        confidence=MENDED_CONFIDENCE,
        advice=change.line + (" That is enough, no more is needed." if enough else " Keep it there."),
    )
