"""The partner's voice in a terminal: lines spoken through a loudspeaker, or shown alone where that fails."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack

from voicecoach.adapters.loudspeaker import Loudspeaker
from voicecoach.adapters.voices import PreparedVoice, choose
from voicecoach.cli.app import App
from voicecoach.errors import DeviceError, VoiceError
from voicecoach.ports import Pitch, Speaker


class Spoken:
    """Speaks lines; where a voice or a loudspeaker fails, that is told once, and the lines are shown alone.

    Args:
        voice: Makes the sound.
        speaker: Plays it.
        stop: Whether the learner wants the line to end.
        tell: Told what fails.
    """

    def __init__(
        self, voice: PreparedVoice, speaker: Speaker, stop: Callable[[], bool], tell: Callable[[str], None]
    ) -> None:
        self._voice: PreparedVoice | None = voice
        self._speaker = speaker
        self._stop = stop
        self._tell = tell

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
            self._speaker.play(samples, rate_hz, self._stop)
        except VoiceError as error:
            self._tell(f"{error.message} The line is only shown.")
        except DeviceError as error:
            self._voice = None
            self._tell(f"{error} From here on lines are only shown.")


def partners_voice(
    app: App, pitch: Pitch, speaker: str | None, stop: Callable[[], bool], stack: ExitStack
) -> Spoken | None:
    """The best voice of this machine; None where there is none, which is told."""
    choice = choose(pitch)
    if choice.voice is None:
        app.tell(f"There is {choice.message}. A voice: {choice.better}" if choice.better else choice.message)
        return None
    voice = stack.enter_context(PreparedVoice(choice.voice))
    return Spoken(voice, Loudspeaker(speaker), stop, app.tell)
