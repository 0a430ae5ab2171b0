"""Takes beside each other on a page: what was read of each, every measure, and whether it changed."""

from collections.abc import Iterator, Sequence

from voicecoach.coaching.bands import band
from voicecoach.coaching.noise import NOISE
from voicecoach.document import Analysis
from voicecoach.reading import VoiceMeasure
from voicecoach.report import wording as say
from voicecoach.report.markup import escaped, words
from voicecoach.report.moments import longest_turn
from voicecoach.report.page_take import gauge, judged, play_button
from voicecoach.report.who import judged_turns

_TOGETHER = {"matched": "match", "words_stronger": "words stronger", "voice_stronger": "voice stronger"}

_SIGNS = ("●", "◆")


def compare_section(takes: Sequence[Analysis], titles: Sequence[str]) -> str:
    """A table with a column a take; of two takes with a gauge of both, and the change from the first to the last.

    Args:
        takes: Two or more, in order.
        titles: Their names, escaped.
    """
    heads = "".join(
        f'<th scope="col"><span class="sign" aria-hidden="true">{_SIGNS[min(number, 1)]}</span> '
        f'Take {number + 1}<br><span class="soft name">{title}</span></th>'
        for number, title in enumerate(titles)
    )
    body = "".join(f"<tr>{row}</tr>" for row in (*_readings(takes), *_measures(takes)))
    return (
        '<section class="compare" id="compare" aria-labelledby="compare-h"><h2 id="compare-h" tabindex="-1">'
        'Takes beside each other</h2><div class="wide" role="region" tabindex="0" aria-label="Takes beside each other">'
        f'<table><thead><tr><td></td>{heads}<th scope="col" class="g">In its band</th>'
        f'<th scope="col">Last against first</th></tr></thead><tbody>{body}</tbody></table></div>'
        '<p class="soft">A change counts where it is more than the measure '
        "moves when nothing has changed; “no change” is not “nothing was measured”.</p></section>\n"
    )


def _readings(takes: Sequence[Analysis]) -> Iterator[str]:
    spoken = [judged_turns(one) for one in takes]
    turns = [longest_turn(own) if own else None for own in spoken]
    plays = "".join(
        "<td></td>" if turn is None else f"<td>{play_button(number, turn.start_s, turn.end_s, _take(number))}</td>"
        for number, turn in enumerate(turns)
    )
    yield f'<th scope="row">Listen</th>{plays}<td class="g"></td><td></td>'
    said: list[list[str | None]] = [
        [None if t is None else t.style.label for t in turns],
        [None if t is None else t.voice.label for t in turns],
    ]
    for what, kind, labels in zip(("Words", "Voice"), ("st", "vo"), said, strict=True):
        cells = "".join(
            "<td>-</td>" if label is None else f'<td><span class="chip {kind}-{label}">{words(label)}</span></td>'
            for label in labels
        )
        first, last = (words(labels[at] or "nothing") for at in (0, -1))
        same = "no change" if first == last else f"{first} → {last}"
        yield f'<th scope="row">{what}</th>{cells}<td class="g"></td><td>{same}</td>'
    cells = "".join(f"<td>{_TOGETHER.get(t.congruence, '-') if t else '-'}</td>" for t in turns)
    yield f'<th scope="row">Together</th>{cells}<td class="g"></td><td></td>'


def _take(number: int) -> str:
    return f"take {number + 1},"


def _measures(takes: Sequence[Analysis]) -> Iterator[str]:
    found = [{one.name: one for one in judged(take)} for take in takes]
    for name in dict.fromkeys(name for own in found for name in own):
        measures = [own.get(name) for own in found]
        cells = "".join(_cell(one) for one in measures)
        drawn = gauge(measures) if len(measures) == 2 else ""
        yield (
            f'<th scope="row">{escaped(band(name).label)}</th>{cells}<td class="g">{drawn}</td>'
            f"<td>{_changed(measures[0], measures[-1])}</td>"
        )


def _cell(one: VoiceMeasure | None) -> str:
    if one is None:
        return "<td>-</td>"
    value, unit = say.value_and_unit(one)
    zone = "" if one.zone == "inside" else f" <strong>{'low' if one.zone == 'under' else 'high'}</strong>"
    return f'<td>{value} <span class="soft">{escaped(unit)}</span>{zone}</td>'


def _changed(first: VoiceMeasure | None, last: VoiceMeasure | None) -> str:
    """The difference where it is more than noise, and where it leads."""
    if first is None or last is None:
        return "can't be compared"
    noise = NOISE[first.name]
    least = noise.least * abs(first.value) if noise.is_share else noise.least
    moved = last.value - first.value
    if abs(moved) <= least:
        return "no change"
    where = ""
    if first.zone != last.zone:
        where = ", now inside its band" if last.zone == "inside" else ", now outside its band"
    sign = "+" if moved > 0 else "\N{MINUS SIGN}"
    return f"{sign}{say.number(abs(moved))}{where}"
