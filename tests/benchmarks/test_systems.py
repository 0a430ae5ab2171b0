"""Each system tells what it claims, on signals whose pitch and pauses a formula made."""

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.measures import Sound, System
from benchmarks.peers.ours import Voicecoach
from benchmarks.peers.praat import Praat, syllable_nuclei
from benchmarks.peers.pyin import Pyin
from benchmarks.peers.silero import SileroVad
from benchmarks.peers.swift import SwiftF0
from benchmarks.pitch_errors import TrueF0, compare
from tests.signals import speak
from voicecoach.units import RATE_HZ

SPEECH = speak([0.6, 0.5, 0.7], [0.4, 0.3])
SOUND = Sound("bursts", made=SPEECH.samples)
TIMES_S = np.arange(0, SPEECH.duration_s, 0.01)
TRUTH = TrueF0(TIMES_S, np.nan_to_num(SPEECH.f0_hz(TIMES_S)))

EDGE_S = 0.05
"""Praat's intensity looks over 32 to 64 ms."""

FINE_CENTS = 15.0
"""A listener hears differences of pitch from about 10 cents in long tones."""


@pytest.mark.parametrize(
    "load",
    [
        pytest.param(Voicecoach, id="ours"),
        pytest.param(SwiftF0.load, id="swift"),
        pytest.param(Praat, id="praat"),
        pytest.param(Pyin, id="pyin", marks=pytest.mark.slow),
    ],
)
def test_pitch_of_a_clean_tone_is_right_but_for_the_edges(load: Callable[[], System]) -> None:
    system = load()
    assert "pitch" in system.measures
    track = system.tell(SOUND, frozenset({"pitch"})).f0
    assert track is not None
    errors = compare(track, TRUTH)
    assert errors.gross == 0
    assert errors.voiced_missed is not None
    assert errors.voiced_missed < 0.1
    assert errors.mean_cents is not None
    assert errors.mean_cents < FINE_CENTS


def test_praat_finds_the_gaps() -> None:
    pauses = Praat().tell(SOUND, frozenset({"pauses"})).pauses
    assert pauses is not None
    assert len(pauses) == len(SPEECH.gaps)
    for found, gap in zip(pauses, SPEECH.gaps, strict=True):
        assert abs(found.start_s - gap.start_s) < EDGE_S
        assert abs(found.end_s - gap.end_s) < EDGE_S


def test_praat_counts_every_voiced_burst_but_the_last() -> None:
    import parselmouth

    speech = speak([0.6, 0.5, 0.7], [0.6, 0.5])
    nuclei_s, sounding_s = syllable_nuclei(parselmouth.Sound(speech.samples.astype(np.float64), RATE_HZ))
    hit = [any(burst.start_s <= time_s < burst.end_s for time_s in nuclei_s) for burst in speech.bursts]
    assert hit == [True, True, False]
    assert abs(sounding_s - sum(burst.duration_s for burst in speech.bursts)) < 6 * EDGE_S


def test_systems_tell_nothing_of_what_they_do_not_measure() -> None:
    told = Praat().tell(SOUND, frozenset({"pitch"}))
    assert told.pauses is None
    assert told.syllables is None
    assert SileroVad().tell(SOUND, frozenset({"pauses"})).f0 is None
