"""Congruence: whether words and voice say the same.

Conventions
    Words and voice are each laid on one scale: -1 gives way, 0 holds its ground, +1 pushes. Voice weaker than the
    words undermines them (CCI, Assert Yourself, module 2: said too quietly, an assertive sentence is not taken
    seriously); voice stronger than the words is the other mismatch. Passive-aggressive words hold back and hit out
    at once, and no voice of their own has been found for them: only a forceful one is a mismatch.
    `unclear` when either side is unsure, or neutral words meet a voice that is not steady.
"""

from voicecoach.reading import Congruence, StyleLabel, VoiceLabel

_WORDS = {"passive": -1, "assertive": 0, "neutral": 0, "aggressive": 1}
_VOICE = {"soft": -1, "steady": 0, "forceful": 1}


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
