"""What a therapist keeps beside the analysis of a recorded session: its facts, notes, marks, corrected labels.

Conventions
    A recorded session is a session of the history with one take; its person is the client's pseudonym. Times in a
    recording are seconds from its start; turns are counted from 1, in the order of the document.
"""

import math
from dataclasses import dataclass
from typing import Literal

from voicecoach.reading import StyleLabel, VoiceLabel

NoteKind = Literal["note", "mark"]


@dataclass(frozen=True, slots=True)
class Review:
    """The facts of a recorded session."""

    session_id: str
    consent_id: str
    """The consent under which it was analysed."""
    recorded_on: str
    """Day of the recording, ISO 8601."""
    sha256: str = ""
    """Of the recording's file, so that it is not taken in twice."""
    speaker: str | None = None
    """Which speaker of the document is the client; None where nobody said."""
    audio_until: str | None = None
    """When the sound is to be deleted, if it is kept; None for no such time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One recorded session in a list."""

    review: Review
    client: str
    takes: int
    """0 where the analysis did not come to its end, or was deleted."""
    recordings: int
    """1 where the sound is kept."""
    notes: int
    """Notes and marks."""
    corrections: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a session, or a mark on one of its moments."""

    id: str
    session_id: str
    made_at: str
    text: str
    kind: NoteKind = "note"
    at_s: float | None = None
    """The moment; None where it is about all of it."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a note has words")
        if self.at_s is not None and not (math.isfinite(self.at_s) and self.at_s >= 0.0):
            raise ValueError(f"a moment lies at 0 s or later, not at {self.at_s}")
        if self.kind == "mark" and self.at_s is None:
            raise ValueError("a mark is on a moment")


@dataclass(frozen=True, slots=True)
class Correction:
    """The labels that a therapist gives a turn; the machine's own stay beside them."""

    session_id: str
    turn: int
    """Counted from 1."""
    made_at: str
    style: StyleLabel | None = None
    """None leaves the machine's label."""
    voice: VoiceLabel | None = None
    """The same of the voice."""

    def __post_init__(self) -> None:
        if self.turn < 1:
            raise ValueError(f"turns are counted from 1: {self.turn}")
        if self.style is None and self.voice is None:
            raise ValueError("a correction names a style or a voice")
