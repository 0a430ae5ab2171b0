"""Mixtures have the ratio that was asked for, and resynthesised speech the pitch that is told."""

import numpy as np
import pytest

from benchmarks import mixing
from tests.signals import noise, silence, speak, tone
from tests.tolerances import assert_db
from voicecoach.units import RATE_HZ, power_to_db

RNG_SEED = 3


@pytest.mark.parametrize("snr_db", [0.0, 10.0, 20.0])
def test_noise_lies_so_far_below_the_speech(snr_db: float) -> None:
    speech, under = tone(200.0, 2.0, -20.0), noise(0.7, -40.0)
    mixed = mixing.mix(speech, under, snr_db, np.random.default_rng(RNG_SEED))

    added = mixed - speech
    assert_db(power_to_db(np.mean(speech**2)) - power_to_db(np.mean(added**2)), np.array(snr_db), 0.01)


def test_the_same_seed_gives_the_same_mixture() -> None:
    one, other = (
        mixing.mix(tone(200.0, 1.0), noise(3.0, -30.0), 10.0, np.random.default_rng(RNG_SEED)) for _ in range(2)
    )
    assert np.array_equal(one, other)


def test_silence_stays_silent() -> None:
    rng = np.random.default_rng(RNG_SEED)
    assert not mixing.mix(silence(1.0), noise(1.0, -30.0), 10.0, rng).any()
    assert not mixing.in_room(silence(1.0), noise(0.1, -30.0)).any()


def test_a_mixture_does_not_clip() -> None:
    mixed = mixing.mix(tone(200.0, 1.0, -3.5), noise(1.0, -10.0), 0.0, np.random.default_rng(RNG_SEED))
    assert np.abs(mixed).max() <= 1.0


def test_voices_of_babble_are_equally_loud() -> None:
    voices = [tone(200.0, 1.0, -10.0), tone(700.0, 0.5, -50.0)]
    spectrum = np.abs(np.fft.rfft(mixing.babble(voices)))
    assert spectrum[200] == pytest.approx(spectrum[700], rel=0.01)


def test_a_room_keeps_the_time_of_the_direct_sound() -> None:
    click = silence(1.0)
    click[4000] = 0.5
    room = silence(0.2)
    room[300], room[900] = 1.0, 0.5
    wet = mixing.in_room(click, room)
    assert int(np.argmax(wet)) == 4000
    assert wet[4600] == pytest.approx(0.5 * wet[4000], rel=1e-3)
    assert np.mean(wet**2) == pytest.approx(np.mean(click**2), rel=1e-3)


def test_resynthesised_speech_has_the_pitch_that_is_told() -> None:
    """A pulse train is periodic at the true f0: its autocorrelation one period on is high."""
    pytest.importorskip("pyworld", reason="the extra `bench` is not installed")
    speech = speak([0.6, 0.6], [0.4])
    made, truth = mixing.resynthesise(speech.samples)

    assert len(made) == len(speech.samples)
    voiced = truth.f0_hz > 0
    inside = np.array([any(b.start_s + 0.05 < t < b.end_s - 0.05 for b in speech.bursts) for t in truth.times_s])
    assert voiced[inside].mean() > 0.95
    gap = speech.gaps[0]
    assert not voiced[(truth.times_s > gap.start_s + 0.05) & (truth.times_s < gap.end_s - 0.05)].any()
    for time_s, f0_hz in zip(truth.times_s[inside & voiced][::20], truth.f0_hz[inside & voiced][::20], strict=True):
        start, lag = round((time_s - 0.02) * RATE_HZ), round(RATE_HZ / f0_hz)
        here, later = made[start : start + 640], made[start + lag : start + lag + 640]
        assert np.corrcoef(here, later)[0, 1] > 0.9
