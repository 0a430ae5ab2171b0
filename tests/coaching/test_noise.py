"""Noise: the speaker's own band, as wide as what moves when nothing has changed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.baseline import Usual
from voicecoach.coaching.bands import BANDS, LEVEL, Band
from voicecoach.coaching.noise import LEAST_STEP, NOISE, SPREADS, own_band

each_band = pytest.mark.parametrize("limits", [*BANDS, LEVEL], ids=lambda limits: limits.measure)
usuals = st.builds(Usual, st.floats(-50, 200), st.floats(0, 20), st.integers(5, 40))


def half(limits: Band) -> float:
    return (limits.high - limits.low) / 2


@each_band
def test_every_band_has_its_noise_and_own_bands_say_whose_they_are(limits: Band) -> None:
    own = own_band(limits, Usual(10.0, 1.0, 12), 4)
    assert NOISE[limits.measure].basis in own.basis
    assert own.basis.startswith("own baseline: 10 in 12 sentences")


@thorough
@given(usual=usuals, sentences=st.integers(1, 30))
def test_a_band_lies_evenly_around_the_usual_and_has_a_width(usual: Usual, sentences: int) -> None:
    for limits in (*BANDS, LEVEL):
        own = own_band(limits, usual, sentences)
        assert own.low < usual.median < own.high
        assert (own.low + own.high) / 2 == pytest.approx(usual.median, abs=1e-6)
        assert own.step >= LEAST_STEP


@thorough
@given(usual=usuals, more=st.floats(0.5, 20), sentences=st.integers(1, 30))
def test_more_spread_widens_and_more_sentences_narrow(usual: Usual, more: float, sentences: int) -> None:
    wider = Usual(usual.median, usual.spread + more, usual.sentences)
    for limits in BANDS:
        assert half(own_band(limits, wider, sentences)) > half(own_band(limits, usual, sentences))
        assert half(own_band(limits, wider, sentences + 1)) < half(own_band(limits, wider, sentences))


def test_without_spread_the_least_change_is_left() -> None:
    effort, pace = BANDS[2], BANDS[0]
    assert half(own_band(effort, Usual(-12.0, 0.0, 12), 1)) == pytest.approx(NOISE["alpha_ratio_db"].least)
    assert half(own_band(pace, Usual(150.0, 0.0, 12), 1)) == pytest.approx(15.0)


def test_the_room_follows_the_formula() -> None:
    strays = SPREADS * 3.0 * math.sqrt(1 / 4 + math.pi / 2 / 10)
    assert half(own_band(BANDS[1], Usual(2.0, 3.0, 10), 4)) == pytest.approx(math.hypot(3.0, strays))


def test_a_usual_value_of_nothing_still_has_a_band() -> None:
    assert half(own_band(BANDS[3], Usual(0.0, 0.0, 10), 1)) == pytest.approx(LEAST_STEP)
