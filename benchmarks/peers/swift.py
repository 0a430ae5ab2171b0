"""swift-f0 as it comes: the program's tracker without what the program does to its frames."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from benchmarks.measures import Measure, Sound, Told
from voicecoach.adapters.swift import CEILING_HZ, FLOOR_HZ
from voicecoach.tracks import F0Track
from voicecoach.units import RATE_HZ

VOICED = 0.5
"""Confidence from which a frame is voiced, as its author calibrated it."""

HOP_S = 256 / RATE_HZ


@dataclass(frozen=True, slots=True, eq=False)
class SwiftF0:
    """swift-f0 on one thread, in the range of the program."""

    detector: Any
    name: str = "swift_f0"
    version: str = version("swift-f0")
    measures: frozenset[Measure] = frozenset({"pitch"})

    @classmethod
    def load(cls) -> "SwiftF0":
        """With its network loaded."""
        import swift_f0

        return cls(swift_f0.SwiftF0(threads=1, spin=False))

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Its voiced frames."""
        del wanted
        found = self.detector.detect(sound.samples, RATE_HZ, fmin=FLOOR_HZ, fmax=CEILING_HZ)
        return Told(f0=F0Track(np.where(found.confidence >= VOICED, found.pitch_hz, np.nan), HOP_S))
