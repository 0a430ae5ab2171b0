"""The ear: one pass over the samples, chunk by chunk, for files and for live sound alike.

Conventions
    `push` every chunk of a recording in order, then `finish`; any chunking gives the same result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import AudioChunk, Span
from voicecoach.hearing.level import COLUMNS, HOP_S, LevelMeter
from voicecoach.hearing.lows import WithLows
from voicecoach.hearing.pitch import on_grid
from voicecoach.hearing.rows import GrowingRows
from voicecoach.hearing.speech import SpeechDetector
from voicecoach.hearing.voicing import voiced_f0
from voicecoach.hearing.windows import WindowPacker
from voicecoach.ports import PitchTracker, SpeechClassifier, Window
from voicecoach.tracks import F0Track, LevelTrack, Track
from voicecoach.units import RATE_HZ, power_to_db


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What one pass over the samples tells."""

    duration_s: float
    spans: tuple[Span, ...]
    """Where somebody speaks."""
    level: LevelTrack
    low: Track
    """Mean-square amplitude of 50-1000 Hz on the frames of `level`."""
    high: Track
    """Mean-square amplitude of 1-5 kHz on the frames of `level`."""
    phone_low: Track
    """Mean-square amplitude of 300-1000 Hz on the frames of `level`."""
    phone_high: Track
    """Mean-square amplitude of 1-3.4 kHz on the frames of `level`."""
    a_level: LevelTrack
    """A-weighted level on the frames of `level`."""
    f0: F0Track
    """On the frames of `level`."""
    voicing: Track
    """Probability of voice on the frames of `level`."""

    @property
    def speech_s(self) -> float:
        """Seconds of speech."""
        return sum(span.duration_s for span in self.spans)


class Ear:
    """Hears one recording."""

    def __init__(self, classifier: SpeechClassifier, tracker: PitchTracker) -> None:
        self._classifier = classifier
        self._tracker = tracker
        self._detector = SpeechDetector(classifier.frame_samples / RATE_HZ)
        self._meter = LevelMeter()
        self._with_lows = WithLows()
        self._packer = WindowPacker()
        self._samples = 0
        self._spans: list[Span] = []
        self._powers = GrowingRows(np.float32, COLUMNS)
        self._pitch = GrowingRows(np.float64, 2)

    def push(self, chunk: AudioChunk) -> tuple[Window, ...]:
        """Hear the next chunk; the windows of speech that are full."""
        samples = chunk.samples
        self._samples += len(samples)
        self._powers.add(self._meter.push(samples))
        self._add_pitch(*self._tracker.push(self._with_lows.push(samples)))
        spans = self._detector.push(self._classifier.push(samples))
        self._spans.extend(spans)
        return self._packer.push(samples, spans, self._detector.open_since_s)

    @property
    def is_hearing_speech(self) -> bool:
        """Whether somebody speaks at the moment."""
        return self._detector.open_since_s is not None

    def so_far(self) -> tuple[Heard, tuple[Window, ...]]:
        """What `finish` would give if the recording ended here; nothing changes, and more may be pushed.

        It ends with the last moment whose level and pitch are final, a few frames before the last sample.
        """
        pitched = len(self._pitch) * self._tracker.hop_s / HOP_S
        frames = min(len(self._powers), int(pitched))
        end_s = frames * HOP_S
        open_span = self._detector.open_span
        spans = (*self._spans, *([open_span] if open_span else []))
        heard = self._heard(end_s, frames, tuple(_before(spans, end_s)))
        return heard, self._packer.so_far(open_span)

    def cut(self, at_s: float) -> None:
        """Begin a new window with the speech after a time, at which no speech is: the words before it are known."""
        self._packer.cut(at_s)

    def finish(self) -> tuple[Heard, tuple[Window, ...]]:
        """The end of the recording: what was heard, and the last windows of speech."""
        windows = self.end()
        return self.heard(), windows

    def end(self) -> tuple[Window, ...]:
        """The end of the recording: the last windows of speech. What was heard may be asked for later, by `heard`."""
        self._powers.add(self._meter.finish())
        self._add_pitch(*self._tracker.finish(self._with_lows.finish()))
        end_s = self._samples / RATE_HZ
        last = self._detector.push(self._classifier.finish()) + self._detector.finish()
        last = tuple(_before(last, end_s))
        self._spans.extend(last)
        return self._packer.push(np.zeros(0, np.float32), last, None) + self._packer.finish()

    def heard(self) -> Heard:
        """What was heard, after the end; once, since the ear lets go of it."""
        return self._heard(self._samples / RATE_HZ, len(self._powers), tuple(self._spans), is_last=True)

    def _add_pitch(self, f0_hz: NDArray[np.float64], voicing: NDArray[np.float64]) -> None:
        self._pitch.add(np.stack((f0_hz, voicing), axis=1))

    def _heard(self, duration_s: float, frames: int, spans: tuple[Span, ...], *, is_last: bool = False) -> Heard:
        """All that was heard; the last time, nothing of it is held twice: of hours it would be a hundred megabytes."""
        level_db = np.empty(frames)
        a_level_db, low, high, phone_low, phone_high = (np.empty(frames, np.float32) for _ in range(5))
        for place, powers in self._powers.blocks(frames, drop=is_last):
            level_db[place], a_level_db[place] = power_to_db(powers[:, 0]), power_to_db(powers[:, 3])
            low[place], high[place], phone_low[place], phone_high[place] = powers[:, [1, 2, 4, 5]].T
        tracked_hz, probability = np.empty(len(self._pitch)), np.empty(len(self._pitch))
        for place, pitch in self._pitch.blocks(len(self._pitch), drop=is_last):
            tracked_hz[place], probability[place] = pitch.T
        level = LevelTrack(level_db, HOP_S)
        speech = np.zeros(frames, dtype=bool)
        for span in spans:
            speech[level.frames(span)] = True
        candidates_hz, voicing = on_grid(tracked_hz, probability, self._tracker.hop_s, HOP_S, frames)
        del tracked_hz, probability
        f0_hz = voiced_f0(candidates_hz, voicing, power_to_db(low), speech, HOP_S)
        del candidates_hz
        return Heard(
            duration_s=duration_s,
            spans=spans,
            level=level,
            low=Track(low, HOP_S),
            high=Track(high, HOP_S),
            phone_low=Track(phone_low, HOP_S),
            phone_high=Track(phone_high, HOP_S),
            a_level=LevelTrack(a_level_db, HOP_S),
            f0=F0Track(f0_hz, HOP_S),
            voicing=Track(voicing.astype(np.float32), HOP_S),
        )


def _before(spans: Iterable[Span], end_s: float) -> Iterator[Span]:
    """What of the spans lies before a time."""
    return (Span(span.start_s, min(span.end_s, end_s)) for span in spans if span.start_s < end_s)
