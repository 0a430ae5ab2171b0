"""A rehearsal for the terminal: what was asked for, what stands out, and the change since an earlier take.

Conventions
    A line is made of pieces, each a text and the name of its style; the styles carry no meaning of their own. A part of
    which too little is known has no line.
"""

import math
import textwrap
from collections.abc import Iterator, Sequence

from voicecoach.coaching.bands import band
from voicecoach.coaching.notes import Covered
from voicecoach.pace import PacePoint
from voicecoach.rehearse import Change, ChangeVerdict, Rehearsal
from voicecoach.report.help import help_text
from voicecoach.report.progress_dots import chart, zones
from voicecoach.report.progress_text import Line
from voicecoach.report.times import clock

MOST_COLUMNS = 60
"""Signs of a chart: a wider one is no easier to read (own proposal)."""

MOST_MOMENTS = 4
"""More places of one kind than these are not read; all of them are in the document."""

_LABEL = 10
_CHART_LABEL = 17
_BAR = 24
_MOST_TITLE = 28
_STYLES = {"ok": "green", "high": "yellow", "low": "yellow"}
_NAMES = {
    "talk_s": "length",
    "longest_run_s": "longest run",
    "keywords_missed": "keywords missed",
}
_SAID: dict[ChangeVerdict, str] = {
    "no_change": "no change",
    "still_fine": "still fine",
    "inside": "now fine",
    "nearer": "nearer, not there yet",
    "further": "further off than before",
    "outside": "was fine before",
}
_STYLE_OF: dict[ChangeVerdict, str] = {"inside": "green", "nearer": "green", "further": "yellow", "outside": "yellow"}


def minutes(time_s: float) -> str:
    """A length as a speaker reads it.

    >>> minutes(312.4)
    '5:12'
    """
    whole = round(time_s)
    return f"{whole // 60}:{whole % 60:02d}"


def lines(
    one: Rehearsal, width: int, *, braille: bool, changes: Sequence[Change] = (), since: str = "", aimed: str = ""
) -> Iterator[Line]:
    """The lines of a report, none wider than the terminal as long as that has some 40 columns.

    Args:
        one: What to show.
        width: Columns of the terminal.
        braille: Whether the terminal has braille signs; plain ASCII otherwise.
        changes: What became of the measures since an earlier take.
        since: Which take that was, in words; empty where there was none.
        aimed: What became of the fix that this take was to work on, in a line; empty where there was none.
    """
    if one.speaks_of_danger:
        # As it stands: whoever needs it may want to copy a number or an address.
        yield from (((line, "bold"),) for line in help_text().splitlines())
        return
    for line in _lines(one, width, braille=braille, changes=changes, since=since, aimed=aimed):
        yield from _fitting(line, width)


