"""Who speaks when: windows cut from a conversation whose truth is written down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import quick, thorough
from voicecoach.hearing.speakers import FIRST_S, FRAME_S, PAUSE_S, PIECE_S, WINDOW_S, LocalPieces, cut, who_speaks
from voicecoach.speakers import SpeakerSpan

FRAMES = 589
STEP_S = 2.0
EDGE_S = 3 * FRAME_S


def heard(truth: list[SpeakerSpan], seed: int = 0, *, is_one_voice: bool = False) -> list[LocalPieces]:
    """The windows of a conversation; the voices of each come in another order, and prints vary a little.

    With `is_one_voice` the network takes all of them for one: only the prints of the pieces differ.
    """
    random = np.random.default_rng(seed)
    names = sorted({span.speaker for span in truth})
    end_s = max(span.end_s for span in truth)
    windows = []
    for start_s in np.arange(0.0, max(end_s - WINDOW_S, 0.0) + STEP_S, STEP_S):
        times_s = start_s + FIRST_S + FRAME_S * np.arange(FRAMES)
        speaks = np.zeros((FRAMES, 3), dtype=bool)
        for number, name in enumerate(names):
            spans = [(times_s >= one.start_s) & (times_s < one.end_s) for one in truth if one.speaker == name]
            speaks[:, number] = np.any(spans, axis=0)
        voices = np.atleast_2d(speaks.any(axis=1)).T if is_one_voice else speaks[:, random.permutation(3)]
        pieces = cut(voices)
        owners = [int((speaks & piece[:, np.newaxis]).sum(axis=0).argmax()) for piece in pieces.T]
        prints = np.eye(8)[owners] + 0.05 * random.standard_normal((len(owners), 8))
        windows.append(LocalPieces(float(start_s), pieces, prints))
    return windows


TALK = [
    SpeakerSpan("A", 1.0, 7.0),
    SpeakerSpan("B", 6.5, 14.0),
    SpeakerSpan("A", 15.0, 19.0),
    SpeakerSpan("B", 20.0, 26.0),
]


@pytest.mark.parametrize("speakers", [2, None])
def test_the_conversation_comes_out_with_its_overlap(speakers: int | None) -> None:
    found = who_speaks(heard(TALK), speakers)
    assert [one.speaker for one in found] == ["A", "B", "A", "B"]
    for one, truth in zip(found, TALK, strict=True):
        assert [one.start_s, one.end_s] == pytest.approx([truth.start_s, truth.end_s], abs=EDGE_S)


@quick
@given(seed=st.integers(0, 1000))
def test_the_order_of_the_voices_in_a_window_does_not_matter(seed: int) -> None:
    assert [one.speaker for one in who_speaks(heard(TALK, seed), 2)] == ["A", "B", "A", "B"]


def test_one_speaker_has_one_name() -> None:
    assert {one.speaker for one in who_speaks(heard(TALK), 1)} == {"A"}


def test_short_gaps_are_closed_and_short_sounds_dropped() -> None:
    truth = [SpeakerSpan("A", 1.0, 3.0), SpeakerSpan("A", 3.2, 6.0), SpeakerSpan("A", 8.0, 8.1)]
    ((start_s, end_s),) = [(one.start_s, one.end_s) for one in who_speaks(heard(truth), None)]
    assert [start_s, end_s] == pytest.approx([1.0, 6.0], abs=EDGE_S)


def test_two_that_the_network_took_for_one_are_told_apart_at_a_pause() -> None:
    truth = [SpeakerSpan("AB"[turn % 2], 2.5 * turn, 2.5 * turn + 2.3) for turn in range(12)]
    found = who_speaks(heard(truth, is_one_voice=True), None)
    assert [one.speaker for one in found] == list("ABABABABABAB")
    for one, turn in zip(found, truth, strict=True):
        assert [one.start_s, one.end_s] == pytest.approx([turn.start_s, turn.end_s], abs=EDGE_S)


@thorough
@given(seed=st.integers(0, 10_000), voices=st.integers(1, 3))
def test_pieces_hold_all_speech_once_and_none_is_long(seed: int, voices: int) -> None:
    random = np.random.default_rng(seed)
    active = np.repeat(random.random((60, voices)) < 0.5, 10, axis=0)
    pieces = cut(active)
    assert pieces.any(axis=0).all()
    assert (pieces.sum(axis=1) == active.sum(axis=1)).all()
    assert pieces.sum(axis=0).max(initial=0) * FRAME_S <= 1.5 * PIECE_S + FRAME_S
    for piece in pieces.T:
        frames = np.flatnonzero(piece)
        assert (np.diff(frames) - 1).max(initial=0) * FRAME_S <= PAUSE_S


def test_nobody_has_no_spans() -> None:
    silent = LocalPieces(0.0, np.zeros((FRAMES, 1), dtype=bool), np.full((1, 8), np.nan))
    assert who_speaks([silent], None) == ()
    assert who_speaks([], 2) == ()
