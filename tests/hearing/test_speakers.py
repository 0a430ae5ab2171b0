"""Who speaks when: windows cut from a conversation whose truth is written down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import quick
from voicecoach.hearing.speakers import FIRST_S, FRAME_S, WINDOW_S, LocalVoices, who_speaks
from voicecoach.speakers import SpeakerSpan

FRAMES = 589
STEP_S = 2.0
EDGE_S = 3 * FRAME_S


def heard(truth: list[SpeakerSpan], seed: int = 0) -> list[LocalVoices]:
    """The windows of a conversation; the voices of each come in another order, and their prints vary a little."""
    random = np.random.default_rng(seed)
    names = sorted({span.speaker for span in truth})
    end_s = max(span.end_s for span in truth)
    windows = []
    for start_s in np.arange(0.0, max(end_s - WINDOW_S, 0.0) + STEP_S, STEP_S):
        times_s = start_s + FIRST_S + FRAME_S * np.arange(FRAMES)
        active = np.zeros((FRAMES, 3), dtype=bool)
        prints = np.full((3, 8), np.nan)
        order = random.permutation(3)
        for number, name in enumerate(names):
            speaks = [(times_s >= one.start_s) & (times_s < one.end_s) for one in truth if one.speaker == name]
            active[:, order[number]] = np.any(speaks, axis=0)
            if active[:, order[number]].any():
                prints[order[number]] = np.eye(8)[number] + 0.05 * random.standard_normal(8)
        windows.append(LocalVoices(float(start_s), active, prints))
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


def test_nobody_has_no_spans() -> None:
    silent = LocalVoices(0.0, np.zeros((FRAMES, 3), dtype=bool), np.full((3, 8), np.nan))
    assert who_speaks([silent], None) == ()
    assert who_speaks([], 2) == ()
