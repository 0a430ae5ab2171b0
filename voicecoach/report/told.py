"""What was told, sentence by sentence with its words: what exports and the page are made of."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.document import Analysis
from voicecoach.reading import Congruence, StyleReading, VoiceReading
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import Word

ROUNDING_S = 0.001
"""Times of sentences are rounded to it, times of words are not."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, or a whole turn where its sentences are not known."""

    speaker: str
    start_s: float
    end_s: float
    text: str
    style: StyleReading
    voice: VoiceReading
    congruence: Congruence
    words: tuple[Word, ...]
    """Its words in order; those between two sentences of a speaker belong to the first."""


def sentences_told(analysis: Analysis) -> tuple[Told, ...]:
    """All sentences in the order in which they begin; () where nothing was said."""
    parts = [(turn.speaker, part) for turn in analysis.turns for part in (turn.sentences or (turn,))]
    told = [
        Told(speaker, part.start_s, part.end_s, part.text, part.style, part.voice, part.congruence, words)
        for (speaker, part), words in zip(parts, _words_of(parts, analysis.words), strict=True)
    ]
    return tuple(sorted(told, key=lambda one: one.start_s))


def _words_of(parts: list[tuple[str, Sentence | Turn]], words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words of each part: of its speaker, begun in it or behind it and before the speaker's next one."""
    places: dict[str, list[int]] = {}
    for place in sorted(range(len(parts)), key=lambda place: parts[place][1].start_s):
        places.setdefault(parts[place][0], []).append(place)
    starts_s = {who: [parts[place][1].start_s for place in own] for who, own in places.items()}
    found: list[list[Word]] = [[] for _ in parts]
    for word in sorted(words, key=lambda word: word.start_s):
        own = places.get(word.speaker)
        if own:
            middle_s = (word.start_s + word.end_s) / 2 + ROUNDING_S
            found[own[max(0, bisect_right(starts_s[word.speaker], middle_s) - 1)]].append(word)
    return map(tuple, found)
