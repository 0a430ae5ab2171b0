"""The terminal report of one recording: words and voice side by side, each measure with its band, the advice.

Colour never carries meaning alone: every mark has a word or a sign beside it.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voicecoach.coaching.bands import band
from voicecoach.document import Analysis
from voicecoach.reading import VoiceMeasure
from voicecoach.report import wording as say
from voicecoach.report.help import help_text
from voicecoach.report.moments import longest_turn, moments
from voicecoach.report.times import clock
from voicecoach.report.who import judged_turns, who_is_who
from voicecoach.session import Turn

_WORD_COLOURS = {
    "assertive": "green",
    "neutral": "default",
    "passive": "cyan",
    "aggressive": "red",
    "passive_aggressive": "magenta",
    "unsure": "bright_black",
}
_VOICE_COLOURS = {"steady": "green", "soft": "cyan", "forceful": "red", "unsure": "bright_black"}
_ZONES = {"inside": ("green", "ok"), "under": ("yellow", "low"), "over": ("yellow", "high")}
_GAUGE_CELLS = 14
_GAUGE_COLUMNS = 80
"""Columns from which the gauge fits beside the numbers."""
_CHANGE_COLUMNS = 20
"""Columns more that the change from the usual takes."""
_EDGE_CELLS = 4


def render(analysis: Analysis) -> RenderableType:
    """The report as something that rich can print."""
    return Group(*_parts(analysis))


def _parts(analysis: Analysis) -> Iterator[RenderableType]:
    yield _heading(analysis)
    if len(analysis.speakers) > 1:
        yield from who_is_who(analysis)
    read = judged_turns(analysis)
    if read:
        yield _sentences(analysis)
        yield _overall(analysis, read)
        pace = say.pace(analysis.speakers[read[0].speaker].prosody)
        if pace:
            yield Text.assemble(("\nPace and pauses  ", "bold"), f"{pace}.")
        measures = _judged(read)
        if measures:
            yield _Measures(measures)
        yield from _moments(analysis)
    for warning in analysis.signal.warnings:
        yield Text(f"! {warning}", style="yellow")
    yield _advice(analysis)


def _heading(analysis: Analysis) -> Text:
    source, signal = analysis.source, analysis.signal
    facts = [f"{source.duration_s:.1f} s", f"{source.rate_hz / 1000:g} kHz"]
    if source.channels > 1:
        facts.append(f"{source.channels} channels")
    if signal.snr_db is not None:
        facts.append(f"speech {signal.snr_db:.0f} dB above the room")
    if analysis.engine.model:
        facts.append(f"model {analysis.engine.model}")
    return Text.assemble((source.path, "bold"), ("\n" + " · ".join(facts) + "\n", "bright_black"))


def _sentences(analysis: Analysis) -> Table:
    several = len(analysis.speakers) > 1
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("at", justify="right", no_wrap=True)
    if several:
        table.add_column("who", no_wrap=True)
    table.add_column("what was said", ratio=1)
    table.add_column("words", no_wrap=True)
    table.add_column("voice", no_wrap=True)
    table.add_column("", no_wrap=True)
    for turn in analysis.turns:
        who = [turn.speaker] if several else []
        if not turn.sentences and turn.text:
            table.add_row(clock(turn.start_s), *who, Text(turn.text, style="bright_black"), "", "", "")
        for sentence in turn.sentences:
            table.add_row(
                clock(sentence.start_s),
                *who,
                Text(sentence.text),
                Text(sentence.style.label.replace("_", "-"), style=_WORD_COLOURS[sentence.style.label]),
                Text(sentence.voice.label, style=_VOICE_COLOURS[sentence.voice.label]),
                Text(say.CONGRUENCE[sentence.congruence], style="bright_black"),
            )
    return table


def _overall(analysis: Analysis, read: Sequence[Turn]) -> Text:
    turn = longest_turn(read)
    whose = f" of {turn.speaker}" if len(analysis.speakers) > 1 else ""
    lead = f"\nAltogether{whose}  " if len(read) == 1 else f"\nLongest turn{whose}, {clock(turn.start_s)}  "
    text = Text.assemble((lead, "bold"), *_labels(turn), ". ", say.OVERALL[turn.congruence])
    told = ""
    if turn.agreement is not None:
        told = turn.agreement.reason
        text.append(f"\n{say.why(turn.agreement)}", style="bright_black")
    for reason in (turn.style.reason, turn.voice.reason):
        if reason and reason not in told:
            text.append(f" ({reason})", style="bright_black")
    return text


def _labels(turn: Turn) -> tuple[str | tuple[str, str], ...]:
    words, voice = turn.style.label, turn.voice.label
    return (
        (words.replace("_", "-"), _WORD_COLOURS[words]),
        " words, ",
        (voice, _VOICE_COLOURS[voice]),
        " voice",
    )


def _moments(analysis: Analysis) -> Iterator[RenderableType]:
    lines = moments(analysis)
    if not lines:
        return
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for time, text in lines:
        table.add_row(time, text)
    yield Text("Moments to listen to", style="bold")
    yield table
    yield Text()


def _judged(read: Sequence[Turn]) -> tuple[VoiceMeasure, ...]:
    """The measures of the longest turn that was judged."""
    judged = [turn for turn in read if turn.voice.measures]
    return longest_turn(judged).voice.measures if judged else ()


class _Measures:
    """The measures beside their bands; a narrow terminal has no room for the gauge."""

    def __init__(self, measures: tuple[VoiceMeasure, ...]) -> None:
        self._measures = measures

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        compared = any(measure.change is not None for measure in self._measures)
        wide = options.max_width >= _GAUGE_COLUMNS + compared * _CHANGE_COLUMNS
        table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
        for right in (False, True, False, *([False] if wide else []), True, False, *([False] if compared else [])):
            table.add_column(justify="right" if right else "left", no_wrap=True)
        for measure in self._measures:
            colour, word = _ZONES[measure.zone]
            value, unit = say.value_and_unit(measure)
            gauge = [Text(_gauge(measure), style=colour)] if wide else []
            table.add_row(
                band(measure.name).label,
                Text(value, style=colour),
                Text(unit, style="bright_black"),
                *gauge,
                Text(say.limits(measure.band, measure.unit), style="bright_black"),
                Text(word, style=colour),
                *([Text(say.change(measure), style="bright_black")] if compared else []),
            )
        yield Padding(table, (1, 0, 1, 0))


def _gauge(measure: VoiceMeasure) -> str:
    """The band as a line with the value on it; beside the line when the value is outside.

    The line stands for the band, the cells left and right of it for as much again in proportion.
    """
    low, high = measure.band
    share = (measure.value - low) / (high - low)
    cell = round(_EDGE_CELLS + share * (_GAUGE_CELLS - 1))
    cells = [" "] * _EDGE_CELLS + ["─"] * _GAUGE_CELLS + [" "] * _EDGE_CELLS
    cells[_EDGE_CELLS], cells[_EDGE_CELLS + _GAUGE_CELLS - 1] = "├", "┤"
    cells[min(max(cell, 0), len(cells) - 1)] = "●"
    return "".join(cells)


def _advice(analysis: Analysis) -> RenderableType:
    if analysis.speaks_of_danger:
        return Text(help_text(), style="bold")
    if not analysis.findings:
        return Text("Nothing to advise on this recording.", style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for finding in analysis.findings:
        kind, colour = ("Keep", "green") if finding.kind == "strength" else ("Change", "yellow")
        table.add_row(Text(kind, style=colour), Text(finding.advice))
        table.add_row("", Text(say.evidence(finding), style="bright_black"))
        if finding.drill:
            table.add_row(Text("Drill", style="blue"), Text(finding.drill))
    return table
