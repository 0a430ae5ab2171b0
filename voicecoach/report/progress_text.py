"""Progress for the terminal: one part a type of scene, with a word beside every mark.

Conventions
    A line is made of pieces, each a text and the name of its style; the styles carry no meaning of their own.
"""

import textwrap
from collections.abc import Iterator

from voicecoach.report import progress_words as say
from voicecoach.report.progress import Distress, Progress, SceneProgress, Trend
from voicecoach.report.progress_change import Known
from voicecoach.report.progress_dots import Zone, chart, zones

Line = tuple[tuple[str, str], ...]

MOST_COLUMNS = 60
"""Signs of a chart: a wider one is no easier to read (own proposal)."""

_LABEL = 17
_FEWEST_COLUMNS = 10
_TITLE = 23
_STYLES = {"ok": "green", "high": "yellow", "low": "yellow"}
_SUDS_ROWS = 2


def lines(progress: Progress, width: int, *, braille: bool) -> Iterator[Line]:
    """The lines of a report, none wider than the terminal as long as that has some 30 columns.

    Args:
        progress: What to show, with at least one take.
        width: Columns of the terminal.
        braille: Whether the terminal has braille signs; plain ASCII otherwise.
    """
    for line in _lines(progress, width, braille=braille):
        yield from _wrapped(line, width)


def _lines(progress: Progress, width: int, *, braille: bool) -> Iterator[Line]:
    yield _line(say.heading(progress), "bold")
    yield _line(say.weeks(progress))
    columns = max(_FEWEST_COLUMNS, min(MOST_COLUMNS, width - _LABEL - 4))
    for scene in progress.scenes:
        yield ()
        yield from _scene(scene, columns, braille=braille)
    yield ()
    yield _line(_legend(braille=braille), "bright_black")
    for note in (say.TOLD_FROM, *progress.notes, say.NO_SCORE):
        yield _line(note, "bright_black")


def _wrapped(line: Line, width: int) -> Iterator[Line]:
    """A line in as many as it takes, those behind the first set in; its first piece stays in the first."""
    text = "".join(piece for piece, _ in line)
    if len(text) <= width:
        yield line
        return
    inset = " " * (len(text) - len(text.lstrip()) + 2)
    first, *more = textwrap.wrap(text, width, subsequent_indent=inset)
    lead, style = line[0]
    rest = line[-1][1]
    yield ((first[: len(lead)], style), (first[len(lead) :], rest))
    yield from (((part, rest),) for part in more)


def _legend(*, braille: bool) -> str:
    signs = "a dot is one take or more" if braille else ". one take  : two  * three or more"
    return f"Charts: {signs}, the oldest left. ok, low and high say where a take lies beside its band."


def _scene(scene: SceneProgress, columns: int, *, braille: bool) -> Iterator[Line]:
    yield ((say.words(scene.scene_type).upper(), "bold"), (f"  {say.extent(scene)}", ""))
    for share in scene.shares:
        told = f"; {say.share_change(share)}" if share.of else ""
        yield _line(f"  {share.label:{_TITLE}}{say.share_count(share)}{told}")
    for trend in scene.trends:
        yield ()
        yield from _trend(trend, columns, braille=braille)
    yield ()
    yield from _distress(scene.distress, columns, braille=braille)
    if scene.worked:
        yield ()
        yield (("  Worked on", "bold"),)
        for one in scene.worked:
            yield _line(f"    {say.words(one.rule)}: {say.worked(one)}")
        yield _line(f"    {say.ONE_FIX}", "bright_black")


def _trend(trend: Trend, columns: int, *, braille: bool) -> Iterator[Line]:
    yield ((f"  {trend.label}", "bold"), (f", {trend.unit}; {say.band_words(trend)}", ""))
    yield _line(f"    {say.trend_change(trend)}")
    values = [point.value for point in trend.points]
    yield from _drawn(values, zones(values, trend.low, trend.high), columns, braille=braille)


def _distress(one: Distress, columns: int, *, braille: bool) -> Iterator[Line]:
    yield (("  SUDS", "bold"), (f", 0 calm to 100; {say.distress(one)}", ""))
    if not one.before and not one.after:
        return
    yield _line(f"    before, over time: {say.distress_change(one)}")
    for word, points in (("before", one.before), ("after", one.after)):
        yield from _rated(word, points, columns, braille=braille)


def _rated(word: str, points: tuple[Known, ...], columns: int, *, braille: bool) -> Iterator[Line]:
    if points:
        scale = (Zone(word, 0.0, 100.0, _SUDS_ROWS),)
        yield from _drawn([point.value for point in points], scale, columns, braille=braille)


def _drawn(values: list[float], parts: tuple[Zone, ...], columns: int, *, braille: bool) -> Iterator[Line]:
    edge = "│" if braille else "|"
    for row in chart(values, parts, columns, braille=braille):
        zone = row.zone
        label = f"{zone.word} {_edges(zone)}" if row.is_first else ""
        yield ((f"{label:>{_LABEL}} {edge}", "bright_black"), (row.signs, _STYLES.get(zone.word, "cyan")))


def _edges(zone: Zone) -> str:
    if zone.word == "high":
        return f"to {say.number(zone.high)}"
    return f"to {say.number(zone.low)}" if zone.word == "low" else f"{say.number(zone.low)} to {say.number(zone.high)}"


def _line(text: str, style: str = "") -> Line:
    return ((text, style),)
