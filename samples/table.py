"""A table of deliveries whose truth is known by the way they are made: one thing spoiled, some together, or none.

Conventions
    In a text `|` is a place between two clauses, where a speaker may breathe, and `/` one inside a phrase, where a stop
    is heard as hesitation. A delivery is written as its difference from a measured, even voice (`recordings.STEADY`).
Truth
    `voice_label` is the side to which the delivery was led. What carries force leads it: vocal effort with its level,
    pace, gaps, stops, and how sentences end. The melody does not, since accents and voices differ by it: a rise at the
    end, a flat line or wide swings alone leave a delivery steady. Nor do fillers alone, which tell of planning.
    `fixes` are the rules that name what was spoiled. All are in the same direction, so no truth is between two labels.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from samples.recordings import STEADY, Recording, Shaping

PACE = 0.58
"""Of the samples' voice at a steady pace, relative to its own: 140 to 150 words a minute with these short words."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one style."""

    name: str
    style: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A way to say any text."""

    name: str
    voice_label: str = "steady"
    fixes: tuple[str, ...] = ()
    """Rules that name what was spoiled; () for a take that nothing was done to."""
    level_db: float = 0.0
    tilt_db: float = 0.0
    rate: float = 1.0
    """Relative to the steady pace."""
    end_fade_db: float = STEADY.end_fade_db
    final_semitones: float = STEADY.final_semitones
    f0_range_factor: float = STEADY.f0_range_factor
    gap_s: float = 0.5
    """Silence between two sentences."""
    clause_s: float = 0.2
    """Silence between two clauses; 0 for none."""
    stop_s: float = 0.0
    """Silence inside each phrase; 0 for none."""
    filled: bool = False
    """Whether a filler stands where the stops would be."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a speaker always speaks."""

    name: str
    level_db: float = 0.0
    tilt_db: float = 0.0
    rate: float = 1.0


TEXTS: tuple[Text, ...] = (
    Text(
        "shift",
        "assertive",
        (
            "I can't take the extra shift / on Saturday.",
            "I worked the last two weekends, | and I need / this one for my family.",
            "I can help you / find somebody else, | or I could swap / with you next month.",
            "My answer for this weekend / is no.",
        ),
    ),
    Text(
        "music",
        "assertive",
        (
            "I'd like to talk about the music / from last night.",
            "It was loud until two in the morning, | and I couldn't / sleep.",
            "I would like you to keep it quiet / after eleven on weeknights.",
            "At the weekend a later hour / is fine with me.",
        ),
    ),
    Text(
        "pay",
        "assertive",
        (
            "I'd like us to talk / about my pay.",
            "Last year I brought in four new clients, | and I trained / two new people.",
            "I think my pay / should reflect that work.",
            "I'm asking for a raise / of eight percent, | and I'd like an answer / by the end of May.",
        ),
    ),
)
"""Words that hold their ground: only how they are said can spoil them."""

OTHER_TEXTS: tuple[Text, ...] = (
    Text(
        "sorry",
        "passive",
        (
            "I'm so sorry to bother you, | it's probably / my own fault.",
            "I was sort of hoping to go home / a little earlier, | but it really / doesn't matter.",
            "If you need me / I guess I can stay, | I don't want to be / a nuisance.",
            "Whatever you think is best / is fine with me, sorry.",
        ),
    ),
    Text(
        "kettle",
        "aggressive",
        (
            "You people are completely useless, | and you do this / every single time.",
            "You sold me a broken kettle, | and you're too stupid / to see it.",
            "I don't care about / your ridiculous rules.",
            "Give me my money back right now, | or I will make sure / that you lose your job.",
        ),
    ),
)
"""Words that give way, and words that attack."""

UNSPOILED: tuple[Delivery, ...] = (
    Delivery("plain"),
    Delivery("held_back", level_db=-2.0, tilt_db=-0.5, rate=0.96, end_fade_db=3.0, f0_range_factor=0.9, gap_s=0.6),
    Delivery("lively", level_db=2.0, tilt_db=0.5, rate=1.05, end_fade_db=1.0, f0_range_factor=1.15, gap_s=0.4),
)
"""Takes that differ by no more than one speaker's do from day to day."""

