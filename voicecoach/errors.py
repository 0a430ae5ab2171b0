"""What can go wrong, and with which exit status the program ends.

    VoiceCoachError            1   ours: says what, where, and what to do next
    ├── MediaError             1   a recording that can't be read
    ├── ModelError             1   weights that are missing or can't be loaded
    │   └── WrongContentError  1   weights that are not what was published
    ├── OutputError            1   a result that can't be written
    ├── HistoryError           1   a history that can't be read or written, or lacks what was named
    ├── ConsentError           1   a recording that nobody agreed to have analysed, or kept
    ├── VaultError             1   an encrypted history that is locked, or in the way
    │   ├── WrongPassphraseError 1 the passphrase opens nothing
    │   └── TamperedError      1   an encrypted file that was changed, cut, swapped or damaged
    ├── ScenarioError          1   a scene that can't be read or played; carries every problem
    ├── VoiceError             1   a line that can't be spoken
    ├── DeviceError            1   a microphone or loudspeaker that isn't there
    ├── NoSuchSpeakerError     1   a speaker was named whom nobody is
    └── MissingExtraError      1   a part that has to be installed first

Usage errors are click's own (2), Ctrl-C is 130, and everything else is a bug (3, with a log file).
"""

from dataclasses import dataclass

EXIT_DONE = 0
EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_BUG = 3
EXIT_INTERRUPTED = 130


class VoiceCoachError(Exception):
    """Something went wrong that the user can do something about.

    Args:
        message: What went wrong and where, as one sentence.
        remedy: What to do next, as one sentence; empty when there is nothing to do.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class MediaError(VoiceCoachError):
    """A recording can't be read: it is missing, empty, broken, or no sound at all."""


class ModelError(VoiceCoachError):
    """Model weights are missing, damaged, or can't be loaded."""


class WrongContentError(ModelError):
    """Model weights are not what was published."""


class OutputError(VoiceCoachError):
    """A result can't be written."""


class HistoryError(VoiceCoachError):
    """The history can't be read or written, or does not hold what was named."""


class ConsentError(VoiceCoachError):
    """Nobody has agreed to what was asked for, or no longer does."""


class VaultError(VoiceCoachError):
    """What is kept is encrypted and can't be opened, or its vault can't be changed now."""


class WrongPassphraseError(VaultError):
    """The passphrase does not open the vault."""


class TamperedError(VaultError):
    """An encrypted file is not what was written: changed, cut, put in place of another, or damaged."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a file that people write."""

    line: int
    """Counted from 1; 0 where it is the file as a whole."""
    message: str
    """What is wrong, as one sentence."""
    remedy: str
    """What to do, as one sentence."""


class ScenarioError(VoiceCoachError):
    """A scene can't be read or played.

    Args:
        path: Of its file, as it was named.
        problems: Everything that is wrong with it, in the order of the lines; at least one.
    """

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = problems
        first, more = problems[0], len(problems) - 1
        rest = f" And {more} more: voicecoach scenarios check {path}" if more else ""
        where = f"{path}, line {first.line}" if first.line else path
        super().__init__(f"{where}: {first.message}", f"{first.remedy}{rest}")


class VoiceError(VoiceCoachError):
    """A line can't be spoken: the voice is missing, broken, or takes too long."""


class DeviceError(VoiceCoachError):
    """A sound device is missing or refuses."""


class NoSuchSpeakerError(VoiceCoachError):
    """A speaker was named who is not in the recording."""


class MissingExtraError(VoiceCoachError):
    """A part of the program is an extra that is not installed."""
