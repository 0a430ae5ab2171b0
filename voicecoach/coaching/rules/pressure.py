"""Rules about pressure: giving in, losing the message, new excuses, a rising voice, answers that shrink or swell.

Conventions
    They need a scene in which the other side pushed (`Evidence.pushes`); without it only giving in is looked at, and
    only where giving in is the opposite of what the scene asks for.
"""

from collections.abc import Callable
from itertools import pairwise

from voicecoach.coaching.broken_record import RAISED_DB, RAISED_SEMITONES, Meter, read_meter
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.moves import gives_in
from voicecoach.coaching.rules.rule import Rule, Seen

GIVING_IN_SURENESS = 0.86
"""How far words that give in can be trusted: F1 of that name over utterances kept for scoring
(benchmarks/results/style.json)."""

HELD_SURENESS = 0.7
"""How far a lost message can be trusted: other words may say the same (own proposal)."""

SHRUNK = 0.4
"""Length of the last reply over the first below which answers shrink (own proposal: less than half)."""

SWOLLEN = 2.0
"""The same above which they swell (own proposal: twice as long)."""

MIN_REPLIES = 3
"""Fewer replies are no trend (own proposal)."""

SHORT_WORDS = 6
"""A reply of more words has not shrunk to nothing (own proposal)."""

LONG_WORDS = 30
"""A reply of fewer words does not ramble (own proposal: some 12 s of speech)."""

_FIRM = frozenset({"refusal", "boundary"})
_RECORD_SOURCE = "repeat calmly, no louder, no side issues (Smith 1975, broken record); limits: own proposal"
_LENGTH_SOURCE = "direction: assertive answers are brief and hold (CCI, modules 2 and 6); limits: own proposal"


def _giving_in(evidence: Evidence) -> Seen:
    given = [s for s in evidence.sentences if gives_in(s.style)]
    moves = [pair for pair in evidence.techniques() if pair[1].name == "giving_in"]
    kept = not _gave_in(evidence)
    sentence = moves[0][0] if moves else (given or evidence.sentences)[0]
    return Seen(
        value=0.0 if kept else float(max(1, len(moves), len(given))),
        unit="times",
        band=(0.0, 0.0),
        moment=evidence.cue_span(*moves[0]) if moves else sentence.span,
        source="evidence: complying is what sets low assertive answers apart (Eisler et al. 1975); count: own proposal",
        sureness=GIVING_IN_SURENESS,
        text=moves[0][1].text if moves else sentence.text,
        quiet=evidence.pushes < 1 and evidence.scene_type not in _FIRM,
    )


def _gave_in(evidence: Evidence) -> bool:
    return gives_in(evidence.style) or any(gives_in(sentence.style) for sentence in evidence.sentences)


def _metered(see: Callable[[Evidence, Meter], Seen | None]) -> Callable[[Evidence], Seen | None]:
    def look(evidence: Evidence) -> Seen | None:
        meter = read_meter(evidence)
        return None if meter is None else see(evidence, meter)

    return look


def _message(evidence: Evidence, meter: Meter) -> Seen:
    held = sum(meter.held)
    return Seen(
        value=float(held),
        unit=f"of {len(meter.held)} replies",
        band=(float(len(meter.held)), float(len(meter.held))),
        moment=evidence.span,
        source=_RECORD_SOURCE,
        sureness=HELD_SURENESS,
        text=(evidence.message or evidence.replies[0].text).rstrip(".!? "),
        # A reply that holds now is nothing to change, whatever an earlier one did; one that gives in has its own rule.
        quiet=meter.held[-1] or _gave_in(evidence),
    )


def _excuses(evidence: Evidence, meter: Meter) -> Seen:
    new = meter.new_reasons
    return Seen(
        value=float(len(new)),
        unit="new reasons",
        band=(0.0, 0.0),
        moment=evidence.span,
        source=_RECORD_SOURCE,
        text=new[0] if new else "",
    )


def _raised(evidence: Evidence, meter: Meter) -> Seen | None:
    """By effort where it is known; by pitch where only that is, or only that rose."""
    seen_db = None if meter.raised_db is None else (meter.raised_db, "dB", RAISED_DB)
    seen_st = None if meter.raised_semitones is None else (meter.raised_semitones, "semitones", RAISED_SEMITONES)
    known = [one for one in (seen_db, seen_st) if one is not None]
    if not known:
        return None
    value, unit, limit = max(known, key=lambda one: one[0] / one[2])
    return Seen(
        value=value,
        unit=f"{unit} over the first reply",
        band=(-limit, limit),
        moment=evidence.span,
        source=_RECORD_SOURCE,
        step=limit,
    )


def _length(evidence: Evidence, meter: Meter, *, shrinking: bool) -> Seen:
    words = meter.words
    pairs = list(pairwise(words))
    steady = all(b <= a for a, b in pairs) if shrinking else all(b >= a for a, b in pairs)
    much = words[-1] <= SHORT_WORDS if shrinking else words[-1] >= LONG_WORDS
    return Seen(
        value=words[-1] / max(1, words[0]),
        unit="of the first reply's words",
        band=(SHRUNK, SWOLLEN),
        moment=evidence.span,
        source=_LENGTH_SOURCE,
        step=0.2 if shrinking else 1.0,
        text=f"{words[0]} words to {words[-1]}",
        quiet=len(words) < MIN_REPLIES or not steady or not much,
    )


PRESSURE_RULES: tuple[Rule, ...] = (
    Rule(
        name="giving_in",
        label="Giving in",
        form="{value:.0f}",
        side="over",
        look=_giving_in,
        advice="“{text}” drops what you wanted. Say what you want in one calm sentence, and leave it there.",
        noise=0.0,
        weight=1.2,
    ),
    Rule(
        name="message_lost",
        label="Replies that hold the message",
        form="{value:.0f}",
        side="under",
        look=_metered(_message),
        advice="After the push your point was gone. Come back to “{text}”, in the same words if you like.",
        noise=0.0,
        weight=1.1,
    ),
    Rule(
        name="new_excuses",
        label="New reasons",
        form="{value:.0f}",
        side="over",
        look=_metered(_excuses),
        advice="“{text}” is a new reason, and the other can argue with it. Repeat your point without one.",
        noise=0.0,
        weight=0.9,
    ),
    Rule(
        name="voice_raised",
        label="Voice over the first reply",
        form="{value:+.1f}",
        side="over",
        look=_metered(_raised),
        advice="Your voice rose with the push ({value:.1f} over your first reply). Say it again as you said it first.",
        noise=1.0,
        weight=1.0,
    ),
    Rule(
        name="shrinks",
        label="Length of the last reply",
        form="{value:.0%} of the first",
        side="under",
        look=_metered(lambda evidence, meter: _length(evidence, meter, shrinking=True)),
        advice="Your answers shrank under the push ({text}). Say your whole sentence each time.",
        noise=0.2,
        weight=0.8,
    ),
    Rule(
        name="swells",
        label="Length of the last reply",
        form="{value:.0%} of the first",
        side="over",
        look=_metered(lambda evidence, meter: _length(evidence, meter, shrinking=False)),
        advice="Your answers swelled under the push ({text}). Your first sentence was enough: say that one.",
        noise=0.3,
        weight=0.8,
    ),
)
"""The rules about pressure."""
