"""Advice: one thing to keep, one thing to change, and nothing where there is nothing to say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import evidence, measured, say, sentence, style
from voicecoach.coaching.advice import LEAST_CONFIDENCE, advise
from voicecoach.coaching.bands import BANDS, MIN_SPEECH_S, Band
from voicecoach.coaching.rules import fixes
from voicecoach.reading import Congruence, VoiceMeasure

FADING = measured("end_fade_db", 9.0)


def around(limits: Band) -> st.SearchStrategy[VoiceMeasure]:
    """The measure of a band, inside and outside of it."""
    values = st.floats(limits.low - 3 * limits.step, limits.high + 3 * limits.step)
    return values.map(lambda value: measured(limits.measure, round(value, 3)))


measures_st = st.tuples(*map(around, BANDS))


@thorough
@given(measures=measures_st, speech_s=st.floats(0.0, 60.0))
def test_there_is_at_most_one_strength_and_one_fix_and_the_strength_comes_first(
    measures: tuple[VoiceMeasure, ...], speech_s: float
) -> None:
    kinds = [finding.kind for finding in advise(evidence(*measures, speech_s=speech_s))]
    assert kinds in ([], ["strength"], ["fix"], ["strength", "fix"])
    assert kinds == [] or speech_s >= MIN_SPEECH_S


@thorough
@given(measures=measures_st)
def test_the_fix_is_one_of_the_fixes_and_none_is_surer(measures: tuple[VoiceMeasure, ...]) -> None:
    everything = evidence(*measures)
    chosen = [finding for finding in advise(everything) if finding.kind == "fix"]
    surest = max((fix.confidence for fix in fixes(everything)), default=0.0)
    assert [fix.confidence for fix in chosen] == ([surest] if surest >= LEAST_CONFIDENCE else [])


def test_too_little_speech_has_no_advice() -> None:
    assert advise(evidence(FADING, speech_s=MIN_SPEECH_S)) != ()
    assert advise(evidence(FADING, speech_s=MIN_SPEECH_S - 0.01)) == ()


def test_nothing_said_has_no_advice() -> None:
    assert advise(replace(evidence(FADING), sentences=())) == ()


def test_a_delivery_inside_every_band_has_nothing_to_change() -> None:
    middle = [measured(limits.measure, (limits.low + limits.high) / 2) for limits in BANDS]
    assert [finding.kind for finding in advise(evidence(*middle))] == ["strength"]


@pytest.mark.parametrize(
    ("congruence", "pace_wpm", "rule"),
    [
        ("matched", 200.0, "fast"),
        ("words_stronger", 200.0, "fade"),
        ("matched", 195.0, "fade"),
        ("voice_stronger", 195.0, "fast"),
    ],
)
def test_what_spoils_the_words_comes_first(congruence: Congruence, pace_wpm: float, rule: str) -> None:
    """A fade and a hurry, about as sure; the mismatch decides."""
    both = replace(evidence(FADING, measured("speech_rate_wpm", pace_wpm)), congruence=congruence)
    assert [finding.rule for finding in advise(both) if finding.kind == "fix"] == [rule]


def test_the_bonus_of_a_mismatch_keeps_confidence_a_share() -> None:
    far = replace(evidence(measured("end_fade_db", 40.0)), congruence="words_stronger")
    (fix,) = advise(far)
    assert fix.confidence == 1.0


def test_words_and_voice_compete_for_the_one_fix() -> None:
    said = [sentence(say("you never listen."), style("aggressive", "you never listen.", {"never": "attack"}))]
    barely = measured("end_fade_db", 6.1)
    assert [finding.rule for finding in advise(evidence(barely, said=said))] == ["aggressive_words"]
