"""Rules about time and melody of single events: the gap before a reply, rising statements, fillers in a cluster.

Measures
    Rising statements: share of the sentences that are no questions whose `final_pitch_semitones` reaches
    `RISE_SEMITONES`, or what is usual for the speaker and its spread, if that is more. High rising terminals are a
    regional norm, so a rise is counted on statements only, and never against a voice that usually rises.
    Cluster: the most filled pauses that begin within `CLUSTER_S`.
"""

from voicecoach.audio import Span
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules.rule import Rule, Seen, carried, end_of
from voicecoach.coaching.scenes import GAPS, TALKED_OVER_S
from voicecoach.prosody import Pause
from voicecoach.session import Sentence
from voicecoach.transcript import is_question

RISE_SEMITONES = 2.0
"""A statement that rises by this much rises (own proposal: high rising terminals reach about 6)."""

RISING_SHARE = 0.4
"""Share of statements that may rise (own proposal: a list or an unfinished thought rises too)."""

MIN_STATEMENTS = 3
"""Fewer statements have no share (own proposal)."""

CLUSTER_S = 10.0
"""Seconds in which fillers are a cluster: three of a kind in 10 s are noticed, single ones are human (Altura)."""

CLUSTER = 3
"""Filled pauses in them that make a cluster."""

TRIGGER_WORDS = 3
"""How many words behind a cluster are shown: a filler announces trouble in planning what comes (Clark & Fox Tree
2002)."""

UNKNOWN_USUAL = 0.6
"""How far a share of rises can be trusted where the speaker's usual is not known (own proposal): in many accents
statements rise."""

_GAP_SOURCE = "turns follow after about 0.2 s, a no later, over 2 s is felt (Stivers; Enfield; Templeton); limits: own"
_RISE_SOURCE = "evidence: a strongly rising end costs confidence (Guyer et al.); 2 semitones, 40 %: own proposal"
_CLUSTER_SOURCE = "direction: clusters are noticed, single fillers are not (Altura); 3 in 10 s: own proposal"


def _gap(evidence: Evidence, *, late: bool) -> Seen | None:
    limits = GAPS.get(evidence.scene_type)
    if limits is None or evidence.reply_gap_s is None:
        return None
    start_s = evidence.span.start_s
    return Seen(
        value=evidence.reply_gap_s,
        unit="s",
        band=(limits.low_s, limits.high_s),
        moment=Span(max(0.0, start_s - max(0.0, evidence.reply_gap_s)), start_s + 1.0),
        source=_GAP_SOURCE,
        step=1.0 if late else 0.3,
        limit=limits.froze_s if late else TALKED_OVER_S,
    )


def statements(evidence: Evidence) -> list[Sentence]:
    """The sentences that are no questions and whose end has enough voice to tell how it moves."""
    return [s for s in evidence.sentences if s.prosody.final_pitch_semitones is not None and not is_question(s.text)]


def rising_from(evidence: Evidence) -> float:
    """Semitones from which a statement of this speaker rises."""
    usual = evidence.baseline.measures.get("final_pitch_semitones") if evidence.baseline else None
    return RISE_SEMITONES if usual is None else max(RISE_SEMITONES, usual.median + usual.spread)


def _rise(evidence: Evidence) -> Seen | None:
    said = statements(evidence)
    if len(said) < MIN_STATEMENTS:
        return None
    ends = [(sentence.prosody.final_pitch_semitones or 0.0, sentence.span) for sentence in said]
    usual_known = evidence.baseline is not None and "final_pitch_semitones" in evidence.baseline.measures
    count = sum(end >= rising_from(evidence) for end, _ in ends)
    return Seen(
        value=count / len(said),
        unit="of the statements",
        band=(0.0, RISING_SHARE),
        moment=end_of(max(ends, key=lambda pair: pair[0])[1]),
        source=_RISE_SOURCE,
        step=0.2,
        sureness=carried(evidence) * (1.0 if usual_known else UNKNOWN_USUAL),
        text=f"{count} of {len(said)}",
    )


def _cluster(evidence: Evidence) -> Seen | None:
    filled = [pause for pause in evidence.pauses if pause.kind == "filled"]
    groups = [
        [other for other in filled if 0.0 <= other.start_s - first.start_s <= CLUSTER_S + 1e-9] for first in filled
    ]
    group = max(groups, key=len, default=[])
    before = f" before “{words}”" if (words := _words_behind(group, evidence)) else ""
    return Seen(
        value=float(len(group)),
        unit="in 10 s",
        band=(0.0, CLUSTER - 1.0),
        moment=Span(group[0].start_s, group[-1].end_s) if group else evidence.span,
        source=_CLUSTER_SOURCE,
        text=before,
    )


def _words_behind(group: list[Pause], evidence: Evidence) -> str:
    """The words that the last filler of a cluster led to; empty where none followed."""
    if not group:
        return ""
    behind = [word for word in evidence.words if word.start_s >= group[-1].end_s - 0.05]
    return " ".join(word.text for word in behind[:TRIGGER_WORDS]).strip(".,;:!?")


TIMING_RULES: tuple[Rule, ...] = (
    Rule(
        name="reply_late",
        label="Gap before the reply",
        form="{value:.1f} s",
        side="over",
        look=lambda evidence: _gap(evidence, late=True),
        advice=(
            "{value:.1f} s passed before you answered. Say something early, even “let me think about it”, and then "
            "take your time."
        ),
        noise=0.3,
        weight=0.8,
    ),
    Rule(
        name="reply_early",
        label="Gap before the reply",
        form="{value:.1f} s",
        side="under",
        look=lambda evidence: _gap(evidence, late=False),
        advice="You began before the other had finished. Let their last word end, breathe in, then answer.",
        noise=0.3,
        weight=0.9,
    ),
    Rule(
        name="rise",
        label="Rising statements",
        form="{value:.0%}",
        side="over",
        look=_rise,
        advice=(
            "{text} statements rose at the end, as questions do. Where you mean them as they stand, let them come down."
        ),
        noise=0.2,
        weight=0.8,
    ),
    Rule(
        name="filler_cluster",
        label="Fillers close together",
        form="{value:.0f} in 10 s",
        side="over",
        look=_cluster,
        advice="{value:.0f} fillers came close together{text}. Stop there, find the next words in silence, go on.",
        noise=1.0,
        weight=0.8,
    ),
)
"""The rules about single events in time."""
