"""What the program needs from outside, as small as it can be said.

Each port has a public fake in `voicecoach.fakes` and a real adapter in `voicecoach.adapters`; both pass the same
contract tests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import AudioChunk, Samples, Span
from voicecoach.scoring import Scoring
from voicecoach.transcript import Word


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What is known of a recording before and after it has been read to its end."""

    sha256: str
    duration_s: float
    rate_hz: int
    channels: int
    clipped_share: float
    """Share of samples at full scale, in runs of three or more, over all channels."""
    dc_offset: float
    """Mean of all samples, full scale at 1."""
    warnings: tuple[str, ...] = ()


class Recording(Protocol):
    """A recording that is read once, from start to end."""

    @property
    def expected_duration_s(self) -> float | None:
        """What the file says of its length; None where it says nothing."""

    def chunks(self) -> Iterator[AudioChunk]:
        """The sound, mono at `units.RATE_HZ`, in order, without gap or overlap.

        Raises:
            MediaError: When nothing can be read.
        """

    def facts(self) -> MediaFacts:
        """What was found; complete once `chunks` is exhausted."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A stretch of speech for the recogniser: the spans of speech with their short gaps, long gaps cut down.

    `pieces` maps window time to recording time: (offset in the window in seconds, span in the recording).
    """

    samples: Samples
    pieces: tuple[tuple[float, Span], ...]

    @property
    def duration_s(self) -> float:
        """Length of the window, at most what the recogniser takes at once."""
        last_offset_s, last_span = self.pieces[-1]
        return last_offset_s + last_span.duration_s

    def to_recording_s(self, time_s: float) -> float:
        """Window time to recording time; clamped to the window's ends."""
        for offset_s, span in reversed(self.pieces):
            if time_s >= offset_s:
                return min(span.end_s, span.start_s + time_s - offset_s)
        return self.pieces[0][1].start_s


@dataclass(frozen=True, slots=True)
class WindowText:
    """What was recognised in one window. Word times are those of the recording, as the recogniser gives them."""

    words: tuple[Word, ...]
    notes: tuple[str, ...] = ()


class Transcriber(Protocol):
    """Turns speech into words."""

    @property
    def model(self) -> str:
        """Name of the model."""

    @property
    def language(self) -> str:
        """ISO 639-1 code of what is being recognised; empty before the first window was heard."""

    def load(self, windows: int) -> None:
        """Get ready for a number of windows at once; what is ready already costs nothing.

        Raises:
            ModelError: When the weights can't be loaded.
        """

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        """Recognise some windows at once, in order.

        Raises:
            ModelError: When the model fails.
        """


class PitchTracker(Protocol):
    """Finds the fundamental frequency of one recording, chunk by chunk."""

    hop_s: float

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; return f0 in hertz and probability of voice for the frames that became final."""

    def finish(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The last frames. Nothing may be pushed afterwards."""


class SpeechClassifier(Protocol):
    """Tells speech from everything else in one recording, frame by frame."""

    frame_samples: int

    def push(self, samples: Samples) -> NDArray[np.float64]:
        """Take the next samples; return the probability of speech for each frame that was completed."""

    def finish(self) -> NDArray[np.float64]:
        """The last frame, completed with silence. Nothing may be pushed afterwards."""


class StyleModel(Protocol):
    """Tells how likely each communication style is for an utterance, by its words, and what its words do."""

    def tags(self) -> tuple[str, ...]:
        """The names of what it looks for in words, as `kind/name`; () where it looks for nothing.

        Raises:
            ModelError: When the model can't be loaded.
        """

    def score(self, texts: Sequence[str], contexts: Sequence[str] = ()) -> tuple[Scoring, ...]:
        """Score some utterances at once.

        Args:
            texts: Utterances of a sentence or a few; one without words is scored as nothing known.
            contexts: The line that came before each utterance, empty where none did; () where none is known.

        Returns:
            The scores of each utterance, in order; they do not depend on the other utterances.

        Raises:
            ModelError: When the model can't be loaded.
        """
