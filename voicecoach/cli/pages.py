"""Pages of recordings: one each in a folder, or all of them on one."""

import os
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from voicecoach.cli.output import Output, place, save_bytes
from voicecoach.errors import OutputError

if TYPE_CHECKING:
    from voicecoach.document import Analysis
    from voicecoach.report.page import Take

MOST_TAKES = 12
"""Recordings on one page (own proposal): more than anybody compares, and its sound still opens at once."""


class Pages:
    """Writes them; use it in a `with`, at whose end a page of several recordings is written.

    Args:
        out: A file for one page with all recordings, a folder for a page each, or `-`.
        audio: What becomes of the sound: inside the page, in a file beside it, or left out.
        channel: The one channel that is heard; None for all.
        recordings: How many will come.

    Raises:
        OutputError: When one page would hold more than `MOST_TAKES`.
    """

    def __init__(
        self, out: str, audio: Literal["embed", "beside", "none"], channel: int | None, *, recordings: int
    ) -> None:
        self._out = out
        self._audio = audio
        self._channel = channel
        self._is_folder = out != "-" and (out.endswith(("/", os.sep)) or Path(out).is_dir())
        self._takes: list[Take] = []
        if recordings > MOST_TAKES and not self._is_folder:
            raise OutputError(
                f"{out}: {recordings} recordings are too many for one page.",
                f"Name a folder for a page each (--html {out if out != '-' else 'pages'}/), or at most {MOST_TAKES}.",
            )

    def __enter__(self) -> Self:
        return self

    def take(self, path: Path, name: str, analysis: "Analysis") -> None:
        """Put a recording on its page.

        Raises:
            OutputError: When it can't be written.
            MediaError: When the sound can't be read any more.
        """
        target = self._out
        if self._is_folder:
            target = place(self._out, f"{name}.html", many=False)
        self._takes.append(self._made(path, target, analysis))
        if self._is_folder:
            self._write(target)

    def _made(self, path: Path, target: str, analysis: "Analysis") -> "Take":
        from voicecoach.adapters.sound_copy import OUTLINE_HOP_S, copy_sound
        from voicecoach.report.page import Take

        copy = copy_sound(path, self._channel, with_sound=self._audio != "none")
        sound, beside = copy.webm, ""
        if self._audio == "beside":
            number = f"-{len(self._takes) + 1}" if self._takes else ""
            file = Path(target).with_name(f"{Path(target).stem}{number}.webm")
            save_bytes(str(file), sound, "sound")
            sound, beside = b"", file.name
        return Take(analysis, copy.outline.tobytes(), OUTLINE_HOP_S, sound, beside)

    def _write(self, target: str) -> None:
        from voicecoach.report.page import page

        text = page(self._takes)
        self._takes = []
        with Output(target) as out:
            out.line(text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._takes:
            self._write(self._out)