def _fitting(line: Line, width: int) -> Iterator[Line]:
    """A line in as many as it takes; only a narrow terminal or a long path needs more than one."""
    text = "".join(piece for piece, _ in line)
    if len(text) <= width:
        yield line
        return
    inset = " " * min(_LABEL + 2, width // 2)
    yield from (((part, line[-1][1]),) for part in textwrap.wrap(text, width, subsequent_indent=inset))


def _lines(
    one: Rehearsal, width: int, *, braille: bool, changes: Sequence[Change], since: str, aimed: str
) -> Iterator[Line]:
    yield ((one.path, "bold"),)
    yield ((f"{minutes(one.timing.talk_s)} spoken · {one.words} words", "bright_black"),)
    parts = (
        ("Time", _time(one)),
        ("Pace", _pace(one)),
        ("Melody", _melody(one)),
        ("Pauses", _pauses(one)),
        ("Fillers", _fillers(one)),
        ("Opening", _opening(one)),
        ("Closing", _closing(one)),
        ("Notes", _notes(one)),
        ("Sound", iter(one.warnings)),
        ("Compared", _compared(changes, since, aimed)),
    )
    for label, texts in parts:
        yield from _part(label, texts, width)
        if label == "Pace":
            yield from _chart(one.pace, width, braille=braille)
        if label == "Time":
            yield from _sections(one.sections, one.timing.talk_s, width, braille=braille)
        if label == "Compared" and since:
            yield from _changes(changes)
    yield from _advice(one, width)


def _part(label: str, texts: Iterator[str], width: int) -> Iterator[Line]:
    """A label beside its texts, each on lines of its own."""
    lead = label
    for text in texts:
        if lead:
            yield ()
        for line in textwrap.wrap(text, max(10, width - _LABEL)):
            yield ((f"{lead:{_LABEL}}", "bold"), (line, ""))
            lead = ""


def _time(one: Rehearsal) -> Iterator[str]:
    timed = one.timing
    if timed.target_s is None or timed.over_s is None:
        return
    told = f"{minutes(timed.talk_s)} of {minutes(timed.target_s)}: "
    if timed.verdict == "on_time":
        yield told + "on time."
        return
    side = "over" if timed.over_s > 0 else "short"
    words = ""
    if timed.words_over is not None:
        count = abs(timed.words_over)
        over = timed.over_s > 0
        words = f", at your pace about {count} words too many" if over else f", room for about {count} more words"
    yield f"{told}{minutes(abs(timed.over_s))} {side}{words}."


def _sections(sections: Sequence[Covered], talk_s: float, width: int, *, braille: bool) -> Iterator[Line]:
    """How long each section of the notes took."""
    if not sections:
        return
    yield ()
    yield (("Sections", "bold"),)
    longest = min(_MOST_TITLE, max(len(section.title) for section in sections), max(10, width - _LABEL - _BAR - 10))
    sign = "█" if braille else "#"
    for section in sections:
        title = textwrap.shorten(section.title, longest, placeholder="…") or section.title[:longest]
        if not section.passages:
            yield ((f"{'':{_LABEL}}{title:{longest}}  ", ""), ("not reached", "yellow"))
            continue
        bar = sign * max(1, round(_BAR * section.time_s / talk_s)) if talk_s else ""
        at = minutes(section.passages[0].start_s)
        yield ((f"{'':{_LABEL}}{title:{longest}} ", ""), (f"{minutes(section.time_s):>6}  {bar}  from {at}", "cyan"))


def _pace(one: Rehearsal) -> Iterator[str]:
    if one.speech_rate_wpm is None:
        return
    limits = band("speech_rate_wpm")
    beside = _beside(one.speech_rate_wpm, limits.low, limits.high)
    yield f"{one.speech_rate_wpm:.0f} words a minute, {beside}."
    if one.fastest and one.slowest and one.fastest.speech_rate_wpm and one.slowest.speech_rate_wpm:
        yield (
            f"Fastest around {_around(one.fastest)}: {one.fastest.speech_rate_wpm:.0f}; slowest around "
            f"{_around(one.slowest)}: {one.slowest.speech_rate_wpm:.0f}."
        )
    for burst in one.bursts[:MOST_MOMENTS]:
        yield (
            f"Rushed at {clock(burst.start_s)}: “{burst.text}”, {burst.articulation_rate_syl_s:.1f} syllables a "
            f"second, usually {burst.usual_rate_syl_s:.1f}."
        )
    yield from _more(len(one.bursts))


def _around(point: PacePoint) -> str:
    return minutes((point.start_s + point.end_s) / 2)


def _beside(value: float, low: float, high: float) -> str:
    if value < low:
        return f"below {low:.0f} to {high:.0f}"
    return f"above {low:.0f} to {high:.0f}" if value > high else f"within {low:.0f} to {high:.0f}"


def _more(count: int) -> Iterator[str]:
    if count > MOST_MOMENTS:
        yield f"And {count - MOST_MOMENTS} more (--json)."


def _chart(points: Sequence[PacePoint], width: int, *, braille: bool) -> Iterator[Line]:
    """Pace over time; a window with too little speech has no dot."""
    values = [point.speech_rate_wpm for point in points]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return
    columns = max(10, min(MOST_COLUMNS, width - _CHART_LABEL - 4))
    across = columns * (2 if braille else 1)
    # A short talk has a row of dots for each window, so that its line is as wide as a long one's.
    values = [value for value in values for _ in range(max(1, across // len(values)))]
    limits = band("speech_rate_wpm")
    edge = "│" if braille else "|"
    for row in chart(values, zones(known, limits.low, limits.high), columns, braille=braille):
        low, high = row.zone.low, row.zone.high
        edges = {"high": f"to {math.ceil(high)}", "low": f"to {math.floor(low)}"}.get(
            row.zone.word, f"{low:.0f} to {high:.0f}"
        )
        label = f"{row.zone.word} {edges}" if row.is_first else ""
        yield ((f"{label:>{_CHART_LABEL}} {edge}", "bright_black"), (row.signs, _STYLES[row.zone.word]))
    shown = min(columns, math.ceil(len(values) / (2 if braille else 1)))
    first, last = minutes(points[0].start_s), minutes(points[-1].end_s)
    yield ((f"{'':{_CHART_LABEL}}  {first}{last:>{max(len(last) + 1, shown - len(first))}}", "bright_black"),)


def _melody(one: Rehearsal) -> Iterator[str]:
    for flat in one.flat_passages[:MOST_MOMENTS]:
        spread = f"{flat.f0_sd_semitones:.1f}"
        yield f"Flat from {minutes(flat.start_s)} to {minutes(flat.end_s)}: as little as {spread} semitones."
    yield from _more(len(one.flat_passages))


def _pauses(one: Rehearsal) -> Iterator[str]:
    run = one.longest_run
    if run is None:
        return
    due = " A pause before it ends gives listeners time." if run.is_long else ""
    yield (
        f"Longest run without a pause: {run.duration_s:.0f} s from {clock(run.start_s)}, {run.words} words: "
        f"“{run.text}”.{due}"
    )


def _fillers(one: Rehearsal) -> Iterator[str]:
    if one.filled_pauses_per_min is None:
        return
    rate = f", {one.filled_pauses_per_min:.1f} a minute" if one.filled_pauses else ""
    count = one.filled_pauses or "no"
    yield f"{count} filled pause{'s' * (one.filled_pauses != 1)} (um, uh){rate}.".capitalize()
    for cluster in one.clusters[:MOST_MOMENTS]:
        after = f" after “{cluster.text}”" if cluster.text else ""
        yield f"Hesitations crowd at {clock(cluster.start_s)}{after}."
    yield from _more(len(one.clusters))


def _opening(one: Rehearsal) -> Iterator[str]:
    start = one.opening
    if start is None:
        return
    moved = f": {start.pace} than the rest ({start.rest_wpm:.0f})" if start.pace else ", as the rest"
    level = f"; {start.level} than the rest by {abs(start.level_change_db or 0.0):.0f} dB" if start.level else ""
    fillers = f"; {start.filled_pauses} filled" if start.filled_pauses else ""
    length = start.end_s - start.start_s
    yield f"The first {length:.0f} s have {start.speech_rate_wpm:.0f} words a minute{moved}{level}{fillers}."


def _closing(one: Rehearsal) -> Iterator[str]:
    last = one.closing
    if last is None:
        return
    told = []
    if last.dies_away is not None:
        told.append(f"its end falls off by {last.end_fade_db:.0f} dB" if last.dies_away else "its end holds")
    if last.ending is not None:
        told.append(
            {"rise": "the pitch rises", "level": "the pitch stays level", "fall": "the pitch falls"}[last.ending]
        )
    yield f"“{textwrap.shorten(last.text, 120, placeholder='…')}”" + (f": {', '.join(told)}." if told else "")


def _notes(one: Rehearsal) -> Iterator[str]:
    if not one.keywords:
        return
    yield f"{one.keywords - one.missed} of {one.keywords} keywords said."
    for section in one.sections:
        said = [f"{word.text} {minutes(word.said_at_s)}" for word in section.keywords if word.said_at_s is not None]
        told = f"said {', '.join(said)}" if said else ""
        missed = f"missed {', '.join(section.missed)}" if section.missed else ""
        if told or missed:
            yield f"{section.title}: {'; '.join(filter(None, (told, missed)))}."


def _compared(changes: Sequence[Change], since: str, aimed: str) -> Iterator[str]:
    if since:
        yield f"With {since}." if changes else f"With {since}: nothing that both takes can be compared by."
    if aimed:
        yield aimed


def _changes(changes: Sequence[Change]) -> Iterator[Line]:
    names = [_NAMES.get(one.name) or band(one.name).label for one in changes]
    widest = max(map(len, names), default=0)
    for name, one in zip(names, changes, strict=True):
        moved = f"{_number(one.before, one.unit)} before, {_number(one.now, one.unit)} now"
        yield (
            (f"{'':{_LABEL}}{name:{widest}}  ", ""),
            (f"{moved}: ", ""),
            (_SAID[one.verdict], _STYLE_OF.get(one.verdict, "bright_black")),
        )


def _number(value: float, unit: str) -> str:
    if unit == "s":
        return minutes(value) if value >= 60 else f"{value:.0f} s"
    if unit == "keywords":
        return f"{value:.0f}"
    shown = f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"
    return f"{shown} {unit}"


def _advice(one: Rehearsal, width: int) -> Iterator[Line]:
    yield ()
    if not one.findings:
        yield (("Nothing to advise on this take.", "bold"),)
    for finding in one.findings:
        label, style = ("Keep", "green") if finding.kind == "strength" else ("Change", "yellow")
        at = f"(listen at {clock(finding.start_s)}-{clock(finding.end_s)})"
        told = [(label, style, f"{finding.advice} {at}")]
        if finding.drill:
            told.append(("Drill", "blue", finding.drill))
        for lead, colour, text in told:
            for number, line in enumerate(textwrap.wrap(text, max(10, width - _LABEL))):
                yield ((f"{'' if number else lead:{_LABEL}}", f"bold {colour}"), (line, ""))
