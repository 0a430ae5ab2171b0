"""One word while somebody speaks: only where it is due."""

import pytest

from voicecoach.baseline import Usual
from voicecoach.coaching.live_cue import (
    FAST_SPREADS,
    FAST_SYL_S,
    LEAST_GAP_S,
    LEAST_SPOKEN_S,
    LONG_RUN_S,
    CueTimer,
    LiveCue,
    SoFar,
    live_cue,
)


@pytest.mark.parametrize(
    ("so_far", "cue"),
    [
        (SoFar("good", 30.0, 4.0, 5.0), None),
        (SoFar("good", 30.0, 4.0), None),
        (SoFar("too_quiet", 30.0, 4.0), "louder"),
        (SoFar("clipping", 30.0, LONG_RUN_S, 9.0), "softer"),
        (SoFar("good", 30.0, 4.0, FAST_SYL_S + 0.1), "slower"),
        (SoFar("good", 30.0, 4.0, FAST_SYL_S), None),
        (SoFar("good", 30.0, LONG_RUN_S), "breathe"),
        (SoFar("nobody", 30.0, 0.0), None),
    ],
)
def test_a_cue_is_due(so_far: SoFar, cue: LiveCue | None) -> None:
    assert live_cue(so_far) == cue


def test_too_little_was_said() -> None:
    assert live_cue(SoFar("too_quiet", LEAST_SPOKEN_S - 0.1, 1.0, 9.0)) is None


def test_fast_is_what_is_fast_for_the_speaker() -> None:
    usual = Usual(7.5, 0.4, 12)
    assert live_cue(SoFar("good", 30.0, 4.0, 8.0, usual)) is None
    assert live_cue(SoFar("good", 30.0, 4.0, 7.6 + FAST_SPREADS * 0.4, usual)) == "slower"


def test_cues_are_kept_apart() -> None:
    timer, quiet, good = CueTimer(), SoFar("too_quiet", 30.0, 4.0), SoFar("good", 30.0, 4.0)
    assert timer.due(good, 0.0) is None
    assert timer.due(quiet, 1.0) == "louder"
    assert timer.due(quiet, 1.0 + LEAST_GAP_S - 0.1) is None
    assert timer.due(quiet, 1.0 + LEAST_GAP_S) == "louder"
