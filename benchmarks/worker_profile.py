"""Where the processor time of one worker of a batch goes. Prints JSON.

    python -m benchmarks.worker_profile MODEL RECORDING...

Measures
    recogniser_s   time of the recogniser's own threads: encoder, decoder, language, alignment of words.
    overhead       all that is neither the recogniser's nor spent on its spectra and tokens, over all; a plain loop of
                   faster-whisper has those too. `overhead_strict` counts them. The first recording, which loads the
                   models, is left out.
    parts_s        time of the program's threads, by what they did; `rest` is what is left.
    peak_mb        largest resident set of the process, millions of bytes.
"""

import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import parts

SPECTRA = "spectra and tokens"

_PARTS_S: defaultdict[str, float] = defaultdict(float)
_INSIDE = threading.local()


def _watch(owner: Any, method: str, part: str) -> None:
    """Count the thread's time in a method as that of a part, and no longer as that of the part around it."""
    plain: Callable[..., Any] = getattr(owner, method)

    def watched(*arguments: Any, **options: Any) -> Any:
        around = getattr(_INSIDE, "part", None)
        begun_s = time.thread_time()
        _INSIDE.part = part
        try:
            return plain(*arguments, **options)
        finally:
            took_s = time.thread_time() - begun_s
            _INSIDE.part = around
            _PARTS_S[part] += took_s
            if around is not None:
                _PARTS_S[around] -= took_s

    setattr(owner, method, watched)


def _library_threads_s() -> float:
    """Processor time of the threads that Python did not start: those of the recogniser."""
    own = {thread.native_id for thread in threading.enumerate()}
    threads = [task for task in Path("/proc/self/task").iterdir() if int(task.name) not in own]
    return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in threads) / 1e9


def profile(paths: list[str], model: str) -> dict[str, Any]:
    """Work on some recordings as a worker does."""
    from voicecoach import analysis, pipeline
    from voicecoach.adapters.batch_folder import BatchFolder
    from voicecoach.adapters.silero import SileroClassifier
    from voicecoach.adapters.style_model import OnnxStyleModel
    from voicecoach.adapters.swift import SwiftPitchTracker
    from voicecoach.adapters.whisper import WhisperTranscriber
    from voicecoach.cli.batch_worker import SetUp, make
    from voicecoach.engine.job import Job
    from voicecoach.hearing.ear import Ear

    with tempfile.TemporaryDirectory() as folder:
        work = make(SetUp(folder, str(parts.weights(model)), model, str(Path.cwd())))
        work(Job(paths[0]))
        _watch(pipeline, "_hear", "decode")
        for method in ("push", "finish"):
            _watch(Ear, method, "level")
            _watch(SwiftPitchTracker, method, "pitch")
            _watch(SileroClassifier, method, "speech")
        _watch(WhisperTranscriber, "transcribe", SPECTRA)
        _watch(analysis, "_document", "measures and advice")
        _watch(OnnxStyleModel, "score", "style")
        _watch(BatchFolder, "write", "writing")
        before_s, library_s = time.process_time(), _library_threads_s()
        sound_s = sum(work(Job(path)).duration_s for path in paths[1:])
        all_s = time.process_time() - before_s
        recogniser_s = _library_threads_s() - library_s
    ranked = sorted(_PARTS_S.items(), key=lambda part: -part[1])
    rest_s = all_s - recogniser_s - sum(_PARTS_S.values())
    return {
        "recordings": len(paths) - 1,
        "sound_s": round(sound_s, 1),
        "all_s": round(all_s, 2),
        "core_s_per_s": round(all_s / sound_s, 4),
        "recogniser_s": round(recogniser_s, 2),
        "overhead": round(1.0 - (recogniser_s + _PARTS_S[SPECTRA]) / all_s, 4),
        "overhead_strict": round(1.0 - recogniser_s / all_s, 4),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6),
        "parts_s": {part: round(seconds, 3) for part, seconds in ranked} | {"rest": round(rest_s, 3)},
    }


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.stdout.write(json.dumps(profile(sys.argv[2:], sys.argv[1])) + "\n")
