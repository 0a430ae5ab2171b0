"""What was said, on a page: each sentence with its style and its voice side by side, its cues marked in the text.

Conventions
    Each word is an element of its own, in the order of the page's data, so that a script can follow the sound. A cue is
    marked from its first word to its last; where two fall on one word, the first is marked, and all are listed below.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from voicecoach.coaching.bands import band
from voicecoach.prosody import Pause
from voicecoach.reading import Cue, Technique, VoiceMeasure
from voicecoach.report import wording as say
from voicecoach.report.markup import escaped, words
from voicecoach.report.times import clock
from voicecoach.report.told import Told
from voicecoach.transcript import Word

SHOWN_PAUSE_S = 0.5
"""A silence from which it is shown between the words (own proposal): shorter ones are heard as none."""

_TOGETHER = {
    "matched": "words and voice match",
    "words_stronger": "words stronger than voice",
    "voice_stronger": "voice stronger than words",
    "unclear": "can't be compared",
}
_ZONES = {"under": "low", "over": "high", "inside": "inside"}


def transcript(told: Sequence[Told], pauses: Sequence[Pause], number: int) -> str:
    """The list of all sentences of a take.

    Args:
        told: The sentences in order.
        pauses: All pauses of the recording.
        number: Which take it is, from 0 on.
    """
    if not told:
        return "<p>Nothing was said.</p>"
    with_speaker = len({one.speaker for one in told}) > 1
    between = _shared_out(told, pauses)
    items = "".join(
        _item(one, own, f"t{number}s{place}", with_speaker=with_speaker)
        for place, (one, own) in enumerate(zip(told, between, strict=True))
    )
    return f'<ol class="said" aria-label="Sentences">{items}</ol>'


def _shared_out(told: Sequence[Told], pauses: Sequence[Pause]) -> list[list[Pause]]:
    """The pauses that are shown with each sentence: from its start to the start of the next one of its speaker."""
    shared: list[list[Pause]] = [[] for _ in told]
    for speaker in {one.speaker for one in told}:
        places = [place for place, one in enumerate(told) if one.speaker == speaker]
        own = iter(sorted((p for p in pauses if p.speaker == speaker), key=lambda pause: pause.start_s))
        pause = next(own, None)
        for place, after in zip(places, [*places[1:], None], strict=True):
            until_s = float("inf") if after is None else told[after].start_s
            while pause is not None and pause.start_s < until_s - 0.001:
                shared[place].append(pause)
                pause = next(own, None)
    return shared


def _item(one: Told, pauses: Sequence[Pause], name: str, *, with_speaker: bool) -> str:
    who = f'<span class="who">{escaped(one.speaker)}</span>' if with_speaker else ""
    at = clock(one.start_s)
    style, voice = one.style, one.voice
    return (
        f'<li class="s" id="{name}"><div class="when"><button type="button" class="play" data-at="{one.start_s}"'
        f' aria-label="Play the sentence at {at}"><span aria-hidden="true">▶</span> {at}</button>{who}</div>\n'
        f'<p class="text">{"".join(_text(one, pauses))}</p>\n<div class="read">'
        f'<div><span class="chip st-{style.label}"><span class="vh">Words: </span>{words(style.label)}</span>'
        f"{_cues(style.cues, style.techniques)}{_reason(style.reason)}</div>"
        f'<div><span class="chip vo-{voice.label}"><span class="vh">Voice: </span>{words(voice.label)}</span>'
        f"{_outside(voice.measures)}{_reason(voice.reason)}</div>"
        f'<div class="together co-{one.congruence}">{_TOGETHER[one.congruence]}</div></div></li>\n'
    )


def _text(one: Told, pauses: Sequence[Pause]) -> Iterator[str]:
    """Words and pauses in order of time, words of one cue in one mark."""
    marks = _marks(one)
    pieces: list[tuple[float, int | None, str]] = []
    for place, word in enumerate(one.words):
        pieces.append((word.start_s, marks[place], f'<span class="w">{escaped(word.text)}</span>'))
    for pause in pauses:
        shown = _pause(pause)
        if shown:
            pieces.append((pause.start_s, -1, shown))
    pieces.sort(key=lambda piece: piece[0])
    for mark, group in groupby(pieces, key=lambda piece: piece[1]):
        inside = " ".join(piece[2] for piece in group)
        if mark is None or mark < 0:
            yield f"{inside} "
        else:
            cue = one.style.cues[mark]
            title = f"{words(cue.style)}: {words(cue.name)}"
            yield f'<mark class="st-{cue.style}" title="{title}">{inside}</mark> '
    if not one.words:
        yield escaped(one.text)


def _pause(pause: Pause) -> str:
    if pause.kind == "filled":
        return f'<span class="fill" title="filled pause">{escaped(pause.text or "…")}</span>'
    length_s = pause.end_s - pause.start_s
    if length_s < SHOWN_PAUSE_S:
        return ""
    breath = ", with a breath" if pause.breath else ""
    return f'<span class="gap" title="silence{breath}">{length_s:.1f} s</span>'


def _marks(one: Told) -> list[int | None]:
    """For each word the number of the cue that it belongs to; None for most."""
    spans = list(_spans(one.words, one.text))
    marks: list[int | None] = [None] * len(spans)
    for number, cue in enumerate(one.style.cues):
        for place, (start, end) in enumerate(spans):
            if marks[place] is None and start < cue.end and end > cue.start:
                marks[place] = number
    return marks


def _spans(told: Sequence[Word], text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text; (0, 0) for one that it does not hold."""
    at = 0
    for word in told:
        found = text.find(word.text, at)
        if found < 0:
            yield 0, 0
        else:
            at = found + len(word.text)
            yield found, at


def _cues(cues: Sequence[Cue], techniques: Sequence[Technique]) -> str:
    found = [f'<q class="st-{cue.style}">{escaped(cue.text)}</q> {words(cue.name)}' for cue in cues]
    names = list(dict.fromkeys(words(one.name) for one in techniques))
    if names:
        found.append(f'<span class="soft">technique: {", ".join(names)}</span>')
    return f'<span class="why">{"; ".join(found)}</span>' if found else ""


def _outside(measures: Sequence[VoiceMeasure]) -> str:
    """The measures that lie outside their bands."""
    told = [
        f"{escaped(band(one.name).label)} {say.value_and_unit(one)[0]} {escaped(_unit(one))}, {_ZONES[one.zone]}"
        f' <span class="soft">({escaped(say.limits(one.band, one.unit))})</span>'
        for one in measures
        if one.zone != "inside"
    ]
    return f'<span class="why">{"; ".join(told)}</span>' if told else ""


def _unit(measure: VoiceMeasure) -> str:
    return re.sub(r"^of all time$", "of the time", say.value_and_unit(measure)[1])


def _reason(reason: str | None) -> str:
    return f'<span class="why soft">{escaped(reason)}</span>' if reason else ""
