"""The floor: turns at known times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import turn_at
from voicecoach.audio import Span
from voicecoach.hearing.floor import (
    CONVERSATION_GAP_S,
    TAKE_S,
    floor_breaks,
    interruptions,
    overlaps,
    reply_gaps,
    spread,
    talk_shares,
)
from voicecoach.speakers import Overlap
from voicecoach.transcript import Word

spans = st.lists(st.tuples(st.floats(0, 100), st.floats(0.05, 5)), max_size=8)


def word(start_s: float, end_s: float, speaker: str = "A") -> Word:
    return Word("word", start_s, end_s, 1.0, speaker)


def test_the_reply_gap_runs_from_the_others_end() -> None:
    turns = (turn_at("A", 0.0, 2.0), turn_at("B", 2.5, 4.0), turn_at("A", 3.8, 5.0), turn_at("A", 7.0, 8.0))
    assert reply_gaps(turns) == (None, 0.5, -0.2, None)


def test_who_starts_over_another_and_goes_on_interrupts() -> None:
    turns = (turn_at("A", 0.0, 4.0), turn_at("B", 3.0, 6.0))
    assert interruptions(turns) == {"A": 0, "B": 1}


@pytest.mark.parametrize(
    ("start_s", "end_s"), [(3.8, 6.0), (1.0, 1.5), (4.0, 5.0)], ids=["a bit early", "mhm", "after"]
)
def test_who_is_a_bit_early_or_only_listens_aloud_does_not(start_s: float, end_s: float) -> None:
    assert interruptions((turn_at("A", 0.0, 4.0), turn_at("B", start_s, end_s)))["B"] == 0


def test_overlaps_name_who_speaks() -> None:
    found = overlaps({"A": [Span(0.0, 3.0), Span(5.0, 6.0)], "B": [Span(2.0, 5.5)], "C": [Span(2.5, 2.8)]})
    assert found == (
        Overlap(2.0, 2.5, ("A", "B")),
        Overlap(2.5, 2.8, ("A", "B", "C")),
        Overlap(2.8, 3.0, ("A", "B")),
        Overlap(5.0, 5.5, ("A", "B")),
    )


def test_the_error_of_an_edge_is_no_overlap() -> None:
    assert overlaps({"A": [Span(0.0, 3.05)], "B": [Span(3.0, 4.0)]}) == ()


@thorough
@given(raw=spans)
def test_one_speaker_alone_never_overlaps(raw: list[tuple[float, float]]) -> None:
    apart, end_s = [], 0.0
    for gap_s, length_s in raw:
        apart.append(Span(end_s + gap_s, end_s + gap_s + length_s))
        end_s = apart[-1].end_s
    assert overlaps({"A": apart}) == ()
    assert sum(talk_shares({"A": 1.0, "B": 3.0}).values()) == pytest.approx(1.0)  # type: ignore[arg-type]


def test_nobody_has_no_share() -> None:
    assert talk_shares({"A": 0.0, "B": 0.0}) == {"A": None, "B": None}


def test_the_floor_is_lost_to_words_and_to_silence() -> None:
    words = [word(0.0, 1.0), word(2.0, 3.0)]
    assert len(floor_breaks(words, (), ())) == 1
    assert len(floor_breaks(words, (), [word(1.1, 1.1 + TAKE_S, "B")])) == 2
    assert len(floor_breaks([word(0.0, 1.0), word(1.8, 3.0)], (), [word(1.1, 1.4, "B")])) == 1
    assert len(floor_breaks([word(0.0, 1.0), word(1.0 + CONVERSATION_GAP_S, 3.0)], (), [word(9.0, 9.5, "B")])) == 2
    assert floor_breaks((), (), ()) == ()


def test_a_filled_pause_holds_the_floor() -> None:
    words = [word(0.0, 1.0), word(2.4, 3.0)]
    assert len(floor_breaks(words, [Span(1.5, 1.9)], [word(9.0, 9.5, "B")])) == 1


def test_turns_reach_as_far_as_their_speech() -> None:
    turns = [Span(1.0, 2.0), Span(2.2, 3.0)]
    speech = [Span(0.8, 3.4), Span(5.0, 5.5), Span(6.0, 6.1)]
    assert spread(turns, speech) == ((Span(0.8, 2.0), Span(2.2, 3.4)), (Span(5.0, 5.5),))


def test_a_turn_of_one_word_without_length_keeps_its_place() -> None:
    """The turn after it does not reach back over it."""
    after, wordless = spread([Span(4.3, 4.3), Span(5.6, 8.0)], [Span(4.0, 8.2)])
    assert after == (Span(4.0, 4.3), Span(5.6, 8.2))
    assert wordless == ()
    assert spread([Span(4.3, 4.3)], [Span(4.0, 4.5)]) == ((Span(4.0, 4.5),), ())


@thorough
@given(turns=spans, speech=spans)
def test_spreading_never_makes_a_turn_shorter(
    turns: list[tuple[float, float]], speech: list[tuple[float, float]]
) -> None:
    before = sorted(Span(start_s, start_s + length_s) for start_s, length_s in turns)
    after, _ = spread(before, sorted(Span(start_s, start_s + length_s) for start_s, length_s in speech))
    assert len(after) == len(before)
    assert all(a.start_s <= b.start_s and a.end_s >= b.end_s for a, b in zip(after, before, strict=True))
