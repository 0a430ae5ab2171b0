"""Voice: how a delivery sounds, soft, steady or forceful, from its measures beside their bands.

Conventions
    Steady is the middle. Measures inside their bands speak for it; each measure outside speaks for soft or for
    forceful, one `step` outside with the weight that its band gives, at most `MOST_STEPS`.
    With a baseline a measure's band is the speaker's own (see `noise`), so that only a change counts; a measure that
    the baseline lacks keeps its published band. Each measure says which of the two it was laid beside.
    Loudness counts against a baseline of the same microphone, or in a sentence against the rest of its recording.
    Less speech than is asked for is `unsure`, with the reason.
Method
    Scores are the softmax of the summed evidence for soft and forceful and of a constant for steady. Weights and
    constants are own proposals set by hand.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from voicecoach.baseline import Baseline, Usual
from voicecoach.coaching.bands import BANDS, LEVEL, LONG_PAUSE_S, MIN_SENTENCE_S, MIN_SPEECH_S, Band
from voicecoach.coaching.bands import band as band_of
from voicecoach.coaching.noise import OF_TIME, own_band
from voicecoach.language.sentences import split_sentences
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import VoiceLabel, VoiceMeasure, VoiceReading, VoiceScores, Zone
from voicecoach.transcript import Word, is_question
from voicecoach.units import per_minute

MOST_STEPS = 2.0
"""Evidence of one measure stops growing here, however far outside its band it lies (own proposal)."""

STEADY = 1.1
"""Evidence for steady before anything is heard: a measure of weight 1 one step outside its band does not outweigh it
(own proposal)."""

SURE = 0.4
"""Least probability of the likeliest label; with three labels, a third is chance."""

OPPOSED = 0.1
"""Soft and forceful are opposites: the one that is read must be this much likelier than the other (own proposal)."""

MIN_MEASURES = 3
"""Fewer measures than this say nothing about a delivery."""

WITHIN_DB = 6.0
"""How far a sentence's level may lie from that of its recording: half or double the pressure (own proposal)."""

MIN_GAP_SENTENCES = 3
"""Fewer sentences have too few places for a breath to miss one (own proposal)."""

TOUCH_S = 0.05
"""A silence that ends or begins this near to a filled pause surrounds it: five frames (technical)."""

UNKNOWN = VoiceScores(1 / 3, 1 / 3, 1 / 3)
"""Nothing known: every delivery as likely as the next."""

SENTENCE_MEASURES = frozenset({"end_fade_db", "alpha_ratio_db", "f0_sd_semitones", "final_pitch_semitones", "level_db"})
"""What a single sentence can be judged by: its pace has no pauses around it, and one filler in it is no rate."""

OWN_SENTENCE_MEASURES = SENTENCE_MEASURES | {"speech_rate_wpm"}
"""The same with a baseline, which knows how fast a single sentence usually is."""


Judged = tuple[float, Band, float | None]
"""A value, the band it is laid beside, and the usual value where that is known."""


