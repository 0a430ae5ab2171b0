"""Rules: from evidence to findings, each with what was measured, where, and against which band."""

from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules.pressure import PRESSURE_RULES
from voicecoach.coaching.rules.rule import Rule, find
from voicecoach.coaching.rules.strengths import strengths_beside
from voicecoach.coaching.rules.tactics import TACTIC_RULES
from voicecoach.coaching.rules.timing import TIMING_RULES
from voicecoach.coaching.rules.voice import VOICE_RULES
from voicecoach.coaching.rules.words import WORD_RULES
from voicecoach.coaching.scenes import holds
from voicecoach.session import Finding

RULES: tuple[Rule, ...] = (*VOICE_RULES, *TIMING_RULES, *WORD_RULES, *TACTIC_RULES, *PRESSURE_RULES)
"""Every rule that can find something to change."""

_BY_NAME = {rule.name: rule for rule in RULES}


def rule_named(name: str) -> Rule | None:
    """The rule of that name; None where there is none."""
    return _BY_NAME.get(name)


def weighed(evidence: Evidence) -> tuple[tuple[Finding, float], ...]:
    """All that could be changed with its effect, in no order; rules that do not hold in the scene are not asked."""
    found = (find(rule, evidence) for rule in RULES if holds(rule.name, evidence.scene_type))
    return tuple(one for one in found if one is not None)


def fixes(evidence: Evidence) -> tuple[Finding, ...]:
    """The same without the effects."""
    return tuple(finding for finding, _ in weighed(evidence))


def strengths(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that is worth keeping, in no order; nothing that a fix takes back."""
    return strengths_beside(evidence, {fix.rule for fix in fixes(evidence)})
