"""`voicecoach scenarios`: list, show, check and write scenes to practise in."""

import os
import shutil
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from voicecoach.cli.app import App
from voicecoach.cli.paths import readable
from voicecoach.errors import Problem, ScenarioError
from voicecoach.roleplay.scenario import SETTINGS, SITUATIONS, Scenario

MOST_COLUMNS = 100
"""Longer lines are hard to read."""


@click.group()
def scenarios() -> None:
    """List, show, check and write scenes to practise in.

    Your own scenes are read from the folder `scenarios` of the data folder, or from any path.
    """


@scenarios.command("list")
@click.option("--situation", type=click.Choice(SITUATIONS), metavar="NAME", help="Only those of a kind, as saying_no.")
@click.option("--setting", type=click.Choice(SETTINGS), help="Only those that play there.")
@click.option("--level", type=click.IntRange(1, 5), help="Only those that can be played at this pressure.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a scene.")
@click.pass_context
def list_scenarios(
    ctx: click.Context, situation: str | None, setting: str | None, level: int | None, as_json: bool
) -> None:
    """All scenes that can be played, by name."""
    from voicecoach.adapters.scenarios import listed

    app = App.of(ctx)
    shelf = listed(app.data_dir)
    chosen = [
        scenario
        for scenario in shelf.scenarios
        if (situation is None or situation in scenario.situations)
        and (setting is None or setting == scenario.setting)
        and (level is None or level in scenario.levels)
    ]
    if as_json:
        for scenario in chosen:
            _json(_outside(scenario))
    else:
        for scenario in chosen:
            _heading(scenario.name, f"{scenario.setting}, levels {_numbers(scenario.levels)}")
            _text(f"{scenario.title}. {scenario.summary}")
        if not chosen:
            app.tell("No scene is like that. All of them: voicecoach scenarios list")
        else:
            app.tell(f"\nLook at one: voicecoach scenarios show {chosen[0].name}")
    for error in shelf.broken:
        app.tell(f"{readable(error.path)} can't be played. Why: voicecoach scenarios check {Path(error.path).stem}")


@scenarios.command()
@click.argument("name", metavar="NAME|PATH")
@click.option("--branches", is_flag=True, help="Also every line of the partner, and where each answer leads.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; with --branches the whole scene.")
@click.pass_context
def show(ctx: click.Context, name: str, branches: bool, as_json: bool) -> None:
    """What a scene is about, without giving away what the partner says."""
    from voicecoach.adapters.scenarios import find
    from voicecoach.roleplay.graph import drawn

    app = App.of(ctx)
    scenario = find(name, app.data_dir)
    if as_json:
        _json(scenario if branches else _outside(scenario))
        return
    _show(scenario)
    if branches:
        click.echo()
        for line in drawn(scenario):
            _wrapped(line)
    else:
        app.tell(f"\nThe partner's lines and where answers lead: voicecoach scenarios show {readable(name)} --branches")


