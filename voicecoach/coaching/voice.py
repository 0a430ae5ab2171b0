"""Voice: how a delivery sounds, soft, steady or forceful, from its measures beside their bands.

Conventions
    Steady is the middle. Measures inside their bands speak for it; each measure outside speaks for soft or for
    forceful, one `step` outside with the weight that its band gives, at most `MOST_STEPS`.
    Less speech than is asked for is `unsure`, with the reason.
Method
    Scores are the softmax of the summed evidence for soft and forceful and of a constant for steady. Weights and
    constants are own proposals set by hand; they hold for a speaker without a baseline.
"""

import math
from collections.abc import Sequence

from voicecoach.coaching.bands import BANDS, LONG_PAUSE_S, MIN_SENTENCE_S, MIN_SPEECH_S, Band
from voicecoach.language.sentences import split_sentences
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import VoiceLabel, VoiceMeasure, VoiceReading, VoiceScores, Zone
from voicecoach.transcript import Word, is_question
from voicecoach.units import per_minute

MOST_STEPS = 2.0
"""Evidence of one measure stops growing here: no single measure decides alone."""

STEADY = 1.1
"""Evidence for steady before anything is heard: one strong measure outside its band outweighs it."""

SURE = 0.45
"""Least probability of the likeliest label; with three labels, a third is chance."""

MIN_MEASURES = 3
"""Fewer measures than this say nothing about a delivery."""

UNKNOWN = VoiceScores(1 / 3, 1 / 3, 1 / 3)
"""Nothing known: every delivery as likely as the next."""

SENTENCE_MEASURES = frozenset({"end_fade_db", "alpha_ratio_db", "f0_sd_semitones", "final_pitch_semitones"})
"""What a single sentence can be judged by: its pace has no pauses around it, and one filler in it is no rate."""


def phrase_pauses(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """Silent pauses of `LONG_PAUSE_S` or more inside a phrase, in order."""
    return tuple(p for p in pauses if p.place == "inside_phrase" and round(p.span.duration_s, 3) >= LONG_PAUSE_S)


def read_voice(prosody: Prosody, words: Sequence[Word], pauses: Sequence[Pause], speech_s: float) -> VoiceReading:
    """Read the delivery of a turn, or of all that somebody said.

    Args:
        prosody: Its measures.
        words: Its words, filled pauses left out.
        pauses: Its pauses.
        speech_s: Seconds of speech in it.

    Returns:
        The reading; `unsure` with a reason where there is too little to go by.
    """
    if speech_s < MIN_SPEECH_S:
        return _too_short(speech_s)
    return _read(measure_voice(prosody, words, pauses))


def read_sentence_voice(prosody: Prosody, words: Sequence[Word], speech_s: float) -> VoiceReading:
    """Read the delivery of one sentence, by `SENTENCE_MEASURES` alone; `unsure` with a reason where it is too short."""
    if speech_s < MIN_SENTENCE_S:
        return _too_short(speech_s)
    return _read(tuple(m for m in measure_voice(prosody, words, ()) if m.name in SENTENCE_MEASURES))


def _too_short(speech_s: float) -> VoiceReading:
    return VoiceReading("unsure", UNKNOWN, (), f"not enough speech to judge ({speech_s:.1f} s)")


def _read(measures: tuple[VoiceMeasure, ...]) -> VoiceReading:
    if len(measures) < MIN_MEASURES:
        return VoiceReading("unsure", UNKNOWN, measures, "too little voice to measure")
    scores = _scores(measures)
    ranked: list[tuple[float, VoiceLabel]] = sorted(
        [(scores.soft, "soft"), (scores.steady, "steady"), (scores.forceful, "forceful")], reverse=True
    )
    probability, label = ranked[0]
    if probability < SURE:
        reason = f"{ranked[0][1]} and {ranked[1][1]} are about as likely"
        return VoiceReading("unsure", scores, measures, reason)
    return VoiceReading(label, scores, measures)


def measure_voice(prosody: Prosody, words: Sequence[Word], pauses: Sequence[Pause]) -> tuple[VoiceMeasure, ...]:
    """Each measure that is known, beside its band; the rise of a question is no rise."""
    time_s = prosody_time_s(prosody)
    hesitations = per_minute(len(phrase_pauses(pauses)), time_s) if time_s else None
    all_questions = all(is_question(sentence[-1].text) for sentence in split_sentences(words))
    measures = []
    for band in BANDS:
        value = hesitations if band.measure == "phrase_pauses_per_min" else getattr(prosody, band.measure)
        if band.measure == "final_pitch_semitones" and words and all_questions:
            continue
        if value is not None:
            measures.append(
                VoiceMeasure(
                    band.measure,
                    round(value, 3),
                    band.unit,
                    (band.low, band.high),
                    zone(value, band),
                    band.basis,
                )
            )
    return tuple(measures)


def prosody_time_s(prosody: Prosody) -> float | None:
    """Seconds from first to last word, from the words and their rate; None where the rate is not known."""
    return 60.0 * prosody.words / prosody.speech_rate_wpm if prosody.speech_rate_wpm else None


def zone(value: float, band: Band) -> Zone:
    """Where a value lies: under, inside or over its band."""
    if value < band.low:
        return "under"
    return "over" if value > band.high else "inside"


def steps_outside(value: float, band: Band) -> float:
    """How far outside its band a value lies, in steps; 0 inside."""
    return max(band.low - value, value - band.high, 0.0) / band.step


def evidence(measure: VoiceMeasure, band: Band) -> tuple[float, float]:
    """What one measure says for soft and for forceful; both 0 inside the band."""
    steps = min(MOST_STEPS, steps_outside(measure.value, band))
    if measure.zone == "under":
        return band.soft_under * steps, band.forceful_under * steps
    return band.soft_over * steps, band.forceful_over * steps


def _scores(measures: Sequence[VoiceMeasure]) -> VoiceScores:
    bands = {band.measure: band for band in BANDS}
    said = [evidence(measure, bands[measure.name]) for measure in measures]
    weights = [
        math.exp(sum(soft for soft, _ in said)),
        math.exp(STEADY),
        math.exp(sum(hard for _, hard in said)),
    ]
    soft, steady, forceful = (round(weight / sum(weights), 4) for weight in weights)
    return VoiceScores(soft, steady, forceful)
