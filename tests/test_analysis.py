"""The main use case, over fakes: from samples and words to one piece of advice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import Speaker, Speech, glide, noise, silence, speak, steady
from tests.strategies import quick
from tests.tolerances import EDGE_S, FRAME_S, assert_seconds
from voicecoach.analysis import Parts, analyse
from voicecoach.document import Analysis, TrackDump
from voicecoach.fakes import FakePitchTracker, FakeRecording, FakeSpeechClassifier, FakeTranscriber
from voicecoach.report.document import from_json, to_json
from voicecoach.transcript import Word

CALM = Speaker(glide(150.0, 120.0, 8.0))
UNDERSTOOD, REFUSED = "I understand you are busy.", "I can't take that on tomorrow."
TEXT = f"{UNDERSTOOD} {REFUSED}"
SPEECH = speak([2.0, 2.4], [0.7], CALM)
NOBODY = Speech(silence(2.0), steady(np.nan), ())


def spoken(speech: Speech, *texts: str) -> tuple[Word, ...]:
    """A text a burst, its words spread evenly over it."""
    words: list[Word] = []
    for burst, text in zip(speech.bursts, texts, strict=True):
        edges_s = np.linspace(burst.start_s, burst.end_s, len(text.split()) + 1).tolist()
        times_s = zip(text.split(), edges_s, edges_s[1:], strict=False)
        words.extend(Word(word, start_s, end_s, 0.9) for word, start_s, end_s in times_s)
    return tuple(words)


def analysed(
    speech: Speech, *texts: str, tracks: bool = False, clipped_share: float = 0.0, language: str = "en"
) -> Analysis:
    said = [spoken(speech, *texts)] if texts else []
    parts = Parts(
        FakeSpeechClassifier, lambda: FakePitchTracker(speech.f0_hz), lambda: FakeTranscriber(said, language=language)
    )
    recording = FakeRecording(speech.samples, 0.5, clipped_share=clipped_share, warnings=("a warning of the file",))
    return analyse(recording, "talk.wav", parts, tracks=tracks)


BOTH = analysed(SPEECH, UNDERSTOOD, REFUSED)


def test_the_document_says_what_was_said_and_when() -> None:
    assert " ".join(word.text for word in BOTH.words) == TEXT
    (turn,) = BOTH.turns
    assert turn.text == TEXT
    assert [sentence.text for sentence in turn.sentences] == [UNDERSTOOD, REFUSED]
    assert_seconds([turn.start_s, turn.end_s], [0.5, 5.6], within=EDGE_S)
    (pause,) = BOTH.pauses
    assert_seconds([pause.start_s, pause.end_s], [2.5, 3.2], within=EDGE_S)


def test_the_document_names_source_and_engine() -> None:
    assert (BOTH.source.path, BOTH.source.rate_hz, BOTH.source.duration_s) == ("talk.wav", 16_000, 6.1)
    assert (BOTH.engine.model, BOTH.engine.language) == ("fake", "en")
    assert {"decode", "hearing", "load_model", "transcribe", "language", "coaching", "total"} == set(
        BOTH.engine.stages_s
    )


def test_turn_sentences_and_speaker_agree() -> None:
    (turn,) = BOTH.turns
    summary = BOTH.speakers["A"]
    assert summary.prosody == turn.prosody
    assert turn.prosody.words == sum(sentence.prosody.words for sentence in turn.sentences) == 11
    assert summary.speaking_s == pytest.approx(4.4, abs=0.05)


def test_there_is_advice_with_a_moment_inside_the_recording() -> None:
    assert len({finding.kind for finding in BOTH.findings}) == len(BOTH.findings) > 0
    for finding in BOTH.findings:
        assert 0.0 <= finding.start_s < finding.end_s <= BOTH.source.duration_s


def test_tracks_are_in_the_document_when_asked_for() -> None:
    assert not isinstance(BOTH.tracks, TrackDump)
    tracks = analysed(SPEECH, "I understand you are busy.", "I can't take that on.", tracks=True).tracks
    assert isinstance(tracks, TrackDump)
    assert len(tracks.f0_hz) == len(tracks.level_db) == 610
    assert tracks.f0_hz[20] is None
    assert tracks.f0_hz[100] == pytest.approx(150.0, rel=0.05)


def test_a_long_silence_starts_a_new_turn() -> None:
    analysis = analysed(speak([2.0, 2.0], [2.5], CALM), "I understand you.", "I can't do that.")
    assert [turn.text for turn in analysis.turns] == ["I understand you.", "I can't do that."]
    assert analysis.pauses == ()


def test_a_filled_pause_leaves_the_words_and_is_counted() -> None:
    analysis = analysed(SPEECH, "I um understand you.", "I can't uh do that.")
    assert [word.text for word in analysis.words] == ["I", "understand", "you.", "I", "can't", "do", "that."]
    assert [pause.text for pause in analysis.pauses if pause.kind == "filled"] == ["um", "uh"]
    assert analysis.turns[0].prosody.filled_pauses_per_min == pytest.approx(2 / 5.1 * 60, abs=0.3)


def test_a_filled_pause_between_two_turns_is_one() -> None:
    analysis = analysed(speak([1.5, 0.3, 1.5], [1.4, 1.4], CALM), "I understand you.", "um", "I can't do that.")
    assert [pause.text for pause in analysis.pauses if pause.kind == "filled"] == ["um"]


def test_words_over_silence_are_left_out_with_a_note() -> None:
    speech = speak([2.0], speaker=CALM, tail_s=3.0)
    made_up = Word("Thanks.", 4.5, 5.0, 0.2)
    parts = Parts(
        FakeSpeechClassifier,
        lambda: FakePitchTracker(speech.f0_hz),
        lambda: FakeTranscriber([(*spoken(speech, "I can't do that."), made_up)]),
    )
    analysis = analyse(FakeRecording(speech.samples), "talk.wav", parts)
    assert [word.text for word in analysis.words] == ["I", "can't", "do", "that."]
    assert any(warning.startswith("1 words") for warning in analysis.signal.warnings)


@pytest.mark.parametrize(
    ("speech", "texts", "reason"),
    [
        (NOBODY, (), "no speech was found"),
        (SPEECH, (), "no words were recognised"),
        (speak([1.5]), ("I can't do that.",), "not enough speech to judge: 1.5 s of 3 s"),
        (speak([0.5]), ("No.",), "too little to measure"),
    ],
)
def test_what_is_missing_has_its_reason_and_no_advice(speech: Speech, texts: tuple[str, ...], reason: str) -> None:
    analysis = analysed(speech, *texts)
    assert analysis.findings == ()
    assert any(reason in warning for warning in analysis.signal.warnings)
    assert from_json(to_json(analysis)) == analysis


def test_a_clipped_recording_is_warned_of() -> None:
    texts = ("I understand you.", "I can't do that.")
    assert any("clipped" in warning for warning in analysed(SPEECH, *texts, clipped_share=0.002).signal.warnings)
    assert not any("clipped" in warning for warning in analysed(SPEECH, *texts).signal.warnings)


def test_the_warnings_of_the_file_are_passed_on() -> None:
    assert "a warning of the file" in BOTH.signal.warnings


def test_a_noisy_room_is_warned_of() -> None:
    noisy = Speech(SPEECH.samples + noise(SPEECH.duration_s, -36.0), SPEECH.f0_hz, SPEECH.bursts)
    parts = Parts(
        lambda: FakeSpeechClassifier(least_db=-30.0),
        lambda: FakePitchTracker(noisy.f0_hz),
        lambda: FakeTranscriber([spoken(noisy, "I understand you.", "I can't do that.")]),
    )
    analysis = analyse(FakeRecording(noisy.samples), "talk.wav", parts)
    assert analysis.signal.snr_db is not None
    assert any(f"only {analysis.signal.snr_db:.0f} dB above the noise" in text for text in analysis.signal.warnings)


def test_another_language_has_no_style_and_says_so() -> None:
    analysis = analysed(SPEECH, "Ich verstehe das.", "Ich kann das nicht.", language="de")
    assert analysis.turns[0].style.label == "unsure"
    assert any("another language (de)" in warning for warning in analysis.signal.warnings)


def test_the_levels_are_those_of_speech_and_room() -> None:
    assert BOTH.signal.level_db == pytest.approx(-25.0, abs=0.6)
    assert BOTH.signal.noise_floor_db == pytest.approx(-75.0, abs=3.0)
    assert BOTH.signal.silence_share == pytest.approx(1 - 4.4 / 6.1, abs=4 * FRAME_S / 6.1)


@quick
@given(gain_db=st.floats(-12.0, 12.0))
def test_gain_changes_the_levels_and_not_the_reading(gain_db: float) -> None:
    louder = analysed(SPEECH.louder(gain_db), UNDERSTOOD, REFUSED)
    assert louder.signal.level_db == pytest.approx((BOTH.signal.level_db or 0) + gain_db, abs=0.11)
    assert (louder.words, louder.pauses) == (BOTH.words, BOTH.pauses)
    assert [turn.voice.label for turn in louder.turns] == [turn.voice.label for turn in BOTH.turns]
    assert [finding.rule for finding in louder.findings] == [finding.rule for finding in BOTH.findings]
