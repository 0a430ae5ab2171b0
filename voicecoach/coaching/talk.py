"""A talk: its time, its pace, its longest run without a pause, how it opens and how it closes.

Conventions
    A talk lasts from its first to its last word. What can't be known, or is too little to tell, is None. Nothing here
    is a fault by itself: each is set beside what leaves it unsaid, and the one thing to change comes from the rules.
Measures
    timing        the length against the target; within `ON_TIME_SHARE` of it, `ON_TIME_S` at least, it is on time.
                  Words that are too many or too few: at the speaker's own pace in this talk.
    longest_run   words between two silences of `REST_S` or more; a filled pause is no rest for who listens.
    opening       the first `OPENING_S` beside the rest: words a minute (time between turns left out), level of the
                  sentences (mean power), filled pauses.
    closing       the last sentence: how its end falls off in level and moves in pitch.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from voicecoach.audio import Span
from voicecoach.coaching.bands import band
from voicecoach.coaching.live_cue import LONG_RUN_S
from voicecoach.coaching.noise import LEVEL_DB, PACE_SHARE
from voicecoach.document import Analysis
from voicecoach.hearing.rate import runs_of_words, speech_rate_wpm
from voicecoach.prosody import FinalMovement, Pause
from voicecoach.session import Sentence
from voicecoach.transcript import Word, is_question
from voicecoach.units import db_to_power, power_to_db

ON_TIME_SHARE = 0.05
"""Of the target: three seconds a minute, as speakers vary from one delivery to the next (own proposal)."""

ON_TIME_S = 15.0
"""Least room around a target: half of the 30 s that speaking clubs allow (own proposal)."""

REST_S = 0.25
"""Silence from which a listener has a rest: shorter ones belong to the sounds themselves (Goldman-Eisler 1968)."""

OPENING_S = 30.0
"""The opening: the time in which listeners make up their minds (thin slices of 30 s, Ambady & Rosenthal 1993)."""

LEAST_TALK_S = 60.0
"""Talk from which the opening can be told from the rest: as long again (own proposal)."""

LEAST_WORDS = 20
"""Words of a talk with a pace of its own: one more or less is 5 %, what a listener notices (Quene 2007)."""

TOLD_WORDS = 8
"""Words of a run that are told (own proposal): enough to find it."""

TimeVerdict = Literal["on_time", "over", "under"]
Side = Literal["faster", "slower"]
Level = Literal["quieter", "louder"]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a talk took."""

    start_s: float
    end_s: float
    talk_s: float
    target_s: float | None = None
    """What it should take; None where nobody said."""
    over_s: float | None = None
    """How much longer it took; negative where it was shorter."""
    verdict: TimeVerdict | None = None
    words_over: int | None = None
    """Words that are too many at this pace, negative where some are missing; None on time, or where pace is unknown."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words without a rest for who listens."""

    start_s: float
    end_s: float
    words: int
    text: str
    """Its first words."""
    is_long: bool
    """Whether a breath was due in it."""

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Opening:
    """The first half minute beside the rest."""

    start_s: float
    end_s: float
    speech_rate_wpm: float
    rest_wpm: float
    pace: Side | None
    """None where a listener would hardly notice the difference."""
    level_change_db: float | None
    """Against the rest; None where it can't be known."""
    level: Level | None
    filled_pauses: int


@dataclass(frozen=True, slots=True)
class Closing:
    """The last sentence."""

    start_s: float
    end_s: float
    text: str
    ending: FinalMovement | None
    """How its pitch ends; None where there is too little voice to tell."""
    end_fade_db: float | None
    """How much quieter its end is than the rest of it."""
    dies_away: bool | None
    """Whether the end lies beyond the band for sentence ends; None where the fade is not known."""
    asks: bool
    """Whether it is a question."""


def timing(analysis: Analysis, target_s: float | None = None) -> Timing | None:
    """How long a talk took, beside its target; None without words."""
    if not analysis.words:
        return None
    start_s, end_s = analysis.words[0].start_s, max(word.end_s for word in analysis.words)
    talk_s = end_s - start_s
    if target_s is None:
        return Timing(start_s, end_s, round(talk_s, 3))
    over_s = talk_s - target_s
    if abs(over_s) <= on_time_room_s(target_s):
        return Timing(start_s, end_s, round(talk_s, 3), target_s, round(over_s, 3), "on_time")
    known = len(analysis.words) >= LEAST_WORDS and talk_s > 0
    words_over = round(over_s * len(analysis.words) / talk_s) if known else None
    verdict: TimeVerdict = "over" if over_s > 0 else "under"
    return Timing(start_s, end_s, round(talk_s, 3), target_s, round(over_s, 3), verdict, words_over)


