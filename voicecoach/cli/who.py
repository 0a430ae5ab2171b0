"""How a command line names speakers: how many there are, and which one is the client."""

import click

from voicecoach.speakers import MOST_SPEAKERS, letter

FOUND = "auto"


class _Count(click.ParamType[int | None]):
    """A number of speakers; None for `auto`."""

    name = "count"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        """A number from 1, or None."""
        if value == FOUND:
            return None
        try:
            count = int(value)
        except ValueError:
            count = 0
        if not 1 <= count <= MOST_SPEAKERS:
            self.fail(f"{value} is neither a number from 1 to {MOST_SPEAKERS} nor {FOUND}.", param, ctx)
        return count


class _Letter(click.ParamType[str]):
    """The letter of a speaker."""

    name = "speaker"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The letter, upper case."""
        named = value.strip().upper()
        if named not in [letter(number) for number in range(MOST_SPEAKERS)]:
            self.fail(f"{value} is no letter from A to {letter(MOST_SPEAKERS - 1)}.", param, ctx)
        return named


SPEAKERS = _Count()
CLIENT = _Letter()
