"""Evidence: what the rules look at, gathered once for each speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.audio import Span
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import Congruence, Cue, StyleReading, VoiceMeasure, VoiceReading
from voicecoach.session import Sentence
from voicecoach.transcript import Word


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one speaker said, read and measured."""

    speaker: str
    speech_s: float
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    pauses: tuple[Pause, ...]
    prosody: Prosody
    style: StyleReading
    voice: VoiceReading
    congruence: Congruence

    @property
    def span(self) -> Span:
        """From the first to the last sentence."""
        return Span(self.sentences[0].start_s, max(sentence.end_s for sentence in self.sentences))

    def measure(self, name: str) -> VoiceMeasure | None:
        """One measure of the voice; None where it is not known."""
        return next((measure for measure in self.voice.measures if measure.name == name), None)

    def cues(self, styles: Sequence[str]) -> list[tuple[Sentence, Cue]]:
        """The cues of some styles, in the order they were spoken."""
        return [(sentence, cue) for sentence in self.sentences for cue in sentence.style.cues if cue.style in styles]

    def cue_span(self, sentence: Sentence, cue: Cue) -> Span:
        """When the words of a cue were spoken: the cue's characters counted off along the sentence's words."""
        offset = 0
        times: list[Span] = []
        for word in self.words:
            if word.start_s < sentence.start_s - 1e-6 or word.end_s > sentence.end_s + 1e-6:
                continue
            if offset < cue.end and offset + len(word.text) > cue.start:
                times.append(word.span)
            offset += len(word.text) + 1
        if not times:
            return sentence.span
        return Span(times[0].start_s, times[-1].end_s)
