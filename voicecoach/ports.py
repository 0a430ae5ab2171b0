"""What the program needs from outside, as small as it can be said.

Each port has a public fake in `voicecoach.fakes` and a real adapter in `voicecoach.adapters`; both pass the same
contract tests.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import AudioChunk, Samples, Sound, Span
from voicecoach.baseline import Baseline
from voicecoach.history import (
    ALL,
    Came,
    Chosen,
    Erasure,
    Holdings,
    Outcome,
    Rating,
    Rung,
    Session,
    SessionEntry,
    Take,
    TakeSummary,
)
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
    def setting(self) -> str:
        """All that the texts depend on beside the windows, in any words: the same setting gives the same texts."""

    @property
    def language(self) -> str:
        """ISO 639-1 code of what is being recognised; empty before the first window was heard."""

    def new_recording(self, language: str = "") -> None:
        """Forget the language of the last recording; `language` is that of the next one, empty where not known."""

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

    def finish(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the last samples, or none; the last frames. Nothing may be pushed afterwards."""


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


class History(Protocol):
    """Remembers what was practised. What a call has returned from is kept, whatever happens next.

    Every call raises `HistoryError` when the history can't be read or written; one that names a session, take or
    rung also where there is none of that name.
    """

    def begin(self, session: Session) -> None:
        """Keep a session that has started. It stays open until `end`, or becomes interrupted when its program dies.

        Raises:
            HistoryError: When there is one of its identifier already.
        """

    def end(self, session_id: str, ended_at: str, came: Came | None = None) -> Session:
        """Close a session: it is done; `came` says how its scene came out, where it came to its end."""

    def reopen(self, session_id: str) -> Session:
        """Go on with a session that was interrupted: it is open again.

        Raises:
            HistoryError: When it is not interrupted, or another program is at work on it.
        """

    def rate(self, session_id: str, *, before: int | None = None, after: int | None = None) -> Session:
        """Keep the distress before or after a session, 0 to 100; None leaves what is there."""

    def add_take(self, take: Take, outcome: Outcome, audio: Samples | Sound | None = None) -> Take:
        """Keep a take of a session, whole or not at all; gives it as it is kept.

        Args:
            take: The take; its `audio` is set by the history.
            outcome: What lists and charts will show of it.
            audio: Its sound, mono at `units.RATE_HZ`, kept with 16 bits; None keeps no sound.

        Raises:
            HistoryError: When it can't be kept, or a `Sound` is not as long as it says.
        """

    def persons(self) -> tuple[str, ...]:
        """Everybody of whom anything is kept, sorted."""

    def session(self, session_id: str) -> SessionEntry:
        """One session."""

    def sessions(self, chosen: Chosen = ALL) -> tuple[SessionEntry, ...]:
        """Sessions, the newest first."""

    def takes(self, session_id: str) -> tuple[Take, ...]:
        """The takes of a session with their documents, in the order they were made."""

    def summaries(self, chosen: Chosen = ALL, session_id: str | None = None) -> tuple[TakeSummary, ...]:
        """What charts need of the takes, in the order they were made; of one session where it is named."""

    def audio(self, take_id: str) -> Samples | None:
        """The sound of a take; None where none is kept."""

    def add_rung(self, rung: Rung, at: str) -> None:
        """Put a situation on the ladder; its first rating is of that time."""

    def rungs(self, person: str) -> tuple[Rung, ...]:
        """A person's ladder, the easiest first."""

    def rate_rung(self, rung_id: str, suds: int, at: str) -> Rung:
        """Rate a situation anew, 0 to 100."""

    def rung_done(self, rung_id: str, at: str) -> Rung:
        """Keep that a situation was done in real life."""

    def ratings(self, person: str) -> tuple[Rating, ...]:
        """All ratings of a person's ladder, the oldest first."""

    def save_baseline(self, baseline: Baseline) -> None:
        """Keep a baseline; earlier ones stay."""

    def baseline(self, person: str, device: str) -> Baseline | None:
        """The newest baseline of a person at a device; None where there is none."""

    def baselines(self, person: str) -> tuple[Baseline, ...]:
        """All baselines of a person, the oldest first."""

    def preview(self, erasure: Erasure) -> Holdings:
        """What an erasure would delete; nothing is changed. Nobody's and nothing's holdings are empty, no error."""

    def erase(self, erasure: Erasure) -> Holdings:
        """Delete for good what is named, with all that hangs on it, and say what it was."""


