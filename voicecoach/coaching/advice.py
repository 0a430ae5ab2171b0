"""Advice: at most one thing to keep and one thing to change.

Conventions
    Much feedback at once overwhelms (Presentation Trainer; docs/why.md), so the strongest fix stands alone.
    What undermines the words comes first: where words and voice disagree, fixes on the side of the voice count more.
    Too little speech has no advice at all.
"""

from dataclasses import replace

from voicecoach.coaching.bands import MIN_SPEECH_S
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules import fixes, strengths
from voicecoach.session import Finding

MISMATCH_BONUS = 1.5
"""Weight of a fix on the side that spoils the other (own proposal)."""

LEAST_CONFIDENCE = 0.25
"""Findings below this are not worth a word (own proposal)."""

_WEAK = frozenset({"fade", "quiet", "slow", "hesitation", "fillers", "flat", "rise"})
_STRONG = frozenset({"hard", "fast", "no_gaps", "swings"})


def advise(evidence: Evidence) -> tuple[Finding, ...]:
    """The one strength and the one fix for a speaker, strength first; fewer where there is nothing to say."""
    if evidence.speech_s < MIN_SPEECH_S or not evidence.sentences:
        return ()
    weighed = [replace(fix, confidence=round(min(1.0, _weight(fix, evidence)), 3)) for fix in fixes(evidence)]
    chosen = (_best(strengths(evidence)), _best(tuple(weighed)))
    return tuple(finding for finding in chosen if finding is not None)


def _best(findings: tuple[Finding, ...]) -> Finding | None:
    """The surest finding; of equally sure ones the first."""
    best = max(findings, key=lambda finding: finding.confidence, default=None)
    return best if best is not None and best.confidence >= LEAST_CONFIDENCE else None


def _weight(fix: Finding, evidence: Evidence) -> float:
    spoils_words = (evidence.congruence == "words_stronger" and fix.rule in _WEAK) or (
        evidence.congruence == "voice_stronger" and fix.rule in _STRONG
    )
    return fix.confidence * (MISMATCH_BONUS if spoils_words else 1.0)
