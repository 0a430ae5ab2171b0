"""The suite can reach no home folder, no network and no sound device: each guard is shown to bite."""

import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.guards import NetworkTouchedError, SoundTouchedError, card_config
from tests.program import run

# Addresses that are set aside for documentation: nobody has them.
FAR_V4 = ("192.0.2.1", 80)
FAR_V6 = ("2001:db8::1", 80, 0, 0)


def test_home_data_and_temporary_folders_are_the_suites_own(home: Path) -> None:
    from platformdirs import user_cache_path, user_config_path, user_data_path

    folders = [Path.home(), Path("~").expanduser(), Path(tempfile.gettempdir())]
    folders += [user_data_path("voicecoach"), user_cache_path("voicecoach"), user_config_path("voicecoach")]
    assert all(folder.is_relative_to(home) for folder in folders)
    assert Path(os.environ["VOICECOACH_DATA_DIR"]).is_relative_to(home)


def test_settings_from_outside_are_gone() -> None:
    assert [name for name in os.environ if name.startswith("VOICECOACH_")] == ["VOICECOACH_DATA_DIR"]
    assert not [name for name in os.environ if name.lower().endswith("_proxy")]
    assert (os.environ["HF_HUB_OFFLINE"], os.environ["NO_COLOR"]) == ("1", "1")


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, FAR_V4), (socket.AF_INET6, FAR_V6)], ids=["IPv4", "IPv6"]
)
def test_no_connection_leaves_this_machine(family: socket.AddressFamily, address: tuple[object, ...]) -> None:
    with socket.socket(family) as stream:
        with pytest.raises(NetworkTouchedError, match="reached for"):
            stream.connect(address)
        with pytest.raises(NetworkTouchedError, match="reached for"):
            stream.connect_ex(address)


def test_no_datagram_leaves_this_machine() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as datagrams, pytest.raises(NetworkTouchedError):
        datagrams.sendto(b"hello", FAR_V4)


def test_no_name_is_looked_up() -> None:
    for look_up in (lambda: socket.getaddrinfo("example.org", 443), lambda: socket.gethostbyname("example.org")):
        with pytest.raises(NetworkTouchedError, match=r"example\.org"):
            look_up()


def test_libraries_meet_the_guard_too() -> None:
    import requests

    with pytest.raises(NetworkTouchedError):
        requests.get("https://example.org", timeout=1)


def test_this_machine_itself_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5) as client,
    ):
        assert client.getpeername()[0] == "127.0.0.1"


@pytest.mark.parametrize("kind", ["InputStream", "RawInputStream", "OutputStream", "Stream"])
def test_no_sound_stream_opens(kind: str) -> None:
    sounddevice = _sounddevice()
    with pytest.raises(SoundTouchedError):
        getattr(sounddevice, kind)(samplerate=16_000)


def test_neither_recording_nor_playing_opens_a_stream() -> None:
    sounddevice = _sounddevice()
    with pytest.raises(SoundTouchedError):
        sounddevice.rec(160, samplerate=16_000, channels=1)


def test_a_configuration_that_knows_more_than_the_virtual_card_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "alsa.conf"
    config.write_text(card_config(tmp_path) + "pcm.other { type hw }\n", encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    sounddevice = _sounddevice()
    with pytest.raises(SoundTouchedError):
        sounddevice.InputStream()


def test_child_processes_are_guarded_as_well(home: Path) -> None:
    child = (
        "import pathlib, socket\n"
        "print(pathlib.Path.home())\n"
        "try: import sounddevice; sounddevice.InputStream()\n"
        "except BaseException as error: print(type(error).__name__)\n"
        "socket.create_connection(('192.0.2.1', 80), 1)\n"
    )
    done = run([sys.executable, "-c", child])
    assert done.lines[0] == str(home)
    assert done.lines[1] in ("SoundTouchedError", "OSError")  # OSError: no PortAudio here
    assert done.stderr.splitlines()[-1].startswith("tests.guards.NetworkTouchedError")


def _sounddevice() -> Any:
    """The library, or a skip where PortAudio is not installed."""
    try:
        import sounddevice
    except OSError as error:
        pytest.skip(f"sounddevice can't be imported here: {error}")
    return sounddevice
