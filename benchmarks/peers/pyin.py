"""pYIN (Mauch & Dixon 2014) as librosa has it, through the program's own reference tracker."""

from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from benchmarks.measures import Measure, Sound, Told
from voicecoach.adapters.pyin import PyinPitchTracker
from voicecoach.tracks import F0Track

VOICED = 0.5
"""The adapter's probability lies on this side or that as pYIN itself decided."""


@dataclass(frozen=True, slots=True)
class Pyin:
    """librosa.pyin in the range of the program, frames of 64 ms."""

    name: str = "librosa_pyin"
    version: str = version("librosa")
    measures: frozenset[Measure] = frozenset({"pitch"})

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Its voiced frames."""
        del wanted
        tracker = PyinPitchTracker()
        tracker.push(sound.samples)
        f0_hz, voicing = tracker.finish(np.zeros(0, np.float32))
        return Told(f0=F0Track(np.where(voicing >= VOICED, f0_hz, np.nan), tracker.hop_s))
