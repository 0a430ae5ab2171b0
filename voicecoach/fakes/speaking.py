"""A voice and a loudspeaker in memory."""

import time
from collections.abc import Callable

import numpy as np

from voicecoach.audio import Samples
from voicecoach.errors import DeviceError, VoiceError
from voicecoach.ports import Played, never
from voicecoach.units import RATE_HZ

WORD_S = 0.2
GAP_S = 0.1


class FakeVoice:
    """A voice that hums: a tone for each word, the same for the same word.

    Args:
        name: Its name.
        rate_hz: Rate of its sound.
        fails: What it says instead of speaking, as the message of an error; empty where it speaks.
    """

    def __init__(self, name: str = "fake voice", rate_hz: int = RATE_HZ, fails: str = "") -> None:
        self._name = name
        self._rate_hz = rate_hz
        self._fails = fails
        self.said: list[str] = []
        """The lines it was asked for, in order."""

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    def say(self, text: str) -> tuple[Samples, int]:
        """A tone for each word.

        Raises:
            VoiceError: When it is made to fail.
        """
        self.said.append(text)
        if self._fails:
            raise VoiceError(self._fails)
        times_s = np.arange(round(WORD_S * self._rate_hz)) / self._rate_hz
        gap = np.zeros(round(GAP_S * self._rate_hz), np.float32)
        parts = [np.zeros(0, np.float32)]
        for word in text.split():
            if any(character.isalnum() for character in word):
                frequency_hz = 200.0 + sum(map(ord, word)) % 800
                parts += [(0.2 * np.sin(2 * np.pi * frequency_hz * times_s)).astype(np.float32), gap]
        return np.concatenate(parts), self._rate_hz


class FakeSpeaker:
    """A loudspeaker that plays into memory.

    Args:
        name: Its name.
        pace: Seconds that a second of sound takes; 0 plays at once, though times are told as if it took 1.
        gone_after_s: When it is pulled out, in seconds of sound; None leaves it in.
    """

    STEP_S = 0.01

    def __init__(self, name: str = "fake loudspeaker", pace: float = 0.0, *, gone_after_s: float | None = None) -> None:
        self._name = name
        self._pace = pace
        self._left_s = gone_after_s
        self.played: list[tuple[Samples, int]] = []
        """What was heard of each sound, in order, with its rate."""

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    def play(self, samples: Samples, rate_hz: int, stop: Callable[[], bool] = never) -> Played:
        """Play into memory.

        Raises:
            DeviceError: When it is pulled out.
        """
        started_s = time.monotonic()
        step = max(1, round(self.STEP_S * rate_hz))
        end = 0
        gone = False
        while end < len(samples) and not gone and not stop():
            end = min(end + step, len(samples))
            time.sleep(self._pace * self.STEP_S)
            if self._left_s is not None:
                self._left_s -= self.STEP_S
                gone = self._left_s <= 0.0
        self.played.append((samples[:end], rate_hz))
        if gone:
            raise DeviceError(f"{self._name}: the loudspeaker is gone.", "Connect it again.")
        return Played(started_s, started_s + end / rate_hz, whole=end == len(samples))
