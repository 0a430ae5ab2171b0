"""Invariance: what the whole way from samples to measures must not notice, and what must move as one says.

Conventions
    The way runs on the real trackers, over the project's own samples (synthetic speech whose words, fillers and pauses
    are known) and over voices made by formula. The recogniser is a fake that knows the words.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.shaping import room_noise
from tests.recordings import write_wav
from tests.signals import Formula, Speaker, Speech, silence, speak
from tests.spoken import sample
from tests.strategies import gains_db, quick
from tests.tolerances import EDGE_S, FRAME_S, HEARD_DB, assert_cents, assert_seconds, assert_semitones
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.analysis import Parts, analyse
from voicecoach.audio import Samples
from voicecoach.document import Analysis
from voicecoach.fakes import FakePitchTracker, FakeRecording, FakeSpeechClassifier, FakeStyleModel, FakeTranscriber
from voicecoach.ports import Recording
from voicecoach.prosody import Prosody
from voicecoach.tracks import Values
from voicecoach.transcript import Word
from voicecoach.units import RATE_HZ, semitones_to_hz

SAMPLES = (
    "assertive_forceful_raise",
    "assertive_steady_fillers_refund",
    "aggressive_soft_friend_loan",
    "passive_soft_extra_work",
)
GRID_S = 0.16
"""Whole frames of every model and track: 10, 16 and 32 ms."""

ROUNDED = {
    "hz": 0.1001,
    "semitones": 0.0101,
    "db": 0.0101,
    "wpm": 0.1001,
    "min": 0.0101,
    "s": 0.0011,
    "share": 0.0011,
}
"""One step of the document's last digit, by the unit that a measure's name ends with."""

ALIKE = {
    "hz": 0.6,
    "semitones": 0.25,
    "db": HEARD_DB,
    "wpm": 1.5,
    "min": 0.3,
    "s": 0.031,
    "share": 0.01,
    "final_pitch_semitones": 1.5,
}
"""What no listener tells apart, by unit or name: 10 cents of a man's voice, a quarter of a semitone of spread, half a
decibel, 1 % of a rate, three frames of level. The end of a sentence is told from some thirty frames of a voice that
dies away: four of them more or less, an octave off, turn its line."""

CENTS = 10.0
OCTAVE_CENTS, OCTAVE_SPREAD_CENTS = 20.0, 20.0
PAUSE_EDGE_S = 0.0201
"""Two frames of level."""
BETWEEN_FRAMES_S = 0.0801
"""The end of a soft word sinks into the room over some frames of level."""
TELEPHONE_OVERLAP = 0.6
"""Without what lies above 4 kHz weak hisses fall silent and join the pause beside them."""
LONG_PAUSE_S = 0.25

few = settings(max_examples=6, deadline=None)
"""For properties that run a network over seconds of sound."""


# The samples.


def later(words: Sequence[Word], by_s: float) -> tuple[Word, ...]:
    return tuple(replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s) for word in words)


def room(duration_s: float) -> Samples:
    """The room of the samples, before anybody speaks."""
    return room_noise(round(duration_s * RATE_HZ), seed=5).astype(np.float32)


def read(recording: Recording, words: Sequence[Word]) -> Analysis:
    """All the way, with the networks that listen to real recordings."""
    parts = Parts(SileroClassifier, SwiftPitchTracker, lambda: FakeTranscriber([words]), FakeStyleModel)
    return analyse(recording, "talk.wav", parts)


@cache
def plain(name: str) -> Analysis:
    samples, words = sample(name)
    return read(FakeRecording(samples), words)


each_sample = pytest.mark.parametrize("name", SAMPLES)


# What is compared.


def prosody_of(analysis: Analysis) -> Prosody:
    return analysis.speakers["A"].prosody


def assert_measures(found: Prosody, truth: Prosody, within: dict[str, float], but: Sequence[str] = ()) -> None:
    """Every measure by its name or the unit in it; those without one exactly."""
    for field in fields(Prosody):
        if field.name not in but:
            near = within.get(field.name, within.get(field.name.rpartition("_")[2], 0.0))
            assert getattr(found, field.name) == pytest.approx(getattr(truth, field.name), abs=near), field.name


def assert_events(found: Analysis, truth: Analysis, within_s: float, by_s: float = 0.0) -> None:
    """The same words, pauses and disfluencies, at the same times but for a shift of all of them."""
    for kind in ("words", "pauses", "disfluencies", "turns"):
        left, right = getattr(found, kind), getattr(truth, kind)
        assert [event.text for event in left] == [event.text for event in right], kind
        assert_seconds([event.start_s for event in left], [event.start_s + by_s for event in right], within_s)
        assert_seconds([event.end_s for event in left], [event.end_s + by_s for event in right], within_s)
    assert [(pause.kind, pause.place, pause.breath) for pause in found.pauses] == [
        (pause.kind, pause.place, pause.breath) for pause in truth.pauses
    ]


def assert_judged_alike(found: Analysis, truth: Analysis) -> None:
    """The same advice and the same readings, and no end that falls for one that rises."""
    assert [finding.rule for finding in found.findings] == [finding.rule for finding in truth.findings]
    for left, right in zip(found.turns, truth.turns, strict=True):
        assert (left.style.label, left.voice.label) == (right.style.label, right.voice.label)
        endings = zip(left.sentences, right.sentences, strict=True)
        assert not any({one.ending, other.ending} == {"rise", "fall"} for one, other in endings)


def level_moves_db(found: Analysis, truth: Analysis) -> list[float]:
    """Plain and A-weighted."""
    left, right = prosody_of(found), prosody_of(truth)
    return [
        (left.level_db or 0.0) - (right.level_db or 0.0),
        (left.level_a_db or 0.0) - (right.level_a_db or 0.0),
    ]


LEVELS = ("level_db", "level_a_db")


# On the samples.


@each_sample
def test_there_is_something_to_compare(name: str) -> None:
    """Else all that follows would hold for nothing."""
    analysis = plain(name)
    assert len(analysis.words) >= 30
    assert len(analysis.pauses) >= 4
    assert all(getattr(prosody_of(analysis), field.name) is not None for field in fields(Prosody))


@each_sample
@pytest.mark.parametrize("gain_db", [6.0, -6.0])
def test_gain_moves_the_levels_and_nothing_else(name: str, gain_db: float) -> None:
    samples, words = sample(name)
    found, truth = read(FakeRecording((samples * 10 ** (gain_db / 20)).astype(np.float32)), words), plain(name)
    assert level_moves_db(found, truth) == pytest.approx([gain_db, gain_db], abs=0.2)
    assert_measures(prosody_of(found), prosody_of(truth), ALIKE, but=LEVELS)
    assert_events(found, truth, within_s=PAUSE_EDGE_S)
    assert_judged_alike(found, truth)


@each_sample
@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_the_rate_of_a_file_changes_nothing(tmp_path: Path, name: str, rate_hz: int) -> None:
    samples, words = sample(name)
    path = write_wav(tmp_path / "talk.wav", soxr.resample(samples.astype(np.float64), RATE_HZ, rate_hz), rate_hz)
    found, truth = read(MediaFile(path), words), plain(name)
    assert_cents(prosody_of(found).f0_median_hz or 0.0, prosody_of(truth).f0_median_hz or 1.0, within=CENTS)
    assert level_moves_db(found, truth) == pytest.approx([0.0, 0.0], abs=HEARD_DB / 5)
    assert_measures(prosody_of(found), prosody_of(truth), ALIKE)
    assert_events(found, truth, within_s=PAUSE_EDGE_S)
    assert_judged_alike(found, truth)


@each_sample
def test_a_telephone_leaves_pitch_level_and_long_pauses(tmp_path: Path, name: str) -> None:
    """8 kHz a second: half of the band is gone, and with it the weakest hisses."""
    samples, words = sample(name)
    path = write_wav(tmp_path / "talk.wav", soxr.resample(samples.astype(np.float64), RATE_HZ, 8000), 8000)
    found, truth = read(MediaFile(path), words), plain(name)
    assert_cents(prosody_of(found).f0_median_hz or 0.0, prosody_of(truth).f0_median_hz or 1.0, within=CENTS)
    assert level_moves_db(found, truth) == pytest.approx([0.0, 0.0], abs=HEARD_DB / 5)
    for measure in ("f0_sd_semitones", "f0_range_semitones", "level_sd_db", "alpha_ratio_db"):
        near = ALIKE[measure.rpartition("_")[2]]
        assert getattr(prosody_of(found), measure) == pytest.approx(getattr(prosody_of(truth), measure), abs=near)
    assert [word.text for word in found.words] == [word.text for word in truth.words]
    for pause in truth.pauses:
        shared_s = max((pause.span.overlap_s(other.span) for other in found.pauses), default=0.0)
        assert pause.span.duration_s < LONG_PAUSE_S or shared_s > TELEPHONE_OVERLAP * pause.span.duration_s


@each_sample
@pytest.mark.parametrize("before", [room, silence])
def test_silence_before_shifts_every_time_and_changes_nothing_else(
    name: str, before: Callable[[float], Samples]
) -> None:
    """The room, or digital silence, for as long as ten whole frames of each model."""
    samples, words = sample(name)
    lead_s = 10 * GRID_S
    led = np.concatenate((before(lead_s), samples))
    found, truth = read(FakeRecording(led), later(words, lead_s)), plain(name)
    assert_events(found, truth, within_s=0.0011, by_s=lead_s)
    assert_measures(prosody_of(found), prosody_of(truth), ROUNDED)
    for kind in ("flat_passages", "pace", "bursts"):
        left, right = getattr(found.speakers["A"], kind), getattr(truth.speakers["A"], kind)
        assert_seconds([one.start_s for one in left], [one.start_s + lead_s for one in right], within=FRAME_S)
        assert_seconds([one.end_s for one in left], [one.end_s + lead_s for one in right], within=FRAME_S)
    for left, right in zip(found.turns[0].sentences, truth.turns[0].sentences, strict=True):
        assert left.ending == right.ending
        assert_measures(left.prosody, right.prosody, ROUNDED)
    assert_judged_alike(found, truth)


@each_sample
def test_a_part_of_a_frame_more_changes_nothing_that_is_heard(name: str) -> None:
    """The frames of all models lie elsewhere in the sound."""
    samples, words = sample(name)
    lead_s = 10 * GRID_S + 0.0047
    led = np.concatenate((room(lead_s), samples))
    found, truth = read(FakeRecording(led), later(words, lead_s)), plain(name)
    assert_events(found, truth, within_s=BETWEEN_FRAMES_S, by_s=lead_s)
    assert_measures(prosody_of(found), prosody_of(truth), ALIKE)


@each_sample
@pytest.mark.parametrize("chunk_s", [0.217, 60.0])
def test_any_chunking_gives_the_same_document(name: str, chunk_s: float) -> None:
    samples, words = sample(name)
    found, truth = read(FakeRecording(samples, chunk_s), words), plain(name)
    assert_events(found, truth, within_s=0.0011)
    assert_measures(prosody_of(found), prosody_of(truth), ROUNDED)
    assert_judged_alike(found, truth)
    assert found.signal == truth.signal


# On formula voices.


def lilt(around_hz: float, spread_semitones: float = 2.0) -> Formula:
    """A pitch that falls slowly and swings, as a sentence's does."""

    def f0_hz(times_s: Values) -> Values:
        semitones = spread_semitones * np.sin(2 * np.pi * 0.9 * times_s) - 0.5 * (times_s % 3.0)
        return semitones_to_hz(semitones, around_hz)

    return f0_hz


