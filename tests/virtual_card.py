"""A sound card made of software: PulseAudio with a microphone and a loudspeaker that only the suite can hear.

ALSA is given a configuration that names this server and no hardware, so that no real microphone can be reached.
"""

import math
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.guards import CARD_SOCKET, card_config
from tests.recordings import write_wav
from voicecoach.audio import Samples

PACKAGES = "libportaudio2 pulseaudio pulseaudio-utils libasound2-plugins"

PLUGIN = "libasound_module_pcm_pulse.so"
MICROPHONE = "mic_sink"
RATE_HZ = 48_000
START_S = 10.0

LOUDSPEAKER = "spk"
LATENCY_MS = 10
"""How soon a recorder is given what is played."""

_OPTIONS = ("--exit-idle-time=-1", "--use-pid-file=no", "--daemonize=no", "--disable-shm=yes")
_NOBODY = 65_534
_SCRIPT = "load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n"


class Monitor:
    """What a loudspeaker plays, with its time.

    Args:
        command: What to run: it writes float32 samples, mono, at `RATE_HZ`, to its stdout.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._recorder = subprocess.Popen(command, stdout=subprocess.PIPE)
        self._parts: list[bytes] = []
        self._bytes = 0
        self.start_s = math.inf
        """When the first sample was played, by `time.monotonic`: no block comes before its time."""
        self._begun = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._begun.wait(START_S):
            raise TimeoutError("the recorder does not start")

    def _read(self) -> None:
        assert self._recorder.stdout is not None
        while part := self._recorder.stdout.read1(65_536):  # type: ignore[attr-defined]
            self._parts.append(part)
            self._bytes += len(part)
            self.start_s = min(self.start_s, time.monotonic() - self._bytes / 4 / RATE_HZ)
            self._begun.set()

    def close(self) -> None:
        """Stop recording."""
        self._recorder.terminate()
        self._reader.join()
        self._recorder.wait()
        assert self._recorder.stdout is not None
        self._recorder.stdout.close()

    @property
    def samples(self) -> Samples:
        """All that was played, at `RATE_HZ` of the card."""
        raw = b"".join(self._parts)
        return np.frombuffer(raw[: len(raw) // 4 * 4], "<f4").astype(np.float32)

    def heard_s(self, least: float = 1e-3) -> tuple[float, float]:
        """When the first and the last sample that is no silence were played, by `time.monotonic`."""
        loud = np.flatnonzero(np.abs(self.samples) > least)
        return self.start_s + loud[0] / RATE_HZ, self.start_s + loud[-1] / RATE_HZ


class VirtualCard:
    """A running card.

    Args:
        folder: A folder of its own, with a short path.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = f"unix:{folder / CARD_SOCKET}"
        self._plugged_in = False
        self.environment = server_at(folder)
        """What a program needs to find it."""
        script = folder / "script.pa"
        script.write_text(_SCRIPT.format(socket=folder / CARD_SOCKET), encoding="utf-8")
        self._pulse = subprocess.Popen(
            ["pulseaudio", "-n", "-F", script, *_OPTIONS],
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
        """Connect the microphone and the loudspeaker; nothing where they are connected."""
        if not self._plugged_in:
            for sink in (MICROPHONE, LOUDSPEAKER):
                # With rewinds it would take up to 2 s of silence ahead of a sound.
                kind = (f"sink_name={sink}", f"rate={RATE_HZ}", "channels=1", "norewinds=1")
                self._pactl("load-module", "module-null-sink", *kind)
            self.choose(MICROPHONE)
            self._pactl("set-default-sink", LOUDSPEAKER)
            self._plugged_in = True

    def pull_out(self) -> None:
        """Take the microphone and the loudspeaker, and with them all that can be opened, away."""
        self._pactl("unload-module", "module-null-sink")
        self._plugged_in = False

    @contextmanager
    def another_microphone(self, name: str = "other_mic") -> Iterator[str]:
        """Connect one more microphone; gives its name."""
        kind = (f"sink_name={name}", f"rate={RATE_HZ}", "channels=1", "norewinds=1")
        module = self._pactl("load-module", "module-null-sink", *kind)
        try:
            yield name
        finally:
            self.choose(MICROPHONE)
            self._pactl("unload-module", module)

    def choose(self, microphone: str) -> None:
        """Make a microphone the one that the system takes."""
        self._pactl("set-default-source", f"{microphone}.monitor")

    @contextmanager
    def speaking(self, samples: Samples, microphone: str = MICROPHONE) -> Iterator[None]:
        """Speak into a microphone, from now on."""
        path = write_wav(Path(tempfile.mkdtemp(dir=self._folder)) / "said.wav", samples)
        player = subprocess.Popen(["paplay", f"--server={self._server}", f"--device={microphone}", path])
        try:
            yield
        finally:
            player.terminate()
            player.wait()

    @contextmanager
    def monitored(self) -> Iterator[Monitor]:
        """Record what the loudspeaker plays, from now on."""
        kind = ["--raw", "--format=float32le", f"--rate={RATE_HZ}", "--channels=1", f"--latency-msec={LATENCY_MS}"]
        monitor = Monitor(["parec", f"--server={self._server}", f"--device={LOUDSPEAKER}.monitor", *kind])
        try:
            yield monitor
        finally:
            monitor.close()

    @contextmanager
    def echoing(self, latency_ms: int = 60) -> Iterator[None]:
        """Let the microphone hear the loudspeaker."""
        ways = (f"source={LOUDSPEAKER}.monitor", f"sink={MICROPHONE}", f"latency_msec={latency_ms}")
        module = self._pactl("load-module", "module-loopback", *ways)
        try:
            yield
        finally:
            self._pactl("unload-module", module)

    def close(self) -> None:
        """Stop it."""
        self._pulse.terminate()
        self._pulse.wait()

    def _pactl(self, *command: str) -> str:
        arguments = ["pactl", f"--server={self._server}", *command]
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()


def missing() -> Sequence[str]:
    """What this machine lacks for a virtual card."""
    programs = [name for name in ("pulseaudio", "pactl", "paplay", "parec") if shutil.which(name) is None]
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


def server_at(folder: Path) -> dict[str, str]:
    """Variables under which a program sees the sound server of a folder, whether one runs there or not."""
    config = folder / "alsa.conf"
    config.write_text(card_config(folder), encoding="utf-8")
    return {"ALSA_CONFIG_PATH": str(config), "PULSE_SERVER": f"unix:{folder / CARD_SOCKET}"}


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder with a path that a socket can have, and that another user can reach."""
    with tempfile.TemporaryDirectory(prefix="sound-", dir="/tmp") as folder:
        yield Path(folder)


@contextmanager
def refusing(folder: Path) -> Iterator[dict[str, str]]:
    """Variables under which a program sees a sound server that does not let it in; skips where there can be none."""
    path = folder / CARD_SOCKET
    if os.geteuid() != 0:
        with socket.socket(socket.AF_UNIX) as closed:
            closed.bind(str(path))
            path.chmod(0)
            yield server_at(folder)
        return
    # No right on a file keeps root out, but the server of another user does.
    if shutil.which("setpriv") is None:
        pytest.skip("no setpriv here to run a sound server as another user")
    environment = server_at(folder)
    script = folder / "script.pa"
    script.write_text(f"load-module module-native-protocol-unix socket={path}\n", encoding="utf-8")
    os.chown(folder, _NOBODY, _NOBODY)
    other = ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
    server = subprocess.Popen(
        [*other, "pulseaudio", "-n", "-F", script, *_OPTIONS],
        env={"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline_s = time.monotonic() + START_S
        while not path.exists():
            if time.monotonic() > deadline_s or server.poll() is not None:
                pytest.skip("PulseAudio does not start as another user")
            time.sleep(0.05)
        yield environment
    finally:
        server.terminate()
        server.wait()


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
