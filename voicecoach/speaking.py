"""One speaker of a recording: what was said, read and measured.

Conventions
    The same for a recording of one speaker and for each of several. A speaker who is not the client has words and
    times, but no reading and no measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voicecoach.audio import Span
from voicecoach.baseline import Baseline
from voicecoach.coaching.baseline import comparable, setup_of
from voicecoach.coaching.congruence import agree, compare
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.voice import read_sentence_voice, read_voice, within_turn
from voicecoach.disfluency import Disfluency
from voicecoach.document import SpeakerSummary
from voicecoach.hearing.bandwidth import is_narrow_band
from voicecoach.hearing.disfluency import find_clusters, without_stutter
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.fillers import share_out
from voicecoach.hearing.floor import CONVERSATION_GAP_S, TURN_GAP_S, floor_breaks, spread
from voicecoach.hearing.gain import gain_control
from voicecoach.hearing.melody import flat_passages, movement
from voicecoach.hearing.pace import find_bursts, pace_points
from voicecoach.hearing.pauses import silent_pauses, speech_level_db
from voicecoach.hearing.profile import ProfileOptions, Stretch, profile
from voicecoach.hearing.said import Said
from voicecoach.hearing.voices import Voice
from voicecoach.language.sentences import split_sentences
from voicecoach.language.style import read_styles
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import NO_STYLE, StyleReading, VoiceReading, VoiceScores
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import Word

NOT_THE_CLIENT = "only the client is read and measured"
"""Why others have no style and no voice where a client was named."""

NO_WORDS = "no words were recognised"
"""Why a turn has neither."""


@dataclass(frozen=True, slots=True, eq=False)
class Speaking:
    """A speaker after hearing and recognition."""

    voice: Voice
    gain_control: bool | None
    options: AnalysisOptions
    level_db: float | None = None
    """Level of all speech; None where a gain control evens it out."""
    is_narrow: bool | None = None
    """Whether the band ends like a telephone's, so that vocal effort can't be judged."""
    baseline: Baseline | None = None
    """What is usual for the speaker, as far as it can be compared."""
    changes: tuple[str, ...] = ()
    """Why some of it can't be."""
    styles: dict[str, StyleReading] = field(default_factory=dict)
    """The styles of its sentences, turns and all of it, by their texts."""

    @property
    def heard(self) -> Heard:
        """What is heard of the speaker."""
        return self.voice.heard

    @property
    def said(self) -> Said:
        """What the speaker said."""
        return self.voice.said

    @property
    def is_read(self) -> bool:
        """Whether the speaker is read and measured: not beside a client."""
        return self.options.client in (None, self.voice.speaker)

    @property
    def profile_options(self) -> ProfileOptions:
        """What can and shall be measured."""
        return ProfileOptions(self.said.language, self.options.stutter_aware, not self.gain_control)

    @property
    def has_usual_effort(self) -> bool:
        """Whether a baseline tells how much effort is usual, in the band of this recording."""
        return self.baseline is not None and "alpha_ratio_db" in self.baseline.measures

    def judged(self, prosody: Prosody) -> Prosody:
        """The measures that the voice may be read by: on a telephone the effort in its band, beside a baseline only."""
        if not self.is_narrow:
            return prosody
        return replace(prosody, alpha_ratio_db=prosody.alpha_ratio_phone_db if self.has_usual_effort else None)


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """All that one speaker said, read and measured."""

    speaking: Speaking
    stretches: tuple[Stretch, ...]
    turns: tuple[Turn, ...]

    @property
    def speaker(self) -> str:
        """The name."""
        return self.speaking.voice.speaker

    @property
    def speech_s(self) -> float:
        """Seconds of speech with words, pauses left out."""
        return sum(stretch.speaking_s for stretch in self.stretches)


def prepared(voice: Voice, whole: Heard, options: AnalysisOptions, baseline: Baseline | None) -> Speaking:
    """What has to be known of a voice before it is read.

    Args:
        voice: The voice.
        whole: The sound that it was heard in: gain control and telephones act on all of it.
        options: What is asked for.
        baseline: What is usual for the speaker; None where that is not known.
    """
    gains = gain_control(whole, voice.said.silences)
    level_db = None if gains else speech_level_db(voice.heard)
    speaking = Speaking(voice, gains, options, level_db, is_narrow_band(whole))
    if baseline is None:
        return speaking
    comparable_baseline, changes = comparable(baseline, setup_of(voice.heard, gains, options.device))
    return replace(speaking, baseline=comparable_baseline, changes=tuple(change.reason for change in changes))


