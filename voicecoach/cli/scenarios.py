"""`voicecoach scenarios`: list, show, check and write scenes to practise in."""

from pathlib import Path

import click

from voicecoach.errors import ScenarioError


@click.group()
def scenarios() -> None:
    """List, show, check and write scenes to practise in."""


@scenarios.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Tell every problem of scene files, with its line and what to do."""
    from voicecoach.adapters.scenarios import load

    wrong = 0
    for path in paths:
        try:
            load(path)
        except ScenarioError as error:
            wrong += len(error.problems)
            for problem in error.problems:
                click.echo(f"{path}:{problem.line}: {problem.message} {problem.remedy}")
        else:
            click.echo(f"{path}: plays.")
    ctx.exit(1 if wrong else 0)
