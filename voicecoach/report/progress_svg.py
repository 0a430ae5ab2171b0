"""Charts of progress as SVG: for the page, and as one sheet of all of them.

Conventions
    Marks stand from left to right in the order of the takes (of the sessions for SUDS), all at the same distance.
    Inside the band they are dots, above it triangles that point up, below it triangles that point down, so that
    nothing hangs on a colour. Lengths are in user units; numbers of the drawing have two decimals.
"""

import html
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from voicecoach.report import progress_words as say
from voicecoach.report.progress import Distress, Progress, SceneProgress, Trend
from voicecoach.report.progress_change import Known

Shape = Literal["dot", "up", "down"]

WIDTH, HEIGHT = 640, 172
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 10, 48
SHEET_MARGIN = 24
LINE_HEIGHT = 20
LONGEST_LINE, LONGEST_TITLE = 98, 56
"""Signs of a line on the sheet, from which it is wrapped (own proposal: what fits its width)."""

_SIGNS: dict[Shape, str] = {"dot": "\N{BLACK CIRCLE}", "up": "\N{BLACK UP-POINTING TRIANGLE}"}
_SIGNS["down"] = "\N{BLACK DOWN-POINTING TRIANGLE}"
_STROKES: dict[Shape, str] = {"dot": "h0", "up": "m-4 3.5l4-7 4 7z", "down": "m-4-3.5l4 7 4-7z"}
_GAP = " " * 4
_LEAST_APART = 13.0
"""Between two numbers at the edge."""

STYLE = """
text { font-family: "DejaVu Sans", "Noto Sans", "Liberation Sans", "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  font-size: 12px; fill: #333 }
.title { font-size: 18px; font-weight: bold } .head { font-weight: bold }
.band { fill: #dfeee4 } .axis { stroke: #767676; fill: none }
.mark { fill: #9a4b00; stroke: none }
.mark.dot { fill: none; stroke: #14693a; stroke-width: 6; stroke-linecap: round }
"""
"""For light paper."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Values that are drawn alike."""

    word: str
    """What they have in common."""
    shape: Shape
    points: tuple[tuple[int, float], ...]
    """Each one's place from the left, from 0 on, and its value."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One chart."""

    title: str
    told: str
    """In words what became of it."""
    low: float
    high: float
    """The scale."""
    band: tuple[float, float] | None
    places: int
    """Places from the left to the right."""
    marks: tuple[Marks, ...]
    first: str
    last: str
    """Days of the first and the last place."""


def plots_of(scene: SceneProgress) -> tuple[Plot, ...]:
    """The charts of a type of scene."""
    plots = [_plot(trend) for trend in scene.trends]
    if scene.distress.before or scene.distress.after:
        plots.append(_distress_plot(scene.distress))
    return tuple(plots)


def _plot(trend: Trend) -> Plot:
    values = list(enumerate(point.value for point in trend.points))
    marks = (
        Marks("above the band", "up", tuple((n, v) for n, v in values if v > trend.high)),
        Marks("inside the band", "dot", tuple((n, v) for n, v in values if trend.low <= v <= trend.high)),
        Marks("below the band", "down", tuple((n, v) for n, v in values if v < trend.low)),
    )
    return Plot(
        title=f"{trend.label}, {trend.unit}",
        told=f"{say.sentence(say.band_words(trend))} {say.sentence(say.trend_change(trend))}",
        low=min(trend.low, *(value for _, value in values)),
        high=max(trend.high, *(value for _, value in values)),
        band=(trend.low, trend.high),
        places=len(values),
        marks=tuple(one for one in marks if one.points),
        first=say.day(trend.points[0].at),
        last=say.day(trend.points[-1].at),
    )


def _distress_plot(one: Distress) -> Plot:
    days = sorted({(point.at, point.session_id) for point in (*one.before, *one.after)})
    places = {session: place for place, (_, session) in enumerate(days)}
    kinds: tuple[tuple[str, Shape, tuple[Known, ...]], ...] = (
        ("before a session", "down", one.before),
        ("after it", "dot", one.after),
    )
    marks = (Marks(word, shape, tuple((places[p.session_id], p.value) for p in of)) for word, shape, of in kinds)
    return Plot(
        title="SUDS, 0 calm to 100",
        told=f"{say.sentence(say.distress(one))} Before a session, over time: {say.distress_change(one)}.",
        low=0.0,
        high=100.0,
        band=None,
        places=len(days),
        marks=tuple(one for one in marks if one.points),
        first=say.day(days[0][0]),
        last=say.day(days[-1][0]),
    )


