"""One session: the partner speaks, the learner replies, feedback comes at once, the partner reacts.

Conventions
    Feedback comes before the take is kept where the sound is on the disk already, so that nobody waits for the disk;
    a typed reply is kept first. A reply in which words speak of danger is not kept, and the session stops there.
    A command takes back what was said before it; only the sound before `quit` stays in the spool.
    A push is a line of the partner after the first that presses: `PUSH_PRESSURE` or more, a manipulative move, or a
    temper that presses, hurts or hardens.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import get_args

from voicecoach.analysis import AnalysisOptions
from voicecoach.coaching.evidence import Evidence
from voicecoach.errors import DeviceError
from voicecoach.ports import StyleModel
from voicecoach.practice.feedback import Feedback, evidence_of, feedback_on
from voicecoach.practice.sides import Ended, Keeping, Reason, Stage, Told
from voicecoach.practice.way import MODEL_REPLY, Step, walk
from voicecoach.reading import StyleLabel, VoiceLabel
from voicecoach.replying import Answered, Asked, Command, NoMoreRepliesError, Replies, Tell
from voicecoach.roleplay.director import Line, Place, Reply, back, spoken, step
from voicecoach.roleplay.scenario import Ending, Scenario

PUSH_PRESSURE = 2
"""Pressure from which a line is a push (own proposal): a line of pressure 1 asks."""

PUSHING_TEMPERS = frozenset({"pressing", "hurt", "hard"})
"""Tempers of a push, whatever its pressure (own proposal)."""

STYLES: tuple[StyleLabel, ...] = get_args(StyleLabel)
VOICES: tuple[VoiceLabel, ...] = get_args(VoiceLabel)

SILENT_TURNS = 2
"""Lines in a row without a reply after which the learner is asked whether to stop (own proposal): one may be for
thought."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was done in a session before it broke off."""

    steps: tuple[Step, ...] = ()
    evidence: "dict[str, Evidence] | None" = None
    """What is known of its takes, by their identifiers."""
    number: int = 0
    """The highest number that a reply has."""
    suds: int | None = None
    """The distress before it; None where it was not told."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is played and for whom."""

    scenario: Scenario
    level: int
    model: Callable[[], StyleModel]
    """Reads the sentences of typed replies."""
    options: AnalysisOptions
    """How replies are analysed: baseline, microphone, stutter-aware."""
    before: Before = Before()


@dataclass(frozen=True, slots=True)
class _Said:
    """One reply that stands."""

    place: Place
    line: Line
    step: Step
    evidence: Evidence | None
    fix: str | None = None