def phrase_pauses(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """Silent pauses of `LONG_PAUSE_S` or more inside a phrase, in order."""
    return tuple(p for p in pauses if p.place == "inside_phrase" and round(p.span.duration_s, 3) >= LONG_PAUSE_S)


def read_voice(
    prosody: Prosody,
    words: Sequence[Word],
    pauses: Sequence[Pause],
    speech_s: float,
    baseline: Baseline | None = None,
) -> VoiceReading:
    """Read the delivery of a turn, or of all that somebody said.

    Args:
        prosody: Its measures.
        words: Its words, filled pauses left out.
        pauses: Its pauses.
        speech_s: Seconds of speech in it.
        baseline: What is usual for the speaker, as far as it can be compared (`baseline.comparable`).

    Returns:
        The reading; `unsure` with a reason where there is too little to go by.
    """
    if speech_s < MIN_SPEECH_S:
        return _too_short(speech_s)
    return _read(_measure(prosody, words, pauses, baseline))


def read_sentence_voice(
    prosody: Prosody,
    words: Sequence[Word],
    speech_s: float,
    baseline: Baseline | None = None,
    recording_level_db: float | None = None,
) -> VoiceReading:
    """Read the delivery of one sentence.

    Args:
        prosody: Its measures.
        words: Its words, filled pauses left out.
        speech_s: Seconds of speech in it.
        baseline: What is usual for the speaker, as far as it can be compared.
        recording_level_db: Level of all speech in the recording; None where levels can't be compared.

    Returns:
        The reading, by `SENTENCE_MEASURES` or `OWN_SENTENCE_MEASURES` alone; `unsure` with a reason where the
        sentence is too short.
    """
    if speech_s < MIN_SENTENCE_S:
        return _too_short(speech_s)
    names = OWN_SENTENCE_MEASURES if baseline else SENTENCE_MEASURES
    judged = _measure(prosody, words, (), baseline)
    if prosody.level_db is not None and recording_level_db is not None and "level_db" not in _own(baseline):
        judged = (*judged, (prosody.level_db, _beside_the_rest(recording_level_db), recording_level_db))
    return _read(tuple(one for one in judged if one[1].measure in names))


def within_turn(sentence: VoiceReading, turn: VoiceReading) -> VoiceReading:
    """A sentence's reading beside that of its turn.

    A sentence shows less than its turn: no gaps, no rate of fillers, without a baseline no pace. Where a turn is soft
    or forceful by what the sentence can't show, a steady sentence is not known to be steady.

    Args:
        sentence: The reading of the sentence.
        turn: The reading of all its turn.

    Returns:
        The sentence's own reading; `unsure` with the reason where it is steady for want of what the turn is read by.
    """
    if sentence.label != "steady" or turn.label not in ("soft", "forceful"):
        return sentence
    shown = {measure.name for measure in sentence.measures}
    side = 0 if turn.label == "soft" else 1
    said = {measure.name: _speaks(measure, band_of(measure.name))[side] for measure in turn.measures}
    missing = [name for name, value in said.items() if value > 0 and name not in shown]
    if not missing or sum(value for name, value in said.items() if name in shown) > STEADY:
        return sentence
    names = ", ".join(band_of(name).label for name in sorted(missing, key=lambda name: -said[name]))
    return replace(
        sentence, label="unsure", reason=f"its turn is {turn.label} by what one sentence can't show: {names}"
    )


def measure_voice(
    prosody: Prosody, words: Sequence[Word], pauses: Sequence[Pause], baseline: Baseline | None = None
) -> tuple[VoiceMeasure, ...]:
    """Each measure that is known, beside its band; the rise of a question is no rise."""
    return tuple(_beside(*one) for one in _measure(prosody, words, pauses, baseline))


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
    return _speaks(replace(measure, steps=steps_outside(measure.value, band)), band)


def _speaks(measure: VoiceMeasure, band: Band) -> tuple[float, float]:
    """The same by the steps that were measured, and the weights of a band."""
    steps = min(MOST_STEPS, measure.steps)
    if measure.zone == "under":
        return band.soft_under * steps, band.forceful_under * steps
    return band.soft_over * steps, band.forceful_over * steps


def _too_short(speech_s: float) -> VoiceReading:
    return VoiceReading("unsure", UNKNOWN, (), f"not enough speech to judge ({speech_s:.1f} s)")


def _measure(
    prosody: Prosody, words: Sequence[Word], pauses: Sequence[Pause], baseline: Baseline | None
) -> tuple[Judged, ...]:
    """Each known measure with its band: the speaker's own where the baseline has it, else the published one."""
    time_s = prosody_time_s(prosody)
    hesitations = per_minute(len(phrase_pauses(pauses)), time_s) if time_s else None
    sentences = split_sentences(words)
    all_questions = bool(words) and all(is_question(sentence[-1].text) for sentence in sentences)
    own = _own(baseline)
    diluted = _diluted(sentences, pauses, time_s, own)
    judged: list[Judged] = []
    for published in (*BANDS, *([LEVEL] if "level_db" in own else [])):
        name = published.measure
        value = hesitations if name == "phrase_pauses_per_min" else getattr(prosody, name)
        if value is None or (name == "final_pitch_semitones" and all_questions):
            continue
        gapless = name == "speaking_share" and value > published.high
        if gapless and len(sentences) < MIN_GAP_SENTENCES and words:
            continue
        if name not in own:
            judged.append((value, published, None))
            continue
        if gapless:
            # A baseline knows no gaps between sentences: a lack of them is worth a word, but it may be a habit.
            judged.append((value, replace(published, forceful_over=0.0), None))
            continue
        usual = own[name] if name not in OF_TIME else _scaled(own[name], diluted)
        judged.append((value, own_band(published, usual, max(1, len(sentences))), usual.median))
    return tuple(judged)


def _own(baseline: Baseline | None) -> dict[str, Usual]:
    return baseline.measures if baseline else {}


def _diluted(
    sentences: Sequence[Sequence[Word]], pauses: Sequence[Pause], time_s: float | None, own: Mapping[str, Usual]
) -> float:
    """The share of all time to which what is usual inside sentences applies: each second counts once.

    A baseline knows no gaps between sentences. And where a speaker stops or fills more than usual, these measures say
    so: the time that it takes is no slow pace as well.
    """
    if not time_s:
        return 1.0
    spans = [(sentence[0].start_s, sentence[-1].end_s) for sentence in sentences]
    lost_s = 0.0
    counted: dict[str, list[float]] = {"filled_pauses_per_min": [], "phrase_pauses_per_min": []}
    filled = [pause for pause in pauses if pause.kind == "filled"]
    stops = set(phrase_pauses(pauses))
    for pause in pauses:
        if pause.kind == "filled":
            counted["filled_pauses_per_min"].append(pause.span.duration_s)
        elif not any(start_s < pause.end_s and pause.start_s < end_s for start_s, end_s in spans):
            lost_s += pause.span.duration_s
        elif pause in stops:
            counted["phrase_pauses_per_min"].append(pause.span.duration_s)
        elif any(
            abs(pause.end_s - one.start_s) < TOUCH_S or abs(one.end_s - pause.start_s) < TOUCH_S for one in filled
        ):
            # The silence around a filler belongs to it.
            lost_s += pause.span.duration_s * _unusual(len(filled), own.get("filled_pauses_per_min"), time_s)
    for name, durations_s in counted.items():
        lost_s += sum(durations_s) * _unusual(len(durations_s), own.get(name), time_s)
    return max(time_s - lost_s, 0.0) / time_s


def _unusual(count: int, usual: Usual | None, time_s: float) -> float:
    """The share of some events that are more than usual; 0 where the usual is not known."""
    if not count or usual is None:
        return 0.0
    return max(0.0, 1.0 - usual.median * time_s / 60.0 / count)


def _scaled(usual: Usual, factor: float) -> Usual:
    return Usual(usual.median * factor, usual.spread * factor, usual.sentences)


def _beside_the_rest(level_db: float) -> Band:
    """The band of a sentence's level around that of its recording."""
    return Band(
        LEVEL.measure,
        LEVEL.label,
        LEVEL.unit,
        level_db - WITHIN_DB,
        level_db + WITHIN_DB,
        "this recording: half to double the pressure of all of it (own proposal)",
        soft_under=LEVEL.soft_under,
        forceful_over=LEVEL.forceful_over,
        step=LEVEL.step,
    )


def _beside(value: float, limits: Band, usual: float | None) -> VoiceMeasure:
    return VoiceMeasure(
        limits.measure,
        round(value, 3),
        limits.unit,
        (round(limits.low, 3), round(limits.high, 3)),
        zone(value, limits),
        limits.basis,
        None if usual is None else round(value - usual, 3),
        round(steps_outside(value, limits), 3),
    )


def _read(judged: Sequence[Judged]) -> VoiceReading:
    measures = tuple(_beside(*one) for one in judged)
    if len(measures) < MIN_MEASURES:
        return VoiceReading("unsure", UNKNOWN, measures, "too little voice to measure")
    scores = _scores([evidence(measure, one[1]) for measure, one in zip(measures, judged, strict=True)])
    ranked: list[tuple[float, VoiceLabel]] = sorted(
        [(scores.soft, "soft"), (scores.steady, "steady"), (scores.forceful, "forceful")], reverse=True
    )
    probability, label = ranked[0]
    if probability < SURE or (label != "steady" and abs(scores.soft - scores.forceful) < OPPOSED):
        reason = f"{ranked[0][1]} and {ranked[1][1]} are about as likely"
        return VoiceReading("unsure", scores, measures, reason)
    return VoiceReading(label, scores, measures)


def _scores(said: Sequence[tuple[float, float]]) -> VoiceScores:
    weights = [
        math.exp(sum(soft for soft, _ in said)),
        math.exp(STEADY),
        math.exp(sum(hard for _, hard in said)),
    ]
    soft, steady, forceful = (round(weight / sum(weights), 4) for weight in weights)
    return VoiceScores(soft, steady, forceful)
