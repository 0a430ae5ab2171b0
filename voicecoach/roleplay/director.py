"""The machine that plays a scene: a place, a reply, the next place. Pure: the same replies take the same way.

Conventions
    `turn` counts the replies given so far. Every reply counts, silence too, so that a scene ends after `turns` of them
    at the latest: with the ending that was reached, else with the scene's `last`.
    The first answer of a beat that fits wins. A silent reply fits answers on `silence` and on `any` alone.
"""

from dataclasses import dataclass
from typing import Final

from voicecoach.history import EndingKind
from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.roleplay.scenario import ANY, SILENCE, Answer, Beat, Scenario, Temper

AT_THE_END: Final[dict[EndingKind, Temper]] = {
    "held": "yielding",
    "partly": "calm",
    "gave_in": "calm",
    "hardened": "hard",
}
"""How a last line is said, by the kind of its ending (own proposal)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the machine has to know of a reply."""

    style: StyleLabel
    voice: VoiceLabel = "unsure"
    """`unsure` where it was typed, or could not be told."""
    techniques: tuple[str, ...] = ()
    silent: bool = False
    """Nothing was said; the rest then counts for nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of a scene is."""

    level: int
    beat: str
    """The beat that waits for a reply; at an ending, the last one that was answered."""
    turn: int = 0
    answered: tuple[str, ...] = ()
    """Beats that were answered, in order."""
    ending: str | None = None
    """None while the scene goes on."""
    react: str = ""
    """What the partner says to the last reply, before the next line; may be empty."""
    before: "Place | None" = None


@dataclass(frozen=True, slots=True)
class Line:
    """What the partner says, and how."""

    text: str
    temper: Temper
    pressure: int
    """1 to 5; 0 at an ending, which presses no more."""
    move: str | None = None


def begin(scenario: Scenario, level: int) -> Place:
    """The first place of a run.

    Raises:
        ValueError: When the scene is not played at this level.
    """
    if level not in scenario.levels:
        raise ValueError(f"{scenario.name} is not played at level {level}")
    return Place(level, scenario.beats[0].name)


def step(scenario: Scenario, place: Place, reply: Reply) -> Place:
    """Where a reply leads.

    Raises:
        ValueError: When the scene has ended.
    """
    if place.ending is not None:
        raise ValueError(f"{scenario.name} has ended")
    beat = scenario.beat(place.beat)
    answer = beat.answers[chosen(beat, reply, place.level, again=beat.name in place.answered)]
    turn = place.turn + 1
    ending = next_ending(scenario, answer, turn)
    next_beat = beat.name if ending is not None else answer.to
    return Place(place.level, next_beat, turn, (*place.answered, beat.name), ending, answer.react, place)


def next_ending(scenario: Scenario, answer: Answer, turn: int) -> str | None:
    """The ending that comes after an answer, the `turn`-th of a run; None where the scene goes on."""
    if scenario.ends_at(answer.to):
        return answer.to
    return scenario.last if turn >= scenario.turns else None


def chosen(beat: Beat, reply: Reply, level: int, *, again: bool) -> int:
    """The place of the answer that a reply gets.

    Args:
        beat: What the reply answers; its last answer fits always.
        reply: The reply.
        level: The level that is played.
        again: Whether the beat was answered before in this run.
    """
    place = fitting(beat, reply, level, again=again)
    assert place is not None, "the last answer fits always"
    return place


def fitting(beat: Beat, reply: Reply, level: int, *, again: bool) -> int | None:
    """As `chosen`, for a beat that may lack its last answer: None where no answer fits."""
    places = (n for n, answer in enumerate(beat.answers) if _fits(answer, reply, level, again=again))
    return next(places, None)


def _fits(answer: Answer, reply: Reply, level: int, *, again: bool) -> bool:
    if answer.levels and level not in answer.levels:
        return False
    if answer.again and not again:
        return False
    if reply.silent:
        return not (answer.voice or answer.technique) and bool(answer.on & {SILENCE, ANY})
    if answer.voice and reply.voice not in answer.voice:
        return False
    if answer.technique and answer.technique.isdisjoint(reply.techniques):
        return False
    return bool(answer.on & {reply.style, ANY})


def spoken(scenario: Scenario, place: Place) -> Line:
    """What the partner says at a place: to the last reply, and then the line of the beat or of the ending."""
    if place.ending is not None:
        ending = scenario.ending(place.ending)
        return Line(_joined(place.react, ending.says), AT_THE_END[ending.kind], 0)
    beat = scenario.beat(place.beat)
    return Line(_joined(place.react, beat.line(place.level)), beat.temper, beat.pressure, beat.move)


def back(place: Place) -> Place:
    """The place before the last reply, to try that one again; the first place itself."""
    return place.before or place


def demonstration(scenario: Scenario, level: int) -> tuple[tuple[Line, str], ...]:
    """The scene as it goes with the model answers in a steady voice: the partner's lines, each with its answer.

    A beat that comes again is answered by its next model answer. The last line is that of the ending; its answer is
    empty.

    Raises:
        ValueError: When the scene is not played at this level.
    """
    place, shown = begin(scenario, level), []
    while place.ending is None:
        models = scenario.beat(place.beat).model
        shown.append((spoken(scenario, place), models[place.answered.count(place.beat) % len(models)]))
        place = step(scenario, place, Reply("assertive", "steady"))
    return (*shown, (spoken(scenario, place), ""))


def _joined(*texts: str) -> str:
    return " ".join(filter(None, texts))
