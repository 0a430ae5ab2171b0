"""A practice as text: the opening card, the partner's lines, feedback in a few short lines, the debrief.

Conventions
    Plain text, wrapped to a width in columns. Nothing here is about the person: a line says what was said, and how.
"""

import textwrap
from collections import Counter
from collections.abc import Sequence

from voicecoach.coaching.rights import Card, safety
from voicecoach.history import Came, EndingKind
from voicecoach.practice.feedback import Feedback
from voicecoach.practice.sides import Ended, Told
from voicecoach.replying import COMMANDS, Command
from voicecoach.roleplay.director import Line
from voicecoach.roleplay.scenario import Scenario

MOST_FEEDBACK_LINES = 4
"""Parts of a feedback, each a sentence or two: more is not read between two lines of a dialogue (own proposal)."""

_CONGRUENCE = {"matched": "=", "words_stronger": ">", "voice_stronger": "<", "unclear": "·"}
_KINDS: dict[EndingKind, str] = {
    "held": "You held your ground.",
    "partly": "Part of it held.",
    "gave_in": "The other side got its way.",
    "hardened": "Both sides hardened.",
}
_LAST_TIME: dict[EndingKind, str] = {
    "held": "you held your ground",
    "partly": "part of it held",
    "gave_in": "the other side got its way",
    "hardened": "both sides hardened",
}
COMMANDS_TOLD: dict[Command, str] = {
    "repeat": "the line again",
    "hint": "a hint",
    "model": "a model answer",
    "retry": "the last reply again",
    "pause": "a pause",
    "skip": "go on as after the model answer",
    "quit": "stop here, go on later",
}
_INDENT = "  "


def opening(scenario: Scenario, level: int, cards: Sequence[Card], width: int, *, resumed: bool = False) -> str:
    """What the scene is about, before its first line."""
    again = ", going on" if resumed else ""
    levels = f"level {level} of {min(scenario.levels)} to {max(scenario.levels)}{again}"
    lines = [_wrapped("", f"{scenario.title}  ({levels})", width)]
    if scenario.warning:
        lines.append(_wrapped("Before you start", scenario.warning, width))
    lines.append(_wrapped("The scene", scenario.you.situation, width))
    lines.append(
        _wrapped("With", f"{scenario.partner.name}, {scenario.partner.role}. You: {scenario.you.role}.", width)
    )
    lines.append(_wrapped("Your goal", scenario.you.goal, width))
    lines += [_wrapped("Your right", card.right, width) for card in cards]
    lines.append(_wrapped("", safety().note, width))
    return "\n".join(lines)


def last_time(came: Came, level: int | None, day: str, width: int) -> str:
    """How the scene came out the last time, in a line."""
    at_level = "" if level is None else f" at level {level}"
    return _wrapped("", f"Last time, on {day}{at_level}: {_LAST_TIME[came.kind]}.", width)


def partner_line(scenario: Scenario, line: Line, width: int) -> str:
    """What the partner says."""
    return _hanging(f"{scenario.partner.name}:", line.text, width)


def your_line(text: str, width: int) -> str:
    """What was understood of a reply."""
    return _hanging("You:", text or "(nothing)", width)


def feedback(given: Feedback, width: int) -> str:
    """Words and voice side by side, one thing to keep, one to change, each with its reason; at most four parts."""
    parts = [("", _side_by_side(given))]
    if given.change:
        parts.append(("Again", given.change))
    if given.strength:
        parts.append(("Keep", given.strength.advice))
    if given.fix:
        parts.append(("Change", given.fix.advice))
    if len(parts) == 1 and given.voice is None and given.style.reason:
        parts.append(("", f"Unsure: {given.style.reason}."))
    return "\n".join(_wrapped(lead, text, width, _INDENT) for lead, text in parts[:MOST_FEEDBACK_LINES])


