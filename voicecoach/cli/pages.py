"""Pages of recordings: one each in a folder, or all of them on one."""

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from voicecoach.cli.output import Output, is_folder, place, save_bytes, see_folder
from voicecoach.errors import OutputError

if TYPE_CHECKING:
    from voicecoach.adapters.sound_copy import SoundCopy
    from voicecoach.document import Analysis
    from voicecoach.report.page import Take

AudioChoice = Literal["embed", "beside", "none"]
"""What becomes of the sound: inside the page, in a file beside it, or left out."""

LEFT_OUT = "This page was made without the sound."
GONE = "The sound of this take is not kept any more, or never was."

MOST_TAKES = 12
"""Recordings on one page (own proposal): more than anybody compares, and its sound still opens at once."""


def sound_beside(page: str, number: int) -> Path:
    """The file with the sound of a take, counted from 1, that lies beside its page."""
    counted = f"-{number}" if number > 1 else ""
    return Path(page).with_name(f"{Path(page).stem}{counted}.webm")


class Pages:
    """Writes them; use it in a `with`, at whose end a page of several recordings is written.

    Args:
        out: A file for one page with all recordings, a folder for a page each, or `-`.
        audio: What becomes of the sound.
        recordings: How many will come.

    Raises:
        OutputError: When one page would hold more than `MOST_TAKES`, or its folder is missing.
    """

    def __init__(self, out: str, audio: AudioChoice, *, recordings: int) -> None:
        self._out = out
        self._audio = audio
        self._is_folder = is_folder(out, many=False)
        self._takes: list[Take] = []
        if recordings > MOST_TAKES and not self._is_folder:
            raise OutputError(
                f"{out}: {recordings} recordings are too many for one page.",
                f"Name a folder for a page each (--html {out if out != '-' else 'pages'}/), or at most {MOST_TAKES}.",
            )
        if out != "-" and not self._is_folder:
            see_folder(out)

    def __enter__(self) -> Self:
        return self

    @property
    def with_sound(self) -> bool:
        """Whether a copy of the sound is wanted, or its outline only."""
        return self._audio != "none"

    def take(self, file: str, analysis: "Analysis", copy: "SoundCopy | None", name: str = "") -> None:
        """Put a recording on its page.

        Args:
            file: Name of its page in a folder, without the suffix.
            analysis: Its document.
            copy: Its sound, or its outline where the page has none; None where the sound is gone.
            name: What it is called on the page; empty for the name of the recording.

        Raises:
            OutputError: When it can't be written.
        """
        from voicecoach.adapters.sound_copy import OUTLINE_HOP_S
        from voicecoach.report.page import Take

        target = place(self._out, f"{file}.html", many=False) if self._is_folder else self._out
        if copy is None:
            self._takes.append(Take(analysis, silence=GONE, name=name))
        elif not self.with_sound:
            self._takes.append(Take(analysis, copy.outline.tobytes(), OUTLINE_HOP_S, silence=LEFT_OUT, name=name))
        else:
            beside = self._beside(target, copy) if self._audio == "beside" else ""
            sound = b"" if beside else copy.webm
            self._takes.append(Take(analysis, copy.outline.tobytes(), OUTLINE_HOP_S, sound, beside, name=name))
        if self._is_folder:
            self._write(target)

    def _beside(self, target: str, copy: "SoundCopy") -> str:
        """Write the sound beside its page; the name of its file."""
        file = sound_beside(target, len(self._takes) + 1)
        save_bytes(str(file), copy.webm, "sound")
        return file.name

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
