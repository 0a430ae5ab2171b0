"""A scene as a graph of text: each line of the partner, and where the answers to it lead.

Conventions
    Lines have no colour and are not wrapped; whoever prints them may do both. Names stand for beats and endings.
"""

from collections.abc import Iterator

from voicecoach.roleplay.director import Reply, begin, step
from voicecoach.roleplay.scenario import Answer, Beat, Scenario


def drawn(scenario: Scenario) -> Iterator[str]:
    """The graph, line by line, with everything that the partner says."""
    for level in scenario.levels:
        yield f"Assertive replies at level {level}: {' > '.join(assertive_way(scenario, level))}"
    for beat in scenario.beats:
        yield ""
        yield from _beat(beat)
    for ending in scenario.endings:
        yield ""
        is_last = " (after the last turn)" if ending.name == scenario.last else ""
        yield f"[{ending.name}]  {ending.kind}{is_last}"
        yield f"    \u201c{ending.says}\u201d"
        yield f"    {ending.debrief}"


def assertive_way(scenario: Scenario, level: int) -> tuple[str, ...]:
    """Names of the beats, and of the ending, that assertive replies in a steady voice lead over."""
    place, names = begin(scenario, level), []
    while place.ending is None:
        names.append(place.beat)
        place = step(scenario, place, Reply("assertive", "steady"))
    return (*names, place.ending)


def _beat(beat: Beat) -> Iterator[str]:
    yield ", ".join(filter(None, (f"{beat.name}  {beat.temper}", f"pressure {beat.pressure}", beat.move)))
    yield f"    \u201c{beat.says}\u201d"
    for level, said in sorted(beat.says_at.items()):
        yield f"    at level {level}: \u201c{said}\u201d"
    asked = [_asked(answer) for answer in beat.answers]
    column = max(map(len, asked))
    for answer, text in zip(beat.answers, asked, strict=True):
        react = f"  \u201c{answer.react}\u201d" if answer.react else ""
        yield f"  {text:{column}} -> {answer.to}{react}"


def _asked(answer: Answer) -> str:
    """What an answer waits for."""
    parts = [" or ".join(sorted(answer.on))]
    if answer.voice:
        parts.append(f"{' or '.join(sorted(answer.voice))} voice")
    if answer.technique:
        parts.append(f"with {' or '.join(sorted(answer.technique))}")
    if answer.levels:
        parts.append(f"level {' or '.join(map(str, sorted(answer.levels)))}")
    if answer.again:
        parts.append("again")
    return ", ".join(parts)
