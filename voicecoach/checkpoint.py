"""The port for what is finished of a long analysis, so that one that was ended can go on where it was.

Conventions
    A key names one finished part and all that it depends on, so that whatever is found under it is right: another
    recording, model or version has other keys. What is lost costs time and nothing else.
"""

from typing import Protocol


class Checkpoint(Protocol):
    """What is finished of one analysis. Any thread may call it."""

    def take(self, key: str) -> bytes | None:
        """What an earlier run finished under a key, handed out once; None where it finished nothing."""

    def keep(self, key: str, content: bytes) -> None:
        """Keep a finished part: whatever happens from now on, the next run finds it.

        Where it can't be kept, that is no error.
        """
