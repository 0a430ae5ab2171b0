"""What was said, and when."""

from dataclasses import dataclass

from voicecoach.audio import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the recogniser wrote it, with its punctuation.

    Times are seconds from the start of the recording.
    """

    text: str
    start_s: float
    end_s: float
    probability: float
    """The recogniser's own, 0 to 1; it is no calibrated confidence."""
    speaker: str = "A"

    @property
    def span(self) -> Span:
        """Where the word lies."""
        return Span(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of a recording in the order they were spoken, filled pauses ("um") among them."""

    words: tuple[Word, ...]
    language: str
    """ISO 639-1 code; empty where nothing was said."""
    model: str
    notes: tuple[str, ...] = ()
    """What was left out and why, one sentence each."""

    @property
    def text(self) -> str:
        """The words joined by single spaces; empty where nothing was said."""
        return " ".join(word.text for word in self.words)


def is_question(text: str) -> bool:
    """Whether the recogniser ended a sentence with a question mark."""
    return text.rstrip("\"'\u201d\u2019").endswith("?")
