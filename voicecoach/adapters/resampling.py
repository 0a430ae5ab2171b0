"""From any rate to the one that is heard, as the sound comes."""

from typing import Any

from voicecoach.units import RATE_HZ


def resampler_of(rate_hz: int) -> Any:
    """A streaming resampler of one channel to `units.RATE_HZ`, or None where there is nothing to do."""
    if rate_hz == RATE_HZ:
        return None
    import soxr

    return soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32", quality="HQ")
