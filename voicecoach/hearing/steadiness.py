"""Steadiness: where the voice holds still, as in a filler or a drawn-out vowel.

Conventions
    Frames are those of what was heard. Pitch is in semitones from the speaker's median.
Measures
    listen         the tracks that fillers and drawn-out words are looked for in; None without speech.
    steady_end     the longest stretch from a frame on whose pitch lies along a nearly level line and whose level rises
                   once: small change of pitch and of sound is what tells fillers (Goto, Itou & Hayamizu 1999).
    steady_s       length of the longest such stretch in a span.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pauses import noise_floor_db, quiet_between_db, speech_level_db
from voicecoach.hearing.pitch import runs
from voicecoach.tracks import Values
from voicecoach.units import hz_to_semitones, power_to_db

LEAST_STEADY_S = 0.2
"""Shortest steady stretch: a stressed vowel of fluent speech lasts 0.1 to 0.15 s, and most fillers 0.2 s or more (own
proposal)."""

MOST_STEADY_S = 1.5
"""Longest: beyond it somebody hums or sings (own proposal)."""

STEADY_SLOPE_ST_S = 8.0
"""Steepest pitch of a filler, semitones a second: fillers fall slowly, by 1 or 2 semitones in all, where accents move
by 10 to 50 a second ('t Hart, Collier & Cohen 1990); the value is an own proposal between the two."""

STEADY_SD_ST = 0.6
"""Most that pitch strays from its line, semitones: under half of the smallest movement that is told from another in
speech, 1.5 to 2 ('t Hart 1981); the value is an own proposal."""

RISE_DB = 4.0
"""A level that falls and then rises by more starts a new syllable: twice the dip that separates two (Mermelstein
1975), since frames of 25 ms waver with the pulses of the voice."""

AUDIBLE_DB = 6.0
"""How far above the noise floor a sound without pitch lies at least: steady noise varies by about 5 dB."""

_PITCH_GAP_S = 0.03
_ONSET_S = 0.1
_SMOOTH_FRAMES = 5
_STEP_FRAMES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """The tracks in which steady voice is looked for, one value a frame."""

    hop_s: float
    voiced: NDArray[np.bool_]
    """Short breaks filled in."""
    semitones: Values
    """Relative to the speaker's median, interpolated where there is no voice."""
    level_db: Values
    """Mean over 50 ms."""
    alpha_db: Values
    """Alpha ratio."""
    audible: NDArray[np.bool_]
    """Voiced, or loud enough to be no noise."""
    speech_db: float
    """Level of the voiced speech."""

    def span(self, start: int, end: int) -> Span:
        """Frames as time: frame i stands for the 10 ms around its centre."""
        return Span(round(max(0.0, (start - 0.5) * self.hop_s), 3), round(max(0.0, (end - 0.5) * self.hop_s), 3))

    def frames(self, span: Span) -> slice:
        """The frames that a time covers."""
        last = len(self.voiced)
        first, end = round(span.start_s / self.hop_s + 0.5), round(span.end_s / self.hop_s + 0.5)
        return slice(min(max(first, 0), last), min(max(end, 0), last))


def listen(heard: Heard) -> Sound | None:
    """The tracks; None where there is no speech to compare them with."""
    speech_db, floor_db = speech_level_db(heard), noise_floor_db(heard)
    if speech_db is None or floor_db is None:
        return None
    hop_s, level_db, f0_hz = heard.level.hop_s, heard.level.values, heard.f0.values
    has_pitch = ~np.isnan(f0_hz)
    semitones = hz_to_semitones(f0_hz, float(np.median(f0_hz[has_pitch])))
    frames = np.arange(len(f0_hz))
    voiced = bridged(has_pitch, round(_PITCH_GAP_S / hop_s))
    return Sound(
        hop_s=hop_s,
        voiced=voiced,
        semitones=np.interp(frames, frames[has_pitch], semitones[has_pitch]),
        level_db=_smooth(level_db),
        alpha_db=power_to_db(heard.high.values) - power_to_db(heard.low.values),
        audible=voiced | (level_db >= max(quiet_between_db(speech_db, floor_db), floor_db + AUDIBLE_DB)),
        speech_db=speech_db,
    )


def steady_end(sound: Sound, start: int, end: int) -> int:
    """The end of the longest steady stretch from `start` on; `start` where there is none of `LEAST_STEADY_S`."""
    frames = min(end - start, round(MOST_STEADY_S / sound.hop_s))
    least = round(LEAST_STEADY_S / sound.hop_s)
    if frames < least:
        return start
    slopes_st_s, strays_st = _lines(sound.semitones[start : start + frames], sound.hop_s)
    steady = (np.abs(slopes_st_s) <= STEADY_SLOPE_ST_S) & (strays_st <= STEADY_SD_ST)
    steady &= _rises_db(sound.level_db[start : start + frames], round(_ONSET_S / sound.hop_s)) <= RISE_DB
    ends = np.flatnonzero(steady[least - 1 :])
    return start + least + int(ends[-1]) if len(ends) else start


def steady_s(sound: Sound, span: Span) -> float:
    """Length of the longest steady voice in a span; 0 where there is none of `LEAST_STEADY_S`."""
    frames = sound.frames(span)
    longest = 0
    for first, last in runs(sound.voiced[frames]):
        starts = range(frames.start + first, frames.start + last, _STEP_FRAMES)
        longest = max([longest, *(steady_end(sound, start, frames.start + last) - start for start in starts)])
    return longest * sound.hop_s


def voice_end(sound: Sound, start: int) -> int:
    """Where the voice that goes on at `start` ends."""
    silent = np.flatnonzero(~sound.voiced[start:])
    return start + int(silent[0]) if len(silent) else len(sound.voiced)


def bridged(flags: NDArray[np.bool_], frames: int) -> NDArray[np.bool_]:
    """The same with breaks of up to some frames filled in, but not at the ends."""
    filled = flags.copy()
    for start, end in runs(~flags):
        if end - start <= frames and start > 0 and end < len(flags):
            filled[start:end] = True
    return filled


def _lines(semitones: Values, hop_s: float) -> tuple[Values, Values]:
    """For each length of a stretch: slope of the line of least squares, and the standard deviation around it."""
    count = np.arange(1, len(semitones) + 1)
    times_s = np.arange(len(semitones)) * hop_s
    middle_s, middle_st = np.cumsum(times_s) / count, np.cumsum(semitones) / count
    spread = np.cumsum(times_s**2) / count - middle_s**2
    shared = np.cumsum(times_s * semitones) / count - middle_s * middle_st
    slopes = shared / np.where(count > 1, spread, np.inf)
    left = np.cumsum(semitones**2) / count - middle_st**2 - slopes * shared
    return slopes, np.sqrt(np.maximum(left, 0.0))


def _rises_db(level_db: Values, onset: int) -> Values:
    """For each length of a stretch: how far the level rises again after it has fallen."""
    loudest = int(np.argmax(level_db[:onset]))
    after_db = level_db[loudest:]
    rises = np.maximum.accumulate(after_db - np.minimum.accumulate(after_db))
    return np.concatenate((np.zeros(loudest), rises))


def _smooth(values: Values) -> Values:
    half = _SMOOTH_FRAMES // 2
    padded = np.pad(values, half, mode="edge")
    return np.asarray(np.convolve(padded, np.full(_SMOOTH_FRAMES, 1 / _SMOOTH_FRAMES), mode="valid"))
