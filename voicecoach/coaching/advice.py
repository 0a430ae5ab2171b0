"""Advice: at most one thing to keep and one thing to change.

Conventions
    Much feedback at once overwhelms (Presentation Trainer; docs/why.md), so the strongest fix stands alone.
    A take that was aimed at a fix is judged by that first: until it is mended it stays the fix, and where it went past
    the middle, the other side is. What undermines the words comes next: where words and voice disagree, fixes on the
    side of the voice count more. Too little speech has no advice at all, and a take that nothing spoils has no fix.
    Which of two fixes of about the same effect is a hair stronger is chance, and another take of the same delivery
    would get another advice: among those, a fixed order decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from voicecoach.coaching.bands import MIN_SPEECH_S
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.progress import OPPOSITES, Change, before_after, praise
from voicecoach.coaching.rules import weighed
from voicecoach.coaching.rules.rule import PER_STEP, WORTH_STEPS
from voicecoach.coaching.rules.strengths import strengths_beside
from voicecoach.coaching.rules.tactics import TACTIC_RULES
from voicecoach.session import Finding

MISMATCH_BONUS = 1.5
"""Weight of a fix on the side that spoils the other (own proposal)."""

LEAST_CONFIDENCE = 0.25
"""Findings below this are not worth a word (own proposal)."""

PAST_THE_MIDDLE = "That went past the middle. "
"""What is put before a fix on the other side of the one that was aimed at."""

ALIKE = PER_STEP * WORTH_STEPS
"""Effects nearer to each other than this are about the same: half a step, which is as far as a measure strays without
being worth a word (own proposal)."""

ORDER: tuple[tuple[str, ...], ...] = (
    (
        *("quiet", "hard", "fade", "pushed_ends", "slow", "fast", "hesitation", "no_gaps"),
        *("fillers", "filler_cluster", "flat", "swings", "rise"),
    ),
    ("aggressive_words", "passive_words", "indirect_words", *(rule.name for rule in TACTIC_RULES)),
)
"""Which comes first of findings of one kind with about the same effect (own proposal). Of the voice, what decides most
about a delivery (`bands`), the whole before its ends, and rises last: they are a norm of many regions. Of the words,
their tone before a tactic: its words are counted, while the name of a tactic is a model's guess."""

_WEAK = frozenset({"fade", "quiet", "slow", "hesitation", "fillers", "filler_cluster", "flat", "rise"})
_STRONG = frozenset({"hard", "fast", "no_gaps", "swings", "pushed_ends", "reply_early"})


def advise(evidence: Evidence) -> tuple[Finding, ...]:
    """The one strength and the one fix for a speaker, strength first; fewer where there is nothing to say."""
    if evidence.speech_s < MIN_SPEECH_S or not evidence.sentences:
        return ()
    effects: dict[str, float] = {}
    found: list[Finding] = []
    for seen, effect in weighed(evidence):
        bonus = _bonus(seen, evidence)
        found.append(replace(seen, confidence=round(min(1.0, seen.confidence * bonus), 3)))
        effects[seen.rule] = effect * bonus
    worth = [fix for fix in found if fix.confidence >= LEAST_CONFIDENCE]
    change = before_after(evidence)
    fix = _aimed(found, evidence, change) or _first(worth, effects)
    strength = praise(change, evidence) or _best(
        one for one in strengths_beside(evidence, {fix.rule for fix in found}) if one.confidence >= LEAST_CONFIDENCE
    )
    return tuple(finding for finding in (strength, fix) if finding is not None)


def _best(findings: Iterable[Finding]) -> Finding | None:
    """The surest finding; of equally sure ones the first."""
    return max(findings, key=lambda finding: finding.confidence, default=None)


def _first(worth: Sequence[Finding], effects: Mapping[str, float]) -> Finding | None:
    """The finding of most effect, or the one that comes before it in the order of its kind and has about as much."""
    strongest = max(worth, key=lambda fix: effects[fix.rule], default=None)
    if strongest is None:
        return None
    kind = next((names for names in ORDER if strongest.rule in names), (strongest.rule,))
    alike = [fix for fix in worth if fix.rule in kind and effects[strongest.rule] - effects[fix.rule] < ALIKE]
    return min(alike, key=lambda fix: kind.index(fix.rule))


def _aimed(found: Iterable[Finding], evidence: Evidence, change: Change | None) -> Finding | None:
    """The fix that this take was aimed at, or the one on its other side; None where neither is left."""
    # What was worked on is worth a word wherever it lies outside its band.
    by_rule = {fix.rule: replace(fix, confidence=max(fix.confidence, LEAST_CONFIDENCE)) for fix in found}
    if evidence.aim is None:
        return None
    if change is not None and change.verdict == "past_middle":
        over = by_rule.get(OPPOSITES.get(evidence.aim, ""))
        return replace(over, advice=PAST_THE_MIDDLE + over.advice) if over else None
    return by_rule.get(evidence.aim)


def _bonus(fix: Finding, evidence: Evidence) -> float:
    spoils_words = (evidence.congruence == "words_stronger" and fix.rule in _WEAK) or (
        evidence.congruence == "voice_stronger" and fix.rule in _STRONG
    )
    return MISMATCH_BONUS if spoils_words else 1.0
