"""How a command line names speakers."""

import click
import pytest

from voicecoach.cli.who import CLIENT, SPEAKERS


@pytest.mark.parametrize(("text", "count"), [("auto", None), ("1", 1), ("2", 2), ("26", 26)])
def test_a_number_of_speakers_is_read(text: str, count: int | None) -> None:
    assert SPEAKERS.convert(text, None, None) == count


@pytest.mark.parametrize("text", ["0", "27", "-1", "two", ""])
def test_any_other_number_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="from 1 to 26"):
        SPEAKERS.convert(text, None, None)


@pytest.mark.parametrize(("text", "name"), [("A", "A"), (" b ", "B")])
def test_a_speaker_is_a_letter(text: str, name: str) -> None:
    assert CLIENT.convert(text, None, None) == name


@pytest.mark.parametrize("text", ["1", "AB", "", "ä"])
def test_any_other_name_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="from A to Z"):
        CLIENT.convert(text, None, None)
