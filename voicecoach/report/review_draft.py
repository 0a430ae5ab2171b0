"""A draft summary of a recorded session, for the therapist to check: labels of sentences, never of anybody.

Conventions
    Plain text with the pseudonym only, marked as a draft at both ends. Notes and marks stay out of it: they may hold
    anything, and a summary may go into a record that others read. Advice stays out as well: what to work on is the
    therapist's to say. Nothing is called a change, an emotion or a state.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from voicecoach.coaching.bands import band
from voicecoach.reading import VoiceMeasure
from voicecoach.report.progress_words import printable
from voicecoach.report.times import clock
from voicecoach.review import Labelled, Reviewed, client_of, clients_turns

MARK = "DRAFT - to be checked by the therapist against the recording"

EXAMPLES = 2
"""Turns that are quoted for each label (own proposal): enough to judge the label by, short enough to check."""

QUOTED_WORDS = 25
"""Words of a turn that are quoted at most (own proposal)."""

LIMITS = (
    "A program read the words and measured the voice. It mishears words and mislabels turns; it knows nothing of "
    "faces, of what was meant, or of what went before. A label says how some words come across in writing, or how a "
    "voice sounded then. It is no finding about anybody's health, character or feelings, and nothing to decide by."
)


def draft(one: Reviewed) -> str:
    """The summary.

    Args:
        one: The session.
    """
    return "\n".join(_lines(one))


def _lines(one: Reviewed) -> Iterator[str]:
    yield from (MARK, "")
    yield f"Client: {printable(one.client)}. Recorded on {one.review.recorded_on}. Session {one.review.session_id}."
    speaker = client_of(one)
    turns = clients_turns(one)
    if one.analysis is None or speaker is None or not turns:
        yield "There is nothing to sum up: " + (
            "the session has no analysis."
            if one.analysis is None
            else "who the client is was not said (--client-is)."
            if speaker is None and one.analysis.turns
            else "no words of the client were recognised."
        )
    else:
        spoken_s = one.analysis.speakers[speaker].speaking_s
        yield f"The client speaks for {clock(spoken_s)} in {_count(len(turns), 'turn')}."
        yield from ("", "Words", *_counted([said.style for said in turns], "read"))
        yield from _examples(turns)
        yield from ("", "Voice", *_counted([said.voice for said in turns], "sound"))
        yield from _measures(turns)
        corrected = sum(said.is_corrected for said in turns)
        if corrected:
            yield from ("", f"The therapist corrected the labels of {_count(corrected, 'turn')}.")
        if one.analysis.signal.warnings:
            yield from ("", "The recording", *(f"  {warning}." for warning in one.analysis.signal.warnings))
    yield from ("", LIMITS, "", MARK)


def _counted(labels: Sequence[str], verb: str) -> Iterator[str]:
    for label, count in Counter(labels).most_common():
        told = "can't be told" if label == "unsure" else f"{verb}{'s' if count == 1 else ''} {label.replace('_', '-')}"
        yield f"  {_count(count, 'turn')} of {len(labels)} {told}"


def _examples(turns: Sequence[Labelled]) -> Iterator[str]:
    by_style: dict[str, list[Labelled]] = {}
    for said in turns:
        if said.style not in ("neutral", "unsure"):
            by_style.setdefault(said.style, []).append(said)
    for style, some in by_style.items():
        for said in sorted(some, key=lambda one: len(one.turn.text), reverse=True)[:EXAMPLES]:
            yield f'  {clock(said.turn.start_s)}  reads {style.replace("_", "-")}: "{_quoted(said.turn.text)}"'


def _measures(turns: Sequence[Labelled]) -> Iterator[str]:
    """Those of the longest turn that was judged: a band is one for a turn."""
    judged = [said.turn for said in turns if said.turn.voice.measures]
    if not judged:
        yield "  No turn is long enough to lay its voice beside bands."
        return
    turn = max(judged, key=lambda one: one.end_s - one.start_s)
    yield f"  In the longest turn, at {clock(turn.start_s)}:"
    yield from (f"    {line}" for line in measure_lines(turn.voice.measures))


def measure_lines(measures: Sequence[VoiceMeasure]) -> Iterator[str]:
    """Each measure with its band, in words."""
    zones = {"inside": "inside", "under": "below", "over": "above"}
    for one in measures:
        low, high = one.band
        unit = one.unit.partition(" (")[0]
        yield f"{band(one.name).label}: {one.value:.3g} {unit}, {zones[one.zone]} {low:.3g} to {high:.3g}"


def _quoted(text: str) -> str:
    words = printable(text).split()
    return " ".join(words[:QUOTED_WORDS]) + (" ..." if len(words) > QUOTED_WORDS else "")


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'s' * (number != 1)}"
