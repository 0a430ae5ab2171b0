"""Speaks with the voice that the system brings: `say` on macOS, System.Speech on Windows, espeak-ng elsewhere.

The program is started once a line and writes a WAV file into a folder of its own, which is deleted at once. The text
goes to its stdin, so that nothing in it can become an option or a command.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from voicecoach.adapters.speakable import speakable
from voicecoach.audio import Samples
from voicecoach.errors import VoiceError
from voicecoach.ports import Pitch

LIMIT_S = 20.0
"""Time that a line may take: PowerShell needs up to 5 s to start on a slow machine, speaking itself is many times
faster than real time (own proposal)."""

RATE_HZ = 22_050

ESPEAK_WORDS_PER_MIN = 155
"""Pace of espeak, whose own 175 is hard to follow: of a calm conversation (own proposal)."""

ESPEAK_PITCH: Mapping[Pitch, int] = {"low": 30, "any": 45, "high": 70}
"""Pitch on espeak's scale of 0 to 99, whose own is 50 (own proposal)."""

_FILE = "VOICECOACH_SPOKEN"
"""Environment variable by which PowerShell is told where to write: so the path is never part of its script."""

_POWERSHELL = f"""
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$stdin = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8)
$text = $stdin.ReadToEnd()
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
try {{ $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, 'en-US') }} catch {{ }}
$format = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo({RATE_HZ}, 'Sixteen', 'Mono')
$voice.SetOutputToWaveFile($env:{_FILE}, $format)
$voice.Speak($text)
$voice.Dispose()
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that speaks. It is given the text on stdin."""

    name: str
    path: str
    arguments: tuple[str, ...]
    """What it is started with; `{file}` stands for the file it shall write."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What is added to its environment; `{file}` as above."""


def program(pitch: Pitch = "any", platform: str = sys.platform) -> Program | None:
    """The system's own voice; None where it has none."""
    if platform == "darwin":
        path = shutil.which("say")
        to_file = ("--file-format=WAVE", f"--data-format=LEI16@{RATE_HZ}", "-o", "{file}", "-f", "-")
        return Program("say", path, to_file) if path else None
    if platform == "win32":
        # The newer pwsh has no System.Speech.
        path = shutil.which("powershell")
        script = ("-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", _POWERSHELL)
        return Program("Windows", path, script, {_FILE: "{file}"}) if path else None
    name = next((name for name in ("espeak-ng", "espeak") if shutil.which(name)), None)
    if name is None:
        return None
    manner = ("-v", "en-us", "-b", "1", "-s", str(ESPEAK_WORDS_PER_MIN), "-p", str(ESPEAK_PITCH[pitch]))
    return Program(name, shutil.which(name) or name, (*manner, "-w", "{file}", "--stdin"))


class SystemVoice:
    """The system's voice.

    Args:
        speaks: The program that speaks.
    """

    def __init__(self, speaks: Program) -> None:
        self._program = speaks

    @property
    def name(self) -> str:
        """The program's name."""
        return f"{self._program.name}, the system's voice"

    def say(self, text: str) -> tuple[Samples, int]:
        """Speak a line.

        Raises:
            VoiceError: When the program fails or takes longer than `LIMIT_S`.
        """
        plain = speakable(text)
        if not plain:
            return np.zeros(0, np.float32), RATE_HZ
        try:
            with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
                path = Path(folder) / "line.wav"
                self._run(plain, path)
                return _read(path)
        except subprocess.TimeoutExpired as error:
            raise self._failed(f"it took longer than {LIMIT_S:g} s") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()
            raise self._failed(said[0] if said else f"it ended with status {error.returncode}") from error
        except (OSError, EOFError, wave.Error) as error:
            raise self._failed(str(error) or "it wrote no sound") from error

    def _run(self, text: str, path: Path) -> None:
        environment = {name: value.format(file=path) for name, value in self._program.environment.items()}
        subprocess.run(  # noqa: S603 -- a fixed program with fixed arguments; the text goes to stdin
            [self._program.path, *(str(path) if one == "{file}" else one for one in self._program.arguments)],
            input=text.encode(),
            capture_output=True,
            env={**os.environ, **environment},
            timeout=LIMIT_S,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _failed(self, reason: str) -> VoiceError:
        return VoiceError(f"{self.name}: a line can't be spoken ({reason}).", "Go on with the text.")


def _read(path: Path) -> tuple[Samples, int]:
    """Samples and rate of a 16-bit WAV file.

    Raises:
        wave.Error: When it is none.
    """
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2:
            raise wave.Error(f"{8 * file.getsampwidth()} bits instead of 16")
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels())
        return (raw.mean(axis=1) / 2**15).astype(np.float32), file.getframerate()
