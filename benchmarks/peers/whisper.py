"""Plain faster-whisper: the words, and the filled pauses that are among them without being asked for."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from benchmarks.measures import Measure, Sound, Told
from benchmarks.parts import weights
from voicecoach.audio import Span
from voicecoach.hearing.fillers import is_filled_pause


@dataclass(frozen=True, slots=True, eq=False)
class PlainWhisper:
    """faster-whisper as its README shows it: beam 5, word timestamps."""

    model: Any
    name: str = "plain"
    version: str = version("faster-whisper")
    measures: frozenset[Measure] = frozenset({"words", "fillers"})

    @classmethod
    def load(cls, name: str) -> "PlainWhisper":
        """With the same weights and the same arithmetic as the program uses."""
        from faster_whisper import WhisperModel

        return cls(WhisperModel(str(weights(name)), device="auto", compute_type="int8"))

    def tell(self, sound: Sound, wanted: frozenset[Measure]) -> Told:
        """Both: they come together."""
        del wanted
        source = str(sound.path) if sound.made is None else sound.made
        segments, _ = self.model.transcribe(source, beam_size=5, word_timestamps=True)
        found = list(segments)
        words = [word for segment in found for word in segment.words or ()]
        return Told(
            words=" ".join(segment.text.strip() for segment in found),
            fillers=tuple(Span(word.start, word.end) for word in words if is_filled_pause(word.word)),
        )
