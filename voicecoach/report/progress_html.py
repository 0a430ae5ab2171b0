"""Progress as one page that needs nothing else: no script, no network, read by eye, by keyboard and by ear.

Conventions
    Every chart has a title and a description, and every value of it stands in a table. The policy of the page lets no
    source in but the style sheet inside it, named by its SHA-256. Everything that a user typed is escaped.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator

from voicecoach.history import TakeSummary
from voicecoach.report import progress_words as say
from voicecoach.report.progress import CHARTED, Distress, Progress, SceneProgress
from voicecoach.report.progress_svg import chart, escaped, plots_of

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --paper: #fff; --line: #767676;
  --band: #dfeee4; --in: #14693a; --out: #9a4b00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --soft: #a9b1ba; --paper: #16181b; --line: #8b949e; --band: #1d3a2a;
    --in: #6fd396; --out: #f0a35e }
}
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem;
  margin: 0 auto; padding: 1rem }
a { color: inherit } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--in) }
figure { margin: 1.5rem 0 } figcaption span, .soft { color: var(--soft) } svg { width: 100%; height: auto }
table { border-collapse: collapse } th, td { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums } .wide { overflow-x: auto }
.wide td { white-space: nowrap }
thead th, caption { text-align: left; border-bottom: 1px solid var(--line) } h1, h2 { overflow-wrap: anywhere }
svg text { font-size: 12px; fill: var(--ink) } .band { fill: var(--band) } .axis { stroke: var(--line); fill: none }
.mark { fill: var(--out) } .mark.dot { fill: none; stroke: var(--in); stroke-width: 6; stroke-linecap: round }
@media (max-width: 30rem) { svg text { font-size: 17px } }
@media print { body { max-width: none } nav, details { display: none } figure, table { break-inside: avoid }
  :root { --ink: #000; --soft: #333; --paper: #fff; --line: #767676; --band: #e6e6e6; --in: #000; --out: #000 } }
"""

FOOTER = (
    "Made on this machine. Labels describe takes, never who spoke. Not therapy, not a medical device, not a crisis "
    "service. Bands are published ranges or own proposals, no norm for a person."
)


def page(progress: Progress) -> str:
    """The whole page."""
    title = escaped(say.heading(progress))
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    notes = "".join(
        f'<p class="soft">{escaped(note)}</p>' for note in (say.TOLD_FROM, *progress.notes, say.NO_SCORE, FOOTER)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n"
        f"<p>{escaped(say.weeks(progress))}</p>\n{_contents(progress)}"
        f"{''.join(map(_section, progress.scenes))}</main>\n<footer>{notes}</footer></body></html>"
    )


def _contents(progress: Progress) -> str:
    if len(progress.scenes) < 2:
        return ""
    links = "".join(f'<li><a href="#{s.scene_type}">{_title(s)}</a></li>' for s in progress.scenes)
    return f'<nav aria-label="Kinds of situation"><ul>{links}</ul></nav>\n'


def _title(scene: SceneProgress) -> str:
    return escaped(say.words(scene.scene_type).capitalize())


def _section(scene: SceneProgress) -> str:
    return (
        f'<section aria-labelledby="{scene.scene_type}"><h2 id="{scene.scene_type}">{_title(scene)}</h2>\n'
        f"<p>{escaped(say.extent(scene))}</p>\n{_shares(scene)}{''.join(_figures(scene))}"
        f"{_worked(scene)}{_takes(scene)}{_ratings(scene.distress)}</section>\n"
    )


def _shares(scene: SceneProgress) -> str:
    rows = [(s.label, say.share_count(s), say.share_change(s) if s.of else "") for s in scene.shares]
    return _table("How takes were read", ("Read", "Takes", "First and newest sessions"), rows, 0) + "\n"


def _figures(scene: SceneProgress) -> Iterator[str]:
    for number, plot in enumerate(plots_of(scene)):
        caption = f"<strong>{escaped(plot.title)}</strong><br><span>{escaped(plot.told)}</span>"
        drawn = chart(plot, f"{scene.scene_type}-{number}")
        yield f"<figure><figcaption>{caption}</figcaption>{drawn}</figure>\n"


def _worked(scene: SceneProgress) -> str:
    if not scene.worked:
        return ""
    items = "".join(f"<li>{escaped(say.words(w.rule))}: {escaped(say.worked(w))}</li>" for w in scene.worked)
    return f'<h3>Worked on</h3><ul>{items}</ul><p class="soft">{escaped(say.ONE_FIX)}</p>\n'


def _takes(scene: SceneProgress) -> str:
    """All values of the takes; the level of a take is in the chart's own points, by its day."""
    labels = {trend.name: f"{trend.label}, {trend.unit}" for trend in scene.trends}
    measures = [name for name in CHARTED if name in labels]
    titles = ("Day", "Words", "Voice", "Together", *(labels[name] for name in measures), "Fix")
    rows = [_take(take, measures) for take in scene.takes]
    tables = _folded("takes", _table(f"Takes: {say.extent(scene)}", titles, rows, 4, 4 + len(measures)))
    for trend in scene.trends:
        if trend.name not in CHARTED:
            levels = [(say.day(point.at), say.number(point.value)) for point in trend.points]
            tables += _folded(trend.label, _table(trend.label, ("Day", trend.unit), levels, 1, 2))
    return tables


def _take(take: TakeSummary, measures: Iterable[str]) -> tuple[str, ...]:
    values = (say.number(take.measures[name]) if name in take.measures else "" for name in measures)
    read = (say.words(word) for word in (take.style, take.voice, take.congruence))
    return (say.day(take.made_at), *read, *values, say.words(take.fix or ""))


def _ratings(one: Distress) -> str:
    if not one.before and not one.after:
        return ""
    before, after = ({point.session_id: point for point in points} for points in (one.before, one.after))
    rated = sorted({**after, **before}.values(), key=lambda point: point.at)
    rows = [
        (
            say.day(point.at),
            *(f"{side[point.session_id].value:.0f}" if point.session_id in side else "" for side in (before, after)),
        )
        for point in rated
    ]
    return _folded("SUDS", _table("SUDS of the sessions", ("Day", "Before", "After"), rows, 1, 3))


def _folded(what: str, table: str) -> str:
    name = escaped(what)
    inside = f'<div class="wide" role="region" tabindex="0" aria-label="All values: {name}">{table}</div>'
    return f"<details><summary>All values: {name}</summary>{inside}</details>\n"


def _table(caption: str, titles: Iterable[str], rows: Iterable[tuple[str, ...]], first: int, behind: int = 0) -> str:
    """A table; the columns from `first` up to `behind` hold numbers."""
    head = "".join(f'<th scope="col">{escaped(title)}</th>' for title in titles)
    kinds = dict.fromkeys(range(first, behind), ' class="n"')
    body = "".join(f"<tr>{_cells(row, kinds)}</tr>\n" for row in rows)
    return f"<table><caption>{escaped(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Iterable[str], kinds: dict[int, str]) -> str:
    return "".join(f"<td{kinds.get(column, '')}>{escaped(cell)}</td>" for column, cell in enumerate(row))
