"""Memory that is free goes back to the system.

The allocator of Linux keeps what was freed, in pieces between what is still used; recognition and hearing free a
hundred megabytes every few seconds, in several threads.
"""

import ctypes
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Give free memory back to the system; does nothing where the system's allocator does not know how."""
    if (trim := _trim()) is not None:
        trim(0)


@cache
def _trim() -> Any:
    """The function of the GNU C library; None elsewhere."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
