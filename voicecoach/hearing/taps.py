"""What stands between the ear and its two models when somebody is heard live.

Conventions
    Both take samples in order and change nothing of what the ear hears.
"""

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples
from voicecoach.ports import PitchTracker, SpeechClassifier
from voicecoach.units import RATE_HZ

PITCH_BLOCK_S = 0.064
"""Sound that the pitch tracker is given at once: it looks at 0.3 s around each block, so that twice the block halves
its work (own proposal)."""

FILE_PITCH_BLOCK_S = 4.0
"""The same where nobody waits for it: what it looks at around each block is a twelfth of its work then, and longer
blocks no longer fit into a core's cache (own proposal, measured)."""


class Overheard:
    """A classifier whose probabilities are kept until they are taken."""

    def __init__(self, classifier: SpeechClassifier) -> None:
        self.frame_samples = classifier.frame_samples
        self._classifier = classifier
        self._kept: list[NDArray[np.float64]] = [np.zeros(0)]

    def push(self, samples: Samples) -> NDArray[np.float64]:
        """Take the next samples; the probabilities of the frames that were completed."""
        self._kept.append(self._classifier.push(samples))
        return self._kept[-1]

    def finish(self) -> NDArray[np.float64]:
        """The last frame, which is not kept: after the end nobody watches."""
        return self._classifier.finish()

    def taken(self) -> NDArray[np.float64]:
        """The probabilities since the last call."""
        kept, self._kept = np.concatenate(self._kept), [np.zeros(0)]
        return kept


class Gathered:
    """A pitch tracker that is given much sound at once.

    Args:
        tracker: The tracker.
        block_s: Sound that it is given at once, seconds.
    """

    def __init__(self, tracker: PitchTracker, block_s: float) -> None:
        self.hop_s = tracker.hop_s
        self._block_s = block_s
        self._tracker = tracker
        self._waiting: list[Samples] = []

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; the frames that became final, mostly none."""
        self._waiting.append(samples)
        if sum(map(len, self._waiting)) < self._block_s * RATE_HZ:
            return np.zeros(0), np.zeros(0)
        gathered, self._waiting = np.concatenate(self._waiting), []
        return self._tracker.push(gathered)

    def finish(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the last samples; the last frames."""
        return self._tracker.finish(np.concatenate((*self._waiting, samples)))
