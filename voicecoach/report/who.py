"""Who is who: what the report says of each speaker where several speak."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from voicecoach.document import Analysis, SpeakerSummary
from voicecoach.report.times import clock
from voicecoach.session import Turn

CLEAR_WORDS = 5
"""Words from which a turn shows who speaks: fewer are a "yes, of course" that anybody could have said."""

OPENING_WORDS = 14
"""Words that are shown: about one sentence, or five seconds to listen to."""


def who_is_who(analysis: Analysis) -> Iterator[RenderableType]:
    """Each speaker with how much they talk and the first clear thing they said, to listen to."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for speaker, summary in analysis.speakers.items():
        first = first_clear(analysis.turns, speaker)
        table.add_row(speaker, Text(sharing(summary), style="bright_black"))
        table.add_row("", Text.assemble((f"{clock(first.start_s)}  ", "bright_black"), f"“{opening(first)}”"))
    yield Text("Who is who", style="bold")
    yield table
    yield Text(f"{whose_advice(analysis)}\n", style="bright_black")


def whose_advice(analysis: Analysis) -> str:
    """Whom the advice is for, and how to choose."""
    if analysis.client is not None:
        return f"Only {analysis.client} is measured."
    names = " or ".join(f"--client {speaker}" for speaker in analysis.speakers)
    turns = judged_turns(analysis)
    return f"The advice is for {turns[0].speaker}, who says most. Choose with {names}." if turns else ""


def judged_turns(analysis: Analysis) -> tuple[Turn, ...]:
    """The turns of whom the report is about: the client, or whoever says most; () where nobody speaks."""
    words: dict[str, int] = {}
    for turn in analysis.turns:
        words[turn.speaker] = words.get(turn.speaker, 0) + len(turn.text.split())
    whose = analysis.client or max(words, key=lambda speaker: words[speaker], default=None)
    return tuple(turn for turn in analysis.turns if turn.speaker == whose and turn.text)


def first_clear(turns: Sequence[Turn], speaker: str) -> Turn:
    """The first turn of a speaker with enough words to know them by; the longest where none has.

    Raises:
        ValueError: When the speaker has no turn.
    """
    mine = [turn for turn in turns if turn.speaker == speaker]
    clear = [turn for turn in mine if len(turn.text.split()) >= CLEAR_WORDS]
    return clear[0] if clear else max(mine, key=lambda turn: len(turn.text))


def opening(turn: Turn) -> str:
    """The first words of a turn, as many as `OPENING_WORDS`."""
    words = turn.text.split()
    return " ".join(words[:OPENING_WORDS]) + (" …" if len(words) > OPENING_WORDS else "")


def sharing(summary: SpeakerSummary) -> str:
    """How much somebody talks, how soon they reply and how often they interrupt."""
    parts = [f"{summary.speaking_s:.0f} s of speech"]
    if summary.talk_share is not None:
        parts.append(f"{summary.talk_share:.0%} of the talk")
    if summary.reply_gap_median_s is not None:
        gap_s = summary.reply_gap_median_s
        parts.append(f"replies after {gap_s:.1f} s" if gap_s >= 0 else f"replies {-gap_s:.1f} s before the end")
    times = {0: "never interrupts", 1: "interrupts once"}
    parts.append(times.get(summary.interruptions, f"interrupts {summary.interruptions} times"))
    return " · ".join(parts)
