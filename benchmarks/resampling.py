"""Intervals for figures: 95 %, from bootstrap draws over recordings."""

import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

DRAWS = 1000

LEAST = 5
"""Fewer recordings can't be drawn in enough ways to tell how much they vary (own proposal)."""

_Item = TypeVar("_Item")


def interval_95(items: Sequence[_Item], statistic: Callable[[Sequence[_Item]], float | None]) -> list[float] | None:
    """95 % interval of a figure of some recordings, by the percentiles of `DRAWS` bootstrap draws (Efron 1979).

    Args:
        items: What is known of each recording.
        statistic: The figure; None where some recordings don't have one.

    Returns:
        Lower and upper end; None for fewer than `LEAST` recordings, and where no draw has the figure.
    """
    if len(items) < LEAST:
        return None
    rng = random.Random(0)  # noqa: S311 -- a bootstrap, no secret
    drawn = (statistic(rng.choices(items, k=len(items))) for _ in range(DRAWS))
    known = sorted(value for value in drawn if value is not None)
    if not known:
        return None
    return [known[int(share * len(known))] for share in (0.025, 0.975)]


def figure(
    items: Sequence[_Item], statistic: Callable[[Sequence[_Item]], float | None], digits: int = 4
) -> dict[str, Any]:
    """A figure of some recordings as the results hold it: `value` and `interval_95`."""
    value = statistic(items)
    interval = interval_95(items, statistic)
    return {
        "value": None if value is None else round(value, digits),
        "interval_95": interval and [round(end, digits) for end in interval],
    }
