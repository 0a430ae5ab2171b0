"""Silero VAD as it comes with faster-whisper: gaps between its stretches of speech, as pauses."""

from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise

from benchmarks.measures import Measure, Sound, Told
from voicecoach.audio import Span
from voicecoach.hearing.pauses import MIN_PAUSE_S
from voicecoach.units import RATE_HZ

OPTIONS = {"threshold": 0.5, "min_silence_duration_ms": 100, "speech_pad_ms": 30, "min_speech_duration_ms": 250}
"""What its authors' own `get_speech_timestamps` takes by default; faster-whisper's defaults join over 2 s."""


@dataclass(frozen=True, slots=True)
class SileroVad:
    """Silero VAD with its authors' options."""

    name: str = "silero_vad"
    version: str = f"6, in faster-whisper {version('faster-whisper')}"
    measures: frozenset[Measure] = frozenset({"pauses"})

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Gaps as long as a pause."""
        del wanted
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        found = get_speech_timestamps(sound.samples, VadOptions(**OPTIONS))
        gaps = [(left["end"] / RATE_HZ, right["start"] / RATE_HZ) for left, right in pairwise(found)]
        return Told(pauses=tuple(Span(start_s, end_s) for start_s, end_s in gaps if end_s - start_s >= MIN_PAUSE_S))