TEXTS = ("I told", "um", "him that", "that will", "have to wait.", "I I", "can't do", "it tomorrow.")
BURSTS_S = (0.55, 0.45, 0.5, 0.6, 0.9, 0.5, 0.5, 0.9)
GAPS_S = (0.4, 0.35, 0.3, 0.5, 0.8, 0.45, 0.3)


def formula_talk(
    around_hz: float = 120.0, lead_s: float = 0.5, stretch: float = 1.0, spread_semitones: float = 2.0
) -> Speech:
    formula = lilt(around_hz, spread_semitones)
    speaker = Speaker(lambda times_s: formula(times_s / stretch))
    return speak([s * stretch for s in BURSTS_S], [s * stretch for s in GAPS_S], speaker, lead_s=lead_s)


def spoken(speech: Speech) -> tuple[Word, ...]:
    """The words of each burst, spread evenly over it."""
    words: list[Word] = []
    for burst, text in zip(speech.bursts, TEXTS, strict=True):
        edges_s = np.linspace(burst.start_s, burst.end_s, len(text.split()) + 1).tolist()
        words += [Word(word, a, b, 0.9) for word, a, b in zip(text.split(), edges_s, edges_s[1:], strict=False)]
    return tuple(words)


def heard_by_swift(speech: Speech, chunk_s: float = 1.0) -> Analysis:
    """The real tracker; a buzz is no speech to a network that tells speech from everything else."""
    parts = Parts(FakeSpeechClassifier, SwiftPitchTracker, lambda: FakeTranscriber([spoken(speech)]), FakeStyleModel)
    return analyse(FakeRecording(speech.samples, chunk_s), "talk.wav", parts)


