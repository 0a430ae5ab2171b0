"""The main use case: a recording in, its analysis with one piece of advice out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, fields

import msgspec
import numpy as np

from voicecoach import __version__
from voicecoach.audio import Span
from voicecoach.coaching.advice import advise
from voicecoach.coaching.bands import MIN_SPEECH_S
from voicecoach.coaching.congruence import compare
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.voice import read_sentence_voice, read_voice
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary, TrackDump
from voicecoach.hearing.ear import Ear, Heard
from voicecoach.hearing.fillers import drop_invented, split_fillers
from voicecoach.hearing.pauses import (
    find_silences,
    noise_floor_db,
    silent_pauses,
    speech_level_db,
    without_closures,
)
from voicecoach.hearing.profile import Stretch, profile
from voicecoach.hearing.timing import snap_words
from voicecoach.hearing.voicing import without_hum
from voicecoach.language.sentences import split_sentences
from voicecoach.language.style import read_style
from voicecoach.pipeline import Progress, Taken, take
from voicecoach.ports import MediaFacts, PitchTracker, Recording, SpeechClassifier, Transcriber
from voicecoach.prosody import Pause, Prosody
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import Word
from voicecoach.units import db_to_power, power_to_db

TURN_GAP_S = 2.0
"""Silence between two sentences that starts a new turn: over 2 s is felt as a break (own proposal); inside a
sentence no silence does."""

CLIPPED_SHARE = 0.001
"""Share of clipped samples from which the report warns: one in a thousand is heard as crackle (own proposal)."""

LOW_SNR_DB = 15.0
"""Signal-to-noise ratio below which pauses and fades can't be trusted (own proposal)."""

SPEAKER = "A"


