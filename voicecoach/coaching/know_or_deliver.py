"""Know or deliver: whether the words are missing, or the voice to say them.

Conventions
    A scene is answered twice, typed and aloud. People who give way often know the right answer and fail to deliver it
    aloud (Schwartz & Gottman 1976, n = 101); a later study found that the knowledge differed too (Bruch 1981), so
    both are looked at. What is said about an answer is said of the answer, never of the person.
Measures
    Words stand when they hold their ground: assertive or neutral, as in congruence, and give nothing up.
    Known: the words stand in one of the two answers, for who finds them aloud knows them.
    Delivered: the words stand aloud wherever they are known, and the voice is steady.
    Confidence: the least probability among the readings that decide.
"""

from dataclasses import dataclass
from typing import Literal

from voicecoach.coaching.bands import BANDS
from voicecoach.coaching.moves import gives_in
from voicecoach.reading import StyleReading, VoiceReading
from voicecoach.session import Turn

FallsShort = Literal["neither", "knowing", "delivering", "both", "unclear"]

MOST_WORDS_SHOWN = 3
"""How many cues are quoted as evidence (own proposal)."""

SOURCE = "Schwartz & Gottman 1976; Bruch 1981 (partly not repeated)"
"""Where the distinction comes from."""

_LABELS = {band.measure: band.label for band in BANDS}

_STANDS = frozenset({"assertive", "neutral"})

_FALLS_SHORT: dict[tuple[bool, bool], FallsShort] = {
    (True, True): "neither",
    (True, False): "delivering",
    (False, True): "knowing",
    (False, False): "both",
}
"""By whether the words are known and whether they are delivered."""

_ADVICE: dict[FallsShort, str] = {
    "neither": "The words stand and the voice carries them. Take a harder scene.",
    "knowing": "The voice is there, the words give it away. Type the answer until it stands, then say it.",
    "delivering": "You have the words. What is left is saying them: practise aloud, the same sentence each time.",
    "both": "Take one at a time: type the answer until the words stand, then say it aloud.",
}


@dataclass(frozen=True, slots=True)
class KnowOrDeliver:
    """What falls short, with its evidence."""

    falls_short: FallsShort
    confidence: float
    """0 to 1; 0 where it is unclear."""
    evidence: tuple[str, ...]
    """What was seen in the typed words, the spoken words and the voice, a sentence each."""
    advice: str
    """What to practise; why nothing can be said, where it is unclear."""
    source: str = SOURCE


def compare_typed_and_spoken(typed: StyleReading, spoken: Turn) -> KnowOrDeliver:
    """Tells whether knowing the words or delivering them falls short.

    Args:
        typed: The style of the answer that was typed.
        spoken: The answer to the same line aloud.

    Returns:
        What falls short; `unclear` where a reading that would decide is unsure.
    """
    seen = (
        _words_seen("Typed", typed),
        _words_seen("Aloud", spoken.style),
        _voice_seen(spoken.voice),
    )
    typed_stands, spoken_stands = _stands(typed), _stands(spoken.style)
    steady = None if spoken.voice.label == "unsure" else spoken.voice.label == "steady"
    known = _either(typed_stands, spoken_stands)
    if known is None or spoken_stands is None:
        return _unclear(seen, "The words are too few or too unsure to tell. Answer in a whole sentence.")
    lost_aloud = known and not spoken_stands
    if steady is None and not lost_aloud:
        return _unclear(seen, "There is too little voice to tell. Say the answer in a whole sentence.")
    delivered = not lost_aloud and steady
    falls_short = _FALLS_SHORT[known, bool(delivered)]
    return KnowOrDeliver(falls_short, _confidence(typed, spoken, steady), seen, _ADVICE[falls_short])


def _stands(style: StyleReading) -> bool | None:
    """Whether words hold their ground; None where the reading is unsure."""
    if style.label == "unsure":
        return None
    return style.label in _STANDS and not gives_in(style)


def _either(one: bool | None, other: bool | None) -> bool | None:
    """Whether either is so; None where that can't be known."""
    if one or other:
        return True
    return None if one is None or other is None else False


def _confidence(typed: StyleReading, spoken: Turn, steady: bool | None) -> float:
    sure = [_sureness(style) for style in (typed, spoken.style) if style.label != "unsure"]
    if steady is not None:
        steadiness = spoken.voice.scores.steady
        sure.append(steadiness if steady else 1.0 - steadiness)
    return round(min(sure), 3)


def _sureness(style: StyleReading) -> float:
    """How likely it is that the words stand, or that they do not, whichever was found."""
    standing = style.scores.assertive + style.scores.neutral
    return min(1.0, standing if style.label in _STANDS else 1.0 - standing)


def _words_seen(how: str, style: StyleReading) -> str:
    if style.label == "unsure":
        return f"{how}: the words are unsure ({style.reason or 'no reason given'})."
    label = style.label.replace("_", "-")
    share = getattr(style.scores, style.label)
    words = [f"“{cue.text}”" for cue in style.cues if cue.style == style.label][:MOST_WORDS_SHOWN]
    shown = f": {', '.join(words)}" if words else ""
    return f"{how}: the words read {label} ({share:.0%}){shown}."


def _voice_seen(voice: VoiceReading) -> str:
    if voice.label == "unsure":
        return f"Voice: unsure ({voice.reason or 'no reason given'})."
    outside = [
        f"{_LABELS.get(measure.name, measure.name)} {measure.value:.3g} {measure.unit}"
        for measure in voice.measures
        if measure.zone != "inside"
    ]
    shown = f": {', '.join(outside[:MOST_WORDS_SHOWN])}" if outside else ""
    return f"Voice: {voice.label} ({getattr(voice.scores, voice.label):.0%}){shown}."


def _unclear(seen: tuple[str, ...], why: str) -> KnowOrDeliver:
    return KnowOrDeliver("unclear", 0.0, seen, why)
