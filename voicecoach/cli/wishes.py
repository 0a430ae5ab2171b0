"""What a user asks of a practice."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user asked for."""

    scenario: str | None
    level: int | None
    audio: tuple[Path, ...]
    typed: bool
    person: str
    device: str | None
    speaker: str | None
    voice: bool | None
    patient: bool
    push_to_talk: bool
    stutter_aware: bool
    suds: bool | None
    think: float
    cue: bool
    resume: str | None
    save: bool
    as_json: bool
    model: str | None
    language: str | None
    headphones: bool

    @property
    def live(self) -> bool:
        """Whether replies come from the microphone."""
        return not (self.typed or self.audio)
