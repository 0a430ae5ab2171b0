"""The numbers of a recording as the scripts of its page take them: JSON that no text can break out of.

Conventions
    Tracks are little-endian integers in base64: pitch in tenths of a hertz, 0 without voice; level in hundredths of a
    dB; the outline of the sound as lowest and highest sample of each step, full scale at +-127. An hour is 2.9 MB so, a
    quarter of what it is as text.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from voicecoach.document import Analysis, TrackDump
from voicecoach.report.told import Told

_DANGEROUS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Take:
    """A recording for a page."""

    analysis: Analysis
    outline: bytes = b""
    """Lowest and highest sample of each step, as bytes of int8; empty where the sound is gone."""
    outline_hop_s: float = 0.01
    sound: bytes = b""
    """WebM with Opus, to be kept inside the page; empty for none."""
    beside: str = ""
    """Name of the sound's file in the folder of the page; empty for none."""
    silence: str = ""
    """Why there is nothing to listen to, in a sentence; empty where there is, or where nobody asks."""
    name: str = ""
    """What the take is called; empty for the name of its recording."""


def safe_json(value: Any) -> str:
    """JSON that may stand inside a script element: no sign of it can end the element or open another."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_DANGEROUS)


def data_of(take: Take, told: tuple[Told, ...]) -> dict[str, Any]:
    """All that is drawn and played of a take; words count in the order of the transcript."""
    analysis = take.analysis
    words = [word for one in told for word in one.words]
    return {
        "duration": analysis.source.duration_s,
        "words": [time_s for word in words for time_s in (word.start_s, word.end_s)],
        "sentences": [_sentence(one) for one in told],
        "pauses": [[p.start_s, p.end_s, p.text or "" if p.kind == "filled" else None] for p in analysis.pauses],
        "disfluencies": [[one.start_s, one.end_s, one.kind] for one in analysis.disfluencies],
        "findings": [[one.start_s, one.end_s, one.kind] for one in analysis.findings],
        "tracks": _tracks(analysis.tracks),
        "outline": {"hop": take.outline_hop_s, "data": _base64(take.outline)} if take.outline else None,
        "sound": "inside" if take.sound else "beside" if take.beside else "none",
        "beside": take.beside,
        "silence": take.silence,
    }


def _sentence(one: Told) -> list[Any]:
    return [one.start_s, one.end_s, len(one.words), one.style.label, one.voice.label, one.speaker]


def _tracks(tracks: TrackDump | msgspec.UnsetType) -> dict[str, Any] | None:
    if isinstance(tracks, msgspec.UnsetType):
        return None
    f0_hz = np.array([value or 0.0 for value in tracks.f0_hz])
    f0 = np.clip(np.round(f0_hz * 10), 0, 65_535).astype("<u2")
    level = np.clip(np.round(np.array(tracks.level_db) * 100), -32_768, 32_767).astype("<i2")
    return {
        "hop": tracks.hop_s,
        "start": tracks.start_s,
        "f0": _base64(f0.tobytes()),
        "level": _base64(level.tobytes()),
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
