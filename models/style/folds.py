"""What no network is trained on: some writers' utterances, and some situations of all writers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.style.utterances import Utterance, read_corpus, read_danger, read_moves

FOLDER = Path(__file__).parent

LATER = frozenset({"10", "11", "12", "13", "14", "15", "16"})
"""Writers who wrote when the networks stood. Their utterances with a style are held out; those with moves and words of
danger teach the heads of the tags alone."""

WRITERS = frozenset("cj") | LATER
"""Writers of utterances with a style who are held out: `c` of all fields, `j` of workbooks and handouts."""

CHOOSING = frozenset("pqrswyz") | LATER
"""Writers who kept the lines that fooled an earlier model, or wrote neutral lines as twins of others. A sample that was
chosen to be hard says nothing about how often it happens, so nothing is fitted on it."""

MOVES_WRITERS = "q"
"""The same of utterances with moves."""

SITUATIONS = frozenset({"medical", "neighbours"})
"""Situations that are held out, whoever wrote of them."""


@dataclass(frozen=True, slots=True)
class Corpora:
    """Utterances with a style, with moves, and with words of danger."""

    styled: list[Utterance]
    moved: list[Utterance]
    dangerous: list[Utterance]


@dataclass(frozen=True, slots=True)
class Parts:
    """The corpora, divided.

    Attributes:
        seen: What a network is trained on.
        writers: Utterances of unseen writers, with a style and with moves.
        situations: Utterances with a style on unseen situations, of seen writers.
    """

    seen: Corpora
    writers: Corpora
    situations: list[Utterance]


def read_corpora() -> Corpora:
    """Everything that was written for training."""
    return Corpora(
        read_corpus(FOLDER / "corpus"), read_moves(FOLDER.parent / "moves"), read_danger(FOLDER.parent / "danger")
    )


def divided(corpora: Corpora) -> Parts:
    """What is trained on, and what is held out."""
    by_writer = [row for row in corpora.styled if row.writer in WRITERS]
    others = [row for row in corpora.styled if row.writer not in WRITERS]
    seen = Corpora(
        _of(others, inside=False), [row for row in corpora.moved if row.writer not in MOVES_WRITERS], corpora.dangerous
    )
    moved = [row for row in corpora.moved if row.writer in MOVES_WRITERS]
    return Parts(seen, Corpora(by_writer, moved, []), _of(others, inside=True))


def _of(rows: Sequence[Utterance], *, inside: bool) -> list[Utterance]:
    return [row for row in rows if (row.situation in SITUATIONS) == inside]
