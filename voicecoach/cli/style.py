"""`voicecoach style`: the communication style of typed sentences."""

import io
import itertools
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from voicecoach.cli.paths import readable

if TYPE_CHECKING:
    from voicecoach.reading import StyleReading

TOGETHER = 64
"""Lines of a file that are read together; a person at the keyboard gets an answer to each."""

_COLOURS = {
    "assertive": "green",
    "neutral": None,
    "passive": "cyan",
    "aggressive": "red",
    "passive_aggressive": "magenta",
}


@click.command()
@click.argument("text", nargs=-1)
@click.option("--context", metavar="TEXT", help="What the other person said before.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a sentence, in order.")
def style(text: tuple[str, ...], context: str | None, as_json: bool) -> None:
    """Read the style of TEXT, or of each line of stdin.

    The label is for the words, never for the person.
    """
    import msgspec

    from voicecoach.adapters.style_model import OnnxStyleModel
    from voicecoach.language.style import read_styles

    typed = not text and sys.stdin.isatty()
    if typed:
        click.echo("Type a sentence a line; end with Ctrl-D.", err=True)
    model, in_danger = OnnxStyleModel(), False
    lines = map(readable, text) if text else _lines()
    while batch := list(itertools.islice(lines, 1 if typed else TOGETHER)):
        contexts = [context] * len(batch) if context else ()
        for line, reading in zip(batch, read_styles(batch, model, contexts=contexts), strict=True):
            if as_json:
                click.echo(msgspec.json.encode({"text": line, **msgspec.to_builtins(reading)}).decode())
            else:
                _show(line, reading)
            in_danger = in_danger or bool(reading.danger)
    if in_danger:
        from voicecoach.report.help import help_text

        click.echo(f"\n{help_text()}", err=as_json)


def _show(line: str, reading: "StyleReading") -> None:
    """The label, the sentence with its cues in the colours of their styles, and what else was found in it."""
    coloured = None if "NO_COLOR" not in os.environ else False
    click.echo(f"{reading.label.replace('_', '-'):19} {_marked(line, reading)}", color=coloured)
    if reading.reason:
        click.echo(f"{'':19} {reading.reason}")
    for title, found in (("", reading.cues), ("techniques: ", reading.techniques), ("moves: ", reading.tactics)):
        if found:
            click.echo(f"{'':19} {title}{', '.join(f'{_spoken(one.name)} “{one.text}”' for one in found)}")


def _spoken(name: str) -> str:
    """A name as it is said."""
    return name.replace("desc_", "DESC: ").replace("_", " ")


def _marked(line: str, reading: "StyleReading") -> str:
    """The sentence with its cues coloured; of cues that overlap, the first."""
    parts, at = [], 0
    for cue in sorted(reading.cues, key=lambda cue: (cue.start, -cue.end)):
        if cue.start < at:
            continue
        parts += [line[at : cue.start], click.style(line[cue.start : cue.end], fg=_COLOURS[cue.style], underline=True)]
        at = cue.end
    return "".join([*parts, line[at:]])


def _lines() -> Iterator[str]:
    """The lines of stdin; bytes that are no text come as a mark."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for line in sys.stdin:
        yield line.rstrip("\r\n")
