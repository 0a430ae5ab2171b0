"""Scenes for tests: those of the program, one to change, and a writer of TOML that knows nothing of the reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.source import ROOT
from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.roleplay.director import Place, Reply, begin, step
from voicecoach.roleplay.parsing import parse
from voicecoach.roleplay.scenario import Answer, Beat, Scenario

FILES = sorted((ROOT / "scenarios").glob("*.toml"))
"""The program's own scenes."""

RAW = (ROOT / "voicecoach" / "roleplay" / "template.toml").read_text(encoding="utf-8")

TEMPLATE = RAW.replace("NAME", "small")
"""What `scenarios new small` writes."""

_STYLES: tuple[StyleLabel, ...] = ("passive", "aggressive", "passive_aggressive", "assertive", "neutral", "unsure")
_VOICES: tuple[VoiceLabel, ...] = ("soft", "steady", "forceful", "unsure")


def scene(path: Path) -> Scenario:
    return parse(path.read_text(encoding="utf-8"), str(path))


def small() -> Scenario:
    return parse(TEMPLATE, "small.toml")


def replies(scenario: Scenario) -> tuple[Reply, ...]:
    """Every reply that the scene could tell from another, and then some."""
    named = sorted({name for beat in scenario.beats for answer in beat.answers for name in answer.technique})
    used: list[tuple[str, ...]] = [(), *((name,) for name in named), tuple(named)]
    said = [Reply(style, voice, names) for style in _STYLES for voice in _VOICES for names in used]
    return (*said, Reply("unsure", silent=True))


def runs(scenario: Scenario, level: int, *possible: Reply) -> Iterator[tuple[Place, Reply, Place]]:
    """Every step of every run with some replies; what plays on alike is walked once."""
    remembers = {beat.name for beat in scenario.beats if any(answer.again for answer in beat.answers)}
    seen, waiting = set(), [begin(scenario, level)]
    while waiting:
        place = waiting.pop()
        for reply in possible:
            after = step(scenario, place, reply)
            yield place, reply, after
            state = (after.beat, after.turn, frozenset(after.answered) & remembers)
            if after.ending is None and state not in seen:
                seen.add(state)
                waiting.append(after)


def one_run(scenario: Scenario, level: int, reply: Reply) -> list[Place]:
    """The places of a run with the same reply throughout."""
    places = [begin(scenario, level)]
    while places[-1].ending is None:
        places.append(step(scenario, places[-1], reply))
    return places


# Writing


def toml(scenario: Scenario) -> str:
    """A scene as TOML, with every key written out."""
    top = ["name", "title", "summary", "scene_type", "situations", "setting", "rights", "levels", "turns", "last"]
    lines = ['schema = "voicecoach/scene/1"']
    lines += [f"{key} = {_value(getattr(scenario, key))}" for key in (*top, "warning", "sources")]
    lines += ["[you]", *_pairs(scenario.you, "role", "situation", "goal", "message")]
    lines += ["[partner]", *_pairs(scenario.partner, "name", "role", "voice")]
    for beat in scenario.beats:
        lines += ["[[beat]]", *_beat(beat)]
    for ending in scenario.endings:
        lines += ["[[ending]]", *_pairs(ending, "name", "kind", "says", "debrief")]
    lines += ["[homework]", *_pairs(scenario, "tasks", "questions")]
    return "\n".join(lines) + "\n"


def _pairs(value: object, *keys: str) -> list[str]:
    return [f"{key} = {_value(getattr(value, key))}" for key in keys]


def _beat(beat: Beat) -> list[str]:
    lines = _pairs(beat, "name", "says", "temper", "pressure", "hint", "model")
    if beat.move is not None:
        lines.append(f"move = {_value(beat.move)}")
    if beat.says_at:
        lines.append(
            f"says_at = {{ {', '.join(f'{level} = {_value(said)}' for level, said in beat.says_at.items())} }}"
        )
    return [*lines, "answers = [", *(f"  {_answer(answer)}," for answer in beat.answers), "]"]


def _answer(answer: Answer) -> str:
    keys = ["on", "to"]
    keys += [key for key in ("react", "voice", "technique", "levels", "again") if getattr(answer, key)]
    return "{ " + ", ".join(f"{key} = {_value(getattr(answer, key))}" for key in keys) + " }"


def _value(found: Any) -> str:
    if isinstance(found, str):
        return '"' + found.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, int):
        return str(found)
    return f"[{', '.join(map(_value, sorted(found) if isinstance(found, frozenset) else found))}]"