def debrief(scenario: Scenario, ended: Ended, width: int) -> str:
    """How the scene came out, what was said over it, before and after, and what to do in the week."""
    lines = []
    if ended.place.ending is not None:
        ending = scenario.ending(ended.place.ending)
        lines.append(_wrapped(_KINDS[ending.kind], ending.debrief, width))
    elif ended.reason == "no_more_replies":
        lines.append(_wrapped("", "There are no more replies, so the scene stops here.", width))
    counted = counts(ended.replies)
    if counted:
        lines.append(_wrapped("Your replies", counted, width))
    lines += [_wrapped("Tried again", change, width) for change in ended.changes]
    if ended.suds_before is not None and ended.suds_after is not None:
        lines.append(_wrapped("Distress", f"{ended.suds_before} before, {ended.suds_after} after.", width))
    return "\n".join(lines)


def homework(scenario: Scenario, width: int) -> str:
    """What to do and to think over until the next time; made to be printed."""
    tasks = [_hanging("[ ]", task, width) for task in scenario.tasks]
    questions = [_hanging("?", question, width) for question in scenario.questions]
    return "\n".join([textwrap.fill(f"For the week: {scenario.title}", width), *tasks, *questions])


def counts(replies: Sequence[Told]) -> str:
    """How often which style and which voice was heard; empty where nothing was."""
    spoken = [reply for reply in replies if reply.style]
    skipped = sum(reply.skipped for reply in replies)
    silent = len(replies) - len(spoken) - skipped
    parts = []
    if spoken:
        parts.append(f"words {_counted([reply.style for reply in spoken])}")
    voices = [reply.voice for reply in spoken if reply.voice not in ("", "unsure")]
    if voices:
        parts.append(f"voice {_counted(voices)}")
    parts += [f"{count} {what}" for count, what in ((silent, "without a word"), (skipped, "skipped")) if count]
    return "; ".join(parts) + "." if parts else ""


def demonstration(scenario: Scenario, shown: Sequence[tuple[Line, str]], width: int) -> str:
    """A scene as it goes with the model answers."""
    lines = [textwrap.fill(f"{scenario.title}: how it can go", width), ""]
    for line, answer in shown:
        lines.append(partner_line(scenario, line, width))
        if answer:
            lines.append(your_line(answer, width))
    return "\n".join(lines)


def commands(*, typed: bool) -> str:
    """What can be asked for at any time, on one line."""
    if typed:
        return "At any time: " + "  ".join(f"/{name}" for name in COMMANDS) + "  (/help tells more)"
    keys = "  ".join(f"{key_of(name)} {name}" for name in COMMANDS)
    return f"At any time: {keys}"


def key_of(command: Command) -> str:
    """The single key of a command; a retry is `t`, for `r` repeats."""
    return "t" if command == "retry" else command[0]


def _side_by_side(given: Feedback) -> str:
    words = f"words {given.style.label.replace('_', '-')}"
    if given.voice is None:
        return words
    sign = _CONGRUENCE[given.agreement.label if given.agreement else "unclear"]
    told = f"{words} {sign} voice {given.voice.label}"
    reason = given.agreement.reason if given.agreement else given.voice.reason
    # The reason of an unsure voice says once more that it is unsure.
    reason = (reason or "").removeprefix("the voice is unsure: ")
    return f"{told}: {reason}" if reason else told


def _counted(labels: Sequence[str]) -> str:
    found = Counter(labels).most_common()
    return ", ".join(f"{label.replace('_', '-')} {count} of {len(labels)}" for label, count in found)


def _wrapped(lead: str, text: str, width: int, indent: str = "") -> str:
    """A lead and its text as one paragraph."""
    said = f"{lead}  {text}" if lead else text
    return textwrap.fill(said, width, initial_indent=indent, subsequent_indent=indent + "    ")


def _hanging(lead: str, text: str, width: int) -> str:
    """A text beside its lead."""
    return textwrap.fill(text, width, initial_indent=f"{lead} ", subsequent_indent=" " * (len(lead) + 1))
