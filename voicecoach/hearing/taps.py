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
    """A pitch tracker that is given `PITCH_BLOCK_S` of sound at once."""

    def __init__(self, tracker: PitchTracker) -> None:
        self.hop_s = tracker.hop_s
        self._tracker = tracker
        self._waiting: list[Samples] = []

    def push(self, samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Take the next samples; the frames that became final, mostly none."""
        self._waiting.append(samples)
        if sum(map(len, self._waiting)) < PITCH_BLOCK_S * RATE_HZ:
            return np.zeros(0), np.zeros(0)
        return self._push_all()

    def finish(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The last frames."""
        f0_hz, voicing = self._push_all() if self._waiting else (np.zeros(0), np.zeros(0))
        last_hz, last_voicing = self._tracker.finish()
        return np.concatenate((f0_hz, last_hz)), np.concatenate((voicing, last_voicing))

    def _push_all(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        gathered, self._waiting = np.concatenate(self._waiting), []
        return self._tracker.push(gathered)
