"""`voicecoach style`: the communication style of typed sentences."""

import io
import sys
from collections.abc import Iterator

import click

from voicecoach.cli.paths import readable


@click.command()
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a sentence, in order.")
def style(text: tuple[str, ...], as_json: bool) -> None:
    """Read the style of TEXT, or of each line of stdin.

    The label is for the words, never for the person.
    """
    import msgspec

    from voicecoach.language.style import read_style

    if not text and sys.stdin.isatty():
        click.echo("Type a sentence a line; end with Ctrl-D.", err=True)
    for line in map(readable, text) if text else _lines():
        reading = read_style(line)
        if as_json:
            click.echo(msgspec.json.encode({"text": line, **msgspec.to_builtins(reading)}).decode())
            continue
        cues = ", ".join(f"{cue.name.replace('_', ' ')} “{cue.text}”" for cue in reading.cues)
        because = reading.reason or cues
        click.echo(f"{reading.label.replace('_', '-'):19} {line}" + (f"\n{'':19} {because}" if because else ""))


def _lines() -> Iterator[str]:
    """The lines of stdin; bytes that are no text come as a mark."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for line in sys.stdin:
        yield line.rstrip("\r\n")
