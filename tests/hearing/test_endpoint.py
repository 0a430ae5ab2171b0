"""The end of a turn: what ends it, what does not, and that chunks never matter."""

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import quick
from voicecoach.hearing.endpoint import (
    FINISHED_SILENCE_S,
    NOBODY_S,
    OPEN_SILENCE_S,
    PATIENT,
    Endpoint,
    EndpointOptions,
    Moment,
    Verdict,
)

FRAME_S = 0.032
Judge = Callable[[float], Verdict | None]


def finished(_at_s: float) -> Verdict:
    return "finished"


def still_open(_at_s: float) -> Verdict:
    return "open"


def unknown(_at_s: float) -> None:
    return None


def frames(*stretches: tuple[float, float]) -> list[float]:
    """Probabilities: stretches of (seconds, probability)."""
    return [probability for length_s, probability in stretches for _ in range(round(length_s / FRAME_S))]


def heard(
    probabilities: Sequence[float],
    judge: Judge = finished,
    options: EndpointOptions | None = None,
    sizes: Sequence[int] = (1,),
) -> list[Moment]:
    endpoint = Endpoint(FRAME_S, judge, options)
    values, place = np.array(probabilities), 0
    moments: list[Moment] = []
    for size in itertools.cycle(sizes):
        if place >= len(values):
            return moments
        moments.extend(endpoint.push(values[place : place + size]))
        place += size
    raise AssertionError("a cycle of sizes ended")


def kinds(moments: Sequence[Moment]) -> list[str]:
    return [moment.kind for moment in moments]


def test_a_turn_starts_pauses_and_ends() -> None:
    moments = heard(frames((0.64, 0.0), (1.6, 0.9), (3.2, 0.0)))
    assert kinds(moments) == ["started", "paused", "ended"]
    started, paused, ended = moments
    assert started.at_s == pytest.approx(0.64)
    assert paused.at_s == ended.at_s == pytest.approx(2.24)
    assert ended.reason == "finished"
    assert FINISHED_SILENCE_S <= ended.silence_s < FINISHED_SILENCE_S + FRAME_S


@pytest.mark.parametrize("pause_s", [0.3, 0.7, 0.9])
def test_a_pause_for_thought_or_breath_ends_no_turn(pause_s: float) -> None:
    moments = heard(frames((1.6, 0.9), (pause_s, 0.0), (1.6, 0.9), (1.5, 0.0)))
    assert kinds(moments) == ["started", "paused", "resumed", "paused", "ended"]


@pytest.mark.parametrize("judge", [still_open, unknown])
def test_an_open_or_unknown_sentence_is_waited_for(judge: Judge) -> None:
    *_, ended = heard(frames((1.6, 0.9), (4.0, 0.0)), judge)
    assert ended.reason == "waited"
    assert OPEN_SILENCE_S <= ended.silence_s < OPEN_SILENCE_S + FRAME_S


def test_the_verdict_may_come_while_the_silence_lasts() -> None:
    asked = iter([None] * 45)
    *_, ended = heard(frames((1.6, 0.9), (4.0, 0.0)), lambda _at_s: next(asked, "finished"))
    assert ended.reason == "finished"
    assert FINISHED_SILENCE_S < ended.silence_s < OPEN_SILENCE_S


def test_the_patient_wait_longer() -> None:
    for judge, least_s in ((finished, PATIENT.finished_s), (still_open, PATIENT.open_s)):
        *_, ended = heard(frames((1.6, 0.9), (6.0, 0.0)), judge, PATIENT)
        assert least_s <= ended.silence_s < least_s + FRAME_S
    assert min(PATIENT.finished_s, PATIENT.open_s) >= 3.0


def test_nobody_speaks() -> None:
    (nobody,) = heard(frames((NOBODY_S + 1.0, 0.0)))
    assert (nobody.kind, nobody.reason, nobody.at_s) == ("nobody", "nobody", 0.0)
    assert NOBODY_S <= nobody.silence_s < NOBODY_S + FRAME_S


def test_a_cough_without_words_is_no_answer() -> None:
    moments = heard(frames((0.5, 0.9), (NOBODY_S + 1.0, 0.0)), lambda _at_s: "wordless")
    assert kinds(moments) == ["started", "paused", "nobody"]
    assert moments[-1].silence_s >= NOBODY_S


def test_a_click_starts_no_turn_and_breaks_no_silence() -> None:
    click = (FRAME_S, 0.9)
    assert kinds(heard(frames((0.5, 0.0), click, (1.0, 0.0)))) == []
    *_, ended = heard(frames((1.6, 0.9), (0.5, 0.0), click, (2.0, 0.0)))
    assert FINISHED_SILENCE_S <= ended.silence_s < FINISHED_SILENCE_S + FRAME_S


def test_a_word_that_begins_as_the_silence_would_be_over_is_heard() -> None:
    silence_s = math.floor(FINISHED_SILENCE_S / FRAME_S) * FRAME_S
    moments = heard(frames((1.6, 0.9), (silence_s, 0.0), (1.6, 0.9), (2.0, 0.0)))
    assert kinds(moments) == ["started", "paused", "resumed", "paused", "ended"]


def test_endless_speech_is_ended() -> None:
    moments = heard(frames((4.0, 0.9)), finished, EndpointOptions(most_s=3.0))
    assert [(moment.kind, moment.reason) for moment in moments] == [("started", None), ("ended", "too_long")]
    assert moments[-1].at_s == pytest.approx(3.0, abs=FRAME_S)


def test_infinite_silences_never_end_a_turn() -> None:
    never = EndpointOptions(math.inf, math.inf, math.inf)
    assert kinds(heard(frames((1.6, 0.9), (60.0, 0.0)), finished, never)) == ["started", "paused"]
    assert heard(frames((60.0, 0.0)), finished, never) == []


def test_after_its_end_a_turn_tells_nothing_more() -> None:
    endpoint = Endpoint(FRAME_S, finished)
    endpoint.push(np.array(frames((1.6, 0.9), (2.0, 0.0))))
    assert endpoint.is_over
    assert endpoint.push(np.array(frames((1.6, 0.9), (9.0, 0.0)))) == ()


stretches = st.lists(st.tuples(st.sampled_from([0.032, 0.1, 0.3, 0.7, 1.1, 2.5]), st.floats(0.0, 1.0)), max_size=12)


@quick
@given(stretches, st.lists(st.integers(1, 40), min_size=2, max_size=5), st.sampled_from(["finished", "open", None]))
def test_any_chunking_tells_the_same(
    said: list[tuple[float, float]], sizes: list[int], verdict: Verdict | None
) -> None:
    probabilities = frames(*said, (3.0, 0.0))
    assert heard(probabilities, lambda _at_s: verdict, sizes=sizes) == heard(probabilities, lambda _at_s: verdict)


@quick
@given(stretches)
def test_moments_come_in_order_and_only_the_last_ends_the_turn(said: list[tuple[float, float]]) -> None:
    moments = heard(frames(*said, (NOBODY_S + 1.0, 0.0)))
    assert [moment.reason is not None for moment in moments] == [False] * (len(moments) - 1) + [True]
    assert all(left.told_s < right.told_s and left.at_s <= right.at_s for left, right in itertools.pairwise(moments))
    allowed = {"started": {"paused"}, "paused": {"resumed", "ended", "nobody"}, "resumed": {"paused"}}
    assert all(right.kind in allowed[left.kind] for left, right in itertools.pairwise(moments))
