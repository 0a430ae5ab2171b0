"""Pace: the rate over time, and where the speaker rushes.

Conventions
    Time between stretches of speech is no time. Words have their dictionary's syllables (`syllables`).
    Too short a recording has neither points nor bursts: (). Where words are crammed into no time (`rate`), their times
    can't be right: such a run has no bursts.
Measures
    pace_points    rates in windows of `WINDOW_S` every `STEP_S`. A word that lies partly in a window counts partly, so
                   that a point does not jump with the place of an edge.
    find_bursts    words in a row, without a pause between them, at least `BURST_WORDS` and `BURST_S`, whose
                   articulation rate lies above median + max(`BURST_MADS` * 1.4826 * MAD, `BURST_SHARE` * median) of
                   all such rows of words of the speaker. 1.4826 makes the median absolute deviation (MAD) a standard
                   deviation where values are normal (Rousseeuw & Croux 1993).
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span
from voicecoach.hearing.profile import Stretch
from voicecoach.hearing.rate import FASTEST_SYL_S, is_crammed, runs_of_words
from voicecoach.hearing.syllables import count_syllables
from voicecoach.pace import Burst, PacePoint
from voicecoach.tracks import Values
from voicecoach.transcript import Word

WINDOW_S = 10.0
"""Length of a window: two or three sentences, some 50 syllables, so that one more or less is 2 % (own proposal)."""

STEP_S = 5.0
"""From window to window: half of it (own proposal)."""

LEAST_SPEECH_S = 4.0
"""Speaking time that a window needs for a rate: some 20 syllables, so that one more or less is 5 %, the smallest
change of tempo that a listener notices (Quene 2007)."""

OWN_PACE_S = 20.0
"""Speaking time from which a speaker's own pace is known (own proposal; `rules.ENOUGH_SPEECH_S` says the same)."""

BURST_WORDS = 3
"""Fewest words of a burst: single words are often quick (own proposal)."""

BURST_S = 1.0
"""Shortest burst: the recogniser's word times err by some 0.05 s at each edge, a tenth of this together (own
proposal)."""

BURST_SHARE = 0.25
"""Least lead over the speaker's median: five times what a listener notices (Quene 2007: 5 %); own proposal."""

BURST_MADS = 2.5
"""Least lead over the median in robust standard deviations: one in 160 of normal values is beyond, so fluent reading,
which spreads by a fifth of its median from second to second, has less than one a minute (own proposal)."""

_TO_DEVIATION = 1.4826


