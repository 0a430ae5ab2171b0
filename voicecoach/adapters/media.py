"""Reads recordings: any file that FFmpeg knows, streamed to mono float32 at 16 kHz.

The original is never held whole: frames are decoded, mixed, resampled and handed on.
"""

import hashlib
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters.media_clock import MediaClock
from voicecoach.adapters.resampling import resampler_of
from voicecoach.audio import AudioChunk, Samples, within_reason
from voicecoach.errors import MediaError
from voicecoach.hearing.channels import ChannelMeter
from voicecoach.hearing.clipping import clipped_samples
from voicecoach.ports import MediaFacts
from voicecoach.units import RATE_HZ

BLOCK_S = 0.5
"""Sound that is mixed and resampled at once (own proposal): less costs more, more gains little."""

CHUNK_S = 2.0
"""Length of the chunks handed on: long enough for whole-array arithmetic, short enough to start early."""

CANCEL_SHARE = 0.05
"""A mix with less than this share of its loudest channel's power has cancelled itself (opposite phase)."""

_UNKNOWN_RIFF_BYTES = 0x7FFF0000
"""From here on the length in a RIFF header is a stand-in, written by who did not know how long it would be."""

_OFTEN = "Any format that FFmpeg reads will do: wav, mp3, m4a, flac, ogg, mp4."


@dataclass(slots=True)
class _Tally:
    """Sums over the samples as they pass by."""

    rate_hz: int = 0
    channels: int = 0
    samples: int = 0
    clipped: int = 0
    total: float = 0.0
    channel_power: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    mix_power: float = 0.0
    bad_packets: int = 0
    missing_s: float = 0.0
    written: int = 0

    def add(self, planes: NDArray[np.float32], mix: NDArray[np.float32]) -> None:
        """Count one frame, planes of shape (channels, n)."""
        self.channels = max(self.channels, planes.shape[0])
        self.samples += planes.size
        self.clipped += clipped_samples(planes)
        self.total += float(planes.sum(dtype=np.float64))
        power = np.einsum("cn,cn->c", planes, planes, dtype=np.float64)
        if len(power) != len(self.channel_power):
            self.channel_power = np.resize(self.channel_power, len(power)) if len(self.channel_power) else power * 0
        self.channel_power = self.channel_power + power
        self.mix_power += float(np.dot(mix.astype(np.float64), mix))


