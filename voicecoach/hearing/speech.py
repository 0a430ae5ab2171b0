"""Speech spans: where somebody speaks.

Conventions
    One state machine for files and for live sound: `push` probabilities, get the spans that have ended.
    Spans are seconds from the start, on the grid of the classifier's frames.
Measures
    A span opens at the first frame of `onset` probability or more and closes before the first frame of a run below
    `offset` that lasts `min_silence_s`; spans shorter than `min_speech_s` are dropped. The two thresholds are the
    ones that the authors of Silero VAD use (0.5, and 0.15 less).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """When speech starts and ends."""

    onset: float = 0.5
    """Probability of speech that opens a span."""
    offset: float = 0.35
    """Probability below which a span may close."""
    min_silence_s: float = 0.25
    """Silence that closes a span; stop closures last up to about 0.2 s."""
    min_speech_s: float = 0.10
    """Shorter spans are clicks and knocks: the shortest spoken word takes about 0.15 s."""


class SpeechDetector:
    """Finds the spans of one recording."""

    def __init__(self, frame_s: float, options: SpeechOptions | None = None) -> None:
        self._frame_s = frame_s
        self._options = options or SpeechOptions()
        self._frames = 0
        self._start: int | None = None
        self._quiet_since: int | None = None

    @property
    def open_since_s(self) -> float | None:
        """Start of the span that is going on; None between spans."""
        return None if self._start is None else self._start * self._frame_s

    @property
    def open_span(self) -> Span | None:
        """The span that is going on, up to the last frame of speech in it; None between spans."""
        if self._start is None:
            return None
        end = self._frames if self._quiet_since is None else self._quiet_since
        return Span(self._start * self._frame_s, end * self._frame_s)

    def push(self, probabilities: NDArray[np.float64]) -> tuple[Span, ...]:
        """Take the next frames; the spans that have ended with them."""
        spans = []
        for probability in probabilities.tolist():
            span = self._step(probability)
            if span is not None:
                spans.append(span)
        return tuple(spans)

    def finish(self) -> tuple[Span, ...]:
        """The span that was still going on, if any."""
        end = self._frames if self._quiet_since is None else self._quiet_since
        span = self._close(end)
        return () if span is None else (span,)

    def _step(self, probability: float) -> Span | None:
        frame = self._frames
        self._frames += 1
        if self._start is None:
            if probability >= self._options.onset:
                self._start = frame
            return None
        if probability >= self._options.offset:
            self._quiet_since = None
            return None
        if self._quiet_since is None:
            self._quiet_since = frame
        if (self._frames - self._quiet_since) * self._frame_s < self._options.min_silence_s:
            return None
        return self._close(self._quiet_since)

    def _close(self, end: int) -> Span | None:
        start, self._start, self._quiet_since = self._start, None, None
        if start is None or (end - start) * self._frame_s < self._options.min_speech_s:
            return None
        return Span(start * self._frame_s, end * self._frame_s)
