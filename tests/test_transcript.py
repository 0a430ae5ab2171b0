"""What lies between two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.audio import Span
from voicecoach.transcript import Word, silence_s


def word(start_s: float, end_s: float) -> Word:
    return Word("so", start_s, end_s, 1.0)


def test_a_filled_pause_is_no_silence() -> None:
    before, after = word(0.0, 1.0), word(4.0, 4.5)
    assert silence_s(before, after, ()) == 3.0
    assert silence_s(before, after, [Span(1.5, 3.0)]) == 1.0
    assert silence_s(before, after, [Span(1.0, 4.0)]) == 0.0


@pytest.mark.parametrize("elsewhere", [Span(-1.0, 0.5), Span(4.2, 5.0), Span(0.5, 4.2)])
def test_what_lies_elsewhere_changes_nothing(elsewhere: Span) -> None:
    assert silence_s(word(0.0, 1.0), word(4.0, 4.5), [elsewhere]) == 3.0


@given(st.lists(st.floats(1.0, 4.0), min_size=2, max_size=10))
def test_filled_pauses_never_lengthen_a_silence(edges_s: list[float]) -> None:
    edges_s = sorted(edges_s[: len(edges_s) // 2 * 2])
    filled = [Span(start_s, end_s) for start_s, end_s in zip(edges_s[::2], edges_s[1::2], strict=True)]
    found_s = silence_s(word(0.0, 1.0), word(4.0, 4.5), filled)
    assert (3.0 - sum(span.duration_s for span in filled)) / (len(filled) + 1) - 1e-9 <= found_s <= 3.0


def test_words_that_overlap_have_a_negative_one() -> None:
    assert silence_s(word(0.0, 1.0), word(0.8, 1.5), ()) == pytest.approx(-0.2)