class _StopError(Exception):
    """The session ends here."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


class Practice:
    """A session from its opening to its end.

    Args:
        setting: What is played.
        replies: Where replies come from.
        stage: What the learner sees.
        keeping: What is kept.
        tell: Told what happens.
    """

    def __init__(self, setting: Setting, replies: Replies, stage: Stage, keeping: Keeping, tell: Tell) -> None:
        self._setting = setting
        self._scenario = setting.scenario
        self._replies = replies
        self._stage = stage
        self._keeping = keeping
        self._tell = tell
        self._place, stands = walk(setting.scenario, setting.level, setting.before.steps)
        known = setting.before.evidence or {}
        self._said = [
            _Said(place, spoken(setting.scenario, place), one, known.get(one.take or "")) for place, one in stands
        ]
        self._number = setting.before.number
        self._tries: dict[tuple[int, str], list[_Said]] = {}
        self._silent = 0
        self._changes: list[str] = []
        self._suds_before = setting.before.suds
        self._suds_after: int | None = None

    def run(self) -> Ended:
        """Play the scene to its end.

        Raises:
            VoiceCoachError: When replies can't come or be kept any more; what was said before is kept.
        """
        try:
            reason = self._play()
        except BaseException as error:
            why = "interrupted" if isinstance(error, KeyboardInterrupt) else "error"
            if isinstance(error, DeviceError):
                why = "device"
            self._ended(why)
            raise
        if reason in ("ending", "no_more_replies"):
            self._suds_after = self._stage.suds("after")
            self._keeping.rate(after=self._suds_after)
        if reason in ("ending", "no_more_replies", "help"):
            self._keeping.end(self._ending())
        self._ended(reason)
        told = tuple(_told(one) for one in self._said)
        return Ended(reason, self._place, told, tuple(self._changes), self._suds_before, self._suds_after)

    def _play(self) -> Reason:
        resumed = bool(self._setting.before.steps)
        self._stage.opening(self._scenario, self._setting.level, resumed=resumed)
        if not resumed:
            self._suds_before = self._stage.suds("before")
            self._keeping.rate(before=self._suds_before)
            self._stage.think()
        try:
            while True:
                self._present()
                if self._place.ending is None:
                    self._turn()
                elif not (self._said and self._stage.tries_again()):
                    return "ending"
                else:
                    self._back()
        except NoMoreRepliesError:
            return "no_more_replies"
        except _StopError as stop:
            return stop.reason

    def _present(self) -> None:
        line = spoken(self._scenario, self._place)
        where: dict[str, object] = {"beat": self._place.beat, "ending": self._place.ending}
        what: dict[str, object] = {"temper": line.temper, "pressure": line.pressure, "move": line.move}
        voice = self._stage.voice
        self._tell("partner_line", {"text": line.text, **where, **what, "spoken": voice is not None, "voice": voice})
        self._stage.soon(self._may_follow())
        self._stage.partner(self._scenario, line)

    def _may_follow(self) -> tuple[str, ...]:
        """What the partner may say next, the answer to a good reply first."""
        if self._place.ending is not None:
            return ()
        replies = [
            MODEL_REPLY,
            *(Reply(style, voice) for style in STYLES for voice in VOICES),
            Reply("unsure", silent=True),
        ]
        places = [step(self._scenario, self._place, reply) for reply in replies]
        return tuple(dict.fromkeys(spoken(self._scenario, place).text for place in places))

    def _turn(self) -> None:
        """Wait for a reply to the partner's line, or for a command that leads to another line."""
        self._number += 1
        asked = self._asked()
        while True:
            got = self._next(asked)
            if isinstance(got, Answered):
                self._answered(asked, got)
                return
            self._tell("command", {"name": got})
            if got != "quit":
                self._keeping.drop(asked.number)
            if self._obeyed(got):
                return

    def _next(self, asked: Asked) -> Answered | Command:
        while True:
            try:
                return self._replies.next(asked, self._overheard)
            except DeviceError as error:
                self._tell("error", {"message": str(error)})
                instead = self._stage.instead(error)
                if instead is None:
                    raise
                self._keeping.rescue(asked.number)
                self._replies = instead
                self._tell("device", {"replies": "typed"})
                self._present()

    def _overheard(self, event: str, fields: dict[str, object]) -> None:
        """Pass on what replies tell, but no words before it is known that they speak of no danger."""
        if event != "transcript":
            self._tell(event, fields)

    def _obeyed(self, command: Command) -> bool:
        """Do what a command asks for; whether another line waits now."""
        beat = self._scenario.beat(self._place.beat)
        if command == "quit":
            raise _StopError("quit")
        if command == "skip":
            self._note(Step("skip"), None)
            return True
        if command == "retry" and self._said:
            self._back()
            return True
        if command == "retry":
            self._stage.note("There is no reply yet that could be tried again.")
        elif command == "hint":
            self._stage.hint(beat.hint)
        elif command == "model":
            tried = self._place.answered.count(beat.name)
            self._stage.model(beat.model[tried % len(beat.model)])
        else:
            if command == "pause":
                self._stage.pause()
            self._present()
        return False

    def _asked(self) -> Asked:
        line = spoken(self._scenario, self._place)
        replies = [one for one in self._said if one.evidence is not None]
        own = replies[-1].evidence.text if replies and replies[-1].evidence else ""
        context = f"You: {own} Them: {line.text}" if own else line.text
        tries = self._tries.get(_key(self._place), [])
        seen = [one for one in tries if one.evidence is not None]
        options = replace(
            self._setting.options,
            scene_type=self._scenario.scene_type,
            aim=seen[-1].fix if seen else None,
            earlier=tuple(one.evidence for one in seen if one.evidence is not None),
            context=context,
            # A microphone is opened when the line is over; of a line that is only shown, nobody knows when it was read.
            prompted_s=0.0 if self._stage.voice is not None else None,
            replies=tuple(one.evidence.as_turn() for one in replies if one.evidence is not None),
            pushes=self._pushes(line),
            message=self._scenario.you.message,
        )
        return Asked(self._number, line.text, context, options, self._keeping.spool(self._number))

    def _pushes(self, line: Line) -> int:
        """How many replies in a row, the one that is awaited counted, answer a push."""
        lines = [*(one.line for one in self._said if one.evidence is not None), line]
        pushes = 0
        for one in reversed(lines[1:]):
            if not is_push(one):
                break
            pushes += 1
        return pushes

    def _answered(self, asked: Asked, answered: Answered) -> None:
        if _speaks_of_danger(answered):
            self._keeping.drop(asked.number)
            raise _StopError("help")
        if answered.silent or not answered.text.strip():
            self._nobody_spoke(asked)
            return
        self._silent = 0
        self._tell("transcript", {"text": answered.text})
        evidence = evidence_of(answered, asked, self._setting.model)
        feedback = feedback_on(answered, evidence)
        aim = asked.options.aim
        if answered.samples is None:
            take = self._keep(answered, asked.number, aim)
            self._show(answered, feedback)
        else:
            self._show(answered, feedback)
            take = self._keep(answered, asked.number, aim)
        if feedback.change:
            self._changes.append(feedback.change)
        techniques = tuple(dict.fromkeys(move.name for move in answered.style.techniques))
        voice = evidence.voice.label if evidence else "unsure"
        made = Step("reply", take, answered.style.label, voice, techniques)
        self._note(made, evidence, feedback.fix.rule if feedback.fix else None)

    def _show(self, answered: Answered, feedback: Feedback) -> None:
        self._stage.reply(answered)
        self._stage.feedback(feedback)
        told: dict[str, object] = {
            "style": feedback.style.label,
            "voice": feedback.voice.label if feedback.voice else None,
            "congruence": feedback.agreement.label if feedback.agreement else None,
            "strength": feedback.strength.rule if feedback.strength else None,
            "fix": feedback.fix.rule if feedback.fix else None,
        }
        self._tell("feedback_shown", told)

    def _keep(self, answered: Answered, number: int, aimed_at: str | None) -> str | None:
        kept = self._keeping.keep(answered, number, aimed_at)
        if kept is None:
            return None
        event = "take_saved" if kept.path is None else "recording_saved"
        self._tell(event, {"take": kept.take, "path": kept.path, "duration_s": kept.duration_s})
        return kept.take

    def _nobody_spoke(self, asked: Asked) -> None:
        self._keeping.drop(asked.number)
        self._silent += 1
        if self._silent >= SILENT_TURNS:
            self._silent = 0
            if self._stage.wants_to_stop():
                raise _StopError("nobody_speaking")
        self._note(Step("reply", silent=True), None)

    def _note(self, made: Step, evidence: Evidence | None, fix: str | None = None) -> None:
        """Take a step."""
        self._keeping.note(made)
        said = _Said(self._place, spoken(self._scenario, self._place), made, evidence, fix)
        self._said.append(said)
        self._tries.setdefault(_key(self._place), []).append(said)
        self._place = step(self._scenario, self._place, made.reply)

    def _back(self) -> None:
        """Go back to the line before the last reply."""
        self._keeping.note(Step("back"))
        self._said.pop()
        self._place = back(self._place)

    def _ending(self) -> Ending | None:
        """The ending that was reached."""
        return self._scenario.ending(self._place.ending) if self._place.ending else None

    def _ended(self, reason: str) -> None:
        ending = self._ending()
        fields: dict[str, object] = {"reason": reason, "ending": self._place.ending}
        self._tell("session_ended", {**fields, "kind": ending.kind if ending else None})


def is_push(line: Line) -> bool:
    """Whether a line presses for another answer."""
    if line.temper == "yielding":
        return False
    return line.pressure >= PUSH_PRESSURE or line.move is not None or line.temper in PUSHING_TEMPERS


def _key(place: Place) -> tuple[int, str]:
    """The same line at the same turn is answered again."""
    return place.turn, place.beat


def _speaks_of_danger(answered: Answered) -> bool:
    in_analysis = answered.analysis is not None and answered.analysis.speaks_of_danger
    return bool(answered.style.danger) or in_analysis


def _told(said: _Said) -> Told:
    skipped = said.step.do == "skip"
    if said.evidence is None:
        # Of a reply whose take can't be read any more, the way still knows the style.
        known = not skipped and not said.step.silent
        return Told("", said.step.style if known else "", said.step.voice if known else "", "", skipped)
    return Told(said.evidence.text, said.evidence.style.label, said.evidence.voice.label, said.evidence.congruence)
