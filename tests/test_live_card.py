"""Live replies through PortAudio, on a sound card made of software, with the real ears."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.signals import silence
from tests.virtual_card import VirtualCard
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.sound_card import SoundCardMicrophone
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.adapters.wav import WavWriter
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.audio import Samples
from voicecoach.errors import DeviceError
from voicecoach.hearing.intake import Intake
from voicecoach.language.plain import plain_words
from voicecoach.live import LiveReplies
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.replying import Answered, Asked
from voicecoach.units import RATE_HZ

LATE_S = 2.5
"""A player and a microphone on a busy machine start that far apart."""

OTHER_HZ = 44_100
INVALID_RATE = -9997
"""PortAudio's number of a rate that a device does not offer."""

SENTENCE_S = 5.4
"""The first two sentences of the sample."""


@pytest.fixture(scope="module")
def parts(weights: Path) -> Parts:
    transcriber = WhisperTranscriber(weights, "tiny.en")
    return Parts(SileroClassifier, SwiftPitchTracker, lambda: transcriber, OnnxStyleModel)


@pytest.fixture(scope="module")
def sentence(spoken: Path) -> Samples:
    sound = np.concatenate([chunk.samples for chunk in MediaFile(spoken).chunks()])
    return np.concatenate((silence(LATE_S), sound[: round(SENTENCE_S * RATE_HZ)], silence(6.0)))


Told = list[tuple[str, dict[str, object]]]


def reply(live: LiveReplies, spool: Path, told: Told) -> Answered:
    answer = live.next(Asked(1, "", "", AnalysisOptions(), spool), lambda name, of: told.append((name, of)))
    assert isinstance(answer, Answered)
    return answer


def ever(_: Intake) -> None:
    """Nothing to watch."""


def listening(parts: Parts, watch: Callable[[Intake], None] = ever) -> LiveReplies:
    live = LiveReplies(SoundCardMicrophone, parts, WavWriter, watch=watch)
    live.prepare()
    return live


def test_what_is_said_into_the_card_is_answered(
    card: VirtualCard, parts: Parts, sentence: Samples, tmp_path: Path
) -> None:
    told: Told = []
    live, spool = listening(parts), tmp_path / "take.wav"
    with card.speaking(sentence):
        answer = reply(live, spool, told)
    assert {"people", "kettle", "stupid"} <= {word.spelled for word in plain_words(answer.text)}
    assert answer.endpoint
    assert answer.style.label == "aggressive"
    events = dict(told)
    assert events["turn_ended"]["reason"] in ("finished", "waited")
    heard_s = float(str(events["speech_stopped"]["at_s"])) - float(str(events["speech_started"]["at_s"]))
    assert heard_s == pytest.approx(SENTENCE_S - 0.3, abs=0.5)
    assert answer.samples is not None
    kept = np.concatenate([chunk.samples for chunk in MediaFile(spool).chunks()])
    assert np.abs(kept - answer.samples).max() < 2 / 2**15


def test_a_device_that_offers_another_rate_alone_is_heard_at_that_rate(
    card: VirtualCard,
    parts: Parts,
    sentence: Samples,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sounddevice

    def check(*, device: int, channels: int, dtype: str, samplerate: int) -> None:
        if samplerate != OTHER_HZ:
            raise sounddevice.PortAudioError("Invalid sample rate", INVALID_RATE)
        checked(device=device, channels=channels, dtype=dtype, samplerate=samplerate)

    checked = sounddevice.check_input_settings
    monkeypatch.setattr(sounddevice, "check_input_settings", check)
    live = listening(parts)
    with card.speaking(sentence):
        answer = reply(live, tmp_path / "take.wav", [])
    assert {"people", "kettle", "stupid"} <= {word.spelled for word in plain_words(answer.text)}
    assert answer.analysis is not None
    assert answer.samples is not None
    assert answer.analysis.source.duration_s == pytest.approx(len(answer.samples) / RATE_HZ, abs=1e-3)
    microphone = SoundCardMicrophone()
    chunks = microphone.chunks()
    next(chunks)
    chunks.close()
    assert microphone.facts().rate_hz == OTHER_HZ


def test_pulled_out_while_somebody_speaks(card: VirtualCard, parts: Parts, sentence: Samples, tmp_path: Path) -> None:
    told: Told = []

    def watch(_: Intake) -> None:
        spoken_s = [told for name, told in told if name == "speech_started"]
        if spoken_s and len(watched) == 0:
            watched.append(0)
        if watched:
            watched[0] += 1
            if watched[0] == round(3.5 / 0.032):
                card.pull_out()

    watched: list[int] = []
    live, spool = listening(parts, watch), tmp_path / "take.wav"
    with card.speaking(sentence):
        answer = reply(live, spool, told)
    assert "people" in answer.text
    assert not answer.endpoint
    assert "gone" in str(dict(told)["device"]["message"])
    assert answer.samples is not None
    assert len(answer.samples) >= 3.5 * RATE_HZ
    with pytest.raises(DeviceError):
        reply(live, tmp_path / "next.wav", told)
