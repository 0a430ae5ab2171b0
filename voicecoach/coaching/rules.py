"""Rules: from evidence to findings, each with what was measured, where, and against which band.

Conventions
    A rule looks at one thing and returns its findings or none. `confidence` grows with the distance from the band
    and with the amount of speech; it weighs findings against each other (own proposal), it is no probability.
    Wording: the sentence is labelled, not the person; one thing to do, no praise without evidence.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voicecoach.audio import Span
from voicecoach.coaching.bands import band
from voicecoach.coaching.drills import drill_for
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.voice import MOST_STEPS, phrase_pauses, steps_outside
from voicecoach.prosody import Prosody
from voicecoach.reading import Zone
from voicecoach.session import Finding, Sentence
from voicecoach.transcript import is_question

ENOUGH_SPEECH_S = 20.0
"""Speech from which more of it adds no confidence."""

END_S = 1.0
"""How much of a sentence's end is played as the moment of a fade or a rise."""

CUE_SOURCE = "CCI, Assert Yourself, modules 2 and 6 (words by style); count: own proposal"


@dataclass(frozen=True, slots=True)
class _VoiceRule:
    """A measure on one side of its band, and what to say of it."""

    rule: str
    measure: str
    side: Zone
    advice: str
    """May name {value}, {low} and {high}."""
    moment: Callable[[Evidence], Span]


def _worst(key: Callable[[Prosody], float | None], *, highest: bool) -> Callable[[Evidence], Span]:
    """The sentence where a measure is most extreme."""

    def find(evidence: Evidence) -> Span:
        known = [(value, s.span) for s in evidence.sentences if (value := key(s.prosody)) is not None]
        if not known:
            return evidence.span
        return (max if highest else min)(known, key=lambda pair: pair[0])[1]

    return find


def _end_of(find: Callable[[Evidence], Span]) -> Callable[[Evidence], Span]:
    """The last second of a stretch."""

    def end(evidence: Evidence) -> Span:
        span = find(evidence)
        return Span(max(span.start_s, span.end_s - END_S), span.end_s)

    return end


def _longest_hesitation(evidence: Evidence) -> Span:
    pauses = phrase_pauses(evidence.pauses)
    return max((pause.span for pause in pauses), key=lambda span: span.duration_s, default=evidence.span)


def _steepest_statement(evidence: Evidence) -> Span:
    rises = [(s.prosody.final_pitch_semitones or 0.0, s.span) for s in evidence.sentences if not is_question(s.text)]
    return max(rises, key=lambda pair: pair[0], default=(0.0, evidence.span))[1]


def _first_filler(evidence: Evidence) -> Span:
    return next((pause.span for pause in evidence.pauses if pause.kind == "filled"), evidence.span)


_VOICE_RULES = (
    _VoiceRule(
        "fade",
        "end_fade_db",
        "over",
        "Your sentence ends fell by {value:.0f} dB. Keep the last words as strong as the first.",
        _end_of(_worst(lambda p: p.end_fade_db, highest=True)),
    ),
    _VoiceRule(
        "quiet",
        "alpha_ratio_db",
        "under",
        "The voice carried little effort ({value:.0f} dB). Give it a little more breath; no need to shout.",
        _worst(lambda p: p.alpha_ratio_db, highest=False),
    ),
    _VoiceRule(
        "hard",
        "alpha_ratio_db",
        "over",
        "The voice was pressed hard ({value:.0f} dB). The same words with less push are heard better.",
        _worst(lambda p: p.alpha_ratio_db, highest=True),
    ),
    _VoiceRule(
        "slow",
        "speech_rate_wpm",
        "under",
        "The pace was {value:.0f} words a minute. Go a little faster, up to {low:.0f} or more, and say it in one go.",
        _worst(lambda p: p.speech_rate_wpm, highest=False),
    ),
    _VoiceRule(
        "fast",
        "speech_rate_wpm",
        "over",
        "The pace was {value:.0f} words a minute. Slow down to {high:.0f} or less, so that each point can land.",
        _worst(lambda p: p.speech_rate_wpm, highest=True),
    ),
    _VoiceRule(
        "no_gaps",
        "speaking_share",
        "over",
        "There was hardly a gap ({value:.0%} of the time was speech). Leave a breath after each sentence.",
        _worst(lambda p: p.speech_rate_wpm, highest=True),
    ),
    _VoiceRule(
        "hesitation",
        "phrase_pauses_per_min",
        "over",
        "You stopped inside a phrase {value:.0f} times a minute. Think first, then say the phrase through.",
        _longest_hesitation,
    ),
    _VoiceRule(
        "fillers",
        "filled_pauses_per_min",
        "over",
        "There were {value:.0f} filled pauses a minute. Up to five do no harm; let silence stand for the others.",
        _first_filler,
    ),
    _VoiceRule(
        "flat",
        "f0_sd_semitones",
        "under",
        "The melody was flat ({value:.1f} semitones). Lean on the word that matters.",
        _worst(lambda p: p.f0_sd_semitones, highest=False),
    ),
    _VoiceRule(
        "swings",
        "f0_sd_semitones",
        "over",
        "The pitch swung widely ({value:.1f} semitones). A calmer melody sounds more certain.",
        _worst(lambda p: p.f0_sd_semitones, highest=True),
    ),
    _VoiceRule(
        "rise",
        "final_pitch_semitones",
        "over",
        "Your statements rose by {value:.1f} semitones at the end, as questions do. Let them come down.",
        _end_of(_steepest_statement),
    ),
)

