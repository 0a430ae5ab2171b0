"""A fake for each port: what the program needs from outside, played from memory.

They keep to the same contract as the adapters (tests/contracts), need no file, no weights and no network, and give
the same answer every time. Use them to test what you build on the ports.
"""

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import AudioChunk, Samples
from voicecoach.errors import DeviceError
from voicecoach.fakes.checkpoint import FakeCheckpoint
from voicecoach.fakes.history import FakeHistory
from voicecoach.fakes.recording import FakeRecording
from voicecoach.fakes.speakers import FakeChannels, FakeDiarizer
from voicecoach.fakes.speaking import FakeSpeaker, FakeVoice
from voicecoach.language.plain import plain_words
from voicecoach.ports import MicrophoneFacts, Window, WindowText
from voicecoach.reading import NO_STYLE, StyleScores
from voicecoach.scoring import Scoring
from voicecoach.tracks import Values
from voicecoach.transcript import Word
from voicecoach.units import RATE_HZ, power_to_db

__all__ = [
    "FakeChannels",
    "FakeCheckpoint",
    "FakeDiarizer",
    "FakeHistory",
    "FakeMicrophone",
    "FakePitchTracker",
    "FakeRecording",
    "FakeSpeaker",
    "FakeSpeechClassifier",
    "FakeStyleModel",
    "FakeTranscriber",
    "FakeVoice",
]


class FakeTranscriber:
    """A recogniser that knows beforehand what will be said.

    Args:
        texts: What is said in each window, in order: a text, whose words are spread evenly over the window, or
            words with their times in the recording. Windows beyond the last hold no words.
        language: What it finds the language to be.
        model: Its name.
    """

    def __init__(self, texts: Iterable[str | Sequence[Word]] = (), language: str = "en", model: str = "fake") -> None:
        self._texts = deque(texts)
        self._language = language
        self._heard_any = False
        self._model = model
        self.batches: list[tuple[Window, ...]] = []
        """The windows of each call, in order."""

    @property
    def model(self) -> str:
        """Its name."""
        return self._model

    @property
    def setting(self) -> str:
        """Its name and language: its texts depend on what it knows, and on nothing else."""
        return f"{self._model} {self._language}"

    @property
    def language(self) -> str:
        """The language; empty before the first window was heard."""
        return self._language if self._heard_any else ""

    def new_recording(self, language: str = "") -> None:
        """Forget that any window was heard, or take the language for known."""
        self._heard_any = bool(language)
        self._language = language or self._language

    def load(self, windows: int) -> None:
        """Nothing to load."""

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        """The next texts, one a window."""
        if not windows:
            return ()
        self._heard_any = True
        self.batches.append(tuple(windows))
        return tuple(WindowText(self._words(window)) for window in windows)

    def _words(self, window: Window) -> tuple[Word, ...]:
        text = self._texts.popleft() if self._texts else ""
        if not isinstance(text, str):
            return tuple(text)
        said = text.split()
        edges_s = [window.to_recording_s(time_s) for time_s in np.linspace(0.0, window.duration_s, len(said) + 1)]
        return tuple(
            Word(word, start_s, end_s, 1.0) for word, start_s, end_s in zip(said, edges_s, edges_s[1:], strict=False)
        )


class FakePitchTracker:
    """A tracker that knows the pitch beforehand; it counts the samples and does not listen.

    Args:
        f0_hz: A formula that gives f0 in hertz at times in seconds, or f0 frame by frame; NaN where there is no
            voice, and beyond the last frame.
        hop_s: Seconds between its frames.
    """

    def __init__(self, f0_hz: Callable[[Values], Values] | Values, hop_s: float = 0.016) -> None:
        self.hop_s = hop_s
        self._f0_hz = f0_hz
        self._samples = 0
        self._frames = 0

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; f0 and probability of voice for the frames centred in them."""
        self._samples += len(samples)
        first, self._frames = self._frames, int(np.ceil(self._samples / RATE_HZ / self.hop_s - 1e-9))
        f0_hz = self._known(np.arange(first, self._frames))
        # As real trackers do, it guesses a pitch even where there is no voice.
        return np.nan_to_num(f0_hz, nan=100.0), np.where(np.isnan(f0_hz), 0.0, 1.0)

    def finish(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The frames of the last samples; all others were final at once."""
        return self.push(samples)

    def _known(self, frames: NDArray[np.intp]) -> Values:
        if callable(self._f0_hz):
            return self._f0_hz(np.asarray(frames * self.hop_s, dtype=np.float64))
        known = np.append(self._f0_hz, np.nan)
        return np.asarray(known[np.minimum(frames, len(self._f0_hz))])


