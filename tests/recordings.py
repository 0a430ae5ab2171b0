"""Recordings on disk for tests: any rate, any number of channels, any format, with and without picture.

Conventions
    Planes are float arrays of shape (channels, n), or (n,) for one channel, full scale at +-1.
"""

import struct
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition
from numpy.typing import NDArray

from voicecoach.adapters.media import MediaFile
from voicecoach.ports import MediaFacts

Planes = NDArray[np.float32]

PICTURES_PER_S = 10


def sine(frequency_hz: float, duration_s: float, rate_hz: int = 16_000, peak: float = 0.5) -> Planes:
    """A sine at any rate."""
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (peak * np.sin(2 * np.pi * frequency_hz * times_s)).astype(np.float32)


def write_wav(path: Path, planes: Planes, rate_hz: int = 16_000, sample_bytes: int = 2) -> Path:
    """A WAV file of integers: 1 byte (unsigned), 2, 3 or 4."""
    rows = np.atleast_2d(planes)
    top = 2 ** (8 * sample_bytes - 1)
    values = np.clip(np.round(rows.T.astype(np.float64) * top), -top, top - 1).astype("<i4")
    if sample_bytes == 1:
        raw = (values + 128).astype(np.uint8).tobytes()
    else:
        raw = values[..., None].view(np.uint8)[..., :sample_bytes].tobytes()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(rows.shape[0])
        file.setsampwidth(sample_bytes)
        file.setframerate(rate_hz)
        file.writeframes(raw)
    return path


def write_float_wav(path: Path, planes: Planes, rate_hz: int = 16_000) -> Path:
    """A WAV file of 32-bit floats, whatever they are."""
    return encode(path, planes, rate_hz, "pcm_f32le", "flt")


def write_double_wav(path: Path, samples: NDArray[np.float64], rate_hz: int = 16_000) -> Path:
    """A WAV file of 64-bit floats, whatever they are, in one channel."""
    raw = samples.astype("<f8").tobytes()
    layout = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, rate_hz, 8 * rate_hz, 8, 64)
    content = b"WAVE" + layout + struct.pack("<4sI", b"data", len(raw)) + raw
    path.write_bytes(struct.pack("<4sI", b"RIFF", len(content)) + content)
    return path


def encode(
    path: Path, planes: Planes, rate_hz: int, codec: str, sample_format: str = "fltp", *, pictures: bool = False
) -> Path:
    """A file in the format of its suffix, mono or stereo, with a grey picture where `pictures` asks for one."""
    rows = np.atleast_2d(planes).astype(np.float32)
    layout = "mono" if rows.shape[0] == 1 else "stereo"
    with av.open(str(path), "w") as container:
        picture = _picture_stream(container) if pictures else None
        stream = container.add_stream(codec, rate=rate_hz, layout=layout, format=sample_format)
        assert isinstance(stream, av.AudioStream)
        if picture is not None:
            _show(container, picture, rows.shape[1] / rate_hz)
        container.mux(stream.encode(_frame(rows, rate_hz)))
        container.mux(stream.encode(None))
    return path


def write_late(path: Path, source: Path, holes: tuple[tuple[float, float], ...] = (), late_s: float = 0.0) -> Path:
    """The sound of a file as it is encoded there, later, and without what lies in the holes (from and to, seconds)."""
    with av.open(str(source)) as taken, av.open(str(path), "w") as container:
        template = taken.streams.audio[0]
        picture = _picture_stream(container) if late_s else None
        stream = container.add_stream_from_template(template)
        if picture is not None:
            _show(container, picture, late_s)
        for packet in taken.demux(template):
            if packet.pts is None or packet.dts is None:
                continue
            at_s = float(packet.pts * packet.time_base)
            if not any(start_s <= at_s < end_s for start_s, end_s in holes):
                packet.pts += round(late_s / packet.time_base)
                packet.dts += round(late_s / packet.time_base)
                packet.stream = stream
                container.mux(packet)
    return path


def write_two_tracks(path: Path, first: Planes, second: Planes, rate_hz: int = 16_000) -> Path:
    """An MP4 file of two sounds, each of one channel, of which the second is the one to be heard."""
    with av.open(str(path), "w") as container:
        tracks = [container.add_stream("aac", rate=rate_hz, layout="mono") for _ in range(2)]
        tracks[0].disposition, tracks[1].disposition = Disposition(0), Disposition.default
        for track, samples in zip(tracks, (first, second), strict=True):
            container.mux(track.encode(_frame(samples[np.newaxis], rate_hz)))
            container.mux(track.encode(None))
    return path


def _frame(rows: Planes, rate_hz: int) -> av.AudioFrame:
    """All of a sound of one or two channels, from its start."""
    layout = "mono" if rows.shape[0] == 1 else "stereo"
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(rows), format="fltp", layout=layout)
    frame.sample_rate = rate_hz
    frame.pts = 0
    frame.time_base = Fraction(1, rate_hz)
    return frame


def write_silent_film(path: Path, duration_s: float = 1.0) -> Path:
    """A video without any sound."""
    with av.open(str(path), "w") as container:
        _show(container, _picture_stream(container), duration_s)
    return path


def read(path: Path, channel: int | None = None) -> tuple[Planes, MediaFacts]:
    """The whole recording and its facts."""
    media = MediaFile(path, channel)
    pieces = [chunk.samples for chunk in media.chunks()]
    return np.concatenate(pieces), media.facts()


def _picture_stream(container: av.container.OutputContainer) -> av.VideoStream:
    stream = container.add_stream("mpeg4", rate=PICTURES_PER_S)
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
    return stream


def _show(container: av.container.OutputContainer, stream: av.VideoStream, duration_s: float) -> None:
    grey = np.full((64, 64, 3), 128, np.uint8)
    for _ in range(max(1, round(duration_s * PICTURES_PER_S))):
        container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
    container.mux(stream.encode(None))
