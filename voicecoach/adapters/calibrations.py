"""Recordings of calibrations that did not come to their end: where they lie, and how they go.

A calibration deletes its recording when it has heard it. What is left is from one that was killed or lost its
microphone; nothing in it says whose voice it is. With the vault on none is written; one that was
there when it was turned on is encrypted.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from voicecoach.adapters.store_errors import translated
from voicecoach.adapters.vault import SUFFIX
from voicecoach.adapters.wav import HEADER_BYTES

FOLDER = "calibration"
"""Where in the data folder the recording lies while it is made."""


def recordings_left(data_dir: Path) -> tuple[Path, ...]:
    """The recordings that are there, the oldest first; () where there are none."""
    folder = data_dir / FOLDER
    found = [path for pattern in ("*.wav", "*.wav" + SUFFIX) for path in folder.glob(pattern)]
    return tuple(sorted(path for path in found if path.is_file()))


def sound_of(paths: Iterable[Path]) -> Iterator[bytes]:
    """The samples of some recordings, as their bytes; the bare bytes of encrypted ones.

    Raises:
        HistoryError: When one can't be read.
    """
    for path in paths:
        with translated(path):
            yield path.read_bytes()[HEADER_BYTES:]


def remove(paths: Iterable[Path]) -> None:
    """Delete some recordings; one that is gone already is no error.

    Raises:
        HistoryError: When one can't be deleted.
    """
    for path in paths:
        with translated(path):
            path.unlink(missing_ok=True)
