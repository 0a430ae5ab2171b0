"""One take on a page: what it comes to, the advice, the measures beside their bands, and all that was said."""

import re
from collections.abc import Iterator, Sequence

from voicecoach.coaching.bands import band
from voicecoach.document import Analysis
from voicecoach.reading import VoiceMeasure
from voicecoach.report import wording as say
from voicecoach.report.help import help_text
from voicecoach.report.markup import escaped, words
from voicecoach.report.moments import found_moments, longest_turn
from voicecoach.report.page_data import Take
from voicecoach.report.page_transcript import transcript
from voicecoach.report.times import clock
from voicecoach.report.told import Told
from voicecoach.report.who import first_clear, judged_turns, opening, sharing, whose_advice
from voicecoach.session import Finding

GAUGE_WIDTH, GAUGE_HEIGHT = 120, 20
_BAND_FROM, _BAND_TO = 30.0, 90.0
"""Where the band begins and ends on a gauge; there is half as much room on both sides."""

_EDGE = 5.0
_ZONE_SIGNS = {"under": ("▼", "low"), "inside": ("●", "inside"), "over": ("▲", "high")}
_MARKS = ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M0-6l6 6-6 6-6-6z")
"""A disc for the first take, a diamond for the second."""


def take_section(take: Take, told: tuple[Told, ...], number: int, title: str) -> str:
    """All of a take but the time axis, which is drawn."""
    analysis = take.analysis
    prefix = f"t{number}"
    silence = f'<p class="soft">{escaped(take.silence)}</p>' if take.silence else ""
    parts = [_facts(analysis), silence, *_warnings(analysis)]
    side = [_advice(analysis, number), _measures(analysis), _moments(analysis, number)]
    return (
        f'<section class="take" id="{prefix}" aria-label="{title}">'
        f"{''.join(parts)}{_who_is_who(analysis, number)}{_altogether(analysis)}"
        f'<div class="columns"><div class="side">{"".join(side)}</div>\n'
        f'<section class="transcript" aria-labelledby="{prefix}-said"><h2 id="{prefix}-said" tabindex="-1">'
        f"What was said</h2>\n{transcript(told, analysis.pauses, number)}</section></div></section>\n"
    )


def _facts(analysis: Analysis) -> str:
    source, signal = analysis.source, analysis.signal
    facts = [
        f"{source.duration_s:.1f} s" if source.duration_s < 60 else clock(source.duration_s).split(".")[0] + " min"
    ]
    facts.append(f"{source.rate_hz / 1000:g} kHz")
    if source.channels > 1:
        facts.append(f"{source.channels} channels")
    if signal.snr_db is not None:
        facts.append(f"speech {signal.snr_db:.0f} dB above the room")
    if analysis.engine.model:
        facts.append(f"model {analysis.engine.model}")
    return f'<p class="facts">{" · ".join(map(escaped, facts))}</p>'


def _warnings(analysis: Analysis) -> Iterator[str]:
    for warning in analysis.signal.warnings:
        yield f'<p class="warning"><span aria-hidden="true">! </span>{escaped(warning)}</p>'


def _who_is_who(analysis: Analysis, number: int) -> str:
    """Each speaker with how much they talk, and the first clear thing they said to listen to; one needs none."""
    if len(analysis.speakers) < 2:
        return ""
    items = []
    for speaker, summary in analysis.speakers.items():
        first = first_clear(analysis.turns, speaker)
        items.append(
            f'<li><span class="who">{escaped(speaker)}</span> {escaped(sharing(summary))} '
            f"{play_button(number, first.start_s, first.end_s, speaker)} "
            f'“<span class="quote"><span>{escaped(opening(first))}</span></span>”</li>'
        )
    return (
        f'<section class="people"><h2>Who is who</h2><ul>{"".join(items)}</ul>'
        f'<p class="soft">{escaped(whose_advice(analysis))}</p></section>'
    )


def _altogether(analysis: Analysis) -> str:
    turns = judged_turns(analysis)
    if not turns:
        return ""
    turn = longest_turn(turns)
    whose = f" of {turn.speaker}" if len(analysis.speakers) > 1 else ""
    lead = f"Altogether{whose}" if len(turns) == 1 else f"Longest turn{whose}, {clock(turn.start_s)}"
    reason = "" if turn.agreement is None else f' <span class="soft">{_quoted(say.why(turn.agreement))}.</span>'
    summary = analysis.speakers.get(turn.speaker)
    pace = say.pace(summary.prosody if summary else turn.prosody)
    told = f'<p class="soft">{escaped(pace[:1].upper() + pace[1:])}.</p>' if pace else ""
    return (
        f'<section class="sum"><h2>{escaped(lead)}</h2><p class="verdict">'
        f'<span class="chip st-{turn.style.label}">{words(turn.style.label)} words</span> '
        f'<span class="chip vo-{turn.voice.label}">{words(turn.voice.label)} voice</span></p>'
        f"<p>{say.OVERALL[turn.congruence]}{reason}</p>"
        f"{told}</section>"
    )


