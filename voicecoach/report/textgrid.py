"""An analysis as a TextGrid, Praat's format: turns, sentences, words, styles, pauses on tiers of one time axis.

Conventions
    The long text form in UTF-8, as Praat writes it; times are those of the document, digit by digit. Each speaker has
    tiers of their own, named "words (A)". Things of one tier that overlap go to a second one, "words (A) 2". A tier
    without anything on it is left out. What has no length is given `SHORTEST_S`, for Praat has no empty interval.
"""

from collections.abc import Iterable, Iterator

from voicecoach.document import Analysis
from voicecoach.report.told import sentences_told

SHORTEST_S = 0.001
"""Length of an interval on a tier at the least (own proposal: a millisecond, below what is heard)."""

_Interval = tuple[float, float, str]


def textgrid(analysis: Analysis) -> str:
    """The whole file."""
    tiers = [
        (name if lane == 1 else f"{name} {lane}", intervals)
        for name, things in _tiers(analysis)
        for lane, intervals in enumerate(_lanes(things), 1)
    ]
    end_s = max([analysis.source.duration_s, SHORTEST_S, *(own[-1][1] for _, own in tiers)])
    if not tiers:
        tiers = [("words (A)", [])]
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {end_s!r}"]
    lines += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, (name, intervals) in enumerate(tiers, 1):
        lines += _tier(number, name, list(_without_holes(intervals, end_s)), end_s)
    return "\n".join(lines)


def _tiers(analysis: Analysis) -> Iterator[tuple[str, list[_Interval]]]:
    told = sentences_told(analysis)
    speakers = {turn.speaker for turn in analysis.turns} | {word.speaker for word in analysis.words}
    speakers |= {pause.speaker for pause in analysis.pauses}
    for who in sorted(speakers):
        own = [one for one in told if one.speaker == who]
        pauses = [pause for pause in analysis.pauses if pause.speaker == who]
        things: dict[str, Iterable[_Interval]] = {
            "turns": ((t.start_s, t.end_s, t.text) for t in analysis.turns if t.speaker == who),
            "sentences": ((one.start_s, one.end_s, one.text) for one in own),
            "words": ((w.start_s, w.end_s, w.text) for w in analysis.words if w.speaker == who),
            "style of words": ((one.start_s, one.end_s, one.style.label) for one in own),
            "voice": ((one.start_s, one.end_s, one.voice.label) for one in own),
            "silent pauses": ((p.start_s, p.end_s, p.place or "silent") for p in pauses if p.kind == "silent"),
            "filled pauses": ((p.start_s, p.end_s, p.text or "filled") for p in pauses if p.kind == "filled"),
            "disfluencies": ((d.start_s, d.end_s, d.kind) for d in analysis.disfluencies if d.speaker == who),
            "findings": ((f.start_s, f.end_s, f"{f.kind}: {f.rule}") for f in analysis.findings if f.speaker == who),
        }
        yield from ((f"{name} ({who})", sorted(found)) for name, found in things.items())


def _lanes(things: Iterable[_Interval]) -> list[list[_Interval]]:
    """Things in order of time, put on as few tiers as hold them without overlap."""
    lanes: list[list[_Interval]] = []
    for start_s, stop_s, text in things:
        end_s = max(stop_s, start_s + SHORTEST_S)
        free = next((lane for lane in lanes if lane[-1][1] <= start_s), None)
        if free is None:
            lanes.append(free := [])
        free.append((start_s, end_s, text))
    return lanes


def _without_holes(intervals: list[_Interval], end_s: float) -> Iterator[_Interval]:
    """The intervals with empty ones between them, from 0 to the end."""
    at_s = 0.0
    for start_s, stop_s, text in intervals:
        if start_s > at_s:
            yield at_s, start_s, ""
        yield start_s, stop_s, text
        at_s = stop_s
    if at_s < end_s:
        yield at_s, end_s, ""


def _tier(number: int, name: str, intervals: list[_Interval], end_s: float) -> Iterator[str]:
    yield f"    item [{number}]:"
    yield '        class = "IntervalTier"'
    yield f"        name = {_quoted(name)}"
    yield "        xmin = 0"
    yield f"        xmax = {end_s!r}"
    yield f"        intervals: size = {len(intervals)}"
    for place, (start_s, stop_s, text) in enumerate(intervals, 1):
        yield f"        intervals [{place}]:"
        yield f"            xmin = {start_s!r}"
        yield f"            xmax = {stop_s!r}"
        yield f"            text = {_quoted(text)}"


def _quoted(text: str) -> str:
    """A label: quotes doubled, on one line, without control signs, which Praat does not read."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"{}"'.format(" ".join(plain.split()).replace('"', '""'))
