"""What listening and playing by way of PortAudio have in common: the devices, the choice of one, and its errors."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from voicecoach.adapters import no_sound
from voicecoach.adapters.hush import hushed
from voicecoach.errors import DeviceError

RATES_HZ = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000, 11_025, 8_000)
"""Rates that are tried, best first for listening: the nearest that keeps the whole band up to 8 kHz, and only then
lower ones."""

MOST_CHANNELS = 2
"""Channels that are tried: some devices refuse to be opened with one alone."""

SILENT_S = 5.0
"""Time in which a device neither gives nor takes a block after which it counts as gone: sound servers take up to 2 s to
wake a device, and drivers that lose one do not all say so (own proposal)."""

OPENING = threading.RLock()
"""Held while a stream is opened, started or closed: PortAudio allows one thread at a time to do so."""

_users: list[None] = []
"""One for each block of `using`."""

_UNSUITABLE = frozenset({-9998, -9997, -9994})
"""PortAudio's codes for a number of channels, a rate or a sample format that a device does not offer."""

_BUSY = frozenset({-9985})
_NO_DEVICE = frozenset({-9996})


@dataclass(frozen=True, slots=True)
class Device:
    """A device on one of its two sides."""

    name: str
    channels: int
    """Channels that it has there."""
    rate_hz: int
    """Rate that it prefers."""
    default: bool
    """Whether it is the one that the system takes where none is named."""


@dataclass(frozen=True, slots=True)
class Side:
    """Listening or playing: how PortAudio and we call it."""

    noun: str
    direction: Literal["input", "output"]
    instead: str
    """What can be done without such a device, as the end of a sentence."""
    refused: str
    """What may help where the system refuses a device, as a sentence."""

    @property
    def place(self) -> int:
        """Where this side stands in PortAudio's pairs."""
        return ("input", "output").index(self.direction)


