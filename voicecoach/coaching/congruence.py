"""Congruence: whether words and voice say the same, why, and where that is heard.

Conventions
    Words and voice are each laid on one scale: -1 gives way, 0 holds its ground, +1 pushes. Voice weaker than the
    words undermines them (CCI, Assert Yourself, module 2: said too quietly, an assertive sentence is not taken
    seriously); voice stronger than the words is the other mismatch. Passive-aggressive words hold back and hit out
    at once, and no voice of their own has been found for them: only a forceful one is a mismatch.
    `unclear` when either side is unsure, or neutral words meet a voice that is not steady.
Method
    When a side is unsure is decided where it is read: the voice by `voice.SURE` (a third is chance), the words by the
    limits that were fitted with their model. Congruence has no limit of its own.
"""

from collections.abc import Sequence

from voicecoach.coaching.bands import band
from voicecoach.reading import Agreement, Congruence, StyleLabel, StyleReading, VoiceLabel, VoiceMeasure, VoiceReading
from voicecoach.session import Sentence

MOST_REASONS = 2
"""Measures that a reason names: more is not taken in at once (own proposal)."""

END_S = 1.0
"""How long before its end a sentence is played where its end is the reason (own proposal)."""

_WORDS = {"passive": -1, "assertive": 0, "neutral": 0, "aggressive": 1}
_VOICE = {"soft": -1, "steady": 0, "forceful": 1}

_WORDS_DO = {
    "passive": "the words give way",
    "assertive": "the words hold their ground",
    "neutral": "the words take no side",
    "aggressive": "the words push",
    "passive_aggressive": "the words hold back and hit out",
}
_WAYS = {
    "end_fade_db": ("quieter", "louder"),
    "level_db": ("louder", "quieter"),
    "speech_rate_wpm": ("faster", "slower"),
    "final_pitch_semitones": ("higher", "lower"),
}
"""How a measure lies over its usual value, and under it, where `more` and `less` would not say it."""
_AT_THE_END = frozenset({"end_fade_db", "final_pitch_semitones"})


def compare(style: StyleLabel, voice: VoiceLabel) -> Congruence:
    """Set words and voice side by side."""
    if style == "unsure" or voice == "unsure":
        return "unclear"
    if style == "passive_aggressive":
        return "voice_stronger" if voice == "forceful" else "matched"
    if style == "neutral" and voice != "steady":
        return "unclear"
    difference = _WORDS[style] - _VOICE[voice]
    if difference == 0:
        return "matched"
    return "words_stronger" if difference > 0 else "voice_stronger"


def agree(style: StyleReading, voice: VoiceReading, sentences: Sequence[Sentence]) -> Agreement:
    """Set the words and the voice of a turn side by side.

    Args:
        style: The style of its words.
        voice: The delivery of its voice.
        sentences: Its sentences, in order.

    Returns:
        The congruence with its reason. The second is the start of the sentence in which the words and the voice of
        the turn are heard best, or its last `END_S` where the sentence ends are the reason; None where words and
        voice can't be compared.
    """
    label = compare(style.label, voice.label)
    if style.label == "unsure":
        return Agreement(label, f"the style of the words is unsure: {style.reason or 'several are as likely'}")
    if voice.label == "unsure":
        return Agreement(label, f"the voice is unsure: {voice.reason or 'several deliveries are as likely'}")
    strongest = _strongest(voice)
    joined = "and" if label == "matched" else "but"
    told = f": {', '.join(_told(measure) for measure in strongest)}" if strongest else ""
    reason = f"{_WORDS_DO[style.label]}, {joined} the voice is {voice.label}{told}"
    if label == "unclear":
        return Agreement(label, f"{reason}; words that take no side can't be undermined")
    return Agreement(label, reason, _moment(style, voice, strongest, sentences))


def _strongest(voice: VoiceReading) -> tuple[VoiceMeasure, ...]:
    """The measures that speak most for the label, strongest first; () for a steady voice."""
    if voice.label == "steady":
        return ()
    said = [(_weight(measure, voice.label) * measure.steps, measure) for measure in voice.measures]
    speaking = sorted([one for one in said if one[0] > 0], key=lambda one: -one[0])
    return tuple(measure for _, measure in speaking[:MOST_REASONS])


def _weight(measure: VoiceMeasure, label: VoiceLabel) -> float:
    limits = band(measure.name)
    if measure.zone == "under":
        return limits.soft_under if label == "soft" else limits.forceful_under
    return limits.soft_over if label == "soft" else limits.forceful_over


def _told(measure: VoiceMeasure) -> str:
    """A measure in words, beside its band or the speaker's usual value."""
    unit = measure.unit.partition(" (")[0]
    name = band(measure.name).label
    if measure.change is not None:
        more, less = _WAYS.get(measure.name, ("more", "less"))
        by = f"{_number(abs(measure.change))} {unit.removesuffix(f' {more}')}"
        return f"{name} {by} {more if measure.change > 0 else less} than usual for this speaker"
    edge = f"{_number(measure.band[0])} or more" if measure.zone == "under" else f"{_number(measure.band[1])} or less"
    return f"{name} {_number(measure.value)} {unit}, where {edge} is usual"


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


def _moment(
    style: StyleReading, voice: VoiceReading, strongest: Sequence[VoiceMeasure], sentences: Sequence[Sentence]
) -> float | None:
    """Where the words and the voice of a turn are heard together best."""
    if not sentences:
        return None

    def both(sentence: Sentence) -> float:
        words = getattr(sentence.style.scores, style.label)
        return float(words * getattr(sentence.voice.scores, voice.label))

    best = max(sentences, key=both)
    at_end = bool(strongest) and strongest[0].name in _AT_THE_END
    return round(max(best.start_s, best.end_s - END_S) if at_end else best.start_s, 2)
