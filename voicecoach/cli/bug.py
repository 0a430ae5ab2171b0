"""The log of a bug."""

import os
import platform
import sys
import tempfile
import time

from voicecoach import __version__


def write_log(trace: str) -> str:
    """Write what is needed to mend a bug, readable for its owner only; the path of the file."""
    handle, name = tempfile.mkstemp(prefix=time.strftime("voicecoach-bug-%Y%m%d-%H%M%S-"), suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"voicecoach {__version__}, Python {sys.version.split()[0]}, {platform.platform()}\n\n{trace}")
    return name