@cache
def usual() -> Analysis:
    return heard_by_swift(formula_talk(lead_s=3 * GRID_S))


@cache
def usual_by_fakes() -> Analysis:
    return heard_by_fakes(formula_talk())


def heard_by_fakes(speech: Speech, chunk_s: float = 1.0) -> Analysis:
    tracker = FakePitchTracker(speech.f0_hz)
    parts = Parts(FakeSpeechClassifier, lambda: tracker, lambda: FakeTranscriber([spoken(speech)]), FakeStyleModel)
    return analyse(FakeRecording(speech.samples, chunk_s), "talk.wav", parts)


@few
@given(gain_db=gains_db)
def test_gain_moves_the_levels_of_a_formula_voice_and_nothing_else(gain_db: float) -> None:
    found, truth = heard_by_swift(formula_talk(lead_s=3 * GRID_S).louder(gain_db)), usual()
    assert level_moves_db(found, truth) == pytest.approx([gain_db, gain_db], abs=0.2)
    assert_measures(prosody_of(found), prosody_of(truth), ALIKE, but=LEVELS)
    assert_events(found, truth, within_s=PAUSE_EDGE_S)
    assert_judged_alike(found, truth)


@few
@given(frames=st.integers(1, 20))
def test_silence_before_a_formula_voice_shifts_its_times(frames: int) -> None:
    by_s = frames * GRID_S
    found, truth = heard_by_swift(formula_talk(lead_s=3 * GRID_S + by_s)), usual()
    assert_events(found, truth, within_s=PAUSE_EDGE_S, by_s=by_s)
    assert_measures(prosody_of(found), prosody_of(truth), ALIKE)
    assert_judged_alike(found, truth)


