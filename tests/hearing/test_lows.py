"""Lows: missed where a telephone cut them off, and made again from the harmonics that are left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.spoken import sample
from voicecoach.adapters.silero import FRAME_SAMPLES, SileroClassifier
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.audio import AudioChunk, Samples
from voicecoach.hearing.ear import Ear
from voicecoach.hearing.lows import Lows, WithLows
from voicecoach.units import RATE_HZ

F0_HZ = 125.0
"""Eight samples of the frame's spectrum apart: a bin of it."""
AGREED_SHARE = 0.8
GROSS_SHARE = 0.02
"""Of the voiced frames, more than a semitone apart; without the lows a fifth to a half."""
"""Of the frames: most edges of speech move by a frame in so narrow a band."""


def tone(harmonics: range, duration_s: float = 2.0) -> Samples:
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    found = sum(np.cos(2 * np.pi * number * F0_HZ * time_s) for number in harmonics)
    return np.asarray(0.02 * found, dtype=np.float32)


def framed(samples: Samples) -> Samples:
    whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
    return samples[:whole].reshape(-1, FRAME_SAMPLES)


def telephone(samples: Samples) -> Samples:
    spectrum = np.fft.rfft(samples)
    freqs_hz = np.fft.rfftfreq(len(samples), 1.0 / RATE_HZ)
    spectrum[(freqs_hz < 300.0) | (freqs_hz > 3400.0)] = 0.0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def test_a_full_tone_misses_nothing() -> None:
    missing, lows = Lows(FRAME_SAMPLES).push(framed(tone(range(1, 20))))
    assert not missing.any()
    assert len(lows) == 0


def test_the_fundamental_comes_back_from_its_harmonics() -> None:
    frames = framed(tone(range(3, 20)))
    missing, lows = Lows(FRAME_SAMPLES).push(frames)
    restored = frames + lows
    assert missing.all()
    bin_of_f0 = round(F0_HZ * FRAME_SAMPLES / RATE_HZ)
    before, after = (np.abs(np.fft.rfft(some[5] * np.hanning(FRAME_SAMPLES))) for some in (frames, restored))
    assert before[bin_of_f0] < 0.01 * before.max()
    assert after[bin_of_f0] > 0.1 * after.max()
    high = slice(bin_of_f0 * 6, None)
    assert after[high] == pytest.approx(before[high], rel=0.2, abs=0.02 * after.max())


def test_silence_misses_nothing() -> None:
    missing, _ = Lows(FRAME_SAMPLES).push(np.zeros((4, FRAME_SAMPLES), np.float32))
    assert not missing.any()


def test_it_forgets_a_telephone_when_a_full_voice_goes_on() -> None:
    lows = Lows(FRAME_SAMPLES)
    assert lows.push(framed(tone(range(3, 20))))[0].all()
    missing, _ = lows.push(framed(tone(range(1, 20))))
    assert not missing[1:].any()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_chunks_say_what_the_whole_says(sizes: list[int]) -> None:
    frames = framed(np.concatenate((tone(range(1, 9), 0.5), tone(range(3, 20), 7.0))))
    whole, made = Lows(FRAME_SAMPLES).push(frames)
    lows, parts, at = Lows(FRAME_SAMPLES), [], 0
    for size in (*sizes, len(frames)):
        if at < len(frames):
            parts.append(lows.push(frames[at : at + size]))
            at += size
    assert np.concatenate([missing for missing, _ in parts]).tolist() == whole.tolist()
    assert np.concatenate([lows for _, lows in parts]) == pytest.approx(made, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=8))
def test_a_recording_with_its_lows_is_as_long_and_the_same_in_any_chunks(sizes: list[int]) -> None:
    samples = np.concatenate((tone(range(1, 9), 1.0), tone(range(3, 20), 7.0), tone(range(1, 9))[:77]))
    whole = WithLows()
    made = np.concatenate((whole.push(samples), whole.finish()))
    some, parts, at = WithLows(), [], 0
    for size in (*sizes, len(samples)):
        parts.append(some.push(samples[at : at + size]))
        at += size
    assert np.concatenate((*parts, some.finish())) == pytest.approx(made, abs=1e-6)
    assert len(made) == len(samples)
    assert made[:16_000].tolist() == samples[:16_000].tolist()
    assert not np.allclose(made[-8_000:-1_000], samples[-8_000:-1_000], atol=1e-3)


@pytest.mark.parametrize("name", ["assertive_steady_extra_work", "assertive_forceful_raise"])
def test_a_low_voice_keeps_its_pitch_on_a_telephone(name: str) -> None:
    samples = sample(name)[0]
    full, narrow = (pitch_hz(some) for some in (samples, telephone(samples)))
    both = (full > 0) & (narrow > 0)
    assert np.count_nonzero(both) > 0.5 * np.count_nonzero(full > 0)
    assert np.mean(np.abs(12 * np.log2(narrow[both] / full[both])) > 1.0) < GROSS_SHARE


@pytest.mark.parametrize("name", ["assertive_steady_extra_work", "assertive_forceful_raise"])
@pytest.mark.parametrize("gain", [0.3, 1.0, 3.0])
def test_speech_on_a_telephone_is_speech(name: str, gain: float) -> None:
    samples = sample(name)[0]
    full, narrow = (heard(some * np.float32(gain)) for some in (samples, telephone(samples)))
    assert np.mean(full == narrow) > AGREED_SHARE


def test_noise_on_a_telephone_is_none() -> None:
    noise = np.random.default_rng(1).normal(0.0, 0.1, 5 * RATE_HZ).astype(np.float32)
    assert not heard(telephone(noise)).any()


def heard(samples: Samples) -> NDArray[np.bool_]:
    classifier = SileroClassifier()
    return np.concatenate((classifier.push(samples), classifier.finish())) > 0.5


def pitch_hz(samples: Samples) -> NDArray[np.float64]:
    ear = Ear(SileroClassifier(), SwiftPitchTracker())
    ear.push(AudioChunk(samples, 0))
    return np.nan_to_num(ear.finish()[0].f0.values.astype(np.float64))
