"""Live replies: listens to a learner until the turn is over, and has its analysis ready by then.

Conventions
    The thread that asks for a reply listens: it hears each chunk, keeps it, and watches for the end. A worker
    recognises and analyses at each pause (`ahead`), so that after the end only the measures are taken once more, now
    from all the sound. Times of events are seconds from the first sample; `ago_s` is how long ago, by the clock of the
    machine, the sample of an event was heard.
"""

import hashlib
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from voicecoach.ahead import Ahead, Glimpse, Prepared
from voicecoach.audio import AudioChunk, Samples, Span
from voicecoach.baseline import Baseline
from voicecoach.coaching.live_cue import CueTimer, SoFar
from voicecoach.errors import DeviceError
from voicecoach.hearing.clipping import clipped_samples
from voicecoach.hearing.ear import Ear, Heard
from voicecoach.hearing.endpoint import PATIENT, Endpoint, EndpointOptions, Moment
from voicecoach.hearing.intake import Intake, IntakeMeter, IntakeState
from voicecoach.hearing.taps import PITCH_BLOCK_S, Gathered, Overheard
from voicecoach.language.style import read_styles
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.ports import MediaFacts, Microphone, MicrophoneFacts, Window
from voicecoach.reading import NO_STYLE, StyleReading
from voicecoach.replying import Answered, Asked, Command, Tell
from voicecoach.units import RATE_HZ


class Spool(Protocol):
    """Where sound goes while it is spoken."""

    def write(self, samples: Samples) -> None:
        """Add samples."""


OpenSpool = Callable[[Path], AbstractContextManager[Spool]]
"""Opens a new file for sound."""

Commands = Callable[[], Command | Literal["talk"] | None]
"""What the learner asked for since the last call; `talk` ends the turn here."""


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """How somebody is listened to."""

    patient: bool = False
    """Whether silences may be longer, for who stutters or needs time to think."""
    push_to_talk: bool = False
    """Whether only the command `talk` ends a turn."""
    live_cues: bool = False
    """Whether one word may be told while somebody speaks (the event `live_cue`)."""

    @property
    def endpoint(self) -> EndpointOptions:
        """How long silences must be."""
        options = PATIENT if self.patient else EndpointOptions()
        if self.push_to_talk:
            return replace(options, finished_s=math.inf, open_s=math.inf, nobody_s=math.inf)
        return options


def no_commands() -> None:
    """Nobody asks for anything."""


class LiveReplies:
    """Replies that are spoken into a microphone.

    Args:
        microphone: Gives a microphone; called for each reply.
        parts: What an analysis needs; the recogniser is kept by who gives it.
        options: How somebody is listened to.
        commands: What the learner asks for; called between chunks, so it must not wait.
        open_spool: Opens the file that the sound goes into.
        watch: Told what comes in after each chunk, for a meter.
    """

    def __init__(
        self,
        microphone: Callable[[], Microphone],
        parts: Parts,
        open_spool: OpenSpool,
        options: LiveOptions | None = None,
        commands: Commands = no_commands,
        *,
        watch: Callable[[Intake], None] | None = None,
    ) -> None:
        self._microphone = microphone
        self._parts = parts
        self._open_spool = open_spool
        self._options = options or LiveOptions()
        self._commands = commands
        self._watch = watch
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._cues = CueTimer()
        self._warm = False

    def prepare(self) -> None:
        """Load every model and use it once, so that the first reply is not waited for; nothing the second time.

        Raises:
            ModelError: When one can't be loaded.
        """
        if self._warm:
            return
        second = np.zeros(RATE_HZ, np.float32)
        self._parts.classifier().push(second)
        self._parts.tracker().push(second)
        # The first window and the first text of a process take several times as long as the next ones.
        transcriber = self._parts.transcriber()
        transcriber.load(1)
        transcriber.transcribe([Window(second, ((0.0, Span(0.0, 1.0)),))])
        read_styles(["I would like to talk about it."], self._parts.style_model())
        self._warm = True

    def next(self, asked: Asked, tell: Tell) -> Answered | Command:
        """Listen until the turn is over or a command comes.

        Raises:
            DeviceError: When the microphone is missing or refuses, or goes away before a word was understood. Where
                words were, they are the reply, and the event `device` tells what happened.
            ModelError: When a model can't be loaded or fails.
            OutputError: When the sound can't be kept.
        """
        self.prepare()
        options = replace(asked.options, context=asked.context) if asked.context else asked.options
        name = str(asked.spool) if asked.spool else "microphone"
        with ExitStack() as stack:
            ahead = stack.enter_context(Ahead(self._parts, options, name, self._worker))
            spool = stack.enter_context(self._open_spool(asked.spool)) if asked.spool else None
            turn = _Turn(self._parts, ahead, self._options, tell)
            command = self._listen(turn, spool, options, tell)
            return turn.answer() if command is None else command

    def _listen(self, turn: "_Turn", spool: Spool | None, options: AnalysisOptions, tell: Tell) -> Command | None:
        """Hear chunks until the turn is over; the command that ended it, if any did."""
        try:
            microphone = self._microphone()
            with closing(microphone.chunks()) as chunks:
                for chunk in chunks:
                    turn.microphone = microphone.facts()
                    if spool is not None:
                        spool.write(chunk.samples)
                    intake = turn.push(chunk)
                    if self._watch is not None:
                        self._watch(intake)
                    if self._options.live_cues:
                        self._cue(turn.so_far(intake, options.baseline), tell)
                    if turn.is_over:
                        return None
                    command = self._commands()
                    if command == "talk":
                        turn.end("asked")
                        return None
                    if command is not None:
                        return command
        except DeviceError as error:
            if not turn.has_words():
                raise
            tell("device", {"message": error.message, "remedy": error.remedy})
        turn.end("stopped")
        return None

    def _cue(self, so_far: SoFar, tell: Tell) -> None:
        cue = self._cues.due(so_far, time.monotonic())
        if cue is not None:
            tell("live_cue", {"cue": cue})


