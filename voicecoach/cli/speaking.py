"""The partner's voice in a terminal: lines spoken through a loudspeaker, or shown alone where that fails."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import numpy as np

from voicecoach.adapters.loudspeaker import Loudspeaker
from voicecoach.adapters.voices import PreparedVoice, choose
from voicecoach.audio import Samples
from voicecoach.cli.app import App
from voicecoach.errors import DeviceError, VoiceError
from voicecoach.hearing.echo import LEAST_S, find_echo
from voicecoach.ports import Microphone, Pitch, Speaker

AFTER_S = 0.3
"""How long is listened after a line, in seconds: as long as wireless loudspeakers take (own proposal)."""

HEADPHONES = "The partner is heard in your microphone: wear headphones, or turn the loudspeaker down."


class Spoken:
    """Speaks lines; where a voice or a loudspeaker fails, that is told once, and the lines are shown alone.

    Args:
        voice: Makes the sound.
        speaker: Plays it.
        stop: Whether the learner wants the line to end.
        tell: Told what fails.
        microphone: Listened to while the first line is played, to find out whether headphones would help; None doesn't.
    """

    def __init__(
        self,
        voice: PreparedVoice,
        speaker: Speaker,
        stop: Callable[[], bool],
        tell: Callable[[str], None],
        microphone: Microphone | None = None,
    ) -> None:
        self._voice: PreparedVoice | None = voice
        self._speaker = speaker
        self._stop = stop
        self._tell = tell
        self._microphone = microphone

    @property
    def name(self) -> str | None:
        """Whose voice speaks; None where nobody does."""
        return self._voice.name if self._voice is not None else None

    def prepare(self, lines: Iterable[str]) -> None:
        """Get ready for lines that may come next."""
        if self._voice is not None:
            self._voice.prepare(lines)

    def say(self, text: str) -> None:
        """Speak a line to its end, or until the learner wants it to end."""
        if self._voice is None:
            return
        try:
            samples, rate_hz = self._voice.say(text)
            self._play(samples, rate_hz)
        except VoiceError as error:
            self._tell(f"{error.message} The line is only shown.")
        except DeviceError as error:
            self._voice = None
            self._tell(f"{error} From here on lines are only shown.")

    def _play(self, samples: Samples, rate_hz: int) -> None:
        microphone = self._microphone
        if microphone is None or len(samples) < LEAST_S * rate_hz:
            self._speaker.play(samples, rate_hz, self._stop)
            return
        self._microphone = None
        with _Overheard(microphone) as overheard:
            self._speaker.play(samples, rate_hz, self._stop)
            time.sleep(AFTER_S)
        echo = find_echo(samples, rate_hz, overheard.samples)
        if echo is not None and echo.is_heard:
            self._tell(HEADPHONES)


class _Overheard:
    """What a microphone hears inside a block; nothing where it can't be opened, which the first reply will tell."""

    def __init__(self, microphone: Microphone) -> None:
        self._microphone = microphone
        self._chunks: list[Samples] = [np.zeros(0, np.float32)]
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="echo")

    @property
    def samples(self) -> Samples:
        """All that was heard."""
        return np.concatenate(self._chunks)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._microphone.stop()
        self._thread.join()

    def _listen(self) -> None:
        with contextlib.suppress(DeviceError), contextlib.closing(self._microphone.chunks()) as chunks:
            for chunk in chunks:
                self._chunks.append(chunk.samples)
                if self._done.is_set():
                    return


def partners_voice(
    app: App,
    pitch: Pitch,
    speaker: str | None,
    stop: Callable[[], bool],
    stack: ExitStack,
    microphone: Microphone | None = None,
) -> Spoken | None:
    """The best voice of this machine; None where there is none, which is told.

    Args:
        app: The run.
        pitch: How high the voice shall be.
        speaker: The loudspeaker; None takes the system's default.
        stop: Whether the learner wants a line to end.
        stack: Closes the voice.
        microphone: Listened to while the first line is played; None where the partner can't be heard in it.
    """
    choice = choose(pitch)
    if choice.voice is None:
        app.tell(f"There is {choice.message}. A voice: {choice.better}" if choice.better else choice.message)
        return None
    voice = stack.enter_context(PreparedVoice(choice.voice))
    return Spoken(voice, Loudspeaker(speaker), stop, app.tell, microphone)
