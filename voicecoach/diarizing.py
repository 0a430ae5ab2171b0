"""The port for who speaks when, as `ports` has the others."""

from typing import Protocol

from voicecoach.audio import Samples
from voicecoach.speakers import SpeakerSpan


class Diarizer(Protocol):
    """Finds out who speaks when in one recording, by the sound of the voices."""

    def push(self, samples: Samples) -> None:
        """Take the next samples."""

    def finish(self, speakers: int | None) -> tuple[SpeakerSpan, ...]:
        """Say who spoke when. Nothing may be pushed afterwards.

        Args:
            speakers: How many there are; None finds it out.

        Returns:
            Spans in order of their starts, each within the recording, those of one speaker apart from each other;
            named A, B, C in the order in which they first speak, at most as many as were asked for. () where nobody
            speaks.

        Raises:
            MissingExtraError: When its models are not installed.
            ModelError: When they fail.
        """
