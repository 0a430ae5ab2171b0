"""Analyses of takes made by hand, and a verb that gets them in place of hearing recordings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.answers import document
from tests.values import evidence, measured
from voicecoach.coaching.advice import advise
from voicecoach.document import Analysis, Source
from voicecoach.errors import MediaError
from voicecoach.reading import Danger

SCENE = "request"


def take(fade_db: float, path: str = "take.wav") -> Analysis:
    """An answer whose sentences end so much quieter than they begin."""
    said = replace(evidence(measured("end_fade_db", fade_db)), scene_type="request")
    analysis = document(said)
    speaker = replace(analysis.speakers["A"], speaking_s=said.speech_s)
    return replace(analysis, source=Source(path, "", 60.0, 16000, 1), speakers={"A": speaker}, findings=advise(said))


def in_danger(analysis: Analysis) -> Analysis:
    """The same with words that speak of danger, and no advice."""
    danger = (Danger("hurt_by_other", "said", 0, 4),)
    turns = tuple(replace(one, style=replace(one.style, danger=danger)) for one in analysis.turns)
    return replace(analysis, turns=turns, findings=())


def heard_as(patch: pytest.MonkeyPatch, verb: str, analyses: dict[str, Analysis]) -> list[Any]:
    """Let a verb hear these recordings; a name that is not among them is no file. Returns the options it asked with."""
    asked: list[Any] = []

    def listen(_app: object, path: Path, _parts: object, options: object, *_: object, **__: object) -> Analysis:
        asked.append(options)
        if str(path) not in analyses:
            raise MediaError(f"{path}: no such file.")
        return analyses[str(path)]

    @contextmanager
    def listened(*known: Any) -> Iterator[Analysis]:
        yield listen(*known)

    takes_long = verb in ("analyze", "review")
    patch.setattr(f"voicecoach.cli.{verb}.{'listened' if takes_long else 'listen'}", listened if takes_long else listen)
    return asked


def with_tiny(folder: Path, weights: Path) -> Path:
    """A data folder in which tiny.en stands already."""
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "tiny.en").symlink_to(weights)
    return folder
