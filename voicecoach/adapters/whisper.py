"""Recognises speech with Whisper through faster-whisper, on this machine.

Windows of speech go through encoder, decoder and word alignment in batches. What this adds to the library:

- each window is decoded after a few fillers, since Whisper otherwise leaves out nearly every "um"; where it is unsure
  of the result, it decodes the window plainly too, and the words of that reading take the fillers of the first;
- short windows are encoded with less silence behind them than Whisper's 30 s, which is most of their cost;
- a window whose text looks wrong (too repetitive, too improbable) is read again with the full 30 s, then with
  repetition forbidden, and what is still wrong is left out and said so;
- another language than English is believed only when it is nearly certain: accents are not languages;
- one window alone gets all cores; several are shared out, a core each, which took a seventh less time than all cores
  on one after the other (22 windows, two cores).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voicecoach.adapters.allocator import give_back
from voicecoach.adapters.cores import usable_cores
from voicecoach.adapters.whisper_reader import WhisperOptions, WhisperReader
from voicecoach.errors import ModelError
from voicecoach.ports import Window, WindowText

GIVE_BACK_WINDOWS = 8
"""Windows, some minutes of speech, after which free memory goes back to the system (own proposal): to look through all
of it takes longer than the words of a short recording."""

MOST_WORKERS = 4
"""Windows that are worked on at the same time; more of them need memory rather than time."""


class WhisperTranscriber:
    """Whisper weights in a folder; loaded when the first windows come.

    Args:
        folder: Holds model.bin, config.json, tokenizer.json and the vocabulary.
        name: Name of the model, for the report.
        language: ISO 639-1 code; None finds it out from the first window.
        options: Thresholds.
        cores: Processor cores to use; 0 takes all that the process may use.

    Raises:
        ModelError: When the weights can't be loaded.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        language: str | None = None,
        options: WhisperOptions | None = None,
        cores: int = 0,
    ) -> None:
        self._folder = folder
        self._name = name
        self._asked_language = language or ""
        self._language = self._asked_language
        self._options = options or WhisperOptions()
        self._cores = cores or usable_cores()
        self._alone: WhisperReader | None = None
        self._shared: WhisperReader | None = None
        # Kept between batches: the allocator holds on to the memory of every thread that ever was.
        self._pool: ThreadPoolExecutor | None = None
        self._recognised_windows = 0
        """Since memory was given back."""

    @property
    def model(self) -> str:
        """Name of the model."""
        return self._name

    @property
    def setting(self) -> str:
        """The weights, by size and time of their file, the language that was asked for, and how windows are shared."""
        weights = (self._folder / "model.bin").stat()
        return f"{self._name} {weights.st_size} {weights.st_mtime_ns} {self._asked_language} {self._workers()}"

    @property
    def language(self) -> str:
        """What is being recognised; empty before the first window was heard."""
        return self._language

    def new_recording(self, language: str = "") -> None:
        """Forget the language of the last recording.

        Args:
            language: ISO 639-1 code of the next one; empty for what the recogniser was made with.
        """
        self._language = language or self._asked_language

    def load(self, windows: int) -> None:
        """Load the weights as they are best used for a number of windows, unless they are there already.

        Raises:
            ModelError: When they can't be loaded.
        """
        self._reader(windows)

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        """Recognise some windows at once, in order.

        Raises:
            ModelError: When the model can't be loaded or fails.
        """
        if not windows:
            return ()
        texts = self._recognised(windows)
        self._recognised_windows += len(windows)
        if self._recognised_windows >= GIVE_BACK_WINDOWS:
            self._recognised_windows = 0
            give_back()
        return texts

    def _recognised(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        """The texts of one window or more."""
        reader = self._reader(len(windows))
        workers = self._workers() if reader is self._shared else 1
        size = -(-len(windows) // workers)
        shares = [windows[first : first + size] for first in range(0, len(windows), size)]
        frames, first = reader.context_frames(windows), None
        if self._language and not reader.knows(self._language):
            raise ModelError(
                f"The model {self._name} does not know the language {self._language}.",
                "Leave --language out to have it found, or name a code such as en, de, fr.",
            )
        if not self._language:
            self._language = "en"
            if reader.is_multilingual:
                self._language, first = reader.find_language(windows[0], frames)
        if len(shares) == 1:
            return tuple(reader.read(windows, self._language, frames, first))
        if self._pool is None:
            self._pool = ThreadPoolExecutor(workers, thread_name_prefix="whisper")
        known = [first, *[None] * (len(shares) - 1)]
        texts = self._pool.map(
            lambda share, encoded: reader.read(share, self._language, frames, encoded), shares, known
        )
        return tuple(text for share in texts for text in share)

    def _workers(self) -> int:
        return min(MOST_WORKERS, self._cores)

    def _reader(self, windows: int) -> WhisperReader:
        """All cores for one window, or a core each for several; what is loaded already serves a single one too."""
        if windows == 1 and (self._alone or self._shared is None):
            if self._alone is None:
                self._alone = WhisperReader(self._folder, self._name, 1, self._cores, self._options)
            return self._alone
        if self._shared is None:
            workers = self._workers()
            threads = max(1, self._cores // workers)
            self._shared = WhisperReader(self._folder, self._name, workers, threads, self._options)
        return self._shared
