"""The end of a turn: whether somebody who is silent has finished or is thinking.

Conventions
    One state machine over the classifier's probabilities: `push` frames, get what happened; any chunking gives the
    same. Times are seconds from the start of the sound, on the grid of the frames. It tells one turn and then no more.
Measures
    A silence is counted from the last frame of speech. How long it must last to end the turn depends on what was said
    before it (`Verdict`): little where the sentence is complete, more where it is open. While that is not known, the
    longer time holds. A click shorter than a word neither starts a turn nor breaks a silence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from voicecoach.hearing.speech import SpeechDetector, SpeechOptions

Verdict = Literal["finished", "open", "wordless"]
"""What was said before a silence: a complete sentence, one that asks to go on, or no words at all."""

MomentKind = Literal["started", "paused", "resumed", "ended", "nobody"]
Reason = Literal["finished", "waited", "nobody", "too_long"]

FINISHED_SILENCE_S = 1.0
"""Silence that ends a turn after a complete sentence. Speakers tolerate about 1 s of silence before they take it for
the other's turn (Jefferson 1989); most pauses inside a turn are shorter (Campione & Veronis 2002)."""

OPEN_SILENCE_S = 2.0
"""Silence that ends a turn whose sentence is not complete: a break as long as `floor.TURN_GAP_S`."""

NOBODY_S = 10.0
"""Silence without any word that counts as no answer: time to find a first sentence (own proposal)."""

PATIENT_FINISHED_SILENCE_S = 3.0
"""As `FINISHED_SILENCE_S`, for who stutters or thinks: silent blocks mostly last below 3 s (own proposal)."""

PATIENT_OPEN_SILENCE_S = 4.0
"""As `OPEN_SILENCE_S`, with a second more to finish the sentence (own proposal)."""

PATIENT_NOBODY_S = 20.0
"""As `NOBODY_S`, twice as long (own proposal)."""

MOST_TURN_S = 600.0
"""A turn of ten minutes is ended: a talk is rehearsed, not answered, and its sound is held in memory (own proposal)."""


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """How long a silence must be, in seconds."""

    finished_s: float = FINISHED_SILENCE_S
    open_s: float = OPEN_SILENCE_S
    nobody_s: float = NOBODY_S
    most_s: float = MOST_TURN_S


PATIENT = EndpointOptions(PATIENT_FINISHED_SILENCE_S, PATIENT_OPEN_SILENCE_S, PATIENT_NOBODY_S)
"""For who stutters or needs time to think."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened.

    `started` and `resumed` are at the first frame of speech; `paused`, `ended` and `nobody` at the end of the last one
    (0 where there was none).
    """

    kind: MomentKind
    at_s: float
    told_s: float
    """When it was known."""
    reason: Reason | None = None
    """Why the turn is over; None while it is not."""

    @property
    def silence_s(self) -> float:
        """From the moment until it was known."""
        return self.told_s - self.at_s


class Endpoint:
    """Watches one turn.

    Args:
        frame_s: Length of the classifier's frames.
        verdict: What was said before a silence, which began at a time in seconds; None while that is not known.
        options: How long silences must be; infinite ones never end a turn.
    """

    def __init__(
        self, frame_s: float, verdict: Callable[[float], Verdict | None], options: EndpointOptions | None = None
    ) -> None:
        self._frame_s = frame_s
        self._verdict = verdict
        self._options = options or EndpointOptions()
        self._shortest_s = SpeechOptions().min_speech_s
        self._detector = SpeechDetector(frame_s)
        self._frames = 0
        self._speaking = False
        self._last_end_s: float | None = None
        self.is_over = False
        """Whether the turn has ended."""

    @property
    def started(self) -> bool:
        """Whether somebody has spoken."""
        return self._speaking or self._last_end_s is not None

    def push(self, probabilities: NDArray[np.float64]) -> tuple[Moment, ...]:
        """Take the next frames; what happened in them."""
        moments = []
        for frame in range(len(probabilities)):
            if self.is_over:
                break
            moment = self._step(probabilities[frame : frame + 1])
            if moment is not None:
                self.is_over = moment.reason is not None
                moments.append(moment)
        return tuple(moments)

    def _step(self, frame: NDArray[np.float64]) -> Moment | None:
        spans = self._detector.push(frame)
        self._frames += 1
        now_s = self._frames * self._frame_s
        open_span = self._detector.open_span
        if now_s >= self._options.most_s:
            return Moment("ended", now_s if self._speaking else self._last_end_s or 0.0, now_s, "too_long")
        if not self._speaking and open_span is not None and open_span.duration_s >= self._shortest_s:
            self._speaking = True
            return Moment("started" if self._last_end_s is None else "resumed", open_span.start_s, now_s)
        if spans:
            self._speaking, self._last_end_s = False, spans[-1].end_s
            return Moment("paused", spans[-1].end_s, now_s)
        # What may be the first frame of a word has the benefit of the doubt.
        return self._over(now_s) if open_span is None else None

    def _over(self, now_s: float) -> Moment | None:
        """The end of the turn, where the silence is long enough."""
        if self._last_end_s is None:
            return Moment("nobody", 0.0, now_s, "nobody") if now_s >= self._options.nobody_s else None
        verdict = self._verdict(self._last_end_s)
        silence_s = now_s - self._last_end_s
        if verdict == "wordless":
            over = silence_s >= self._options.nobody_s
            return Moment("nobody", self._last_end_s, now_s, "nobody") if over else None
        if silence_s >= (self._options.finished_s if verdict == "finished" else self._options.open_s):
            reason: Reason = "finished" if verdict == "finished" else "waited"
            return Moment("ended", self._last_end_s, now_s, reason)
        return None
