"""Listens to a microphone by way of PortAudio.

The callback, which PortAudio calls from a thread of its own, only copies what it is given into a bounded queue. Mixing
and resampling happen where the chunks are asked for. Sound that nobody fetches in time is counted, and silence of the
same length stands in for it.
"""

import queue
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import AudioChunk, Samples
from voicecoach.errors import DeviceError
from voicecoach.ports import MicrophoneFacts
from voicecoach.units import RATE_HZ

BLOCK_S = 0.032
"""Length of the blocks asked for: one frame of the speech classifier, so that the end of speech is noticed at once."""

MOST_WAITING_S = 30.0
"""How much sound may wait to be fetched: as long as the recogniser may take over one window (own proposal)."""

SILENT_S = 5.0
"""Time without any block after which the device counts as gone: sound servers take up to 2 s to wake a device, and
drivers that lose one do not all say so (own proposal)."""

RATES_HZ = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000, 11_025, 8_000)
"""Rates that are tried, best first: the nearest that keeps the whole band up to 8 kHz, and only then lower ones."""

MOST_CHANNELS = 2
"""Channels that are tried and mixed: some devices refuse to give one alone."""

_UNSUITABLE = frozenset({-9998, -9997, -9994})
"""PortAudio's codes for a number of channels, a rate or a sample format that a device does not offer."""

_BUSY = frozenset({-9985})
_NO_DEVICE = frozenset({-9996})

_USE_A_FILE = "or speak into a recorder and use its file"


@dataclass(frozen=True, slots=True)
class InputDevice:
    """A device that can be listened to."""

    name: str
    channels: int
    """Channels that it has."""
    rate_hz: int
    """Rate that it prefers."""
    default: bool
    """Whether it is the one that the system takes where none is named."""


@dataclass(frozen=True, slots=True)
class _Settings:
    """How a device is opened."""

    index: int
    name: str
    rate_hz: int
    channels: int


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


def input_devices() -> tuple[InputDevice, ...]:
    """The devices of this machine that can be listened to; () where there is none.

    Raises:
        DeviceError: When PortAudio is missing or fails.
    """
    return tuple(device for _, device in _found(_portaudio()))


class SoundCardMicrophone:
    """A microphone of this machine.

    Args:
        device: A name, or a part of one that fits a single device; None takes the system's default.
    """

    def __init__(self, device: str | None = None) -> None:
        self._wanted = device
        self._settings: _Settings | None = None
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
        sounddevice = _portaudio()
        settings = self._settings = _settings(sounddevice, self._wanted)
        block = round(BLOCK_S * settings.rate_hz)
        intake = self._intake = _Intake(round(MOST_WAITING_S / BLOCK_S))
        stopped = threading.Event()

        def take(data: NDArray[np.float32], _frames: int, _time: Any, status: Any) -> None:
            intake.take(data, overflowed=bool(status.input_overflow))

        def finished() -> None:
            # The end by PortAudio's own decision; ours comes by `stop`, before the stream is closed.
            stopped.set()
            intake.blocks.put(None)

        with _translated(sounddevice, settings.name):
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
            with _translated(sounddevice, settings.name):
                stream.start()
            yield from _chunks(_blocks(intake, stopped, settings.name), settings.rate_hz)
        finally:
            # A device that is gone can't be closed properly, and what it says of that helps nobody.
            stream.close(ignore_errors=True)


def _blocks(intake: _Intake, stopped: threading.Event, name: str) -> Iterator[Samples]:
    """Blocks mixed to mono, with silence for lost ones, until the end.

    Raises:
        DeviceError: When the device ends by itself or falls silent for `SILENT_S`.
    """
    gone = DeviceError(f"{name}: the microphone is gone.", "Connect it again, then start again.")
    while True:
        try:
            item = intake.blocks.get(timeout=SILENT_S)
        except queue.Empty:
            raise gone from None
        if item is None:
            break
        missed, block = item
        if missed:
            yield np.zeros(missed, np.float32)
        yield np.asarray(block.mean(axis=1, dtype=np.float32))
    if stopped.is_set():
        raise gone


def _chunks(blocks: Iterator[Samples], rate_hz: int) -> Iterator[AudioChunk]:
    """Blocks resampled to `units.RATE_HZ`; where they end by an error, what is left of them comes before it."""
    resampler = _resampler(rate_hz)
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
            yield AudioChunk(np.ascontiguousarray(np.nan_to_num(samples), dtype=np.float32), written)
            written += len(samples)
        if error is not None:
            raise error
        if block is None:
            return


