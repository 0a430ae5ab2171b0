"""Names in a folder, on the disk."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """See that new, renamed and deleted names in a folder are on the disk; systems without that do it by themselves."""
    if os.name != "posix" or not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
