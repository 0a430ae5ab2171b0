"""The main use case: a recording in, its analysis with one piece of advice out."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol, TypeVar

import msgspec
import numpy as np

from voicecoach import __version__
from voicecoach.checkpoint import Checkpoint
from voicecoach.coaching.advice import advise
from voicecoach.coaching.bands import MIN_SPEECH_S
from voicecoach.coaching.evidence import Evidence
from voicecoach.conversation import Conversation, one_voice, take_conversation
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary, TrackDump
from voicecoach.errors import NoSuchSpeakerError
from voicecoach.hearing.bandwidth import is_narrow_band
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.floor import interruptions, overlaps, reply_gaps, talk_shares
from voicecoach.hearing.gain import gain_control
from voicecoach.hearing.pauses import find_silences, noise_floor_db, speech_level_db, voice_level_db
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.pipeline import Progress, Taken
from voicecoach.ports import MediaFacts, Recording
from voicecoach.prosody import Prosody
from voicecoach.session import Turn
from voicecoach.speaking import Speaking, Spoken, all_pauses, disfluencies, evidence_of, prepared, speak, summary
from voicecoach.transcript import Transcript
from voicecoach.units import db_to_power, power_to_db

__all__ = ["AnalysisOptions", "Parts", "analyse", "analyse_taken"]

CLIPPED_SHARE = 0.001
"""Share of clipped samples from which the report warns: one in a thousand is heard as crackle (own proposal)."""

LOW_SNR_DB = 15.0
"""Signal-to-noise ratio below which pauses and fades can't be trusted (own proposal)."""

DIGITAL_SILENCE_DB = -110.0
"""Noise floor below which no room was recorded, re full scale: a gate, a codec or an editor put silence there. Quiet
rooms through good microphones lie above -100 dB, the rounding to 16 bits alone at -98 dB (own proposal)."""

LEVEL_MOVES = frozenset({"level_sd_db", "end_fade_db"})
"""Measures that a gain control hides."""

STUTTER_COUNTS = frozenset({"repeats_per_min", "elongations_per_min"})
"""Measures that are left out for somebody who stutters."""

SPEAKER = "A"


def analyse(
    recording: Recording,
    path: str,
    parts: Parts,
    options: AnalysisOptions | None = None,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
) -> Analysis:
    """Analyse one recording.

    Args:
        recording: The recording.
        path: What to call it in the document.
        parts: Recogniser, speech classifier and pitch tracker.
        options: What the document shall hold.
        progress: Told how far the work has come.
        checkpoint: Finished parts of the same analysis, which are not done again, and where those of this one go;
            the caller removes it. None keeps nothing.

    Returns:
        The document.

    Raises:
        MediaError: When the recording can't be read.
        ModelError: When the recogniser fails.
    """
    options = options or AnalysisOptions()
    clock = time.perf_counter()
    conversation, facts = take_conversation(recording, parts, options, progress or _quiet, checkpoint)
    return _document(conversation, facts, path, parts, options, clock)


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
    return _document(one_voice(taken), facts, path, parts, options, begun_s)


def _document(
    conversation: Conversation, facts: MediaFacts, path: str, parts: Parts, options: AnalysisOptions, begun_s: float
) -> Analysis:
    mark = time.perf_counter()
    client = _client(conversation, options)
    # All of the sound is let go of before the style model needs memory: of hours it is large.
    sound = _sound(conversation.whole, is_read=bool(conversation.voices))
    spoken = _spoken(conversation, client, parts, options)
    turns = _turns(spoken)
    language_s = time.perf_counter() - mark
    mark = time.perf_counter()
    evidences = [evidence_of(one) for one in spoken]
    advised = next((one for one in evidences if one is not None and one.speaker == client), None)
    # Where words speak of danger, advice about delivery would be out of place.
    in_danger = any(turn.style.danger for turn in turns)
    findings = advise(advised) if advised and not in_danger else ()
    coaching_s = time.perf_counter() - mark
    total_s = time.perf_counter() - begun_s
    stages_s = {**conversation.stages_s, "language": language_s, "coaching": coaching_s, "total": total_s}
    judged = next((one for one in spoken if one.speaker == client), None)
    return Analysis(
        source=Source(path, facts.sha256, round(facts.duration_s, 3), facts.rate_hz, facts.channels),
        engine=_engine(conversation.transcript, stages_s, facts),
        signal=_signal(facts, sound, conversation, judged, advised),
        words=_in_order([word for one in spoken for word in one.speaking.said.words]),
        pauses=_in_order([pause for one in spoken for pause in all_pauses(one)]),
        disfluencies=_in_order([found for one in spoken for found in disfluencies(one.speaking)]),
        turns=turns,
        speakers=_summaries(spoken, evidences, turns),
        findings=findings,
        overlaps=overlaps({one.speaker: one.speaking.heard.spans for one in spoken}),
        client=options.client,
        tracks=_tracks(conversation.whole) if options.tracks else msgspec.UNSET,
    )


