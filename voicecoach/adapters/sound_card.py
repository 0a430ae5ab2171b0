"""Listens to a microphone by way of PortAudio.

The callback, which PortAudio calls from a thread of its own, only copies what it is given into a bounded queue. Mixing
and resampling happen where the chunks are asked for. Sound that nobody fetches in time is counted, and silence of the
same length stands in for it.
"""

import queue
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters import portaudio
from voicecoach.adapters.hush import hushed
from voicecoach.adapters.portaudio import MICROPHONE, OPENING, RATES_HZ, Device, Settings
from voicecoach.adapters.resampling import resampler_of
from voicecoach.audio import AudioChunk, Samples, within_reason
from voicecoach.errors import DeviceError
from voicecoach.ports import MicrophoneFacts

BLOCK_S = 0.032
"""Length of the blocks asked for: one frame of the speech classifier, so that the end of speech is noticed at once."""

MOST_WAITING_S = 30.0
"""How much sound may wait to be fetched: as long as the recogniser may take over one window (own proposal)."""


@dataclass(slots=True)
class _Intake:
    """What the callback and the listener share."""

    most_blocks: int
    # Put never waits and may be called from any thread: the callback must not block.
    blocks: "queue.SimpleQueue[tuple[int, NDArray[np.float32]] | None]" = field(default_factory=queue.SimpleQueue)
    missed: int = 0
    """Samples dropped since the last block that was put."""
    overruns: int = 0
    lost: int = 0
    """Samples dropped in all."""

    def take(self, block: NDArray[np.float32], *, overflowed: bool) -> None:
        """Copy one block of shape (n, channels), or count it as lost where too many wait."""
        if overflowed:
            self.overruns += 1
        if self.blocks.qsize() >= self.most_blocks:
            self.overruns += self.missed == 0
            self.missed += len(block)
            self.lost += len(block)
            return
        self.blocks.put((self.missed, block.copy()))
        self.missed = 0


def input_devices() -> tuple[Device, ...]:
    """The devices of this machine that can be listened to; () where there is none.

    Raises:
        DeviceError: When PortAudio is missing or fails.
    """
    return tuple(device for _, device in portaudio.found(portaudio.portaudio(MICROPHONE), MICROPHONE))


class SoundCardMicrophone:
    """A microphone of this machine.

    Args:
        device: A name, or a part of one that fits a single device; None takes the system's default.
    """

    def __init__(self, device: str | None = None) -> None:
        self._wanted = device
        self._settings: Settings | None = None
        self._intake: _Intake | None = None
        self._listening = threading.Lock()

    def chunks(self) -> Generator[AudioChunk, None, None]:
        """Listen until `stop`.

        Raises:
            DeviceError: When the device is missing, refuses, or goes away.
        """
        if not self._listening.acquire(blocking=False):
            raise DeviceError(f"{self.facts().device}: is listened to already.", "Stop that first.")
        try:
            with hushed(), portaudio.using():
                yield from self._listen()
        finally:
            self._listening.release()

    def stop(self) -> None:
        """Stop listening."""
        intake = self._intake
        if intake is not None:
            intake.blocks.put(None)

    def facts(self) -> MicrophoneFacts:
        """What is known so far; the numbers of the last time that it was listened to."""
        settings, intake = self._settings, self._intake
        if settings is None:
            return MicrophoneFacts(self._wanted or "default microphone", 0, 0)
        overruns, lost = (intake.overruns, intake.lost) if intake is not None else (0, 0)
        return MicrophoneFacts(settings.name, settings.rate_hz, settings.channels, overruns, lost / settings.rate_hz)

    def _listen(self) -> Generator[AudioChunk, None, None]:
        sounddevice = portaudio.portaudio(MICROPHONE)
        try:
            settings = portaudio.settings(sounddevice, self._wanted, MICROPHONE, RATES_HZ)
        except DeviceError:
            # It may have been connected, or another one chosen, since PortAudio last looked.
            if not portaudio.renewed(sounddevice):
                raise
            settings = portaudio.settings(sounddevice, self._wanted, MICROPHONE, RATES_HZ)
        self._settings = settings
        block = round(BLOCK_S * settings.rate_hz)
        intake = self._intake = _Intake(round(MOST_WAITING_S / BLOCK_S))
        stopped = threading.Event()

        def take(data: NDArray[np.float32], _frames: int, _time: Any, status: Any) -> None:
            intake.take(data, overflowed=bool(status.input_overflow))

        def finished() -> None:
            # The end by PortAudio's own decision; ours comes by `stop`, before the stream is closed.
            stopped.set()
            intake.blocks.put(None)

        with OPENING, portaudio.translated(sounddevice, MICROPHONE, settings.name):
            stream = sounddevice.InputStream(
                samplerate=settings.rate_hz,
                blocksize=block,
                device=settings.index,
                channels=settings.channels,
                dtype="float32",
                callback=take,
                finished_callback=finished,
            )
        try:
            with OPENING, portaudio.translated(sounddevice, MICROPHONE, settings.name):
                stream.start()
            yield from _chunks(_blocks(intake, stopped, settings.name), settings.rate_hz)
        finally:
            # A device that is gone can't be closed properly, and what it says of that helps nobody.
            with OPENING:
                stream.close(ignore_errors=True)


def _blocks(intake: _Intake, stopped: threading.Event, name: str) -> Iterator[Samples]:
    """Blocks mixed to mono, with silence for lost ones, until the end.

    Raises:
        DeviceError: When the device ends by itself or falls silent for `portaudio.SILENT_S`.
    """
    while True:
        try:
            item = intake.blocks.get(timeout=portaudio.SILENT_S)
        except queue.Empty:
            raise portaudio.gone(name, MICROPHONE) from None
        if item is None:
            break
        missed, block = item
        if missed:
            yield np.zeros(missed, np.float32)
        yield np.asarray(within_reason(block).mean(axis=1, dtype=np.float32))
    if stopped.is_set():
        raise portaudio.gone(name, MICROPHONE)


def _chunks(blocks: Iterator[Samples], rate_hz: int) -> Iterator[AudioChunk]:
    """Blocks resampled to `units.RATE_HZ`; where they end by an error, what is left of them comes before it."""
    resampler = resampler_of(rate_hz)
    written = 0
    error: DeviceError | None = None
    while True:
        block: Samples | None = None
        try:
            block = next(blocks, None)
        except DeviceError as raised:
            error = raised
        if resampler is None:
            samples = np.zeros(0, np.float32) if block is None else block
        else:
            samples = resampler.resample_chunk(np.zeros(0, np.float32) if block is None else block, last=block is None)
        if len(samples):
            yield AudioChunk(np.ascontiguousarray(within_reason(samples)), written)
            written += len(samples)
        if error is not None:
            raise error
        if block is None:
            return
