"""An analysis as subtitles: SubRip (SRT) and WebVTT.

Conventions
    A subtitle shows one or two lines of at most `LINE_CHARS` signs, never words of two sentences. It begins with its
    first word and ends with its last; a very short one stays for `SHORTEST_S` unless the next one comes earlier.
    Where several people speak, their words are told apart: "A: " in SRT, a voice tag in VTT.
"""

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voicecoach.document import Analysis
from voicecoach.report.told import sentences_told
from voicecoach.transcript import Word

LINE_CHARS = 42
"""Signs of a line at most (Netflix Timed Text Style Guide, English; BBC allows 37 on television, more on the web)."""

LINES = 2
"""Lines of a subtitle at most (the same guide)."""

LONGEST_S = 7.0
"""Seconds a subtitle spans at most (the same guide)."""

SHORTEST_S = 5 / 6
"""Seconds a subtitle stays at the least, where the next leaves room (the same guide)."""

BREAK_S = 1.0
"""Silence between two words that ends a subtitle: no word should be read long before it is heard (own proposal)."""


@dataclass(frozen=True, slots=True)
class Subtitle:
    """Some words, and when they are shown."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]
    speaker: str


def subtitles(analysis: Analysis) -> tuple[Subtitle, ...]:
    """The subtitles in order; () where nothing was said."""
    told = sentences_told(analysis)
    is_dialogue = len({one.speaker for one in told}) > 1
    made: list[Subtitle] = []
    for one in told:
        room = LINE_CHARS - (len(f"{one.speaker}: ") if is_dialogue else 0)
        made.extend(_subtitle(words, room) for words in _portions(one.words, max(1, room)))
    made.sort(key=lambda one: one.start_s)
    return tuple(_kept_long_enough(made))


def srt(analysis: Analysis) -> str:
    """The SubRip file. It knows no escapes: signs that players take for markup are replaced by look-alikes."""
    shown = subtitles(analysis)
    is_dialogue = len({one.speaker for one in shown}) > 1
    blocks = []
    for number, one in enumerate(shown, 1):
        who = f"{one.speaker}: " if is_dialogue else ""
        text = who + "\n".join(one.lines)
        plain = text.replace("<", "\u2039").replace(">", "\u203a")
        blocks.append(f"{number}\n{_clock(one.start_s, ',')} --> {_clock(one.end_s, ',')}\n{plain}\n")
    return "\n".join(blocks).rstrip()


def vtt(analysis: Analysis) -> str:
    """The WebVTT file."""
    shown = subtitles(analysis)
    is_dialogue = len({one.speaker for one in shown}) > 1
    blocks = ["WEBVTT\n"]
    for one in shown:
        who = f"<v {html.escape(one.speaker, quote=False)}>" if is_dialogue else ""
        text = who + html.escape("\n".join(one.lines), quote=False)
        blocks.append(f"{_clock(one.start_s, '.')} --> {_clock(one.end_s, '.')}\n{text}\n")
    return "\n".join(blocks).rstrip()


def _portions(words: Sequence[Word], room: int) -> Iterator[tuple[Word, ...]]:
    """The words of a sentence, as many at a time as a subtitle holds."""
    portion: list[Word] = []
    for word in (piece for whole in words for piece in _pieces(whole, room)):
        if portion:
            is_too_long = len(_wrapped([*portion, word], room)) > LINES or word.end_s - portion[0].start_s > LONGEST_S
            if is_too_long or word.start_s - portion[-1].end_s >= BREAK_S:
                yield tuple(portion)
                portion = []
        portion.append(word)
    if portion:
        yield tuple(portion)


def _pieces(word: Word, room: int) -> Iterator[Word]:
    """The word, on one line; what is longer than a line in pieces that share its time by their length."""
    text = " ".join(word.text.split())
    length_s = (word.end_s - word.start_s) / max(1, len(text))
    for at in range(0, len(text), room):
        part = text[at : at + room]
        yield (
            replace(
                word, text=part, start_s=word.start_s + at * length_s, end_s=word.start_s + (at + len(part)) * length_s
            )
            if len(text) > room
            else replace(word, text=text)
        )


def _subtitle(words: Sequence[Word], room: int) -> Subtitle:
    """Its lines are as equal in length as they can be, in no more lines than it needs."""
    lines = _wrapped(words, room)
    narrow = room
    longest = max(len(word.text) for word in words)
    while narrow > longest and len(_wrapped(words, narrow - 1)) == len(lines):
        narrow -= 1
    end_s = max(word.end_s for word in words)
    return Subtitle(words[0].start_s, end_s, tuple(_wrapped(words, narrow)), words[0].speaker)


def _wrapped(words: Sequence[Word], width: int) -> list[str]:
    """The words in lines of a width, which a longer word oversteps."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word.text) <= width:
            lines[-1] += f" {word.text}"
        else:
            lines.append(word.text)
    return lines


def _kept_long_enough(made: Sequence[Subtitle]) -> Iterator[Subtitle]:
    nexts_s = [*(later.start_s for later in made[1:]), math.inf]
    for one, next_s in zip(made, nexts_s[: len(made)], strict=True):
        yield replace(one, end_s=max(one.end_s, min(one.start_s + SHORTEST_S, next_s)))


def _clock(time_s: float, point: str) -> str:
    """Hours to milliseconds, as both formats write them.

    >>> _clock(3723.5, ",")
    '01:02:03,500'
    """
    ms = round(time_s * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{point}{ms % 1000:03d}"
