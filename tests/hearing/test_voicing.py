"""Voicing: which frames are the speaker's voice, by probability, level and noise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, Speech, silence, speak, steady, tone
from tests.strategies import gains_db, thorough
from voicecoach.audio import Span
from voicecoach.hearing import voicing
from voicecoach.hearing.voicing import (
    EVEN_CHANCE,
    MIN_VOICE_S,
    SILENT_DB,
    STRONG_DB,
    STRONG_PROBABILITY,
    SURE,
    WEAK_DB,
    WEAK_PROBABILITY,
    voiced_f0,
)
from voicecoach.tracks import Values
from voicecoach.units import RATE_HZ

HOP_S = 0.01
HUM_HZ = 100.0
VOICE_DB, ROOM_DB = -20.0, -70.0
JUST_LESS = 0.01


class Scene:
    """0.5 s of room, 1 s of a sure voice at 120 Hz, 0.5 s of room."""

    def __init__(self, room_db: float = ROOM_DB) -> None:
        self.f0_hz = np.full(200, 120.0)
        self.probability = np.where((np.arange(200) >= 50) & (np.arange(200) < 150), 0.99, 0.05)
        self.level_db = np.where(self.probability > EVEN_CHANCE, VOICE_DB, room_db)
        self.speech = self.probability > EVEN_CHANCE

    def voiced(self, gain_db: float = 0.0) -> Values:
        return voiced_f0(self.f0_hz, self.probability, self.level_db + gain_db, self.speech, HOP_S)

    def set(self, place: slice, *, probability: float, below_voice_db: float) -> "Scene":
        self.probability[place] = probability
        self.level_db[place] = VOICE_DB - below_voice_db
        return self


def test_a_sure_voice_is_voiced_and_the_room_is_not() -> None:
    assert (~np.isnan(Scene().voiced())).tolist() == Scene().speech.tolist()


@pytest.mark.parametrize(
    ("below_voice_db", "least"),
    [
        (0.0, STRONG_PROBABILITY),
        (-WEAK_DB, WEAK_PROBABILITY),
        (-(STRONG_DB + WEAK_DB) / 2, (STRONG_PROBABILITY + WEAK_PROBABILITY) / 2),
    ],
)
def test_the_weaker_a_frame_the_surer_the_tracker_must_be(below_voice_db: float, least: float) -> None:
    """Levels are held against the mean power of all voice, so the tolerance is that of a few weak frames in it."""
    edge = slice(150, 155)
    enough = Scene().set(edge, probability=least + 2 * JUST_LESS, below_voice_db=below_voice_db)
    less = Scene().set(edge, probability=least - 2 * JUST_LESS, below_voice_db=below_voice_db)
    assert not np.isnan(enough.voiced()[edge]).any()
    assert np.isnan(less.voiced()[edge]).all()


def test_far_below_the_voice_nothing_is_voiced() -> None:
    edge = slice(160, 170)
    assert np.isnan(Scene(-90.0).set(edge, probability=1.0, below_voice_db=-SILENT_DB + 1.0).voiced()[edge]).all()


@pytest.mark.parametrize("noise_probability", [0.05, 0.6])
def test_in_noise_a_frame_must_be_more_probable_than_the_noise_itself(noise_probability: float) -> None:
    edge = slice(155, 165)
    scene = Scene(VOICE_DB - 8.0)
    scene.probability[~scene.speech] = noise_probability
    scene.speech[edge] = True
    scene.set(edge, probability=noise_probability + JUST_LESS, below_voice_db=5.0)
    assert np.isnan(scene.voiced()[edge]).all() == (noise_probability < STRONG_PROBABILITY)
    scene.set(edge, probability=noise_probability - JUST_LESS, below_voice_db=5.0)
    assert np.isnan(scene.voiced()[edge]).all()
    assert np.isnan(scene.voiced()[:50]).all()


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_frames_beside_a_jump_are_dropped_where_the_tracker_is_in_doubt(factor: float) -> None:
    scene = Scene()
    scene.f0_hz[100:110] *= factor
    scene.probability[98:102] = SURE - JUST_LESS
    assert np.flatnonzero(np.isnan(scene.voiced()[50:150])).tolist() == [49, 50]
    scene.probability[98:102] = SURE
    assert not np.isnan(scene.voiced()[50:150]).any()


def test_a_voice_that_the_speech_detector_misses_is_still_a_voice() -> None:
    scene = Scene()
    scene.speech[80:] = False
    assert not np.isnan(scene.voiced()[50:150]).any()
    scene.speech[:] = False
    assert not np.isnan(scene.voiced()[50:150]).any()


def test_a_voice_too_short_to_be_one_is_dropped() -> None:
    frames = round(MIN_VOICE_S / HOP_S)
    assert np.isnan(Scene().set(slice(170, 169 + frames), probability=1.0, below_voice_db=0.0).voiced()[160:]).all()
    kept = Scene().set(slice(170, 170 + frames), probability=1.0, below_voice_db=0.0).voiced()[160:]
    assert np.count_nonzero(~np.isnan(kept)) == frames


def test_without_any_voice_nothing_is_voiced() -> None:
    scene = Scene()
    scene.probability[:] = EVEN_CHANCE - JUST_LESS
    assert np.isnan(scene.voiced()).all()
    assert len(voiced_f0(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, bool), HOP_S)) == 0


@thorough
@given(gain_db=gains_db, seed=st.integers(0, 99))
def test_gain_changes_nothing(gain_db: float, seed: int) -> None:
    scene = Scene()
    rng = np.random.default_rng(seed)
    scene.probability[:] = rng.uniform(size=200)
    scene.level_db += rng.uniform(-20.0, 5.0, 200)
    assert np.array_equal(scene.voiced(gain_db), scene.voiced(), equal_nan=True)


def humming(level_db: float) -> Speech:
    """Two bursts at 140 Hz over a hum that the tracker follows wherever nobody speaks."""
    speech = speak([1.0, 1.0], [1.0], Speaker(level_db=-25.0))
    hum = tone(HUM_HZ, speech.duration_s, level_db)
    return Speech(
        speech.samples + hum,
        lambda times_s: np.where(np.isnan(speech.f0_hz(times_s)), HUM_HZ, speech.f0_hz(times_s)),
        speech.bursts,
    )


def test_a_hum_between_words_is_no_voice() -> None:
    heard = hear(humming(-70.0))
    assert np.isnan(heard.f0.between(Span(1.55, 2.45))).all()
    assert not np.isnan(heard.f0.between(Span(0.55, 1.45))).any()


def test_a_voice_that_falls_far_is_still_a_voice() -> None:
    """20 dB: the end of a sentence said half under the breath."""
    speech = speak([1.5])
    samples = speech.samples.copy()
    samples[round(1.5 * RATE_HZ) :] *= np.float32(0.1)
    heard = hear(Speech(samples, speech.f0_hz, speech.bursts))
    assert not np.isnan(heard.f0.between(Span(1.55, 1.95))).any()


def test_silence_has_no_voice_whatever_the_tracker_says() -> None:
    assert np.isnan(hear(Speech(silence(1.0), steady(HUM_HZ), ())).f0.values).all()


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    f0_hz = 120.0 * 2.0 ** np.cumsum(chance.normal(0.0, 0.1, 500))
    probability, level_db = chance.uniform(size=500), chance.normal(-30.0, 10.0, 500)
    speech = chance.uniform(size=500) < 0.6
    at_once = voiced_f0(f0_hz, probability, level_db, speech, HOP_S)
    monkeypatch.setattr(voicing, "BLOCK", 7)
    np.testing.assert_array_equal(voiced_f0(f0_hz, probability, level_db, speech, HOP_S), at_once)
    assert 0 < np.count_nonzero(~np.isnan(at_once)) < 500
