"""Checks the corpus: every line is valid, the labels are balanced, and no utterance is there twice.

python -m models.style.check     print what was found; exit status 1 where something is wrong
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.style.folds import LATER
from models.style.utterances import LABELS
from voicecoach.language.plain import plain

CORPUS = Path(__file__).with_name("corpus")
EVERYDAY = Path(__file__).parents[1] / "everyday"
HELD_OUT = Path(__file__).parents[1] / "heldout"
NEEDED = frozenset({"text", "label", "situation", "setting", "group", "idea"})
OPTIONAL = frozenset({"context", "variety"})

NEAR = 0.5
"""Utterances that share more than this part of their word triples are the same one twice (own proposal)."""

LEAST_SHARE, MOST_SHARE = 0.17, 0.24
"""Share of each label over the corpus (own proposal): none may be guessed from its number."""

MOST_NEUTRAL = 0.28
"""The same of neutral ones: everyday talk is the widest field, and calling it a style is the error that hurts most."""

LEAST_OF_WRITER = 0.12
"""Share of each label for each writer (own proposal): a writer may have a field, but no writer is one label."""

SUPPLEMENTS = tuple(f"{writer}.jsonl" for writer in (*"hxyz02346789", *LATER))
"""Written to fill gaps of some labels, so they are balanced only together with the others."""

MOST_WORDS = 50
"""The model reads this many words in one piece."""

_GROUP = re.compile(r"([a-z0-9]|1[0-7]|2[1-5])-\d{3}[a-z]?")

Row = Mapping[str, Any]


def read(folder: Path) -> list[tuple[str, Row]]:
    """Each line of the corpus with the place it stands at."""
    return [
        (f"{path.name}:{number}", json.loads(line))
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def invalid(rows: Sequence[tuple[str, Row]]) -> Iterator[str]:
    """Lines that don't have the fields they need, or not as they should be."""
    for place, row in rows:
        fields = set(row)
        if missing := NEEDED - fields:
            yield f"{place}: without {', '.join(sorted(missing))}"
        elif unknown := fields - NEEDED - OPTIONAL:
            yield f"{place}: unknown {', '.join(sorted(unknown))}"
        elif not all(isinstance(value, str) and value.strip() == value and value for value in row.values()):
            yield f"{place}: a field that is empty, no text, or has space around it"
        elif row["label"] not in LABELS:
            yield f"{place}: label {row['label']}"
        elif not _GROUP.fullmatch(row["group"]) or not place.startswith(f"{row['group'].partition('-')[0]}."):
            yield f"{place}: group {row['group']}"
        elif not 1 <= len(plain(row["text"]).split()) <= MOST_WORDS:
            yield f"{place}: {len(plain(row['text']).split())} words"


def unbalanced(rows: Sequence[tuple[str, Row]]) -> Iterator[str]:
    """Labels that are too rare or too common, over the corpus and for each writer."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, row in rows:
        parts["all"][row["label"]] += 1
        if not place.startswith(SUPPLEMENTS):
            parts[place.split(":")[0]][row["label"]] += 1
    for part, counts in parts.items():
        least, most = (LEAST_SHARE, MOST_SHARE) if part == "all" else (LEAST_OF_WRITER, 1.0)
        for label in LABELS:
            share = counts[label] / counts.total()
            if not least <= share <= (max(most, MOST_NEUTRAL) if label == "neutral" else most):
                yield f"{part}: {share:.0%} {label}"


def twice(rows: Sequence[tuple[str, Row]], known: Sequence[tuple[str, Row]] = ()) -> Iterator[str]:
    """Pairs of utterances that share most of their word triples; of `known` ones, those that are among the rows too."""
    every = [*known, *rows]
    triples = [_triples(row["text"]) for _, row in every]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for here, found in enumerate(triples):
        if here >= len(known):
            shared = Counter(there for triple in found for there in holders[triple])
            for there, count in sorted(shared.items()):
                if count > NEAR * len(found | triples[there]):
                    yield f"{every[there][0]} and {every[here][0]}: {every[here][1]['text']}"
        for triple in found:
            holders[triple].append(here)


def _triples(text: str) -> set[tuple[str, ...]]:
    """Word triples of a text; a shorter text is one tuple."""
    words = plain(text).split()
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def main() -> int:
    """Print all findings."""
    rows, everyday = read(CORPUS), read(EVERYDAY)
    wrong = [*invalid(rows), *unbalanced(rows), *twice(rows), *invalid(everyday)]
    wrong += twice(everyday, [*rows, *read(HELD_OUT)])
    counts = Counter(str(row["label"]) for _, row in rows)
    print(f"{len(rows)} utterances: {', '.join(f'{label} {counts[label]}' for label in LABELS)}")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
