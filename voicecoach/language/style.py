"""Reads the communication style of words.

Conventions
    Scores are probabilities and sum to 1. The label is for the words, never for the person. A text without
    words is `unsure`, with a reason; words without any cue are `neutral`. Offsets are characters.

Method
    A text is read sentence by sentence and its sentences weigh together: the strengths of a style's cues are
    added, each further cue of one name counting half of the one before, since five hedges aren't five times
    one. Where a sentence attacks, its assertive wording is the attack's wrapping and counts for less ("I feel
    you're an idiot"). Evidence thins out in long texts. Scores are the softmax of the sums, with a head start
    for `neutral`: most of what people say takes no side. Weights and thresholds are own proposals made by
    hand, not fitted to data; a trained model will replace this scorer, and read the same cues.
"""

import math
from collections import Counter

from voicecoach.language.cues import Evidence, find_evidence
from voicecoach.language.lexicon.rule import STRONG
from voicecoach.language.words import line_of
from voicecoach.reading import NO_STYLE, CueStyle, StyleReading, StyleScores

NEUTRAL_PRIOR = 0.8
"""Log-odds that words are neutral before any cue (own proposal): above a weak cue, below a plain one."""

REPEAT_SHARE = 0.5
"""What each further cue of the same name counts of the one before (own proposal)."""

WRAPPED_SHARE = 0.4
"""What assertive wording counts in a sentence that also attacks or stings (own proposal)."""

TYPICAL_WORDS = 40
"""Words up to which evidence counts in full (own proposal); then it falls with the root of the length."""

MARGIN = 0.08
"""Least lead in probability of one style over the next for a label (own proposal)."""

MIN_WORDS = 2
"""Fewer words are judged only by a strong cue (own proposal)."""

_STYLES: tuple[CueStyle, ...] = ("passive", "aggressive", "passive_aggressive", "assertive", "neutral")
_ATTACKS = frozenset({"aggressive", "passive_aggressive"})


def read_style(text: str, language: str = "en") -> StyleReading:
    """Reads the style of a text of one or more sentences.

    Args:
        text: Words as typed or transcribed; case and punctuation may be missing. Empty reads as `unsure`.
        language: Language code of the text; anything but English reads as `unsure`.

    >>> read_style("I understand you're busy, but I can't take that on.").label
    'assertive'
    """
    if language.casefold().replace("_", "-").split("-")[0] != "en":
        return StyleReading("unsure", NO_STYLE, reason="English only so far")
    line = line_of(text)
    if not line.spans:
        return StyleReading("unsure", NO_STYLE, reason="no words to read")
    found = find_evidence(text, line)
    cues = tuple(evidence.cue for evidence in found)
    if len(line.spans) < MIN_WORDS and not any(evidence.strength >= STRONG for evidence in found):
        return StyleReading("unsure", NO_STYLE, cues, reason="too few words to judge")
    scores = _scores(_sums(found), len(line.spans))
    best, second = sorted(_STYLES, key=lambda style: -scores[style])[:2]
    values = StyleScores(**scores)
    if scores[best] - scores[second] >= MARGIN or best == "neutral":
        return StyleReading(best, values, cues)
    if second == "neutral":
        return StyleReading("neutral", values, cues)
    reason = f"the words speak for {_name(best)} and {_name(second)} almost alike"
    return StyleReading("unsure", values, cues, reason=reason)


def _sums(found: tuple[Evidence, ...]) -> dict[CueStyle, float]:
    """Adds up the evidence for each style over all sentences."""
    attacked = {
        evidence.sentence for evidence in found if evidence.cue.style in _ATTACKS and evidence.strength >= STRONG
    }
    sums: dict[CueStyle, float] = dict.fromkeys(_STYLES, 0.0)
    sums["neutral"] = NEUTRAL_PRIOR
    seen: Counter[tuple[CueStyle, str]] = Counter()
    # The strongest of a name counts in full, wherever it stands.
    for evidence in sorted(found, key=lambda evidence: -evidence.strength):
        cue = evidence.cue
        wrapped = cue.style == "assertive" and evidence.sentence in attacked
        share = REPEAT_SHARE ** seen[cue.style, cue.name] * (WRAPPED_SHARE if wrapped else 1.0)
        sums[cue.style] += evidence.strength * share
        seen[cue.style, cue.name] += 1
    return sums


def _scores(sums: dict[CueStyle, float], words: int) -> dict[CueStyle, float]:
    """Softmax of the sums, thinned by the length of the text."""
    thinning = math.sqrt(TYPICAL_WORDS / max(words, TYPICAL_WORDS))
    odds = {style: math.exp(total if style == "neutral" else total * thinning) for style, total in sums.items()}
    whole = sum(odds.values())
    return {style: value / whole for style, value in odds.items()}


def _name(style: str) -> str:
    return style.replace("_", "-")
