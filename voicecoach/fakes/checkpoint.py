"""A fake checkpoint, which keeps what is finished in memory."""

from collections.abc import Mapping


class FakeCheckpoint:
    """A checkpoint in memory.

    Args:
        finished: What earlier runs finished.
    """

    def __init__(self, finished: Mapping[str, bytes] | None = None) -> None:
        self._left = dict(finished or {})
        self.finished = dict(self._left)
        """All that is finished, by this run and by earlier ones."""

    def take(self, key: str) -> bytes | None:
        """What an earlier run finished under a key, once."""
        return self._left.pop(key, None)

    def keep(self, key: str, content: bytes) -> None:
        """Keep a finished part."""
        self.finished[key] = content
