"""Guards of the suite: no network beyond this machine, no sound device. They bite in child processes too.

The one sound card that may be opened is the suite's own, which is made of software (tests/virtual_card.py).

Each is set once for a whole process and can't be taken away again.
"""

import importlib.abc
import importlib.machinery
import ipaddress
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

_SITE = f"""
import sys
sys.path.append({str(ROOT)!r})
from tests import guards
guards.forbid_network()
guards.forbid_sound()
"""
CARD_SOCKET = "native"

_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
_SENDINGS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class NetworkTouchedError(RuntimeError):
    """A test reached for the network."""


class SoundTouchedError(RuntimeError):
    """A test reached for a microphone or a loudspeaker."""


def forbid_network() -> None:
    """Let no socket of this process reach anything but this machine."""
    sys.addaudithook(_watch)


def _watch(event: str, details: tuple[Any, ...]) -> None:
    if event in _LOOKUPS:
        host = details[0]
    elif event in _SENDINGS and isinstance(details[1], tuple):
        host = details[1][0]
    else:
        return
    if not _is_here(host):
        raise NetworkTouchedError(f"a test reached for {host!r} ({event})")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def forbid_sound() -> None:
    """Let no sound stream of this process open; sounddevice itself is imported only by who needs it."""
    if "sounddevice" in sys.modules:
        _silence(sys.modules["sounddevice"])
    else:
        sys.meta_path.insert(0, _SoundFinder())


def _silence(module: ModuleType) -> None:
    base = vars(module)["_StreamBase"]
    opened = base.__init__

    def refuse(*arguments: object, **options: object) -> None:
        if not _sees_the_virtual_card_only():
            raise SoundTouchedError("a test opened a sound stream")
        opened(*arguments, **options)

    base.__init__ = refuse


def card_config(folder: Path) -> str:
    """All that ALSA knows where this is its configuration: no hardware, and the sound server of a folder."""
    server = f'type pulse\n    server "unix:{folder / CARD_SOCKET}"'
    return f"pcm.!default {{\n    {server}\n}}\nctl.!default {{\n    {server}\n}}\n"


def _sees_the_virtual_card_only() -> bool:
    config = Path(os.environ.get("ALSA_CONFIG_PATH", ""))
    return config.is_file() and config.read_text(encoding="utf-8") == card_config(config.parent)


class _SoundFinder(importlib.abc.MetaPathFinder):
    """Finds sounddevice as ever, but has its streams refuse."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,  # noqa: ARG002 -- importlib's signature
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != "sounddevice":
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _SilentLoader(spec.loader)
        return spec


class _SilentLoader(importlib.abc.Loader):
    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        _silence(module)


def homeless(home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """An environment whose home, data and temporary folders lie under `home`, and whose Pythons are guarded.

    What would lead elsewhere is left out: proxies, and settings of voicecoach itself.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("VOICECOACH_", "XDG_")) and not name.lower().endswith("_proxy")
    }
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "config",
        "LOCALAPPDATA": "share",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "share",
        "XDG_STATE_HOME": "state",
        "TMPDIR": "tmp",
        "VOICECOACH_DATA_DIR": "data",
    }
    for folder in folders.values():
        (home / folder).mkdir(parents=True, exist_ok=True)
    site = home / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    return {
        **kept,
        **{name: str(home / folder) for name, folder in folders.items()},
        "PYTHONPATH": os.pathsep.join(filter(None, (str(site), kept.get("PYTHONPATH")))),
        "HF_HUB_OFFLINE": "1",
        "NO_COLOR": "1",
    }
