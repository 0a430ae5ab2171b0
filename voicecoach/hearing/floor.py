"""The floor: who has it, how it passes on, and who speaks over whom.

Conventions
    Times are seconds from the start of the recording. Turns are those of all speakers, in order of their starts.
    One speaker alone has no gaps, no overlaps and no interruptions.
Measures
    floor_breaks     where a speaker's words fall into turns: at a silence of `TURN_GAP_S` where nobody else is
                     there, of `CONVERSATION_GAP_S` where somebody is, and where another takes the floor in between.
    spread           turns reach as far as the speech that their words lie in, and speech without a recognised word is
                     a turn too: somebody had the floor.
    reply_gaps       from the end of the turn before to each turn, if that was another's; negative where they overlap
                     (Heldner & Edlund 2010: "floor transfer offset").
    talk_shares      each speaker's speech over that of all.
    interruptions    turns begun `INTERRUPTION_S` or more before another's turn ended, and that go on after it.
    overlaps         where two or more speak at once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from voicecoach.audio import Span
from voicecoach.session import Turn
from voicecoach.speakers import Overlap
from voicecoach.transcript import Word, silence_s

TURN_GAP_S = 2.0
"""Silence between two sentences that starts a new turn where one speaks alone: over 2 s is felt as a break (own
proposal); inside a sentence no silence does."""

CONVERSATION_GAP_S = 1.0
"""Silence that ends a turn where others are there: the longest that a conversation usually bears before somebody
speaks (Jefferson 1989)."""

TAKE_S = 0.5
"""Words of another between two words that take the floor: "mhm" and "yeah" are shorter and leave it (own proposal)."""

INTERRUPTION_S = 0.5
"""How long before the end of another's turn a turn must begin to interrupt it: 40 % of all turns overlap the one
before, nearly all by less (Heldner & Edlund 2010)."""

WORDLESS_S = 0.3
"""Shortest speech without words that is a turn: a "mhm" (own proposal)."""

SHORTEST_OVERLAP_S = 0.1
"""Shorter overlaps are no more than the error of the edges (own proposal)."""


def floor_breaks(words: Sequence[Word], filled: Sequence[Span], others: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """A speaker's words up to each place where the floor is given up or another takes it.

    Args:
        words: The speaker's, in order.
        filled: The speaker's filled pauses, in order: they hold the floor.
        others: What the others said, in order.

    Returns:
        The words in order; one group where nobody else speaks, () for no words.
    """
    if not others:
        return (tuple(words),) if words else ()
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _is_given_up(groups[-1][-1], word, filled, others):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(tuple(group) for group in groups)


def spread(turns: Sequence[Span], speech: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The turns of one speaker spread over the speech that they lie in.

    Args:
        turns: From the first to the last word of each, in order.
        speech: Where the speaker speaks, in order.

    Returns:
        The turns, each as long as before or longer, and the speech in which there is none.
    """
    edges = [[turn.start_s, turn.end_s] for turn in turns]
    wordless = []
    for span in speech:
        inside = [number for number, turn in enumerate(turns) if _lies_in(turn, span)]
        if inside:
            edges[inside[0]][0] = min(edges[inside[0]][0], span.start_s)
            edges[inside[-1]][1] = max(edges[inside[-1]][1], span.end_s)
        elif span.duration_s >= WORDLESS_S:
            wordless.append(span)
    return tuple(Span(start_s, end_s) for start_s, end_s in edges), tuple(wordless)


def reply_gaps(turns: Sequence[Turn]) -> tuple[float | None, ...]:
    """The gap before each turn; None where the turn before is the speaker's own or there is none."""
    gaps: list[float | None] = []
    for number, turn in enumerate(turns):
        before = turns[number - 1] if number else None
        is_reply = before is not None and before.speaker != turn.speaker
        gaps.append(round(turn.start_s - before.end_s, 3) if before is not None and is_reply else None)
    return tuple(gaps)


def talk_shares(speaking_s: Mapping[str, float]) -> dict[str, float | None]:
    """Share of each speaker's speech; None where nobody speaks."""
    total_s = sum(speaking_s.values())
    return {speaker: round(one_s / total_s, 3) if total_s > 0 else None for speaker, one_s in speaking_s.items()}


def interruptions(turns: Sequence[Turn]) -> Counter[str]:
    """How often each speaker interrupts another."""
    counts: Counter[str] = Counter()
    for turn in turns:
        counts[turn.speaker] += any(
            other.speaker != turn.speaker
            and other.start_s < turn.start_s <= other.end_s - INTERRUPTION_S
            and turn.end_s > other.end_s
            for other in turns
        )
    return counts


def overlaps(speech: Mapping[str, Sequence[Span]]) -> tuple[Overlap, ...]:
    """Where several speak at once.

    Args:
        speech: The speech of each speaker; the spans of one do not overlap each other.
    """
    edges = sorted(
        (time_s, change, speaker)
        for speaker, spans in speech.items()
        for span in spans
        for time_s, change in ((span.start_s, 1), (span.end_s, -1))
    )
    found: list[Overlap] = []
    talking: set[str] = set()
    since_s = 0.0
    for time_s, change, speaker in edges:
        if len(talking) > 1 and time_s - since_s >= SHORTEST_OVERLAP_S:
            found.append(Overlap(round(since_s, 3), round(time_s, 3), tuple(sorted(talking))))
        since_s = time_s
        (talking.add if change > 0 else talking.discard)(speaker)
    return tuple(found)


def _lies_in(turn: Span, span: Span) -> bool:
    """Whether a turn has time in a span; one of a single word without length has its place there."""
    return turn.overlap_s(span) > 0 or span.start_s <= turn.start_s < span.end_s


def _is_given_up(before: Word, after: Word, filled: Sequence[Span], others: Sequence[Word]) -> bool:
    """Whether there is a silence of `CONVERSATION_GAP_S` between two words, or another speaks for `TAKE_S`."""
    if after.start_s - before.end_s < TAKE_S:
        return False
    gap = Span(before.end_s, after.start_s)
    if silence_s(before, after, filled) >= CONVERSATION_GAP_S:
        return True
    return sum(gap.overlap_s(word.span) for word in others) >= TAKE_S
