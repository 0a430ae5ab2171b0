"""What every pitch tracker keeps to: the fake with its formula, swift-f0, and pYIN."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given

from tests.signals import Formula, Speaker, cut, glide, silence, speak
from tests.strategies import chunk_sizes, quick
from tests.tolerances import HEARD_CENTS, assert_cents
from voicecoach.adapters.pyin import PyinPitchTracker
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.audio import Samples
from voicecoach.fakes import FakePitchTracker
from voicecoach.ports import PitchTracker
from voicecoach.tracks import Values

Make = Callable[[Formula], PitchTracker]

SPEECH = speak([1.2, 0.8], [0.4], Speaker(glide(110.0, 190.0, 2.4)))
EDGE_S = 0.06
"""Around the edge of a burst a tracker may be of either mind: its frames are 64 ms long."""

SAME_VOICING = 0.001
SAME_STREAM_CENTS = 0.1
"""One network on other batches: 32-bit floating point."""


def listening(_formula: Formula) -> PitchTracker:
    return SwiftPitchTracker()


def reference(_formula: Formula) -> PitchTracker:
    return PyinPitchTracker()


each_tracker = pytest.mark.parametrize("make", [FakePitchTracker, listening, reference], ids=["fake", "swift", "pyin"])


def tracked(make: Make, samples: Samples, sizes: Sequence[int] = ()) -> tuple[Values, Values]:
    tracker = make(SPEECH.f0_hz)
    parts = [*(tracker.push(piece) for piece in cut(samples, sizes)), tracker.finish(np.zeros(0, np.float32))]
    return np.concatenate([f0 for f0, _ in parts]), np.concatenate([voicing for _, voicing in parts])


@each_tracker
def test_frames_are_a_hop_apart_and_cover_the_sound(make: Make) -> None:
    f0_hz, voicing = tracked(make, SPEECH.samples)
    tracker = make(SPEECH.f0_hz)
    assert tracker.hop_s > 0
    assert f0_hz.shape == voicing.shape
    assert abs(len(f0_hz) * tracker.hop_s - SPEECH.duration_s) <= tracker.hop_s


@each_tracker
def test_it_finds_the_pitch_at_its_time(make: Make) -> None:
    """A frame too late would be 16 cents off on this glide."""
    f0_hz, voicing = tracked(make, SPEECH.samples)
    times_s = np.arange(len(f0_hz)) * make(SPEECH.f0_hz).hop_s
    for burst in SPEECH.bursts:
        inside = (times_s > burst.start_s + EDGE_S) & (times_s < burst.end_s - EDGE_S)
        assert voicing[inside].min() >= 0.5
        truth_hz = SPEECH.f0_hz(times_s.astype(np.float64))[inside]
        assert_cents(np.median(f0_hz[inside] / truth_hz), 1.0, within=HEARD_CENTS / 4)
        assert_cents(f0_hz[inside], truth_hz, within=2 * HEARD_CENTS)


@each_tracker
def test_silence_has_no_voice(make: Make) -> None:
    f0_hz, voicing = tracked(make, SPEECH.samples)
    times_s = np.arange(len(f0_hz)) * make(SPEECH.f0_hz).hop_s
    for gap in SPEECH.gaps:
        assert voicing[(times_s > gap.start_s + EDGE_S) & (times_s < gap.end_s - EDGE_S)].max() < 0.5


@each_tracker
def test_pitch_is_positive_and_voicing_a_probability(make: Make) -> None:
    f0_hz, voicing = tracked(make, SPEECH.samples)
    assert f0_hz[voicing >= 0.5].min() > 0
    assert 0.0 <= voicing.min() <= voicing.max() <= 1.0


@pytest.mark.parametrize("make", [FakePitchTracker, listening], ids=["fake", "swift"])
@quick
@given(sizes=chunk_sizes)
def test_any_chunking_gives_the_same_frames(make: Make, sizes: list[int]) -> None:
    f0_hz, voicing = tracked(make, SPEECH.samples, sizes)
    whole_hz, whole_voicing = tracked(make, SPEECH.samples)
    np.testing.assert_allclose(voicing, whole_voicing, rtol=0, atol=SAME_VOICING)
    # Where there is no voice the pitch is a guess and means nothing.
    voiced = whole_voicing >= 0.5
    assert_cents(f0_hz[voiced], whole_hz[voiced], within=SAME_STREAM_CENTS)


@each_tracker
def test_nothing_pushed_gives_nothing(make: Make) -> None:
    f0_hz, voicing = tracked(make, silence(0.0))
    assert len(f0_hz) == len(voicing) == 0


@each_tracker
@pytest.mark.parametrize("length", [1, 100, 255, 300])
def test_a_sound_shorter_than_its_frames_is_no_error(make: Make, length: int) -> None:
    f0_hz, voicing = tracked(make, SPEECH.samples[:length])
    assert len(f0_hz) == len(voicing) <= 2
