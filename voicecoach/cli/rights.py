"""`voicecoach rights`: cards on personal rights, the lesson on the four styles, and the quiz."""

import difflib
import io
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import get_args

import click

from voicecoach.cli.app import App
from voicecoach.coaching.quiz import Item, Reply, Score, draw, items, score, score_by_pair
from voicecoach.coaching.rights import Card, Safety, card, cards, cards_for, safety
from voicecoach.coaching.styles import Apart, Pair, Style, StyleScene, StylesLesson, styles_lesson
from voicecoach.history import SceneType

USUAL_ITEMS = 10
"""Lines of a quiz, unless another number is asked for: about five minutes (own proposal)."""

MOST_COLUMNS = 80
"""Longer lines are hard to read."""

LEAST_COLUMNS = 30
"""Where the terminal is narrower it may wrap itself."""

MOST_TRIES = 3
"""Answers to a line that can't be read, until its answer is shown: a stream of anything else comes to an end."""

_PAGES = ("styles", "quiz", "safety")
_QUIT = frozenset({"q", "quit", "exit"})
_LETTERS = "ab"


def _names(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """What the shell may complete."""
    return [name for name in (*_PAGES, *(card.name for card in cards())) if name.startswith(typed)]


@click.command()
@click.argument("what", nargs=-1, metavar="[CARD|styles|quiz|safety]", shell_complete=_names)
@click.option(
    "--scene",
    "--scene-type",
    "scene",
    type=click.Choice(get_args(SceneType)),
    help="Show the cards that belong to a type of scene.",
)
@click.option("--items", "count", type=click.IntRange(min=1), help=f"Lines in the quiz; {USUAL_ITEMS} otherwise.")
@click.option("--seed", type=int, help="The same seed asks the same lines.")
@click.option("--json", "as_json", is_flag=True, help="JSON: one object a card or line, or one of the page.")
@click.pass_context
def rights(
    ctx: click.Context,
    what: tuple[str, ...],
    scene: SceneType | None,
    count: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Personal rights: list the cards, or show one by its name.

    `styles` is a lesson on the four styles, `quiz` asks you to tell them apart, and `safety` says when being firm is
    not safe. Nothing of it is stored.
    """
    name = "-".join(what).lower().replace("_", "-")
    if name != "quiz" and (count is not None or seed is not None):
        raise click.UsageError("--items and --seed belong to `voicecoach rights quiz`.")
    if name and scene is not None:
        raise click.UsageError("--scene shows cards by itself: leave the other name out.")
    if name == "styles":
        _json(styles_lesson()) if as_json else _show_lesson(styles_lesson())
    elif name == "safety":
        _json(safety()) if as_json else _show_safety(safety())
    elif name == "quiz":
        drawn = draw(items(), count or USUAL_ITEMS, seed)
        _json(*drawn) if as_json else _run_quiz(drawn)
    else:
        chosen = cards_for(scene) if scene else (_found(name),) if name else cards()
        if as_json:
            _json(*chosen)
        elif name or scene:
            _show_cards(chosen)
        else:
            _list_cards(chosen)
            App.of(ctx).tell(
                "Read one: voicecoach rights say-no. By scene: --scene refusal. Also: styles, quiz, safety."
            )


def _found(name: str) -> Card:
    """The card of a name.

    Raises:
        click.UsageError: When there is none; with the nearest names.
    """
    found = card(name)
    if found is None:
        near = difflib.get_close_matches(name, [*_PAGES, *(card.name for card in cards())])
        hint = f"Did you mean {' or '.join(near)}?" if near else "`voicecoach rights` lists the cards."
        raise click.UsageError(f"There is no card {name}. {hint}")
    return found


def _json(*values: object) -> None:
    import msgspec

    for value in values:
        click.echo(msgspec.json.encode(value).decode())


# Pages


def _list_cards(found: Sequence[Card]) -> None:
    _heading("Personal rights")
    column = max(len(card.name) for card in found) + 2
    for each in found:
        _text(each.right, first=f"  {each.name:{column}}", rest=" " * (column + 2))
    click.echo()
    _text("Everybody has them, and so has the person in front of you. They are fair play, no law.")
    _safety_note()


def _show_cards(found: Sequence[Card]) -> None:
    for number, each in enumerate(found):
        if number:
            click.echo()
        _heading(each.title)
        _text(each.right)
        _part("Where it ends", each.limit)
        _part("For example", each.moment, _said(each.line))
        _part("A thought that gets in the way", _said(each.thought))
        _part("An answer to it", each.answer)
        if each.culture:
            _part("Where another way can be right", each.culture)
        _part("Scenes", ", ".join(each.scenes))
    _safety_note()


def _show_lesson(lesson: StylesLesson) -> None:
    _heading("Four styles")
    _text(lesson.opening)
    for style in lesson.style:
        click.echo()
        _heading(style.title)
        _text(style.short)
        _part("The words", style.words)
        _part("The voice", style.voice)
        _part("What it gains", style.gains)
        _part("What it costs", style.costs)
    titles = {style.name: style.title for style in lesson.style}
    for scene in lesson.scene:
        click.echo()
        _show_scene(scene, titles)
    for apart in lesson.apart:
        click.echo()
        _show_apart(apart)
    click.echo()
    _heading("Is assertive always right?")
    _text(lesson.culture)
    click.echo()
    _text("Try it: voicecoach rights quiz")
    _safety_note()


def _show_scene(scene: StyleScene, titles: dict[Style, str]) -> None:
    _heading(f"One request, four styles: {scene.title.lower()}")
    _text(scene.moment)
    for take in scene.take:
        _part(titles[take.style], _said(take.line), f"({take.voice})", take.then)


def _show_apart(apart: Apart) -> None:
    first, second = (_plain(style) for style in apart.pair)
    _heading(_question(apart.pair))
    _text(apart.ask)
    for sign in apart.signs:
        _text(sign, first="  - ", rest="    ")
    _part("For example", apart.moment, f"{first}: {_said(apart.first)}", f"{second}: {_said(apart.second)}")


def _show_safety(page: Safety) -> None:
    _heading(page.title)
    for paragraph in page.text:
        _text(paragraph)
        click.echo()
    for each in page.help:
        _text(f"{each.when}:")
        _text(each.where, first="  ", rest="  ")


def _safety_note() -> None:
    click.echo()
    _text(safety().note)


# The quiz


def _run_quiz(drawn: Sequence[Item]) -> None:
    """Ask line by line, until they are through, the input ends or somebody has had enough; then tell the result."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    _text(f"{len(drawn)} lines. Which style is each? Answer with its letter; ? shows the answer, q ends.")
    _text("It is about the line, never about the person who says it. Nothing is stored.")
    replies: list[Reply] = []
    for number, item in enumerate(drawn, 1):
        click.echo()
        _heading(f"{number} of {len(drawn)}")
        _show_item(item)
        reply = _reply(item)
        if reply is None:
            break
        replies.append(reply)
        _show_reply(reply)
    click.echo()
    _show_score(replies, len(drawn))


def _show_item(item: Item) -> None:
    _text(item.moment)
    _text(f"{item.who}: {_said(item.line)}", first="  ", rest="  ")
    if item.voice:
        _text(f"({item.voice})", first="  ", rest="  ")
    click.echo("    ".join(f"{letter}) {_plain(style)}" for letter, style in zip(_LETTERS, item.pair, strict=True)))


def _reply(item: Item) -> Reply | None:
    """What was answered; None where somebody ends the quiz, or the input does."""
    for _ in range(MOST_TRIES):
        typed = _typed()
        if typed is None or typed in _QUIT:
            return None
        if typed == "?":
            return Reply(item, None)
        for letter, style in zip(_LETTERS, item.pair, strict=True):
            if typed in (letter, _plain(style)):
                return Reply(item, style)
        click.echo("Please type a or b; ? shows the answer, q ends.")
    return Reply(item, None)


def _typed() -> str | None:
    """The next line of stdin, in small letters and without a bracket or stop at its end; None at the end of input."""
    click.echo("> ", nl=False)
    line = sys.stdin.readline()
    if not line or not sys.stdin.isatty():
        click.echo(line.strip())
    return line.strip().rstrip(").").lower() if line else None


def _show_reply(reply: Reply) -> None:
    answer = _plain(reply.item.answer)
    _text(f"{'Yes, ' if reply.is_right else 'This one is '}{answer}. {reply.item.reason}")


def _show_score(replies: Sequence[Reply], asked: int) -> None:
    if not replies:
        click.echo("Nothing answered, which is fine. Come back when you like.")
        return
    _heading("Told apart")
    if len(replies) < asked:
        _text(f"You stopped after {len(replies)} of {asked}.")
    by_pair = score_by_pair(replies)
    column = max(len(_question(pair)) for pair in by_pair) + 2
    for pair, found in by_pair.items():
        click.echo(f"  {_question(pair):{column}}{_of(found)}")
    click.echo(f"  {'Together':{column}}{_of(score(replies))}")
    closest = max(by_pair, key=lambda pair: by_pair[pair].open)
    if by_pair[closest].open:
        click.echo()
        _text("Some of these are close calls, and another listener may hear them differently. What to look for:")
        _text(f"voicecoach rights styles, under {_said(_question(closest))}", first="  ", rest="  ")
    _safety_note()


def _of(found: Score) -> str:
    told = f"{found.right} of {found.tried}" if found.tried else ""
    shown = f"{found.shown} shown" if found.shown else ""
    return ", ".join(filter(None, (told, shown)))


# How it looks


def _question(pair: Pair) -> str:
    first, second = (_plain(style) for style in pair)
    return f"{first.capitalize()} or {second}?"


def _plain(style: Style) -> str:
    return style.replace("_", "-")


def _said(line: str) -> str:
    return f"“{line}”"


def _heading(text: str) -> None:
    click.secho(text, bold=True, color=None if "NO_COLOR" not in os.environ else False)


def _part(label: str, *texts: str) -> None:
    click.echo(f"  {label}")
    for text in texts:
        _text(text, first="    ", rest="    ")


def _text(text: str, first: str = "", rest: str = "") -> None:
    """A paragraph, wrapped for the terminal."""
    columns = max(LEAST_COLUMNS, min(MOST_COLUMNS, shutil.get_terminal_size().columns))
    click.echo(textwrap.fill(text, columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False))
