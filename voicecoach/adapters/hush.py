"""Keeps C libraries quiet: what PortAudio and ALSA print of a late block or a lost device is not for a learner.

Conventions
    Only what C code prints by way of its own `stderr` goes nowhere, and only inside a block of `hushed`. The file
    descriptor stays as it is: what Python writes, what a child process writes, and a crash are seen as ever. glibc
    allows to set `stderr` (its manual: "normal variables you can set just like any others"); with any other C library
    nothing is done, as some keep it where it can't be written.
"""

import contextlib
import ctypes
import os
import platform
import threading
from collections.abc import Iterator
from functools import cache

_LOCK = threading.Lock()
_inside: list[int] = []
"""What `stderr` was, once for each block that is open."""


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """Let C libraries print nothing inside this block; blocks may overlap, in any threads."""
    places = _places()
    if places is None:
        yield
        return
    stderr, nowhere = places
    with _LOCK:
        _inside.append(_inside[0] if _inside else int(stderr.value or 0))
        stderr.value = nowhere
    try:
        yield
    finally:
        with _LOCK:
            before = _inside.pop()
            if not _inside:
                stderr.value = before


@cache
def _places() -> tuple[ctypes.c_void_p, int] | None:
    """C's variable `stderr`, and a stream that leads nowhere; None where there is nothing to be done."""
    if platform.libc_ver()[0] != "glibc":
        return None
    # Of the whole process, for an executable that uses the variable has it, and no longer the library.
    c = ctypes.CDLL(None)
    c.fopen.restype = ctypes.c_void_p
    nowhere = c.fopen(os.fsencode(os.devnull), b"w")
    return (ctypes.c_void_p.in_dll(c, "stderr"), nowhere) if nowhere else None
