"""Moments that stand out: rushed words, flat melody, crowded hesitations, and turns in which words and voice part."""

from collections.abc import Iterator, Sequence

from voicecoach.document import Analysis
from voicecoach.report.times import clock
from voicecoach.report.who import judged_turns
from voicecoach.session import Turn

MOST_MOMENTS = 6
"""More lines than these are not read; all of them are in the document."""


def moments(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """The first of the moments in order, each as a time and a text; () where nothing stands out."""
    found = found_moments(analysis)
    lines = [(f"{clock(start_s)}-{clock(end_s)}", text) for start_s, end_s, text in found[:MOST_MOMENTS]]
    if len(found) > MOST_MOMENTS:
        lines.append(("", f"and {len(found) - MOST_MOMENTS} more in the document (--json)"))
    return tuple(lines)


def found_moments(analysis: Analysis) -> tuple[tuple[float, float, str], ...]:
    """All of the moments in order, each with its start and its end in seconds."""
    return tuple(sorted(_found(analysis)))


def longest_turn(turns: Sequence[Turn]) -> Turn:
    """The turn that the report sums up; of equally long ones the first.

    Raises:
        ValueError: When there is none.
    """
    return max(turns, key=lambda turn: turn.end_s - turn.start_s)


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
    judged = judged_turns(analysis)
    summed_up = longest_turn(judged) if judged else None
    for turn in analysis.turns:
        told = turn.agreement
        if told is None or told.at_s is None or told.label == "matched" or turn is summed_up:
            continue
        yield told.at_s, turn.end_s, told.reason
