"""Evidence: what the rules look at, gathered once for each speaker.

Conventions
    What is not known about the scene keeps its default, and the rules that need it stay silent. `replies` are what the
    speaker said before in the same scene; `earlier` are other takes of the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from voicecoach.audio import Span
from voicecoach.baseline import Baseline
from voicecoach.coaching.congruence import compare
from voicecoach.coaching.voice import read_voice
from voicecoach.document import Analysis
from voicecoach.hearing.disfluency import without_stutter
from voicecoach.history import SceneType
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import (
    Congruence,
    Cue,
    StyleLabel,
    StyleReading,
    StyleScores,
    Technique,
    VoiceMeasure,
    VoiceReading,
)
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import Word

_STYLES: tuple[StyleLabel, ...] = ("passive", "aggressive", "passive_aggressive", "assertive", "neutral")

TIMES_APART_S = 1e-3
"""How far the times of words and sentences may differ: a document rounds them to the millisecond."""


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
    scene_type: SceneType = "other"
    """What the situation asks for."""
    reply_gap_s: float | None = None
    """From the end of the other's words to these, in seconds; negative over them; None where nobody spoke before."""
    replies: tuple[Turn, ...] = ()
    """What the speaker said before in the same scene, oldest first."""
    pushes: int = 0
    """How many of the replies, this one counted and from the last one back, answer a push of the other side."""
    message: str = ""
    """What the speaker set out to say; empty where the first reply is taken for it."""
    earlier: tuple["Evidence", ...] = ()
    """Takes of the same answer before this one, oldest first."""
    aim: str | None = None
    """The rule of the fix that this take was to work on; None for a first take."""
    baseline: Baseline | None = None
    """What is usual for the speaker, as far as it can be compared; None without a calibration."""

    @property
    def span(self) -> Span:
        """From the first to the last sentence."""
        return Span(self.sentences[0].start_s, max(sentence.end_s for sentence in self.sentences))

    @property
    def text(self) -> str:
        """All sentences, one space between them."""
        return " ".join(sentence.text for sentence in self.sentences)

    def as_turn(self) -> Turn:
        """All of it as one turn of a scene."""
        return Turn(
            speaker=self.speaker,
            start_s=self.span.start_s,
            end_s=self.span.end_s,
            text=self.text,
            reply_gap_s=self.reply_gap_s,
            style=self.style,
            voice=self.voice,
            congruence=self.congruence,
            prosody=self.prosody,
            sentences=self.sentences,
        )

    def measure(self, name: str) -> VoiceMeasure | None:
        """One measure of the voice; None where it is not known."""
        return next((measure for measure in self.voice.measures if measure.name == name), None)

    def cues(self, styles: Sequence[str]) -> list[tuple[Sentence, Cue]]:
        """The cues of some styles, in the order they were spoken."""
        return [(sentence, cue) for sentence in self.sentences for cue in sentence.style.cues if cue.style in styles]

    def techniques(self) -> list[tuple[Sentence, Technique]]:
        """The techniques, each with its sentence and with offsets into that; in the order they were spoken."""
        return self._moves([s.style.techniques for s in self.sentences], self.style.techniques)

    def tactics(self) -> list[tuple[Sentence, Technique]]:
        """The tactics in the same way."""
        return self._moves([s.style.tactics for s in self.sentences], self.style.tactics)

    def _moves(
        self, of_sentences: Sequence[tuple[Technique, ...]], of_all: tuple[Technique, ...]
    ) -> list[tuple[Sentence, Technique]]:
        """Moves found in a sentence, and those that only all of the words together show."""
        starts = [0, *accumulate(len(sentence.text) + 1 for sentence in self.sentences)]
        placed = [[*moves] for moves in of_sentences]
        for move in of_all:
            place = max((n for n in range(len(self.sentences)) if starts[n] <= move.start), default=0)
            # All words together may show one move over several sentences: what a sentence shows of it is more exact.
            within = [placed[n] for n in range(len(self.sentences)) if n == place or move.start <= starts[n] < move.end]
            if all(other.name != move.name for moves in within for other in moves):
                last = min(move.end - starts[place], len(self.sentences[place].text))
                placed[place].append(replace(move, start=move.start - starts[place], end=last))
        return [(s, move) for s, moves in zip(self.sentences, placed, strict=True) for move in moves]

    def cue_span(self, sentence: Sentence, cue: Cue | Technique) -> Span:
        """When the words of a cue were spoken: the cue's characters counted off along the sentence's words."""
        offset = 0
        times: list[Span] = []
        for word in self.words:
            if word.start_s < sentence.start_s - TIMES_APART_S or word.end_s > sentence.end_s + TIMES_APART_S:
                continue
            if offset < cue.end and offset + len(word.text) > cue.start:
                times.append(word.span)
            offset += len(word.text) + 1
        if not times:
            return sentence.span
        return Span(times[0].start_s, times[-1].end_s)


