"""What a style model makes of an utterance, before anything is concluded from it.

Conventions
    Words are those of `language.plain`: hesitations and stutters are left out. Offsets are characters into the text
    as given, half-open. An utterance without words has equal style scores, no words and no tags.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Scoring:
    """The scores of one utterance and of its words. The arrays are read-only."""

    styles: NDArray[np.float64]
    """Probability of each style in the order of `reading.StyleScores`; they sum to 1."""
    words: tuple[tuple[int, int], ...]
    """Where each word stands."""
    evidence: NDArray[np.float64]
    """Log-odds that each word adds to each style: words by styles."""
    tags: NDArray[np.float64]
    """Log-odds that each word carries each of the model's tags: words by tags."""

    def __post_init__(self) -> None:
        """Check the shapes and lock the arrays."""
        words = len(self.words)
        if self.evidence.shape != (words, len(self.styles)) or self.tags.shape[:1] != (words,):
            raise ValueError(f"{words} words, evidence {self.evidence.shape}, tags {self.tags.shape}")
        for array in (self.styles, self.evidence, self.tags):
            array.flags.writeable = False