MICROPHONE = Side(
    "microphone",
    "input",
    "or speak into a recorder and use its file",
    "See that one is connected, close other programs that record, and allow the terminal to use the microphone in the "
    "system's privacy settings, or choose another with --device.",
)
LOUDSPEAKER = Side(
    "loudspeaker",
    "output",
    "or go on with the text alone",
    "See that one is connected, close other programs that play, or choose another loudspeaker in the system's sound "
    "settings.",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a device is opened."""

    index: int
    name: str
    rate_hz: int
    channels: int


def portaudio(side: Side) -> ModuleType:
    """The library.

    Raises:
        DeviceError: When it is missing.
    """
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            f"The sound library PortAudio can't be loaded ({error}).",
            f"Install it (Debian, Ubuntu: sudo apt-get install libportaudio2), {side.instead}.",
        ) from error
    except ImportError as error:
        raise DeviceError("The package sounddevice is missing.", "python -m pip install sounddevice") from error
    module: ModuleType = sounddevice
    return module


def found(sounddevice: ModuleType, side: Side) -> tuple[tuple[int, Device], ...]:
    """The devices with their numbers; () where there is none.

    Raises:
        DeviceError: When PortAudio fails.
    """
    with translated(sounddevice, side, "sound devices"):
        default = sounddevice.default.device[side.place]
        if default < 0:
            default = sounddevice.query_hostapis(sounddevice.default.hostapi)[f"default_{side.direction}_device"]
        listed = list(sounddevice.query_devices())
    channels = f"max_{side.direction}_channels"
    return tuple(
        (index, Device(one["name"], one[channels], round(one["default_samplerate"]), default=index == default))
        for index, one in enumerate(listed)
        if one[channels] > 0
    )


def chosen(devices: Sequence[tuple[int, Device]], wanted: str | None, side: Side) -> tuple[int, Device]:
    """The device that is wanted; a full name wins over a part of one, and None takes the system's default.

    Raises:
        DeviceError: When none fits, or several do.
    """
    if not devices:
        raise _none(side)
    if wanted is None:
        return next((one for one in devices if one[1].default), devices[0])
    fits = [one for one in devices if wanted.casefold() in one[1].name.casefold()]
    exact = [one for one in fits if one[1].name.casefold() == wanted.casefold()]
    if exact or len(fits) == 1:
        return (exact or fits)[0]
    if fits:
        raise DeviceError(f"{wanted}: fits several {side.noun}s.", f"Name one of them: {_names(fits)}.")
    raise DeviceError(f"{wanted}: there is no such {side.noun}.", f"There are: {_names(devices)}.")


def settings(sounddevice: ModuleType, wanted: str | None, side: Side, rates_hz: Sequence[int]) -> Settings:
    """The best way in which the device can be opened.

    Args:
        sounddevice: The library.
        wanted: Name of the device; None takes the system's default.
        side: Listening or playing.
        rates_hz: Rates that are tried before the device's own, best first.

    Raises:
        DeviceError: When there is no such device, it refuses, or it offers nothing of use.
    """
    index, device = chosen(found(sounddevice, side), wanted, side)
    check = getattr(sounddevice, f"check_{side.direction}_settings")
    for rate_hz in dict.fromkeys((*rates_hz, device.rate_hz)):
        for channels in range(1, min(MOST_CHANNELS, device.channels) + 1):
            try:
                check(device=index, channels=channels, dtype="float32", samplerate=rate_hz)
            except sounddevice.PortAudioError as error:
                if _code(error) not in _UNSUITABLE:
                    raise _refused(device.name, side, error) from error
                continue
            return Settings(index, device.name, rate_hz, channels)
    raise DeviceError(
        f"{device.name}: offers no rate or number of channels that can be used.",
        f"Choose another {side.noun}, or set it to 48 kHz in the system's sound settings.",
    )


@contextmanager
def using() -> Iterator[None]:
    """A block in which a stream is opened, used and closed."""
    with OPENING:
        _users.append(None)
    try:
        yield
    finally:
        with OPENING:
            _users.pop()


def renewed(sounddevice: ModuleType) -> bool:
    """Look for the devices anew, inside a block of `using`: PortAudio does so only when it is started.

    Returns:
        Whether that could be done: another stream that is open would end by it.

    Raises:
        sounddevice.PortAudioError: When PortAudio can't be started again.
    """
    with OPENING, hushed():
        if len(_users) > 1:
            return False
        sounddevice._terminate()  # noqa: SLF001 -- sounddevice has no other name for it
        sounddevice._initialize()  # noqa: SLF001
        return True


def gone(name: str, side: Side) -> DeviceError:
    """What to say of a device that was pulled out."""
    return DeviceError(f"{name}: the {side.noun} is gone.", "Connect it again, then start again.")


@contextmanager
def translated(sounddevice: ModuleType, side: Side, name: str) -> Iterator[None]:
    """PortAudio's errors to ours."""
    try:
        yield
    except sounddevice.PortAudioError as error:
        raise _refused(name, side, error) from error


def _none(side: Side) -> DeviceError:
    """What to say where no device is shown."""
    why = no_sound.reason()
    if why == "refused":
        return DeviceError(
            f"No {side.noun} was found: the system lets this account use no sound device.",
            "Add the account to the group audio (sudo usermod -aG audio NAME) and log in again, or run as the user "
            f"whose sound server it is, {side.instead}.",
        )
    if why == "no server":
        return DeviceError(
            f"No {side.noun} was found: the sound server does not run.",
            f"Start it (systemctl --user start pipewire-pulse, or pulseaudio --start), {side.instead}.",
        )
    return DeviceError(f"No {side.noun} was found.", f"Connect one and see `voicecoach doctor`, {side.instead}.")


def _names(devices: Sequence[tuple[int, Device]]) -> str:
    return "; ".join(dict.fromkeys(device.name for _, device in devices))


def _refused(name: str, side: Side, error: Exception) -> DeviceError:
    code = _code(error)
    if code in _NO_DEVICE:
        return gone(name, side)
    if code in _BUSY:
        reason = "another program may have it, or this one may not"
    else:
        reason = _host_reason(error) or (str(error.args[0]) if error.args else "no reason given")
    return DeviceError(f"{name}: the {side.noun} can't be opened ({reason}).", side.refused)


def _host_reason(error: Exception) -> str:
    """What the system itself said of an error; empty where it said nothing."""
    host = error.args[2] if len(error.args) > 2 else ()
    return str(host[2]) if isinstance(host, tuple) and len(host) > 2 else ""


def _code(error: Exception) -> int | None:
    """PortAudio's number of an error; None where it gives none."""
    return next((argument for argument in error.args[1:2] if isinstance(argument, int)), None)
