"""`voicecoach` that dies by SIGKILL as soon as it has finished so many parts, and notes what it recognises.

    python -m tests.cli.going_on_killed PARTS NOTES ARGUMENTS..

PARTS of 0 lets it live. NOTES gets a line for each time windows were recognised: how many.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from voicecoach.adapters.unfinished import Unfinished
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.cli import going_on, main
from voicecoach.ports import Window, WindowText


class Dying(Unfinished):
    """It takes the program with it."""

    parts_to_live = 0

    def keep(self, key: str, content: bytes) -> None:
        super().keep(key, content)
        type(self).parts_to_live -= 1
        if not self.parts_to_live:
            os.kill(os.getpid(), signal.SIGKILL)


def start(parts: int, notes: Path, arguments: Sequence[str]) -> None:
    """Run the program."""
    transcribe = WhisperTranscriber.transcribe

    def noted(self: WhisperTranscriber, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{len(windows)}\n")
        return transcribe(self, windows)

    WhisperTranscriber.transcribe = noted  # type: ignore[method-assign]
    sys.modules["voicecoach.adapters.unfinished"].Unfinished = Dying  # type: ignore[attr-defined]
    Dying.parts_to_live = parts
    going_on.LONG_S = 60.0
    sys.argv[1:] = arguments
    main()


if __name__ == "__main__":
    start(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
