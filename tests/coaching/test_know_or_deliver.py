"""Know or deliver: the whole table of readings, and the evidence for each."""

from dataclasses import replace

import pytest

from tests.answers import answer, read, turn
from tests.values import measured, style
from voicecoach.coaching.know_or_deliver import MOST_WORDS_SHOWN, FallsShort, compare_typed_and_spoken
from voicecoach.reading import StyleLabel, VoiceLabel, VoiceReading, VoiceScores
from voicecoach.session import Turn

VOICES = {
    "soft": VoiceScores(0.7, 0.2, 0.1),
    "steady": VoiceScores(0.1, 0.8, 0.1),
    "forceful": VoiceScores(0.1, 0.2, 0.7),
    "unsure": VoiceScores(0.34, 0.33, 0.33),
}


def spoken(label: StyleLabel, voice: VoiceLabel) -> Turn:
    said = replace(turn(answer("I need this now.")), style=style(label))
    return replace(said, voice=VoiceReading(voice, VOICES[voice], (measured("end_fade_db", 9.0),)))


@pytest.mark.parametrize(
    ("typed", "aloud", "voice", "falls_short"),
    [
        ("assertive", "assertive", "steady", "neither"),
        ("assertive", "neutral", "steady", "neither"),
        ("passive", "assertive", "steady", "neither"),
        ("assertive", "assertive", "soft", "delivering"),
        ("assertive", "assertive", "forceful", "delivering"),
        ("assertive", "passive", "steady", "delivering"),
        ("assertive", "passive", "soft", "delivering"),
        ("assertive", "aggressive", "unsure", "delivering"),
        ("passive", "assertive", "soft", "delivering"),
        ("passive", "passive", "steady", "knowing"),
        ("aggressive", "passive", "steady", "knowing"),
        ("passive", "passive", "soft", "both"),
        ("passive_aggressive", "aggressive", "forceful", "both"),
        ("unsure", "assertive", "steady", "neither"),
        ("unsure", "passive", "steady", "unclear"),
        ("assertive", "unsure", "steady", "unclear"),
        ("assertive", "assertive", "unsure", "unclear"),
        ("passive", "passive", "unsure", "unclear"),
    ],
)
def test_what_falls_short(typed: StyleLabel, aloud: StyleLabel, voice: VoiceLabel, falls_short: FallsShort) -> None:
    found = compare_typed_and_spoken(style(typed), spoken(aloud, voice))
    assert found.falls_short == falls_short
    assert (found.confidence == 0.0) == (falls_short == "unclear")
    assert found.advice


def test_giving_in_is_no_standing_even_in_neutral_words() -> None:
    gave = read("All right then.", techniques={"All right": "giving_in"})
    assert compare_typed_and_spoken(gave, spoken("passive", "steady")).falls_short == "knowing"


def test_the_evidence_names_words_and_measures() -> None:
    cues = {"maybe": "hedge", "sort of": "hedge", "I guess": "hedge", "sorry": "needless_apology"}
    typed = read("maybe I guess sort of sorry", "passive", cues)
    first, second, third = compare_typed_and_spoken(typed, spoken("assertive", "soft")).evidence
    assert first.startswith("Typed: the words read passive (80%)")
    assert first.count("“") == MOST_WORDS_SHOWN
    assert second == "Aloud: the words read assertive (80%)."
    assert third == "Voice: soft (70%): sentence ends 9 dB quieter."


def test_what_is_unsure_says_why() -> None:
    typed = replace(style("unsure"), reason="too few words")
    found = compare_typed_and_spoken(typed, spoken("passive", "unsure"))
    assert "too few words" in found.evidence[0]
    assert found.evidence[2].startswith("Voice: unsure")


def test_no_more_is_claimed_than_the_least_sure_reading_gives() -> None:
    assert compare_typed_and_spoken(style("assertive"), spoken("assertive", "steady")).confidence == 0.8
    assert compare_typed_and_spoken(style("assertive"), spoken("assertive", "soft")).confidence == pytest.approx(0.8)
