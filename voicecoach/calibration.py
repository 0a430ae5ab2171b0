"""The use case of a calibration: four guided parts at the microphone, or one recording, to a speaker's usual values.

Conventions
    Times are seconds of sound since the microphone was opened, by the samples' own clock: nothing here looks at a
    watch, so a calibration from memory takes the same course as one that is spoken.
Parts
    The room in silence, a passage to read, free talk, and one firm sentence three times. A part of speech begins with
    the first word and ends with a rest after enough of it. What is said firmly is meant: it is no part of what is
    usual, only compared with it.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np

from voicecoach.analysis import CLIPPED_SHARE, LOW_SNR_DB, SPEAKER
from voicecoach.audio import Samples, Span
from voicecoach.baseline import Baseline
from voicecoach.document import Analysis, Signal
from voicecoach.errors import DeviceError, MediaError
from voicecoach.hearing.intake import TOO_QUIET_DB, Intake, IntakeMeter
from voicecoach.hearing.speech import SpeechDetector
from voicecoach.ports import Microphone, SpeechClassifier
from voicecoach.prosody import Pause
from voicecoach.session import Sentence
from voicecoach.units import RATE_HZ

SETTLE_S = 3.0
"""Time before the first part: to read what it asks for, and for the device to settle (own proposal)."""

WAIT_S = 30.0
"""How long a part waits for the first word, and the room for silence (own proposal)."""

MIN_FILE_SPEECH_S = 20.0
"""Speech that a recording must hold to take the place of the parts: five sentences of four seconds (own proposal)."""

PartName = Literal["room", "passage", "free", "firm"]

PASSAGE = (
    "Every Thursday morning I walk down to the harbour before work. The water is calm then, and a few old fishing "
    "boats come in with the catch of the night. My neighbour Joyce sells bread and cheese from a small blue van. She "
    "measures each piece by eye, and she is hardly ever wrong. Yesterday she asked me whether I had slept well. I told "
    "her that the rain had been too loud. We both laughed, and I chose a loaf with walnuts. It is good to begin a day "
    "without any hurry."
)
"""93 words, eight statements of 11 words or so, with every consonant and vowel of English; written for this program."""

FIRM_SENTENCE = "I have thought about it, and my answer is no."


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a calibration."""

    name: PartName
    task: str
    """What to do."""
    text: str = ""
    """What to read aloud; empty where the words are free or there are none."""
    enough_s: float = 0.0
    """Speech after which the part ends with the next rest."""
    rest_s: float = 0.0
    """Silence that ends it then."""
    most_s: float = 0.0
    """When it ends in any case: seconds from its first word, and from its start where nobody shall speak."""

    @property
    def is_spoken(self) -> bool:
        """Whether somebody shall speak in it."""
        return self.name != "room"


PARTS = (
    Part("room", "Please say nothing for five seconds: this is to hear the room.", most_s=5.0),
    Part("passage", "Read this aloud, as you would to a friend:", PASSAGE, enough_s=20.0, rest_s=2.0, most_s=60.0),
    Part("free", "Now tell for 20 seconds what you did yesterday.", enough_s=15.0, rest_s=2.5, most_s=30.0),
    Part("firm", "Say this three times, firmly:", FIRM_SENTENCE, enough_s=4.5, rest_s=2.0, most_s=20.0),
)
"""About 70 seconds in all. A reader of 93 words takes 30 to 45 s; who stops early is waited for until `most_s`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a calibration stands."""

    part: Part
    number: int
    """Of the part, from 1."""
    started: bool
    """Whether the part has begun: somebody speaks, or the room is silent."""
    passed_s: float
    """Since it began; 0 before."""
    intake: Intake


@dataclass(frozen=True, slots=True)
class Made:
    """When, by whom and with what a calibration was made."""

    made_at: str
    """Date and time, ISO 8601, UTC."""
    person: str
    device: str
    """Name of the microphone; empty where the sound came from a file."""


