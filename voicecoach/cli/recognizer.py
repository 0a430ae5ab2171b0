"""Which speech model a command uses: named, installed, fallen back to, or asked for."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.errors import ModelError

if TYPE_CHECKING:
    from voicecoach.adapters.whisper import WhisperTranscriber


def choose_model(app: App, name: str | None) -> tuple[Path, str]:
    """A verified folder with weights, and the model's name.

    Args:
        app: The run.
        name: A name of the catalogue or a folder; None takes the default and falls back to what is there.

    Raises:
        ModelError: When there is no such model, or none at all.
    """
    store = app.store()
    known = {entry.name for entry in store.catalogue.model}
    if name is not None and name not in known and (Path(name).is_dir() or len(Path(name).parts) > 1):
        return _folder(Path(name)), Path(name).name
    wanted = name or store.catalogue.default
    if store.locate(wanted).place == "absent":
        fallback = store.catalogue.fallback
        if name is None and store.locate(fallback).place != "absent":
            app.tell(
                f"The model {wanted} is not on this machine; using {fallback}, which hears less well. "
                f"Get it: voicecoach models get {wanted}"
            )
            wanted = fallback
        else:
            _ask_for(app, wanted)
    with app.bytes_progress(f"preparing {wanted}:") as tick:
        return store.prepare(wanted, tick), wanted


def loader(app: App, name: str | None, language: str | None) -> "Callable[[], WhisperTranscriber]":
    """A function that gives the recogniser, loaded when it is first called and kept."""
    kept: list[WhisperTranscriber] = []

    def load() -> "WhisperTranscriber":
        """The recogniser, ready for the next recording."""
        if not kept:
            from voicecoach.adapters.whisper import WhisperTranscriber

            folder, chosen = choose_model(app, name)
            kept.append(WhisperTranscriber(folder, chosen, language=language))
        kept[0].new_recording()
        return kept[0]

    return load


def _folder(path: Path) -> Path:
    missing = [file for file in ("model.bin", "config.json", "tokenizer.json") if not (path / file).is_file()]
    if missing:
        raise ModelError(
            f"{path}: holds no Whisper model for faster-whisper ({', '.join(missing)} missing).",
            "Name a folder with model.bin, config.json, tokenizer.json and vocabulary.txt, or a model of the "
            "catalogue: voicecoach models list",
        )
    return path


def _ask_for(app: App, name: str) -> None:
    """Ask once before anything is downloaded; without a terminal say what to type."""
    from voicecoach.adapters.weights import how_to_get

    store = app.store()
    entry = store.catalogue.entry(name)
    if not sys.stdin.isatty() or app.quiet:
        raise ModelError(f"The model {name} is not on this machine.", how_to_get(entry))
    question = f"The speech model {name} is needed once: {entry.bytes / 1e6:.0f} MB from {entry.repo}. Get it now?"
    if not click.confirm(question, default=True, err=True):
        raise ModelError(f"The model {name} is not on this machine.", how_to_get(entry))
    with app.bytes_progress(name) as tick:
        store.get(name, tick)
