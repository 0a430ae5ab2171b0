"""Hearing a recording in which several speak: each channel by itself, or one sound and who speaks when.

A recording with a speaker a channel needs no model: each channel is heard and recognised alone, and what leaks into
it from another is no speech of its own. Any other is heard once, and the diarizer listens along.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import AudioChunk, Samples
from voicecoach.checkpoint import Checkpoint
from voicecoach.diarizing import Diarizer
from voicecoach.errors import MissingExtraError
from voicecoach.hearing.channels import CHANNEL_HOP_S, crosstalk, own_speech, speaking_channels
from voicecoach.hearing.ear import Ear, Heard
from voicecoach.hearing.taps import FILE_PITCH_BLOCK_S, Gathered
from voicecoach.hearing.voices import Voice, alone, by_channel, by_spans, whole
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.pipeline import Progress, Taken, take
from voicecoach.ports import ChannelRecording, MediaFacts, Recording, SpeechClassifier
from voicecoach.speakers import letter
from voicecoach.transcript import Transcript
from voicecoach.units import RATE_HZ

Mask = NDArray[np.bool_]
"""Yes or no every `CHANNEL_HOP_S`."""

NO_DIARIZER = "Install it with: pip install 'voicecoach[speakers]'"


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """A recording, heard and recognised, and taken apart by its speakers."""

    channels: tuple[Heard, ...]
    """What was heard of each channel, or of all as one."""
    voices: tuple[Voice, ...]
    transcript: Transcript
    """What was recognised, of all speakers; its words are not yet corrected."""
    stages_s: dict[str, float]
    is_by_channel: bool = False
    """Whether each speaker has a channel."""

    @property
    def whole(self) -> Heard:
        """All of its sound; that of several channels is made when it is asked for, since of hours it is large."""
        return whole(self.channels)


def one_voice(taken: Taken) -> Conversation:
    """A recording in which one speaks."""
    voice = alone(taken.heard, taken.transcript, letter(0))
    return Conversation((taken.heard,), (voice,), taken.transcript, taken.stages_s)


def take_conversation(
    recording: Recording,
    parts: Parts,
    options: AnalysisOptions,
    progress: Progress,
    checkpoint: Checkpoint | None = None,
) -> tuple[Conversation, MediaFacts]:
    """Hear and recognise a recording of as many speakers as the options say, but for what a checkpoint holds already.

    Raises:
        MediaError: When the recording can't be read.
        ModelError: When a model fails.
        MissingExtraError: When only a diarizer could tell the speakers apart, and none is installed.
    """
    if options.speakers == 1:
        taken = take(recording, _ear(parts), parts.transcriber, progress, checkpoint)
        return one_voice(taken), recording.facts()
    work = _Work(parts, progress, checkpoint)
    if isinstance(recording, ChannelRecording):
        clock = time.perf_counter()
        if found := _channels(recording, options):
            looked_s = time.perf_counter() - clock
            sounds = [recording.of_channel(channel) for channel in found]
            conversation = _channel_by_channel(sounds, tuple(found.values()), work)
            stages_s = {**conversation.stages_s, "decode": conversation.stages_s["decode"] + looked_s}
            return replace(conversation, stages_s=stages_s), sounds[0].facts()
    return _with_diarizer(recording, work, options)


def _channels(recording: ChannelRecording, options: AnalysisOptions) -> dict[int, tuple[Mask, Mask]]:
    """The channels with a speaker each, with what leaks into them and what is their own; none where there are others.

    The levels that tell are let go of, before recognition needs memory.
    """
    levels_db = recording.channel_levels()
    channels = speaking_channels(levels_db)
    if not channels or options.speakers not in (None, len(channels)):
        return {}
    masks = zip(crosstalk(levels_db, channels), own_speech(levels_db, channels), strict=True)
    return dict(zip(channels, masks, strict=True))


@dataclass(frozen=True, slots=True)
class _Work:
    """What takes part in the work, and who is told of it."""

    parts: Parts
    progress: Progress
    checkpoint: Checkpoint | None


def _channel_by_channel(sounds: Sequence[Recording], masks: Sequence[tuple[Mask, Mask]], work: _Work) -> Conversation:
    """Each channel as a recording of its own, one after the other."""
    taken: list[Taken] = []
    for number, sound in enumerate(sounds):

        def tell(done_s: float, all_s: float | None, before: int = number) -> None:
            one_s = all_s or 0.0
            work.progress((before * one_s + done_s) / len(sounds), all_s)

        ear = _ear(work.parts, OwnChannel(work.parts.classifier(), *masks[number]))
        taken.append(take(sound, ear, work.parts.transcriber, tell, work.checkpoint))
    heard = tuple(one.heard for one in taken)
    transcripts = [one.transcript for one in taken]
    stages_s = {stage: sum(one.stages_s[stage] for one in taken) for stage in taken[0].stages_s}
    return Conversation(heard, by_channel(heard, transcripts), _joined(transcripts), stages_s, is_by_channel=True)


def _with_diarizer(recording: Recording, work: _Work, options: AnalysisOptions) -> tuple[Conversation, MediaFacts]:
    """One sound, with the diarizer listening along."""
    parts = work.parts
    if parts.diarizer is None:
        raise MissingExtraError("Nothing here can tell the speakers of one channel apart.", NO_DIARIZER)
    diarizer = parts.diarizer(work.checkpoint)
    overheard = _Overheard(recording, diarizer)
    taken = take(overheard, _ear(parts), parts.transcriber, work.progress, work.checkpoint)
    clock = time.perf_counter()
    spans = diarizer.finish(options.speakers) if taken.heard.spans else ()
    stages_s = {**taken.stages_s, "speakers": time.perf_counter() - clock}
    voices = by_spans(taken.heard, taken.transcript, spans)
    return Conversation((taken.heard,), voices, taken.transcript, stages_s), recording.facts()


def _ear(parts: Parts, classifier: SpeechClassifier | None = None) -> Ear:
    """The ear for a recording of which nothing is shown before its end."""
    return Ear(classifier or parts.classifier(), Gathered(parts.tracker(), FILE_PITCH_BLOCK_S))


def _joined(transcripts: Sequence[Transcript]) -> Transcript:
    """The transcripts of all channels; the language is that of the most words."""
    most = max(transcripts, key=lambda one: len(one.words))
    words = sorted((word for one in transcripts for word in one.words), key=lambda word: word.start_s)
    notes = tuple(dict.fromkeys(note for one in transcripts for note in one.notes))
    return Transcript(tuple(words), most.language, most.model, notes)


class OwnChannel:
    """A speech classifier that knows which of a channel's sound is its own speaker's.

    Args:
        classifier: The classifier of the channel.
        leaking: Whether the channel holds another's voice only, every `CHANNEL_HOP_S`: that is no speech.
        own: Whether its own speaker is loud: that is.
    """

    def __init__(self, classifier: SpeechClassifier, leaking: Mask, own: Mask) -> None:
        self.frame_samples = classifier.frame_samples
        self._classifier = classifier
        self._leaking = leaking
        self._own = own
        self._frames = 0

    def push(self, samples: Samples) -> NDArray[np.float64]:
        """Take the next samples; the probability of speech for each frame that was completed."""
        return self._known(self._classifier.push(samples))

    def finish(self) -> NDArray[np.float64]:
        """The last frame, completed with silence."""
        return self._known(self._classifier.finish())

    def _known(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        frames = self._frames + np.arange(len(probabilities))
        self._frames += len(probabilities)
        at = ((frames + 0.5) * self.frame_samples / RATE_HZ / CHANNEL_HOP_S).astype(np.intp)
        return np.where(_at(self._own, at), 1.0, np.where(_at(self._leaking, at), 0.0, probabilities))


def _at(mask: Mask, frames: NDArray[np.intp]) -> Mask:
    """A mask at some frames; False after its end."""
    return np.append(mask, False)[np.minimum(frames, len(mask))]


class _Overheard:
    """A recording that somebody listens to on the side."""

    def __init__(self, recording: Recording, diarizer: Diarizer) -> None:
        self._recording = recording
        self._diarizer = diarizer

    @property
    def expected_duration_s(self) -> float | None:
        return self._recording.expected_duration_s

    def chunks(self) -> Iterator[AudioChunk]:
        for chunk in self._recording.chunks():
            self._diarizer.push(chunk.samples)
            yield chunk

    def facts(self) -> MediaFacts:
        return self._recording.facts()
