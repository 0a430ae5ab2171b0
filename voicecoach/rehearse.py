"""The use case of a rehearsal: a talk, spoken or recorded, to what a speaker wants to know before giving it.

Conventions
    Times are seconds from the start of the recording. What is too little to tell is None or ().
    Takes are compared measure by measure. A change up to the noise of a measure is none; inside its band every value is
    as good as any other.
"""

from collections.abc import Callable
from contextlib import closing as closed
from dataclasses import dataclass
from typing import Final, Literal

from voicecoach.analysis import SPEAKER
from voicecoach.audio import Samples
from voicecoach.coaching.bands import band
from voicecoach.coaching.live_cue import LONG_RUN_S
from voicecoach.coaching.noise import NOISE
from voicecoach.coaching.notes import Covered, cover, read_notes
from voicecoach.coaching.talk import (
    Closing,
    Opening,
    Run,
    Timing,
    closing,
    longest_run,
    on_time_room_s,
    opening,
    sentences_of,
    timing,
)
from voicecoach.disfluency import Disfluency
from voicecoach.document import Analysis
from voicecoach.hearing.intake import Intake, IntakeMeter
from voicecoach.hearing.speech import SpeechDetector
from voicecoach.melody import FlatPassage
from voicecoach.pace import Burst, PacePoint
from voicecoach.ports import Microphone, SpeechClassifier
from voicecoach.session import Finding
from voicecoach.units import RATE_HZ

SCHEMA: Final = "voicecoach/rehearsal/1"

RUN_NOISE_S = 3.0
"""Of the longest run: about what one breath carries (own proposal)."""

MISSED_NOISE = 1.0
"""Of the keywords missed: one is soon misheard (own proposal)."""

FIRST_WORD_S = 0.3
"""Speech that starts the clock of a live talk: a short word (own proposal)."""

LAST_S = 60.0
"""How long before the end of the target it is told: a point and a closing sentence (own proposal)."""

LEAST_MARK_S = 30.0
"""Nothing of the target is told earlier: who speaks has just begun (own proposal)."""

