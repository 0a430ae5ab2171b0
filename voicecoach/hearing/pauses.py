"""Pauses: where the speaker stops, and for how long.

Conventions
    Times are seconds from the start of the recording; spans are half-open.
    Silence is measured in the signal, never read off the recogniser's word times, which swallow it.
    Silence before the first and after the last word is no pause. No speech has no pauses: ().
Measures
    quiet_level_db   the level below which a frame is quiet: `ABOVE_FLOOR_DB` over the noise floor, but never less
                     than `BELOW_SPEECH_DB` and never more than `NEAREST_SPEECH_DB` under the level of the speech.
    find_silences    stretches of `MIN_PAUSE_S` or more below that level. 0.15 s keeps the short end of the
                     distribution, which is log-normal with a foot near 0.1 s (Campione & Veronis 2002); the usual
                     0.25 s (Goldman-Eisler 1968) cuts it.
    silent_pauses    the silences between the words of a turn.
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span
from voicecoach.hearing.breath import holds_breath
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.phrases import place_of
from voicecoach.hearing.pitch import runs
from voicecoach.prosody import Pause
from voicecoach.tracks import LevelTrack
from voicecoach.transcript import Word
from voicecoach.units import FLOOR_DB, db_to_power, power_to_db

MIN_PAUSE_S = 0.15
"""Shortest silence that counts as a pause."""

CLICK_S = 0.04
"""A sound up to this long does not end a silence: clicks of tongue and lips, the release of a consonant before a pause
(own proposal)."""

BREATH_DB = 12.0
"""How far above the quiet level a breath reaches; without voice and up to `BREATH_S` long, it does not end a pause
(own proposal; breaths lie 20-35 dB below speech)."""

BREATH_S = 0.8
"""Longest breath between two silences: audible inhalations take 0.3-0.8 s."""

ABOVE_FLOOR_DB = 10.0
"""How far above the noise floor the quiet level lies: steady noise varies by about +-5 dB in 25 ms frames, and the
floor is taken low."""

BELOW_SPEECH_DB = 32.0
"""The quiet level lies at most this far below the speech: the weakest consonants are some 30 dB below vowels."""

NEAREST_SPEECH_DB = 15.0
"""The quiet level lies at least this far below the speech, or words would count as silence in a noisy place."""

FLOOR_PERCENT = 10
"""Percentile of the levels outside speech that is taken as the noise floor."""

_MIN_OUTSIDE_FRAMES = 20


def noise_floor_db(heard: Heard) -> float | None:
    """Level of the room, re full scale; None where nothing was recorded.

    Taken between the spans of speech; where speech leaves no room, the quietest 2 % of all frames stand in. Digital
    silence before and after all sound, as players and editors put it there, is no room.
    """
    levels = heard.level.values
    if not len(levels):
        return None
    sounding = np.flatnonzero(levels > FLOOR_DB + 1.0)
    outside = np.zeros(len(levels), dtype=bool)
    outside[slice(sounding[0], sounding[-1] + 1) if len(sounding) else slice(0)] = True
    for span in heard.spans:
        outside[heard.level.frames(span)] = False
    if np.count_nonzero(outside) >= _MIN_OUTSIDE_FRAMES:
        return float(np.percentile(levels[outside], FLOOR_PERCENT))
    return float(np.percentile(levels, 2))


def speech_level_db(heard: Heard) -> float | None:
    """Level of the voiced speech, re full scale (mean power); None where there is none."""
    return voice_level_db(heard, heard.level)


def voice_level_db(heard: Heard, level: LevelTrack) -> float | None:
    """The same of any level track on the frames of `heard.level`."""
    inside = np.zeros(len(level.values), dtype=bool)
    for span in heard.spans:
        inside[level.frames(span)] = True
    inside &= ~np.isnan(heard.f0.values)
    if not inside.any():
        return None
    return float(power_to_db(np.mean(db_to_power(level.values[inside]))))


def quiet_level_db(heard: Heard) -> float | None:
    """The level below which a frame is quiet; None where there is no speech to compare with."""
    speech_db, floor_db = speech_level_db(heard), noise_floor_db(heard)
    if speech_db is None or floor_db is None:
        return None
    return quiet_between_db(speech_db, floor_db)


def quiet_between_db(speech_db: float, floor_db: float) -> float:
    """The same from the level of the speech and the noise floor, both re full scale."""
    wanted_db = max(floor_db, FLOOR_DB) + ABOVE_FLOOR_DB
    return min(max(wanted_db, speech_db - BELOW_SPEECH_DB), speech_db - NEAREST_SPEECH_DB)


def find_silences(heard: Heard) -> tuple[Span, ...]:
    """All stretches of `MIN_PAUSE_S` or more below the quiet level, anywhere in the recording.

    At its very start and end any length counts: it is no pause, but the first and the last word must not swallow it.
    """
    quiet_db = quiet_level_db(heard)
    if quiet_db is None:
        return ()
    quiet = heard.level.values < quiet_db
    hop_s = heard.level.hop_s
    for start, end in runs(~quiet):
        if (end - start) * hop_s <= CLICK_S + hop_s / 2 and start > 0 and end < len(quiet):
            quiet[start:end] = True
    _join_over_breaths(quiet, heard, quiet_db)
    # Frame i stands for the 10 ms around its centre, as far as they were recorded.
    edges = (((start - 0.5) * hop_s, (end - 0.5) * hop_s) for start, end in runs(quiet))
    spans = (Span(max(0.0, start_s), min(heard.duration_s, end_s)) for start_s, end_s in edges)
    return tuple(
        span
        for span in spans
        if span.duration_s >= MIN_PAUSE_S - hop_s / 2 or span.start_s == 0.0 or span.end_s >= heard.duration_s - hop_s
    )


def _join_over_breaths(quiet: NDArray[np.bool_], heard: Heard, quiet_db: float) -> None:
    """Let weak sounds without voice be part of the pause that they interrupt, in place.

    At least one side must be long enough to be a pause itself, or the weak consonants of fluent speech would join.
    """
    levels_db, f0_hz, hop_s = heard.level.values, heard.f0.values, heard.level.hop_s
    least = round(MIN_PAUSE_S / hop_s)
    silences = runs(quiet)
    for (before, start), (end, after) in itertools.pairwise(silences):
        if (end - start) * hop_s > BREATH_S or max(start - before, after - end) < least:
            continue
        if np.isnan(f0_hz[start:end]).all() and levels_db[start:end].max() < quiet_db + BREATH_DB:
            quiet[start:end] = True


def silent_pauses(
    heard: Heard, silences: Sequence[Span], words: Sequence[Word], filled: Sequence[Pause], language: str
) -> tuple[Pause, ...]:
    """The silences of a turn, each with its place and whether a breath is heard in it.

    Args:
        heard: What the ear found.
        silences: All silences, in order.
        words: Words of one turn with corrected times, in order.
        filled: Its filled pauses, which may begin or end it.
        language: ISO 639-1 code.

    Returns:
        The pauses in order; () for no words.
    """
    if not words:
        return ()
    first_s = min(words[0].start_s, *(pause.start_s for pause in filled), math.inf)
    last_s = max(words[-1].end_s, *(pause.end_s for pause in filled), 0.0)
    return tuple(
        Pause(
            start_s=round(span.start_s, 3),
            end_s=round(span.end_s, 3),
            kind="silent",
            speaker=words[0].speaker,
            place=place_of(span, words, language),
            breath=holds_breath(heard, span),
        )
        for span in silences
        if span.start_s >= first_s and span.end_s <= last_s
    )
