"""A sound card made of software: PulseAudio with a microphone that hears what the suite plays, and nothing else.

ALSA is given a configuration that names this server and no hardware, so that no real microphone can be reached.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.guards import CARD_SOCKET, card_config
from tests.recordings import write_wav
from voicecoach.audio import Samples

PACKAGES = "libportaudio2 pulseaudio pulseaudio-utils libasound2-plugins"

PLUGIN = "libasound_module_pcm_pulse.so"
MICROPHONE = "mic_sink"
RATE_HZ = 48_000
START_S = 10.0

_SCRIPT = f"""
load-module module-native-protocol-unix auth-anonymous=1 socket={{socket}}
load-module module-null-sink sink_name=spk rate={RATE_HZ} channels=1
set-default-sink spk
"""


class VirtualCard:
    """A running card.

    Args:
        folder: A folder of its own, with a short path.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = f"unix:{folder / CARD_SOCKET}"
        self._module = ""
        config = folder / "alsa.conf"
        config.write_text(card_config(folder), encoding="utf-8")
        self.environment = {"ALSA_CONFIG_PATH": str(config), "PULSE_SERVER": self._server}
        """What a program needs to find it."""
        script = folder / "script.pa"
        script.write_text(_SCRIPT.format(socket=folder / CARD_SOCKET), encoding="utf-8")
        options = ["--exit-idle-time=-1", "--use-pid-file=no", "--daemonize=no", "--disable-shm=yes"]
        self._pulse = subprocess.Popen(
            ["pulseaudio", "-n", "-F", script, *options],
            env={**os.environ, "XDG_RUNTIME_DIR": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline_s = time.monotonic() + START_S
        while not (folder / CARD_SOCKET).exists() or self._pulse.poll() is not None:
            if time.monotonic() > deadline_s or self._pulse.poll() is not None:
                self.close()
                pytest.skip("PulseAudio does not start on this machine")
            time.sleep(0.05)
        self.plug_in()

    def plug_in(self) -> None:
        """Connect the microphone; nothing where it is connected."""
        if not self._module:
            sink = f"sink_name={MICROPHONE}"
            self._module = self._pactl("load-module", "module-null-sink", sink, f"rate={RATE_HZ}", "channels=1")
            self._pactl("set-default-source", f"{MICROPHONE}.monitor")

    def pull_out(self) -> None:
        """Take the microphone, and with it the last thing that can be listened to, away."""
        self._pactl("unload-module", "module-null-sink")
        self._module = ""

    @contextmanager
    def speaking(self, samples: Samples) -> Iterator[None]:
        """Speak into the microphone, from now on."""
        path = write_wav(Path(tempfile.mkdtemp(dir=self._folder)) / "said.wav", samples)
        player = subprocess.Popen(["paplay", f"--server={self._server}", f"--device={MICROPHONE}", path])
        try:
            yield
        finally:
            player.terminate()
            player.wait()

    def close(self) -> None:
        """Stop it."""
        self._pulse.terminate()
        self._pulse.wait()

    def _pactl(self, *command: str) -> str:
        arguments = ["pactl", f"--server={self._server}", *command]
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()


def missing() -> Sequence[str]:
    """What this machine lacks for a virtual card."""
    programs = [name for name in ("pulseaudio", "pactl", "paplay") if shutil.which(name) is None]
    if not any(Path("/usr/lib").glob(f"*/alsa-lib/{PLUGIN}")):
        programs.append(PLUGIN)
    try:
        import sounddevice  # noqa: F401 -- whether PortAudio is there shows when it is imported
    except OSError:
        programs.append("PortAudio")
    return programs


@contextmanager
def virtual_card() -> Iterator[VirtualCard]:
    """A running card; skips where there can be none."""
    lacks = missing()
    if lacks:
        pytest.skip(f"no virtual sound card here, {', '.join(lacks)} missing: apt-get install {PACKAGES}")
    card = VirtualCard(Path(tempfile.mkdtemp()))
    try:
        yield card
    finally:
        card.close()


@contextmanager
def seen(card: VirtualCard) -> Iterator[None]:
    """Let PortAudio, in this process and in those it starts, see this card and no other."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in card.environment.items():
            patch.setenv(name, value)
        look_again()
        yield
    look_again()


def look_again() -> None:
    """Let PortAudio look for devices anew: it does so only when it is started."""
    import sounddevice

    sounddevice._terminate()
    sounddevice._initialize()
