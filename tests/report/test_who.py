"""Who is who, as the terminal tells it."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from tests.values import say, turn_at
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary
from voicecoach.prosody import Prosody
from voicecoach.report.text import render
from voicecoach.report.who import first_clear, judged_turns

LONG = "We have talked about the shift for a long time now and I still see no way through"
TURNS = (
    turn_at("A", 0.0, 1.0, "Yes."),
    turn_at("B", 1.5, 4.0, "I can't do that on Friday."),
    turn_at("A", 65.0, 72.0, LONG),
)
WORDS = tuple(
    replace(word, speaker=turn.speaker) for turn in TURNS for word in say(turn.text, at_s=turn.start_s, word_s=0.1)
)
TALK = Analysis(
    source=Source("talk.wav", "0", 80.0, 16_000, 2),
    engine=Engine("1", "fake", None, {}),
    signal=Signal(None, None, None, None, 0.0, 0.0, 0.5, None),
    words=WORDS,
    turns=TURNS,
    speakers={
        "A": SpeakerSummary(8.0, Prosody(), talk_share=0.76, reply_gap_median_s=-0.2, interruptions=2),
        "B": SpeakerSummary(2.5, Prosody(), talk_share=0.24, reply_gap_median_s=0.5),
    },
)


def shown(analysis: Analysis) -> str:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(render(analysis))
    return console.export_text()


def test_each_speaker_shows_the_first_thing_to_know_them_by() -> None:
    text = shown(TALK)
    assert "1:05.0  “We have talked about the shift for a long time now and I still …”" in text
    assert "0:01.5  “I can't do that on Friday.”" in text


def test_how_they_share_the_talk_is_told() -> None:
    text = shown(TALK)
    assert "8 s of speech · 76% of the talk · replies 0.2 s before the end · interrupts 2 times" in text
    assert "replies after 0.5 s · never interrupts" in text


def test_the_user_is_told_whom_the_advice_is_for() -> None:
    assert "The advice is for A, who says most. Choose with --client A or --client B." in shown(TALK)
    assert "Only B is measured." in shown(replace(TALK, client="B"))


def test_the_report_is_about_the_client() -> None:
    assert {turn.speaker for turn in judged_turns(TALK)} == {"A"}
    assert {turn.speaker for turn in judged_turns(replace(TALK, client="B"))} == {"B"}


def test_where_all_turns_are_short_the_longest_is_shown() -> None:
    turns = (turn_at("A", 0.0, 1.0, "Yes."), turn_at("A", 2.0, 3.0, "Of course not."))
    assert first_clear(turns, "A").text == "Of course not."
    with pytest.raises(ValueError, match="empty"):
        first_clear(turns, "B")