_WORD_RULES = (
    (
        "passive_words",
        ("passive",),
        1.0,
        "“{text}” gives ground before anyone asks for it. Leave it out and say what you want.",
    ),
    (
        "aggressive_words",
        ("aggressive",),
        0.0,
        "“{text}” attacks the other person. Say what happened and what you ask for instead.",
    ),
    (
        "indirect_words",
        ("passive_aggressive",),
        0.0,
        "“{text}” says it sideways. Say straight out what bothers you and what you would like.",
    ),
)

_CUE_PRAISE = {
    "boundary": "“{text}” sets the limit plainly. Keep it.",
    "request": "“{text}” asks for a change that the other can act on. Keep it.",
    "i_statement": "“{text}” speaks for yourself. Keep it.",
    "empathy": "“{text}” shows that you see the other side. Keep it.",
    "compromise": "“{text}” offers a way that works for both. Keep it.",
    "fact_before_opinion": "“{text}” puts the fact first. Keep it.",
}

_VOICE_PRAISE = {
    "end_fade_db": "Your sentence ends hold: the last words are as firm as the first. Keep that.",
    "speech_rate_wpm": "The pace, {value:.0f} words a minute, gives each point its time. Keep it.",
    "filled_pauses_per_min": "{value:.0f} filled pauses a minute: nobody minds those. Keep it so.",
    "f0_sd_semitones": "The melody is lively without swinging ({value:.1f} semitones). Keep it.",
}


def fixes(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that could be changed, in no order."""
    return (*_voice_fixes(evidence), *_word_fixes(evidence))


def strengths(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that is worth keeping, in no order."""
    return (*_word_strengths(evidence), *_voice_strengths(evidence))


def trust(evidence: Evidence) -> float:
    """How far the amount of speech carries a finding, 0 to 1."""
    return min(1.0, evidence.speech_s / ENOUGH_SPEECH_S)


def _weighed(confidence: float, evidence: Evidence) -> float:
    """A confidence, down to half of it where there is little speech to carry it."""
    return round(confidence * (0.5 + 0.5 * trust(evidence)), 3)


def _voice_fixes(evidence: Evidence) -> Iterator[Finding]:
    for rule in _VOICE_RULES:
        measure = evidence.measure(rule.measure)
        if measure is None or measure.zone != rule.side:
            continue
        limits = band(rule.measure)
        steps = min(MOST_STEPS, steps_outside(measure.value, limits))
        weight = max(limits.soft_under, limits.soft_over, limits.forceful_under, limits.forceful_over)
        moment = rule.moment(evidence)
        yield Finding(
            rule=rule.rule,
            kind="fix",
            speaker=evidence.speaker,
            start_s=round(moment.start_s, 2),
            end_s=round(moment.end_s, 2),
            measured=measure.value,
            unit=measure.unit,
            band=measure.band,
            source=measure.basis,
            confidence=_weighed(min(0.95, (0.3 + 0.3 * steps) * weight), evidence),
            advice=rule.advice.format(value=measure.value, low=limits.low, high=limits.high),
            drill=drill_for(rule.rule),
        )


def _word_fixes(evidence: Evidence) -> Iterator[Finding]:
    for rule, styles, allowed, advice in _WORD_RULES:
        cues = evidence.cues(styles)
        if len(cues) <= allowed or evidence.style.label not in styles:
            continue
        sentence, cue = max(cues, key=lambda pair: getattr(pair[0].style.scores, styles[0]))
        moment = evidence.cue_span(sentence, cue)
        yield Finding(
            rule=rule,
            kind="fix",
            speaker=evidence.speaker,
            start_s=round(moment.start_s, 2),
            end_s=round(moment.end_s, 2),
            measured=float(len(cues)),
            unit="times",
            band=(0.0, allowed),
            source=CUE_SOURCE,
            confidence=_weighed(getattr(evidence.style.scores, styles[0]), evidence),
            advice=advice.format(text=cue.text),
            drill=drill_for(rule),
        )


def _word_strengths(evidence: Evidence) -> Iterator[Finding]:
    cues = evidence.cues(("assertive",))
    for sentence, cue in cues:
        if cue.name not in _CUE_PRAISE or not _stands(sentence):
            continue
        moment = evidence.cue_span(sentence, cue)
        yield Finding(
            rule=cue.name,
            kind="strength",
            speaker=evidence.speaker,
            start_s=round(moment.start_s, 2),
            end_s=round(moment.end_s, 2),
            measured=float(sum(other.name == cue.name for _, other in cues)),
            unit="times",
            band=(1.0, float(len(evidence.words))),
            source=CUE_SOURCE,
            confidence=_weighed(sentence.style.scores.assertive, evidence),
            advice=_CUE_PRAISE[cue.name].format(text=cue.text),
        )


def _stands(sentence: Sentence) -> bool:
    """Whether a sentence as a whole is assertive: praise for a phrase inside an insult would be false."""
    return sentence.style.label == "assertive"


def _voice_strengths(evidence: Evidence) -> Iterator[Finding]:
    """Single measures are praised only in a steady voice: a lively melody in an outburst is nothing to keep."""
    if evidence.voice.label != "steady":
        return
    for name, advice in _VOICE_PRAISE.items():
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
            confidence=_weighed(0.4 * (0.5 + 0.5 * centred), evidence),
            advice=advice.format(value=measure.value),
        )
