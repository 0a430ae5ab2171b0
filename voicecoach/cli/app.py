"""What the verbs share: the data folder, the model store, messages and progress. Adapters are joined here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.errors import OutputError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from voicecoach.adapters.weights import ModelStore, Tick


@dataclass(frozen=True, slots=True)
class App:
    """One run of the program."""

    data_dir: Path
    quiet: bool

    @classmethod
    def of(cls, ctx: click.Context, *, quiet: bool = False) -> "App":
        """The run that a verb belongs to; quiet when the program or the verb was asked to be.

        Raises:
            OutputError: When no data folder was named and the user has no home.
        """
        from platformdirs import user_data_path

        given = ctx.obj or {}
        try:
            data_dir = given.get("data_dir") or user_data_path("voicecoach", appauthor=False)
        except RuntimeError as error:
            raise OutputError(
                "There is no home folder.", "Name a folder: --data-dir or VOICECOACH_DATA_DIR."
            ) from error
        return cls(data_dir, quiet or bool(given.get("quiet")))

    def tell(self, message: str) -> None:
        """A message on stderr, unless the user wants quiet."""
        if not self.quiet:
            click.echo(message, err=True)

    def console(self) -> "Console":
        """A console on stderr for progress."""
        from rich.console import Console

        return Console(stderr=True, quiet=self.quiet)

    def store(self) -> "ModelStore":
        """The model weights of this machine."""
        import os

        from voicecoach.adapters.catalogue import catalogue
        from voicecoach.adapters.weights import ModelStore

        return ModelStore(self.data_dir, catalogue(), os.environ.get("VOICECOACH_HUB", ""))

    @contextmanager
    def bytes_progress(self, what: str) -> Iterator["Tick"]:
        """A progress bar for files that are copied or downloaded."""
        with self.progress(download=True) as bar:
            tasks: dict[str, int] = {}

            def tick(name: str, done: int, total: int) -> None:
                if name not in tasks:
                    tasks[name] = int(bar.add_task(f"{what} {name}", total=total))
                bar.update(tasks[name], completed=done)  # type: ignore[arg-type]

            yield tick

    @contextmanager
    def progress(self, *, download: bool = False, of_sound: bool = False) -> Iterator["Progress"]:
        """A progress display on stderr; nothing where stderr is no terminal.

        Args:
            download: Whether it counts bytes.
            of_sound: Whether its tasks tell by `done` how much of a recording is done, and by `left` what is left.
        """
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            ProgressColumn,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        console = self.console()
        amount = DownloadColumn() if download else TaskProgressColumn()
        told: list[ProgressColumn] = [TimeRemainingColumn()]
        if of_sound:
            told = [TextColumn("{task.fields[done]}"), TextColumn("{task.fields[left]}")]
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            amount,
            *told,
            console=console,
            transient=True,
            disable=self.quiet or not console.is_terminal,
        ) as progress:
            yield progress