def _client(conversation: Conversation, options: AnalysisOptions) -> str | None:
    """Whom the advice is for: the client, or whoever says most; None where nobody speaks.

    Raises:
        NoSuchSpeakerError: When nobody has the client's name.
    """
    said = {voice.speaker: len(voice.said.words) for voice in conversation.voices}
    if options.client is None:
        return max(said, key=lambda speaker: said[speaker], default=None)
    if options.client not in said and said:
        raise NoSuchSpeakerError(
            f"There is no speaker {options.client} in this recording, only {', '.join(said)}.",
            "Leave --client out to see the first sentence of each.",
        )
    return options.client


def _spoken(
    conversation: Conversation, client: str | None, parts: Parts, options: AnalysisOptions
) -> tuple[Spoken, ...]:
    """All voices, read; the baseline is that of the one whom the advice is for."""
    spoken = []
    for voice in conversation.voices:
        sound = voice.heard if conversation.is_by_channel else conversation.whole
        baseline = options.baseline if voice.speaker == client else None
        spoken.append(speak(prepared(voice, sound, options, baseline), parts))
    return tuple(spoken)


def _turns(spoken: tuple[Spoken, ...]) -> tuple[Turn, ...]:
    """The turns of all, each with the gap before it."""
    turns = _in_order([turn for one in spoken for turn in one.turns])
    if len(spoken) < 2:
        return turns
    return tuple(replace(turn, reply_gap_s=gap_s) for turn, gap_s in zip(turns, reply_gaps(turns), strict=True))


def _summaries(
    spoken: tuple[Spoken, ...], evidences: Sequence[Evidence | None], turns: Sequence[Turn]
) -> dict[str, SpeakerSummary]:
    """Each speaker in short; where several speak, also how they share the time."""
    shares = talk_shares({one.speaker: one.speech_s for one in spoken})
    broken = interruptions(turns)
    summaries = {}
    for one, evidence in zip(spoken, evidences, strict=True):
        if not one.turns:
            continue
        short = summary(one, evidence)
        if len(spoken) > 1:
            gaps = [turn.reply_gap_s for turn in turns if turn.speaker == one.speaker and turn.reply_gap_s is not None]
            short = replace(
                short,
                talk_share=shares[one.speaker],
                reply_gap_median_s=round(statistics.median(gaps), 3) if gaps else None,
                interruptions=broken[one.speaker],
            )
        summaries[one.speaker] = replace(short, turns=len(one.turns))
    return summaries


class _Timed(Protocol):
    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


_T = TypeVar("_T", bound=_Timed)


def _in_order(found: Sequence[_T]) -> tuple[_T, ...]:
    return tuple(sorted(found, key=lambda one: (one.start_s, one.end_s)))


def _quiet(done_s: float, all_s: float | None) -> None:
    """Progress that nobody watches."""


def _engine(transcript: Transcript, stages_s: dict[str, float], facts: MediaFacts) -> Engine:
    """The real-time factor leaves out loading the model, which happens once for many recordings."""
    work_s = stages_s["total"] - stages_s["load_model"]
    return Engine(
        version=__version__,
        model=transcript.model,
        real_time_factor=round(work_s / facts.duration_s, 4) if facts.duration_s > 0 else None,
        stages_s={stage: round(seconds, 3) for stage, seconds in stages_s.items()},
        language=transcript.language,
    )


