"""A speaker's usual values in plain words."""

from voicecoach.baseline import Baseline, Usual
from voicecoach.report.usual import render_usual

BASELINE = Baseline(
    "2026-01-02T03:04:05+00:00",
    "me",
    "desk",
    58.4,
    {
        "speech_rate_wpm": Usual(148.2, 12.4, 14),
        "level_db": Usual(-27.1, 1.5, 14),
        "final_pitch_semitones": Usual(-4.2, 2.0, 12),
    },
    noise_floor_db=-65.2,
    gain_control=None,
)


def test_each_measure_is_a_line_with_its_spread() -> None:
    lines = render_usual(BASELINE).splitlines()
    assert lines[0] == "Your usual voice, from 58 s of speech in 14 sentences"
    assert lines[2].split() == ["pace", "148", "words", "a", "minute,", "give", "or", "take", "12"]
    assert "\N{MINUS SIGN}27 dB" in lines[3]
    assert lines[-1] == "Room: \N{MINUS SIGN}65 dB. The microphone's own gain control: not known."


def test_a_measure_that_is_new_is_shown_by_its_name() -> None:
    baseline = Baseline("", "me", "", 30.0, {"some_new_measure": Usual(1.0, 0.5, 6)})
    assert "some new measure" in render_usual(baseline)


def test_the_firm_sentence_is_told_by_what_moved_more_than_it_does_anyway() -> None:
    told = render_usual(BASELINE, {"level_db": 4.3, "speech_rate_wpm": -5.0, "final_pitch_semitones": -3.1})
    assert told.splitlines()[-1] == "Your firm sentence was 4 dB louder, 3.1 semitones lower at the end."


def test_a_firm_sentence_as_every_other_is_said_to_be_so() -> None:
    told = render_usual(BASELINE, {"level_db": 0.3, "speech_rate_wpm": 12.0})
    assert told.splitlines()[-1] == "Your firm sentence sounded as your other sentences do."