def _advice(analysis: Analysis, number: int) -> str:
    if analysis.speaks_of_danger:
        lines = "".join(f"<p>{escaped(line)}</p>" for line in help_text().splitlines())
        return f'<section class="advice"><h2>Help</h2>{lines}</section>'
    if not analysis.findings:
        return '<section class="advice"><h2>Advice</h2><p>Nothing to advise on this recording.</p></section>'
    return f'<section class="advice"><h2>Advice</h2>{"".join(_finding(f, number) for f in analysis.findings)}</section>'


def _finding(finding: Finding, number: int) -> str:
    kind = "Keep" if finding.kind == "strength" else "Change"
    drill = f'<p class="drill"><strong>Drill</strong> {_quoted(finding.drill)}</p>' if finding.drill else ""
    return (
        f'<article class="finding {finding.kind}"><h3>{kind}</h3><p>{_quoted(finding.advice)}</p>{drill}'
        f"{play_button(number, finding.start_s, finding.end_s)}"
        f'<p class="soft">{escaped(say.measured_beside(finding))}</p></article>'
    )


def play_button(number: int, start_s: float, end_s: float, what: str = "") -> str:
    """A button that plays a moment of a take."""
    span = f"{clock(start_s)} to {clock(end_s)}"
    return (
        f'<button type="button" class="play" data-take="{number}" data-at="{start_s}" data-to="{end_s}"'
        f' aria-label="{escaped(" ".join(filter(None, ("Play", what, span))))}">'
        f'<span aria-hidden="true">▶</span> {span}</button>'
    )


def judged(analysis: Analysis) -> tuple[VoiceMeasure, ...]:
    """The measures of the longest turn, of whom the page is about, whose voice was judged; () where none was."""
    turns = [turn for turn in judged_turns(analysis) if turn.voice.measures]
    return longest_turn(turns).voice.measures if turns else ()


def _measures(analysis: Analysis) -> str:
    measures = judged(analysis)
    if not measures:
        return ""
    rows = "".join(_measure(one) for one in measures)
    return (
        '<section class="measures"><h2>The voice in numbers</h2><div class="wide" role="region" tabindex="0"'
        ' aria-label="The voice in numbers"><table><thead><tr><th scope="col">Measure</th>'
        '<th scope="col" class="n">Value</th><th scope="col" class="g">In its band</th>'
        '<th scope="col">Band</th><th scope="col">Read</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _measure(one: VoiceMeasure) -> str:
    value, unit = say.value_and_unit(one)
    sign, word = _ZONE_SIGNS[one.zone]
    usual = "" if one.change is None else f"<br><span>{escaped(say.change(one))}</span>"
    return (
        f'<tr class="z-{one.zone}"><th scope="row" title="{escaped(one.basis)}">{escaped(band(one.name).label)}</th>'
        f'<td class="n">{value} <span class="soft">{escaped(unit)}</span></td><td class="g">{gauge([one])}</td>'
        f'<td class="soft">{escaped(say.limits(one.band, one.unit))}</td>'
        f'<td><span aria-hidden="true">{sign}</span> {word}{usual}</td></tr>'
    )


def gauge(measures: Sequence[VoiceMeasure | None]) -> str:
    """The band as a bar with a mark for each value; what lies far outside is at the edge."""
    known = next(one for one in measures if one is not None)
    low, high = known.band
    marks = []
    for number, one in reversed(list(enumerate(measures))):
        if one is None:
            continue
        x = _BAND_FROM + (one.value - low) / (high - low) * (_BAND_TO - _BAND_FROM)
        x = min(max(x, _EDGE + 2), GAUGE_WIDTH - _EDGE - 2)
        shape = _MARKS[min(number, 1)]
        marks.append(f'<path class="m{min(number, 1)} z-{one.zone}" transform="translate({x:.1f} 10)" d="{shape}"/>')
    return (
        f'<svg viewBox="0 0 {GAUGE_WIDTH} {GAUGE_HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="axis" d="M{_EDGE} 10H{GAUGE_WIDTH - _EDGE}"/>'
        f'<rect class="band" x="{_BAND_FROM}" y="4" width="{_BAND_TO - _BAND_FROM}" height="12" rx="2"/>'
        f"{''.join(marks)}</svg>"
    )


def _moments(analysis: Analysis, number: int) -> str:
    found = found_moments(analysis)
    if not found:
        return ""
    items = "".join(
        f"<li>{play_button(number, start, end)} <span>{_quoted(text)}</span></li>" for start, end, text in found
    )
    return f'<section class="moments"><h2>Moments to listen to</h2><ul>{items}</ul></section>'


def _quoted(text: str) -> str:
    """A text of the program; what it quotes of the recording is marked, so that a summary can leave it out."""
    return re.sub("“([^”]*)”", r'“<span class="quote"><span>\1</span></span>”', escaped(text))
