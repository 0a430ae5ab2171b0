"""Congruence: the whole table of words against voice, the reason in words, and the second to listen to."""

from dataclasses import replace
from typing import get_args

import pytest

from tests.values import SURE_STEADY, measured, say, sentence, style
from voicecoach.coaching.bands import band
from voicecoach.coaching.congruence import MOST_REASONS, agree, compare
from voicecoach.coaching.voice import steps_outside
from voicecoach.reading import Congruence, StyleLabel, VoiceLabel, VoiceMeasure, VoiceReading, VoiceScores
from voicecoach.session import Sentence

TABLE = """
                    soft            steady          forceful        unsure
passive             matched         voice_stronger  voice_stronger  unclear
neutral             unclear         matched         unclear         unclear
assertive           words_stronger  matched         voice_stronger  unclear
aggressive          words_stronger  words_stronger  matched         unclear
passive_aggressive  matched         matched         voice_stronger  unclear
unsure              unclear         unclear         unclear         unclear
"""
VOICES, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(style, voice, says) for style, *row in ROWS for voice, says in zip(VOICES, row, strict=True)]


@pytest.mark.parametrize(("style", "voice", "says"), CELLS)
def test_words_and_voice_say(style: StyleLabel, voice: VoiceLabel, says: Congruence) -> None:
    assert compare(style, voice) == says


def test_the_table_is_complete() -> None:
    assert {style for style, _, _ in CELLS} == set(get_args(StyleLabel))
    assert {voice for _, voice, _ in CELLS} == set(get_args(VoiceLabel))
    assert {says for _, _, says in CELLS} == set(get_args(Congruence))


SOFT = VoiceScores(0.8, 0.1, 0.1)
NO = style("assertive")


def heard(name: str, value: float) -> VoiceMeasure:
    return replace(measured(name, value), steps=steps_outside(value, band(name)))


def voice(label: VoiceLabel, *measures: VoiceMeasure) -> VoiceReading:
    return VoiceReading(label, SOFT if label == "soft" else SURE_STEADY, measures)


def said(at_s: float, scores: VoiceScores = SURE_STEADY) -> Sentence:
    """A sentence of 3 s."""
    one = sentence(say("I can't take that on today.", at_s=at_s, word_s=0.5), NO)
    return replace(one, voice=VoiceReading("steady", scores))


@pytest.mark.parametrize(("style_label", "voice_label", "says"), CELLS)
def test_the_reason_goes_with_the_label(style_label: StyleLabel, voice_label: VoiceLabel, says: Congruence) -> None:
    agreement = agree(style(style_label), voice(voice_label), [said(2.0)])
    assert agreement.label == says
    assert agreement.reason
    assert (agreement.at_s is None) == (says == "unclear")


def test_it_names_what_is_heard_beside_what_is_usual() -> None:
    soft = voice("soft", heard("end_fade_db", 9.0), heard("speech_rate_wpm", 95.0), heard("f0_sd_semitones", 1.4))
    agreement = agree(NO, soft, [said(2.0)])
    assert agreement.reason == (
        "the words hold their ground, but the voice is soft: sentence ends 9 dB quieter, where 6 or less is usual, "
        "pace 95 words/min, where 110 or more is usual"
    )
    assert agreement.reason.count("usual") == MOST_REASONS


def test_against_a_baseline_it_names_the_change() -> None:
    change = replace(heard("alpha_ratio_db", -25.0), change=-6.0)
    assert agree(NO, voice("soft", change), [said(2.0)]).reason == (
        "the words hold their ground, but the voice is soft: vocal effort 6 dB less than usual for this speaker"
    )


def test_what_speaks_against_the_label_is_no_reason_for_it() -> None:
    hasty = voice("soft", heard("end_fade_db", 9.0), heard("speech_rate_wpm", 230.0))
    assert "pace" not in agree(NO, hasty, [said(2.0)]).reason


def test_the_second_is_that_of_the_sentence_where_it_is_heard_best() -> None:
    sentences = [said(2.0), said(8.0, SOFT), said(14.0)]
    assert agree(NO, voice("soft", heard("alpha_ratio_db", -28.0)), sentences).at_s == 8.0
    assert agree(NO, voice("soft", heard("end_fade_db", 12.0)), sentences).at_s == pytest.approx(10.0)


def test_an_unsure_side_is_named_with_its_reason() -> None:
    unsure = VoiceReading("unsure", SURE_STEADY, (), "not enough speech to judge (1.0 s)")
    assert agree(NO, unsure, [said(2.0)]).reason == "the voice is unsure: not enough speech to judge (1.0 s)"
    vague = replace(style("unsure"), reason="no words of a style")
    assert agree(vague, voice("soft"), [said(2.0)]).reason == "the style of the words is unsure: no words of a style"


@pytest.mark.parametrize(
    ("name", "value", "change", "told"),
    [
        ("end_fade_db", 9.0, 7.5, "sentence ends 7.5 dB quieter than usual for this speaker"),
        ("speech_rate_wpm", 80.0, -40.0, "pace 40 words/min slower than usual for this speaker"),
        ("filled_pauses_per_min", 14.0, 12.0, "filled pauses 12 a minute more than usual for this speaker"),
    ],
)
def test_a_change_from_the_usual_is_told_in_its_own_words(name: str, value: float, change: float, told: str) -> None:
    soft = VoiceReading("soft", VoiceScores(0.8, 0.1, 0.1), (replace(measured(name, value), change=change),))
    assert agree(style("assertive"), soft, ()).reason.endswith(told)
