"""The sound card: which device and rate are taken, what is lost is counted, and what PortAudio says becomes ours."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.signals import silence, tone
from voicecoach.adapters import no_sound
from voicecoach.adapters import portaudio as shared
from voicecoach.adapters.sound_card import BLOCK_S, MOST_WAITING_S, SoundCardMicrophone, input_devices
from voicecoach.audio import MOST_AMPLITUDE, Samples
from voicecoach.errors import DeviceError
from voicecoach.units import RATE_HZ, power_to_db


class PortAudioFakeError(Exception):
    """As sounddevice's own: a message and PortAudio's number."""


@dataclass
class PortAudio:
    """A sounddevice that offers what it is told to, and whose streams hear what it is told to."""

    devices: list[dict[str, Any]] = field(default_factory=list)
    default: int = 0
    offers: set[tuple[int, int]] = field(default_factory=lambda: {(RATE_HZ, 1)})
    """(rate, channels)"""
    check_code: int = -9997
    open_code: int | None = None
    blocks: list[np.ndarray[Any, Any]] = field(default_factory=list)
    ends: bool = False
    """Whether the device goes away after the blocks."""
    opened: dict[str, Any] = field(default_factory=dict)
    closed: int = 0

    def module(self) -> ModuleType:
        """What is imported as sounddevice."""
        module = ModuleType("sounddevice")
        vars(module).update(
            PortAudioError=PortAudioFakeError,
            _terminate=lambda: None,
            _initialize=lambda: None,
            default=SimpleNamespace(device=(self.default, -1), hostapi=0),
            query_hostapis=lambda _index: {"default_input_device": 0},
            query_devices=lambda: self.devices,
            check_input_settings=self._check,
            InputStream=self._open,
        )
        return module

    def _check(self, *, device: int, channels: int, dtype: str, samplerate: int) -> None:  # noqa: ARG002
        if (samplerate, channels) not in self.offers:
            raise PortAudioFakeError("not offered", self.check_code)

    def _open(self, **options: Any) -> Any:
        if self.open_code is not None:
            raise PortAudioFakeError("Error opening InputStream: denied", self.open_code)
        self.opened = options

        def start() -> None:
            for block in self.blocks:
                options["callback"](block, len(block), None, SimpleNamespace(input_overflow=False))
            if self.ends:
                options["finished_callback"]()

        def close(*, ignore_errors: bool) -> None:
            assert ignore_errors
            self.closed += 1

        return SimpleNamespace(start=start, close=close)


def device(name: str, channels: int = 1, rate_hz: float = 48_000.0) -> dict[str, Any]:
    return {"name": name, "max_input_channels": channels, "default_samplerate": rate_hz}


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> Iterator[PortAudio]:
    """One microphone that offers mono at our own rate."""
    fake = PortAudio([device("Loudspeaker", 0), device("Desk microphone", 2), device("Headset", 1)], default=1)
    monkeypatch.setitem(sys.modules, "sounddevice", fake.module())
    yield fake
    assert fake.closed == bool(fake.opened)


def blocks_of(samples: Samples, rate_hz: int, channels: int = 1) -> list[np.ndarray[Any, Any]]:
    size = round(BLOCK_S * rate_hz)
    rows = np.repeat(samples[:, None], channels, axis=1)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def everything(microphone: SoundCardMicrophone) -> Samples:
    """All that is heard until the device goes away."""
    heard: list[Samples] = []

    def listen() -> None:
        for chunk in microphone.chunks():
            assert chunk.start_sample == sum(map(len, heard))
            heard.append(chunk.samples)

    with pytest.raises(DeviceError, match="gone"):
        listen()
    return np.concatenate([np.zeros(0, np.float32), *heard])


def test_devices_that_hear_nothing_are_not_listed(portaudio: PortAudio) -> None:
    assert [(one.name, one.default) for one in input_devices()] == [("Desk microphone", True), ("Headset", False)]
    assert portaudio.opened == {}


@pytest.mark.parametrize(("wanted", "index"), [(None, 1), ("headset", 2), ("desk", 1), ("DESK MICROPHONE", 1)], ids=str)
def test_a_device_is_taken_by_a_part_of_its_name(portaudio: PortAudio, wanted: str | None, index: int) -> None:
    portaudio.blocks, portaudio.ends = blocks_of(tone(440.0, 0.2), RATE_HZ), True
    microphone = SoundCardMicrophone(wanted)
    everything(microphone)
    assert portaudio.opened["device"] == index
    assert microphone.facts().device == portaudio.devices[index]["name"]


@pytest.mark.parametrize(("wanted", "said"), [("e", "several"), ("Guitar", "no such")])
def test_a_name_that_fits_none_or_several_says_which_there_are(portaudio: PortAudio, wanted: str, said: str) -> None:
    with pytest.raises(DeviceError, match=said) as raised:
        next(SoundCardMicrophone(wanted).chunks())
    assert "Desk microphone; Headset" in raised.value.remedy
    assert portaudio.opened == {}


@pytest.mark.parametrize(
    ("reason", "said", "remedy"),
    [
        ("none", "No microphone was found.", "Connect one"),
        ("refused", "lets this account use no sound device", "group audio"),
        ("no server", "the sound server does not run", "Start it"),
    ],
)
def test_no_microphone_at_all(
    portaudio: PortAudio, monkeypatch: pytest.MonkeyPatch, reason: str, said: str, remedy: str
) -> None:
    monkeypatch.setattr(no_sound, "reason", lambda: reason)
    portaudio.devices[:] = [device("Loudspeaker", 0)]
    assert input_devices() == ()
    with pytest.raises(DeviceError, match=said) as raised:
        next(SoundCardMicrophone().chunks())
    assert remedy in raised.value.remedy


def test_without_portaudio_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)

    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(DeviceError, match="PortAudio library not found") as raised:
        input_devices()
    assert "libportaudio2" in raised.value.remedy


@pytest.mark.parametrize(
    ("offers", "taken"),
    [
        ({(48_000, 1), (RATE_HZ, 1)}, (RATE_HZ, 1)),
        ({(48_000, 1), (44_100, 1), (8_000, 1)}, (44_100, 1)),
        ({(8_000, 1)}, (8_000, 1)),
        ({(48_000, 2)}, (48_000, 2)),
        ({(37_000, 1)}, (37_000, 1)),
    ],
    ids=str,
)
def test_the_nearest_rate_that_keeps_the_band_is_taken(
    portaudio: PortAudio, offers: set[tuple[int, int]], taken: tuple[int, int]
) -> None:
    rate_hz, channels = taken
    portaudio.offers, portaudio.ends = offers, True
    portaudio.devices[1]["default_samplerate"] = 37_000.0
    times_s = np.arange(rate_hz) / rate_hz
    sound = (0.1 * np.sqrt(2) * np.sin(2 * np.pi * 440.0 * times_s)).astype(np.float32)
    portaudio.blocks = blocks_of(sound, rate_hz, channels)
    microphone = SoundCardMicrophone()
    samples = everything(microphone)
    facts = microphone.facts()
    assert (facts.rate_hz, facts.channels) == taken
    assert len(samples) == pytest.approx(RATE_HZ, abs=2)
    middle = samples[1600:-1600].astype(np.float64)
    assert float(power_to_db(np.mean(middle**2))) == pytest.approx(-20.0, abs=0.1)
    crossings = np.count_nonzero(np.diff(np.signbit(middle)))
    assert crossings / 2 / (len(middle) / RATE_HZ) == pytest.approx(440.0, abs=1.0)


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 44_100])
def test_what_is_no_sound_becomes_silence_or_is_cut(portaudio: PortAudio, rate_hz: int) -> None:
    """One sample of a faulty driver must not take the sound around it along."""
    portaudio.offers, portaudio.ends = {(rate_hz, 2)}, True
    portaudio.blocks = blocks_of(np.full(rate_hz // 2, 0.1, np.float32), rate_hz, 2)
    for place, value in enumerate((np.inf, -np.inf, np.nan, 1e30, -3.4e38)):
        portaudio.blocks[1][40 * place, 0] = value
    samples = everything(SoundCardMicrophone())
    assert np.abs(samples).max() <= MOST_AMPLITUDE
    assert np.median(samples) == pytest.approx(0.1, abs=1e-3)
    assert (samples != 0.0).mean() > 0.99


def test_what_was_connected_since_portaudio_last_looked_is_found(portaudio: PortAudio) -> None:
    connected = [*portaudio.devices]
    portaudio.devices[:] = []
    portaudio.blocks = blocks_of(tone(440.0, 0.1), RATE_HZ)
    vars(sys.modules["sounddevice"])["_initialize"] = lambda: portaudio.devices.extend(connected)
    microphone = SoundCardMicrophone("headset")
    chunks = microphone.chunks()
    next(chunks)
    assert microphone.facts().device == "Headset"
    with pytest.raises(DeviceError):
        next(SoundCardMicrophone("guitar").chunks())
    # The first one is still open: looking anew would have ended it.
    assert len(portaudio.devices) == len(connected)
    chunks.close()


def test_what_the_system_says_of_a_failure_is_told(portaudio: PortAudio, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise PortAudioFakeError("Unanticipated host error", -9999, (0, -5, "Input/output error"))

    monkeypatch.setattr(sys.modules["sounddevice"], "check_input_settings", fail)
    with pytest.raises(DeviceError, match=r"Desk microphone: .*\(Input/output error\)"):
        next(SoundCardMicrophone().chunks())
    assert portaudio.opened == {}


def test_a_device_that_offers_nothing_of_use(portaudio: PortAudio) -> None:
    portaudio.offers = set()
    with pytest.raises(DeviceError, match="offers no rate"):
        next(SoundCardMicrophone().chunks())


@pytest.mark.parametrize(("code", "said"), [(-9985, "another program"), (-9996, "gone"), (-9999, "denied")])
def test_what_portaudio_refuses_becomes_our_error_with_a_remedy(portaudio: PortAudio, code: int, said: str) -> None:
    portaudio.open_code = code
    with pytest.raises(DeviceError, match=said) as raised:
        next(SoundCardMicrophone().chunks())
    assert raised.value.remedy
    portaudio.offers, portaudio.check_code = set(), code
    with pytest.raises(DeviceError):
        next(SoundCardMicrophone().chunks())


def test_a_device_that_falls_silent_is_gone(portaudio: PortAudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "SILENT_S", 0.05)
    portaudio.blocks = blocks_of(tone(440.0, 0.32), RATE_HZ)
    assert len(everything(SoundCardMicrophone())) == pytest.approx(0.32 * RATE_HZ)


def test_sound_that_nobody_fetches_is_counted_and_silence_stands_in(portaudio: PortAudio) -> None:
    """All blocks come before the first is fetched; one more comes once there is room again."""
    kept_s, lost_s = MOST_WAITING_S, 2.0 - MOST_WAITING_S % BLOCK_S
    portaudio.blocks = blocks_of(tone(440.0, kept_s + lost_s, -10.0), RATE_HZ)
    late = blocks_of(tone(440.0, BLOCK_S, -10.0), RATE_HZ)[0]
    microphone = SoundCardMicrophone()
    chunks = []
    for chunk in microphone.chunks():
        chunks.append(chunk.samples)
        if len(chunks) == 1:
            portaudio.opened["callback"](late, len(late), None, SimpleNamespace(input_overflow=False))
            microphone.stop()
    facts = microphone.facts()
    lost = round(facts.lost_s * RATE_HZ)
    assert facts.overruns == 1
    assert lost == sum(map(len, portaudio.blocks)) - round(MOST_WAITING_S / BLOCK_S) * len(late)
    samples = np.concatenate(chunks)
    assert len(samples) == sum(map(len, portaudio.blocks)) + len(late)
    np.testing.assert_array_equal(samples[-len(late) - lost : -len(late)], silence(lost / RATE_HZ))
    np.testing.assert_array_equal(samples[-len(late) :], late[:, 0])


def test_what_portaudio_itself_lost_is_counted(portaudio: PortAudio) -> None:
    microphone = SoundCardMicrophone()
    portaudio.blocks = blocks_of(tone(440.0, 0.1), RATE_HZ)
    chunks = microphone.chunks()
    next(chunks)
    block = portaudio.blocks[0]
    portaudio.opened["callback"](block, len(block), None, SimpleNamespace(input_overflow=True))
    chunks.close()
    assert microphone.facts().overruns == 1


def test_nobody_listens_twice_at_once(portaudio: PortAudio) -> None:
    portaudio.blocks = blocks_of(tone(440.0, 0.1), RATE_HZ)
    microphone = SoundCardMicrophone()
    first = microphone.chunks()
    next(first)
    with pytest.raises(DeviceError, match="already"):
        next(microphone.chunks())
    first.close()
    assert portaudio.closed == 1
