"""The program itself, as one of the systems that are compared."""

from dataclasses import dataclass, field

import msgspec
import numpy as np

from benchmarks import parts
from benchmarks.measures import Measure, Sound, Told
from voicecoach import __version__
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.analysis import SPEAKER, AnalysisOptions, Parts, analyse
from voicecoach.document import Analysis
from voicecoach.fakes import FakeRecording, FakeStyleModel, FakeTranscriber
from voicecoach.prosody import Prosody
from voicecoach.tracks import F0Track


def hears_only() -> Parts:
    """The program's parts with a recogniser that recognises nothing: pitch and level need no words."""
    return Parts(SileroClassifier, SwiftPitchTracker, FakeTranscriber, FakeStyleModel)


@dataclass(frozen=True, slots=True, eq=False)
class Voicecoach:
    """`voicecoach analyze`: every measure with a recogniser, pitch alone without one."""

    parts: Parts = field(default_factory=hears_only)
    measures: frozenset[Measure] = frozenset({"pitch"})
    name: str = "voicecoach"
    version: str = __version__

    @classmethod
    def with_words(cls, model: str) -> "Voicecoach":
        """With a recogniser, which is loaded at once."""
        measures: frozenset[Measure] = frozenset(
            {"words", "fillers", "pauses", "articulation_rate", "syllables", "pitch"}
        )
        return cls(parts.our_parts(model), measures)

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Everything of one analysis, asked for or not: it costs nothing more."""
        del wanted
        recording = FakeRecording(sound.samples) if sound.path is None else MediaFile(sound.path)
        analysis = analyse(recording, sound.name, self.parts, AnalysisOptions(tracks=True))
        prosody = analysis.speakers[SPEAKER].prosody if SPEAKER in analysis.speakers else Prosody()
        return Told(
            words=" ".join(word.text for word in analysis.words),
            fillers=tuple(pause.span for pause in analysis.pauses if pause.kind == "filled"),
            pauses=tuple(pause.span for pause in analysis.pauses if pause.kind == "silent"),
            articulation_rate_syl_s=prosody.articulation_rate_syl_s,
            syllables=prosody.syllables,
            f0=_f0(analysis),
        )


def _f0(analysis: Analysis) -> F0Track:
    """The pitch as the document shows it."""
    assert analysis.tracks is not msgspec.UNSET
    tracks = analysis.tracks
    return F0Track(np.array(tracks.f0_hz, dtype=np.float64), tracks.hop_s, tracks.start_s)
