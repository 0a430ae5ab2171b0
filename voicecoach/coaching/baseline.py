"""Baseline: what is usual for a speaker, and whether a recording can be compared with it.

Conventions
    A measure that too few sentences have is absent. Questions do not count for the pitch at the end.
    Measures of time (`noise.OF_TIME`) hold inside sentences: gaps between them say how a calibration was read.
    Vocal effort is known twice: of the full band, and of what a telephone leaves, with which a telephone is compared.
Measures
    median, spread   of a measure over the sentences: the median, and 1.4826 times the median distance from it, which
                     is the standard deviation where the values are normally distributed (Rousseeuw & Croux 1993).
    counts           fillers and stops inside phrases are too rare for a median: all of them over all the time, with
                     the spread of a count in a sentence of mean length (Poisson), the root of its mean.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from voicecoach.baseline import Baseline, Setup, Usual
from voicecoach.coaching.bands import MIN_SENTENCE_S
from voicecoach.coaching.voice import phrase_pauses
from voicecoach.hearing.bandwidth import is_narrow_band
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.pauses import noise_floor_db, speech_level_db
from voicecoach.hearing.profile import alpha_ratio_db
from voicecoach.prosody import Pause, Prosody
from voicecoach.session import Sentence
from voicecoach.transcript import is_question
from voicecoach.units import per_minute

MIN_SENTENCES = 5
"""Fewer sentences have no median worth the name: one odd one of four moves it (own proposal)."""

MIN_CALIBRATION_S = 15.0
"""Speech below which nothing is usual: MIN_SENTENCES short sentences (own proposal)."""

MEDIANS: Final = (
    "speech_rate_wpm",
    "articulation_rate_syl_s",
    "end_fade_db",
    "alpha_ratio_db",
    "alpha_ratio_phone_db",
    "f0_sd_semitones",
    "final_pitch_semitones",
    "speaking_share",
    "level_db",
)
"""Measures of which a baseline holds the median."""

OF_THE_MICROPHONE: Final = frozenset({"level_db", "alpha_ratio_db"})
"""Measures that another microphone changes."""

OF_THE_GAIN: Final = frozenset({"level_db", "end_fade_db"})
"""Measures that a gain control changes."""

MOVED_DB = 4.0
"""Change of level or noise that asks for a reason: half or double the distance, or the pressure (inverse distance law).

Speech of one person at one microphone wanders by 1 to 2 dB from take to take."""

TOGETHER_DB = 3.0
"""Level and noise moved alike when they did so within this: half the power (own proposal)."""

EFFORT_PER_DB = 0.42
"""How much the alpha ratio moves with each decibel of loudness at least: 11.7 dB over 28 dB in men, 19.0 in women
(Sundberg & Nordenberg 2006)."""

VOICE_SHARE = 0.5
"""Share of that movement which must be heard before a change of level is taken for the voice (own proposal)."""

_NORMAL = 1.4826


@dataclass(frozen=True, slots=True)
class Calibration:
    """When, by whom and how a calibration was made."""

    made_at: str
    """Date and time, ISO 8601, UTC."""
    person: str = "me"
    setup: Setup = field(default_factory=Setup)
    narrow_band: bool | None = None
    """Whether the sound ends where a telephone's does, so that vocal effort can't be heard; None where too little was
    heard to tell."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not as it was at the calibration."""

    what: str
    """`device`, `gain control`, `gain` or `distance`."""
    reason: str
    """In words, with what is left out because of it."""
    measures: frozenset[str]
    """What can't be compared any more."""


def baseline_of(sentences: Sequence[Sentence], pauses: Sequence[Pause], made: Calibration) -> Baseline | None:
    """What is usual for a speaker, from a calibration.

    Args:
        sentences: The sentences of the calibration, with their measures.
        pauses: All pauses of the recording, silent and filled.
        made: When, by whom and how it was made.

    Returns:
        The baseline, without vocal effort in the narrow band of a telephone; None with fewer than `MIN_SENTENCES`
        sentences of `MIN_SENTENCE_S` or less than `MIN_CALIBRATION_S` of speech.
    """
    long = [(one, _spoken_s(one.prosody)) for one in sentences if _spoken_s(one.prosody) >= MIN_SENTENCE_S]
    speech_s = sum(seconds for _, seconds in long)
    if len(long) < MIN_SENTENCES or speech_s < MIN_CALIBRATION_S:
        return None
    kept = [one for one, _ in long]
    heard = [name for name in MEDIANS if name != "alpha_ratio_db" or not made.narrow_band]
    measures = {name: usual for name in heard if (usual := _usual(_values(name, kept)))}
    inside = [pause for pause in pauses if any(one.span.overlap_s(pause.span) > 0 for one in kept)]
    filled = [pause for pause in pauses if pause.kind == "filled"]
    time_s = sum(one.span.duration_s for one in kept)
    measures["phrase_pauses_per_min"] = _count(len(phrase_pauses(inside)), time_s, len(kept))
    measures["filled_pauses_per_min"] = _count(len(filled), time_s, len(kept))
    return Baseline(
        made_at=made.made_at,
        person=made.person,
        device=made.setup.device,
        speech_s=round(speech_s, 2),
        measures=measures,
        noise_floor_db=made.setup.noise_floor_db,
        gain_control=made.setup.gain_control,
    )


