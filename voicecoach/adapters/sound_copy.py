"""A small copy of a recording to listen to, and its outline to look at, made in one pass.

The copy holds the sound that was analysed: mono at `units.RATE_HZ`, as Opus in WebM, which every current browser plays.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters.media import MediaFile
from voicecoach.audio import Samples
from voicecoach.errors import MediaError
from voicecoach.units import RATE_HZ

BIT_RATE = 28_000
"""Bits a second of the copy: wideband speech is near to transparent from 24 kbit/s on (RFC 6716, section 2.1.1: 16 to
20 kbit/s for wideband speech); 12.6 MB an hour."""

OUTLINE_HOP_S = 0.01
"""Seconds of sound in a step of the outline: that of the other tracks."""

_STEP = round(OUTLINE_HOP_S * RATE_HZ)
_MOST = 127


@dataclass(frozen=True, slots=True, eq=False)
class SoundCopy:
    """The copy and the outline."""

    webm: bytes
    """Opus in WebM; empty where none was asked for."""
    outline: NDArray[np.int8]
    """Lowest and highest sample of each step, shape (n, 2), full scale at +-127."""


def copy_sound(path: Path, channel: int | None = None, *, with_sound: bool = True) -> SoundCopy:
    """Read a recording once more.

    Args:
        path: The recording.
        channel: The one channel to hear, from 1; None mixes all of them.
        with_sound: Whether a copy is made, or the outline only.

    Raises:
        MediaError: When it can't be read.
    """
    return copy_samples((chunk.samples for chunk in MediaFile(path, channel).chunks()), with_sound=with_sound)


def copy_samples(pieces: Iterable[Samples], *, with_sound: bool = True) -> SoundCopy:
    """Copy sound that is at hand.

    Args:
        pieces: Mono at `units.RATE_HZ`, in order; nothing has an empty outline.
        with_sound: Whether a copy is made, or the outline only.

    Raises:
        MediaError: When it can't be copied, or what gives the pieces fails.
    """
    steps: list[NDArray[np.int8]] = [np.zeros((0, 2), np.int8)]
    rest: Samples = np.zeros(0, np.float32)
    with _encoder(enabled=with_sound) as encoder:
        for piece in pieces:
            encoder.write(piece)
            samples = np.concatenate((rest, piece))
            whole = len(samples) // _STEP * _STEP
            steps.append(_outline(samples[:whole]))
            rest = samples[whole:]
    if len(rest):
        steps.append(_outline(np.pad(rest, (0, _STEP - len(rest)))))
    return SoundCopy(encoder.made(), np.concatenate(steps))


def _outline(samples: Samples) -> NDArray[np.int8]:
    blocks = samples.reshape(-1, _STEP)
    ends = np.stack((blocks.min(axis=1), blocks.max(axis=1)), axis=1) if len(blocks) else np.zeros((0, 2))
    return np.round(np.clip(ends, -1, 1) * _MOST).astype(np.int8)


class _Encoder:
    """Opus in WebM, in memory. A container that can be wound back gets its length and its table of places."""

    def __init__(self, *, enabled: bool) -> None:
        self._file = io.BytesIO()
        self._container: Any = None
        self._stream: Any = None
        self._samples = 0
        if enabled:
            import av

            self._container = av.open(self._file, "w", format="webm")
            self._stream = self._container.add_stream("libopus", rate=RATE_HZ, layout="mono")
            self._stream.bit_rate = BIT_RATE
            self._stream.options = {"application": "voip"}

    def write(self, samples: Samples) -> None:
        if self._container is None:
            return
        import av

        pcm = np.round(np.clip(samples, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(pcm[None], format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        frame.pts = self._samples
        frame.time_base = Fraction(1, RATE_HZ)
        self._samples += len(samples)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        if self._container is not None:
            if self._samples:
                self._container.mux(self._stream.encode(None))
            self._container.close()

    def made(self) -> bytes:
        return self._file.getvalue()


@contextmanager
def _encoder(*, enabled: bool) -> Iterator[_Encoder]:
    encoder = _Encoder(enabled=enabled)
    try:
        yield encoder
        encoder.close()
    except MediaError:
        raise
    except (ValueError, OSError) as error:
        raise MediaError(f"The sound can't be copied for the page ({error}).", "Use --audio none.") from error
