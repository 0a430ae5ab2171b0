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
from voicecoach.prosody import Prosody
from voicecoach.reading import Agreement, VoiceMeasure
from voicecoach.report.help import help_text
from voicecoach.report.moments import longest_turn, moments
from voicecoach.report.times import clock
from voicecoach.report.who import judged_turns, who_is_who
from voicecoach.session import Finding, Turn

_WORD_COLOURS = {
    "assertive": "green",
    "neutral": "default",
    "passive": "cyan",
    "aggressive": "red",
    "passive_aggressive": "magenta",
    "unsure": "bright_black",
}
_VOICE_COLOURS = {"steady": "green", "soft": "cyan", "forceful": "red", "unsure": "bright_black"}
_CONGRUENCE = {
    "matched": "= matched",
    "words_stronger": "> words stronger",
    "voice_stronger": "< voice stronger",
    "unclear": "",
}
_OVERALL = {
    "words_stronger": "The voice is weaker than the words and takes force from them.",
    "voice_stronger": "The voice is stronger than the words.",
    "matched": "Words and voice say the same.",
    "unclear": "Words and voice can't be compared here.",
}
_COUNTED = "a minute"
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
        pace = _pace(analysis.speakers[read[0].speaker].prosody)
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
                Text(_CONGRUENCE[sentence.congruence], style="bright_black"),
            )
    return table


def _overall(analysis: Analysis, read: Sequence[Turn]) -> Text:
    turn = longest_turn(read)
    whose = f" of {turn.speaker}" if len(analysis.speakers) > 1 else ""
    lead = f"\nAltogether{whose}  " if len(read) == 1 else f"\nLongest turn{whose}, {clock(turn.start_s)}  "
    text = Text.assemble((lead, "bold"), *_labels(turn), ". ", _OVERALL[turn.congruence])
    told = ""
    if turn.agreement is not None:
        told = turn.agreement.reason
        text.append(f"\n{_why(turn.agreement)}", style="bright_black")
    for reason in (turn.style.reason, turn.voice.reason):
        if reason and reason not in told:
            text.append(f" ({reason})", style="bright_black")
    return text


def _why(agreement: Agreement) -> str:
    """The reason, and the second to listen to where there is one."""
    listen = "" if agreement.at_s is None else f" · listen at {clock(agreement.at_s)}"
    return f"{agreement.reason[:1].upper()}{agreement.reason[1:]}{listen}"


def _labels(turn: Turn) -> tuple[str | tuple[str, str], ...]:
    words, voice = turn.style.label, turn.voice.label
    return (
        (words.replace("_", "-"), _WORD_COLOURS[words]),
        " words, ",
        (voice, _VOICE_COLOURS[voice]),
        " voice",
    )


def _pace(prosody: Prosody) -> str:
    """Pace and pauses in plain words; empty where nothing is known of them."""
    parts = []
    if prosody.speech_rate_wpm is not None:
        parts.append(f"{prosody.speech_rate_wpm:.0f} words a minute")
    if prosody.articulation_rate_syl_s is not None:
        parts.append(f"{prosody.articulation_rate_syl_s:.1f} syllables a second between the pauses")
    if prosody.silent_pauses_per_min:
        median = f", half of them longer than {prosody.silent_pause_median_s:.1f} s"
        parts.append(f"{prosody.silent_pauses_per_min:.0f} pauses a minute{median}")
    elif prosody.silent_pauses_per_min is not None:
        parts.append("no pause")
    if prosody.filled_pauses_per_min:
        parts.append(f"{prosody.filled_pauses_per_min:.0f} filled pauses (um, uh) a minute")
    elif prosody.filled_pauses_per_min is not None:
        parts.append("no filled pause")
    return "; ".join(parts)


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
            value, unit = _value(measure)
            gauge = [Text(_gauge(measure), style=colour)] if wide else []
            table.add_row(
                band(measure.name).label,
                Text(value, style=colour),
                Text(unit, style="bright_black"),
                *gauge,
                Text(_limits(measure.band, measure.unit), style="bright_black"),
                Text(word, style=colour),
                *([Text(_change(measure), style="bright_black")] if compared else []),
            )
        yield Padding(table, (1, 0, 1, 0))


def _limits(edges: tuple[float, float], unit: str) -> str:
    """A band in numbers. A speaker's own band of a count reaches below 0, where no count can lie: 0 is shown."""
    low, high = edges
    return f"{_number(max(low, 0.0) if unit == _COUNTED else low)} to {_number(high)}"


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


def _value(measure: VoiceMeasure) -> tuple[str, str]:
    """A value and its unit, the unit without what stands in brackets behind it."""
    return _number(measure.value), measure.unit.partition(" (")[0]


def _change(measure: VoiceMeasure) -> str:
    """How far a value lies from the speaker's usual one, or that the band is not the speaker's own."""
    if measure.change is None:
        return "published band"
    if measure.zone == "inside":
        return f"{_signed(measure.change)}, as usual"
    return f"{_signed(measure.change)} from usual"


def _signed(change: float) -> str:
    shown = _number(abs(change))
    return f"±{shown}" if float(shown) == 0 else f"{'+' if change > 0 else '-'}{shown}"


def _number(value: float) -> str:
    """Two or three digits, as many as anyone can hear."""
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


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
        table.add_row("", Text(_evidence(finding), style="bright_black"))
        if finding.drill:
            table.add_row(Text("Drill", style="blue"), Text(finding.drill))
    return table


def _evidence(finding: Finding) -> str:
    once = finding.unit == "times" and finding.band[0] == 1
    zone = "at least once" if once else f"quiet zone {_limits(finding.band, finding.unit)}"
    measured = (
        "once" if finding.unit == "times" and finding.measured == 1 else f"{_number(finding.measured)} {finding.unit}"
    )
    return f"listen at {clock(finding.start_s)}-{clock(finding.end_s)} · measured {measured}, {zone} · {finding.source}"
