"""Pages of takes that are kept: each as `analyze --html` would show it, with its sound where that is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.cli.app import App
from voicecoach.cli.pages import AudioChoice, Pages
from voicecoach.cli.saving import local
from voicecoach.errors import HistoryError
from voicecoach.units import RATE_HZ

if TYPE_CHECKING:
    from voicecoach.adapters.sound_copy import SoundCopy
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.audio import Samples
    from voicecoach.document import Analysis, TrackDump
    from voicecoach.history import Take
    from voicecoach.options import Parts

PIECE_S = 1.0
"""Seconds of sound that are heard at once, as of a file."""


def write_pages(app: App, kept: "SqliteHistory", session_id: str, out: str, audio: AudioChoice) -> None:
    """Write a session's takes to a page, compared where there are several; in a folder to a page each.

    Pitch and level are measured once more, from the sound; documents are kept without them.

    Args:
        app: The run.
        kept: The history.
        session_id: The session.
        out: A file, a folder or `-`.
        audio: What becomes of the sound.

    Raises:
        HistoryError: When none of its takes was spoken and analysed.
        OutputError: When there are too many for one page, or it can't be written.
    """
    from voicecoach.cli.listening import joined_parts

    found = list(_analysed(kept.takes(session_id)))
    if not found:
        raise HistoryError(f"No take of the session {session_id} was analysed: there is nothing to show on a page.")
    parts = joined_parts(app, None, None)
    with Pages(out, audio, recordings=len(found)) as pages:
        for take, analysis in found:
            samples = kept.audio(take.id)
            shown = analysis if samples is None else replace(analysis, tracks=_tracks(samples, parts))
            copy = None if samples is None else _copy(samples, with_sound=pages.with_sound)
            pages.take(take.id, shown, copy, f"{local(take.made_at)}, {take.id}")


def _analysed(takes: Sequence["Take"]) -> Iterator[tuple["Take", "Analysis"]]:
    """The takes that have a document: a typed one has none."""
    import msgspec

    from voicecoach.report.document import from_json

    for take in takes:
        try:
            yield take, from_json(take.document.decode())
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue


def _tracks(samples: "Samples", parts: "Parts") -> "TrackDump":
    """Pitch and level of the sound, as an analysis measures them."""
    from voicecoach.audio import AudioChunk
    from voicecoach.document import TrackDump
    from voicecoach.hearing.ear import Ear

    ear = Ear(parts.classifier(), parts.tracker())
    for start in range(0, len(samples), _PIECE):
        ear.push(AudioChunk(samples[start : start + _PIECE], start))
    heard, _ = ear.finish()
    return TrackDump.of(heard.f0, heard.level)


def _copy(samples: "Samples", *, with_sound: bool) -> "SoundCopy":
    from voicecoach.adapters.sound_copy import copy_samples

    pieces = (samples[start : start + _PIECE] for start in range(0, len(samples), _PIECE))
    return copy_samples(pieces, with_sound=with_sound)


_PIECE = round(PIECE_S * RATE_HZ)
