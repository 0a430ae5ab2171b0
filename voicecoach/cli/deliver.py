"""`voicecoach deliver`: one answer typed and spoken, and which of the two falls short."""

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from voicecoach.cli.app import App
from voicecoach.cli.listening import joined_parts, listen
from voicecoach.cli.paths import readable
from voicecoach.errors import MediaError
from voicecoach.history import SceneType

if TYPE_CHECKING:
    from voicecoach.coaching.know_or_deliver import FallsShort, KnowOrDeliver
    from voicecoach.document import Analysis
    from voicecoach.reading import StyleReading
    from voicecoach.session import Finding, Turn

_TOLD: "dict[FallsShort, str]" = {
    "neither": "Neither falls short.",
    "knowing": "The words fall short, not the voice.",
    "delivering": "The voice falls short, not the words.",
    "both": "Both fall short.",
    "unclear": "That can't be told.",
}


@click.command()
@click.option("--typed", metavar="TEXT", required=True, help="The answer as you would write it.")
@click.option(
    "--from-audio",
    "recording",
    metavar="FILE",
    required=True,
    type=click.Path(readable=False, path_type=Path),
    help="The same, aloud.",
)
@click.option("--scene-type", type=click.Choice(get_args(SceneType)), default="other", help="What the situation is.")
@click.option("--context", metavar="TEXT", help="What the other person said before.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def deliver(
    ctx: click.Context,
    typed: str,
    recording: Path,
    scene_type: SceneType,
    context: str | None,
    model: str | None,
    as_json: bool,
) -> None:
    """Tell whether the words of an answer are missing, or the voice to say them.

    Answer the same line twice, typed and aloud. People who give way often know the right words and don't get them out.
    Nothing is kept.
    """
    from voicecoach.analysis import AnalysisOptions
    from voicecoach.language.style import read_styles

    typed = readable(typed).strip()
    if not typed:
        raise click.UsageError("Type an answer behind --typed.")
    app = App.of(ctx)
    parts = joined_parts(app, model, None)
    analysis = listen(app, recording, parts, AnalysisOptions(scene_type=scene_type))
    spoken = _as_one_turn(analysis)
    texts, contexts = (typed, spoken.text), (context, context) if context else ()
    first, second = read_styles(texts, parts.style_model(), analysis.engine.language or "en", contexts)
    found, fix = _compared(first, second, spoken, analysis)
    if as_json:
        import msgspec

        row = {"typed": typed, "spoken": spoken.text, **msgspec.to_builtins(found), "fix": fix}
        click.echo(msgspec.json.encode(row).decode())
    else:
        _show(found, fix)


def _as_one_turn(analysis: "Analysis") -> "Turn":
    """All that was said, as one answer.

    Raises:
        MediaError: When nothing was.
    """
    from voicecoach.coaching.evidence import from_document

    said = from_document(analysis)
    if said is None:
        raise MediaError(f"{analysis.source.path}: no words were recognised.", "Say the answer in a whole sentence.")
    return said.as_turn()


def _compared(
    typed: "StyleReading", aloud: "StyleReading", spoken: "Turn", analysis: "Analysis"
) -> "tuple[KnowOrDeliver, Finding | None]":
    """What falls short, and the fix where that is what was said aloud; help alone where words speak of danger."""
    from dataclasses import replace

    from voicecoach.coaching.know_or_deliver import KnowOrDeliver, compare_typed_and_spoken
    from voicecoach.report.help import help_text

    if typed.danger or aloud.danger or analysis.speaks_of_danger:
        return KnowOrDeliver("unclear", 0.0, (), help_text()), None
    found = compare_typed_and_spoken(typed, replace(spoken, style=aloud))
    fixes = (
        [one for one in analysis.findings if one.kind == "fix"] if found.falls_short in ("delivering", "both") else []
    )
    return found, fixes[0] if fixes else None


def _show(found: "KnowOrDeliver", fix: "Finding | None") -> None:
    if not found.evidence:
        click.echo(found.advice)
        return
    sure = f" ({found.confidence:.0%} sure)" if found.falls_short != "unclear" else ""
    click.echo(f"{_TOLD[found.falls_short]}{sure}")
    for seen in found.evidence:
        click.echo(f"  {seen}")
    click.echo(found.advice)
    if fix is not None:
        click.echo(f"\nChange  {fix.advice}")
        if fix.drill:
            click.echo(f"Drill   {fix.drill}")
