"""The corpora as values: utterances with a style, and utterances with techniques and other moves."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from models.style.tags import tags_of_cues, tags_of_danger, tags_of_moves

LABELS = ("passive", "aggressive", "passive_aggressive", "assertive", "neutral")
"""The order of the scores."""

NO_LABEL = -1
"""The style of an utterance that was written for its moves."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of a corpus."""

    text: str
    label: int
    writer: str
    group: str
    situation: str = ""
    context: str = ""
    tags: tuple[tuple[int, int, int], ...] = ()
    """Moves and cues: number of the tag, and its first and last but one character."""
    known: frozenset[int] = field(default_factory=frozenset)
    """The tags that would be there if they were said; of all others nothing is known."""


def read_corpus(folder: Path) -> list[Utterance]:
    """All utterances with a style, writer by writer."""
    rows = []
    for writer, row in _lines(folder):
        label, context = LABELS.index(row["label"]), row.get("context", "")
        rows.append(Utterance(row["text"], label, writer, row["group"], row["situation"], context))
    return rows


def with_cues(rows: Sequence[Utterance]) -> list[Utterance]:
    """Utterances with a style, with the cues that the program's own lexicon finds in them."""
    found = [tags_of_cues(row.text, LABELS[row.label]) for row in rows]
    return [replace(row, tags=tags, known=known) for row, (tags, known) in zip(rows, found, strict=True)]


def read_moves(folder: Path) -> list[Utterance]:
    """All utterances with techniques and manipulative moves, writer by writer."""
    rows = []
    for writer, row in _lines(folder):
        tags, known = tags_of_moves(row)
        group, context = row.get("group", ""), row.get("context", "")
        rows.append(Utterance(row["text"], NO_LABEL, writer, group, "", context, tags, known))
    return rows


def read_danger(folder: Path) -> list[Utterance]:
    """All utterances with words of danger, or that sound like it, writer by writer."""
    rows = []
    for writer, row in _lines(folder):
        tags, known = tags_of_danger(row["text"], row["label"])
        rows.append(Utterance(row["text"], NO_LABEL, writer, "", "", "", tags, known))
    return rows


def _lines(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.stem, json.loads(line)
