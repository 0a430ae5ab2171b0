"""The four styles as a lesson: one request said in each, what it gains and costs, and how to tell them apart.

Conventions
    The lesson is data, in `lessons/styles.toml`. A style belongs to a line, never to a person. Assertive is no rule:
    where another style may be wiser, the lesson says so.
    The pairs: telling the non-assertive from the assertive, and the passive-aggressive from the aggressive, are goals
    of assertiveness training since its beginning. Assertive against aggressive is the border on the other side, and
    passive against passive-aggressive the one where the words may be the same (own proposals).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from voicecoach.coaching.lessons import check_texts, load

Style = Literal["passive", "aggressive", "passive_aggressive", "assertive"]
Pair = tuple[Style, Style]

STYLES: Final[tuple[Style, ...]] = get_args(Style)
"""All four."""

PAIRS: Final[tuple[Pair, ...]] = (
    ("passive_aggressive", "aggressive"),
    ("passive", "assertive"),
    ("assertive", "aggressive"),
    ("passive", "passive_aggressive"),
)
"""What the lesson and the quiz tell apart."""


@dataclass(frozen=True, slots=True)
class StyleCard:
    """One style."""

    name: Style
    title: str
    short: str
    """What it is."""
    words: str
    voice: str
    """How the voice goes with it."""
    gains: str
    costs: str

    def __post_init__(self) -> None:
        check_texts(self)


@dataclass(frozen=True, slots=True)
class StyleTake:
    """A request said in one style."""

    style: Style
    line: str
    voice: str
    """How it is said."""
    then: str
    """What comes of it."""

    def __post_init__(self) -> None:
        check_texts(self)


@dataclass(frozen=True, slots=True)
class StyleScene:
    """The same request in every style."""

    title: str
    moment: str
    take: tuple[StyleTake, ...]

    def __post_init__(self) -> None:
        check_texts(self)
        if tuple(take.style for take in self.take) != STYLES:
            raise ValueError(f"{self.title} does not have each style once, in the order {', '.join(STYLES)}")


@dataclass(frozen=True, slots=True)
class Apart:
    """How to tell two styles apart."""

    pair: Pair
    ask: str
    """The question that decides most cases."""
    signs: tuple[str, ...]
    moment: str
    first: str
    """A line in the first style."""
    second: str
    """A line in the second style."""

    def __post_init__(self) -> None:
        check_texts(self)


@dataclass(frozen=True, slots=True)
class StylesLesson:
    """The whole lesson."""

    opening: str
    culture: str
    """Where another style can be right."""
    style: tuple[StyleCard, ...]
    scene: tuple[StyleScene, ...]
    apart: tuple[Apart, ...]

    def __post_init__(self) -> None:
        check_texts(self)
        if tuple(style.name for style in self.style) != STYLES:
            raise ValueError(f"the styles are not {', '.join(STYLES)}")
        if tuple(apart.pair for apart in self.apart) != PAIRS:
            raise ValueError("the pairs to tell apart are not those of PAIRS")


@cache
def styles_lesson() -> StylesLesson:
    """The lesson on the four styles.

    Raises:
        VoiceCoachError: When this installation is broken.
    """
    return load("styles", StylesLesson)
