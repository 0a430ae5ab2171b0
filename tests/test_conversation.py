"""Several speakers from sound to document, over fakes: in channels, and in one sound with a diarizer."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.signals import Speaker, speak, steady
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.analysis import AnalysisOptions, Parts, analyse
from voicecoach.audio import Samples
from voicecoach.document import Analysis
from voicecoach.errors import MissingExtraError, NoSuchSpeakerError
from voicecoach.fakes import (
    FakeChannels,
    FakeDiarizer,
    FakePitchTracker,
    FakeRecording,
    FakeSpeechClassifier,
    FakeTranscriber,
)
from voicecoach.report.document import from_json, to_json
from voicecoach.speakers import SpeakerSpan
from voicecoach.speaking import NOT_THE_CLIENT
from voicecoach.tracks import Values
from voicecoach.transcript import Word
from voicecoach.units import RATE_HZ

LOW_HZ, HIGH_HZ = 110.0, 220.0
ASKED = "Could you please stay late again tonight?"
REFUSED = "I understand, but I can't stay tonight."
TURNS = [SpeakerSpan("A", 0.5, 3.5), SpeakerSpan("B", 4.0, 8.0), SpeakerSpan("A", 8.5, 11.5)]
END_S = 12.5


def channel(speaker: str, f0_hz: float) -> Samples:
    sound = np.zeros(round(END_S * RATE_HZ), np.float32)
    for turn in TURNS:
        if turn.speaker == speaker:
            speech = speak([turn.end_s - turn.start_s], speaker=Speaker(steady(f0_hz)), lead_s=0.0, tail_s=0.0)
            start = round(turn.start_s * RATE_HZ)
            sound[start : start + len(speech.samples)] += speech.samples
    return sound


LOW, HIGH = channel("A", LOW_HZ), channel("B", HIGH_HZ)


def spoken(*turns: tuple[SpeakerSpan, str]) -> list[Word]:
    words = []
    for turn, text in turns:
        edges_s = np.linspace(turn.start_s, turn.end_s, len(text.split()) + 1).tolist()
        words += [Word(w, a, b, 0.9) for w, a, b in zip(text.split(), edges_s, edges_s[1:], strict=False)]
    return words


def pitch(times_s: Values) -> Values:
    """The pitch of whoever speaks."""
    f0_hz = np.full(len(times_s), np.nan)
    for turn in TURNS:
        inside = (times_s >= turn.start_s) & (times_s < turn.end_s)
        f0_hz[inside] = LOW_HZ if turn.speaker == "A" else HIGH_HZ
    return f0_hz


def parts(texts: list[list[Word]], diarizer: FakeDiarizer | None = None) -> Parts:
    left = list(texts)
    return Parts(
        FakeSpeechClassifier,
        lambda: FakePitchTracker(pitch),
        lambda: FakeTranscriber([left.pop(0)]),
        OnnxStyleModel,
        None if diarizer is None else lambda _checkpoint: diarizer,
    )


MINE = spoken((TURNS[0], ASKED), (TURNS[2], ASKED))
THEIRS = spoken((TURNS[1], REFUSED))
ALL = sorted([*MINE, *THEIRS], key=lambda word: word.start_s)


def in_channels(options: AnalysisOptions) -> Analysis:
    return analyse(FakeChannels([LOW, HIGH]), "talk.wav", parts([MINE, THEIRS]), options)


def in_one_sound(options: AnalysisOptions) -> Analysis:
    return analyse(FakeRecording(LOW + HIGH), "talk.wav", parts([ALL], FakeDiarizer(TURNS)), options)


Analysed = Callable[[AnalysisOptions], Analysis]

BOTH = pytest.mark.parametrize("analysed", [in_channels, in_one_sound], ids=["channels", "one sound"])
AUTO = AnalysisOptions(speakers=None)


@BOTH
def test_each_has_their_own_words_turns_and_voice(analysed: Analysed) -> None:
    analysis = analysed(AUTO)
    assert [(turn.speaker, turn.text) for turn in analysis.turns] == [("A", ASKED), ("B", REFUSED), ("A", ASKED)]
    assert {word.speaker for word in analysis.words if word.text == "tonight."} == {"B"}
    pitches_hz = {name: one.prosody.f0_median_hz for name, one in analysis.speakers.items()}
    assert pitches_hz == {"A": pytest.approx(LOW_HZ, rel=0.02), "B": pytest.approx(HIGH_HZ, rel=0.02)}
    assert from_json(to_json(analysis)) == analysis


@BOTH
def test_how_they_share_the_time_is_measured(analysed: Analysed) -> None:
    analysis = analysed(AUTO)
    assert analysis.speakers["A"].talk_share == pytest.approx(0.6, abs=0.03)
    assert [turn.reply_gap_s for turn in analysis.turns] == [
        None,
        pytest.approx(0.5, abs=0.1),
        pytest.approx(0.5, abs=0.1),
    ]
    assert analysis.speakers["B"].reply_gap_median_s == pytest.approx(0.5, abs=0.1)
    assert analysis.overlaps == ()


@BOTH
def test_the_client_alone_is_measured(analysed: Analysed) -> None:
    analysis = analysed(replace(AUTO, client="B"))
    assert analysis.client == "B"
    assert analysis.speakers["A"].prosody.f0_median_hz is None
    assert analysis.speakers["A"].speaking_s > 0
    assert analysis.speakers["B"].prosody.f0_median_hz == pytest.approx(HIGH_HZ, rel=0.02)
    assert {turn.style.reason for turn in analysis.turns if turn.speaker == "A"} == {NOT_THE_CLIENT}
    assert {finding.speaker for finding in analysis.findings} <= {"B"}


@BOTH
def test_without_a_client_the_advice_is_for_who_says_most(analysed: Analysed) -> None:
    assert {finding.speaker for finding in analysed(AUTO).findings} <= {"A"}


def test_nobody_has_that_name() -> None:
    with pytest.raises(NoSuchSpeakerError, match="only A, B"):
        in_channels(replace(AUTO, client="C"))


def test_one_speaker_is_what_it_was() -> None:
    """By default one speaks, whatever the channels hold, and nobody is asked who it is."""
    analysis = analyse(FakeChannels([LOW, HIGH]), "talk.wav", parts([ALL]), AnalysisOptions())
    assert {word.speaker for word in analysis.words} == {"A"}
    assert analysis.speakers["A"].talk_share is None


def test_one_sound_without_a_diarizer_says_what_to_install() -> None:
    with pytest.raises(MissingExtraError, match=r"voicecoach\[speakers\]"):
        analyse(FakeRecording(LOW + HIGH), "talk.wav", parts([ALL]), AUTO)


def test_the_number_of_speakers_is_handed_on() -> None:
    diarizer = FakeDiarizer(TURNS)
    analyse(FakeRecording(LOW + HIGH), "talk.wav", parts([ALL], diarizer), AnalysisOptions(speakers=2))
    assert diarizer.asked == [2]


def test_a_turn_of_one_word_without_length_stays_before_the_next() -> None:
    """A recogniser gives a word no time now and then."""
    late = spoken((SpeakerSpan("B", 5.6, 8.0), "I can't stay tonight."))
    words = sorted([*MINE, Word("Well,", 4.3, 4.3, 0.5), *late], key=lambda word: word.start_s)
    analysis = analyse(FakeRecording(LOW + HIGH), "talk.wav", parts([words], FakeDiarizer(TURNS)), AUTO)
    assert [turn.text for turn in analysis.turns if turn.speaker == "B"] == ["Well,", "I can't stay tonight."]


def test_speech_without_words_is_a_turn_all_the_same() -> None:
    analysis = analyse(FakeChannels([LOW, HIGH]), "talk.wav", parts([MINE[:7], THEIRS]), AUTO)
    assert [(turn.speaker, turn.text) for turn in analysis.turns] == [("A", ASKED), ("B", REFUSED), ("A", "")]
