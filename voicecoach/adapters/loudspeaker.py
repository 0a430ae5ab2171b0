"""Plays to a loudspeaker or headphones by way of PortAudio.

The callback, which PortAudio calls from a thread of its own, only copies the next samples. Every sound begins and ends
with a short fade, one that is stopped too, so that nothing clicks. Silence follows until the end was heard, since not
every system plays what it holds when its stream ends.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters import portaudio
from voicecoach.adapters.hush import hushed
from voicecoach.adapters.portaudio import LOUDSPEAKER, OPENING, RATES_HZ, Device
from voicecoach.audio import Samples
from voicecoach.errors import DeviceError
from voicecoach.ports import Played, never

FADE_S = 0.01
"""Length of the fade at both ends: shorter than any speech sound, and long enough that no click is heard
(own proposal)."""

BLOCK_S = 0.02
"""Length of the blocks asked for: what can't be taken back any more when somebody stops (own proposal)."""

QUEUE_S = 0.1
"""How much the device is asked to hold ready: five blocks, so that a busy processor is not heard, and below the
0.2 s after which somebody who speaks into the line would notice that it goes on (own proposal)."""

TAIL_S = 0.04
"""Silence that follows a sound, beyond the time when its end is heard: some systems throw away what they still hold
when a stream ends, and the time is known to a block or two."""

ASK_S = 0.01
"""How often `stop` is asked."""

MOST_DELAY_S = 1.0
"""Longest way to the ear that a device is believed: wireless headphones take up to 0.3 s (own proposal)."""


def output_devices() -> tuple[Device, ...]:
    """The devices of this machine that can be played to; () where there is none.

    Raises:
        DeviceError: When PortAudio is missing or fails.
    """
    return tuple(device for _, device in portaudio.found(portaudio.portaudio(LOUDSPEAKER), LOUDSPEAKER))


