"""What one entry of the lexicon is, and how much its cue can weigh."""

from dataclasses import dataclass

from voicecoach.reading import CueStyle

WEAK = 0.7
"""Says nothing alone, two different ones do (own proposal): "maybe", "I think"."""

PLAIN = 1.5
"""Enough alone where nothing speaks against it (own proposal): "I'm sorry to bother you"."""

STRONG = 2.4
"""Outweighs a plain cue of another style (own proposal): "shut up", "that doesn't work for me"."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One cue at one strength, with the ways it is worded."""

    name: str
    style: CueStyle
    strength: float
    patterns: tuple[str, ...]
    negatable: bool = False
    """Whether "I don't", "not" or "never" shortly before it takes it back."""
