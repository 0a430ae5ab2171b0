"""A quiz that tells the styles apart: lines, each with two styles in question, the answer and its reason.

Conventions
    The lines are data, in `lessons/quiz.toml`. Which one is shown next is drawn; nothing of an answer is kept.
    A line that somebody asked to be shown the answer of is neither told apart nor mistaken.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest

from voicecoach.coaching.lessons import check_texts, load
from voicecoach.coaching.styles import PAIRS, Pair, Style


@dataclass(frozen=True, slots=True)
class Item:
    """One line to tell the style of."""

    pair: Pair
    """The two styles in question."""
    moment: str
    who: str
    """Who says the line."""
    line: str
    answer: Style
    reason: str
    voice: str = ""
    """How it is said; empty where that does not matter."""

    def __post_init__(self) -> None:
        check_texts(self, "voice")
        if self.pair not in PAIRS:
            raise ValueError(f"nobody tells {' and '.join(self.pair)} apart")
        if self.answer not in self.pair:
            raise ValueError(f"the answer {self.answer} is not in question")


@dataclass(frozen=True, slots=True)
class Quiz:
    """What `lessons/quiz.toml` holds."""

    item: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said of a line."""

    item: Item
    chosen: Style | None
    """None where they asked for the answer."""

    @property
    def is_right(self) -> bool:
        """Whether it is the style of the line."""
        return self.chosen == self.item.answer


@dataclass(frozen=True, slots=True)
class Score:
    """How many lines of a kind were told apart."""

    right: int
    tried: int
    """Those of which no answer was asked for."""
    shown: int
    """Those of which it was."""

    @property
    def open(self) -> int:
        """Those that are worth another look: all but the right ones."""
        return self.tried + self.shown - self.right


@cache
def items() -> tuple[Item, ...]:
    """All lines of the quiz.

    Raises:
        VoiceCoachError: When this installation is broken.
    """
    return load("quiz", Quiz).item


def draw(among: Sequence[Item], most: int, seed: int | None = None) -> tuple[Item, ...]:
    """Lines in a drawn order, every pair as often as the others as far as its lines reach.

    Args:
        among: The lines to draw from.
        most: How many; fewer are drawn where there are no more.
        seed: The same seed draws the same lines; None draws new ones.
    """
    chance = random.Random(seed)  # noqa: S311 -- a quiz, no secret
    # Of a seeded generator Python promises only `random()` to stay the same from one version to the next.
    by_chance = sorted(among, key=lambda _: chance.random())
    pairs = sorted(PAIRS, key=lambda _: chance.random())
    by_pair = [[item for item in by_chance if item.pair == pair] for pair in pairs]
    evenly = [item for item in chain.from_iterable(zip_longest(*by_pair)) if item is not None]
    return tuple(sorted(evenly[:most], key=lambda _: chance.random()))


def score(replies: Sequence[Reply]) -> Score:
    """How many lines were told apart."""
    shown = sum(reply.chosen is None for reply in replies)
    return Score(sum(reply.is_right for reply in replies), len(replies) - shown, shown)


def score_by_pair(replies: Sequence[Reply]) -> dict[Pair, Score]:
    """How many lines of each pair were told apart; pairs that did not come up are absent."""
    by_pair = {pair: [reply for reply in replies if reply.item.pair == pair] for pair in PAIRS}
    return {pair: score(found) for pair, found in by_pair.items() if found}
