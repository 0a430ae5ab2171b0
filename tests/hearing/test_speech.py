"""Speech spans: one state machine, whatever the chunks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.audio import Span
from voicecoach.hearing.speech import SpeechDetector

FRAME_S = 0.032


def detected(*stretches: tuple[float, int]) -> tuple[Span, ...]:
    """The spans in stretches of (probability, number of frames)."""
    detector = SpeechDetector(FRAME_S)
    frames = np.concatenate([np.full(count, probability) for probability, count in stretches])
    return detector.push(frames) + detector.finish()


def frame_span(start: int, end: int) -> Span:
    return Span(start * FRAME_S, end * FRAME_S)


def test_a_span_runs_from_the_first_to_the_last_frame_of_speech() -> None:
    assert detected((0.0, 10), (0.9, 20), (0.0, 30)) == (frame_span(10, 30),)


def test_speech_that_goes_on_to_the_end_is_closed_by_it() -> None:
    assert detected((0.0, 10), (0.9, 20)) == (frame_span(10, 30),)


def test_a_closing_silence_at_the_end_does_not_belong_to_the_span() -> None:
    assert detected((0.9, 20), (0.0, 3)) == (frame_span(0, 20),)


def test_a_silence_of_a_quarter_second_parts_two_spans_and_a_shorter_one_does_not() -> None:
    assert detected((0.9, 20), (0.0, 8), (0.9, 20)) == (frame_span(0, 20), frame_span(28, 48))
    assert detected((0.9, 20), (0.0, 7), (0.9, 20)) == (frame_span(0, 47),)


@pytest.mark.parametrize(("probability", "spans"), [(0.36, 1), (0.34, 2)])
def test_doubtful_frames_keep_a_span_open_but_do_not_open_one(probability: float, spans: int) -> None:
    assert len(detected((0.9, 20), (probability, 30), (0.9, 20))) == spans
    assert detected((0.49, 50)) == ()


def test_a_knock_is_no_speech() -> None:
    assert detected((0.0, 5), (0.9, 3), (0.0, 20)) == ()
    assert detected((0.0, 5), (0.9, 4), (0.0, 20)) == (frame_span(5, 9),)


def test_it_tells_since_when_somebody_speaks() -> None:
    detector = SpeechDetector(FRAME_S)
    assert detector.open_since_s is None
    detector.push(np.array([0.0, 0.9, 0.9]))
    assert detector.open_since_s == FRAME_S
    detector.push(np.zeros(20))
    assert detector.open_since_s is None


def test_nothing_pushed_gives_nothing() -> None:
    detector = SpeechDetector(FRAME_S)
    assert detector.push(np.zeros(0)) == ()
    assert detector.finish() == ()


probabilities = st.lists(st.sampled_from([0.0, 0.2, 0.34, 0.36, 0.49, 0.51, 1.0]), max_size=150)


@thorough
@given(frames=probabilities, cuts=st.lists(st.integers(0, 150)))
def test_any_chunking_gives_the_same_spans(frames: list[float], cuts: list[int]) -> None:
    whole, parts = SpeechDetector(FRAME_S), SpeechDetector(FRAME_S)
    values = np.array(frames)
    in_parts = [span for part in np.split(values, sorted(cuts)) for span in parts.push(part)]
    assert (*in_parts, *parts.finish()) == whole.push(values) + whole.finish()


@thorough
@given(frames=probabilities)
def test_spans_are_in_order_apart_and_hold_every_sure_stretch(frames: list[float]) -> None:
    spans = detected(*((probability, 1) for probability in frames)) if frames else ()
    edges = [edge for span in spans for edge in (span.start_s, span.end_s)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(frames) * FRAME_S for edge in edges)
    for first in range(len(frames) - 3):
        if min(frames[first : first + 4]) > 0.5:
            stretch = frame_span(first, first + 4)
            assert any(span.overlap_s(stretch) == pytest.approx(stretch.duration_s) for span in spans)
