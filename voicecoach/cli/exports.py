"""The files that `analyze` writes beside its report: the page, TextGrid, table and subtitles."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from voicecoach.cli.output import Output, place
from voicecoach.cli.pages import AudioChoice, Pages

if TYPE_CHECKING:
    from voicecoach.document import Analysis


__all__ = ["AudioChoice", "Exports", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: a file, a folder or `-` for each; None where it was not."""

    json: str | None = None
    html: str | None = None
    textgrid: str | None = None
    csv: str | None = None
    srt: str | None = None
    vtt: str | None = None
    audio: AudioChoice = "embed"
    """What the page does with the sound."""

    def check(self, recordings: int) -> None:
        """Refuse what can't be done, before any work.

        Raises:
            click.UsageError: When two results would go to stdout, or several recordings into one file of one.
        """
        to_stdout = [out for out in (self.json, self.html, self.textgrid, self.csv, self.srt, self.vtt) if out == "-"]
        if len(to_stdout) > 1:
            raise click.UsageError("Only one result can go to stdout.")
        if self.html == "-" and self.audio == "beside":
            raise click.UsageError("A page on stdout has no place beside it: --audio embed or --audio none.")
        if recordings < 2:
            return
        for option, out, suffix in (
            ("--textgrid", self.textgrid, ".textgrid"),
            ("--srt", self.srt, ".srt"),
            ("--vtt", self.vtt, ".vtt"),
        ):
            if out is not None and (out == "-" or Path(out).suffix.lower() == suffix):
                raise click.UsageError(f"{option} of several recordings needs a folder, not {out}.")

    @property
    def on_stdout(self) -> bool:
        """Whether stdout belongs to one of them."""
        return "-" in (self.json, self.html, self.textgrid, self.csv, self.srt, self.vtt)


class Exports:
    """Writes them: each recording's own files as soon as it was analysed, a page of several at the end.

    Args:
        wanted: What was asked for.
        files: All recordings.
        channel: The one channel that is heard; None for all.
    """

    def __init__(self, wanted: Wanted, files: Sequence[Path], channel: int | None) -> None:
        self._wanted = wanted
        self._many = len(files) > 1
        self._names = dict(zip(files, _names(files), strict=True))
        self._pages = None if wanted.html is None else Pages(wanted.html, wanted.audio, recordings=len(files))
        self._channel = channel
        self._stack = ExitStack()
        self._csv: Output | None = None

    def __enter__(self) -> Self:
        if self._pages is not None:
            self._stack.enter_context(self._pages)
        if self._wanted.csv is not None:
            from voicecoach.report.table import header

            self._csv = self._stack.enter_context(Output(self._wanted.csv))
            self._csv.line(header())
        return self

    def take(self, path: Path, analysis: "Analysis") -> None:
        """Write what one recording gives.

        Raises:
            OutputError: When it can't be written.
        """
        from voicecoach.report.subtitles import srt, vtt
        from voicecoach.report.textgrid import textgrid

        kinds: tuple[tuple[str | None, str, Callable[[Analysis], str]], ...] = (
            (self._wanted.textgrid, ".TextGrid", textgrid),
            (self._wanted.srt, ".srt", srt),
            (self._wanted.vtt, ".vtt", vtt),
        )
        for out, suffix, made in kinds:
            if out is not None:
                with Output(place(out, self._names[path] + suffix, many=self._many)) as file:
                    file.line(made(analysis))
        if self._csv is not None:
            from voicecoach.report.table import rows

            for row in rows(analysis):
                self._csv.line(row)
        if self._pages is not None:
            from voicecoach.adapters.sound_copy import copy_sound

            copy = copy_sound(path, self._channel, with_sound=self._pages.with_sound)
            self._pages.take(self._names[path], analysis, copy)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


def _names(files: Sequence[Path]) -> list[str]:
    """A name for each file without its suffix; the same name twice is counted on."""
    seen: dict[str, int] = {}
    names = []
    for path in files:
        number = seen[path.stem] = seen.get(path.stem, 0) + 1
        names.append(path.stem if number == 1 else f"{path.stem}-{number}")
    return names