@dataclass(frozen=True, slots=True)
class _Sound:
    """What the document tells of all of the sound."""

    speech_s: float
    level_db: float | None
    whole_db: float | None
    """Level of everything, with speech or without."""
    level_a_db: float | None
    floor_db: float | None
    gain_control: bool | None = None
    """Known from the voices, where there are any."""
    is_narrow: bool | None = None
    """Known from them, too."""


def _sound(whole: Heard, *, is_read: bool) -> _Sound:
    """Measure all of the sound; gain control and bandwidth only where no voice will be read."""
    return _Sound(
        speech_s=whole.speech_s,
        level_db=speech_level_db(whole),
        whole_db=float(power_to_db(np.mean(db_to_power(whole.level.values)))) if whole.duration_s else None,
        level_a_db=voice_level_db(whole, whole.a_level),
        floor_db=noise_floor_db(whole),
        gain_control=None if is_read else gain_control(whole, find_silences(whole)),
        is_narrow=None if is_read else is_narrow_band(whole),
    )


def _signal(
    facts: MediaFacts, sound: _Sound, conversation: Conversation, judged: Spoken | None, evidence: Evidence | None
) -> Signal:
    level_db, floor_db = sound.level_db, sound.floor_db
    if floor_db is not None and floor_db < DIGITAL_SILENCE_DB:
        floor_db = None
    snr_db = level_db - floor_db if level_db is not None and floor_db is not None else None
    speaking = judged.speaking if judged else None
    gains = speaking.gain_control if speaking else sound.gain_control
    notes = dict.fromkeys(note for voice in conversation.voices for note in voice.said.notes)
    changes = speaking.changes if speaking else ()
    warnings = [*facts.warnings, *notes, *changes, *_unknown(sound, speaking, evidence)]
    if facts.clipped_share >= CLIPPED_SHARE:
        warnings.append(f"{facts.clipped_share:.1%} of the samples are clipped: record with less gain")
    if snr_db is not None and snr_db < LOW_SNR_DB:
        warnings.append(f"the speech is only {snr_db:.0f} dB above the noise: pauses and fades are uncertain")
    if gains:
        warnings.append(
            "the microphone's own gain control was at work (the noise rises in every pause): the spread of the level "
            "and fades are not known; switch it off where the system lets you"
        )
    return Signal(
        level_db=_tenth(sound.whole_db if level_db is None else level_db),
        level_a_db=_tenth(sound.level_a_db),
        noise_floor_db=_tenth(floor_db),
        snr_db=_tenth(snr_db),
        clipped_share=round(facts.clipped_share, 6),
        dc_offset=round(facts.dc_offset, 6),
        silence_share=round(1.0 - min(1.0, sound.speech_s / facts.duration_s), 4) if facts.duration_s else 1.0,
        gain_control=gains,
        warnings=tuple(warnings),
        narrow_band=speaking.is_narrow if speaking else sound.is_narrow,
    )


def _tracks(whole: Heard) -> TrackDump:
    return TrackDump.of(whole.f0, whole.level)


def _unknown(sound: _Sound, read: Speaking | None, evidence: Evidence | None) -> list[str]:
    """Why something is missing from the document."""
    if evidence is None or read is None:
        return ["no speech was found"] if not sound.speech_s else ["speech was heard, but no words were recognised"]
    reasons = []
    if evidence.speech_s < MIN_SPEECH_S:
        reasons.append(f"not enough speech to judge: {evidence.speech_s:.1f} s of {MIN_SPEECH_S:.0f} s")
    missing = [field.name for field in fields(Prosody) if getattr(evidence.prosody, field.name) is None]
    if read.gain_control:
        missing = [name for name in missing if name not in LEVEL_MOVES]
    if read.is_narrow:
        judged = "judged between 300 and 3400 Hz" if read.has_usual_effort else "not judged"
        reasons.append(f"the sound ends below 5 kHz, as a telephone's does: vocal effort is {judged}")
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
