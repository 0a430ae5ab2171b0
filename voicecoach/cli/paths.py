"""The recordings that the arguments of a command name."""

import os
from collections.abc import Iterable
from pathlib import Path

from voicecoach.errors import MediaError

SOUND_SUFFIXES = frozenset(
    [
        ".aac",
        ".ac3",
        ".aif",
        ".aifc",
        ".aiff",
        ".amr",
        ".ape",
        ".au",
        ".avi",
        ".caf",
        ".flac",
        ".m4a",
        ".m4b",
        ".m4v",
        ".mka",
        ".mkv",
        ".mov",
        ".mp2",
        ".mp3",
        ".mp4",
        ".mpeg",
        ".mpg",
        ".oga",
        ".ogg",
        ".opus",
        ".ts",
        ".w64",
        ".wav",
        ".weba",
        ".webm",
        ".wma",
        ".wmv",
        ".wv",
        ".3gp",
    ]
)
"""What is taken for a recording inside a folder; a file named outright is always tried."""


def readable(typed: str) -> str:
    """What was typed, with a mark for each byte that is no UTF-8, so that it can be printed and written to JSON."""
    return os.fsencode(typed).decode(errors="replace")


def recordings(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[MediaError, ...]]:
    """The files that some paths name: files as they are, folders with all the sound in them, sorted.

    Returns:
        The files in order, and what is wrong with the paths that can't be looked at and the folders that hold none.
    """
    found: list[Path] = []
    problems: list[MediaError] = []
    for path in paths:
        try:
            if not path.is_dir():
                found.append(path)
                continue
            # A search passes over what it may not read, without a word.
            os.scandir(path).close()
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SOUND_SUFFIXES and p.is_file())
        except OSError as error:
            problems.append(MediaError(f"{path}: can't be read ({error.strerror}).", "Check its name and its rights."))
            continue
        if not inside:
            problems.append(
                MediaError(
                    f"{path}: the folder holds no recording.",
                    "Looked for wav, mp3, m4a, flac, ogg, mp4 and the like; name a file outright to try it anyway.",
                )
            )
        found.extend(inside)
    return tuple(found), tuple(problems)