class MediaFile:
    """A recording on disk, read once from start to end.

    Args:
        path: The file.
        channel: Number of the one channel to hear, from 1; None mixes all of them.
        content: What the file holds where it is not to be read from the disk, as with one that lies there encrypted;
            `path` is its name then, and nothing else.
    """

    def __init__(self, path: Path, channel: int | None = None, content: bytes | None = None) -> None:
        self.path = path
        self._content = content
        self._channel = channel
        self._expected_duration_s: float | None = None
        self._tally = _Tally()
        self._sha256 = ""
        self._missing_bytes = 0

    @property
    def expected_duration_s(self) -> float | None:
        """What the file says of its length; None before `chunks` was started or where it says nothing."""
        return self._expected_duration_s

    def chunks(self) -> Iterator[AudioChunk]:
        """The sound in chunks of about `CHUNK_S`.

        Raises:
            MediaError: When the file is missing, empty, unreadable, or holds no sound.
        """
        if self._content is None:
            _check_file(self.path)
        with _translated(self.path):
            with self._raw() as file:
                self._sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                self._missing_bytes = _missing_bytes(file)
            yield from self._gather(self._mono())
        if not self._tally.written:
            raise MediaError(f"{self.path}: no sound could be read from it.", _OFTEN)

    def channel_levels(self) -> NDArray[np.float64]:
        """The level of each channel that may be heard, decibels, shape (channels, frames) every `CHANNEL_HOP_S`.

        It reads the file once more, and as fast as it can be decoded.

        Raises:
            MediaError: When the file is missing, empty or unreadable.
        """
        _check_file(self.path)
        meter = ChannelMeter()
        with _translated(self.path):
            for planes, rate_hz in MediaFile(self.path)._frames():  # noqa: SLF001 -- one of its own, read on the side
                meter.push(planes if self._channel is None else self._mix(planes)[np.newaxis], rate_hz)
        return meter.levels_db()

    def of_channel(self, channel: int) -> "MediaFile":
        """One of its channels, counted from 0, as a recording."""
        return MediaFile(self.path, channel + 1)

    def facts(self) -> MediaFacts:
        """What was found; complete once `chunks` is exhausted."""
        tally = self._tally
        warnings = []
        if tally.bad_packets:
            warnings.append(f"{_count(tally.bad_packets, 'piece')} damaged in the file and skipped")
        if tally.missing_s:
            warnings.append(f"the file holds no sound for {tally.missing_s:.1f} s of its time; silence stands there")
        loudest = float(tally.channel_power.max(initial=0.0))
        if tally.channels > 1 and loudest and self._channel is None and tally.mix_power < CANCEL_SHARE * loudest:
            warnings.append("the channels cancel each other; hear one of them with --channel 1")
        if self._promised_more():
            warnings.append(
                f"the file ends at {tally.written / RATE_HZ:.1f} s although it announces "
                f"{self._expected_duration_s:.1f} s: it may be truncated"
            )
        elif self._missing_bytes:
            warnings.append(f"the file lacks {self._missing_bytes} bytes that it announces: it may be truncated")
        return MediaFacts(
            sha256=self._sha256,
            duration_s=tally.written / RATE_HZ,
            rate_hz=tally.rate_hz,
            channels=tally.channels,
            clipped_share=tally.clipped / tally.samples if tally.samples else 0.0,
            dc_offset=tally.total / tally.samples if tally.samples else 0.0,
            warnings=tuple(warnings),
        )

    def _promised_more(self) -> bool:
        """Half a second and 2 % less than announced: estimates of mp3 length are that far off."""
        expected_s = self._expected_duration_s or 0.0
        return expected_s - self._tally.written / RATE_HZ > max(0.5, 0.02 * expected_s)

    def _gather(self, pieces: Iterator[Samples]) -> Iterator[AudioChunk]:
        """Join small pieces into chunks of `CHUNK_S`."""
        waiting: list[Samples] = []
        size = 0
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size >= CHUNK_S * RATE_HZ:
                yield self._chunk(waiting)
                waiting, size = [], 0
        if size:
            yield self._chunk(waiting)

    def _chunk(self, pieces: list[Samples]) -> AudioChunk:
        samples = np.concatenate(pieces)
        chunk = AudioChunk(samples, self._tally.written)
        self._tally.written += len(samples)
        return chunk

    def _raw(self) -> io.BufferedReader | io.BytesIO:
        return self.path.open("rb") if self._content is None else io.BytesIO(self._content)

    def _mono(self) -> Iterator[Samples]:
        """Decoded, mixed, and resampled to `units.RATE_HZ`."""
        resampler: Any = None
        rate_hz = 0
        for planes, frame_rate_hz in self._frames():
            mix = self._mix(planes)
            self._tally.add(planes, mix)
            if frame_rate_hz != rate_hz:
                if resampler is not None:
                    yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)
                rate_hz = frame_rate_hz
                resampler = resampler_of(rate_hz)
            yield mix if resampler is None else resampler.resample_chunk(mix)
        if resampler is not None:
            yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)

    def _frames(self) -> Iterator[tuple[NDArray[np.float32], int]]:
        """Blocks of decoded frames, planes of shape (channels, n), each with its rate."""
        import av

        source = _address(self.path) if self._content is None else io.BytesIO(self._content)
        with av.open(source, mode="r", metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise MediaError(f"{self.path}: holds no sound.", _OFTEN)
            stream = _heard_stream(container)
            stream.thread_type = "AUTO"
            self._expected_duration_s = _announced_s(container, stream)
            self._tally.rate_hz = stream.rate or 0
            clock = MediaClock(None if container.start_time is None else container.start_time / av.time_base)
            yield from _blocks(self._decoded(container, stream), clock)
            self._tally.missing_s = clock.missing_s

    def _decoded(self, container: Any, stream: Any) -> Iterator[Any]:
        """The frames of a stream; damaged packets are counted and left out."""
        import av

        for packet in container.demux(stream):
            try:
                yield from packet.decode()
            except av.error.InvalidDataError:
                self._tally.bad_packets += 1

    def _mix(self, planes: NDArray[np.float32]) -> Samples:
        if self._channel is not None:
            if self._channel > planes.shape[0]:
                raise MediaError(
                    f"{self.path}: has {_count(planes.shape[0], 'channel')}, so there is no channel {self._channel}.",
                    "Choose one with --channel, counted from 1, or leave it out to hear all of them.",
                )
            return np.ascontiguousarray(planes[self._channel - 1])
        if planes.shape[0] == 1:
            return np.ascontiguousarray(planes[0])
        return np.asarray(planes.mean(axis=0, dtype=np.float32))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _blocks(frames: Iterator[Any], clock: MediaClock) -> Iterator[tuple[NDArray[np.float32], int]]:
    """Frames of one kind, joined up to `BLOCK_S`: codecs give them in pieces of some milliseconds.

    Where the clock finds sound missing there is silence.
    """
    waiting: list[Any] = []
    size = 0
    for frame in frames:
        missing_s = clock.missing_before(frame)
        if waiting and (missing_s or size >= BLOCK_S * frame.sample_rate or _kind(frame) != _kind(waiting[0])):
            yield _planes(waiting), waiting[0].sample_rate
            waiting, size = [], 0
        yield from _silence(missing_s, frame)
        waiting.append(frame)
        size += frame.samples
    if waiting:
        yield _planes(waiting), waiting[0].sample_rate


def _silence(length_s: float, like: Any) -> Iterator[tuple[NDArray[np.float32], int]]:
    """Blocks of silence with the rate and the channels of a frame."""
    left, most = round(length_s * like.sample_rate), round(BLOCK_S * like.sample_rate)
    while left > 0:
        yield np.zeros((len(like.layout.channels), min(left, most)), np.float32), like.sample_rate
        left -= most


def _kind(frame: Any) -> tuple[int, str, int]:
    return frame.sample_rate, frame.format.name, len(frame.layout.channels)


def _planes(frames: list[Any]) -> NDArray[np.float32]:
    """Decoded frames of one kind as float32 of shape (channels, n), full scale at +-1, `within_reason`."""
    values = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
    if not frames[0].format.is_planar:
        values = values.reshape(-1, len(frames[0].layout.channels)).T
    if np.issubdtype(values.dtype, np.unsignedinteger):
        values = values.astype(np.float32) / 128.0 - 1.0
    elif np.issubdtype(values.dtype, np.integer):
        values = values.astype(np.float32) / (2.0 ** (8 * values.dtype.itemsize - 1))
    else:
        values = within_reason(values)
    return np.ascontiguousarray(values, dtype=np.float32)


def _address(path: Path) -> str:
    """An absolute path: of a relative one FFmpeg takes what stands before a colon (`talk 12:30.wav`) for a protocol."""
    return str(path.absolute())


def _heard_stream(container: Any) -> Any:
    """The sound that is heard, of a file that holds some: the one that FFmpeg thinks best."""
    return container.streams.best("audio") or container.streams.audio[0]


def _announced_s(container: Any, stream: Any) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        seconds = float(stream.duration * stream.time_base)
    elif container.duration is not None:
        seconds = container.duration / 1e6
    else:
        return None
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def announced_s(path: Path) -> float | None:
    """What a file says of its length in seconds, without reading its sound; None where it says nothing.

    Raises:
        MediaError: When it is missing, empty, unreadable, or holds no sound.
    """
    import av

    _check_file(path)
    with _translated(path), av.open(_address(path), mode="r", metadata_errors="ignore") as container:
        return _announced_s(container, _heard_stream(container)) if container.streams.audio else None


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise MediaError(f"{path}: is a folder, not a recording.", "Name a file, or a folder to `analyze`.")
        if not path.exists():
            raise MediaError(f"{path}: no such file.", "Check the name and the folder.")
        if not path.is_file():
            raise MediaError(f"{path}: is no file but a pipe or a device.", "Save the sound to a file first.")
        if path.stat().st_size == 0:
            raise MediaError(f"{path}: is empty (0 bytes).", "Record it again, or copy it again from its source.")
        with path.open("rb"):
            pass
    except PermissionError as error:
        raise MediaError(f"{path}: may not be read.", "Give yourself the right to read it, then try again.") from error
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror or error}.", "Check the name and the disk.") from error


def _missing_bytes(file: BinaryIO) -> int:
    """Bytes that a RIFF header (wav) announces and the file lacks: FFmpeg makes up for them without a word."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    kind, length = file.read(4), int.from_bytes(file.read(4), "little")
    is_known = kind == b"RIFF" and 0 < length < _UNKNOWN_RIFF_BYTES
    return max(0, length + 8 - size) if is_known else 0


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """FFmpeg's and the system's errors to ours."""
    import av

    try:
        yield
    except av.error.InvalidDataError as error:
        raise MediaError(f"{path}: is no recording that can be read.", _OFTEN) from error
    except (av.error.FFmpegError, OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MediaError(f"{path}: can't be read ({reason}).", _OFTEN) from error
    except (ValueError, RuntimeError) as error:
        raise MediaError(f"{path}: can't be decoded ({error}).", _OFTEN) from error
