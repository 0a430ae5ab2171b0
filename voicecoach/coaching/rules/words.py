"""Rules about the words: their style as a whole, apologies, hedges, reasons, and a request that is missing.

Conventions
    Words are counted; what is uncertain is whether they were found at all.
    Counts hold for one answer. The words of a style are only a fix where all of the answer has that style.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from voicecoach.audio import Span
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.moves import asks_in, reasons_in
from voicecoach.coaching.rules.rule import CUE_SOURCE, Rule, Seen, carried
from voicecoach.coaching.scenes import APOLOGIES, FINE_CUES, HEDGES, REASONS, WORDS_PER_HEDGE
from voicecoach.reading import Cue, CueStyle
from voicecoach.session import Sentence

SOFTENERS = 1
"""Passive cues that nobody minds where the words are passive as a whole: one is courtesy (own proposal)."""

MIN_REQUEST_WORDS = 8
"""Fewer words are not held to contain a request (own proposal): an opening like "have you got a minute" has none."""

REQUEST_SURENESS = 0.7
"""How far a missing request can be trusted: one in four requests is not found (own figures of the wording lists)."""

_STYLE_RULES: tuple[tuple[str, str, CueStyle, int, str], ...] = (
    (
        "passive_words",
        "Softening words",
        "passive",
        SOFTENERS,
        "“{text}” gives ground before anyone asks for it. Leave it out and say what you want.",
    ),
    (
        "aggressive_words",
        "Attacking words",
        "aggressive",
        0,
        "“{text}” attacks the other person. Say what happened and what you ask for instead.",
    ),
    (
        "indirect_words",
        "Sideways words",
        "passive_aggressive",
        0,
        "“{text}” says it sideways. Say straight out what bothers you and what you would like.",
    ),
)


def _counted(evidence: Evidence, found: Sequence[tuple[Sentence, Cue]], allowed: int, *, quiet: bool = False) -> Seen:
    """Cues as something seen, at the first of them."""
    moment = evidence.cue_span(*found[0]) if found else evidence.span
    return Seen(
        value=float(len(found)),
        unit="times",
        band=(0.0, float(allowed)),
        moment=moment,
        source=CUE_SOURCE,
        text=found[0][1].text if found else "",
        quiet=quiet,
    )


def _style(kind: CueStyle, allowed: int) -> Callable[[Evidence], Seen]:
    def look(evidence: Evidence) -> Seen:
        fine = FINE_CUES.get(evidence.scene_type, frozenset()) if kind == "passive" else frozenset()
        found = [pair for pair in evidence.cues((kind,)) if pair[1].name not in fine]
        # Where the sentence has most of the style, the cue says most.
        found.sort(key=lambda pair: -getattr(pair[0].style.scores, kind))
        seen = _counted(evidence, found, allowed, quiet=evidence.style.label != kind)
        confidence = getattr(evidence.style.scores, kind) * carried(evidence)
        return replace(seen, confidence=confidence)

    return look


def _named(evidence: Evidence, name: str) -> list[tuple[Sentence, Cue]]:
    return [pair for pair in evidence.cues(("passive",)) if pair[1].name == name]


def _apologies(evidence: Evidence) -> Seen | None:
    allowed = APOLOGIES.get(evidence.scene_type)
    return None if allowed is None else _counted(evidence, _named(evidence, "needless_apology"), allowed)


def _hedges(evidence: Evidence) -> Seen:
    allowed = max(HEDGES, len(evidence.words) // WORDS_PER_HEDGE)
    return _counted(evidence, _named(evidence, "hedge"), allowed)


def _reasons(evidence: Evidence) -> Seen | None:
    allowed = REASONS.get(evidence.scene_type)
    if allowed is None:
        return None
    found = [(s, clause) for s in evidence.sentences for clause in reasons_in(s.text, s.style.cues)]
    # The first one beyond those that are fine is where it starts to pile up.
    beyond = found[allowed] if len(found) > allowed else None
    return Seen(
        value=float(len(found)),
        unit="reasons",
        band=(0.0, float(allowed)),
        moment=_clause_span(evidence, *beyond) if beyond else evidence.span,
        source="direction: brief and clear, a no needs no case for it (CCI, module 6); count: own proposal",
        text=beyond[1] if beyond else "",
    )


def _clause_span(evidence: Evidence, sentence: Sentence, clause: str) -> Span:
    start = sentence.text.index(clause)
    return evidence.cue_span(sentence, Cue("reason", "neutral", clause, start, start + len(clause)))


def _requests(evidence: Evidence) -> Seen:
    limits = evidence.scene_type == "boundary"
    count = asks_in(evidence, limits=limits) + sum(asks_in(turn, limits=limits) for turn in evidence.replies)
    return Seen(
        value=float(count),
        unit="requests",
        band=(1.0, float(max(count, len(evidence.sentences)))),
        moment=evidence.sentences[-1].span,
        source="evidence: assertive answers ask for new behaviour (Eisler et al. 1975, Aronov 1974); count: own",
        sureness=REQUEST_SURENESS,
        quiet=len(evidence.words) < MIN_REQUEST_WORDS,
    )


WORD_RULES: tuple[Rule, ...] = (
    *(
        Rule(
            name=name,
            label=label,
            form="{value:.0f}",
            side="over",
            look=_style(kind, allowed),
            advice=advice,
            noise=0.0,
        )
        for name, label, kind, allowed, advice in _STYLE_RULES
    ),
    Rule(
        name="apology",
        label="Apologies",
        form="{value:.0f}",
        side="over",
        look=_apologies,
        advice="“{text}” apologises where nothing was done wrong. Say the sentence without it.",
        noise=0.0,
        weight=0.6,
    ),
    Rule(
        name="hedges",
        label="Hedges",
        form="{value:.0f}",
        side="over",
        look=_hedges,
        advice="{value:.0f} hedges (“{text}” is one) take back part of what you say. Keep one at most.",
        noise=0.0,
        weight=0.8,
    ),
    Rule(
        name="reasons",
        label="Reasons",
        form="{value:.0f}",
        side="over",
        look=_reasons,
        advice="{value:.0f} reasons invite a debate about each. Keep the best one and stop before “{text}”.",
        noise=0.0,
        weight=0.9,
    ),
    Rule(
        name="no_request",
        label="Requests",
        form="{value:.0f}",
        side="under",
        look=_requests,
        advice="What you would like to change was not said. Add one sentence: “I would like you to ...”.",
        noise=0.0,
        weight=1.0,
    ),
)
"""The rules about words."""
