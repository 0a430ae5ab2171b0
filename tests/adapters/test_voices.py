"""Which voice is taken, what follows where one fails, and lines that are spoken beforehand."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from voicecoach.adapters import piper_voice, system_voice, voices
from voicecoach.adapters.system_voice import Program
from voicecoach.adapters.voices import PreparedVoice, VoiceChain, choose
from voicecoach.audio import Samples
from voicecoach.errors import VoiceError
from voicecoach.fakes import FakeVoice

LIMIT_S = 10.0


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool, bool], None]:
    """Says whether piper and a system's voice are here."""

    def tell(piper: bool, system: bool) -> None:
        monkeypatch.setattr(piper_voice, "is_here", lambda: piper)
        speaks = Program("espeak-ng", "/nowhere/espeak-ng", ()) if system else None
        monkeypatch.setattr(system_voice, "program", lambda _pitch: speaks)

    return tell


@pytest.mark.parametrize(
    ("piper", "system", "wanted", "said", "better"),
    [
        (True, True, "auto", "piper", ""),
        (True, False, "auto", "piper", ""),
        (False, True, "auto", "espeak-ng", "voicecoach[voice]"),
        (False, False, "auto", "no voice on this machine", "voicecoach[voice]"),
        (True, True, "system", "espeak-ng", ""),
        (True, False, "system", "no voice on this machine", "espeak-ng"),
        (False, True, "piper", "no voice on this machine", "voicecoach[voice]"),
        (True, True, "none", "no voice", ""),
    ],
)
def test_the_best_voice_is_taken_and_the_way_to_a_better_one_told(
    here: Callable[[bool, bool], None], piper: bool, system: bool, wanted: voices.Wanted, said: str, better: str
) -> None:
    here(piper, system)
    choice = choose(wanted=wanted)
    assert choice.message.startswith(said)
    assert (choice.voice is None) == said.startswith("no voice")
    assert better in choice.better
    assert bool(better) == bool(choice.better)


def test_nothing_is_loaded_to_choose(here: Callable[[bool, bool], None]) -> None:
    here(True, True)
    started_s = time.monotonic()
    choose("high")
    assert time.monotonic() - started_s < 0.2


def test_where_one_voice_fails_the_next_speaks_from_then_on() -> None:
    broken, works = FakeVoice("broken", fails="no weights"), FakeVoice("works")
    chain = VoiceChain([broken, works])
    assert chain.name == "broken"
    assert len(chain.say("Once.")[0])
    assert len(chain.say("Twice.")[0])
    assert chain.name == "works"
    assert (broken.said, works.said) == (["Once."], ["Once.", "Twice."])


def test_where_all_fail_it_says_so() -> None:
    chain = VoiceChain([FakeVoice(fails="first"), FakeVoice(fails="last")])
    with pytest.raises(VoiceError, match="last"):
        chain.say("Once.")


class SlowVoice(FakeVoice):
    """Waits in a line until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.busy, self.go = threading.Event(), threading.Event()

    def say(self, text: str) -> tuple[Samples, int]:
        spoken = super().say(text)
        if text == "slow":
            self.busy.set()
            assert self.go.wait(LIMIT_S)
        return spoken


def test_a_line_is_spoken_once() -> None:
    voice = FakeVoice()
    with PreparedVoice(voice) as prepared:
        prepared.prepare(["One.", "Two.", "One."])
        for text in ("Two.", "One.", "Three.", "Three."):
            np.testing.assert_array_equal(prepared.say(text)[0], FakeVoice().say(text)[0])
    assert sorted(voice.said) == ["One.", "Three.", "Two."]


def test_a_line_that_is_being_spoken_is_waited_for() -> None:
    voice = SlowVoice()
    with PreparedVoice(voice) as prepared:
        prepared.prepare(["slow"])
        assert voice.busy.wait(LIMIT_S)
        threading.Timer(0.05, voice.go.set).start()
        assert len(prepared.say("slow")[0])
    assert voice.said == ["slow"]


def test_a_line_that_waits_for_its_turn_is_not_waited_for() -> None:
    voice = SlowVoice()
    with PreparedVoice(voice) as prepared:
        prepared.prepare(["slow", "next"])
        assert voice.busy.wait(LIMIT_S)
        assert len(prepared.say("next")[0])
        voice.go.set()
        prepared.say("slow")
    assert voice.said == ["slow", "next"]


def test_lines_that_can_no_longer_come_are_dropped() -> None:
    voice = SlowVoice()
    with PreparedVoice(voice) as prepared:
        prepared.prepare(["slow", "old"])
        assert voice.busy.wait(LIMIT_S)
        prepared.prepare(["new"])
        voice.go.set()
        prepared.say("new")
    assert "old" not in voice.said


def test_a_line_that_failed_is_tried_again() -> None:
    voice = FakeVoice(fails="busy")
    with PreparedVoice(voice) as prepared:
        prepared.prepare(["One."])
        for _ in range(2):
            with pytest.raises(VoiceError, match="busy"):
                prepared.say("One.")
    assert len(voice.said) >= 2


def test_only_the_last_lines_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "MOST_LINES", 2)
    voice = FakeVoice()
    with PreparedVoice(voice) as prepared:
        for text in ("One.", "Two.", "One.", "Three.", "One.", "Two."):
            prepared.say(text)
    assert voice.said == ["One.", "Two.", "Three.", "Two."]