def speak(speaking: Speaking, parts: Parts) -> Spoken:
    """Read and measure all that a speaker said.

    Raises:
        ModelError: When the style model can't be loaded.
    """
    stretches = _stretches(speaking)
    if speaking.is_read:
        speaking = replace(speaking, styles=_styles(stretches, speaking, parts))
    turns = tuple(_turn(stretch, speaking) for stretch in stretches)
    prompted_s = speaking.options.prompted_s
    if turns and prompted_s is not None:
        turns = (replace(turns[0], reply_gap_s=round(turns[0].start_s - prompted_s, 3)), *turns[1:])
    return Spoken(speaking, stretches, _with_all_speech(turns, speaking) if speaking.voice.others else turns)


def disfluencies(speaking: Speaking) -> tuple[Disfluency, ...]:
    """All of them; for somebody who stutters, clusters are made of the others only."""
    said = speaking.said
    if not speaking.options.stutter_aware:
        return said.disfluencies
    single = [one for one in said.disfluencies if one.kind != "cluster"]
    _, counted = without_stutter((), single)
    clusters = find_clusters(said.words, said.filled, counted)
    return tuple(sorted((*single, *clusters), key=lambda one: (one.start_s, one.end_s)))


def all_pauses(spoken: Spoken) -> tuple[Pause, ...]:
    """The silent pauses inside turns and every filled pause, in order."""
    silent = [pause for stretch in spoken.stretches for pause in stretch.pauses if pause.kind == "silent"]
    return tuple(sorted((*silent, *spoken.speaking.said.filled), key=lambda pause: pause.start_s))


def summary(spoken: Spoken, evidence: Evidence | None) -> SpeakerSummary:
    """All that the speaker said in short; without evidence only for how long."""
    if evidence is None:
        return SpeakerSummary(round(spoken.speech_s, 2), Prosody())
    speaking, stretches = spoken.speaking, spoken.stretches
    return SpeakerSummary(
        speaking_s=round(evidence.speech_s, 2),
        prosody=evidence.prosody,
        pace=pace_points(stretches, speaking.said.language),
        bursts=find_bursts(stretches, speaking.said.language),
        flat_passages=tuple(flat for stretch in stretches for flat in flat_passages(speaking.heard.f0, stretch.span)),
    )


def evidence_of(spoken: Spoken) -> Evidence | None:
    """All that was said, as one; None where nothing was, or of somebody who is not the client."""
    speaking, stretches = spoken.speaking, spoken.stretches
    turns = tuple(turn for turn in spoken.turns if turn.text)
    if not turns or not speaking.is_read:
        return None
    pauses = tuple(pause for stretch in stretches for pause in stretch.counted_pauses)
    speech_s = spoken.speech_s
    prosody = profile(speaking.heard, stretches, speaking.profile_options) if len(turns) > 1 else turns[0].prosody
    style = speaking.styles[_whole_text(stretches)]
    voice = read_voice(speaking.judged(prosody), speaking.said.words, pauses, speech_s, speaking.baseline)
    return Evidence(
        speaker=spoken.speaker,
        speech_s=speech_s,
        sentences=tuple(sentence for turn in turns for sentence in turn.sentences),
        words=speaking.said.words,
        pauses=pauses,
        prosody=prosody,
        style=style,
        voice=voice,
        congruence=compare(style.label, voice.label),
        baseline=speaking.baseline,
        scene_type=speaking.options.scene_type,
        reply_gap_s=turns[0].reply_gap_s if len(turns) == 1 else None,
        aim=speaking.options.aim,
        earlier=speaking.options.earlier,
        replies=speaking.options.replies,
        pushes=speaking.options.pushes,
        message=speaking.options.message,
    )


def _stretches(speaking: Speaking) -> tuple[Stretch, ...]:
    """Turns: sentences until another takes the floor, or a long silence falls between two of them."""
    fillers = [pause.span for pause in speaking.said.filled]
    gap_s = CONVERSATION_GAP_S if speaking.voice.others else TURN_GAP_S
    groups: list[list[tuple[Word, ...]]] = []
    for words in floor_breaks(speaking.said.words, fillers, speaking.voice.others):
        sentences = split_sentences(words, fillers)
        begins_anew = bool(speaking.voice.others)
        for sentence in sentences:
            if groups and not begins_anew and sentence[0].start_s - groups[-1][-1][-1].end_s < TURN_GAP_S:
                groups[-1].append(sentence)
            else:
                groups.append([sentence])
            begins_anew = False
    spans = [Span(group[0][0].start_s, group[-1][-1].end_s) for group in groups]
    filled = share_out(speaking.said.filled, spans, gap_s)
    return tuple(_stretch(tuple(group), mine, speaking) for group, mine in zip(groups, filled, strict=True))


