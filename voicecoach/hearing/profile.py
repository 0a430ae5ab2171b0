"""Profile: all measures of one stretch of speech together.

Conventions
    A stretch's time runs from the first to the last of them.
    What can't be known is None. No words have an empty profile.
Measures
    level_db, level_a_db
                     mean power of the voiced frames, plain and A-weighted.
    level_sd_db      standard deviation of the level of voiced frames.
    end_fade_db      level of the voiced frames of a sentence before its end, less that of its last `END_S`
                     (mean power both); positive when the end is quieter. Over several sentences: the median.
    final_pitch_semitones
                     the median over the statements; over the questions where there is nothing else.
    alpha_ratio_db   energy of 1-5 kHz over that of 50-1000 Hz, voiced frames (see `level`).
    alpha_ratio_phone_db
                     energy of 1-3.4 kHz over that of 300-1000 Hz: what a telephone leaves of both.
    The others: see `pitch`, `rate`, `pauses`, `fillers`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voicecoach.audio import Span
from voicecoach.disfluency import Disfluency
from voicecoach.hearing import pitch, rate
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.nuclei import find_nuclei
from voicecoach.prosody import Pause, Prosody
from voicecoach.tracks import Values
from voicecoach.transcript import Word, is_question
from voicecoach.units import db_to_power, per_minute, power_to_db

END_S = 0.5
"""The end of a sentence: about its last two or three syllables' voiced time (own proposal)."""

MIN_END_FRAMES = 10
"""0.1 s of voice in the end, and three times that before it: else there is no fade to speak of (own proposal)."""


@dataclass(frozen=True, slots=True)
class ProfileOptions:
    """What can be measured in a recording, and what shall be."""

    language: str = "en"
    """ISO 639-1 code, for the syllables."""
    stutter_aware: bool = False
    """Whether repeats and elongations are left uncounted."""
    level_moves_freely: bool = True
    """False where a gain control evens out the level: then its spread and its fades are not known."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some speech without a break: a sentence or a turn."""

    sentences: tuple[tuple[Word, ...], ...]
    """Its words, sentence by sentence, filled pauses left out."""
    pauses: tuple[Pause, ...] = ()
    """Its silent and filled pauses."""
    excused: tuple[Pause, ...] = ()
    """Those of its pauses that neither count as pauses nor as time: blocks of somebody who stutters."""
    disfluencies: tuple[Disfluency, ...] = ()
    """Its disfluencies."""

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words in order; () for none."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def counted_pauses(self) -> tuple[Pause, ...]:
        """Its pauses without the excused ones."""
        return tuple(pause for pause in self.pauses if pause not in self.excused)

    @property
    def span(self) -> Span:
        """From its first to its last word or filled pause; an empty span at 0 for none."""
        edges = [word.span for word in self.words] + [p.span for p in self.pauses if p.kind == "filled"]
        if not edges:
            return Span(0.0, 0.0)
        return Span(min(edge.start_s for edge in edges), max(edge.end_s for edge in edges))

    @property
    def speaking_s(self) -> float:
        """Seconds of its time that are no pause."""
        return rate.speaking_s(self.span, self.pauses)


