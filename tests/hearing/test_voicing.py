"""Voicing: what hums in the background is not the speaker's voice."""

import numpy as np

from tests.listening import hear
from tests.signals import Speaker, Speech, silence, speak, steady, tone
from tests.tolerances import SAME_CENTS, assert_cents
from voicecoach.audio import Span
from voicecoach.hearing.voicing import without_hum
from voicecoach.units import RATE_HZ

HUM_HZ = 100.0


def humming(level_db: float) -> Speech:
    """Two bursts at 140 Hz over a hum that the tracker follows wherever nobody speaks."""
    speech = speak([1.0, 1.0], [1.0], Speaker(level_db=-25.0))
    hum = tone(HUM_HZ, speech.duration_s, level_db)
    return Speech(
        speech.samples + hum,
        lambda times_s: np.where(np.isnan(speech.f0_hz(times_s)), HUM_HZ, speech.f0_hz(times_s)),
        speech.bursts,
    )


def test_a_hum_between_words_is_no_voice() -> None:
    heard = hear(humming(-70.0))
    cleaned = without_hum(heard)
    gap = Span(1.55, 2.45)
    assert not np.isnan(heard.f0.between(gap)).any()
    assert np.isnan(cleaned.f0.between(gap)).all()


def test_the_voice_itself_stays() -> None:
    heard = hear(humming(-70.0))
    inside = Span(0.55, 1.45)
    assert_cents(without_hum(heard).f0.between(inside), heard.f0.between(inside), within=SAME_CENTS)


def test_a_voice_that_falls_far_is_still_a_voice() -> None:
    """20 dB: the end of a sentence said half under the breath."""
    speech = speak([1.5])
    samples = speech.samples.copy()
    samples[round(1.5 * RATE_HZ) :] *= np.float32(0.1)
    end = Span(1.55, 1.95)
    assert not np.isnan(without_hum(hear(Speech(samples, speech.f0_hz, speech.bursts))).f0.between(end)).any()


def test_everything_else_stays() -> None:
    heard = hear(humming(-70.0))
    cleaned = without_hum(heard)
    assert (cleaned.spans, cleaned.level, cleaned.low, cleaned.high) == (
        heard.spans,
        heard.level,
        heard.low,
        heard.high,
    )


def test_without_speech_nothing_changes() -> None:
    heard = hear(Speech(silence(1.0), steady(HUM_HZ), ()))
    assert without_hum(heard) is heard
