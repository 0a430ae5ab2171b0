"""What is held out together: writers of each corpus, or situations."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.style.utterances import Utterance, read_corpus, read_danger, read_moves

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fold:
    """Part of the corpora that a run does not see."""

    name: str
    styled: str = ""
    """Letters of the writers of utterances with a style."""
    moved: str = ""
    """The same of utterances with moves."""
    dangerous: str = ""
    """The same of words of danger."""
    situations: int | None = None
    """Which of the `SITUATION_FOLDS`; None holds no situations out."""


SITUATION_FOLDS = 2
EVERYTHING = Fold("everything")
WRITERS = (
    Fold("writers 1", "adgjmnpy", "p", "s"),
    Fold("writers 2", "behkoqstv", "qv", "w"),
    Fold("writers 3", "cfilruwxz", "stw", "t"),
)
"""`s` and `w` of the words of danger are halves of one writer's."""

SITUATIONS = tuple(Fold(f"situations {number}", situations=number) for number in range(SITUATION_FOLDS))


@dataclass(frozen=True, slots=True)
class Corpora:
    """All that the network is trained on."""

    styled: list[Utterance]
    moved: list[Utterance]
    dangerous: list[Utterance]


def read_corpora() -> Corpora:
    """Everything that was written for training."""
    return Corpora(
        read_corpus(FOLDER / "corpus"), read_moves(FOLDER.parent / "moves"), read_danger(FOLDER.parent / "danger")
    )


def split(corpora: Corpora, fold: Fold) -> tuple[Corpora, Corpora]:
    """What a run sees, and what it doesn't."""
    apart = held_out(corpora.styled, fold)
    seen, unseen = (
        Corpora(
            [row for row, held in zip(corpora.styled, apart, strict=True) if held == wanted],
            [row for row in corpora.moved if (row.writer in fold.moved) == wanted],
            [row for row in corpora.dangerous if (row.writer in fold.dangerous) == wanted],
        )
        for wanted in (False, True)
    )
    return seen, unseen


def held_out(rows: Sequence[Utterance], fold: Fold) -> NDArray[Any]:
    """Which utterances with a style a fold holds out."""
    if fold.situations is None:
        return np.array([row.writer in fold.styled for row in rows])
    names = sorted({row.situation for row in rows})
    held = {name for place, name in enumerate(names) if place % SITUATION_FOLDS == fold.situations}
    return np.array([row.situation in held for row in rows])
