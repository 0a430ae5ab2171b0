"""What was said, and when."""

from collections.abc import Sequence
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


def silence_s(before: Word, after: Word, filled: Sequence[Span]) -> float:
    """Longest stretch between two words of one speaker without a filled pause; negative where they overlap.

    Args:
        before: The word before it.
        after: The one after it.
        filled: Where the speaker's filled pauses are, in order.
    """
    between = [span for span in filled if before.end_s <= span.start_s and span.end_s <= after.start_s]
    ends = [before.end_s, *(span.end_s for span in between)]
    starts = [*(span.start_s for span in between), after.start_s]
    return max(start - end for end, start in zip(ends, starts, strict=True))


def is_question(text: str) -> bool:
    """Whether the recogniser ended a sentence with a question mark."""
    return text.rstrip("\"'\u201d\u2019").endswith("?")
