"""Real weights: what was said comes out, what was not said does not, and failures are told as ours."""

import json
import math
import shutil
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.recordings import write_wav
from tests.signals import noise, silence, tone
from tests.source import ROOT
from voicecoach.adapters import whisper_reader
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.adapters.whisper_reader import WhisperOptions, said_once
from voicecoach.analysis import Parts, analyse
from voicecoach.audio import Samples, Span
from voicecoach.errors import ModelError
from voicecoach.fakes import FakeStyleModel
from voicecoach.hearing.fillers import bare, is_filled_pause
from voicecoach.ports import Window, WindowText
from voicecoach.transcript import Word

pytestmark = pytest.mark.model

FILLERS = ROOT / "samples" / "assertive_steady_fillers_refund.wav"
WORD_S = 0.5
"""How far a recognised filler may lie from where it was put: half a second is one slow word."""


def samples_of(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / np.float32(32768)


def window(samples: Samples, from_s: float = 0.0) -> Window:
    """All of the samples as one window that starts somewhere in a recording."""
    return Window(samples, ((0.0, Span(from_s, from_s + len(samples) / 16_000)),))


def plain(text: str) -> str:
    return text.strip(".,?! ").lower()


@pytest.fixture(scope="module")
def whisper(weights: Path) -> WhisperTranscriber:
    return WhisperTranscriber(weights, "tiny.en")


@pytest.fixture(scope="module")
def hesitant(whisper: WhisperTranscriber) -> WindowText:
    """What is recognised in the sample with fillers."""
    return whisper.transcribe([window(samples_of(FILLERS))])[0]


def test_what_was_said_is_recognised(hesitant: WindowText) -> None:
    said = json.loads(FILLERS.with_suffix(".json").read_text(encoding="utf-8"))["text"]
    wanted = {plain(word) for word in said.split()}
    assert len(wanted & {plain(word.text) for word in hesitant.words}) >= 0.9 * len(wanted)


def test_fillers_are_kept_where_they_were(hesitant: WindowText) -> None:
    """Whisper as it comes leaves out nearly all of them."""
    put = json.loads(FILLERS.with_suffix(".json").read_text(encoding="utf-8"))["fillers"]
    heard = [word for word in hesitant.words if plain(word.text) in ("um", "uh", "er", "hmm", "ah")]
    found = [
        start_s
        for start_s, end_s, *_ in put
        if any(word.start_s < end_s + WORD_S and word.end_s > start_s - WORD_S for word in heard)
    ]
    assert len(found) >= 0.75 * len(put)
    assert len(heard) <= len(put)


def test_fillers_cost_no_words_where_the_model_is_unsure(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a plain reading hears is heard with the fillers too, word for word."""
    never_sure = WhisperTranscriber(weights, "tiny.en", options=WhisperOptions(sure_logprob=0.0))
    both = never_sure.transcribe([window(samples_of(FILLERS))])[0]
    monkeypatch.setattr(whisper_reader, "FILLER_PROMPTS", {})
    plain = never_sure.transcribe([window(samples_of(FILLERS))])[0]
    said = [bare(word.text) for word in both.words if not is_filled_pause(word.text)]
    assert said == [bare(word.text) for word in plain.words if not is_filled_pause(word.text)]
    assert len(both.words) > len(plain.words)


def test_windows_that_were_read_again_plainly_stay_apart_from_the_others(weights: Path) -> None:
    """Read together or alone, each window has its own words, whichever of them the model is sure of."""
    sound = samples_of(FILLERS)
    parts = [window(sound[:160_000]), window(sound[160_000:], 10.0)]
    alone = [WhisperTranscriber(weights, "tiny.en", cores=1).transcribe([part])[0] for part in parts]
    limits = [sum(map(math.log, (word.probability for word in text.words))) / len(text.words) for text in alone]
    for limit in (min(limits), max(limits)):
        options = WhisperOptions(sure_logprob=limit)
        together = WhisperTranscriber(weights, "tiny.en", options=options, cores=1).transcribe(parts)
        for text, part in zip(together, parts, strict=True):
            assert text.words
            assert text.words[0].start_s >= part.to_recording_s(0.0)
            assert text.words[-1].end_s <= part.to_recording_s(part.duration_s)


def test_times_are_those_of_the_recording_and_in_order(hesitant: WindowText, whisper: WhisperTranscriber) -> None:
    later = whisper.transcribe([window(samples_of(FILLERS), from_s=100.0)])[0]
    assert [word.text for word in later.words] == [word.text for word in hesitant.words]
    for word, moved in zip(hesitant.words, later.words, strict=True):
        assert moved.start_s == pytest.approx(word.start_s + 100.0, abs=0.001)
        assert 0.0 <= word.start_s <= word.end_s <= 25.75
        assert 0.0 <= word.probability <= 1.0
    starts_s = [word.start_s for word in hesitant.words]
    assert starts_s == sorted(starts_s)


def test_english_is_english(hesitant: WindowText, whisper: WhisperTranscriber) -> None:
    assert hesitant.words
    assert whisper.language == "en"


def test_windows_come_back_in_order_alone_or_together(whisper: WhisperTranscriber) -> None:
    sound = samples_of(FILLERS)
    parts = [window(sound[:32_000]), window(sound[32_000:120_000], 2.0), window(sound[120_000:], 7.5)]
    texts = whisper.transcribe(parts)
    assert len(texts) == 3
    for part, text in zip(parts, texts, strict=True):
        assert text.words
        assert part.to_recording_s(0.0) <= text.words[0].start_s < part.to_recording_s(part.duration_s)


def test_words_do_not_depend_on_the_number_of_cores(weights: Path) -> None:
    sound = samples_of(FILLERS)
    windows = [window(sound[:32_000]), window(sound[:48_000]), window(sound[:144_000])]
    alone, shared = (WhisperTranscriber(weights, "tiny.en", cores=cores).transcribe(windows) for cores in (1, 2))
    assert alone == shared


def test_no_windows_give_no_text(whisper: WhisperTranscriber) -> None:
    assert whisper.transcribe([]) == ()


NOTHING_SAID = {
    "digital silence": silence(20.0),
    "quiet noise": noise(20.0, -60.0),
    "white noise": noise(20.0, -30.0),
    "loud noise": noise(20.0, -10.0),
    "a tone": tone(440.0, 20.0),
}


@pytest.mark.parametrize("sound", NOTHING_SAID.values(), ids=NOTHING_SAID.keys())
def test_no_words_where_nobody_speaks(sound: Samples, whisper: WhisperTranscriber, tmp_path: Path) -> None:
    parts = Parts(SileroClassifier, SwiftPitchTracker, lambda: whisper, FakeStyleModel)
    analysis = analyse(MediaFile(write_wav(tmp_path / "nothing.wav", sound)), "nothing.wav", parts)
    assert (analysis.words, analysis.turns, analysis.pauses, analysis.findings) == ((), (), (), ())
    assert analysis.speakers == {}
    assert "no speech was found" in analysis.signal.warnings or "speech was heard" in analysis.signal.warnings[-1]


def test_a_text_that_goes_round_in_circles_is_left_out_and_said_so(weights: Path) -> None:
    """With the limit so low that any text counts as a loop, nothing is left but the note."""
    strict = WhisperTranscriber(weights, "tiny.en", options=WhisperOptions(compression_limit=0.01))
    text = strict.transcribe([window(samples_of(FILLERS)[:160_000], from_s=5.0)])[0]
    assert text.words == ()
    assert text.notes == ("5.0-15.0 s: the recogniser went round in circles, so its text was left out",)


def test_a_text_the_model_does_not_believe_is_left_out_and_said_so(weights: Path) -> None:
    """With limits that no text meets."""
    strict = WhisperTranscriber(weights, "tiny.en", options=WhisperOptions(logprob_limit=0.0, no_speech_limit=-1.0))
    text = strict.transcribe([window(samples_of(FILLERS)[:160_000])])[0]
    assert text.words == ()
    assert "too unsure" in text.notes[0]


def timed(text: str, *times: tuple[float, float]) -> tuple[Word, ...]:
    return tuple(Word(word, *time_s, 0.9) for word, time_s in zip(text.split(), times, strict=True))


def test_a_copy_that_nobody_can_have_said_is_left_out() -> None:
    """The times are those that tiny.en gave."""
    spoken = [(0.0, 0.4), (0.7, 0.8), (0.8, 1.1), (1.1, 1.3), (1.3, 1.6), (1.6, 1.7), (1.7, 1.9)]
    text = "No, I won't lend you any money."
    behind = timed(f"{text} {text}", *spoken, *[(1.9, 1.9)] * 6, (1.9, 1.96))
    assert said_once(behind) == timed(text, *spoken)
    stretched = timed(f"{text} {text}", *spoken, *[(1.9, 1.9)] * 6, (1.9, 2.8))
    assert said_once(stretched) == timed(text, *spoken)
    early = [(0.0, 0.3), (0.3, 0.5), *[(0.5, 0.5)] * 3]
    late = [(0.5, 0.5), (0.5, 0.6), (0.98, 1.08), (1.08, 1.32), (1.32, 1.64)]
    before = timed("You're useless, you lazy idiot. You're useless. You lazy idiot.", *early, *late)
    assert said_once(before) == timed("You're useless. You lazy idiot.", (0.0, 0.5), *late[1:])


def test_what_is_said_twice_stays() -> None:
    apart = [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.8, 1.0), (1.0, 1.2), (1.2, 1.4)]
    for text in ("Leave me alone. Leave me alone.", "I said no. I mean no."):
        words = timed(text, *apart)
        assert said_once(words) == words
    short = timed("Come on, come on!", (0.0, 0.1), (0.1, 0.2), (0.2, 0.2), (0.2, 0.2))
    assert said_once(short) == short
    assert said_once(()) == ()


def test_weights_that_are_not_there_are_our_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="The speech model gone failed") as caught:
        WhisperTranscriber(tmp_path / "gone", "gone").transcribe([window(tone(200.0, 1.0))])
    assert "voicecoach models verify gone" in caught.value.remedy


def test_truncated_weights_are_our_error(weights: Path, tmp_path: Path) -> None:
    for path in weights.iterdir():
        if path.is_file() and path.name != "model.bin":
            shutil.copy(path, tmp_path)
    with (weights / "model.bin").open("rb") as whole:
        (tmp_path / "model.bin").write_bytes(whole.read(1_000_000))
    with pytest.raises(ModelError, match="The speech model half failed"):
        WhisperTranscriber(tmp_path, "half").transcribe([window(tone(200.0, 1.0))])
