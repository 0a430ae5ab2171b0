"""Fakes for recordings of several speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples, Span
from voicecoach.fakes.recording import FakeRecording
from voicecoach.hearing.channels import ChannelMeter
from voicecoach.speakers import SpeakerSpan, letter
from voicecoach.units import RATE_HZ


class FakeDiarizer:
    """A diarizer that knows beforehand who speaks when; it counts the samples and does not listen.

    Args:
        spans: Who speaks when; speakers are named anew in the order in which they first speak.
    """

    def __init__(self, spans: Iterable[SpeakerSpan] = ()) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start_s, span.end_s))
        self._samples = 0
        self.asked: list[int | None] = []
        """The number of speakers of each call of `finish`."""

    def push(self, samples: Samples) -> None:
        """Take the next samples."""
        self._samples += len(samples)

    def finish(self, speakers: int | None) -> tuple[SpeakerSpan, ...]:
        """The spans it knows, within what was pushed; those who are one too many are taken for the last speaker."""
        self.asked.append(speakers)
        end_s = self._samples / RATE_HZ
        inside = [replace(one, end_s=min(one.end_s, end_s)) for one in self._spans if one.start_s < end_s]
        names = list(dict.fromkeys(one.speaker for one in inside))
        most = len(names) if speakers is None else speakers
        number = {name: min(place, most - 1) for place, name in enumerate(names)}
        return _apart([replace(one, speaker=letter(number[one.speaker])) for one in inside])


class FakeChannels(FakeRecording):
    """A recording of several channels that are already in memory; heard as a whole it is their mean.

    Args:
        channels: The sound of each, of one length, mono at `units.RATE_HZ`.
        chunk_s: Length of the chunks it is handed on in.
    """

    def __init__(self, channels: Sequence[Samples], chunk_s: float = 1.0) -> None:
        super().__init__(np.mean(channels, axis=0, dtype=np.float32), chunk_s)
        self._channels = channels
        self._chunk_s = chunk_s

    def channel_levels(self) -> NDArray[np.float64]:
        """The level of each channel."""
        meter = ChannelMeter()
        meter.push(np.stack(self._channels), RATE_HZ)
        return meter.levels_db()

    def of_channel(self, channel: int) -> FakeRecording:
        """One of its channels, counted from 0."""
        return FakeRecording(self._channels[channel], self._chunk_s)


def _apart(spans: Sequence[SpeakerSpan]) -> tuple[SpeakerSpan, ...]:
    """Spans with those of one speaker joined that meet."""
    last: dict[str, SpeakerSpan] = {}
    joined: list[SpeakerSpan] = []
    for one in spans:
        before = last.get(one.speaker)
        if before is not None and one.start_s <= before.end_s:
            joined.remove(before)
            whole = Span(before.start_s, max(before.end_s, one.end_s))
            one = replace(one, start_s=whole.start_s, end_s=whole.end_s)  # noqa: PLW2901
        last[one.speaker] = one
        joined.append(one)
    return tuple(sorted(joined, key=lambda one: (one.start_s, one.end_s)))
