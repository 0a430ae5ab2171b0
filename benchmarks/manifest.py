"""Recordings with known truth: a JSON object a line.

    audio      path of the recording, relative to the manifest
    set        name of the collection it belongs to
    text       what was said
    fillers    number of filled pauses, or [[start_s, end_s], ..]
    pauses     [[start_s, end_s], ..], silences of 0.15 s or more inside the speech
    syllables  number of syllables
    speech_s   seconds of speech without the pauses
    f0         path of a file of rows "time_s hz", 0 where unvoiced

Everything but `audio` may be missing: it is not known then. Other keys say nothing here. A list of noises has `audio`
and `kind`: "noise", or "rir" for the response of a room.
"""

from pathlib import Path

import msgspec
import numpy as np

from benchmarks.measures import Sound
from voicecoach.adapters.media import MediaFile
from voicecoach.audio import Samples, Span

Times = tuple[tuple[float, float], ...]


class Row(msgspec.Struct, frozen=True):
    """One recording with what is known of it."""

    audio: str
    set: str = "all"
    text: str | None = None
    fillers: int | Times | None = None
    pauses: Times | None = None
    syllables: int | None = None
    speech_s: float | None = None
    f0: str | None = None
    speaker: str | None = None
    folder: Path = Path()
    """Where the manifest lies."""

    @property
    def sound(self) -> Sound:
        """The recording."""
        return Sound(self.audio, self.folder / self.audio)


class Noise(msgspec.Struct, frozen=True):
    """Something to mix in."""

    audio: str
    kind: str


def read_rows(manifest: Path, sets: list[str] | None = None) -> list[Row]:
    """The recordings of some sets, or of all."""
    lines = manifest.read_text(encoding="utf-8").splitlines()
    rows = [msgspec.json.decode(line, type=Row) for line in lines if line.strip()]
    rows = [msgspec.structs.replace(row, folder=manifest.parent) for row in rows]
    return [row for row in rows if not sets or row.set in sets]


def read_noises(listing: Path, kind: str) -> list[Samples]:
    """Noises ("noise") or responses of rooms ("rir"), first channel."""
    lines = listing.read_text(encoding="utf-8").splitlines()
    noises = [msgspec.json.decode(line, type=Noise) for line in lines if line.strip()]
    return [_first_channel(listing.parent / noise.audio) for noise in noises if noise.kind == kind]


def spans(times: Times) -> tuple[Span, ...]:
    """Pairs of seconds as spans."""
    return tuple(Span(start_s, end_s) for start_s, end_s in times)


def _first_channel(path: Path) -> Samples:
    return np.concatenate([chunk.samples for chunk in MediaFile(path, channel=1).chunks()])
