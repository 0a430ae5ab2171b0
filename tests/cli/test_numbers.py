"""What is no number is none on the command line."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.cli.numbers import Finite


@given(st.floats(0.0, 600.0))
def test_a_number_in_the_range_is_taken(number: float) -> None:
    assert Finite(0, 600).convert(repr(number), None, None) == number


@pytest.mark.parametrize("text", ["nan", "-nan", "inf", "1e999", "-1", "x", ""])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Finite(min=0.0).convert(text, None, None)