class MakeBaseline(Protocol):
    """Makes a baseline from sentences."""

    def __call__(
        self, sentences: Sequence[Sentence], pauses: Sequence[Pause], signal: Signal, made: Made
    ) -> Baseline | None:
        """The baseline; None where the sentences are too few."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the sound that the baseline would suffer from."""

    message: str
    spoils: bool
    """Whether the baseline had better not be kept; else it is marked and of use all the same."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What a calibration found."""

    baseline: Baseline
    problems: tuple[Problem, ...] = ()
    firm: dict[str, float] = field(default_factory=dict)
    """How far the firm sentence lay from the usual, by measure; empty where it was not said."""


class Guide:
    """Leads through the parts: sound in, where the calibration stands out.

    Any chunking of the same sound takes the same course to within a frame of the classifier.

    Args:
        classifier: A new speech classifier.
        parts: The parts.
    """

    def __init__(self, classifier: SpeechClassifier, parts: Sequence[Part] = PARTS) -> None:
        self._parts = parts
        self._classifier = classifier
        self._detector = SpeechDetector(classifier.frame_samples / RATE_HZ)
        self._meter = IntakeMeter()
        self._samples = 0
        self._index = 0
        self._since_s = SETTLE_S
        """When the part was asked for."""
        self._first_s: float | None = None
        """When it began."""
        self._spoken_s = 0.0
        self._last_s = 0.0
        """When speech was last heard."""
        self.spans: list[tuple[PartName, Span]] = []
        """The parts that are over."""

    @property
    def done(self) -> bool:
        """Whether every part is over."""
        return self._index == len(self._parts)

    def push(self, samples: Samples) -> Moment:
        """Take the next samples.

        Raises:
            MediaError: When nobody speaks for `WAIT_S` where somebody should.
        """
        self._samples += len(samples)
        ended = self._detector.push(self._classifier.push(samples))
        now_s = self._samples / RATE_HZ
        speaking = self._detector.open_since_s is not None
        asked = Span(self._since_s, max(self._since_s, now_s))
        self._spoken_s += sum(span.overlap_s(asked) for span in ended)
        if speaking or ended:
            self._last_s = now_s if speaking else max(self._last_s, ended[-1].end_s)
        part, number = self._parts[self._index], self._index + 1
        intake = self._meter.push(samples, speaking=speaking)
        started, passed_s = False, 0.0
        if now_s >= self._since_s:
            self._begin(part, now_s, speaking=speaking)
            started = self._first_s is not None
            passed_s = now_s - (now_s if self._first_s is None else self._first_s)
            if self._is_over(part, now_s, speaking=speaking):
                self._next(part, now_s)
        return Moment(part, number, started, passed_s, intake)

    def _begin(self, part: Part, now_s: float, *, speaking: bool) -> None:
        """Begin a part with the first word, or the room with silence; speech begins the room anew."""
        waited_s = now_s - self._since_s
        if part.is_spoken:
            if self._first_s is None and speaking:
                self._first_s = now_s
            elif self._first_s is None and waited_s >= WAIT_S:
                raise MediaError(
                    f"Nobody was heard for {WAIT_S:.0f} seconds.",
                    "See that the right microphone is chosen (--device NAME) and not muted, then start again.",
                )
        elif self._first_s is None or (speaking and waited_s < WAIT_S):
            self._first_s = now_s

    def _is_over(self, part: Part, now_s: float, *, speaking: bool) -> bool:
        if self._first_s is None:
            return False
        if now_s - self._first_s >= part.most_s:
            return True
        rested = not speaking and now_s - self._last_s >= part.rest_s
        return part.is_spoken and rested and self._spoken_s >= part.enough_s

    def _next(self, part: Part, now_s: float) -> None:
        start_s = now_s if self._first_s is None else self._first_s
        self.spans.append((part.name, Span(start_s, now_s)))
        self._index += 1
        self._since_s, self._first_s, self._spoken_s = now_s, None, 0.0