@dataclass(frozen=True, slots=True)
class Parts:
    """What an analysis needs from outside."""

    classifier: Callable[[], SpeechClassifier]
    tracker: Callable[[], PitchTracker]
    transcriber: Callable[[], Transcriber]
    """Called once speech was found."""


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A recording after hearing and recognition, cleaned up."""

    heard: Heard
    words: tuple[Word, ...]
    filled: tuple[Pause, ...]
    silences: tuple[Span, ...]
    language: str
    notes: tuple[str, ...]


def analyse(
    recording: Recording, path: str, parts: Parts, *, tracks: bool = False, progress: Progress | None = None
) -> Analysis:
    """Analyse one recording.

    Args:
        recording: The recording.
        path: What to call it in the document.
        parts: Recogniser, speech classifier and pitch tracker.
        tracks: Whether the document carries the pitch and level tracks.
        progress: Told how far the work has come.

    Returns:
        The document.

    Raises:
        MediaError: When the recording can't be read.
        ModelError: When the recogniser fails.
    """
    clock = time.perf_counter()
    taken = take(recording, Ear(parts.classifier(), parts.tracker()), parts.transcriber, progress or _quiet)
    facts = recording.facts()
    read = _clean(taken)
    mark = time.perf_counter()
    stretches = _stretches(read)
    turns = tuple(_turn(stretch, read) for stretch in stretches)
    language_s = time.perf_counter() - mark
    mark = time.perf_counter()
    evidence = _evidence(stretches, turns, read)
    findings = advise(evidence) if evidence else ()
    coaching_s = time.perf_counter() - mark
    total_s = time.perf_counter() - clock
    stages_s = {**taken.stages_s, "language": language_s, "coaching": coaching_s, "total": total_s}
    return Analysis(
        source=Source(path, facts.sha256, round(facts.duration_s, 3), facts.rate_hz, facts.channels),
        engine=_engine(taken, stages_s, facts),
        signal=_signal(facts, read, evidence),
        words=read.words,
        pauses=_all_pauses(stretches, read),
        turns=turns,
        speakers={SPEAKER: SpeakerSummary(round(evidence.speech_s, 2), evidence.prosody)} if evidence else {},
        findings=findings,
        tracks=_tracks(read.heard) if tracks else msgspec.UNSET,
    )


def _quiet(done_s: float, all_s: float | None) -> None:
    """Progress that nobody watches."""


def _clean(taken: Taken) -> _Read:
    """Words without what was invented, with times corrected by the signal, fillers apart."""
    heard = without_hum(taken.heard)
    words, notes = drop_invented(taken.transcript.words, heard.spans)
    silences = without_closures(find_silences(heard), words)
    spoken, filled = split_fillers(snap_words(words, silences))
    return _Read(heard, spoken, filled, silences, taken.transcript.language, taken.transcript.notes + notes)


def _stretches(read: _Read) -> tuple[Stretch, ...]:
    """Turns: sentences until a silence of `TURN_GAP_S` falls between two of them."""
    groups: list[list[tuple[Word, ...]]] = []
    for sentence in split_sentences(read.words, [pause.span for pause in read.filled]):
        if groups and sentence[0].start_s - groups[-1][-1][-1].end_s < TURN_GAP_S:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    filled = _shared_out(read.filled, [Span(group[0][0].start_s, group[-1][-1].end_s) for group in groups])
    return tuple(_stretch(tuple(group), mine, read) for group, mine in zip(groups, filled, strict=True))


def _all_pauses(stretches: tuple[Stretch, ...], read: _Read) -> tuple[Pause, ...]:
    """The silent pauses inside turns and every filled pause, in order."""
    silent = [pause for stretch in stretches for pause in stretch.pauses if pause.kind == "silent"]
    return tuple(sorted((*silent, *read.filled), key=lambda pause: pause.start_s))


def _shared_out(filled: tuple[Pause, ...], turns: list[Span]) -> list[tuple[Pause, ...]]:
    """Each filled pause to the nearest turn; of two equally near ones to the later, which it leads into.

    One that is `TURN_GAP_S` or more away from every turn belongs to none.
    """
    shares: list[list[Pause]] = [[] for _ in turns]
    for pause in filled:
        away_s = [max(turn.start_s - pause.end_s, pause.start_s - turn.end_s, 0.0) for turn in turns]
        if away_s and min(away_s) < TURN_GAP_S:
            shares[len(turns) - 1 - away_s[::-1].index(min(away_s))].append(pause)
    return [tuple(share) for share in shares]


def _stretch(sentences: tuple[tuple[Word, ...], ...], filled: tuple[Pause, ...], read: _Read) -> Stretch:
    """The sentences with their silent and filled pauses."""
    sounds = [Word(p.text or "", p.start_s, p.end_s, 1.0) for p in filled]
    spoken = sorted([*(word for sentence in sentences for word in sentence), *sounds], key=lambda word: word.start_s)
    pauses = (*silent_pauses(read.silences, spoken, SPEAKER), *filled)
    return Stretch(sentences, tuple(sorted(pauses, key=lambda pause: pause.start_s)))


def _turn(stretch: Stretch, read: _Read) -> Turn:
    sentences = tuple(_sentence(words, stretch, read) for words in stretch.sentences)
    text = " ".join(word.text for word in stretch.words)
    prosody = profile(read.heard, (stretch,), read.language)
    style = read_style(text, read.language)
    voice = read_voice(prosody, stretch.words, stretch.pauses, stretch.speaking_s)
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
    )


def _sentence(words: tuple[Word, ...], turn: Stretch, read: _Read) -> Sentence:
    span = Span(words[0].start_s, words[-1].end_s)
    pauses = tuple(p for p in turn.pauses if p.start_s >= span.start_s and p.end_s <= span.end_s)
    stretch = Stretch((words,), pauses)
    text = " ".join(word.text for word in words)
    prosody = profile(read.heard, (stretch,), read.language)
    style = read_style(text, read.language)
    voice = read_sentence_voice(prosody, words, stretch.speaking_s)
    return Sentence(
        start_s=round(span.start_s, 3),
        end_s=round(span.end_s, 3),
        text=text,
        style=style,
        voice=voice,
        congruence=compare(style.label, voice.label),
        prosody=prosody,
    )


def _evidence(stretches: tuple[Stretch, ...], turns: tuple[Turn, ...], read: _Read) -> Evidence | None:
    """All that was said, as one; None where nothing was."""
    if not turns:
        return None
    pauses = tuple(pause for stretch in stretches for pause in stretch.pauses)
    speech_s = sum(stretch.speaking_s for stretch in stretches)
    prosody = profile(read.heard, stretches, read.language) if len(turns) > 1 else turns[0].prosody
    style = read_style(" ".join(turn.text for turn in turns), read.language) if len(turns) > 1 else turns[0].style
    voice = read_voice(prosody, read.words, pauses, speech_s)
    return Evidence(
        speaker=SPEAKER,
        speech_s=speech_s,
        sentences=tuple(sentence for turn in turns for sentence in turn.sentences),
        words=read.words,
        pauses=pauses,
        prosody=prosody,
        style=style,
        voice=voice,
        congruence=compare(style.label, voice.label),
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
    warnings = [*facts.warnings, *read.notes, *_unknown(read, evidence)]
    if facts.clipped_share >= CLIPPED_SHARE:
        warnings.append(f"{facts.clipped_share:.1%} of the samples are clipped: record with less gain")
    if snr_db is not None and snr_db < LOW_SNR_DB:
        warnings.append(f"the speech is only {snr_db:.0f} dB above the noise: pauses and fades are uncertain")
    return Signal(
        level_db=_tenth(whole_db if level_db is None else level_db),
        noise_floor_db=_tenth(floor_db),
        snr_db=_tenth(snr_db),
        clipped_share=round(facts.clipped_share, 6),
        dc_offset=round(facts.dc_offset, 6),
        silence_share=round(1.0 - min(1.0, read.heard.speech_s / facts.duration_s), 4) if facts.duration_s else 1.0,
        warnings=tuple(warnings),
    )


def _unknown(read: _Read, evidence: Evidence | None) -> list[str]:
    """Why something is missing from the document."""
    if evidence is None:
        return ["no speech was found"] if not read.heard.spans else ["speech was heard, but no words were recognised"]
    reasons = []
    if evidence.speech_s < MIN_SPEECH_S:
        reasons.append(f"not enough speech to judge: {evidence.speech_s:.1f} s of {MIN_SPEECH_S:.0f} s")
    missing = [field.name for field in fields(Prosody) if getattr(evidence.prosody, field.name) is None]
    if "silent_pause_median_s" in missing and evidence.prosody.silent_pauses_per_min == 0:
        missing.remove("silent_pause_median_s")
        reasons.append("there was no silent pause, so silent_pause_median_s is not known")
    if missing:
        reasons.append("too little to measure: " + ", ".join(missing))
    if read.language not in ("", "en"):
        reasons.append(f"the words are in another language ({read.language}): style is read in English only so far")
    return reasons


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _tracks(heard: Heard) -> TrackDump:
    f0_hz = np.round(heard.f0.values, 2)
    return TrackDump(
        hop_s=heard.f0.hop_s,
        start_s=heard.f0.start_s,
        f0_hz=tuple(None if np.isnan(value) else value for value in f0_hz.tolist()),
        level_db=tuple(np.round(heard.level.values, 2).tolist()),
    )
