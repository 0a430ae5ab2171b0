"""Which scene to practise: a short list to choose from, what is unfinished and what fits the ladder first."""

import shutil
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from voicecoach.cli.stage import Keyboard
    from voicecoach.roleplay.scenario import Scenario

SHORT = 9
"""Scenes of the short list (own proposal): one digit chooses, and more are not compared."""


def choose(
    scenarios: "Sequence[Scenario]", unfinished: Sequence[str], wanted: Sequence[str], keyboard: "Keyboard"
) -> "Scenario":
    """Let the learner choose a scene.

    Args:
        scenarios: All scenes.
        unfinished: Names of those that broke off.
        wanted: Types of scene that are on the ladder, the easiest first.
        keyboard: Where the choice comes from.

    Raises:
        click.Abort: When none is chosen.
    """
    short = ordered(scenarios, unfinished, wanted)[:SHORT]
    width = shutil.get_terminal_size().columns
    for number, scenario in enumerate(short, 1):
        left = " (unfinished)" if scenario.name in unfinished else ""
        line = f"{scenario.name}{left}: {scenario.summary}"
        click.echo(textwrap.fill(line, width, initial_indent=f"{number}  ", subsequent_indent="     "), err=True)
    if len(scenarios) > len(short):
        click.echo(f"and {len(scenarios) - len(short)} more: voicecoach scenarios list", err=True)
    by_name = {scenario.name: scenario for scenario in scenarios}
    while True:
        typed = keyboard.line("Which scene? A number or a name; Enter takes the first: ")
        if typed is None or not short:
            raise click.Abort
        typed = typed.strip() or "1"
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(short):
            return short[int(typed) - 1]
        if typed in by_name:
            return by_name[typed]
        click.echo("There is no such scene.", err=True)


def ordered(
    scenarios: "Sequence[Scenario]", unfinished: Sequence[str], wanted: Sequence[str]
) -> "tuple[Scenario, ...]":
    """Scenes with what is unfinished first, then by the types of scene that are wanted, then by name."""

    def rank(scenario: "Scenario") -> tuple[int, int, str]:
        kind = wanted.index(scenario.scene_type) if scenario.scene_type in wanted else len(wanted)
        return scenario.name not in unfinished, kind, scenario.name

    return tuple(sorted(scenarios, key=rank))
