"""What was fitted with the style model: how scores and cues are weighed, and from where a tag counts."""

from functools import cache

import msgspec

from voicecoach.resources import models_dir


class Calibration(msgspec.Struct, frozen=True):
    """How scores and cues are weighed: fitted on held-out writers, kept beside the model."""

    share: float
    """What the log of the model's scores counts."""
    cue_weights: tuple[float, float, float, float]
    """What the strength of a style's cues counts, for each style but neutral."""
    offsets: tuple[float, float, float, float, float]
    """Head start of each style, in log-odds."""
    least_score: float
    """Under this probability the best style is no answer."""
    least_odds: float
    """How many times as probable as neutral a style must be that would be a false alarm."""


class Fitted(msgspec.Struct, frozen=True):
    """The fitted part of the model's `meta.json`."""

    reading: Calibration
    limits: dict[str, float]
    """Log-odds from which a tag counts, by its name."""


@cache
def fitted() -> Fitted:
    """What was fitted with the program's own model."""
    return msgspec.json.decode((models_dir() / "style" / "meta.json").read_bytes(), type=Fitted)