@dataclass(frozen=True, slots=True)
class MicrophoneFacts:
    """What is known of a microphone while it is listened to, and afterwards."""

    device: str
    """Name of the device, as the system has it."""
    rate_hz: int
    """Rate that it was opened at; 0 before it was."""
    channels: int
    """Channels that it was opened with; 0 before it was."""
    overruns: int = 0
    """How often sound was lost because it was not fetched in time."""
    lost_s: float = 0.0
    """Seconds of lost sound that are known; silence stands in for them, so that times stay true."""


class Microphone(Protocol):
    """A microphone. It may be listened to several times, but once at a time."""

    def chunks(self) -> Generator[AudioChunk, None, None]:
        """Listen: the sound as it is spoken, mono at `units.RATE_HZ`, in order, without gap or overlap.

        Every call opens the device anew and starts at sample 0; closing the iterator closes the device. It ends after
        `stop`, once everything that was heard until then was handed on.

        Raises:
            DeviceError: When the device is missing, refuses, or goes away; what was heard before was handed on.
        """

    def stop(self) -> None:
        """Stop listening; may be called from any thread, and does nothing where nobody listens."""

    def facts(self) -> MicrophoneFacts:
        """What is known so far."""


Pitch = Literal["any", "low", "high"]
"""How high a voice is."""


class Voice(Protocol):
    """Speaks lines: the partner's voice. Any thread may ask, several at once too."""

    @property
    def name(self) -> str:
        """What speaks, to be shown."""

    def say(self, text: str) -> tuple[Samples, int]:
        """Speak a line.

        Args:
            text: Plain text of a sentence or a few; nothing in it is a command or markup.

        Returns:
            The sound, mono, and its rate in hertz; no samples for a text without letters or digits.

        Raises:
            VoiceError: When the voice can't be loaded or fails; the line can still be shown.
        """


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a sound that was played. Times are seconds of `time.monotonic`."""

    started_s: float
    """When its first sample was heard, as far as the device tells how long it takes."""
    ended_s: float
    """When its last sample was heard; for a sound that was stopped, the last before it was faded out."""
    whole: bool
    """Whether it was played to its end."""

    @property
    def duration_s(self) -> float:
        """How long it was heard."""
        return self.ended_s - self.started_s


def never() -> bool:
    """Never stop."""
    return False


class Speaker(Protocol):
    """A loudspeaker or headphones. It plays one sound at a time."""

    @property
    def name(self) -> str:
        """What it is, as the system has it."""

    def play(self, samples: Samples, rate_hz: int, stop: Callable[[], bool] = never) -> Played:
        """Play a sound, and come back when it was heard.

        Args:
            samples: The sound, mono; none are played at once, without any device.
            rate_hz: Its rate in hertz.
            stop: Asked all the time; the sound fades out soon after it says yes. So any thread can stop it by an event.

        Raises:
            DeviceError: When the device is missing, refuses, or goes away, or plays something else.
        """


@runtime_checkable
class ChannelRecording(Recording, Protocol):
    """A recording whose channels can be heard one by one."""

    def channel_levels(self) -> NDArray[np.float64]:
        """The level of each channel, decibels re full scale, shape (channels, frames) every `CHANNEL_HOP_S`.

        Raises:
            MediaError: When nothing can be read.
        """

    def of_channel(self, channel: int) -> Recording:
        """One of its channels, counted from 0, as a recording."""