def listen(
    microphone: Microphone,
    guide: Guide,
    keep: Callable[[Samples], None],
    show: Callable[[Moment], None],
) -> None:
    """Lead somebody at a microphone through the parts.

    Args:
        microphone: The microphone.
        guide: A new guide; it has the times of the parts afterwards.
        keep: Takes the sound as it is spoken.
        show: Told after each chunk where the calibration stands.

    Raises:
        DeviceError: When the microphone is missing, refuses, goes away, or is stopped; what was heard was kept.
        MediaError: When nobody speaks.
    """
    with closing(microphone.chunks()) as chunks:
        for chunk in chunks:
            keep(chunk.samples)
            show(guide.push(chunk.samples))
            if guide.done:
                return
    raise DeviceError("The microphone was stopped before the calibration was complete.", "Start again.")


def calibrate(analysis: Analysis, parts: Sequence[tuple[PartName, Span]], made: Made, make: MakeBaseline) -> Calibrated:
    """What is usual for a speaker.

    Args:
        analysis: The analysis of the recording.
        parts: When each part was; () for a recording without parts.
        made: When, by whom and with what it was made.
        make: Makes the baseline.

    Raises:
        MediaError: When there is too little speech.
    """
    speech_s = analysis.speakers[SPEAKER].speaking_s if SPEAKER in analysis.speakers else 0.0
    if not parts and speech_s < MIN_FILE_SPEECH_S:
        raise MediaError(
            f"{analysis.source.path}: holds {speech_s:.0f} s of speech; a calibration needs {MIN_FILE_SPEECH_S:.0f} s.",
            "Record yourself reading a page aloud, or calibrate at the microphone: voicecoach calibrate",
        )
    meant = [span for name, span in parts if name == "firm"]
    sentences = [sentence for turn in analysis.turns for sentence in turn.sentences]
    firm = [one for one in sentences if _is_within(one.span, meant)]
    usual = [one for one in sentences if not _is_within(one.span, meant)]
    pauses = [pause for pause in analysis.pauses if not _is_within(pause.span, meant)]
    baseline = make(usual, pauses, analysis.signal, made)
    if baseline is None:
        raise MediaError(
            f"Too little speech for a baseline: {speech_s:.0f} s in {len(usual)} sentences were understood.",
            "Speak the whole passage and the free part, close to the microphone, then try again.",
        )
    return Calibrated(baseline, problems(analysis.signal), _against(baseline, firm))


def problems(signal: Signal) -> tuple[Problem, ...]:
    """What is wrong with a recording as a calibration; () where nothing is."""
    found = []
    if signal.level_db is not None and signal.level_db < TOO_QUIET_DB:
        found.append(
            Problem(f"You were too quiet ({signal.level_db:.0f} dB): go closer, or raise the input level.", spoils=True)
        )
    if signal.clipped_share >= CLIPPED_SHARE:
        found.append(
            Problem(f"The sound is clipped ({signal.clipped_share:.1%} of it): lower the input level.", spoils=True)
        )
    if signal.snr_db is not None and signal.snr_db < LOW_SNR_DB:
        found.append(
            Problem(
                f"The room is too noisy: your voice is only {signal.snr_db:.0f} dB above it. Find a quieter place, or "
                "go closer to the microphone.",
                spoils=True,
            )
        )
    if signal.gain_control:
        found.append(
            Problem(
                "The microphone's own gain control is on: how loud you speak and how your sentences fade can't be "
                "known. Switch it off in the system's sound settings if you can.",
                spoils=False,
            )
        )
    return tuple(found)


def _is_within(span: Span, parts: Sequence[Span]) -> bool:
    """Whether most of a span lies in one of the parts."""
    return any(span.overlap_s(part) > span.duration_s / 2 for part in parts)


def _against(baseline: Baseline, sentences: Sequence[Sentence]) -> dict[str, float]:
    """How far the medians of some sentences lie from the usual ones."""
    moved = {}
    for name, usual in baseline.measures.items():
        values = [value for one in sentences if (value := getattr(one.prosody, name, None)) is not None]
        if values:
            moved[name] = round(float(np.median(values)) - usual.median, 3)
    return moved