SPOILED: tuple[Delivery, ...] = (
    # One thing at a time, to the soft side.
    Delivery("fading", "soft", ("fade",), end_fade_db=10.0),
    Delivery("breathed", "soft", ("quiet",), level_db=-10.0, tilt_db=-8.0),
    Delivery("slow", "soft", ("slow",), rate=0.64, gap_s=1.0, clause_s=0.5),
    Delivery("halting", "soft", ("hesitation",), stop_s=0.8),
    # To the forceful side.
    Delivery("pressed", "forceful", ("hard",), level_db=6.0, tilt_db=8.0),
    Delivery("fast", "forceful", ("fast",), rate=1.6),
    Delivery("breathless", "forceful", ("no_gaps",), gap_s=0.05, clause_s=0.0),
    Delivery("pushing", "forceful", ("pushed_ends",), end_fade_db=-9.0),
    # To no side.
    Delivery("rising", "steady", ("rise",), final_semitones=7.0),
    Delivery("flat", "steady", ("flat",), f0_range_factor=0.15, final_semitones=-0.5),
    Delivery("swinging", "steady", ("swings",), f0_range_factor=2.4),
    Delivery("filling", "steady", ("fillers", "filler_cluster"), stop_s=0.25, filled=True),
    # Together.
    Delivery("timid", "soft", ("quiet", "fade"), level_db=-10.0, tilt_db=-6.0, end_fade_db=9.0),
    Delivery("dragging", "soft", ("slow", "fade"), rate=0.75, end_fade_db=9.0, gap_s=0.8),
    Delivery("doubting", "soft", ("hesitation", "rise"), stop_s=0.75, final_semitones=6.0),
    Delivery("trailing", "soft", ("fade", "rise"), end_fade_db=9.0, final_semitones=5.0),
    Delivery(
        "retreating",
        "soft",
        ("quiet", "fade", "slow", "hesitation", "rise"),
        level_db=-10.0,
        tilt_db=-6.0,
        rate=0.85,
        end_fade_db=9.0,
        stop_s=0.7,
        final_semitones=3.0,
        f0_range_factor=0.7,
    ),
    Delivery("driving", "forceful", ("fast", "no_gaps"), rate=1.5, gap_s=0.15, clause_s=0.0),
    Delivery("hard_fast", "forceful", ("hard", "fast"), level_db=6.0, tilt_db=6.0, rate=1.5),
    Delivery("hammering", "forceful", ("hard", "pushed_ends"), level_db=6.0, tilt_db=6.0, end_fade_db=-7.0),
    Delivery(
        "storming",
        "forceful",
        ("hard", "fast", "no_gaps", "swings", "pushed_ends"),
        level_db=7.0,
        tilt_db=7.0,
        rate=1.5,
        end_fade_db=-3.0,
        gap_s=0.15,
        clause_s=0.0,
        f0_range_factor=1.6,
        final_semitones=-5.0,
    ),
)
"""Takes of which something was spoiled, far enough for any listener to hear it."""

HABITS: tuple[Habit, ...] = (
    Habit("soft_by_nature", level_db=-8.0, tilt_db=-6.0, rate=0.92),
    Habit("loud_by_nature", level_db=5.0, tilt_db=5.0, rate=1.1),
)
"""Speakers whose usual voice lies beside the one that the table is written for."""

_MIXED = ("retreating", "plain", "storming")
"""Deliveries of the texts that are not assertive: one a side."""

CALIBRATION: tuple[str, ...] = (
    "The bus to the station / leaves at ten past nine.",
    "There is a small bakery / on the corner of our street.",
    "On Sundays we walk along the river / and drink coffee by the bridge.",
    "My sister keeps her bicycle / in the hall behind the door.",
    "The kitchen window looks out / over a yard with two old trees.",
    "In winter the lamps come on / at four in the afternoon.",
    "I bought a bag of apples / and a loaf of brown bread.",
    "The letter came on Tuesday, | and I answered it / the same day.",
    "We painted the wall blue, | because the room was dark.",
    "The train was late again, | and the platform was full.",
)
"""Sentences of a calibration."""