def _resampler(rate_hz: int) -> Any:
    """A streaming resampler, or None where there is nothing to do."""
    if rate_hz == RATE_HZ:
        return None
    import soxr

    return soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32", quality="HQ")


def _portaudio() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            f"The sound library PortAudio can't be loaded ({error}).",
            f"Install it (Debian, Ubuntu: sudo apt-get install libportaudio2), {_USE_A_FILE}.",
        ) from error
    except ImportError as error:
        raise DeviceError("The package sounddevice is missing.", "python -m pip install sounddevice") from error
    module: ModuleType = sounddevice
    return module


def _found(sounddevice: ModuleType) -> tuple[tuple[int, InputDevice], ...]:
    """The devices with their numbers."""
    with _translated(sounddevice, "sound devices"):
        default = sounddevice.default.device[0]
        if default < 0:
            default = sounddevice.query_hostapis(sounddevice.default.hostapi)["default_input_device"]
        listed = list(sounddevice.query_devices())
    return tuple(
        (
            index,
            InputDevice(
                one["name"], one["max_input_channels"], round(one["default_samplerate"]), default=index == default
            ),
        )
        for index, one in enumerate(listed)
        if one["max_input_channels"] > 0
    )


def _chosen(found: Sequence[tuple[int, InputDevice]], wanted: str | None) -> tuple[int, InputDevice]:
    """The device that is wanted; a full name wins over a part of one."""
    if not found:
        raise DeviceError("No microphone was found.", f"Connect one and see `voicecoach doctor`, {_USE_A_FILE}.")
    if wanted is None:
        return next((one for one in found if one[1].default), found[0])
    fits = [one for one in found if wanted.casefold() in one[1].name.casefold()]
    exact = [one for one in fits if one[1].name.casefold() == wanted.casefold()]
    if exact or len(fits) == 1:
        return (exact or fits)[0]
    if fits:
        raise DeviceError(f"{wanted}: fits several microphones.", f"Name one of them: {_names(fits)}.")
    raise DeviceError(f"{wanted}: there is no such microphone.", f"There are: {_names(found)}.")


def _names(found: Sequence[tuple[int, InputDevice]]) -> str:
    return "; ".join(dict.fromkeys(device.name for _, device in found))


def _settings(sounddevice: ModuleType, wanted: str | None) -> _Settings:
    """The best way in which the device can be opened."""
    index, device = _chosen(_found(sounddevice), wanted)
    for rate_hz in dict.fromkeys((*RATES_HZ, device.rate_hz)):
        for channels in range(1, min(MOST_CHANNELS, device.channels) + 1):
            try:
                sounddevice.check_input_settings(device=index, channels=channels, dtype="float32", samplerate=rate_hz)
            except sounddevice.PortAudioError as error:
                if _code(error) not in _UNSUITABLE:
                    raise _refused(device.name, error) from error
                continue
            return _Settings(index, device.name, rate_hz, channels)
    raise DeviceError(
        f"{device.name}: offers no rate or number of channels that can be used.",
        "Choose another microphone with --device, or set it to 48 kHz in the system's sound settings.",
    )


@contextmanager
def _translated(sounddevice: ModuleType, name: str) -> Iterator[None]:
    """PortAudio's errors to ours."""
    try:
        yield
    except sounddevice.PortAudioError as error:
        raise _refused(name, error) from error


def _refused(name: str, error: Exception) -> DeviceError:
    code = _code(error)
    if code in _NO_DEVICE:
        return DeviceError(f"{name}: the microphone is gone.", "Connect it again, then start again.")
    if code in _BUSY:
        return DeviceError(
            f"{name}: the microphone can't be opened; another program may have it, or this one may not.",
            "Close other programs that record, and allow the terminal to use the microphone in the system's privacy "
            "settings.",
        )
    reason = str(error.args[0]) if error.args else "no reason given"
    return DeviceError(
        f"{name}: the microphone can't be opened ({reason}).",
        "Allow the terminal to use the microphone in the system's privacy settings, or choose another with --device.",
    )


def _code(error: Exception) -> int | None:
    """PortAudio's number of an error; None where it gives none."""
    return next((argument for argument in error.args[1:2] if isinstance(argument, int)), None)
