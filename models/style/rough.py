"""Ways in which the same words come from recognisers and speakers."""

import random
from collections.abc import Callable


def _without_marks(text: str) -> str:
    """As a recogniser without punctuation writes it."""
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter.isspace())


def _with_fillers(text: str) -> str:
    """Hesitations and fillers at places drawn from the text itself, about one in five words."""
    rng = random.Random(text)  # noqa: S311 - no secret, the same draw for the same text
    words = text.split()
    for _ in range(1 + len(words) // 5):
        words.insert(rng.randrange(len(words) + 1), rng.choice(("um,", "uh,", "er", "like,", "you know,", "I mean,")))
    return " ".join(words)


ROUGH: dict[str, Callable[[str], str]] = {
    "as_written": str,
    "upper_case": str.upper,
    "without_marks": _without_marks,
    "with_fillers": _with_fillers,
}
"""What each way does to a text."""
