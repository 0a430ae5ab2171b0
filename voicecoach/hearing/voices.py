"""Voices: what is heard of each speaker of a recording, and what each of them said.

Conventions
    A voice holds nothing of another speaker: where only others speak, its sound is the room's, and where others speak
    too, its pitch is not known (the pitch of a mix is nobody's). A voice of its own channel needs no such mask.
    Speakers without a word have no voice.
Measures
    by_channel   each channel's words and sound; words and filled pauses that only leaked into a channel are left out,
                 and disfluencies are those of the words that stay.
    by_spans     a recording of one channel taken apart by who speaks when: a word or filled pause belongs to whoever
                 speaks most of it, or else to the nearest; then disfluencies, which would otherwise join two speakers.
    whole        all channels as one sound again: at each moment the loudest.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span
from voicecoach.disfluency import Disfluency
from voicecoach.hearing.disfluency import find_clusters, find_disfluencies
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pauses import noise_floor_db
from voicecoach.hearing.said import Said, make_out
from voicecoach.prosody import Pause
from voicecoach.speakers import SpeakerSpan, letter
from voicecoach.tracks import F0Track, LevelTrack, Track, Values
from voicecoach.transcript import Transcript, Word
from voicecoach.units import FLOOR_DB

FLOOR_PERCENT = 10
"""Percentile of the powers of a band that stands for the room, as `pauses.FLOOR_PERCENT` does for the level."""


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """One speaker of a recording."""

    speaker: str
    heard: Heard
    """What is heard of the speaker."""
    said: Said
    """What the speaker said."""
    others: tuple[Word, ...] = ()
    """What the others said, in order."""


def alone(heard: Heard, transcript: Transcript, speaker: str) -> Voice:
    """The voice of a recording in which one speaks."""
    return Voice(speaker, heard, make_out(heard, transcript))


def by_channel(heard: Sequence[Heard], transcripts: Sequence[Transcript]) -> tuple[Voice, ...]:
    """The voices of channels, named A, B, C in their order.

    Args:
        heard: What was heard of each channel, speech that leaked in left out.
        transcripts: What was recognised in each.
    """
    voices = []
    for number, (one, transcript) in enumerate(zip(heard, transcripts, strict=True)):
        voice = alone(one, transcript, letter(number))
        # Only now have the words their true times: the recogniser's begin where the pause before them does.
        own = tuple(word for word in voice.said.words if _meeting(word.span, one.spans))
        filled = tuple(pause for pause in voice.said.filled if _meeting(pause.span, one.spans))
        voices.append(replace(voice, said=_named(_saying(voice.said, one, own, filled), voice.speaker)))
    return _beside(voices)


def by_spans(heard: Heard, transcript: Transcript, spans: Sequence[SpeakerSpan]) -> tuple[Voice, ...]:
    """The voices of one sound.

    Args:
        heard: What was heard of everybody together.
        transcript: What was recognised.
        spans: Who speaks when, in order.
    """
    said = make_out(heard, transcript)
    if not spans:
        return _beside([Voice(letter(0), heard, said)])
    floor = _Floor(spans)
    words = [replace(word, speaker=floor.speaker_of(word.span)) for word in said.words]
    filled = [replace(pause, speaker=floor.speaker_of(pause.span)) for pause in said.filled]
    voices = []
    for speaker in sorted({span.speaker for span in spans}):
        mine = tuple(word for word in words if word.speaker == speaker)
        pauses = tuple(pause for pause in filled if pause.speaker == speaker)
        own = _masked(heard, speaker, spans)
        voices.append(Voice(speaker, own, _named(_saying(said, own, mine, pauses), speaker)))
    return _beside(voices)


def whole(heard: Sequence[Heard]) -> Heard:
    """Several channels of one recording as one sound.

    Raises:
        ValueError: When there is none.
    """
    if len(heard) == 1:
        return heard[0]
    frames = min(len(one.level.values) for one in heard)
    loudest = np.zeros(frames, np.uint16)
    level_db = heard[0].level.values[:frames].copy()
    for number, one in enumerate(heard[1:], 1):
        loudest[one.level.values[:frames] > level_db] = number
        np.maximum(level_db, one.level.values[:frames], out=level_db)

    def pick(tracks: Sequence[Track]) -> Values:
        chosen = tracks[0].values[:frames].copy()
        for number, track in enumerate(tracks[1:], 1):
            np.copyto(chosen, track.values[:frames], where=loudest == number)
        return chosen

    return Heard(
        duration_s=min(one.duration_s for one in heard),
        spans=_joined([span for one in heard for span in one.spans]),
        level=LevelTrack(level_db, heard[0].level.hop_s),
        low=Track(pick([one.low for one in heard]), heard[0].low.hop_s),
        high=Track(pick([one.high for one in heard]), heard[0].high.hop_s),
        phone_low=Track(pick([one.phone_low for one in heard]), heard[0].phone_low.hop_s),
        phone_high=Track(pick([one.phone_high for one in heard]), heard[0].phone_high.hop_s),
        a_level=LevelTrack(pick([one.a_level for one in heard]), heard[0].a_level.hop_s),
        f0=F0Track(pick([one.f0 for one in heard]), heard[0].f0.hop_s),
        voicing=Track(pick([one.voicing for one in heard]), heard[0].voicing.hop_s),
    )


class _Floor:
    """Who has the floor when.

    Args:
        spans: Who speaks when, in order; at least one.
    """

    def __init__(self, spans: Sequence[SpeakerSpan]) -> None:
        self._spans = spans
        self._longest_s = max(one.end_s - one.start_s for one in spans)
        self._names = dict.fromkeys(one.speaker for one in spans)

    def speaker_of(self, span: Span) -> str:
        """Whoever speaks most of a stretch; where nobody does, whoever speaks nearest to it."""
        first = bisect_left(self._spans, span.start_s - self._longest_s, key=lambda one: one.start_s)
        last = bisect_left(self._spans, span.end_s, lo=first, key=lambda one: one.start_s)
        shares = dict.fromkeys(self._names, 0.0)
        for one in self._spans[first:last]:
            shares[one.speaker] += one.span.overlap_s(span)
        best = max(shares, key=lambda speaker: shares[speaker])
        if shares[best] > 0:
            return best
        return min(self._spans, key=lambda one: max(one.start_s - span.end_s, span.start_s - one.end_s)).speaker


def _meeting(span: Span, spans: Sequence[Span]) -> Sequence[Span]:
    """Those that a span overlaps, of some that are in order and apart: hours have thousands, of which few are near."""
    first = bisect_right(spans, span.start_s, key=lambda one: one.end_s)
    last = bisect_left(spans, span.end_s, lo=first, key=lambda one: one.start_s)
    return [one for one in spans[first:last] if span.overlap_s(one) > 0]


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans with those joined that meet."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start_s <= joined[-1].end_s:
            joined[-1] = Span(joined[-1].start_s, max(joined[-1].end_s, span.end_s))
        else:
            joined.append(span)
    return tuple(joined)


def _masked(heard: Heard, speaker: str, spans: Sequence[SpeakerSpan]) -> Heard:
    """What is heard of one speaker alone."""
    mine, theirs = np.zeros(len(heard.level.values), bool), np.zeros(len(heard.level.values), bool)
    for one in spans:
        (mine if one.speaker == speaker else theirs)[heard.level.frames(one.span)] = True
    others = theirs & ~mine
    floor_db = noise_floor_db(heard)
    quiet = FLOOR_DB if floor_db is None else floor_db
    own = [one.span for one in spans if one.speaker == speaker]
    parts = [Span(max(a.start_s, b.start_s), min(a.end_s, b.end_s)) for a in own for b in _meeting(a, heard.spans)]
    return Heard(
        duration_s=heard.duration_s,
        spans=_joined(parts),
        level=LevelTrack(
            np.where(others, np.minimum(heard.level.values, quiet), heard.level.values), heard.level.hop_s
        ),
        low=_without(heard.low, others),
        high=_without(heard.high, others),
        phone_low=_without(heard.phone_low, others),
        phone_high=_without(heard.phone_high, others),
        a_level=LevelTrack(
            np.where(others, np.minimum(heard.a_level.values, quiet), heard.a_level.values), heard.a_level.hop_s
        ),
        f0=F0Track(np.where(theirs, np.nan, heard.f0.values), heard.f0.hop_s),
        voicing=Track(np.where(theirs, 0.0, heard.voicing.values), heard.voicing.hop_s),
    )


def _without(power: Track, others: NDArray[np.bool_]) -> Track:
    """The power of a band, the room's where only others speak."""
    if not others.any():
        return power
    floor = np.percentile(power.values, FLOOR_PERCENT)
    return Track(np.where(others, np.minimum(power.values, floor), power.values), power.hop_s)