def chart(plot: Plot, name: str) -> str:
    """A chart for a page; `name` makes its identifiers, and is a plain word."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escaped(plot.title)}</title><desc id="{name}-d">{escaped(plot.told)}</desc>'
        f"{drawing(plot)}</svg>"
    )


def escaped(text: str) -> str:
    """A text as a page or a drawing holds it."""
    return html.escape(say.printable(text))


def drawing(plot: Plot) -> str:
    """What a chart is made of."""
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    if plot.band:
        upper, lower = (_y(edge, plot) for edge in (plot.band[1], plot.band[0]))
        size = f'y="{upper:.2f}" width="{right - LEFT}" height="{lower - upper:.2f}"'
        parts.append(f'<rect class="band" x="{LEFT}" {size}/>')
    parts.append(f'<path class="axis" d="M{LEFT} {TOP - 6}V{bottom + 6}H{right}"/>')
    parts += [_text(LEFT - 6, _y(edge, plot) + 4, say.number(edge), "end") for edge in _edges(plot)]
    for one in plot.marks:
        path = "".join(f"M{_x(at, plot):.2f} {_y(value, plot):.2f}{_STROKES[one.shape]}" for at, value in one.points)
        parts.append(f'<path class="mark {one.shape}" d="{path}"/>')
    parts.append(_text(LEFT, bottom + 22, plot.first, "start"))
    if plot.last != plot.first:
        parts.append(_text(right, bottom + 22, plot.last, "end"))
    legend = [f"{_SIGNS[one.shape]} {one.word}" for one in plot.marks]
    legend += ["shaded: the band"] if plot.band else []
    parts.append(_text(LEFT, bottom + 42, _GAP.join(legend), "start"))
    return "".join(parts)


def _x(place: int, plot: Plot) -> float:
    return LEFT + (place + 0.5) / plot.places * (WIDTH - LEFT - RIGHT)


def _y(value: float, plot: Plot) -> float:
    return TOP + (plot.high - value) / (plot.high - plot.low) * (HEIGHT - TOP - BOTTOM)


def _edges(plot: Plot) -> Iterator[float]:
    """The numbers at the edge: the band's first, then the ends of the scale where there is room."""
    shown: list[float] = []
    for edge in (*(plot.band or ()), plot.low, plot.high):
        if all(abs(_y(edge, plot) - _y(other, plot)) >= _LEAST_APART for other in shown):
            shown.append(edge)
            yield edge


def _text(x: float, y: float, text: str, anchor: str, name: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    return f'<text{kind} x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" xml:space="preserve">{_kept(text)}</text>'


def _kept(text: str) -> str:
    """A line of a drawing, escaped; its wide blanks stay."""
    return _GAP.join(escaped(part) for part in text.split(_GAP))


def sheet(progress: Progress) -> str:
    """All charts with their words below each other, as one drawing on white."""
    parts: list[str] = []
    y = float(SHEET_MARGIN)
    for kind, row in _rows(progress):
        if isinstance(row, Plot):
            parts.append(f'<g transform="translate({SHEET_MARGIN} {y + 6})">{drawing(row)}</g>')
            y += HEIGHT + 6
        else:
            y += LINE_HEIGHT * (2 if kind == "title" else 1.5 if kind == "head" else 1)
            for number, part in enumerate(textwrap.wrap(row, LONGEST_TITLE if kind == "title" else LONGEST_LINE)):
                y += LINE_HEIGHT if number else 0
                parts.append(_text(SHEET_MARGIN, y, part, "start", kind))
    width, height = WIDTH + 2 * SHEET_MARGIN, y + SHEET_MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}"><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _rows(progress: Progress) -> Iterator[tuple[str, str | Plot]]:
    yield "title", say.heading(progress)
    yield "", say.weeks(progress)
    for scene in progress.scenes:
        yield "title", f"{say.words(scene.scene_type).capitalize()}: {say.extent(scene)}"
        for share in scene.shares:
            yield "", f"{share.label}: {say.share_count(share)}"
            if share.of:
                yield "", f"{_GAP}{say.share_change(share)}"
        for plot in plots_of(scene):
            yield "head", plot.title
            for sentence in plot.told.split(". "):
                yield "", sentence
            yield "", plot
        for one in scene.worked:
            yield "", f"{say.words(one.rule)}: {say.worked(one)}"
    for note in (say.ONE_FIX, say.TOLD_FROM, *progress.notes, say.NO_SCORE):
        yield "", note
