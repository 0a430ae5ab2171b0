"""Moments that stand out, for the terminal report: rushed words, flat melody, hesitations that crowd together."""

from collections.abc import Iterator

from voicecoach.document import Analysis
from voicecoach.report.times import clock

MOST_MOMENTS = 6
"""More lines than these are not read; all of them are in the document."""


def moments(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """The first of the moments in order, each as a time and a text; () where nothing stands out."""
    found = sorted(_found(analysis))
    lines = [(f"{clock(start_s)}-{clock(end_s)}", text) for start_s, end_s, text in found[:MOST_MOMENTS]]
    if len(found) > MOST_MOMENTS:
        lines.append(("", f"and {len(found) - MOST_MOMENTS} more in the document (--json)"))
    return tuple(lines)


def _found(analysis: Analysis) -> Iterator[tuple[float, float, str]]:
    for speaker in analysis.speakers.values():
        for burst in speaker.bursts:
            rates = f"{burst.articulation_rate_syl_s:.1f} syllables a second, usually {burst.usual_rate_syl_s:.1f}"
            yield burst.start_s, burst.end_s, f"rushed: “{burst.text}” at {rates}"
        for flat in speaker.flat_passages:
            yield flat.start_s, flat.end_s, f"flat melody, as little as {flat.f0_sd_semitones:.1f} semitones"
    for one in analysis.disfluencies:
        if one.kind == "cluster":
            after = f" after “{one.text}”" if one.text else ""
            yield one.start_s, one.end_s, f"hesitations crowd{after}"