def _stretch(sentences: tuple[tuple[Word, ...], ...], filled: tuple[Pause, ...], speaking: Speaking) -> Stretch:
    """The sentences with their pauses and disfluencies; without what is excused from somebody who stutters."""
    words = [word for sentence in sentences for word in sentence]
    silent = silent_pauses(speaking.heard, speaking.said.silences, words, filled, speaking.said.language)
    pauses = tuple(sorted((*silent, *filled), key=lambda pause: pause.start_s))
    stretch = Stretch(sentences, pauses)
    mine = tuple(one for one in speaking.said.disfluencies if one.span.overlap_s(stretch.span) > 0)
    if not speaking.options.stutter_aware:
        return replace(stretch, disfluencies=mine)
    kept, disfluencies = without_stutter(pauses, [one for one in mine if one.kind != "cluster"])
    return replace(stretch, excused=tuple(pause for pause in pauses if pause not in kept), disfluencies=disfluencies)


def _styles(stretches: tuple[Stretch, ...], speaking: Speaking, parts: Parts) -> dict[str, StyleReading]:
    """Read all texts at once."""
    if not stretches:
        return {}
    turns = [_text(stretch.words) for stretch in stretches]
    sentences = [_text(words) for stretch in stretches for words in stretch.sentences]
    texts = list(dict.fromkeys([*sentences, *turns, _whole_text(stretches)]))
    contexts = [speaking.options.context] * len(texts) if speaking.options.context else ()
    return dict(zip(texts, read_styles(texts, parts.style_model(), speaking.said.language, contexts), strict=True))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _whole_text(stretches: Sequence[Stretch]) -> str:
    """All that was said, in the order of the words: turns may reach back over one another."""
    return " ".join(_text(stretch.words) for stretch in stretches)


def _turn(stretch: Stretch, speaking: Speaking) -> Turn:
    if not speaking.is_read:
        return _without_reading(stretch.span, _text(stretch.words), speaking.voice.speaker, NOT_THE_CLIENT)
    text = _text(stretch.words)
    prosody = profile(speaking.heard, (stretch,), speaking.profile_options)
    style = speaking.styles[text]
    voice = read_voice(
        speaking.judged(prosody), stretch.words, stretch.counted_pauses, stretch.speaking_s, speaking.baseline
    )
    sentences = tuple(_sentence(words, stretch, speaking, voice) for words in stretch.sentences)
    span = stretch.span
    return Turn(
        speaker=speaking.voice.speaker,
        start_s=round(span.start_s, 3),
        end_s=round(span.end_s, 3),
        text=text,
        reply_gap_s=None,
        style=style,
        voice=voice,
        congruence=compare(style.label, voice.label),
        prosody=prosody,
        sentences=sentences,
        agreement=agree(style, voice, sentences),
    )


def _with_all_speech(turns: tuple[Turn, ...], speaking: Speaking) -> tuple[Turn, ...]:
    """The turns as far as the speech reaches, and those in which no word was recognised."""
    spans, wordless = spread([turn.span for turn in turns], speaking.heard.spans)
    spoken = [
        replace(turn, start_s=round(span.start_s, 3), end_s=round(span.end_s, 3))
        for turn, span in zip(turns, spans, strict=True)
    ]
    silent = [_without_reading(span, "", speaking.voice.speaker, NO_WORDS) for span in wordless]
    return tuple(sorted((*spoken, *silent), key=lambda turn: turn.start_s))


def _without_reading(span: Span, text: str, speaker: str, reason: str) -> Turn:
    """When somebody spoke, and what; nothing of how."""
    return Turn(
        speaker=speaker,
        start_s=round(span.start_s, 3),
        end_s=round(span.end_s, 3),
        text=text,
        reply_gap_s=None,
        style=StyleReading("unsure", NO_STYLE, reason=reason),
        voice=VoiceReading("unsure", VoiceScores(1 / 3, 1 / 3, 1 / 3), reason=reason),
        congruence="unclear",
        prosody=Prosody(),
    )


def _sentence(words: tuple[Word, ...], turn: Stretch, speaking: Speaking, turn_voice: VoiceReading) -> Sentence:
    span = Span(words[0].start_s, words[-1].end_s)
    pauses = tuple(p for p in turn.pauses if p.start_s >= span.start_s and p.end_s <= span.end_s)
    excused = tuple(pause for pause in turn.excused if pause in pauses)
    disfluencies = tuple(one for one in turn.disfluencies if one.span.overlap_s(span) > 0)
    stretch = Stretch((words,), pauses, excused, disfluencies)
    text = _text(words)
    prosody = profile(speaking.heard, (stretch,), speaking.profile_options)
    style = speaking.styles[text]
    alone = read_sentence_voice(
        speaking.judged(prosody), words, stretch.speaking_s, speaking.baseline, speaking.level_db
    )
    voice = within_turn(alone, turn_voice)
    return Sentence(
        start_s=round(span.start_s, 3),
        end_s=round(span.end_s, 3),
        text=text,
        style=style,
        voice=voice,
        congruence=compare(style.label, voice.label),
        prosody=prosody,
        ending=movement(prosody.final_pitch_semitones),
    )
