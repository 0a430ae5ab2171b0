"""Subtitles are read back by strict parsers: same words, same times, lines that can be read."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given

from tests.strategies import thorough
from tests.told import HOSTILE, analyses, nothing_said, talk
from tests.values import say
from voicecoach.document import Analysis
from voicecoach.report.subtitles import LINE_CHARS, LINES, LONGEST_S, SHORTEST_S, srt, subtitles, vtt

MILLISECOND_S = 0.001
_TIME = r"(\d\d+):([0-5]\d):([0-5]\d)%s(\d{3})"
SRT_TIMES = re.compile(f"{_TIME % ','} --> {_TIME % ','}")
VTT_TIMES = re.compile(f"{_TIME % '[.]'} --> {_TIME % '[.]'}")

Cue = tuple[float, float, list[str]]


def seconds(hours: str, minutes: str, whole: str, thousandths: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(whole) + int(thousandths) / 1000


def cue(times: str, lines: list[str], pattern: re.Pattern[str]) -> Cue:
    match = pattern.fullmatch(times)
    assert match, times
    assert lines
    assert all(line.strip() and "-->" not in line for line in lines)
    return seconds(*match.groups()[:4]), seconds(*match.groups()[4:]), lines


def read_srt(text: str) -> list[Cue]:
    """A reader that knows the format by the letter."""
    cues = []
    for number, block in enumerate(text.split("\n\n") if text else [], 1):
        counted, times, *lines = block.split("\n")
        assert counted == str(number)
        assert not any("<" in line or ">" in line for line in lines)
        cues.append(cue(times, lines, SRT_TIMES))
    return cues


def read_vtt(text: str) -> list[Cue]:
    """A reader after the standard's grammar: no signs of markup but those that are meant."""
    head, *blocks = text.split("\n\n")
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        times, *lines = block.split("\n")
        start_s, end_s, shown = cue(times, lines, VTT_TIMES)
        plain = [re.sub(r"^<v [AB]>", "", line) for line in shown]
        assert not any(re.search(r"[<>]|&(?!amp;|lt;|gt;)", line) for line in plain)
        cues.append((start_s, end_s, [html.unescape(line) for line in plain]))
    return cues


def test_words_and_times_are_those_of_the_document() -> None:
    analysis = talk(120.0)
    starts = {round(word.start_s, 3) for word in analysis.words}
    for cues in (read_srt(srt(analysis)), read_vtt(vtt(analysis))):
        assert " ".join(line for *_, lines in cues for line in lines) == " ".join(w.text for w in analysis.words)
        assert {round(start_s, 3) for start_s, *_ in cues} <= starts
        assert cues[0][0] == pytest.approx(analysis.words[0].start_s, abs=MILLISECOND_S)
        assert cues[-1][1] == pytest.approx(analysis.words[-1].end_s, abs=MILLISECOND_S)


@thorough
@given(analysis=analyses())
def test_any_text_gives_files_that_strict_readers_take(analysis: Analysis) -> None:
    shown = subtitles(analysis)
    assert len(read_srt(srt(analysis))) == len(read_vtt(vtt(analysis))) == len(shown)


@thorough
@given(analysis=analyses())
def test_lines_can_be_read_and_none_is_lost(analysis: Analysis) -> None:
    shown = subtitles(analysis)
    dialogue = len({one.speaker for one in shown}) > 1
    assert all(len(line) + 3 * dialogue <= LINE_CHARS for one in shown for line in one.lines)
    letters = sorted("".join("".join(word.text.split()) for word in analysis.words))
    assert sorted("".join("".join(line.split()) for one in shown for line in one.lines)) == letters


def test_a_subtitle_has_two_lines_of_like_length_at_most() -> None:
    text = "Whatever happened to the plan that we agreed on at the end of the last long meeting in the spring?"
    shown = subtitles(talk(30.0, lines=[text]))
    assert {len(one.lines) for one in shown} <= set(range(1, LINES + 1))
    pairs = [one.lines for one in shown if len(one.lines) == 2]
    assert pairs
    assert all(abs(len(first) - len(second)) <= 12 for first, second in pairs)


def test_a_long_or_broken_sentence_is_cut_in_time() -> None:
    analysis = talk(30.0, lines=["so then I went " * 8])
    assert all(one.end_s - one.start_s <= LONGEST_S for one in subtitles(analysis))
    slow = replace(analysis, words=say("one two", at_s=analysis.words[0].start_s, gap_s=1.5))
    assert [one.lines for one in subtitles(slow)] == [("one",), ("two",)]


def test_a_short_word_stays_as_long_as_there_is_room() -> None:
    analysis = talk(20.0, lines=["No."])
    first, second = subtitles(analysis)[:2]
    assert first.end_s - first.start_s == pytest.approx(min(SHORTEST_S, second.start_s - first.start_s), abs=1e-9)


def test_two_people_are_told_apart() -> None:
    analysis = talk(20.0)
    turn = analysis.turns[0]
    other = replace(turn, speaker="B", start_s=30.0, end_s=32.0, text="Yes, I do.", sentences=())
    words = tuple(replace(word, speaker="B") for word in say("Yes, I do.", at_s=30.0))
    both = replace(analysis, turns=(turn, other), words=(*analysis.words, *words))
    assert "A: I know you are busy" in srt(both)
    assert "<v B>Yes, I do." in vtt(both)
    assert "A: " not in srt(analysis)


def test_tags_in_the_words_are_no_tags_in_the_file() -> None:
    analysis = talk(30.0, lines=[HOSTILE])
    assert "<" not in srt(analysis)
    assert "&lt;/script&gt;" in vtt(analysis)
    read_srt(srt(analysis))
    read_vtt(vtt(analysis))


def test_without_speech_there_are_no_subtitles() -> None:
    assert (srt(nothing_said()), vtt(nothing_said())) == ("", "WEBVTT")
