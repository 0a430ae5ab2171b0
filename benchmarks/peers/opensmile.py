"""openSMILE's eGeMAPS (Eyben et al. 2016), for its speed alone: it describes a voice and judges nothing.

Its licence allows research and other non-commercial use only, so it is no extra of this project: whoever may use it
installs `opensmile`, and the benchmark finds it.
"""

from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from benchmarks.measures import Measure, Sound, Told
from voicecoach.units import RATE_HZ

MISSING = "openSMILE is left out: `pip install opensmile` (non-commercial use only)"


@dataclass(frozen=True, slots=True, eq=False)
class OpenSmile:
    """The 88 functionals of eGeMAPS v02 over a whole recording."""

    smile: Any
    version: str
    name: str = "opensmile_egemaps"
    measures: frozenset[Measure] = frozenset()

    @classmethod
    def load(cls) -> "OpenSmile | None":
        """With its configuration read; None where it is not installed."""
        if find_spec("opensmile") is None:
            return None
        import opensmile

        smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.Functionals)
        return cls(smile, version("opensmile"))

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Nothing that is compared here."""
        del wanted
        self.smile.process_signal(sound.samples, RATE_HZ)
        return Told()
