"""The words about progress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progressed import progress as progress_with
from tests.progressed import series
from tests.strategies import thorough
from voicecoach.report import progress_words as say

MARK = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Zoë  O'Brien\n", "Zoë O'Brien"),
        ("\x1b[2J", f"{MARK}[2J"),
        ("\u202egnp.exe", f"{MARK}gnp.exe"),
        ("\u2066a\u2069", f"{MARK}a{MARK}"),
        ("\uffff\ufffe\ud800\x00\x7f\x9b", MARK * 6),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ],
)
def test_what_steers_a_terminal_or_breaks_a_page_is_marked_and_nothing_else(typed: str, shown: str) -> None:
    assert say.printable(typed) == shown


@thorough
@given(st.text())
def test_what_is_printable_stays(typed: str) -> None:
    assert say.printable(say.printable(typed)) == say.printable(typed)


@pytest.mark.parametrize(("value", "shown"), [(-0.0, "0"), (9.96, "10"), (9.24, "9.2"), (132.5, "132"), (-3.0, "-3")])
def test_a_number_has_as_many_digits_as_can_be_heard(value: float, shown: str) -> None:
    assert say.number(value) == shown


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (12.0, 4.0, "down, into the band"),
        (4.0, 12.0, "up, out of the band"),
        (16.0, 9.0, "down, nearer the band"),
        (9.0, 16.0, "up, further from the band"),
        (12.0, -9.0, "down, past the band"),
        (5.0, 0.0, "down, inside the band as before"),
        (5.0, 4.0, say.NO_CHANGE),
    ],
)
def test_a_change_is_told_beside_the_band(before: float, now: float, told: str) -> None:
    (scene,) = progress_with(series([before] * 5 + [now] * 5)).scenes
    assert say.trend_change(scene.trends[0]).endswith(f": {told}")
