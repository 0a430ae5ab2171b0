"""What C libraries print is kept from the terminal while sound runs, and nothing else is."""

import ctypes
import os
import platform
import subprocess
import sys
import threading

import pytest

from tests.signals import tone
from tests.virtual_card import VirtualCard
from voicecoach.adapters.hush import hushed
from voicecoach.adapters.loudspeaker import Loudspeaker
from voicecoach.adapters.sound_card import SoundCardMicrophone
from voicecoach.errors import DeviceError
from voicecoach.units import RATE_HZ

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc lets its stderr be set")


def c_prints(text: str) -> None:
    """As a library would."""
    c = ctypes.CDLL(None)
    c.fputs(text.encode(), ctypes.c_void_p.in_dll(c, "stderr"))
    c.fflush(None)


def test_c_is_silent_inside_a_block_and_python_and_children_are_not(capfd: pytest.CaptureFixture[str]) -> None:
    c_prints("c before\n")
    with hushed():
        c_prints("c inside\n")
        os.write(2, b"python inside\n")
        subprocess.run([sys.executable, "-c", "import os; os.write(2, b'child inside\\n')"], check=True)
        with hushed():
            c_prints("c deeper\n")
        c_prints("c inside again\n")
    c_prints("c after\n")
    assert capfd.readouterr().err.splitlines() == ["c before", "python inside", "child inside", "c after"]


def test_blocks_in_several_threads_end_in_any_order(capfd: pytest.CaptureFixture[str]) -> None:
    first_in, first_out, second_out = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with hushed():
            first_in.set()
            first_out.wait()
        second_out.set()

    thread = threading.Thread(target=first)
    thread.start()
    first_in.wait()
    with hushed():
        first_out.set()
        second_out.wait()
        c_prints("second\n")
    thread.join()
    c_prints("after\n")
    assert capfd.readouterr().err.splitlines() == ["after"]


def test_an_error_ends_a_block_too(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), hushed():
        raise KeyboardInterrupt
    c_prints("after\n")
    assert capfd.readouterr().err == "after\n"


def test_nothing_is_printed_of_a_device_that_is_pulled_out(
    card: VirtualCard, capfd: pytest.CaptureFixture[str]
) -> None:
    listening = SoundCardMicrophone().chunks()
    next(listening)
    pulling = threading.Timer(0.5, card.pull_out)
    pulling.start()
    with pytest.raises(DeviceError):
        Loudspeaker().play(tone(440.0, 5.0), RATE_HZ)
    with pytest.raises(DeviceError):
        list(listening)
    pulling.join()
    assert capfd.readouterr().err == ""


def test_alsa_prints_nothing(card: VirtualCard, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001
    """It complains of a device that nobody has, as it does of a block that comes too late."""
    alsa, handle = ctypes.CDLL("libasound.so.2"), ctypes.c_void_p()
    with hushed():
        assert alsa.snd_pcm_open(ctypes.byref(handle), b"no such device", 0, 0) < 0
    assert capfd.readouterr().err == ""
    alsa.snd_pcm_open(ctypes.byref(handle), b"no such device", 0, 0)
    assert "ALSA lib" in capfd.readouterr().err