def setup_of(heard: Heard, gain_control: bool | None, device: str = "") -> Setup:
    """How a recording was made, from what was heard and the name of the microphone."""
    narrow = bool(is_narrow_band(heard))
    return Setup(
        device=device,
        level_db=speech_level_db(heard),
        noise_floor_db=noise_floor_db(heard),
        alpha_ratio_db=alpha_ratio_db(heard, heard.spans, phone=narrow) if heard.spans else None,
        narrow_band=narrow,
        gain_control=gain_control,
    )


def what_changed(baseline: Baseline, now: Setup) -> tuple[Change, ...]:
    """What is not as it was at the calibration, with the reason; () where everything is.

    Level and room are looked at only with the same microphone and gain control. A voice that grows louder grows
    brighter too; a level that moves without that is another distance, and one that takes the noise along another gain.
    """
    if baseline.device != now.device:
        was, is_now = baseline.device or "a file", now.device or "a file"
        reason = f"the calibration was made with {was}, this recording with {is_now}"
        return (Change("device", f"{reason}: loudness and effort are not compared with it", OF_THE_MICROPHONE),)
    if None not in (baseline.gain_control, now.gain_control) and baseline.gain_control != now.gain_control:
        was, is_now = ("on", "off") if baseline.gain_control else ("off", "on")
        reason = f"the microphone's own gain control was {was} at the calibration and is {is_now} now"
        return (Change("gain control", f"{reason}: loudness and fades are not compared with it", OF_THE_GAIN),)
    return tuple(change for change in (_moved(baseline, now),) if change is not None)


def comparable(baseline: Baseline, now: Setup) -> tuple[Baseline, tuple[Change, ...]]:
    """The baseline without the measures that can't be compared with this recording, and why they can't.

    Its vocal effort is that of the recording's own band.
    """
    baseline = _in_its_band(baseline, narrow=now.narrow_band)
    changes = what_changed(baseline, now)
    lost = frozenset[str]().union(*(change.measures for change in changes))
    if now.gain_control:
        lost |= {"level_db"}
    kept = {name: usual for name, usual in baseline.measures.items() if name not in lost}
    return replace(baseline, measures=kept), changes


def _in_its_band(baseline: Baseline, *, narrow: bool) -> Baseline:
    """The baseline with the vocal effort of one band, under its one name."""
    kept = dict(baseline.measures)
    phone = kept.pop("alpha_ratio_phone_db", None)
    if narrow:
        kept.pop("alpha_ratio_db", None)
        if phone is not None:
            kept["alpha_ratio_db"] = phone
    return replace(baseline, measures=kept)


def _moved(baseline: Baseline, now: Setup) -> Change | None:
    """Another gain or another distance; None where the level is as before or the voice itself explains it."""
    usual = baseline.measures.get("level_db")
    if usual is None or now.level_db is None:
        return None
    level_db = now.level_db - usual.median
    floors = (baseline.noise_floor_db, now.noise_floor_db)
    floor_db = None if floors[0] is None or floors[1] is None else floors[1] - floors[0]
    if abs(level_db) < MOVED_DB:
        return None
    how = f"{abs(level_db):.0f} dB {'louder' if level_db > 0 else 'quieter'} than at the calibration"
    if floor_db is not None and abs(floor_db) >= MOVED_DB and abs(level_db - floor_db) <= TOGETHER_DB:
        reason = f"voice and room are both {how}: the gain was changed, so loudness is not compared"
        return Change("gain", reason, frozenset({"level_db"}))
    bright = baseline.measures.get("alpha_ratio_db")
    if bright is None or now.alpha_ratio_db is None:
        reason = f"the voice is {how}; without its effort, voice and distance can't be told apart"
        return Change("distance", f"{reason}, so loudness is not compared", frozenset({"level_db"}))
    if (now.alpha_ratio_db - bright.median) / level_db >= VOICE_SHARE * EFFORT_PER_DB:
        return None
    reason = f"the voice is {how}, but no {'brighter' if level_db > 0 else 'duller'}: the distance to the microphone"
    return Change("distance", f"{reason} or its gain changed, so loudness is not compared", frozenset({"level_db"}))


def _spoken_s(prosody: Prosody) -> float:
    """Seconds of speech in a sentence, from its rate; 0 where that is not known."""
    if not prosody.articulation_rate_syl_s:
        return 0.0
    return prosody.syllables / prosody.articulation_rate_syl_s


def _values(name: str, sentences: Iterable[Sentence]) -> list[float]:
    values = [
        getattr(one.prosody, name) for one in sentences if name != "final_pitch_semitones" or not is_question(one.text)
    ]
    return [value for value in values if value is not None]


def _usual(values: Sequence[float]) -> Usual | None:
    if len(values) < MIN_SENTENCES:
        return None
    median = float(np.median(values))
    spread = _NORMAL * float(np.median(np.abs(np.asarray(values) - median)))
    return Usual(round(median, 3), round(spread, 3), len(values))


def _count(count: int, time_s: float, sentences: int) -> Usual:
    spread = per_minute((count / sentences) ** 0.5, time_s / sentences) or 0.0
    return Usual(round(per_minute(count, time_s) or 0.0, 3), round(spread, 3), sentences)
