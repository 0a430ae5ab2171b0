"""When the sound of a file is to be heard: its frames carry times, and where some are missing there is silence."""

import math
from typing import Any

GAP_S = 0.1
"""What may be missing between two frames before silence stands for it: FFmpeg's `min_hard_comp` (aresample)."""

JUMP_S = 1.0
"""A clock that goes back by more was set anew, as where files were joined (own proposal)."""

MOST_GAP_S = 3600.0
"""A clock that goes ahead by more was set anew too (own proposal)."""


class MediaClock:
    """Follows the times of the frames of a stream, and tells where sound is missing.

    Recorders of calls write nothing where nobody speaks (discontinuous transmission, RFC 6716), and the sound of a
    video may begin after its picture. Read without its times, every word after that would be heard too early.

    Args:
        start_s: Where the file begins, on the clock of its frames; None where it does not say.
    """

    def __init__(self, start_s: float | None) -> None:
        self._due_s = start_s
        self.missing_s = 0.0
        """What was missing so far, in all."""

    def missing_before(self, frame: Any) -> float:
        """Seconds of silence that belong before a frame; 0 for none, and for frames without a time."""
        length_s = frame.samples / frame.sample_rate
        at_s = None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base)
        if at_s is None or not math.isfinite(at_s):
            self._due_s = None if self._due_s is None else self._due_s + length_s
            return 0.0
        ahead_s = 0.0 if self._due_s is None else at_s - self._due_s
        if self._due_s is None or not -JUMP_S <= ahead_s <= GAP_S:
            self._due_s = at_s
        self._due_s += length_s
        missing_s = ahead_s if GAP_S < ahead_s <= MOST_GAP_S else 0.0
        self.missing_s += missing_s
        return missing_s