@scenarios.command()
@click.argument("names", nargs=-1, metavar="[PATH|NAME]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a problem.")
@click.pass_context
def check(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Tell every problem of scenes, with its line and what to do.

    Takes files, folders and names of scenes; without any, all scenes of this machine. Exit status 1 when there is a
    problem.
    """
    from voicecoach.adapters.scenarios import inside, load, own, where
    from voicecoach.resources import scenarios_dir

    app = App.of(ctx)
    paths: list[Path] = [] if names else [*inside(own(app.data_dir)), *inside(scenarios_dir())]
    problems: list[tuple[str, Problem]] = []
    for name in names:
        try:
            found = inside(Path(name)) if Path(name).is_dir() else [where(name, app.data_dir)]
        except ScenarioError as error:
            problems += [(error.path, problem) for problem in error.problems]
            continue
        if not found:
            problems.append((name, Problem(0, "The folder holds no scene.", "Scenes are files that end on .toml.")))
        paths += found
    for path in paths:
        try:
            load(path)
        except ScenarioError as error:
            problems += [(error.path, problem) for problem in error.problems]
    _tell(problems, as_json=as_json)
    wrong = len({path for path, _ in problems})
    plays = f"{len(paths)} {'scene plays' if len(paths) == 1 else 'scenes play'}."
    many = f"{_count(len(problems), 'problem')} in {_count(wrong, 'file')}."
    app.tell(many if problems else plays)
    ctx.exit(1 if problems else 0)


@scenarios.command()
@click.argument("name")
@click.pass_context
def new(ctx: click.Context, name: str) -> None:
    """Write a small scene NAME that works, with remarks, to make your own of."""
    from voicecoach.adapters.scenarios import write_new

    app = App.of(ctx)
    try:
        path = write_new(name, app.data_dir)
    except ValueError as error:
        raise click.UsageError(f"{readable(name)}: {error}") from error
    click.echo(str(path))
    app.tell(f"Open it in an editor; then see whether it plays: voicecoach scenarios check {name}")


def _outside(scenario: Scenario) -> dict[str, Any]:
    """What may be known of a scene before it is played."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "summary": scenario.summary,
        "scene_type": scenario.scene_type,
        "situations": scenario.situations,
        "setting": scenario.setting,
        "rights": scenario.rights,
        "levels": scenario.levels,
        "turns": scenario.turns,
        "warning": scenario.warning,
        "you": scenario.you,
        "partner": scenario.partner,
        "sources": scenario.sources,
    }


def _show(scenario: Scenario) -> None:
    you, partner = scenario.you, scenario.partner
    _heading(scenario.title, scenario.name)
    _text(scenario.summary)
    if scenario.warning:
        _part("Before you begin", scenario.warning)
    _part("You", f"{_capital(you.role)}. {you.situation}")
    _part("The other", f"{partner.name}, {partner.role}.")
    _part("Holding your ground", you.goal)
    _part("Your message", f"\u201c{you.message}\u201d")
    _part("Rights", *(f"{name}: voicecoach rights {name}" for name in scenario.rights))
    _part(
        "How it is played",
        f"A {scenario.scene_type.replace('_', ' ')} scene ({scenario.setting.replace('_', ' ')}); "
        f"{scenario.turns} replies at most; pressure level {_numbers(scenario.levels)}.",
        f"Found under {', '.join(scenario.situations)}.",
    )


def _tell(problems: Iterable[tuple[str, Problem]], *, as_json: bool) -> None:
    for path, problem in problems:
        shown = readable(path)
        if as_json:
            row = {"path": shown, "line": problem.line or None, "message": problem.message, "remedy": problem.remedy}
            _json(row)
        else:
            where = f"{shown}:{problem.line}" if problem.line else shown
            click.echo(f"{where}: {problem.message} {problem.remedy}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _json(value: object) -> None:
    import msgspec

    plain = msgspec.to_builtins(value, str_keys=True, order="deterministic")
    click.echo(msgspec.json.encode(plain).decode())


def _heading(text: str, rest: str) -> None:
    plain = False if "NO_COLOR" in os.environ else None
    click.secho(text, bold=True, nl=False, color=plain)
    click.echo(f"  {rest}")


def _part(label: str, *texts: str) -> None:
    click.echo()
    click.echo(label)
    for text in texts:
        _text(text)


def _text(text: str) -> None:
    click.echo(textwrap.fill(text, _columns(), initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))


def _wrapped(line: str) -> None:
    """A line of the graph; what does not fit goes on below, further in."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    click.echo(
        textwrap.fill(line, _columns(), subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False)
        if line
        else ""
    )


def _columns() -> int:
    return max(30, min(MOST_COLUMNS, shutil.get_terminal_size().columns))


def _numbers(levels: tuple[int, ...]) -> str:
    return ", ".join(map(str, levels))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
