"""Why a Linux machine shows no sound device: there is none, the system keeps it from this account, or nobody serves it.

PortAudio leaves out what it can't open, so a device that is refused looks like none.
"""

import ctypes
import errno
import os
import socket
import sys
from pathlib import Path
from typing import Literal

from voicecoach.adapters.hush import hushed

Reason = Literal["none", "refused", "no server"]

NODES = Path("/dev/snd")
"""Where the kernel shows sound cards."""

ANSWER_S = 1.0
"""How long a sound server may take to answer (own proposal); one on the same machine takes milliseconds."""

_REFUSED = frozenset({errno.EACCES, errno.EPERM})
_UNSERVED = frozenset({errno.ECONNREFUSED, errno.EHOSTDOWN})


def reason(nodes: Path = NODES) -> Reason:
    """Why there is no device; "none" also where that can't be known."""
    if sys.platform != "linux":
        return "none"
    code = _alsa()
    if code in _REFUSED or _is_kept(nodes):
        return "refused"
    if code in _UNSERVED:
        return "refused" if _server_is_there() else "no server"
    return "none"


def _alsa() -> int:
    """What ALSA says of its default device: 0, or the number of an error."""
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        return 0
    handle = ctypes.c_void_p()
    capture, at_once = 1, 1
    with hushed():
        code = int(alsa.snd_pcm_open(ctypes.byref(handle), b"default", capture, at_once))
        if code == 0:
            alsa.snd_pcm_close(handle)
    return -code


def _is_kept(nodes: Path) -> bool:
    """Whether there are sound cards, and this account may open none."""
    cards = [*nodes.glob("pcmC*")] if nodes.is_dir() else []
    return bool(cards) and not any(os.access(card, os.R_OK | os.W_OK) for card in cards)


def _server_is_there() -> bool:
    """Whether the sound server of PulseAudio's kind listens, to us or to others."""
    named = os.environ.get("PULSE_SERVER", "")
    path = named.removeprefix("unix:") or f"{os.environ.get('XDG_RUNTIME_DIR', '')}/pulse/native"
    with socket.socket(socket.AF_UNIX) as server:
        server.settimeout(ANSWER_S)
        try:
            server.connect(path)
        except PermissionError:
            return True
        except OSError:
            return False
    return True
