"""The live cue: one word, after a while of the same, and seldom."""

from itertools import pairwise

from voicecoach.hearing.intake import Intake, IntakeState
from voicecoach.practice.cue import APART_S, LASTS_S, WORDS, LiveCue

STEP_S = 0.1


def cues(states: list[tuple[IntakeState, float]]) -> list[tuple[float, str]]:
    """What is shown when, where each state lasts so long."""
    cue, now_s, found = LiveCue(), 100.0, []
    for state, lasts_s in states:
        for _ in range(round(lasts_s / STEP_S)):
            word = cue.push(Intake(-50.0, state), now_s)
            if word:
                found.append((now_s - 100.0, word))
            now_s += STEP_S
    return found


def test_a_word_comes_after_a_while_and_at_most_every_twenty_seconds() -> None:
    found = cues([("too_quiet", 50.0)])
    assert [word for _, word in found] == ["louder"] * 3
    times = [at_s for at_s, _ in found]
    assert abs(times[0] - LASTS_S) <= STEP_S
    assert all(later - earlier >= APART_S for earlier, later in pairwise(times))


def test_a_short_moment_brings_none_and_neither_does_good_speech() -> None:
    assert cues([("too_quiet", LASTS_S - 0.2), ("good", 30.0), ("nobody", 30.0), ("no_signal", 9.0)]) == []


def test_words_are_single_and_of_every_kind() -> None:
    assert all(len(word.split()) == 1 for word in WORDS.values())
    assert [word for _, word in cues([("clipping", 5.0)])] == ["softer"]