class FakeSpeechClassifier:
    """A classifier that takes every sound for speech that is loud enough.

    Args:
        least_db: RMS level of a frame, re full scale, from which it is speech.
        frame_samples: Samples in a frame.
    """

    def __init__(self, least_db: float = -50.0, frame_samples: int = 512) -> None:
        self.frame_samples = frame_samples
        self._least_db = least_db
        self._rest = np.zeros(0, np.float32)

    def push(self, samples: Samples) -> NDArray[np.float64]:
        """Take the next samples; 1 for each completed frame of speech and 0 for each other one."""
        waiting = np.concatenate((self._rest, samples))
        end = len(waiting) // self.frame_samples * self.frame_samples
        self._rest = waiting[end:]
        return self._probabilities(waiting[:end])

    def finish(self) -> NDArray[np.float64]:
        """The last frame, completed with silence; empty when the samples ended with a frame."""
        missing = -len(self._rest) % self.frame_samples
        last, self._rest = np.pad(self._rest, (0, missing)), np.zeros(0, np.float32)
        return self._probabilities(last)

    def _probabilities(self, samples: Samples) -> NDArray[np.float64]:
        frames = samples.reshape(-1, self.frame_samples)
        power = np.einsum("fs,fs->f", frames, frames, dtype=np.float64) / self.frame_samples
        return np.where(power_to_db(power) >= self._least_db, 1.0, 0.0)


class FakeStyleModel:
    """A style model that knows beforehand what to think of each text and word.

    Args:
        known: Scores of texts, by the text as it will be given; any other text is scored as `other`.
        other: Scores of texts it does not know.
        tagged: The tag of each word that has one, by the word in its plain spelling.
    """

    def __init__(
        self,
        known: Mapping[str, StyleScores] | None = None,
        other: StyleScores = NO_STYLE,
        tagged: Mapping[str, str] | None = None,
    ) -> None:
        self._known = known or {}
        self._other = other
        self._tagged = tagged or {}
        self.asked: list[tuple[str, ...]] = []
        """The texts of each call, in order."""
        self.asked_after: list[tuple[str, ...]] = []
        """The lines before them."""

    def tags(self) -> tuple[str, ...]:
        """The tags that some word has."""
        return tuple(dict.fromkeys(self._tagged.values()))

    def score(self, texts: Sequence[str], contexts: Sequence[str] = ()) -> tuple[Scoring, ...]:
        """The scores it knows, one a text; the previous lines change nothing."""
        if contexts and len(contexts) != len(texts):
            raise ValueError(f"{len(texts)} texts with {len(contexts)} contexts")
        self.asked.append(tuple(texts))
        self.asked_after.append(tuple(contexts))
        return tuple(self._scoring(text) for text in texts)

    def _scoring(self, text: str) -> Scoring:
        """Every word does its share for the styles; a tagged word is sure of its tag, any other of none."""
        words = plain_words(text)
        styles = np.array(astuple(self._known.get(text, self._other) if words else NO_STYLE))
        tags = np.array(
            [[9.0 if self._tagged.get(word.spelled) == tag else -9.0 for tag in self.tags()] for word in words]
        )
        return Scoring(
            styles,
            tuple((word.start, word.end) for word in words),
            np.tile(np.log(np.maximum(styles, 1e-9)), (len(words), 1)) / max(1, len(words)),
            tags.reshape(len(words), len(self.tags())),
        )


class FakeMicrophone:
    """A microphone that hears what is already in memory, as fast as it is asked for.

    Args:
        samples: What it hears, mono at `units.RATE_HZ`; the room is silent afterwards, until it is stopped.
        chunk_s: Length of the chunks it is handed on in.
        gone_after_s: When it is pulled out, in seconds from the start; None leaves it in.
        facts: What it says of itself.
    """

    def __init__(
        self,
        samples: Samples,
        chunk_s: float = 0.032,
        *,
        gone_after_s: float | None = None,
        facts: MicrophoneFacts | None = None,
    ) -> None:
        self._samples = samples
        self._step = max(1, round(chunk_s * RATE_HZ))
        self._left = None if gone_after_s is None else round(gone_after_s * RATE_HZ)
        self._facts = facts or MicrophoneFacts("fake microphone", RATE_HZ, 1)
        self._stopped = threading.Event()

    def chunks(self) -> Generator[AudioChunk, None, None]:
        """The samples in chunks, then silence.

        Raises:
            DeviceError: When it is pulled out.
        """
        self._stopped.clear()
        start = 0
        while not self._stopped.is_set():
            end = start + self._step if self._left is None else min(start + self._step, self._left)
            if end > start:
                heard = self._samples[start:end].copy()
                yield AudioChunk(np.pad(heard, (0, end - start - len(heard))), start)
            if end == self._left:
                raise DeviceError(f"{self._facts.device}: the microphone is gone.", "Connect it again.")
            start = end

    def stop(self) -> None:
        """Stop listening."""
        self._stopped.set()

    def facts(self) -> MicrophoneFacts:
        """What it was made with."""
        return self._facts