def faded(samples: Samples, rate_hz: int) -> Samples:
    """The same sound with a raised-cosine fade of `FADE_S` at both ends, of half its length where it is shorter."""
    count = min(round(FADE_S * rate_hz), len(samples) // 2)
    rise = _rise(count)
    result = samples.astype(np.float32)
    result[:count] *= rise
    result[len(result) - count :] *= rise[::-1]
    return result


class Loudspeaker:
    """A loudspeaker of this machine.

    Args:
        device: A name, or a part of one that fits a single device; None takes the system's default.
    """

    def __init__(self, device: str | None = None) -> None:
        self._wanted = device
        self._name = device or "default loudspeaker"
        self._playing = threading.Lock()

    @property
    def name(self) -> str:
        """The device's name; until it was opened, the one that was asked for."""
        return self._name

    def play(self, samples: Samples, rate_hz: int, stop: Callable[[], bool] = never) -> Played:
        """Play a sound and wait until it was heard.

        Raises:
            DeviceError: When the device is missing, refuses, goes away, or plays something else.
        """
        if not len(samples):
            now_s = time.monotonic()
            return Played(now_s, now_s, whole=True)
        if not self._playing.acquire(blocking=False):
            raise DeviceError(f"{self._name}: plays something already.", "Wait for its end, or stop it.")
        try:
            with hushed(), portaudio.using():
                return self._play(samples, rate_hz, stop)
        finally:
            self._playing.release()

    def _play(self, samples: Samples, rate_hz: int, stop: Callable[[], bool]) -> Played:
        sounddevice = portaudio.portaudio(LOUDSPEAKER)
        # Ahead of a line there is time to see what was connected or chosen since the last one.
        with portaudio.translated(sounddevice, LOUDSPEAKER, self._name):
            portaudio.renewed(sounddevice)
        settings = portaudio.settings(sounddevice, self._wanted, LOUDSPEAKER, _rates_hz(rate_hz))
        self._name = settings.name
        line = _Line(faded(_resampled(samples, rate_hz, settings.rate_hz), settings.rate_hz), settings.rate_hz)
        finished = threading.Event()

        def fill(out: NDArray[np.float32], _frames: int, moment: Any, _status: Any) -> None:
            line.fill(out, moment.outputBufferDacTime - moment.currentTime)
            if line.done:
                raise sounddevice.CallbackStop

        with OPENING, portaudio.translated(sounddevice, LOUDSPEAKER, settings.name):
            stream = sounddevice.OutputStream(
                samplerate=settings.rate_hz,
                blocksize=round(BLOCK_S * settings.rate_hz),
                device=settings.index,
                channels=settings.channels,
                dtype="float32",
                latency=QUEUE_S,
                callback=fill,
                finished_callback=finished.set,
            )
        try:
            with OPENING, portaudio.translated(sounddevice, LOUDSPEAKER, settings.name):
                stream.start()
            return _heard(line, finished, stop, settings.name)
        finally:
            # A device that is gone can't be closed properly, and what it says of that helps nobody.
            with OPENING:
                stream.close(ignore_errors=True)


class _Line:
    """A sound on its way, shared by the callback and who waits for its end."""

    def __init__(self, samples: Samples, rate_hz: int) -> None:
        self._samples = samples
        self._rate_hz = rate_hz
        self._next = 0
        self.stopping = False
        self._open = False
        self._given = False
        self.done = False
        """Whether the end was heard."""
        self.filled_s = time.monotonic()
        """When the device last took a block."""
        self._starts_s: list[float] = []
        """When the sound began, as each block has it: the first ones come before the device knows its delay."""
        self.ended_s = self.filled_s
        """When the last sample that was given is heard."""

    def fill(self, out: NDArray[np.float32], delay_s: float) -> None:
        """Give the next block, which is heard after some delay."""
        self.filled_s = time.monotonic()
        heard_s = self.filled_s + min(max(delay_s, 0.0), MOST_DELAY_S)
        out.fill(0.0)
        if not self._open:
            # A device that wakes up swallows the first milliseconds.
            self._open = True
            return
        if self._given:
            self.done = self.filled_s > self.ended_s + TAIL_S
            return
        self._starts_s.append(heard_s - self._next / self._rate_hz)
        block = self._samples[self._next : self._next + len(out)]
        if self.stopping:
            count = min(round(FADE_S * self._rate_hz), len(block))
            block = block[:count] * _rise(count)[::-1]
        out[: len(block)] = block[:, None]
        self._next += len(block)
        self.ended_s = heard_s + len(block) / self._rate_hz
        self._given = self.stopping or self._next == len(self._samples)

    def played(self) -> Played:
        """What became of it."""
        started_s = float(np.median(self._starts_s)) if self._starts_s else self.ended_s
        return Played(started_s, max(started_s, self.ended_s), whole=self._next == len(self._samples))


def _heard(line: _Line, finished: threading.Event, stop: Callable[[], bool], name: str) -> Played:
    """Wait until a line was heard.

    Raises:
        DeviceError: When the device ends by itself or takes nothing for `portaudio.SILENT_S`.
    """
    while not finished.wait(ASK_S):
        line.stopping = line.stopping or stop()
        if time.monotonic() - line.filled_s > portaudio.SILENT_S:
            raise portaudio.gone(name, LOUDSPEAKER)
    if not line.done:
        raise portaudio.gone(name, LOUDSPEAKER)
    return line.played()


def _rise(count: int) -> Samples:
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / max(count, 1))).astype(np.float32)


def _rates_hz(rate_hz: int) -> tuple[int, ...]:
    """Rates to try: the sound's own, higher ones that keep all of it, then lower ones, the nearest first."""
    higher = sorted(one for one in RATES_HZ if one > rate_hz)
    return (rate_hz, *higher, *sorted((one for one in RATES_HZ if one < rate_hz), reverse=True))


def _resampled(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    if from_hz == to_hz:
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, from_hz, to_hz, quality="HQ"), dtype=np.float32)
