"""A scene to practise in: who says what, and where each kind of answer leads.

Conventions
    A scene is data (`scenarios/*.toml`, docs/scenarios.md); these are its values, as they are played. `parsing` reads
    and proves them, so that nothing here is checked again. Levels and pressure run from 1 (easy) to 5 (hard).
    What the words and the voice of an answer are called is fixed in `reading`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from voicecoach.history import EndingKind, SceneType
from voicecoach.reading import StyleLabel, VoiceLabel

SCHEMA: Final = "voicecoach/scene/1"
"""What a file of this format says of itself."""

Setting = Literal["corporation", "therapy", "medical", "school", "one_on_one", "group", "family", "public", "service"]
Temper = Literal["calm", "pressing", "hurt", "hard", "yielding"]
PartnerVoice = Literal["any", "low", "high"]

SCENE_TYPES: Final[tuple[str, ...]] = tuple(kind for kind in get_args(SceneType) if kind != "other")
"""A scene is of a type that the coach knows."""

SETTINGS: Final[tuple[str, ...]] = get_args(Setting)
TEMPERS: Final[tuple[str, ...]] = get_args(Temper)
KINDS: Final[tuple[str, ...]] = get_args(EndingKind)
PARTNER_VOICES: Final[tuple[str, ...]] = get_args(PartnerVoice)
STYLES: Final[tuple[str, ...]] = get_args(StyleLabel)
VOICES: Final[tuple[str, ...]] = get_args(VoiceLabel)

SILENCE: Final = "silence"
ANY: Final = "any"
ON: Final[tuple[str, ...]] = (*STYLES, SILENCE, ANY)
"""What an answer may wait for: the style of the words, nothing said, or whatever is left."""

SITUATIONS: Final[tuple[str, ...]] = (
    "saying_no",
    "raise_and_work_negotiation",
    "difficult_coworker",
    "boundaries_space",
    "boundaries_possessions",
    "boundaries_time",
    "partner",
    "sharing_feelings",
    "confronting",
    "toxic_and_manipulative",
    "interview",
    "custody_and_schedules",
    "negotiation",
    "stage_fright_and_talks",
    "social_anxiety",
    "asking_for_time",
    "repetition",
    "criticism_given",
    "criticism_taken",
    "compliments",
    "friends",
    "family",
    "neighbours",
    "service_and_shops",
    "medical",
    "school",
    "online_and_phone",
)
"""Kinds of situations, by which scenes are found."""

TACTICS: Final[tuple[str, ...]] = (
    "guilt",
    "flattery",
    "minimising",
    "threat",
    "moving_goalposts",
    "everyone_does",
    "sulking",
    "false_urgency",
    "judging",
    "lying_or_gaslighting",
    "breaking_confidence",
    "stonewalling",
    "violating_boundary",
    "playing_victim",
)
"""Moves that a partner may make; the names are those that the style model finds in words."""

TECHNIQUES: Final[tuple[str, ...]] = (
    "direct_no",
    "reasoned_no",
    "raincheck_no",
    "broken_record",
    "fogging",
    "negative_assertion",
    "negative_inquiry",
    "empathy",
    "i_statement",
    "request_for_change",
    "asking_for_time",
    "compromise",
    "stated_consequence",
    "giving_in",
    "desc_describe",
    "desc_express",
    "desc_specify",
    "desc_consequence",
)
"""Techniques that an answer may wait for; the names are those that the style model finds in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where one kind of reply leads."""

    on: frozenset[str]
    """Styles, `silence` or `any`."""
    to: str
    """A beat or an ending."""
    react: str = ""
    """Said before the next line; may be empty."""
    voice: frozenset[str] = frozenset()
    """Deliveries that it waits for; empty for each."""
    technique: frozenset[str] = frozenset()
    """Techniques of which the reply uses one at least; empty where none is asked for."""
    levels: frozenset[int] = frozenset()
    """Levels at which it holds; empty for each."""
    again: bool = False
    """Whether it holds only where the beat was answered before in this run."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One line of the partner, and what may follow it."""

    name: str
    says: str
    temper: Temper
    pressure: int
    hint: str
    model: tuple[str, ...]
    """Answers that hold their ground, at least one."""
    answers: tuple[Answer, ...]
    """The first that fits wins; the last fits always."""
    move: str | None = None
    """The manipulative move of the line; None where it makes none."""
    says_at: Mapping[int, str] = field(default_factory=dict)
    """Another wording at a level."""

    def line(self, level: int) -> str:
        """What is said at a level."""
        return self.says_at.get(level, self.says)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a scene may end."""

    name: str
    kind: EndingKind
    says: str
    debrief: str
    """About what was said and done, never about the person."""


@dataclass(frozen=True, slots=True)
class You:
    """The learner's side."""

    role: str
    situation: str
    goal: str
    message: str
    """The core message, one plain sentence."""


@dataclass(frozen=True, slots=True)
class Partner:
    """The other side."""

    name: str
    role: str
    voice: PartnerVoice = "any"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scene."""

    name: str
    title: str
    summary: str
    scene_type: SceneType
    situations: tuple[str, ...]
    setting: Setting
    rights: tuple[str, ...]
    """Names of cards (`coaching.rights`)."""
    levels: tuple[int, ...]
    turns: int
    """Most replies; then the ending `last` comes."""
    last: str
    warning: str
    """Shown before the scene; empty where none is needed."""
    you: You
    partner: Partner
    beats: tuple[Beat, ...]
    """The first one opens the scene."""
    endings: tuple[Ending, ...]
    tasks: tuple[str, ...]
    questions: tuple[str, ...]
    sources: str

    def beat(self, name: str) -> Beat:
        """The beat of a name.

        Raises:
            KeyError: When there is none.
        """
        for beat in self.beats:
            if beat.name == name:
                return beat
        raise KeyError(name)

    def ending(self, name: str) -> Ending:
        """The ending of a name.

        Raises:
            KeyError: When there is none.
        """
        for ending in self.endings:
            if ending.name == name:
                return ending
        raise KeyError(name)

    def ends_at(self, name: str) -> bool:
        """Whether a name is that of an ending."""
        return any(ending.name == name for ending in self.endings)
