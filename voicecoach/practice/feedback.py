"""What is said of one reply: its words beside its voice, one thing to keep, one to change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from voicecoach.analysis import AnalysisOptions
from voicecoach.coaching.advice import advise
from voicecoach.coaching.congruence import agree, compare
from voicecoach.coaching.evidence import Evidence, from_document
from voicecoach.coaching.progress import before_after
from voicecoach.coaching.typed import typed_evidence
from voicecoach.language.style import read_styles
from voicecoach.ports import StyleModel
from voicecoach.reading import Agreement, StyleReading, VoiceReading
from voicecoach.replying import Answered, Asked
from voicecoach.session import Finding


@dataclass(frozen=True, slots=True)
class Feedback:
    """Feedback on one reply."""

    style: StyleReading
    voice: VoiceReading | None
    """None where the reply was typed."""
    agreement: Agreement | None
    """How words and voice go together; None where the reply was typed."""
    strength: Finding | None = None
    fix: Finding | None = None
    change: str | None = None
    """This try beside the one before, in a line; None for a first try."""


def evidence_of(answered: Answered, asked: Asked, model: Callable[[], StyleModel]) -> Evidence | None:
    """What the rules look at in a reply, with all that is known of the scene; None where no words were said."""
    options = asked.options
    if answered.analysis is not None:
        found = from_document(answered.analysis, baseline=options.baseline)
    else:
        contexts = [asked.context]

        def read(texts: Sequence[str]) -> tuple[StyleReading, ...]:
            return read_styles(texts, model(), contexts=contexts * len(texts))

        found = typed_evidence(answered.text, answered.style, read)
    if found is None:
        return None
    found = replace(found, style=answered.style, congruence=compare(answered.style.label, found.voice.label))
    return in_scene(found, options)


def in_scene(evidence: Evidence, options: AnalysisOptions) -> Evidence:
    """Evidence with what is known of the scene."""
    return replace(
        evidence,
        scene_type=options.scene_type,
        aim=options.aim,
        earlier=options.earlier,
        replies=options.replies,
        pushes=options.pushes,
        message=options.message,
    )


def feedback_on(answered: Answered, evidence: Evidence | None) -> Feedback:
    """Feedback on a reply; only the style of its words where there is no evidence."""
    if evidence is None:
        return Feedback(answered.style, None, None)
    findings = answered.analysis.findings if answered.analysis is not None else advise(evidence)
    by_kind = {finding.kind: finding for finding in findings}
    spoken = answered.analysis is not None
    return Feedback(
        style=answered.style,
        voice=evidence.voice if spoken else None,
        agreement=agree(answered.style, evidence.voice, evidence.sentences) if spoken else None,
        strength=by_kind.get("strength"),
        fix=by_kind.get("fix"),
        change=_change(evidence),
    )


def _change(evidence: Evidence) -> str | None:
    """This try beside the one before: by the fix it was aimed at, else by the styles; None for a first try."""
    found = before_after(evidence)
    if found is not None:
        return found.line
    if not evidence.earlier:
        return None
    before = evidence.earlier[-1]
    pairs = [("words", before.style.label, evidence.style.label), ("voice", before.voice.label, evidence.voice.label)]
    known = [(what, then, now) for what, then, now in pairs if "unsure" not in (then, now)]
    told = [f"{what} {_said(then)} before, {_said(now)} now" for what, then, now in known]
    return f"{'; '.join(told)}.".capitalize() if told else None


def _said(label: str) -> str:
    return label.replace("_", "-")
