"""Texts of windows as parts of a checkpoint: what they are called, and how they are written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from voicecoach import __version__
from voicecoach.checkpoint import Checkpoint
from voicecoach.ports import Transcriber, Window, WindowText


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised in some windows at once."""

    texts: tuple[WindowText, ...]
    language: str
    """What it was taken for: the windows after it are."""


def key_of(windows: Sequence[Window], setting: str) -> str:
    """What the texts of some windows are kept under: it tells every sample, where each was, and how it was read.

    Args:
        windows: Those that were recognised at once, since the company of a window has a part in its text.
        setting: That of the recogniser.
    """
    digest = hashlib.sha256(f"{__version__} {setting} {len(windows)}".encode())
    for window in windows:
        digest.update(repr(window.pieces).encode())
        digest.update(window.samples.tobytes())
    return f"texts/{digest.hexdigest()}"


def known(checkpoint: Checkpoint, key: str, windows: int) -> Recognised | None:
    """What an earlier run recognised; None where that is not known, or can't be read."""
    content = checkpoint.take(key)
    if content is None:
        return None
    try:
        found = msgspec.msgpack.decode(content, type=Recognised)
    except msgspec.MsgspecError:
        return None
    return found if len(found.texts) == windows else None


def transcribed(transcriber: Transcriber, windows: Sequence[Window], checkpoint: Checkpoint, key: str) -> Recognised:
    """Recognise some windows at once, and keep what was.

    Raises:
        ModelError: When the model fails.
    """
    found = Recognised(transcriber.transcribe(windows), transcriber.language)
    checkpoint.keep(key, msgspec.msgpack.encode(found))
    return found