def from_document(analysis: Analysis, speaker: str = "A", baseline: Baseline | None = None) -> Evidence | None:
    """The evidence of an analysis that was made before, to set a new take beside it.

    Args:
        analysis: The document.
        speaker: Whose words.
        baseline: What is usual for the speaker; None where that is not known.

    Returns:
        The evidence, with nothing known of the scene but the reply gap of a single turn; None where that speaker
        said nothing. The style of several turns together is the mean of theirs, by words.
    """
    turns = tuple(turn for turn in analysis.turns if turn.speaker == speaker and turn.sentences)
    summary = analysis.speakers.get(speaker)
    if not turns or summary is None:
        return None
    words = tuple(word for word in analysis.words if word.speaker == speaker)
    pauses = _counted(analysis, speaker)
    baseline = _compared(baseline, turns)
    single = turns[0] if len(turns) == 1 else None
    style = single.style if single else _mean_style(turns)
    judged = replace(summary.prosody, alpha_ratio_db=None) if analysis.signal.narrow_band else summary.prosody
    voice = single.voice if single else read_voice(judged, words, pauses, summary.speaking_s, baseline)
    return Evidence(
        speaker=speaker,
        speech_s=summary.speaking_s,
        sentences=tuple(sentence for turn in turns for sentence in turn.sentences),
        words=words,
        pauses=pauses,
        prosody=summary.prosody,
        style=style,
        voice=voice,
        congruence=single.congruence if single else compare(style.label, voice.label),
        reply_gap_s=single.reply_gap_s if single else None,
        baseline=baseline,
    )


def _counted(analysis: Analysis, speaker: str) -> tuple[Pause, ...]:
    """The speaker's pauses, without blocks where stuttering was not counted against them: then no repeats are known."""
    pauses = tuple(pause for pause in analysis.pauses if pause.speaker == speaker)
    if analysis.speakers[speaker].prosody.repeats_per_min is not None:
        return pauses
    mine = [one for one in analysis.disfluencies if one.speaker == speaker and one.kind != "cluster"]
    return without_stutter(pauses, mine)[0]


def _compared(baseline: Baseline | None, turns: Sequence[Turn]) -> Baseline | None:
    """The baseline with what the turns were compared by: after a change of gain, say, the rest could not be."""
    names = {one.name for turn in turns for one in turn.voice.measures if one.change is not None}
    if baseline is None or not names:
        return baseline
    return replace(baseline, measures={name: usual for name, usual in baseline.measures.items() if name in names})


def _mean_style(turns: Sequence[Turn]) -> StyleReading:
    """Mean scores by words, under the likeliest label that one of the turns has; cues stay with the sentences."""
    weights = [max(1, len(turn.text.split())) for turn in turns]
    scores = {
        name: sum(weight * getattr(turn.style.scores, name) for weight, turn in zip(weights, turns, strict=True))
        / sum(weights)
        for name in _STYLES
    }
    best = max(_STYLES, key=lambda name: scores[name])
    if all(turn.style.label != best for turn in turns):
        return StyleReading("unsure", StyleScores(**scores), reason="no turn has the likeliest style of all")
    return StyleReading(best, StyleScores(**scores))
