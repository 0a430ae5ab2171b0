"""A part of the table of made recordings, read by the program: as many as a test has time for, with true words.

The whole table, in two voices and with real recognition, is `benchmarks/coach.py`.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks import coach as bench
from benchmarks.coach import Got, got_of, is_right
from samples import table
from samples.make import render, truth_of
from samples.recordings import Recording
from samples.table import PLAIN, SPOILED, UNSPOILED, Habit, Row
from samples.voice import RATE_HZ
from tests.samples.cut import TEXTS, Cut
from tests.spoken import words_of
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.analysis import AnalysisOptions, Parts, analyse
from voicecoach.audio import Samples
from voicecoach.baseline import Baseline
from voicecoach.document import Analysis
from voicecoach.fakes import FakeRecording, FakeTranscriber
from voicecoach.transcript import Word

ENOUGH = 0.9
"""Share of recordings that must be read as they were made."""

REPORT, REFUND = TEXTS
ROWS = tuple(
    # What stops inside phrases is spoken with words that have such places.
    Row(REFUND if delivery.stop_s else TEXTS[index % 2], delivery)
    for index, delivery in enumerate((*UNSPOILED, *SPOILED))
)
STRONG = tuple(row for row in ROWS if row.delivery.name in ("plain", "trailing", "hard_fast"))
"""One a side, spoiled in two ways: another recording of it takes not all away that it is read by."""

SINGLE = tuple(row for row in ROWS if row.delivery.name in ("plain", "fading", "fast"))
"""One a side, spoiled in one way: there is one right fix."""


@cache
def voice() -> Cut:
    return Cut()


@cache
def style_model() -> OnnxStyleModel:
    return OnnxStyleModel()


@cache
def made(recordings: tuple[Recording, ...]) -> tuple[Samples, tuple[Word, ...]]:
    """Some recordings in a row, with the times of their words."""
    sounds: list[Samples] = []
    words: list[Word] = []
    at_s = 0.0
    for recording in recordings:
        samples, timeline = render(recording, voice())
        said = words_of(truth_of(recording, timeline))
        words += [replace(word, start_s=word.start_s + at_s, end_s=word.end_s + at_s) for word in said]
        sounds.append(samples.astype(np.float32))
        at_s += len(samples) / RATE_HZ
    return np.concatenate(sounds), tuple(words)


def heard(samples: Samples, words: tuple[Word, ...], baseline: Baseline | None) -> Analysis:
    parts = Parts(SileroClassifier, SwiftPitchTracker, lambda: FakeTranscriber([words]), style_model)
    return analyse(FakeRecording(samples), "made", parts, AnalysisOptions(baseline=baseline))


@cache
def own(habit: Habit) -> Baseline:
    """A baseline made from the same voice."""
    sentences = [sentence for text in TEXTS for sentence in text.sentences]
    baseline = bench.calibrated(heard(*made(table.calibration(habit, sentences)), None))
    assert baseline is not None
    return baseline


@cache
def read(row: Row, condition: str = "as_made") -> Got:
    samples, words = made((row.recording(),))
    changed = bench.CONDITIONS[condition](samples.astype(np.float64)).astype(np.float32)
    return got_of(row, ("cut", condition, bench.OWN), heard(changed, words, own(row.habit)))


@pytest.mark.slow
def test_voice_congruence_and_the_fix_are_read_as_made() -> None:
    got = [read(row) for row in ROWS]
    wrong_voice = [one for one in got if not one.labelled]
    wrong_side = [one for one in got if one.congruence != one.row.congruence]
    wrong_fix = [one for one in got if not is_right(one)]
    for wrong in (wrong_voice, wrong_side, wrong_fix):
        assert len(wrong) <= (1.0 - ENOUGH) * len(got), wrong


@pytest.mark.slow
@pytest.mark.parametrize("delivery", UNSPOILED, ids=lambda delivery: delivery.name)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_a_take_that_nothing_was_done_to_gets_no_fix(text: table.Text, delivery: table.Delivery) -> None:
    got = read(Row(text, delivery))
    assert (got.voice, got.congruence, got.fix) == ("steady", "matched", "")


@pytest.mark.slow
def test_gain_and_a_telephone_hardly_ever_change_the_voice() -> None:
    """One of nine may: the benchmark, which has more of them, tells how many do."""
    others = [name for name in bench.CONDITIONS if name != "as_made"]
    changed = [(row.name, other) for row in STRONG for other in others if read(row, other).voice != read(row).voice]
    assert len(changed) <= 1, changed


@pytest.mark.slow
@pytest.mark.parametrize("row", SINGLE, ids=lambda row: row.name)
@pytest.mark.parametrize("habit", table.HABITS, ids=lambda habit: habit.name)
def test_whoever_is_soft_or_loud_by_nature_gets_the_same_advice(row: Row, habit: Habit) -> None:
    got, plain = read(replace(row, habit=habit)), read(replace(row, habit=PLAIN))
    assert (got.voice, got.fix) == (plain.voice, plain.fix)