_WANDER: tuple[tuple[float, float, float], ...] = (
    (0.0, 1.0, 2.0),
    (1.0, 1.04, 3.5),
    (-1.0, 0.96, 1.0),
    (0.5, 1.06, 0.5),
    (-1.5, 0.95, 3.0),
    (1.5, 1.0, 2.5),
    (0.0, 1.03, 1.5),
    (-0.5, 0.98, 4.0),
    (1.0, 0.97, 2.0),
    (-1.0, 1.02, 1.0),
)
"""How the level (dB), the pace and the fall (dB) of these wander: nobody reads ten sentences alike."""


PLAIN = Habit("none")
"""A speaker whose usual voice is the one that the table is written for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recording of the table, before anybody has spoken it."""

    text: Text
    delivery: Delivery
    habit: Habit = PLAIN

    @property
    def name(self) -> str:
        """Its text and delivery."""
        return f"{self.text.name}-{self.delivery.name}"

    @property
    def congruence(self) -> str:
        """How the voice goes with the words."""
        words = {"passive": -1, "assertive": 0, "aggressive": 1}[self.text.style]
        voice = {"soft": -1, "steady": 0, "forceful": 1}[self.delivery.voice_label]
        if words == voice:
            return "matched"
        return "words_stronger" if words > voice else "voice_stronger"

    def recording(self) -> Recording:
        """What is to be spoken."""
        delivery = self.delivery
        return Recording(
            name=self.name,
            situation="",
            style=self.text.style,
            voice_label=delivery.voice_label,
            congruence=self.congruence,
            spoiled=delivery.fixes,
            sentences=tuple(_marked(sentence, delivery) for sentence in self.text.sentences),
            shaping=_shaped(delivery, self.habit),
            gap_s=delivery.gap_s,
        )


def rows() -> tuple[Row, ...]:
    """The table: every unspoiled take of every assertive text, each spoiled delivery of one, and other words."""
    unspoiled = [Row(text, delivery) for text in TEXTS for delivery in UNSPOILED]
    spoiled = [Row(TEXTS[index % len(TEXTS)], delivery) for index, delivery in enumerate(SPOILED)]
    deliveries = {delivery.name: delivery for delivery in (*UNSPOILED, *SPOILED)}
    mixed = [Row(text, deliveries[name]) for text in OTHER_TEXTS for name in _MIXED]
    return (*unspoiled, *spoiled, *mixed)


def calibration(habit: Habit = PLAIN, sentences: Sequence[str] = CALIBRATION) -> tuple[Recording, ...]:
    """A speaker's calibration, a recording a sentence, to be put in a row."""
    made = []
    for sentence, (level_db, rate, fade_db) in zip(sentences, cycle(_WANDER), strict=False):
        delivery = replace(UNSPOILED[0], level_db=level_db, rate=rate, end_fade_db=fade_db)
        made.append(Row(Text("calibration", "assertive", (sentence,)), delivery, habit).recording())
    return tuple(made)


def _marked(sentence: str, delivery: Delivery) -> str:
    """A sentence with the silences and fillers of a delivery."""
    clause = f"({delivery.clause_s})" if delivery.clause_s else ""
    stop = f"({delivery.stop_s})" if delivery.stop_s else ""
    inside = f"{stop} <um> {stop}" if delivery.filled else stop
    return " ".join(sentence.replace("|", clause).replace("/", inside).split())


def _shaped(delivery: Delivery, habit: Habit) -> Shaping:
    return Shaping(
        level_db=STEADY.level_db + delivery.level_db + habit.level_db,
        end_fade_db=delivery.end_fade_db,
        rate=round(PACE * delivery.rate * habit.rate, 4),
        f0_shift_semitones=STEADY.f0_shift_semitones,
        f0_range_factor=delivery.f0_range_factor,
        final_semitones=delivery.final_semitones,
        tilt_db=STEADY.tilt_db + delivery.tilt_db + habit.tilt_db,
    )
