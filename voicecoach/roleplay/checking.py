"""Proves that a scene plays: it can be held, giving in never holds it, attack hardens it, and nothing in it is idle.

Conventions
    Every problem has the line to look at. What holds at some levels only is told with those levels.

Method
    All runs are walked, for every level: from the first beat by every kind of reply that the scene tells apart. Two
    runs that stand at the same beat, with as many turns and the same beats behind them, go on alike, so each such
    state is walked once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from voicecoach.errors import Problem
from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.roleplay.director import Reply, fitting, next_ending
from voicecoach.roleplay.lines import Lines, Way
from voicecoach.roleplay.scenario import ANY, SILENCE, STYLES, VOICES, Answer, Beat, Scenario

LEAST_REPLIES: Final = 3
"""Assertive replies until a scene is held, at level 2 and above: once is no practice (own proposal)."""

LEAST_REPLIES_AT_ONE: Final = 2
"""The same at level 1."""

MOST_SPOKEN: Final = 45
"""Words of a line, what is said to the last reply counted: a quarter of a minute, all that is kept in mind (own
proposal)."""

GIVES_IN: Final = "giving_in"
"""The one technique by which the ground may be lost."""

MAY_REPEAT: Final = frozenset({SILENCE, "neutral", "unsure"})
"""Replies to which the same line may be said again: nothing was said yet, or nothing that could be understood."""

Find = Callable[[Way, str, str], None]


@dataclass(frozen=True, slots=True)
class _Move:
    """One reply on one of the runs."""

    beat: int
    answer: int
    turn: int
    """Replies with this one."""
    ending: str | None
    is_marked: bool
    """Whether a line with the mark was said before this reply."""


def problems_of(scenario: Scenario, lines: Lines) -> tuple[Problem, ...]:
    """What is wrong with the way a scene plays; its names are right and its texts are there.

    Args:
        scenario: The scene.
        lines: Where the keys of its file stand.

    Returns:
        The problems in the order of their lines; empty where it plays well.
    """
    found: list[Problem] = []

    def find(way: Way, message: str, remedy: str) -> None:
        found.append(Problem(lines.of(*way), message, remedy))

    _check_answers(scenario, find)
    is_whole = not found
    _check_lengths(scenario, find)
    _check_styles(scenario, find)
    _check_reach(scenario, find)
    _check_levels(scenario, find)
    if is_whole:
        _check_runs(scenario, find)
    return tuple(sorted(set(found)))


def _check_answers(scenario: Scenario, find: Find) -> None:
    """Every beat answers everything, and says its line again only where it may."""
    for n, beat in enumerate(scenario.beats):
        last = beat.answers[-1]
        if ANY not in last.on or last.voice or last.technique or last.levels or last.again:
            way = ("beat", n, "answers", len(beat.answers) - 1)
            find(
                way,
                f"Some replies to {beat.name} find no answer.",
                'Let the last answer be { on = "any", to = "..." }.',
            )
        for m, answer in enumerate(beat.answers):
            way = ("beat", n, "answers", m)
            if ANY in answer.on and len(answer.on) > 1:
                find(way, "The answer is on any and on more.", 'Write on = "any" alone.')
            if SILENCE in answer.on and (answer.voice or answer.technique):
                find(
                    way,
                    "The answer is on silence, and asks for a voice or a technique.",
                    "Give silence its own answer.",
                )
            if answer.to == beat.name and not _may_repeat(beat, m):
                remedy = "Lead elsewhere, or put an answer with again = true before it, or let only silence lead back."
                find(way, f"The answer leads back to {beat.name} and could do so for ever.", remedy)


def _check_lengths(scenario: Scenario, find: Find) -> None:
    """What is said to a reply and the line behind it are spoken as one."""
    for n, beat in enumerate(scenario.beats):
        for m, answer in enumerate(beat.answers):
            after = len(answer.react.split())
            if not after:
                continue
            longest = max((len(text.split()) for text in _next_lines(scenario, answer)), default=0)
            words = after + longest
            # What is too long by itself is told where it stands.
            if max(after, longest) <= MOST_SPOKEN < words:
                message = (
                    f"The react and the line of {answer.to} have {words} words together; {MOST_SPOKEN} are the most."
                )
                find(("beat", n, "answers", m), message, "Shorten the react, or the line.")


def _next_lines(scenario: Scenario, answer: Answer) -> tuple[str, ...]:
    """What may be said behind the react of an answer."""
    if scenario.ends_at(answer.to):
        return (scenario.ending(answer.to).says,)
    beat = scenario.beat(answer.to)
    at_the_cap = scenario.ending(scenario.last).says
    lines = (beat.line(level) for level in scenario.levels if not answer.levels or level in answer.levels)
    return (*lines, at_the_cap)


def _check_styles(scenario: Scenario, find: Find) -> None:
    """Of the styles that an answer names, each is left to it by those above."""
    replies = _replies(scenario)
    for n, beat in enumerate(scenario.beats):
        met: dict[int, set[str]] = {}
        for level in scenario.levels:
            for reply in replies:
                for again in (False, True):
                    place = fitting(beat, reply, level, again=again)
                    if place is not None:
                        met.setdefault(place, set()).add(SILENCE if reply.silent else reply.style)
        for m, answer in enumerate(beat.answers):
            left = answer.on & met.get(m, set())
            # An answer to which nothing is left at all is told as one that is never reached.
            for style in sorted(answer.on - left) if left else ():
                way = ("beat", n, "answers", m)
                find(
                    way,
                    f"The answer on {_named(answer)} never gets {style}.",
                    f"An answer above takes it: take {style} out of one.",
                )


def _named(answer: Answer) -> str:
    return " or ".join(sorted(answer.on))


def _may_repeat(beat: Beat, place: int) -> bool:
    answer = beat.answers[place]
    if answer.on <= MAY_REPEAT and answer.react:
        return True
    return any(
        first.again
        and first.to != beat.name
        and (first.on >= answer.on or ANY in first.on)
        and not (first.voice or first.technique)
        and (not first.levels or first.levels >= answer.levels > frozenset())
        for first in beat.answers[:place]
    )


def _check_reach(scenario: Scenario, find: Find) -> None:
    """Every beat, answer and ending is met by some replies, and every beat still has an ending before it."""
    moves = [move for level in scenario.levels for move in _walk(scenario, level, _replies(scenario))]
    met = {(move.beat, move.answer) for move in moves}
    ended = {move.ending for move in moves}
    beats = {move.beat for move in moves}
    for n, beat in enumerate(scenario.beats):
        if n not in beats:
            find(("beat", n), f"The beat {beat.name} is never reached.", "Let an answer lead to it, or take it out.")
            continue
        for m, answer in enumerate(beat.answers):
            if (n, m) not in met:
                twin = _twin(beat, m)
                remedy = "Put it before the answers that take its replies, or take one of them out."
                if twin is not None:
                    remedy = f"Answer {twin + 1} of {beat.name} asks for the same: take one of the two out."
                find(("beat", n, "answers", m), f"The answer on {_named(answer)} is never reached.", remedy)
        if not _has_way_out(scenario, beat):
            find(("beat", n), f"From {beat.name} no answer leads to an ending.", "Let an answer lead on to an ending.")
    for n, ending in enumerate(scenario.endings):
        if ending.name not in ended:
            find(
                ("ending", n),
                f"The ending {ending.name} is never reached.",
                "Let an answer lead to it, or take it out.",
            )


def _twin(beat: Beat, place: int) -> int | None:
    """An answer above that asks for the very same; None where there is none."""
    mine = _asked(beat.answers[place])
    return next((n for n, answer in enumerate(beat.answers[:place]) if _asked(answer) == mine), None)


def _asked(answer: Answer) -> tuple[object, ...]:
    return (answer.on, answer.voice, answer.technique, answer.levels, answer.again)


def _has_way_out(scenario: Scenario, beat: Beat) -> bool:
    seen, open_names = set(), [beat.name]
    while open_names:
        name = open_names.pop()
        if scenario.ends_at(name):
            return True
        if name not in seen:
            seen.add(name)
            open_names.extend(answer.to for answer in scenario.beat(name).answers)
    return False


def _check_levels(scenario: Scenario, find: Find) -> None:
    """Each level plays otherwise than the one before it."""
    for low, high in zip(scenario.levels, scenario.levels[1:], strict=False):
        if all(_alike(beat, low, high) for beat in scenario.beats):
            remedy = "Say a line otherwise at one (says_at), let an answer hold at one (levels), or take a level out."
            find(("levels",), f"Levels {low} and {high} play alike.", remedy)


def _alike(beat: Beat, low: int, high: int) -> bool:
    same = all((low in answer.levels) == (high in answer.levels) for answer in beat.answers)
    return same and beat.line(low) == beat.line(high)


def _check_runs(scenario: Scenario, find: Find) -> None:
    """Assertive replies hold the ground, passive ones never, and aggressive ones harden the partner."""
    told: dict[tuple[Way, str, str], list[int]] = {}
    for level in scenario.levels:
        for problem in (*_held(scenario, level), *_passive(scenario, level), *_aggressive(scenario, level)):
            at = told.setdefault(problem, [])
            if level not in at:
                at.append(level)
    for (way, message, remedy), levels in told.items():
        where = f"At level {' and '.join(map(str, levels))}: "
        find(way, message if len(levels) == len(scenario.levels) else where + message[0].lower() + message[1:], remedy)


def _held(scenario: Scenario, level: int) -> Iterator[tuple[Way, str, str]]:
    """Typed replies, of which no voice is known, must hold the ground too; told where spoken ones do.

    So must replies with techniques, whatever their order; told where those without do.
    """
    plain = tuple(_held_by(scenario, level, "steady")) or tuple(_held_by(scenario, level, "unsure"))
    yield from plain or _held_with_techniques(scenario, level)


def _held_with_techniques(scenario: Scenario, level: int) -> Iterator[tuple[Way, str, str]]:
    for voice in ("steady", "unsure"):
        replies = _replies(scenario, ("assertive",))
        chosen = [one for one in replies if one.voice == voice and GIVES_IN not in one.techniques]
        for move in _walk(scenario, level, chosen):
            if move.ending is not None and scenario.ending(move.ending).kind != "held":
                message = f"Assertive replies with techniques can end in {move.ending}, which does not hold the ground."
                yield _way(move), message, "Let answers that ask for a technique lead to an ending of the kind held."


def _held_by(scenario: Scenario, level: int, voice: VoiceLabel) -> Iterator[tuple[Way, str, str]]:
    least = LEAST_REPLIES_AT_ONE if level == 1 else LEAST_REPLIES
    typed = "" if voice == "steady" else " that are typed"
    for move in _walk(scenario, level, (Reply("assertive", voice),)):
        if move.ending is None:
            continue
        if scenario.ending(move.ending).kind != "held":
            message = f"Assertive replies{typed} end in {move.ending}, which does not hold the ground."
            yield _way(move), message, "Let assertive replies lead to an ending of the kind held."
        elif move.turn < least:
            message = f"Assertive replies{typed} hold the ground after {move.turn}; {least} are the least."
            yield _way(move), message, "Let the partner press once more before."


def _passive(scenario: Scenario, level: int) -> Iterator[tuple[Way, str, str]]:
    first = scenario.beats[0].pressure
    for move in _walk(scenario, level, _replies(scenario, ("passive",)), lambda beat: beat.pressure > first):
        if move.ending is None:
            continue
        if scenario.ending(move.ending).kind == "held":
            message = f"Replies that are all passive end in {move.ending}, which holds the ground."
            yield _way(move), message, "Let passive replies lead elsewhere."
        elif not move.is_marked:
            message = f"Replies that are all passive end without a line of more pressure than the first ({first})."
            yield _way(move), message, "Lead them over a beat with a higher pressure."


def _aggressive(scenario: Scenario, level: int) -> Iterator[tuple[Way, str, str]]:
    for move in _walk(scenario, level, _replies(scenario, ("aggressive",)), lambda beat: beat.temper == "hard"):
        if move.ending is None or move.is_marked or scenario.ending(move.ending).kind == "hardened":
            continue
        message = "Replies that are all aggressive do not harden the partner."
        yield _way(move), message, "Lead them over a beat of the temper hard, or to an ending of the kind hardened."


def _way(move: _Move) -> Way:
    return ("beat", move.beat, "answers", move.answer)


def _walk(
    scenario: Scenario, level: int, replies: Iterable[Reply], mark: Callable[[Beat], bool] = lambda _: False
) -> Iterator[_Move]:
    """Every move of every run at a level, each state once."""
    places = {beat.name: n for n, beat in enumerate(scenario.beats)}
    remembers = frozenset(b.name for b in scenario.beats if any(answer.again for answer in b.answers))
    answers: dict[tuple[int, bool], tuple[int, ...]] = {}
    start = (0, 0, frozenset[str](), mark(scenario.beats[0]))
    seen, open_states = {start}, [start]
    while open_states:
        place, turn, behind, is_marked = open_states.pop()
        beat = scenario.beats[place]
        again = beat.name in behind
        if (place, again) not in answers:
            met = {fitting(beat, reply, level, again=again) for reply in replies}
            answers[place, again] = tuple(sorted(number for number in met if number is not None))
        for number in answers[place, again]:
            ending = next_ending(scenario, beat.answers[number], turn + 1)
            yield _Move(place, number, turn + 1, ending, is_marked)
            if ending is not None:
                continue
            to = places[beat.answers[number].to]
            behind_then = behind | ({beat.name} & remembers)
            state = (to, turn + 1, behind_then, is_marked or mark(scenario.beats[to]))
            if state not in seen:
                seen.add(state)
                open_states.append(state)


def _replies(scenario: Scenario, styles: Iterable[str] = (*STYLES, SILENCE)) -> tuple[Reply, ...]:
    """Every reply that the scene can tell from another."""
    answers: list[Answer] = [answer for beat in scenario.beats for answer in beat.answers]
    voices = VOICES if any(answer.voice for answer in answers) else ("unsure",)
    techniques = sorted({name for answer in answers for name in answer.technique})
    used: list[tuple[str, ...]] = [(), *((name,) for name in techniques)]
    return tuple(
        Reply(
            cast("StyleLabel", "unsure" if style == SILENCE else style),
            cast("VoiceLabel", voice),
            names,
            style == SILENCE,
        )
        for style in styles
        for voice in voices
        for names in used
    )
