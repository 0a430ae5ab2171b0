"""The pipeline: hearing goes ahead in one thread while the recogniser works in another.

Only windows of speech wait between the two, and not many of them, so memory does not grow with the recording.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from voicecoach.checkpoint import Checkpoint
from voicecoach.hearing.ear import Ear, Heard
from voicecoach.ports import Recording, Transcriber, Window, WindowText
from voicecoach.resuming import key_of, known, transcribed
from voicecoach.transcript import Transcript

FIRST_BATCH = 2
"""Windows in the first batch: small, so that the recogniser starts early."""

BATCH = 8
"""Windows in the others: decoding gains from company up to about four windows a worker.

Both sizes are fixed, so that a recording gives the same result however fast it is heard."""

_WAITING = BATCH
"""Windows heard ahead: the next batch, while one is recognised. Each is two megabytes."""

Progress = Callable[[float, float | None], None]
"""Called with the seconds that are done and the seconds there are (None while not known)."""


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A recording, heard and recognised."""

    heard: Heard
    transcript: Transcript
    stages_s: dict[str, float]


@dataclass(slots=True)
class _Hearing:
    """What the hearing thread hands over."""

    windows: "queue.Queue[Window | None]" = field(default_factory=lambda: queue.Queue(_WAITING))
    stop: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None
    decode_s: float = 0.0
    hear_s: float = 0.0

    def put(self, window: Window | None) -> None:
        """Hand over a window, or None as the end; gives up when nobody wants it any more."""
        while not self.stop.is_set():
            try:
                self.windows.put(window, timeout=0.2)
            except queue.Full:
                continue
            return


def take(
    recording: Recording,
    ear: Ear,
    load: Callable[[], Transcriber],
    progress: Progress,
    checkpoint: Checkpoint | None = None,
) -> Taken:
    """Hear and recognise one recording.

    Hearing costs little beside recognition: it is always done, so that windows are cut at the same places, and what
    was recognised in them before is not recognised again.

    Args:
        recording: The recording.
        ear: A new ear.
        load: Gives the recogniser; called once speech was found, and not at all where there is none.
        progress: Told how far the work has come.
        checkpoint: What is finished already; None keeps nothing.

    Raises:
        MediaError: When the recording can't be read.
        ModelError: When the recogniser fails.
    """
    hearing = _Hearing()
    thread = threading.Thread(target=_hear, args=(recording, ear, hearing), name="hearing", daemon=True)
    thread.start()
    try:
        transcript, stages_s = _recognise(recording, hearing, _Recognition(load, checkpoint), progress)
    finally:
        # Waited for after an interruption too: a thread that is still inside a library when Python ends aborts it.
        hearing.stop.set()
        thread.join()
    if hearing.error is not None:
        raise hearing.error
    clock = time.perf_counter()
    # Only now: of hours it takes memory for a moment, and so does recognition.
    heard = ear.heard()
    hearing.hear_s += time.perf_counter() - clock
    return Taken(heard, transcript, {"decode": hearing.decode_s, "hearing": hearing.hear_s, **stages_s})


def _hear(recording: Recording, ear: Ear, hearing: _Hearing) -> None:
    try:
        clock = time.perf_counter()
        for chunk in recording.chunks():
            decoded = time.perf_counter()
            windows = ear.push(chunk)
            heard = time.perf_counter()
            hearing.decode_s += decoded - clock
            hearing.hear_s += heard - decoded
            for window in windows:
                hearing.put(window)
            if hearing.stop.is_set():
                return
            clock = time.perf_counter()
        clock = time.perf_counter()
        windows = ear.end()
        hearing.hear_s += time.perf_counter() - clock
        for window in windows:
            hearing.put(window)
    except BaseException as error:  # noqa: BLE001 -- handed to the other thread, which raises it
        hearing.error = error
    finally:
        hearing.put(None)


@dataclass(slots=True)
class _Recognition:
    """The recogniser, which is loaded for what is not known already."""

    get: Callable[[], Transcriber]
    checkpoint: Checkpoint | None
    transcriber: Transcriber | None = None
    load_s: float = 0.0
    work_s: float = 0.0

    def texts(self, batch: Sequence[Window]) -> tuple[WindowText, ...]:
        """What is said in a batch."""
        clock = time.perf_counter()
        self.transcriber = self.transcriber or self.get()
        key = key_of(batch, self.transcriber.setting) if self.checkpoint else ""
        if self.checkpoint and (found := known(self.checkpoint, key, len(batch))):
            self.transcriber.new_recording(found.language)
            return found.texts
        self.transcriber.load(len(batch))
        self.load_s += time.perf_counter() - clock
        clock = time.perf_counter()
        if self.checkpoint is None:
            texts = self.transcriber.transcribe(batch)
        else:
            texts = transcribed(self.transcriber, batch, self.checkpoint, key).texts
        self.work_s += time.perf_counter() - clock
        return texts


def _recognise(
    recording: Recording, hearing: _Hearing, recognition: _Recognition, progress: Progress
) -> tuple[Transcript, dict[str, float]]:
    texts: list[WindowText] = []
    size = FIRST_BATCH
    while batch := _next_batch(hearing, size):
        size = BATCH
        texts.extend(recognition.texts(batch))
        last = batch[-1]
        progress(last.to_recording_s(last.duration_s), recording.expected_duration_s)
    stages_s = {"load_model": recognition.load_s, "transcribe": recognition.work_s}
    return join(texts, recognition.transcriber), stages_s


def join(texts: Sequence[WindowText], transcriber: Transcriber | None) -> Transcript:
    """The texts of all windows, in order, as one; `transcriber` recognised them, None where there were none."""
    return Transcript(
        tuple(word for text in texts for word in text.words),
        transcriber.language if transcriber else "",
        transcriber.model if transcriber else "",
        tuple(note for text in texts for note in text.notes),
    )


def _next_batch(hearing: _Hearing, size: int) -> Sequence[Window]:
    """The next windows, `size` of them or what is left; empty at the end."""
    batch: list[Window] = []
    while len(batch) < size:
        window = hearing.windows.get()
        if window is None:
            # The end must be found again by the next call.
            hearing.windows.put(None)
            break
        batch.append(window)
    return batch
