"""How long an analysis will take still.

Measures
    left_s    what is to do still, at the speed since the first part that was told: loading a model says nothing of the
              speed, and neither do parts that an earlier run finished.
"""


class TimeLeft:
    """Estimates it, each time that work was done.

    Args:
        start_s: What an earlier run finished, in seconds of the recording.
    """

    def __init__(self, start_s: float = 0.0) -> None:
        self._start_s = start_s
        self._first: tuple[float, float] | None = None

    def after(self, done_s: float, all_s: float | None, now_s: float) -> float | None:
        """Seconds that are left; None while the speed is not known, or the length.

        Args:
            done_s: What is done, in seconds of the recording.
            all_s: Its length; None where that is not known.
            now_s: The time, by any clock that runs evenly.
        """
        if self._first is None or done_s <= self._start_s:
            self._first = (done_s, now_s)
        first_done_s, first_s = self._first
        if all_s is None or done_s <= first_done_s or now_s <= first_s:
            return None
        return max(0.0, all_s - done_s) * (now_s - first_s) / (done_s - first_done_s)


def told_left(left_s: float | None) -> str:
    """Time left as one says it; empty where it is not known.

    >>> told_left(1530.0)
    'about 26 min left'
    """
    if left_s is None:
        return ""
    if left_s < 60:
        return "less than a minute left"
    minutes = -(-int(left_s) // 60)
    return f"about {minutes} min left" if minutes < 100 else f"about {minutes // 60} h {minutes % 60:02d} min left"
