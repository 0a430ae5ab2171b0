"""Reads a scene from its TOML: all that is wrong with it is found at once.

Conventions
    The format is written down for its users in docs/scenarios.md. Unknown keys are problems, so that a slip of the pen
    is found. A file with broken TOML is still looked through as far as it can be read; whether the scene plays well
    (`checking`) is asked too unless what is wrong hides where its answers lead.
"""

from pathlib import PurePath
from typing import Final, cast

from voicecoach.coaching.rights import cards
from voicecoach.errors import Problem, ScenarioError
from voicecoach.history import EndingKind, SceneType
from voicecoach.roleplay.checking import MOST_SPOKEN, problems_of
from voicecoach.roleplay.lines import Way, lines_of
from voicecoach.roleplay.scenario import (
    KINDS,
    ON,
    PARTNER_VOICES,
    SCENE_TYPES,
    SCHEMA,
    SETTINGS,
    SITUATIONS,
    TACTICS,
    TECHNIQUES,
    TEMPERS,
    VOICES,
    Answer,
    Beat,
    Ending,
    Partner,
    PartnerVoice,
    Scenario,
    Setting,
    Temper,
    You,
)
from voicecoach.roleplay.syntax import read
from voicecoach.roleplay.tables import NAME, Notes, Table, did_you_mean

SPOKEN_WORDS: Final = (1, MOST_SPOKEN)
"""Words of a line that is spoken: at most about 18 s at 150 words a minute, while the learner waits (own proposal)."""

MODEL_WORDS: Final = (3, 40)
"""Words of a model answer: short enough to say in two breaths (own proposal)."""

MESSAGE_WORDS: Final = (2, 25)
"""Words of the core message, which is to be said again and again (own proposal)."""

TITLE_WORDS: Final = (1, 10)
SUMMARY_WORDS: Final = (4, 30)
SITUATION_WORDS: Final = (15, 120)
"""Words of what is read before the scene: half a minute of reading (own proposal)."""

ADVICE_WORDS: Final = (3, 60)
"""Words of a hint, a goal, a debrief, a task or a question (own proposal)."""

LEVELS: Final = (1, 5)
TURNS: Final = (3, 8)
LEAST_LEVELS: Final = 2
HOMEWORK: Final = (2, 3)
MOST_MODELS: Final = 5

_KNOWN: Final = frozenset({"schema", "name", "title", "summary", "you", "partner", "beat", "ending"})
"""A file without any of these is something else."""


def parse(text: str, path: str) -> Scenario:
    """A scene that is proved to play.

    Args:
        text: The TOML of its file.
        path: Of the file, for messages; where it ends on `.toml` the scene must be named like it.

    Raises:
        ScenarioError: With all problems, in the order of their lines.
    """
    found = read(text)
    notes = Notes(lines_of(found.text), is_whole=not found.problems)
    if not _KNOWN.intersection(found.tables):
        none = Problem(0, "The file holds no scene.", "Begin with one that works: voicecoach scenarios new NAME")
        raise ScenarioError(path, (none, *found.problems[:1]))
    scenario = _scenario(Table(found.tables, (), notes), path)
    played = problems_of(scenario, notes.lines) if notes.is_playable else ()
    problems = tuple(sorted({*found.problems, *notes.problems, *played}))
    if problems:
        raise ScenarioError(path, problems)
    return scenario


def _scenario(top: Table, path: str) -> Scenario:
    schema = top.text("schema", f'"{SCHEMA}", so that the format is known.')
    if schema and schema != SCHEMA:
        top.note(("schema",), f"`schema` is {schema}, which this version does not read.", f'Write schema = "{SCHEMA}"')
    name = _scene_name(top, path)
    levels = top.wholes("levels", *LEVELS, least=LEAST_LEVELS)
    known_levels = levels or tuple(range(LEVELS[0], LEVELS[1] + 1))
    beats = tuple(_beat(table, known_levels) for table in top.tables("beat", "Write the first line as [[beat]]."))
    endings = tuple(_ending(table) for table in top.tables("ending", "Write how it may end as [[ending]]."))
    homework = top.table("homework")
    scenario = Scenario(
        name=name,
        title=top.text("title", '"..." for the list.', words=TITLE_WORDS),
        summary=top.text("summary", '"..." in one line for the list.', words=SUMMARY_WORDS),
        scene_type=cast("SceneType", top.choice("scene_type", SCENE_TYPES)),
        situations=top.choices("situations", SITUATIONS),
        setting=cast("Setting", top.choice("setting", SETTINGS)),
        rights=top.choices("rights", tuple(card.name for card in cards())),
        levels=levels,
        turns=top.whole("turns", *TURNS),
        last=top.text("last", "the name of the ending that comes after the last turn."),
        warning=top.text("warning", "", may_be_empty=True, words=ADVICE_WORDS),
        you=_you(top.table("you")),
        partner=_partner(top.table("partner")),
        beats=beats,
        endings=endings,
        tasks=homework.texts("tasks", HOMEWORK, words=ADVICE_WORDS),
        questions=homework.texts("questions", HOMEWORK, words=ADVICE_WORDS),
        sources=top.text("sources", '"own", or where the idea comes from.'),
    )
    homework.close()
    top.close()
    _check_names(top, scenario)
    return scenario