class _Turn:
    """One turn while it is spoken."""

    microphone: MicrophoneFacts | None = None
    """What the microphone says of itself; None before it was opened."""

    def __init__(self, parts: Parts, ahead: Ahead, options: LiveOptions, tell: Tell) -> None:
        self._classifier = Overheard(parts.classifier())
        self._ear = Ear(self._classifier, Gathered(parts.tracker(), PITCH_BLOCK_S))
        frame_s = self._classifier.frame_samples / RATE_HZ
        self._endpoint = Endpoint(frame_s, ahead.verdict, options.endpoint)
        self._meter = IntakeMeter()
        self._tally = _Tally()
        self._ahead = ahead
        self._tell = tell
        self._full: list[Window] = []
        self._full_at_pause = 0
        self._state: IntakeState | None = None
        self._first_s = math.inf
        """When, by the machine's clock, the first sample was heard."""
        self._paused_s: float | None = None
        """When the silence began that lasts; None while somebody speaks or nobody has spoken."""
        self._started_s = self._run_since_s = math.inf
        """When the first word was heard, and the first one after the last silence."""
        self._silent = False
        self._stopped = False
        self._whole: Prepared | None = None
        self.is_over = False

    def push(self, chunk: AudioChunk) -> Intake:
        """Hear the next chunk."""
        is_first = math.isinf(self._first_s)
        # The chunk that was delayed least tells best when the first sample was heard.
        self._first_s = min(self._first_s, time.monotonic() - chunk.end_sample / RATE_HZ)
        if is_first:
            self._event("listening", 0.0)
        self._tally.add(chunk.samples)
        self._full.extend(self._ear.push(chunk))
        for moment in self._endpoint.push(self._classifier.taken()):
            self._happened(moment)
        intake = self._meter.push(chunk.samples, speaking=self._ear.is_hearing_speech)
        if intake.state != self._state and not self.is_over:
            self._state = intake.state
            self._tell("intake", {"state": intake.state, "level_db": round(intake.level_db, 1)})
        return intake

    def so_far(self, intake: Intake, baseline: Baseline | None) -> SoFar:
        """What a cue is decided by."""
        now_s = self._tally.duration_s
        return SoFar(
            state=intake.state,
            spoken_s=now_s - self._started_s,
            run_s=now_s - self._run_since_s if self._paused_s is None else 0.0,
            articulation_rate_syl_s=self._ahead.articulation_rate_syl_s(),
            usual_rate=baseline.measures.get("articulation_rate_syl_s") if baseline else None,
        )

    def has_words(self) -> bool:
        """Whether any were understood so far."""
        return self._endpoint.started and bool(self._all().analysis.words)

    def end(self, reason: str) -> None:
        """The turn is over although nobody fell silent."""
        self.is_over, self._stopped = True, reason != "asked"
        self._silent = not self._endpoint.started
        self._over(self._end_s, self._tally.duration_s, reason)

    def answer(self) -> Answered:
        """What was said."""
        found = None if self._silent else self._all()
        if found is None or not found.analysis.words:
            nothing = StyleReading("unsure", NO_STYLE, reason="nothing was said")
            return Answered("", nothing, silent=True, endpoint=not self._stopped)
        analysis = found.analysis
        text = " ".join(turn.text for turn in analysis.turns)
        self._tell("transcript", {"text": text})
        return Answered(text, found.style, analysis, self._tally.samples, endpoint=not self._stopped)

    @property
    def _end_s(self) -> float:
        """The last speech that was heard."""
        if self._paused_s is not None:
            return self._paused_s
        return self._tally.duration_s if self._endpoint.started else 0.0

    def _happened(self, moment: Moment) -> None:
        if moment.kind == "started":
            self._started_s = moment.at_s
            self._event("speech_started", moment.at_s)
        if moment.kind in ("started", "resumed"):
            self._paused_s, self._run_since_s = None, moment.at_s
        elif moment.kind == "paused":
            self._paused_s = moment.at_s
            self._settle()
            self._ahead.prepare(self._glimpse(*self._ear.so_far()))
        else:
            self.is_over, self._silent = True, moment.kind == "nobody"
            self._over(moment.at_s, moment.told_s, str(moment.reason))

    def _settle(self) -> None:
        """Begin a new window where the words before the last pause are known for good."""
        # A window that became full since may hold words from behind that pause.
        at_s = self._ahead.settle() if len(self._full) == self._full_at_pause else None
        if at_s is not None:
            self._ear.cut(at_s)
            self._full.clear()
        self._full_at_pause = len(self._full)

    def _over(self, at_s: float, told_s: float, reason: str) -> None:
        if self._endpoint.started and not self._silent:
            self._event("speech_stopped", at_s)
        self._tell("turn_ended", {"silence_s": round(max(0.0, told_s - at_s), 3), "reason": reason})

    def _event(self, name: str, at_s: float) -> None:
        ago_s = time.monotonic() - self._first_s - at_s
        self._tell(name, {"at_s": round(at_s, 3), "ago_s": round(ago_s, 3)})

    def _all(self) -> Prepared:
        """Everything that was heard, analysed; the ear has finished then."""
        if self._whole is None:
            spoken_on = self._paused_s is None
            heard, last = self._ear.finish()
            self._whole = self._ahead.whole(self._glimpse(heard, last), spoken_on=spoken_on)
        return self._whole

    def _glimpse(self, heard: Heard, rest: tuple[Window, ...]) -> Glimpse:
        device = self.microphone.device if self.microphone else ""
        facts = self._tally.facts(self.microphone)
        return Glimpse(self._end_s, heard, tuple(self._full), rest, facts, device)


class _Tally:
    """The samples of a turn, and what is known of them."""

    def __init__(self) -> None:
        self._chunks: list[Samples] = []
        self._count = 0
        self._clipped = 0
        self._total = 0.0
        self._hash = hashlib.sha256()

    @property
    def duration_s(self) -> float:
        return self._count / RATE_HZ

    @property
    def samples(self) -> Samples:
        return np.concatenate([np.zeros(0, np.float32), *self._chunks])

    def add(self, samples: Samples) -> None:
        self._chunks.append(samples)
        self._count += len(samples)
        self._clipped += clipped_samples(samples[None])
        self._total += float(samples.sum(dtype=np.float64))
        self._hash.update(samples.tobytes())

    def facts(self, microphone: MicrophoneFacts | None) -> MediaFacts:
        """As of a recording: the hash is that of the samples."""
        count = max(1, self._count)
        lost: tuple[str, ...] = ()
        if microphone and microphone.overruns:
            lost = (f"sound was lost {microphone.overruns} times ({microphone.lost_s:.1f} s of it known)",)
        return MediaFacts(
            self._hash.hexdigest(), self.duration_s, RATE_HZ, 1, self._clipped / count, self._total / count, lost
        )
