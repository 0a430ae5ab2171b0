"""Rules about the voice: each looks at one measure, on one side of its band.

Conventions
    Value, band, unit and steps are those of the voice reading, so a speaker's own baseline counts where there is one.
    Between two takes the noise of a measure is the one it has beside a baseline (`noise.NOISE`).
    A rate needs events: one filler in a short answer is no rate.
    Effort is worth a word where the loudness agrees, as far as it can be compared: vowels and the angle to the
    microphone move the ratio too, but not the level with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from voicecoach.audio import Span
from voicecoach.coaching.bands import band
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.noise import EFFORT_DB, NOISE
from voicecoach.coaching.rules.rule import Rule, Seen, Side, carried, end_of
from voicecoach.coaching.voice import MIN_GAP_SENTENCES, phrase_pauses
from voicecoach.prosody import Prosody

MIN_FILLERS = 3
"""Fewer filled pauses are no rate (own proposal): the rate beyond which they harm was measured over minutes."""

MIN_HESITATIONS = 2
"""Fewer stops inside phrases are no rate (own proposal)."""

LEAST_WEIGHT = 0.8
"""Weight of a rule whose measure decides little about the delivery (own proposal): what is no sign of a soft or a
forceful voice can be worth a word all the same, as rising statements and clusters of fillers are."""

_Moment = Callable[[Evidence], Span]


def _worst(key: Callable[[Prosody], float | None], *, highest: bool) -> _Moment:
    """The sentence where a measure is most extreme."""

    def place(evidence: Evidence) -> Span:
        known = [(value, s.span) for s in evidence.sentences if (value := key(s.prosody)) is not None]
        if not known:
            return evidence.span
        return (max if highest else min)(known, key=lambda pair: pair[0])[1]

    return place


def _end_of_worst(key: Callable[[Prosody], float | None], *, highest: bool) -> _Moment:
    worst = _worst(key, highest=highest)
    return lambda evidence: end_of(worst(evidence))


def _longest_hesitation(evidence: Evidence) -> Span:
    pauses = phrase_pauses(evidence.pauses)
    return max((pause.span for pause in pauses), key=lambda span: span.duration_s, default=evidence.span)


def _first_filler(evidence: Evidence) -> Span:
    return next((pause.span for pause in evidence.pauses if pause.kind == "filled"), evidence.span)


def _always(_: Evidence) -> bool:
    return True


def _several_fillers(evidence: Evidence) -> bool:
    return sum(pause.kind == "filled" for pause in evidence.pauses) >= MIN_FILLERS


def _several_hesitations(evidence: Evidence) -> bool:
    return len(phrase_pauses(evidence.pauses)) >= MIN_HESITATIONS


def _loudness_agrees(sign: int) -> Callable[[Evidence], bool]:
    """Whether the level moved with the effort by as much as it can be told from it; so too where it is not known."""

    def agrees(evidence: Evidence) -> bool:
        level = evidence.measure("level_db")
        return level is None or level.change is None or sign * level.change >= EFFORT_DB

    return agrees


def _several_sentences(evidence: Evidence) -> bool:
    return len(evidence.sentences) >= MIN_GAP_SENTENCES


def _look(measure: str, moment: _Moment, enough: Callable[[Evidence], bool]) -> Callable[[Evidence], Seen | None]:
    def look(evidence: Evidence) -> Seen | None:
        found = evidence.measure(measure)
        if found is None:
            return None
        return Seen(
            value=found.value,
            unit=found.unit,
            band=found.band,
            moment=moment(evidence),
            source=found.basis,
            steps=found.steps,
            sureness=carried(evidence),
            quiet=not enough(evidence),
        )

    return look


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a measure is set beside itself in another take."""

    label: str
    form: str
    sign: int = 1