@quick
@given(chunk_s=st.floats(0.01, 20.0))
def test_any_chunking_of_a_formula_voice_gives_the_same_document(chunk_s: float) -> None:
    found, truth = heard_by_fakes(formula_talk(), chunk_s), usual_by_fakes()
    assert replace(found, engine=truth.engine) == truth


@quick
@given(stretch=st.floats(0.85, 1.6))
def test_slower_speech_has_lower_rates_and_longer_pauses(stretch: float) -> None:
    """All times are multiplied, so rates are divided; pitch stays."""
    found, truth = heard_by_fakes(formula_talk(stretch=stretch)), usual_by_fakes()
    slow, normal = prosody_of(found), prosody_of(truth)
    for name in (
        *("speech_rate_wpm", "articulation_rate_syl_s", "silent_pauses_per_min"),
        *("filled_pauses_per_min", "repeats_per_min"),
    ):
        assert getattr(slow, name) == pytest.approx(getattr(normal, name) / stretch, rel=0.03), name
        assert getattr(normal, name) > 0
    assert slow.silent_pause_median_s == pytest.approx((normal.silent_pause_median_s or 0.0) * stretch, abs=2 * EDGE_S)
    assert slow.speaking_share == pytest.approx(normal.speaking_share, abs=0.02)
    assert (slow.words, slow.syllables) == (normal.words, normal.syllables)
    assert_cents(slow.f0_median_hz or 0.0, normal.f0_median_hz or 1.0, within=CENTS)
    assert_semitones(slow.f0_sd_semitones or 0.0, normal.f0_sd_semitones or 9.0, within=CENTS)
    assert [(one.kind, one.text) for one in found.disfluencies] == [(one.kind, one.text) for one in truth.disfluencies]


@few
@given(around_hz=st.floats(85.0, 220.0), spread_semitones=st.floats(0.5, 3.0))
def test_an_octave_higher_is_12_semitones_higher_and_spreads_the_same(
    around_hz: float, spread_semitones: float
) -> None:
    low = prosody_of(heard_by_swift(formula_talk(around_hz, spread_semitones=spread_semitones)))
    high = prosody_of(heard_by_swift(formula_talk(2 * around_hz, spread_semitones=spread_semitones)))
    assert_cents(high.f0_median_hz or 0.0, 2 * (low.f0_median_hz or 1.0), within=OCTAVE_CENTS)
    assert_semitones(high.f0_sd_semitones or 0.0, low.f0_sd_semitones or 9.0, within=OCTAVE_SPREAD_CENTS)
    assert_semitones(high.f0_range_semitones or 0.0, low.f0_range_semitones or 9.0, within=2 * OCTAVE_SPREAD_CENTS)