def pace_points(stretches: Sequence[Stretch], language: str) -> tuple[PacePoint, ...]:
    """The rate over time.

    Args:
        stretches: The speech of one speaker, in order.
        language: ISO 639-1 code, for the syllables.

    Returns:
        Windows from the first to the last word, the last one ending with it; () for less than two windows.
    """
    spans = [stretch.span for stretch in stretches if stretch.words]
    if not spans or spans[-1].end_s - spans[0].start_s < WINDOW_S + STEP_S:
        return ()
    first_s, last_s = spans[0].start_s, spans[-1].end_s
    starts_s = first_s + STEP_S * np.arange(math.ceil((last_s - first_s - WINDOW_S) / STEP_S - 1e-9) + 1)
    edges_s = np.stack((starts_s, np.minimum(starts_s + WINDOW_S, last_s)))
    words = [word for stretch in stretches for word in stretch.words]
    pauses = [pause.span for stretch in stretches for pause in stretch.pauses]
    time_s = _within(edges_s, spans)
    speaking_s = time_s - _within(edges_s, pauses)
    count = _shared(edges_s, words, np.ones(len(words)))
    syllables = _shared(edges_s, words, _syllables(words, language))
    enough = speaking_s >= LEAST_SPEECH_S
    wpm = np.divide(60.0 * count, time_s, out=np.full(len(starts_s), np.nan), where=enough)
    syl_s = np.divide(syllables, speaking_s, out=np.full(len(starts_s), np.nan), where=enough)
    return tuple(
        PacePoint(round(start_s, 3), round(end_s, 3), _known(words_a_minute, 1), _known(syllables_a_second, 3))
        for start_s, end_s, words_a_minute, syllables_a_second in zip(
            *edges_s.tolist(), wpm.tolist(), syl_s.tolist(), strict=True
        )
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """Words in a row, by their places in a run."""

    first: int
    after: int
    rate_syl_s: float


def find_bursts(stretches: Sequence[Stretch], language: str) -> tuple[Burst, ...]:
    """Where the speaker rushes.

    Args:
        stretches: The speech of one speaker, in order.
        language: ISO 639-1 code, for the syllables.

    Returns:
        The bursts in order; () where the speaker's own pace is not known.
    """
    if sum(stretch.speaking_s for stretch in stretches) < OWN_PACE_S:
        return ()
    runs = [
        run
        for stretch in stretches
        for run in runs_of_words(stretch.words, stretch.pauses)
        if not is_crammed(run, language)
    ]
    rows = [_rows(run, language) for run in runs]
    rates_syl_s = np.array([row.rate_syl_s for of_run in rows for row in of_run])
    if not len(rates_syl_s):
        return ()
    usual_syl_s = float(np.median(rates_syl_s))
    spread_syl_s = _TO_DEVIATION * float(np.median(np.abs(rates_syl_s - usual_syl_s)))
    limit_syl_s = usual_syl_s + max(BURST_MADS * spread_syl_s, BURST_SHARE * usual_syl_s)
    return tuple(
        _burst(run[row.first : row.after], row.rate_syl_s, usual_syl_s)
        for run, of_run in zip(runs, rows, strict=True)
        for row in _joined(run, [row for row in of_run if row.rate_syl_s > limit_syl_s], language)
        if row.rate_syl_s > limit_syl_s
    )


def _rows(run: Sequence[Word], language: str) -> list[_Row]:
    """From each word of a run on the shortest row that is long enough for a burst, if its times can be right."""
    starts_s = np.array([word.start_s for word in run])
    ends_s = np.array([word.end_s for word in run])
    total = np.concatenate(([0.0], np.cumsum(_syllables(run, language))))
    first = np.arange(len(run))
    after = np.maximum(first + BURST_WORDS, np.searchsorted(ends_s, starts_s + BURST_S - 1e-9) + 1)
    first, after = first[after <= len(run)], after[after <= len(run)]
    rates_syl_s = (total[after] - total[first]) / (ends_s[after - 1] - starts_s[first])
    believed = rates_syl_s <= FASTEST_SYL_S
    kept = zip(first[believed].tolist(), after[believed].tolist(), rates_syl_s[believed].tolist(), strict=True)
    return [_Row(*row) for row in kept]


def _joined(run: Sequence[Word], rows: Sequence[_Row], language: str) -> list[_Row]:
    """Rows that share words as one, with the rate of the whole."""
    joined: list[tuple[int, int]] = []
    for row in rows:
        if joined and row.first < joined[-1][1]:
            joined[-1] = (joined[-1][0], row.after)
        else:
            joined.append((row.first, row.after))
    return [_Row(first, after, _rate_syl_s(run[first:after], language)) for first, after in joined]


def _rate_syl_s(words: Sequence[Word], language: str) -> float:
    return float(_syllables(words, language).sum()) / (words[-1].end_s - words[0].start_s)


def _burst(words: Sequence[Word], rate_syl_s: float, usual_syl_s: float) -> Burst:
    return Burst(
        start_s=words[0].start_s,
        end_s=words[-1].end_s,
        articulation_rate_syl_s=round(rate_syl_s, 3),
        usual_rate_syl_s=round(usual_syl_s, 3),
        text=" ".join(word.text for word in words),
    )


def _syllables(words: Sequence[Word], language: str) -> Values:
    return np.array([count_syllables(word.text, language) for word in words], dtype=np.float64)


def _within(edges_s: NDArray[np.float64], spans: Iterable[Span]) -> Values:
    """Seconds of each window that lie in any of some spans; they may overlap each other."""
    apart: list[list[float]] = []
    for span in sorted(spans):
        if apart and span.start_s <= apart[-1][1]:
            apart[-1][1] = max(apart[-1][1], span.end_s)
        else:
            apart.append([span.start_s, span.end_s])
    knots_s = np.array(list(itertools.chain(*apart)) or [0.0])
    covered_s = np.concatenate(([0.0], np.cumsum(np.diff(knots_s) * (np.arange(len(knots_s) - 1) % 2 == 0))))
    return np.asarray(np.diff(np.interp(edges_s, knots_s, covered_s), axis=0)[0])


def _shared(edges_s: NDArray[np.float64], words: Sequence[Word], weights: Values) -> Values:
    """Weight of the words in each window; a word counts by the share of its time that lies in it."""
    knots_s = np.array([time_s for word in words for time_s in (word.start_s, word.end_s)])
    total = np.concatenate(([0.0], np.repeat(np.cumsum(weights), 2)[:-1]))
    return np.asarray(np.diff(np.interp(edges_s, knots_s, total), axis=0)[0])


def _known(value: float, digits: int) -> float | None:
    return None if math.isnan(value) else round(value, digits)
