"""Other voices than that of the samples, to hear whether a reading depends on who speaks.

Conventions
    Each speaks phrases as `voice.Speaker` does, at a pace relative to its own that is as fast as that speaker's.
"""

import io
import shutil
import subprocess
import wave

import numpy as np

from samples.voice import RATE_HZ, MissingPartError, Register, Samples, Voice, without_silences

_SHORTER_TRACT = 1.18
"""Formants of women over those of men: their vocal tracts are a sixth shorter (Fant 1966)."""

_HIGHER_SEMITONES = 9.7
"""From the shortened voice's 109 Hz to 190 Hz, a usual pitch of women."""

_PRECISION = 50
_ESPEAK_WPM = 190.0
"""What espeak-ng is asked for at pace 1: then its phrases take as long as those of the samples' voice."""


class Shorter:
    """A voice with a shorter vocal tract and a higher pitch, made from another: all it says is played faster."""

    def __init__(self, voice: Voice) -> None:
        """Shorten a voice."""
        self._voice = voice
        self.register = Register(voice.register.median_hz * _SHORTER_TRACT, _HIGHER_SEMITONES)

    def say(self, text: str, rate: float) -> Samples:
        """Speak one phrase: said more slowly, then played faster by as much."""
        import parselmouth

        said = self._voice.say(text, rate / _SHORTER_TRACT)
        sound = parselmouth.Sound(said, RATE_HZ * _SHORTER_TRACT)
        return without_silences(np.asarray(sound.resample(RATE_HZ, _PRECISION).values[0], dtype=np.float64))


class Apart:
    """A voice moved by some semitones, with its formants left where they are."""

    def __init__(self, voice: Voice, semitones: float) -> None:
        """Move a voice."""
        self._voice = voice
        own = voice.register
        self.register = Register(own.median_hz, own.shift_semitones + semitones)

    def say(self, text: str, rate: float) -> Samples:
        """Speak one phrase; the pitch is moved where the others are bent."""
        return self._voice.say(text, rate)


class Espeak:
    """A voice of espeak-ng, a program that speaks by rule: nothing of it comes from the samples' voice."""

    register = Register(180.0)

    def __init__(self) -> None:
        """Find the program.

        Raises:
            MissingPartError: It is not installed.
        """
        program = shutil.which("espeak-ng")
        if program is None:
            raise MissingPartError("This voice needs espeak-ng")
        self._program = program

    def say(self, text: str, rate: float) -> Samples:
        """Speak one phrase."""
        import parselmouth

        asked = [self._program, "-v", "en-us+f3", "-s", str(round(_ESPEAK_WPM * rate)), "--stdout", text]
        raw = subprocess.run(asked, capture_output=True, check=True).stdout  # noqa: S603 -- a program of the machine
        with wave.open(io.BytesIO(raw)) as file:
            own_hz = file.getframerate()
            said = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768.0
        sound = parselmouth.Sound(said, float(own_hz)).resample(RATE_HZ, _PRECISION)
        return without_silences(np.asarray(sound.values[0], dtype=np.float64))


class Remembered:
    """A voice that says the same phrase the same way each time, and takes the time for it once."""

    def __init__(self, voice: Voice) -> None:
        """Remember a voice."""
        self._voice = voice
        self._said: dict[tuple[str, float], Samples] = {}
        self.register = voice.register

    def say(self, text: str, rate: float) -> Samples:
        """Speak one phrase, or repeat it."""
        key = (text, round(rate, 4))
        if key not in self._said:
            self._said[key] = self._voice.say(text, rate)
        return self._said[key]