def _saying(said: Said, own: Heard, words: tuple[Word, ...], filled: tuple[Pause, ...]) -> Said:
    """What one speaker said of all that was: some of the words and filled pauses, with their disfluencies.

    Args:
        said: All that was said.
        own: What is heard of the speaker.
        words: The speaker's, in order.
        filled: The speaker's filled pauses, in order.
    """
    found = find_disfluencies(own, words, said.silences, said.language)
    disfluencies = sorted((*found, *find_clusters(words, filled, found)), key=lambda one: (one.start_s, one.end_s))
    return replace(said, words=words, filled=filled, disfluencies=tuple(disfluencies))


def _named(said: Said, speaker: str) -> Said:
    """All that was said under the speaker's name."""
    return replace(
        said,
        words=tuple(replace(word, speaker=speaker) for word in said.words),
        filled=tuple(_of(pause, speaker) for pause in said.filled),
        disfluencies=tuple(_by(one, speaker) for one in said.disfluencies),
    )


def _of(pause: Pause, speaker: str) -> Pause:
    return replace(pause, speaker=speaker)


def _by(one: Disfluency, speaker: str) -> Disfluency:
    return replace(one, speaker=speaker)


def _beside(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices that said something, each with what the others said."""
    speaking = [voice for voice in voices if voice.said.words or voice.said.filled]
    every = sorted((word for voice in speaking for word in voice.said.words), key=lambda word: word.start_s)
    return tuple(
        replace(voice, others=tuple(word for word in every if word.speaker != voice.speaker)) for voice in speaking
    )
