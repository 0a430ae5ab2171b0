"""Times as a person reads them."""


def clock(time_s: float) -> str:
    """Minutes, seconds and tenths.

    >>> clock(83.25)
    '1:23.2'
    """
    tenths = int(time_s * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
