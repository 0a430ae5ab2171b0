"""The live cue: one word while somebody speaks, seldom, and only about what can be changed at once.

Conventions
    A cue costs attention, so it comes after `LASTS_S` of the same, at most every `APART_S`, and in one word.
"""

from typing import Final

from voicecoach.hearing.intake import Intake, IntakeState

APART_S = 20.0
"""Least time between two cues, in seconds: more often distracts from speaking (own proposal, as the coaching dialogue
is meant to be spoken and not read)."""

LASTS_S = 2.0
"""How long a state must last, in seconds (own proposal): a phrase, so that no single word brings a cue."""

WORDS: Final[dict[IntakeState, str]] = {"too_quiet": "louder", "clipping": "softer"}
"""The word for each state that brings one."""


class LiveCue:
    """Decides when a word is shown."""

    def __init__(self) -> None:
        self._state: IntakeState | None = None
        self._since_s = 0.0
        self._last_s: float | None = None

    def push(self, intake: Intake, now_s: float) -> str | None:
        """The word to show now; None nearly always.

        Args:
            intake: What comes in.
            now_s: The time, on any clock that runs on, in seconds.
        """
        if intake.state != self._state:
            self._state, self._since_s = intake.state, now_s
        word = WORDS.get(intake.state)
        if word is None or now_s - self._since_s < LASTS_S:
            return None
        if self._last_s is not None and now_s - self._last_s < APART_S:
            return None
        self._last_s = now_s
        return word
