"""Windows: all speech goes to the recogniser once, in pieces it can take, and every time finds its way back."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import listen
from tests.signals import Speaker, Speech, silence, speak, steady
from tests.strategies import chunk_sizes, quick
from voicecoach.audio import Span
from voicecoach.hearing.windows import WindowOptions, WindowPacker
from voicecoach.ports import Window
from voicecoach.units import RATE_HZ

OPTIONS = WindowOptions()

WHISTLER = Speaker(steady(1750.0))
"""Four harmonics: long recordings are made quickly."""

long_speech = st.lists(st.tuples(st.floats(0.3, 45.0), st.floats(0.3, 6.0)), min_size=1, max_size=5).map(
    lambda pairs: speak([burst for burst, _ in pairs], [gap for _, gap in pairs][:-1], WHISTLER)
)


def windows_of(speech: Speech) -> tuple[Window, ...]:
    return listen(speech)[1]


def pieces_of(windows: tuple[Window, ...]) -> list[Span]:
    return [span for window in windows for _, span in window.pieces]


def test_a_short_recording_is_one_window_with_a_margin_around_the_speech() -> None:
    speech = speak([1.0], lead_s=2.0, tail_s=2.0)
    (window,) = windows_of(speech)
    ((offset_s, piece),) = window.pieces
    assert offset_s == 0.0
    assert OPTIONS.margin_s <= 2.0 - piece.start_s < OPTIONS.margin_s + 0.04
    assert OPTIONS.margin_s <= piece.end_s - 3.0 < OPTIONS.margin_s + 0.04


def test_short_gaps_stay_as_they_are() -> None:
    (window,) = windows_of(speak([1.0, 1.0], [1.2]))
    assert window.duration_s == pytest.approx(3.2 + 2 * OPTIONS.margin_s, abs=0.064)
    assert window.to_recording_s(window.duration_s) - window.to_recording_s(0.0) == pytest.approx(window.duration_s)


def test_long_gaps_shrink() -> None:
    (window,) = windows_of(speak([1.0, 1.0], [10.0]))
    sound_s = 2 * (1.0 + 2 * OPTIONS.margin_s)
    assert window.duration_s == pytest.approx(sound_s + OPTIONS.keep_gap_s, abs=0.16)


def test_a_window_ends_at_the_longest_gap_that_is_near_its_end() -> None:
    """Gaps at 26 and at 28 s could end the window; the later one is shorter."""
    speech = speak([25.0, 1.0, 5.0], [1.5, 0.9], WHISTLER)
    first, second = windows_of(speech)
    longest = speech.gaps[0]
    assert longest.start_s < first.to_recording_s(first.duration_s) < longest.end_s
    assert longest.start_s < second.to_recording_s(0.0) < longest.end_s


def test_speech_without_a_gap_is_cut_where_it_is_quietest() -> None:
    speech = speak([40.0], [], WHISTLER)
    samples = speech.samples.copy()
    dip = Span(27.0, 27.2)
    samples[round(dip.start_s * RATE_HZ) : round(dip.end_s * RATE_HZ)] *= 0.01
    first, second = windows_of(Speech(samples, speech.f0_hz, speech.bursts))
    assert dip.start_s <= first.to_recording_s(first.duration_s) <= dip.end_s
    assert second.to_recording_s(0.0) == first.to_recording_s(first.duration_s)


def test_of_speech_without_end_no_more_is_held_than_two_windows_need() -> None:
    chunk = np.random.default_rng(0).normal(0.0, 0.1, 2 * RATE_HZ).astype(np.float32)
    packer, heard_s = WindowPacker(), 0.0
    tracemalloc.start()
    for _ in range(300):
        heard_s += sum(window.duration_s for window in packer.push(chunk.copy(), (), 0.0))
    held_bytes, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert heard_s > 8 * 60.0
    assert held_bytes < 100 * RATE_HZ * chunk.itemsize
    last = packer.push(chunk[:0], (Span(0.0, 600.0),), None) + packer.finish()
    assert heard_s + sum(window.duration_s for window in last) == pytest.approx(600.0)


def test_silence_has_no_windows() -> None:
    assert windows_of(Speech(silence(40.0), steady(np.nan), ())) == ()


@quick
@given(speech=long_speech)
def test_the_recogniser_hears_all_speech_once_and_nothing_longer_than_it_can_take(speech: Speech) -> None:
    windows = windows_of(speech)
    pieces = pieces_of(windows)
    assert all(window.duration_s <= OPTIONS.max_s + 1e-6 for window in windows)
    assert all(left.end_s <= right.start_s + 1e-9 for left, right in itertools.pairwise(pieces))
    for burst in speech.bursts:
        assert sum(piece.overlap_s(burst) for piece in pieces) == pytest.approx(burst.duration_s)


@quick
@given(speech=long_speech)
def test_a_window_sounds_as_the_recording_does_at_its_pieces(speech: Speech) -> None:
    for window in windows_of(speech):
        assert len(window.samples) == pytest.approx(window.duration_s * RATE_HZ, abs=len(window.pieces))
        for offset_s, piece in window.pieces:
            inside = speech.samples[round(piece.start_s * RATE_HZ) :][: max(0, int(piece.duration_s * RATE_HZ) - 1)]
            # Each piece may be rounded by one sample, so that the next may begin a few samples off.
            starts = [round(offset_s * RATE_HZ) + shift for shift in range(-len(window.pieces), len(window.pieces) + 1)]
            found = [window.samples[max(0, start) : max(0, start) + len(inside)] for start in starts]
            assert any(np.array_equal(sound, inside) for sound in found)


@quick
@given(speech=long_speech, shares=st.lists(st.floats(-0.1, 1.1), min_size=2, max_size=20).map(sorted))
def test_window_time_goes_forward_in_the_recording_and_stays_inside_the_pieces(
    speech: Speech, shares: list[float]
) -> None:
    for window in windows_of(speech):
        times_s = [window.to_recording_s(share * window.duration_s) for share in shares]
        assert times_s == sorted(times_s)
        for time_s in times_s:
            assert any(piece.start_s <= time_s <= piece.end_s for _, piece in window.pieces)


@quick
@given(speech=long_speech, sizes=chunk_sizes)
def test_any_chunking_gives_the_same_windows(speech: Speech, sizes: list[int]) -> None:
    windows, others = windows_of(speech), listen(speech, sizes)[1]
    assert [window.pieces for window in windows] == [window.pieces for window in others]
    assert all(np.array_equal(left.samples, right.samples) for left, right in zip(windows, others, strict=True))