def profile(heard: Heard, stretches: Sequence[Stretch], options: ProfileOptions) -> Prosody:
    """Measure some speech; the time between the stretches does not count.

    Args:
        heard: What the ear found in the recording.
        stretches: The speech, in order.
        options: What can and shall be measured.

    Returns:
        The measures; an empty `Prosody` for no words.
    """
    words = [word for stretch in stretches for word in stretch.words]
    if not words:
        return Prosody()
    spans = [stretch.span for stretch in stretches]
    f0_hz, levels_db, levels_a_db = (
        np.concatenate([track.between(span) for span in spans]) for track in (heard.f0, heard.level, heard.a_level)
    )
    voiced_db = levels_db[~np.isnan(f0_hz)]
    enough = len(voiced_db) >= pitch.MIN_VOICED_FRAMES
    excused = [pause for stretch in stretches for pause in stretch.excused]
    pauses = [pause for stretch in stretches for pause in stretch.counted_pauses]
    silent = [pause for pause in pauses if pause.kind == "silent"]
    spoken = [sentence for stretch in stretches for sentence in stretch.sentences]
    sentences = [Stretch((sentence,)).span for sentence in spoken]
    statements = [Stretch((sentence,)).span for sentence in spoken if not is_question(sentence[-1].text)]
    time_s = sum(stretch.span.duration_s for stretch in stretches) - sum(pause.span.duration_s for pause in excused)
    speaking_s = sum(stretch.speaking_s for stretch in stretches)
    syllables = sum(
        rate.count(stretch.words, stretch.pauses, find_nuclei(heard, (stretch.span,)), options.language).syllables
        for stretch in stretches
    )
    counts = Counter(one.kind for stretch in stretches for one in stretch.disfluencies)
    return Prosody(
        f0_median_hz=_rounded(pitch.median_hz(f0_hz), 1),
        f0_sd_semitones=_rounded(pitch.sd_semitones(f0_hz), 2),
        f0_range_semitones=_rounded(pitch.range_semitones(f0_hz), 2),
        final_pitch_semitones=_median(
            [pitch.final_semitones(heard.f0.between(end), heard.f0.hop_s) for end in statements or sentences]
        ),
        level_db=_rounded(_mean_db(voiced_db), 2) if enough else None,
        level_a_db=_rounded(_mean_db(levels_a_db[~np.isnan(f0_hz)]), 2) if enough else None,
        level_sd_db=_rounded(float(np.std(voiced_db)), 2) if enough and options.level_moves_freely else None,
        end_fade_db=_median([end_fade_db(heard, one) for one in sentences]) if options.level_moves_freely else None,
        alpha_ratio_db=_rounded(alpha_ratio_db(heard, spans), 2),
        alpha_ratio_phone_db=_rounded(alpha_ratio_db(heard, spans, phone=True), 2),
        speech_rate_wpm=_rounded(rate.speech_rate_wpm(len(words), time_s), 1),
        articulation_rate_syl_s=_rounded(rate.articulation_rate_syl_s(syllables, speaking_s), 3),
        speaking_share=_rounded(speaking_s / time_s, 3) if time_s > 0 else None,
        silent_pauses_per_min=_rounded(per_minute(len(silent), time_s), 2),
        silent_pause_median_s=_median([pause.span.duration_s for pause in silent]),
        filled_pauses_per_min=_rounded(per_minute(len(pauses) - len(silent), time_s), 2),
        repeats_per_min=None if options.stutter_aware else _rounded(per_minute(counts["repeat"], time_s), 2),
        restarts_per_min=_rounded(per_minute(counts["restart"], time_s), 2),
        elongations_per_min=None if options.stutter_aware else _rounded(per_minute(counts["elongation"], time_s), 2),
        syllables=syllables,
        words=len(words),
    )


def end_fade_db(heard: Heard, span: Span) -> float | None:
    """How far the end of one sentence falls below the rest, in decibels; None where there is too little voice."""
    voiced = ~np.isnan(heard.f0.between(span))
    levels_db = heard.level.between(span)
    last = np.flatnonzero(voiced)
    if not len(last):
        return None
    start = max(0, int(last[-1]) + 1 - round(END_S / heard.level.hop_s))
    body, end = levels_db[:start][voiced[:start]], levels_db[start:][voiced[start:]]
    if len(end) < MIN_END_FRAMES or len(body) < 3 * MIN_END_FRAMES:
        return None
    return _mean_db(body) - _mean_db(end)


def alpha_ratio_db(heard: Heard, spans: Sequence[Span], *, phone: bool = False) -> float | None:
    """How much of the voice's energy lies above 1 kHz: a sign of its effort that no gain moves.

    Args:
        heard: What the ear found in the recording.
        spans: Where to look, at its voiced frames.
        phone: Whether to keep to what a telephone leaves, 300-3400 Hz; else to 50-5000 Hz.

    Returns:
        Energy above 1 kHz over that below, in decibels; None where there is too little voice.
    """
    voiced = ~np.isnan(np.concatenate([heard.f0.between(span) for span in spans]))
    bands = (heard.phone_low, heard.phone_high) if phone else (heard.low, heard.high)
    low, high = (np.concatenate([band.between(span) for span in spans])[voiced] for band in bands)
    below, above = (float(band.sum(dtype=np.float64)) for band in (low, high))
    if len(low) < pitch.MIN_VOICED_FRAMES or not below > 0 or not above > 0:
        return None
    return float(10.0 * np.log10(above / below))


def _mean_db(levels_db: Values) -> float:
    return float(power_to_db(np.mean(db_to_power(levels_db))))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(float(np.median(known)), 3) if known else None