_SHOWN: dict[str, _Shown] = {
    "end_fade_db": _Shown("Sentence ends", "{value:+.0f} dB", sign=-1),
    "alpha_ratio_db": _Shown("Vocal effort", "{value:.0f} dB"),
    "speech_rate_wpm": _Shown("Pace", "{value:.0f} words a minute"),
    "speaking_share": _Shown("Time spent speaking", "{value:.0%}"),
    "phrase_pauses_per_min": _Shown("Stops inside phrases", "{value:.0f} a minute"),
    "filled_pauses_per_min": _Shown("Filled pauses", "{value:.0f} a minute"),
    "f0_sd_semitones": _Shown("Pitch variation", "{value:.1f} semitones"),
}


def _rule(
    name: str,
    measure: str,
    side: Side,
    advice: str,
    moment: _Moment,
    enough: Callable[[Evidence], bool] = _always,
) -> Rule:
    limits = band(measure)
    shown, noise = _SHOWN[measure], NOISE[measure]
    return Rule(
        name=name,
        label=shown.label,
        form=shown.form,
        side=side,
        look=_look(measure, moment, enough),
        advice=advice,
        noise=noise.least,
        weight=max(LEAST_WEIGHT, limits.soft_under, limits.soft_over, limits.forceful_under, limits.forceful_over),
        noise_is_share=noise.is_share,
        measure=measure,
        sign=shown.sign,
    )


VOICE_RULES: tuple[Rule, ...] = (
    _rule(
        "fade",
        "end_fade_db",
        "over",
        "Your sentence ends fell by {value:.0f} dB. Keep the last words as strong as the first.",
        _end_of_worst(lambda p: p.end_fade_db, highest=True),
    ),
    _rule(
        "pushed_ends",
        "end_fade_db",
        "under",
        "Your sentences got louder to their ends. Set the last words down as evenly as the first.",
        _end_of_worst(lambda p: p.end_fade_db, highest=False),
    ),
    _rule(
        "quiet",
        "alpha_ratio_db",
        "under",
        "The voice carried little effort ({value:.0f} dB). Give it a little more breath; no need to shout.",
        _worst(lambda p: p.alpha_ratio_db, highest=False),
        _loudness_agrees(-1),
    ),
    _rule(
        "hard",
        "alpha_ratio_db",
        "over",
        "The voice was pressed hard ({value:.0f} dB). The same words with less push are heard better.",
        _worst(lambda p: p.alpha_ratio_db, highest=True),
        _loudness_agrees(1),
    ),
    _rule(
        "slow",
        "speech_rate_wpm",
        "under",
        "The pace was {value:.0f} words a minute. Go a little faster, up to {low:.0f} or more, and say it in one go.",
        _worst(lambda p: p.speech_rate_wpm, highest=False),
    ),
    _rule(
        "fast",
        "speech_rate_wpm",
        "over",
        "The pace was {value:.0f} words a minute. Slow down to {high:.0f} or less, so that each point can land.",
        _worst(lambda p: p.speech_rate_wpm, highest=True),
    ),
    _rule(
        "no_gaps",
        "speaking_share",
        "over",
        "There was hardly a gap ({value:.0%} of the time was speech). Leave a breath after each sentence.",
        _worst(lambda p: p.speech_rate_wpm, highest=True),
        _several_sentences,
    ),
    _rule(
        "hesitation",
        "phrase_pauses_per_min",
        "over",
        "You stopped inside a phrase {value:.0f} times a minute. Think first, then say the phrase through.",
        _longest_hesitation,
        _several_hesitations,
    ),
    _rule(
        "fillers",
        "filled_pauses_per_min",
        "over",
        "There were {value:.0f} filled pauses a minute. Up to five do no harm; let silence stand for the others.",
        _first_filler,
        _several_fillers,
    ),
    _rule(
        "flat",
        "f0_sd_semitones",
        "under",
        "The melody was flat ({value:.1f} semitones). Lean on the word that matters.",
        _worst(lambda p: p.f0_sd_semitones, highest=False),
    ),
    _rule(
        "swings",
        "f0_sd_semitones",
        "over",
        "The pitch swung widely ({value:.1f} semitones). A calmer melody sounds more certain.",
        _worst(lambda p: p.f0_sd_semitones, highest=True),
    ),
)
"""The rules about the voice, each on one side of a band."""