ChangeVerdict = Literal["no_change", "still_fine", "inside", "nearer", "further", "outside"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a speaker wants to be told about."""

    target_s: float | None = None
    """What the talk should take."""
    notes: str = ""
    """Text of the notes; empty where there are none."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in two takes."""

    name: str
    unit: str
    before: float
    now: float
    band: tuple[float, float]
    """The range in which nothing is said."""
    noise: float
    """Changes up to here are none, in the unit."""
    verdict: ChangeVerdict


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is told of one take."""

    path: str
    words: int
    timing: Timing
    speech_rate_wpm: float | None
    filled_pauses: int
    filled_pauses_per_min: float | None
    end_fade_db: float | None
    """Median over the sentences."""
    f0_sd_semitones: float | None
    pace: tuple[PacePoint, ...] = ()
    fastest: PacePoint | None = None
    """The window of most words a minute; None for a short talk."""
    slowest: PacePoint | None = None
    bursts: tuple[Burst, ...] = ()
    flat_passages: tuple[FlatPassage, ...] = ()
    clusters: tuple[Disfluency, ...] = ()
    """Where hesitations crowd, with the words before them."""
    longest_run: Run | None = None
    opening: Opening | None = None
    closing: Closing | None = None
    sections: tuple[Covered, ...] = ()
    """The notes as they were spoken; () without notes."""
    findings: tuple[Finding, ...] = ()
    """At most one thing to keep and one to change."""
    speaks_of_danger: bool = False
    warnings: tuple[str, ...] = ()
    schema: Literal["voicecoach/rehearsal/1"] = SCHEMA

    @property
    def keywords(self) -> int:
        """Keywords of all notes."""
        return sum(len(section.keywords) for section in self.sections)

    @property
    def missed(self) -> int:
        """Those that were not said."""
        return sum(len(section.missed) for section in self.sections)


def rehearsal_of(analysis: Analysis, asked: Asked | None = None) -> Rehearsal | None:
    """What is told of a take; None where no words were recognised.

    Args:
        analysis: The take, heard as a talk.
        asked: What the speaker wants to be told about.
    """
    asked = asked or Asked()
    timed = timing(analysis, asked.target_s)
    summary = analysis.speakers.get(SPEAKER)
    if timed is None or summary is None:
        return None
    known = sorted((one.speech_rate_wpm, -one.start_s, one) for one in summary.pace if one.speech_rate_wpm is not None)
    language = analysis.engine.language
    spans = [sentence.span for sentence in sentences_of(analysis)]
    sections = cover(read_notes(asked.notes, language), analysis.words, spans, language) if asked.notes else ()
    return Rehearsal(
        path=analysis.source.path,
        words=len(analysis.words),
        timing=timed,
        speech_rate_wpm=summary.prosody.speech_rate_wpm,
        filled_pauses=sum(pause.kind == "filled" for pause in analysis.pauses),
        filled_pauses_per_min=summary.prosody.filled_pauses_per_min,
        end_fade_db=summary.prosody.end_fade_db,
        f0_sd_semitones=summary.prosody.f0_sd_semitones,
        pace=summary.pace,
        fastest=known[-1][2] if len(known) > 1 else None,
        slowest=known[0][2] if len(known) > 1 else None,
        bursts=summary.bursts,
        flat_passages=summary.flat_passages,
        clusters=tuple(one for one in analysis.disfluencies if one.kind == "cluster"),
        longest_run=longest_run(analysis),
        opening=opening(analysis),
        closing=closing(analysis),
        sections=sections,
        findings=analysis.findings,
        speaks_of_danger=analysis.speaks_of_danger,
        warnings=analysis.signal.warnings,
    )


def compare(before: Rehearsal, now: Rehearsal) -> tuple[Change, ...]:
    """Two takes of a talk side by side; measures that either take lacks are left out."""
    found = []
    target_s = now.timing.target_s
    if target_s is not None:
        room_s = on_time_room_s(target_s)
        edges = (target_s - room_s, target_s + room_s)
        found.append(_change("talk_s", "s", (before.timing.talk_s, now.timing.talk_s), edges, room_s / 2))
    for name in ("speech_rate_wpm", "filled_pauses_per_min", "f0_sd_semitones", "end_fade_db"):
        values = (getattr(before, name), getattr(now, name))
        limits, noise = band(name), NOISE[name]
        if None not in values:
            least = noise.least * abs(values[0]) if noise.is_share else noise.least
            found.append(_change(name, limits.unit, values, (limits.low, limits.high), least))
    if before.longest_run is not None and now.longest_run is not None:
        runs_s = (before.longest_run.duration_s, now.longest_run.duration_s)
        found.append(_change("longest_run_s", "s", runs_s, (0.0, LONG_RUN_S), RUN_NOISE_S))
    if now.keywords and before.keywords == now.keywords:
        missed = (float(before.missed), float(now.missed))
        found.append(_change("keywords_missed", "keywords", missed, (0.0, 0.0), MISSED_NOISE))
    return tuple(found)


def _change(name: str, unit: str, values: tuple[float, float], edges: tuple[float, float], noise: float) -> Change:
    before, now = values
    was, is_ = (max(edges[0] - value, value - edges[1], 0.0) for value in values)
    if abs(now - before) <= noise:
        verdict: ChangeVerdict = "still_fine" if was == is_ == 0.0 else "no_change"
    elif is_ == 0.0:
        verdict = "inside" if was else "still_fine"
    elif was == 0.0:
        verdict = "outside"
    else:
        verdict = "nearer" if is_ < was else "further"
    return Change(name, unit, round(before, 3), round(now, 3), edges, round(noise, 3), verdict)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a talk stands while it is spoken."""

    intake: Intake
    heard_s: float
    """Sound since the microphone was opened."""
    talk_s: float
    """Since the first word; 0 before it."""


class Clock:
    """Follows a talk: sound in, how long it has lasted out.

    Args:
        classifier: A new speech classifier.
    """

    def __init__(self, classifier: SpeechClassifier) -> None:
        self._classifier = classifier
        self._detector = SpeechDetector(classifier.frame_samples / RATE_HZ)
        self._meter = IntakeMeter()
        self._samples = 0
        self._first_s: float | None = None

    def push(self, samples: Samples) -> Moment:
        """Take the next samples."""
        self._samples += len(samples)
        ended = self._detector.push(self._classifier.push(samples))
        going = self._detector.open_span
        if self._first_s is None:
            # A sound too short for a word may open a span, so the clock waits until one has lasted.
            begun = [span.start_s for span in (*ended, going) if span is not None and span.duration_s >= FIRST_WORD_S]
            self._first_s = min(begun, default=None)
        intake = self._meter.push(samples, speaking=going is not None)
        heard_s = self._samples / RATE_HZ
        return Moment(intake, heard_s, 0.0 if self._first_s is None else heard_s - self._first_s)


def listen(
    microphone: Microphone,
    clock: Clock,
    keep: Callable[[Samples], None],
    show: Callable[[Moment], None],
    is_over: Callable[[], bool],
) -> None:
    """Listen to a talk until it is over.

    Args:
        microphone: The microphone; stopping it ends the talk too.
        clock: A new clock.
        keep: Takes the sound as it is spoken.
        show: Told after each chunk where the talk stands.
        is_over: Asked after each chunk, so it must not wait.

    Raises:
        DeviceError: When the microphone is missing, refuses or goes away; what was heard was kept.
        OutputError: When the sound can't be kept.
    """
    with closed(microphone.chunks()) as chunks:
        for chunk in chunks:
            keep(chunk.samples)
            show(clock.push(chunk.samples))
            if is_over():
                return


def marks(talk_s: float, before_s: float, target_s: float | None) -> tuple[str, ...]:
    """What of the target is told at a moment of a talk: a minute before it, and when it is reached.

    Args:
        talk_s: How long the talk has lasted.
        before_s: How long it had when this was asked last.
        target_s: How long it shall last.
    """
    if target_s is None:
        return ()
    told = ((target_s - LAST_S, "One minute left."), (target_s, "Time."))
    return tuple(text for mark_s, text in told if mark_s >= LEAST_MARK_S and before_s < mark_s <= talk_s)
