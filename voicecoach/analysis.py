"""The main use case: a recording in, its analysis with one piece of advice out."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

import msgspec
import numpy as np

from voicecoach import __version__
from voicecoach.audio import Span
from voicecoach.baseline import Baseline
from voicecoach.coaching.advice import advise
from voicecoach.coaching.bands import MIN_SPEECH_S
from voicecoach.coaching.baseline import comparable, setup_of
from voicecoach.coaching.congruence import agree, compare
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.voice import read_sentence_voice, read_voice, within_turn
from voicecoach.disfluency import Disfluency
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary, TrackDump
from voicecoach.hearing.bandwidth import is_narrow_band
from voicecoach.hearing.disfluency import find_clusters, without_stutter
from voicecoach.hearing.ear import Ear, Heard
from voicecoach.hearing.fillers import share_out
from voicecoach.hearing.gain import gain_control
from voicecoach.hearing.melody import flat_passages, movement
from voicecoach.hearing.pace import find_bursts, pace_points
from voicecoach.hearing.pauses import noise_floor_db, silent_pauses, speech_level_db, voice_level_db
from voicecoach.hearing.profile import ProfileOptions, Stretch, profile
from voicecoach.hearing.said import Said, make_out
from voicecoach.language.sentences import split_sentences
from voicecoach.language.style import read_styles
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.pipeline import Progress, Taken, take
from voicecoach.ports import MediaFacts, Recording
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import StyleReading, VoiceReading
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import Word
from voicecoach.units import db_to_power, power_to_db

__all__ = ["AnalysisOptions", "Parts", "analyse", "analyse_taken"]

TURN_GAP_S = 2.0
"""Silence between two sentences that starts a new turn: over 2 s is felt as a break (own proposal); inside a
sentence no silence does."""

CLIPPED_SHARE = 0.001
"""Share of clipped samples from which the report warns: one in a thousand is heard as crackle (own proposal)."""

LOW_SNR_DB = 15.0
"""Signal-to-noise ratio below which pauses and fades can't be trusted (own proposal)."""

LEVEL_MOVES = frozenset({"level_sd_db", "end_fade_db"})
"""Measures that a gain control hides."""

STUTTER_COUNTS = frozenset({"repeats_per_min", "elongations_per_min"})
"""Measures that are left out for somebody who stutters."""

SPEAKER = "A"


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A recording after hearing and recognition."""

    heard: Heard
    said: Said
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
    def profile_options(self) -> ProfileOptions:
        return ProfileOptions(self.said.language, self.options.stutter_aware, not self.gain_control)

    def judged(self, prosody: Prosody) -> Prosody:
        """The measures that the voice may be read by."""
        return replace(prosody, alpha_ratio_db=None) if self.is_narrow else prosody


def analyse(
    recording: Recording,
    path: str,
    parts: Parts,
    options: AnalysisOptions | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse one recording.

    Args:
        recording: The recording.
        path: What to call it in the document.
        parts: Recogniser, speech classifier and pitch tracker.
        options: What the document shall hold.
        progress: Told how far the work has come.

    Returns:
        The document.

    Raises:
        MediaError: When the recording can't be read.
        ModelError: When the recogniser fails.
    """
    options = options or AnalysisOptions()
    clock = time.perf_counter()
    taken = take(recording, Ear(parts.classifier(), parts.tracker()), parts.transcriber, progress or _quiet)
    return analyse_taken(taken, recording.facts(), path, parts, options, clock)


