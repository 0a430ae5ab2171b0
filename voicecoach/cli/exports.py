"""The files that `analyze` writes beside its report: the page, TextGrid, table and subtitles."""

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from voicecoach.cli.output import Output, is_folder, kind_of, place, see_folder
from voicecoach.cli.pages import AudioChoice, Pages, sound_beside
from voicecoach.cli.paths import SOUND_SUFFIXES

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

    def check(self, files: Sequence[Path]) -> None:
        """Refuse what can't be done, before any work.

        Args:
            files: All recordings.

        Raises:
            click.UsageError: When two results would go to one place, several recordings into one file of one, or a
                result over a recording.
        """
        self._check_kinds(len(files))
        recordings = {_identity(path) for path in files}
        self._check_places(recordings, many=len(files) > 1)
        for path in self._sounds(files):
            if _identity(path) in recordings:
                raise click.UsageError(
                    f"--audio beside would overwrite the recording {path}. Name another place behind --html, or "
                    "--audio embed."
                )

    def _check_kinds(self, recordings: int) -> None:
        """See that each result can go where it is to go."""
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

    def _check_places(self, recordings: "set[_Identity]", *, many: bool) -> None:
        """See that no file is written over a recording or another result."""
        taken: dict[_Identity, tuple[str, bool]] = {}
        for option, out, each in (
            ("--json", self.json, False),
            ("--html", self.html, False),
            ("--textgrid", self.textgrid, many),
            ("--csv", self.csv, False),
            ("--srt", self.srt, many),
            ("--vtt", self.vtt, many),
        ):
            if out is None or out == "-":
                continue
            path = Path(out)
            kind, identity = kind_of(path), _identity(path)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                continue  # /dev/null takes any number of results
            if identity in recordings or (kind == stat.S_IFREG and path.suffix.lower() in SOUND_SUFFIXES):
                raise click.UsageError(
                    f"{option} {out}: a recording is there, and would be overwritten. Name another file behind "
                    f"{option}, or - for stdout."
                )
            in_folder = is_folder(out, many=each)
            other, takes_all = taken.setdefault(identity, (option, in_folder))
            if other != option and not (in_folder and takes_all):
                raise click.UsageError(f"{other} and {option} would both write {out}. Name a file for each.")

    def _sounds(self, files: Sequence[Path]) -> Iterator[Path]:
        """The files of sound that go beside pages."""
        if self.html is None or self.audio != "beside":
            return
        if is_folder(self.html, many=False):
            yield from (sound_beside(str(Path(self.html, f"{name}.html")), 1) for name in _names(files).values())
        else:
            yield from (sound_beside(self.html, number) for number in range(1, len(files) + 1))

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
        self._names = _names(files)
        self._pages = None if wanted.html is None else Pages(wanted.html, wanted.audio, recordings=len(files))
        self._channel = channel
        self._stack = ExitStack()
        self._csv: Output | None = None
        self._has_header = False
        for out in (wanted.textgrid, wanted.srt, wanted.vtt):
            if out is not None and out != "-" and not is_folder(out, many=self._many):
                see_folder(out)

    def __enter__(self) -> Self:
        if self._pages is not None:
            self._stack.enter_context(self._pages)
        if self._wanted.csv is not None:
            self._csv = self._stack.enter_context(Output(self._wanted.csv))
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
            from voicecoach.report.table import header, rows

            if not self._has_header:
                # Not before: where every recording fails, the table that was there stays.
                self._csv.line(header())
                self._has_header = True
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


def _names(files: Iterable[Path]) -> dict[Path, str]:
    """A name for each file without its suffix; one that is given already is counted on.

    Names that differ in capitals alone are one name: on some disks they are one file.
    """
    names: dict[Path, str] = {}
    given: set[str] = set()
    counted: dict[str, int] = {}
    for path in dict.fromkeys(files):
        name = stem = path.stem
        while name.casefold() in given:
            counted[stem] = counted.get(stem, 1) + 1
            name = f"{stem}-{counted[stem]}"
        given.add(name.casefold())
        names[path] = name
    return names


_Identity = tuple[int, int] | Path


def _identity(path: Path) -> _Identity:
    """What a path leads to, whatever its name; where nothing is there yet, its place."""
    with suppress(OSError):
        found = path.stat()
        if found.st_ino:
            return found.st_dev, found.st_ino
    return path.parent.resolve() / path.name
