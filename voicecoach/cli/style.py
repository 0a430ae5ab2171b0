"""`voicecoach style`: the communication style of typed sentences."""

import sys

import click


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
    for line in text or (line.rstrip("\n") for line in sys.stdin):
        reading = read_style(line)
        if as_json:
            click.echo(msgspec.json.encode({"text": line, **msgspec.to_builtins(reading)}).decode())
            continue
        cues = ", ".join(f"{cue.name.replace('_', ' ')} “{cue.text}”" for cue in reading.cues)
        because = reading.reason or cues
        click.echo(f"{reading.label.replace('_', '-'):19} {line}" + (f"\n{'':19} {because}" if because else ""))
