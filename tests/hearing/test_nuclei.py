"""Nuclei: a voice that swells n times has n, whatever its gain and its place."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speech, noise, silence, steady, tone, voice
from tests.strategies import gains_db, quick, thorough
from tests.tolerances import SAME_S, assert_seconds
from voicecoach.audio import Samples, Span
from voicecoach.hearing.nuclei import MERGED_S, MIN_DIP_DB, find_nuclei, syllables_of
from voicecoach.units import RATE_HZ

PEAK_S = 0.0301
"""Place of a nucleus: three frames of level, since the top of a swell is flat."""


def swelling(number: int, period_s: float, depth_db: float, lead_s: float = 0.5) -> Speech:
    """A voice whose level rises and falls by `depth_db`, `number` times."""
    sound = voice(steady(140.0), number * period_s)
    phase = 2 * np.pi * np.arange(len(sound)) / (period_s * RATE_HZ)
    swell = 10 ** (-depth_db * (1 + np.cos(phase)) / 40)
    samples = np.concatenate((silence(lead_s), (sound * swell).astype(np.float32), silence(0.5)))
    span = Span(lead_s, lead_s + number * period_s)

    def f0_hz(times_s: np.ndarray) -> np.ndarray:
        return np.where((times_s >= span.start_s) & (times_s < span.end_s), 140.0, np.nan)

    return Speech(samples, f0_hz, (span,))


def nuclei(speech: Speech) -> tuple[float, ...]:
    heard = hear(speech)
    return find_nuclei(heard, (Span(0.0, heard.duration_s),))


@quick
@given(number=st.integers(1, 12), rate_syl_s=st.floats(1.5, 7.0), depth_db=st.floats(6.0, 25.0), gain_db=gains_db)
def test_each_swell_is_a_nucleus_at_its_top_whatever_rate_depth_and_gain(
    number: int, rate_syl_s: float, depth_db: float, gain_db: float
) -> None:
    """So a voice stretched in time has as many, and its rate falls by the factor of the stretch."""
    speech = swelling(number, 1 / rate_syl_s, depth_db).louder(gain_db)
    tops_s = 0.5 + (np.arange(number) + 0.5) / rate_syl_s
    assert_seconds(nuclei(speech), tops_s, within=PEAK_S)


@pytest.mark.parametrize(("depth_db", "found"), [(0.5 * MIN_DIP_DB, 1), (2.5 * MIN_DIP_DB, 6)])
def test_a_dip_of_two_decibels_parts_two_nuclei(depth_db: float, found: int) -> None:
    assert len(nuclei(swelling(6, 0.25, depth_db))) == found


@quick
@given(lead=st.integers(0, 300))
def test_silence_before_moves_the_nuclei_and_changes_nothing(lead: int) -> None:
    early, late = swelling(5, 0.2, 12.0), swelling(5, 0.2, 12.0, lead_s=0.5 + lead / 100)
    assert_seconds(np.subtract(nuclei(late), lead / 100), nuclei(early), within=SAME_S)


@quick
@given(cuts_s=st.lists(st.floats(0.0, 2.9), max_size=4))
def test_spans_share_the_nuclei_out(cuts_s: list[float]) -> None:
    """Wherever the speech is cut, each nucleus is found once, in the span that holds it."""
    heard = hear(swelling(9, 0.22, 15.0))
    edges_s = [0.0, *sorted(cuts_s), heard.duration_s]
    spans = [Span(start_s, end_s) for start_s, end_s in itertools.pairwise(edges_s)]
    assert find_nuclei(heard, spans) == find_nuclei(heard, (Span(0.0, heard.duration_s),))


def test_only_the_spans_are_searched() -> None:
    heard = hear(swelling(8, 0.25, 12.0))
    inside = find_nuclei(heard, (Span(1.0, 1.5),))
    assert len(inside) == 2
    assert all(1.0 <= time_s < 1.5 for time_s in inside)
    assert find_nuclei(heard, ()) == ()


@pytest.mark.parametrize("samples", [silence(0.0), silence(2.0), noise(2.0, -30.0), tone(1000.0, 2.0)])
def test_without_voice_there_are_none(samples: Samples) -> None:
    assert nuclei(Speech(samples, steady(np.nan), ())) == ()


@thorough
@given(number=st.integers(1, 100), time_s=st.floats(0.1, 60.0))
def test_syllables_are_the_nuclei_and_those_that_merged_with_them(number: int, time_s: float) -> None:
    estimate = syllables_of(number, time_s)
    assert number <= estimate <= 2 * number
    if number * MERGED_S < time_s / 2:
        # Of n syllables those are lost that fall into the dead time after the nuclei that were found.
        assert estimate - estimate * number * MERGED_S / time_s == pytest.approx(number)


def test_no_nuclei_and_no_time_have_no_syllables() -> None:
    assert syllables_of(0, 3.0) == 0.0
    assert syllables_of(0, 0.0) == 0.0
