"""Personal rights as cards: what one may ask of others, and what they may ask in turn.

Conventions
    The cards are data, in `lessons/rights.toml`; the list follows the rights that assertiveness training has taught
    since the 1970s (Smith 1975), in our own words. They are fair play between people, no law. Each card names the
    types of scene it belongs to, so that it can be shown before one.
    Who practises with a person that may do harm is better served by `safety`; its note stands under every card.
"""

import re
from dataclasses import dataclass
from functools import cache

from voicecoach.coaching.lessons import check_texts, load
from voicecoach.history import SceneType

_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Card:
    """One right."""

    name: str
    """How to ask for it: small letters and hyphens."""
    title: str
    right: str
    """The right in one sentence."""
    limit: str
    """What it does not mean: the other person has it too."""
    moment: str
    """Where `line` is said."""
    line: str
    """An example, said assertively."""
    thought: str
    """A thought that gets in the way."""
    answer: str
    """An answer to that thought."""
    scenes: tuple[SceneType, ...]
    """The types of scene it belongs to."""
    culture: str = ""
    """Where another way, or a yes, can be right; empty where there is nothing to say."""

    def __post_init__(self) -> None:
        check_texts(self, "culture")
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"the name {self.name!r} is not small letters and hyphens")
        if not self.scenes or len(set(self.scenes)) < len(self.scenes):
            raise ValueError(f"{self.name} names no scene, or one of them twice")


@dataclass(frozen=True, slots=True)
class Help:
    """Where help is to be had."""

    when: str
    where: str

    def __post_init__(self) -> None:
        check_texts(self)


@dataclass(frozen=True, slots=True)
class Safety:
    """What to know before being firm with somebody who may do harm."""

    title: str
    note: str
    """One line that points to the rest."""
    text: tuple[str, ...]
    help: tuple[Help, ...]

    def __post_init__(self) -> None:
        check_texts(self)


@dataclass(frozen=True, slots=True)
class Cards:
    """What `lessons/rights.toml` holds."""

    card: tuple[Card, ...]

    def __post_init__(self) -> None:
        names = [card.name for card in self.card]
        if len(set(names)) < len(names):
            raise ValueError("two cards have the same name")


@cache
def cards() -> tuple[Card, ...]:
    """All cards, in the order in which they are listed.

    Raises:
        VoiceCoachError: When this installation is broken.
    """
    return load("rights", Cards).card


def card(name: str) -> Card | None:
    """The card of a name; None where there is none."""
    return next((card for card in cards() if card.name == name), None)


def cards_for(scene: SceneType) -> tuple[Card, ...]:
    """The cards that belong to a type of scene, in their order."""
    return tuple(card for card in cards() if scene in card.scenes)


@cache
def safety() -> Safety:
    """What to know before being firm with somebody who may do harm.

    Raises:
        VoiceCoachError: When this installation is broken.
    """
    return load("safety", Safety)
