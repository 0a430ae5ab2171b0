"""Notes, marks and corrected labels: what they can't be."""

import math
from dataclasses import replace

import pytest

from tests.practice import at
from tests.recorded import CORRECTIONS, NOTES
from voicecoach.records import Correction, Note


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_note_has_words(text: str) -> None:
    with pytest.raises(ValueError, match="words"):
        replace(NOTES[0], text=text)


@pytest.mark.parametrize("at_s", [-0.1, math.nan, math.inf])
def test_a_moment_lies_in_the_recording(at_s: float) -> None:
    assert replace(NOTES[0], at_s=0.0).at_s == 0.0
    with pytest.raises(ValueError, match="moment"):
        replace(NOTES[0], at_s=at_s)


def test_a_mark_is_on_a_moment() -> None:
    with pytest.raises(ValueError, match="mark"):
        Note("n", "s1", at(0), "the no", "mark")


def test_a_correction_names_a_turn_and_a_label() -> None:
    with pytest.raises(ValueError, match="from 1"):
        replace(CORRECTIONS[0], turn=0)
    with pytest.raises(ValueError, match="style or a voice"):
        Correction("s1", 1, at(0))
