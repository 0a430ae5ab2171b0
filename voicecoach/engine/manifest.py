"""Manifests: lists of recordings with what is known of each.

Conventions
    CSV with a header line, or JSON Lines. `path` is needed and counts from the manifest's own folder; `speakers`,
    `client` and `language` may be given and mean what they mean to `voicecoach analyze`; other columns are left alone,
    as a study has its own.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicecoach.engine.job import Job

SUFFIXES = frozenset({".csv", ".jsonl", ".ndjson", ".tsv"})
"""What is taken for a manifest among the arguments."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CLIENT = re.compile(r"[A-Z]")
_NO_NAME = re.compile("[\0\ud800-\udfff]")
"""What stands in the name of no file: the sign nought, and half a sign."""
_AUTO = "auto"
_MOST_SPEAKERS = 26


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a manifest."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


def read_manifest(text: str, name: str, folder: str) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """The jobs of a manifest.

    Args:
        text: What stands in it.
        name: Its name, whose end tells the format.
        folder: Where its relative paths start.

    Returns:
        The jobs, and all that is wrong with the others' lines.
    """
    is_table = name.endswith((".csv", ".tsv"))
    lines = _table(text, "\t" if name.endswith(".tsv") else ",") if is_table else _objects(text)
    jobs, problems = [], []
    for number, row in lines:
        made = _job(row, folder)
        if isinstance(made, Job):
            jobs.append(made)
        else:
            problems.append(Problem(number, made))
    return tuple(jobs), tuple(problems)


def _table(text: str, delimiter: str) -> Iterator[tuple[int, Any]]:
    """Rows of a table with their lines; None for what is no table from there on."""
    table = csv.DictReader(io.StringIO(text, newline=None), delimiter=delimiter)
    try:
        for row in table:
            yield table.line_num, row
    except csv.Error:
        yield table.line_num + 1, None


def _objects(text: str) -> Iterator[tuple[int, Any]]:
    """Objects with their lines; None for a line that is none."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _wrong_path(path: Any) -> str:
    """What is wrong with a path; empty where nothing is."""
    if not isinstance(path, str) or not path.strip():
        return "names no recording; fill in path."
    if _NO_NAME.search(path):
        return "holds a sign in path that no file's name has (\\0, or half a surrogate pair); write it anew."
    return ""


def _is_count(speakers: str) -> bool:
    """Whether it is a number of speakers; Python makes no number of thousands of digits."""
    return speakers.isdecimal() and speakers.lstrip("0") in map(str, range(1, _MOST_SPEAKERS + 1))


def _job(row: Any, folder: str) -> Job | str:
    """The job of one line, or what is wrong with it."""
    if not isinstance(row, dict):
        return 'can\'t be read; write a table with a column path, or one object a line: {"path": "talk.wav"}.'
    path = row.get("path", "")
    wrong = _wrong_path(path)
    if wrong:
        return wrong
    language = str(row.get("language") or "").strip()
    if language and not _LANGUAGE.fullmatch(language):
        return f"{language} is no language code; write en, de, .., or leave it empty."
    speakers = str(row.get("speakers") or "").strip()
    if speakers not in ("", _AUTO) and not _is_count(speakers):
        return f"{speakers} is no number of speakers; write 1, 2, .. or auto, or leave it empty for 1."
    client = str(row.get("client") or "").strip().upper()
    if client and not _CLIENT.fullmatch(client):
        return f"{client} is no speaker's letter; write A, B, .., or leave it empty (names go into another column)."
    return Job(
        path if "://" in path else str(Path(folder, path.strip())),
        language=language,
        client=client,
        speakers=None if speakers == _AUTO else int(speakers or 1),
    )