def _scene_name(top: Table, path: str) -> str:
    name = top.text("name", '"..." as the file is named.')
    file = PurePath(path)
    if name and not NAME.fullmatch(name):
        top.note(
            ("name",), f"`name` is {name}, no name for a scene.", "Use small letters, digits and hyphens: late-again"
        )
    elif name and file.suffix == ".toml" and file.stem != name:
        top.note(
            ("name",),
            f"`name` is {name}, but the file is {file.name}.",
            f'Write name = "{file.stem}", or rename the file.',
        )
    return name


def _you(table: Table) -> You:
    you = You(
        role=table.text("role", '"..." who the learner is.', words=(1, 30)),
        situation=table.text("situation", '"..." what the learner knows, in 2 to 4 sentences.', words=SITUATION_WORDS),
        goal=table.text("goal", '"..." what counts as holding your ground.', words=ADVICE_WORDS),
        message=table.text("message", '"..." the core message, one plain sentence.', words=MESSAGE_WORDS),
    )
    table.close()
    return you


def _partner(table: Table) -> Partner:
    partner = Partner(
        name=table.text("name", '"..." how the partner is called.', words=(1, 4)),
        role=table.text("role", '"..." who the partner is.', words=(1, 30)),
        voice=cast("PartnerVoice", table.choice("voice", PARTNER_VOICES, "any")),
    )
    table.close()
    return partner


def _beat(table: Table, levels: tuple[int, ...]) -> Beat:
    move = table.choice("move", TACTICS, "")
    rows = table.tables("answers", 'Write answers = [ ... ], the last one { on = "any", to = "..." }.')
    beat = Beat(
        name=_part_name(table),
        says=table.text("says", '"..." the line of the partner.', words=SPOKEN_WORDS),
        temper=cast("Temper", table.choice("temper", TEMPERS)),
        pressure=table.whole("pressure", *LEVELS),
        hint=table.text("hint", '"..." what may help here.', words=ADVICE_WORDS),
        model=table.texts("model", (1, MOST_MODELS), words=MODEL_WORDS),
        answers=tuple(_answer(row, levels) for row in rows),
        move=move or None,
        says_at=_says_at(table, levels),
    )
    table.close()
    return beat


def _says_at(table: Table, levels: tuple[int, ...]) -> dict[int, str]:
    found = table.take("says_at")
    if found is None:
        return {}
    if not isinstance(found, dict):
        table.note(
            ("says_at",), "`says_at` is no table.", 'Write says_at = { 3 = "..." }, the level before each wording.'
        )
        return {}
    said = {}
    for key, value in found.items():
        if key in map(str, levels):
            said[int(key)] = table.checked(value, ("says_at", key), words=SPOKEN_WORDS)
        else:
            known = ", ".join(map(str, levels))
            table.note(("says_at", key), f"`says_at` names level {key}.", f"The scene is played at {known}.")
    return said


def _answer(row: Table, levels: tuple[int, ...]) -> Answer:
    answer = Answer(
        on=frozenset(row.choices("on", ON)),
        to=row.text("to", "the name of a beat or an ending."),
        react=row.text("react", "", may_be_empty=True, words=SPOKEN_WORDS),
        voice=frozenset(row.choices("voice", VOICES, is_needed=False)),
        technique=frozenset(row.choices("technique", TECHNIQUES, is_needed=False)),
        levels=frozenset(row.wholes("levels", *LEVELS, is_needed=False)),
        again=row.flag("again"),
    )
    wrong = sorted(answer.levels.difference(levels))
    if wrong:
        known = ", ".join(map(str, levels))
        row.note(("levels",), f"{row.said('levels')} names level {wrong[0]}.", f"The scene is played at {known}.")
    row.close()
    return answer


def _ending(table: Table) -> Ending:
    ending = Ending(
        name=_part_name(table),
        kind=cast("EndingKind", table.choice("kind", KINDS)),
        says=table.text("says", '"..." the last line of the partner.', words=SPOKEN_WORDS),
        debrief=table.text("debrief", '"..." what was said and done.', words=ADVICE_WORDS),
    )
    table.close()
    return ending


def _part_name(table: Table) -> str:
    name = table.text("name", '"..." by which answers lead here.')
    if name and not NAME.fullmatch(name):
        table.note(("name",), f"{table.said('name')} is {name}.", "Use small letters, digits and hyphens: asks-again")
    return name


def _check_names(top: Table, scenario: Scenario) -> None:
    """See that every name is there once, and that what is led to exists."""
    parts: list[tuple[Way, str]] = [
        *((("beat", n), beat.name) for n, beat in enumerate(scenario.beats)),
        *((("ending", n), ending.name) for n, ending in enumerate(scenario.endings)),
    ]
    known = [name for _, name in parts if name]
    for n, (way, name) in enumerate(parts):
        if name and name in known and name in [other for _, other in parts[:n]]:
            top.note(
                (*way, "name"), f"The name {name} stands a second time.", "Give each beat and ending its own name."
            )
    if not top.notes.is_whole:
        return
    endings = [ending.name for ending in scenario.endings if ending.name]
    if scenario.last and scenario.last not in endings:
        top.note(("last",), f"`last` is {scenario.last}, which is no ending.", did_you_mean(scenario.last, endings))
    for n, beat in enumerate(scenario.beats):
        for m, answer in enumerate(beat.answers):
            if answer.to and answer.to not in known:
                to: Way = ("beat", n, "answers", m, "to")
                top.note(to, f"The answer leads to {answer.to}, which is not there.", did_you_mean(answer.to, known))
