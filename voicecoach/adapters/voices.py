"""The partner's voice: piper where it is installed, else the system's own, else none; and lines spoken beforehand."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from voicecoach.adapters import piper_voice, system_voice
from voicecoach.adapters.piper_voice import PiperVoice
from voicecoach.adapters.system_voice import SystemVoice
from voicecoach.audio import Samples
from voicecoach.errors import VoiceError
from voicecoach.ports import Pitch, Voice

Wanted = Literal["auto", "piper", "system", "none"]

MOST_LINES = 64
"""Lines that are kept in memory, the last ones used: all that can be said in a few turns. A line of 5 s takes half a
megabyte (own proposal)."""

_NO_SYSTEM_VOICE = "sudo apt-get install espeak-ng"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which voice is used."""

    voice: Voice | None
    """None where lines are shown only."""
    message: str
    """What is used, to be shown."""
    better: str = ""
    """The command that brings a better one; empty where this is the best there is, or the one that was wanted."""


class VoiceChain:
    """Several voices, the best first: where one fails, the next speaks from then on.

    Args:
        voices: At least one.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = tuple(voices)
        self._first = 0

    @property
    def name(self) -> str:
        """The voice that speaks next."""
        return self._voices[self._first].name

    def say(self, text: str) -> tuple[Samples, int]:
        """Speak a line.

        Raises:
            VoiceError: When all fail; what the last one says of that.
        """
        first = self._first
        for place in range(first, len(self._voices) - 1):
            try:
                return self._voices[place].say(text)
            except VoiceError:
                self._first = max(self._first, place + 1)
        return self._voices[-1].say(text)


class PreparedVoice:
    """A voice that remembers lines, in memory only, and speaks the next ones beforehand in a thread of its own.

    Use it in a `with`: leaving it drops what still waits.

    Args:
        voice: Who speaks.
    """

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._lock = threading.Lock()
        self._lines: OrderedDict[str, Future[tuple[Samples, int]]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="voice")

    @property
    def name(self) -> str:
        """The name of who speaks."""
        return self._voice.name

    def prepare(self, lines: Iterable[str]) -> None:
        """Speak lines beforehand, in this order; those of an earlier call that still wait are dropped.

        The first line also loads the voice, so prepare the first one while something else is shown.
        """
        wanted = list(dict.fromkeys(lines))
        with self._lock:
            for text, line in list(self._lines.items()):
                if text not in wanted and line.cancel():
                    del self._lines[text]
            for text in wanted:
                if text not in self._lines:
                    self._lines[text] = self._worker.submit(self._voice.say, text)
            self._forget()

    def say(self, text: str) -> tuple[Samples, int]:
        """The line, at once where it is prepared. A line that only waits for its turn is spoken here and now.

        Raises:
            VoiceError: When the voice can't be loaded or fails; the next time it is tried again.
        """
        with self._lock:
            line = self._lines.get(text)
            if mine := line is None or line.cancel():
                line = self._lines[text] = Future()
                self._forget()
            self._lines.move_to_end(text)
        assert line is not None
        if mine:
            self._speak(text, line)
        try:
            return line.result()
        finally:
            if line.done() and line.exception() is not None:
                self._drop(text, line)

    def close(self) -> None:
        """Drop what still waits, and forget all lines."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._lines.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _speak(self, text: str, line: "Future[tuple[Samples, int]]") -> None:
        line.set_running_or_notify_cancel()
        try:
            line.set_result(self._voice.say(text))
        except BaseException as error:  # noqa: BLE001 -- who waits for the line has to hear of it, whatever it is
            line.set_exception(error)

    def _drop(self, text: str, line: "Future[tuple[Samples, int]]") -> None:
        with self._lock:
            if self._lines.get(text) is line:
                del self._lines[text]

    def _forget(self) -> None:
        """Drop the oldest lines that are done, beyond `MOST_LINES`."""
        for text in [text for text, line in self._lines.items() if line.done()]:
            if len(self._lines) <= MOST_LINES:
                return
            del self._lines[text]


def choose(pitch: Pitch = "any", wanted: Wanted = "auto") -> Choice:
    """The best voice of this machine; nothing is loaded before it speaks.

    Args:
        pitch: How high it shall be, where it can be chosen.
        wanted: A certain one; where it is missing there is none.
    """
    if wanted == "none":
        return Choice(None, "no voice: lines are shown")
    speaks = system_voice.program(pitch) if wanted != "piper" else None
    system = SystemVoice(speaks) if speaks is not None else None
    if wanted != "system" and piper_voice.is_here():
        piper = PiperVoice(pitch)
        return Choice(VoiceChain([piper, system]) if system is not None else piper, piper.name)
    if system is not None:
        return Choice(system, system.name, "" if wanted == "system" else piper_voice.HOW_TO_GET)
    better = _NO_SYSTEM_VOICE if wanted == "system" else piper_voice.HOW_TO_GET
    return Choice(None, "no voice on this machine: lines are shown", better)
