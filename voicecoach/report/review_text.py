"""The terminal's view of a recorded session: turns with both labels, notes and marks in their places.

Conventions
    The client is named by the pseudonym alone. A corrected label is marked with a star and has the machine's beside it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from voicecoach.over_months import Comparison
from voicecoach.records import Note
from voicecoach.report.progress_words import printable
from voicecoach.report.review_draft import measure_lines
from voicecoach.report.times import clock
from voicecoach.review import Labelled, Reviewed, client_of, clients_turns, labelled

if TYPE_CHECKING:
    from rich.table import Table

CORRECTED = "* corrected by the therapist; the machine's label stands behind it"
WHO = "Several speakers were heard, and who the client is was not said: add the recording again with --client-is."


def session_lines(one: Reviewed) -> Iterator[str]:
    """What stands above the turns."""
    facts = [f"recorded on {one.review.recorded_on}", f"session {one.review.session_id}"]
    if one.analysis is not None:
        facts.append(clock(one.analysis.source.duration_s))
    if one.review.speaker is not None:
        facts.append(f"the client is speaker {one.review.speaker}")
    yield f"{printable(one.client)}: {', '.join(facts)}"
    if one.analysis is None:
        yield "It has no analysis."
    elif one.analysis.turns and client_of(one) is None:
        yield WHO


def turns_table(one: Reviewed) -> "Table":
    """The turns in order; notes and marks stand where their moment is."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("turn", justify="right", no_wrap=True)
    table.add_column("at", justify="right", no_wrap=True)
    table.add_column("who", no_wrap=True)
    table.add_column("what was said", ratio=1)
    table.add_column("words")
    table.add_column("voice")
    waiting = sorted((note for note in one.notes if note.at_s is not None), key=lambda note: note.at_s or 0.0)
    for said in labelled(one):
        while waiting and (waiting[0].at_s or 0.0) < said.turn.start_s:
            table.add_row(*map(Text, _note_row(waiting.pop(0))))
        table.add_row(*map(Text, _turn_row(said)))
    for note in waiting:
        table.add_row(*map(Text, _note_row(note)))
    return table


def after_lines(one: Reviewed) -> Iterator[str]:
    """What stands below the turns: measures, notes on the whole, warnings."""
    if any(said.is_corrected for said in labelled(one)):
        yield CORRECTED
    judged = [said.turn for said in clients_turns(one) if said.turn.voice.measures]
    if judged:
        turn = max(judged, key=lambda turn: turn.end_s - turn.start_s)
        yield f"\nVoice of the client in the longest turn, at {clock(turn.start_s)}"
        yield from (f"  {line}" for line in measure_lines(turn.voice.measures))
    whole = [note for note in one.notes if note.at_s is None]
    if whole:
        yield "\nNotes"
        yield from (f"  {note.id}  {printable(note.text)}" for note in whole)
    if one.analysis is not None:
        yield from (f"! {warning}" for warning in one.analysis.signal.warnings)


def comparison_table(found: Comparison) -> "Table":
    """A row a period: how many turns read and sound how."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("when", "sessions", "turns"):
        table.add_column(name, no_wrap=True)
    for name in ("words", "voice"):
        table.add_column(name)
    for one in found.periods:
        corrected = f" ({one.corrected} corrected)" if one.corrected else ""
        row = (one.name, str(len(one.sessions)), f"{one.turns}{corrected}", _counts(one.styles), _counts(one.voices))
        table.add_row(*map(Text, row))
    return table


def _counts(labels: dict[str, int]) -> str:
    ordered = sorted(labels.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{count} {label.replace('_', '-')}" for label, count in ordered)


def _turn_row(said: Labelled) -> Sequence[str]:
    turn = said.turn
    style, voice = turn.style.label, turn.voice.label
    return (
        str(said.number),
        clock(turn.start_s),
        turn.speaker,
        printable(turn.text),
        _label(said.style, style) if said.is_corrected else _plain(style),
        _label(said.voice, voice) if said.is_corrected else voice,
    )


def _label(given: str, machines: str) -> str:
    return _plain(given) if given == machines else f"{_plain(given)}* ({_plain(machines)})"


def _note_row(note: Note) -> Sequence[str]:
    at = "" if note.at_s is None else clock(note.at_s)
    return (">" if note.kind == "mark" else "-", at, note.kind, printable(note.text), note.id, "")


def _plain(label: str) -> str:
    return label.replace("_", "-")