def analyse_taken(
    taken: Taken,
    facts: MediaFacts,
    path: str,
    parts: Parts,
    options: AnalysisOptions,
    begun_s: float | None = None,
) -> Analysis:
    """Analyse what was heard and recognised.

    Args:
        taken: The recording, heard and recognised.
        facts: What is known of the recording itself.
        path: What to call it in the document.
        parts: The style model is taken from them.
        options: What the document shall hold.
        begun_s: When the work on it began, by `time.perf_counter`; None adds up its stages.

    Returns:
        The document.

    Raises:
        ModelError: When the style model can't be loaded.
    """
    if begun_s is None:
        begun_s = time.perf_counter() - sum(taken.stages_s.values())
    read = _read(taken, options)
    mark = time.perf_counter()
    stretches = _stretches(read)
    read = replace(read, styles=_styles(stretches, read, parts))
    turns = tuple(_turn(stretch, read) for stretch in stretches)
    language_s = time.perf_counter() - mark
    mark = time.perf_counter()
    evidence = _evidence(stretches, turns, read)
    # Where words speak of danger, advice about delivery would be out of place.
    in_danger = any(turn.style.danger for turn in turns)
    findings = advise(evidence) if evidence and not in_danger else ()
    coaching_s = time.perf_counter() - mark
    total_s = time.perf_counter() - begun_s
    stages_s = {**taken.stages_s, "language": language_s, "coaching": coaching_s, "total": total_s}
    return Analysis(
        source=Source(path, facts.sha256, round(facts.duration_s, 3), facts.rate_hz, facts.channels),
        engine=_engine(taken, stages_s, facts),
        signal=_signal(facts, read, evidence),
        words=read.said.words,
        pauses=_all_pauses(stretches, read),
        disfluencies=_disfluencies(read),
        turns=turns,
        speakers={SPEAKER: _summary(stretches, evidence, read)} if evidence else {},
        findings=findings,
        tracks=TrackDump.of(read.heard.f0, read.heard.level) if options.tracks else msgspec.UNSET,
    )


def _quiet(done_s: float, all_s: float | None) -> None:
    """Progress that nobody watches."""


def _read(taken: Taken, options: AnalysisOptions) -> _Read:
    said = make_out(taken.heard, taken.transcript)
    gains = gain_control(taken.heard, said.silences)
    level_db = None if gains else speech_level_db(taken.heard)
    read = _Read(taken.heard, said, gains, options, level_db, is_narrow_band(taken.heard))
    if options.baseline is None:
        return read
    baseline, changes = comparable(options.baseline, setup_of(taken.heard, gains, options.device))
    return replace(read, baseline=baseline, changes=tuple(change.reason for change in changes))


def _disfluencies(read: _Read) -> tuple[Disfluency, ...]:
    """All of them; for somebody who stutters, clusters are made of the others only."""
    if not read.options.stutter_aware:
        return read.said.disfluencies
    single = [one for one in read.said.disfluencies if one.kind != "cluster"]
    _, counted = without_stutter((), single)
    clusters = find_clusters(read.said.words, read.said.filled, counted)
    return tuple(sorted((*single, *clusters), key=lambda one: (one.start_s, one.end_s)))


def _stretches(read: _Read) -> tuple[Stretch, ...]:
    """Turns: sentences until a silence of `TURN_GAP_S` falls between two of them."""
    groups: list[list[tuple[Word, ...]]] = []
    for sentence in split_sentences(read.said.words, [pause.span for pause in read.said.filled]):
        if groups and sentence[0].start_s - groups[-1][-1][-1].end_s < TURN_GAP_S:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    spans = [Span(group[0][0].start_s, group[-1][-1].end_s) for group in groups]
    filled = share_out(read.said.filled, spans, TURN_GAP_S)
    return tuple(_stretch(tuple(group), mine, read) for group, mine in zip(groups, filled, strict=True))


def _all_pauses(stretches: tuple[Stretch, ...], read: _Read) -> tuple[Pause, ...]:
    """The silent pauses inside turns and every filled pause, in order."""
    silent = [pause for stretch in stretches for pause in stretch.pauses if pause.kind == "silent"]
    return tuple(sorted((*silent, *read.said.filled), key=lambda pause: pause.start_s))


