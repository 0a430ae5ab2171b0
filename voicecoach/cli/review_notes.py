"""`voicecoach review note`, `mark` and `correct`: what a therapist adds to a recorded session. It never leaves here."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from voicecoach.cli.app import App
from voicecoach.cli.numbers import Finite
from voicecoach.cli.paths import readable
from voicecoach.cli.review_store import opened, session_named
from voicecoach.errors import HistoryError
from voicecoach.history import new_id, stamp
from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.records import Correction, Note

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.records import NoteKind

_STYLES = ("passive", "aggressive", "passive_aggressive", "assertive", "neutral", "unsure")
_VOICES = ("soft", "steady", "forceful", "unsure")


@click.command()
@click.argument("session")
@click.argument("text", required=False)
@click.option("--at", "at_s", type=Finite(min=0.0), metavar="S", help="The moment, in seconds.")
@click.option("--remove", metavar="ID", help="Delete a note or a mark instead.")
@click.pass_context
def note(ctx: click.Context, session: str, text: str | None, at_s: float | None, remove: str | None) -> None:
    """Keep the note TEXT on SESSION: an identifier, the beginning of one, or `last`."""
    if (text is None) == (remove is None):
        raise click.UsageError("Give a TEXT, or --remove ID.")
    if text is not None:
        _add(App.of(ctx), session, text, "note", at_s)
        return
    with opened(App.of(ctx)) as kept:
        name = session_named(kept, session)
        if remove is None or remove not in {one.id for one in kept.records.notes(name)}:
            raise HistoryError(f"Session {name} has no note {remove}.", f"See: voicecoach review show {name}")
        kept.records.remove_note(remove)
    click.echo(f"Deleted: note {remove}.")


@click.command()
@click.argument("session")
@click.option("--at", "at_s", type=Finite(min=0.0), required=True, metavar="S", help="The moment, in seconds.")
@click.option("--label", required=True, metavar="TEXT", help="What is there.")
@click.pass_context
def mark(ctx: click.Context, session: str, at_s: float, label: str) -> None:
    """Mark a moment of SESSION."""
    _add(App.of(ctx), session, label, "mark", at_s)


@click.command()
@click.argument("session")
@click.option("--turn", type=click.IntRange(min=1), required=True, help="Which turn, as `review show` numbers them.")
@click.option("--style", type=click.Choice(_STYLES), help="How its words read to you.")
@click.option("--voice", type=click.Choice(_VOICES), help="How its voice sounds to you.")
@click.option("--clear", is_flag=True, help="Take your labels back.")
@click.pass_context
def correct(
    ctx: click.Context, session: str, turn: int, style: StyleLabel | None, voice: VoiceLabel | None, clear: bool
) -> None:
    """Correct the label of a turn of SESSION. The machine's own stays beside it; nothing is sent to anybody."""
    if clear == bool(style or voice):
        raise click.UsageError("Give --style, --voice or both, or --clear.")
    from voicecoach.review import reviewed

    app = App.of(ctx)
    with opened(app) as kept:
        name = session_named(kept, session)
        analysis = reviewed(kept, kept.records, name).analysis
        turns = len(analysis.turns) if analysis else 0
        if turn > turns:
            told = f"Session {name} has {turns} turn{'s' * (turns != 1)}."
            raise HistoryError(told, f"See: voicecoach review show {name}")
        if clear:
            kept.records.uncorrect(name, turn)
        else:
            kept.records.correct(Correction(name, turn, stamp(datetime.now(UTC)), style, voice))
    labels = " / ".join(label.replace("_", "-") for label in (style, voice) if label)
    click.echo(f"Turn {turn} of {name}: {labels or 'as the machine labelled it'}.")


def _add(app: App, session: str, text: str, kind: "NoteKind", at_s: float | None) -> None:
    said = readable(text).strip()
    if not said:
        raise click.UsageError("There are no words in it.")
    at = datetime.now(UTC)
    with opened(app) as kept:
        name = session_named(kept, session)
        _check_moment(kept, name, at_s)
        added = Note(new_id(at), name, stamp(at), said, kind, at_s)
        kept.records.add_note(added)
    click.echo(added.id)


def _check_moment(kept: "SqliteHistory", session_id: str, at_s: float | None) -> None:
    from voicecoach.review import reviewed

    analysis = reviewed(kept, kept.records, session_id).analysis
    if at_s is not None and analysis is not None and at_s > analysis.source.duration_s:
        raise HistoryError(
            f"Session {session_id} is {analysis.source.duration_s:.1f} s long.", "Name a moment inside it with --at."
        )