def on_time_room_s(target_s: float) -> float:
    """How far a talk may be from its target and still be on time, in seconds."""
    return max(ON_TIME_S, ON_TIME_SHARE * target_s)


def longest_run(analysis: Analysis) -> Run | None:
    """The longest run of words without a rest, of equally long ones the first; None without words."""
    rests = [one for one in analysis.pauses if one.kind == "silent" and one.span.duration_s >= REST_S]
    rests += [Pause(gap.start_s, gap.end_s, "silent") for gap in _breaks(analysis)]
    runs = runs_of_words(analysis.words, rests)
    if not runs:
        return None
    run = max(runs, key=lambda words: words[-1].end_s - words[0].start_s)
    start_s, end_s = run[0].start_s, run[-1].end_s
    text = " ".join(word.text for word in run[:TOLD_WORDS]) + ("\u2026" if len(run) > TOLD_WORDS else "")
    return Run(start_s, end_s, len(run), text, end_s - start_s >= LONG_RUN_S)


def opening(analysis: Analysis) -> Opening | None:
    """The first half minute beside the rest; None for a talk that is too short for that."""
    if not analysis.words or analysis.words[-1].end_s - analysis.words[0].start_s < LEAST_TALK_S:
        return None
    start_s = analysis.words[0].start_s
    edge_s = start_s + OPENING_S
    first = [word for word in analysis.words if word.start_s < edge_s]
    rest = [word for word in analysis.words if word.start_s >= edge_s]
    pace, rest_pace = _pace_wpm(first, analysis), _pace_wpm(rest, analysis)
    if pace is None or rest_pace is None or min(len(first), len(rest)) < LEAST_WORDS:
        return None
    moved = pace / rest_pace - 1.0
    side: Side | None = None if abs(moved) <= PACE_SHARE else "faster" if moved > 0 else "slower"
    change_db = _level_change_db(analysis, edge_s)
    level: Level | None = None
    if change_db is not None and abs(change_db) > LEVEL_DB:
        level = "louder" if change_db > 0 else "quieter"
    filled = sum(one.kind == "filled" and one.start_s < edge_s for one in analysis.pauses)
    change_db = None if change_db is None else round(change_db, 1)
    return Opening(start_s, edge_s, round(pace, 1), round(rest_pace, 1), side, change_db, level, filled)


def closing(analysis: Analysis) -> Closing | None:
    """The last sentence; None without one."""
    sentences = sentences_of(analysis)
    if not sentences:
        return None
    last = sentences[-1]
    fade_db = last.prosody.end_fade_db
    dies_away = None if fade_db is None else fade_db > band("end_fade_db").high
    return Closing(last.start_s, last.end_s, last.text, last.ending, fade_db, dies_away, is_question(last.text))


def sentences_of(analysis: Analysis) -> tuple[Sentence, ...]:
    """All sentences in order."""
    return tuple(sentence for turn in analysis.turns for sentence in turn.sentences)


def _breaks(analysis: Analysis) -> list[Span]:
    """The silences between turns."""
    ends_s = [turn.end_s for turn in analysis.turns[:-1]]
    return [Span(end_s, max(end_s, turn.start_s)) for end_s, turn in zip(ends_s, analysis.turns[1:], strict=True)]


def _pace_wpm(words: Sequence[Word], analysis: Analysis) -> float | None:
    if not words:
        return None
    span = Span(words[0].start_s, words[-1].end_s)
    return speech_rate_wpm(len(words), span.duration_s - sum(gap.overlap_s(span) for gap in _breaks(analysis)))


def _level_change_db(analysis: Analysis, edge_s: float) -> float | None:
    """Mean level of the sentences of the opening less that of the others; None where a gain control evens it out."""
    sentences = [one for one in sentences_of(analysis) if one.prosody.level_db is not None]
    first = [one for one in sentences if one.end_s <= edge_s]
    rest = [one for one in sentences if one.start_s >= edge_s]
    if analysis.signal.gain_control or not first or not rest:
        return None
    return _mean_db(first) - _mean_db(rest)


def _mean_db(sentences: Sequence[Sentence]) -> float:
    lengths_s = [one.span.duration_s for one in sentences]
    powers = [
        length_s * float(db_to_power(one.prosody.level_db))
        for length_s, one in zip(lengths_s, sentences, strict=True)
        if one.prosody.level_db is not None
    ]
    return float(power_to_db(math.fsum(powers) / math.fsum(lengths_s)))