def _stretch(sentences: tuple[tuple[Word, ...], ...], filled: tuple[Pause, ...], read: _Read) -> Stretch:
    """The sentences with their pauses and disfluencies; without what is excused from somebody who stutters."""
    words = [word for sentence in sentences for word in sentence]
    silent = silent_pauses(read.heard, read.said.silences, words, filled, read.said.language)
    pauses = tuple(sorted((*silent, *filled), key=lambda pause: pause.start_s))
    stretch = Stretch(sentences, pauses)
    mine = tuple(one for one in read.said.disfluencies if one.span.overlap_s(stretch.span) > 0)
    if not read.options.stutter_aware:
        return replace(stretch, disfluencies=mine)
    kept, disfluencies = without_stutter(pauses, [one for one in mine if one.kind != "cluster"])
    return replace(stretch, excused=tuple(pause for pause in pauses if pause not in kept), disfluencies=disfluencies)


def _styles(stretches: tuple[Stretch, ...], read: _Read, parts: Parts) -> dict[str, StyleReading]:
    """Read all texts at once."""
    if not stretches:
        return {}
    turns = [_text(stretch.words) for stretch in stretches]
    sentences = [_text(words) for stretch in stretches for words in stretch.sentences]
    texts = list(dict.fromkeys([*sentences, *turns, " ".join(turns)]))
    contexts = [read.options.context] * len(texts) if read.options.context else ()
    return dict(zip(texts, read_styles(texts, parts.style_model(), read.said.language, contexts), strict=True))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _turn(stretch: Stretch, read: _Read) -> Turn:
    text = _text(stretch.words)
    prosody = profile(read.heard, (stretch,), read.profile_options)
    style = read.styles[text]
    voice = read_voice(read.judged(prosody), stretch.words, stretch.counted_pauses, stretch.speaking_s, read.baseline)
    sentences = tuple(_sentence(words, stretch, read, voice) for words in stretch.sentences)
    span = stretch.span
    return Turn(
        speaker=SPEAKER,
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


def _sentence(words: tuple[Word, ...], turn: Stretch, read: _Read, turn_voice: VoiceReading) -> Sentence:
    span = Span(words[0].start_s, words[-1].end_s)
    pauses = tuple(p for p in turn.pauses if p.start_s >= span.start_s and p.end_s <= span.end_s)
    excused = tuple(pause for pause in turn.excused if pause in pauses)
    disfluencies = tuple(one for one in turn.disfluencies if one.span.overlap_s(span) > 0)
    stretch = Stretch((words,), pauses, excused, disfluencies)
    text = _text(words)
    prosody = profile(read.heard, (stretch,), read.profile_options)
    style = read.styles[text]
    alone = read_sentence_voice(read.judged(prosody), words, stretch.speaking_s, read.baseline, read.level_db)
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


def _summary(stretches: tuple[Stretch, ...], evidence: Evidence, read: _Read) -> SpeakerSummary:
    return SpeakerSummary(
        speaking_s=round(evidence.speech_s, 2),
        prosody=evidence.prosody,
        pace=pace_points(stretches, read.said.language),
        bursts=find_bursts(stretches, read.said.language),
        flat_passages=tuple(flat for stretch in stretches for flat in flat_passages(read.heard.f0, stretch.span)),
    )


def _evidence(stretches: tuple[Stretch, ...], turns: tuple[Turn, ...], read: _Read) -> Evidence | None:
    """All that was said, as one; None where nothing was."""
    if not turns:
        return None
    pauses = tuple(pause for stretch in stretches for pause in stretch.counted_pauses)
    speech_s = sum(stretch.speaking_s for stretch in stretches)
    prosody = profile(read.heard, stretches, read.profile_options) if len(turns) > 1 else turns[0].prosody
    style = read.styles[" ".join(turn.text for turn in turns)]
    voice = read_voice(read.judged(prosody), read.said.words, pauses, speech_s, read.baseline)
    return Evidence(
        speaker=SPEAKER,
        speech_s=speech_s,
        sentences=tuple(sentence for turn in turns for sentence in turn.sentences),
        words=read.said.words,
        pauses=pauses,
        prosody=prosody,
        style=style,
        voice=voice,
        congruence=compare(style.label, voice.label),
        baseline=read.baseline,
        scene_type=read.options.scene_type,
        reply_gap_s=turns[0].reply_gap_s if len(turns) == 1 else None,
        aim=read.options.aim,
        earlier=read.options.earlier,
        replies=read.options.replies,
        pushes=read.options.pushes,
        message=read.options.message,
    )


def _engine(taken: Taken, stages_s: dict[str, float], facts: MediaFacts) -> Engine:
    """The real-time factor leaves out loading the model, which happens once for many recordings."""
    work_s = stages_s["total"] - stages_s["load_model"]
    return Engine(
        version=__version__,
        model=taken.transcript.model,
        real_time_factor=round(work_s / facts.duration_s, 4) if facts.duration_s > 0 else None,
        stages_s={stage: round(seconds, 3) for stage, seconds in stages_s.items()},
        language=taken.transcript.language,
    )


def _signal(facts: MediaFacts, read: _Read, evidence: Evidence | None) -> Signal:
    level_db, floor_db = speech_level_db(read.heard), noise_floor_db(read.heard)
    whole_db = float(power_to_db(np.mean(db_to_power(read.heard.level.values)))) if read.heard.duration_s else None
    snr_db = level_db - floor_db if level_db is not None and floor_db is not None else None
    warnings = [*facts.warnings, *read.said.notes, *read.changes, *_unknown(read, evidence)]
    if facts.clipped_share >= CLIPPED_SHARE:
        warnings.append(f"{facts.clipped_share:.1%} of the samples are clipped: record with less gain")
    if snr_db is not None and snr_db < LOW_SNR_DB:
        warnings.append(f"the speech is only {snr_db:.0f} dB above the noise: pauses and fades are uncertain")
    if read.gain_control:
        warnings.append(
            "the microphone's own gain control was at work (the noise rises in every pause): the spread of the level "
            "and fades are not known; switch it off where the system lets you"
        )
    return Signal(
        level_db=_tenth(whole_db if level_db is None else level_db),
        level_a_db=_tenth(voice_level_db(read.heard, read.heard.a_level)),
        noise_floor_db=_tenth(floor_db),
        snr_db=_tenth(snr_db),
        clipped_share=round(facts.clipped_share, 6),
        dc_offset=round(facts.dc_offset, 6),
        silence_share=round(1.0 - min(1.0, read.heard.speech_s / facts.duration_s), 4) if facts.duration_s else 1.0,
        gain_control=read.gain_control,
        warnings=tuple(warnings),
        narrow_band=read.is_narrow,
    )


def _unknown(read: _Read, evidence: Evidence | None) -> list[str]:
    """Why something is missing from the document."""
    if evidence is None:
        return ["no speech was found"] if not read.heard.spans else ["speech was heard, but no words were recognised"]
    reasons = []
    if evidence.speech_s < MIN_SPEECH_S:
        reasons.append(f"not enough speech to judge: {evidence.speech_s:.1f} s of {MIN_SPEECH_S:.0f} s")
    missing = [field.name for field in fields(Prosody) if getattr(evidence.prosody, field.name) is None]
    if read.gain_control:
        missing = [name for name in missing if name not in LEVEL_MOVES]
    if read.is_narrow:
        reasons.append("the sound ends below 5 kHz, as a telephone's does: vocal effort is not judged")
    if read.options.stutter_aware:
        missing = [name for name in missing if name not in STUTTER_COUNTS]
        reasons.append("stutter-aware: repeats, cut-off and drawn-out words and blocks are not counted")
    if "silent_pause_median_s" in missing and evidence.prosody.silent_pauses_per_min == 0:
        missing.remove("silent_pause_median_s")
        reasons.append("there was no silent pause, so silent_pause_median_s is not known")
    if missing:
        reasons.append("too little to measure: " + ", ".join(missing))
    if read.said.language not in ("", "en"):
        reasons.append(
            f"the words are in another language ({read.said.language}): style is read in English only so far"
        )
    return reasons


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
