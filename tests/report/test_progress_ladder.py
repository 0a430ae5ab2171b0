"""The ladder in words, and the step that lies nearest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progressed import made, summary
from tests.strategies import thorough
from voicecoach.history import Rating, Rung, TakeSummary
from voicecoach.report.progress_ladder import NEWEST_TAKES, hint, lines, next_step

RUNGS = (
    Rung("r1", "me", "Send a dish back", 20, "request", made(3)),
    Rung("r2", "me", "Say no to an extra shift", 40, "refusal"),
    Rung("r3", "me", "Tell the neighbour about the noise", 70),
)
RATINGS = (Rating("r1", made(0), 45), Rating("r2", made(0), 40), Rating("r3", made(0), 70), Rating("r1", made(3), 20))


def takes(*voices: str, style: str = "assertive") -> tuple[TakeSummary, ...]:
    return tuple(replace(summary(f"t{n}", day=n), voice=voice, style=style) for n, voice in enumerate(voices))


@thorough
@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=12))
def test_the_nearest_step_is_the_easiest_not_done(ladder: list[tuple[int, bool]]) -> None:
    rungs = [Rung(f"r{n}", "me", "x", suds, done_at=made(0) if done else None) for n, (suds, done) in enumerate(ladder)]
    step = next_step(rungs, ())
    left = [suds for suds, done in ladder if not done]
    assert (step.rung.suds if step else None) == min(left, default=None)
    assert step is None or step.rung.done_at is None


@pytest.mark.parametrize(
    ("voices", "counted", "practised"),
    [
        ((), (0, 0), False),
        (("steady", "steady"), (2, 2), False),
        (("steady", "soft", "steady", "steady", "soft"), (5, 3), True),
        (("steady",) * 3 + ("soft",) * 3, (5, 2), False),
        (("unsure", "", "steady"), (1, 1), False),
    ],
)
def test_practice_is_judged_by_the_newest_takes_of_its_type(
    voices: tuple[str, ...], counted: tuple[int, int], practised: bool
) -> None:
    step = next_step(RUNGS, takes(*voices))
    assert step is not None
    assert (step.takes, step.holding) == counted
    assert step.is_practised == practised


def test_takes_of_another_type_or_other_words_do_not_hold() -> None:
    others = tuple(replace(take, scene_type="praise") for take in takes(*["steady"] * NEWEST_TAKES))
    for found in (others, takes(*["steady"] * NEWEST_TAKES, style="passive")):
        step = next_step(RUNGS, found)
        assert step is not None
        assert step.holding == 0


def test_a_ladder() -> None:
    found = list(lines(RUNGS[::-1], RATINGS, next_step(RUNGS, ()), 60))
    assert found == [
        "done  20  Send a dish back",
        "          request, at first 45, done on 2026-03-05, r1",
        "next  40  Say no to an extra shift",
        "          refusal, r2",
        "      70  Tell the neighbour about the noise",
        "          r3",
    ]


def test_long_situations_are_wrapped_under_themselves() -> None:
    rung = replace(RUNGS[2], text="word " * 40)
    found = list(lines([rung], (), None, 40))
    assert max(map(len, found)) <= 40
    assert {line[:10] for line in found[1:]} == {" " * 10}
    assert sum(line.count("word") for line in found) == 40


def test_the_hint_tells_and_does_not_push() -> None:
    told = hint(next_step(RUNGS, takes("steady", "soft", "soft")))
    assert told.startswith("Next, when you like: Say no to an extra shift (SUDS 40)")
    assert "1 of the newest 3 practice takes" in told
    assert "some more practice first may make it lighter" in told
    assert "may make it lighter" not in hint(next_step(RUNGS, takes(*["steady"] * 5)))
    assert "could be read yet" in hint(next_step(RUNGS, ()))
    assert hint(None).startswith("All of it is done.")
    assert not [word for word in ("must", "should", "!") if word in told]
