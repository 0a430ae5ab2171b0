"""Sound is heard when its file says so: where none was written there is silence."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.recordings import encode, read, sine, write_late
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.media_clock import GAP_S, JUMP_S, MOST_GAP_S, MediaClock
from voicecoach.units import RATE_HZ

FRAME_S = 0.03
"""A hole begins and ends with a packet; the longest here has 26 ms."""

HOLES = [("webm", "libopus", "fltp", 48_000), ("m4a", "aac", "fltp", 44_100), ("ogg", "libopus", "fltp", 48_000)]


def frame(at_s: float | None, length_s: float = 0.02) -> SimpleNamespace:
    pts = None if at_s is None else round(at_s * RATE_HZ)
    return SimpleNamespace(
        pts=pts, time_base=Fraction(1, RATE_HZ), samples=round(length_s * RATE_HZ), sample_rate=RATE_HZ
    )


def missing(clock: MediaClock, *times_s: float | None) -> list[float]:
    return [clock.missing_before(frame(at_s)) for at_s in times_s]


@pytest.mark.parametrize(("suffix", "codec", "sample_format", "rate_hz"), HOLES, ids=[hole[0] for hole in HOLES])
def test_a_hole_is_silence_of_its_length(
    suffix: str, codec: str, sample_format: str, rate_hz: int, tmp_path: Path
) -> None:
    whole = encode(tmp_path / f"whole.{suffix}", sine(440.0, 4.0, rate_hz), rate_hz, codec, sample_format)
    path = write_late(tmp_path / f"holed.{suffix}", whole, ((1.0, 1.6), (2.0, 3.1)))
    samples, facts = read(path)
    assert len(samples) == pytest.approx(4.0 * RATE_HZ, abs=FRAME_S * RATE_HZ)
    (warning,) = facts.warnings
    assert "no sound for 1.7 s" in warning
    loud = np.abs(samples) > 0.05
    for start_s, end_s, is_loud in [(0.1, 0.95, True), (1.05, 1.55, False), (1.65, 1.95, True), (2.05, 3.05, False)]:
        heard = loud[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
        assert heard.mean() == pytest.approx(0.93 if is_loud else 0.0, abs=0.03)


def test_levels_of_channels_have_the_same_times(tmp_path: Path) -> None:
    whole = encode(tmp_path / "whole.webm", np.stack([sine(440.0, 4.0, 48_000)] * 2), 48_000, "libopus", "flt")
    path = write_late(tmp_path / "holed.webm", whole, ((1.0, 3.0),))
    levels_db = MediaFile(path).channel_levels()
    assert levels_db.shape == MediaFile(whole).channel_levels().shape


def test_the_sound_of_a_video_that_begins_later_is_heard_later(tmp_path: Path) -> None:
    whole = encode(tmp_path / "whole.m4a", sine(440.0, 2.0, 48_000), 48_000, "aac")
    samples, _ = read(write_late(tmp_path / "late.mp4", whole, late_s=1.5))
    begins_s = np.flatnonzero(np.abs(samples) > 0.05)[0] / RATE_HZ
    assert begins_s == pytest.approx(1.5, abs=FRAME_S)


def test_what_follows_at_once_lacks_nothing() -> None:
    clock = MediaClock(0.0)
    assert missing(clock, 0.0, 0.02, 0.04) == [0.0] * 3
    # Times are rounded in many a file.
    assert missing(clock, 0.061, 0.079, 0.11) == [0.0] * 3
    assert clock.missing_s == 0.0


def test_small_holes_add_up() -> None:
    clock = MediaClock(0.0)
    times_s = [0.02 * number + 0.03 * number for number in range(50)]
    told = missing(clock, *times_s)
    assert max(told) <= GAP_S + 0.03 + 1e-9
    assert clock.missing_s == pytest.approx(sum(told))
    assert clock.missing_s == pytest.approx(49 * 0.03, abs=GAP_S)


def test_a_file_begins_where_it_says() -> None:
    assert missing(MediaClock(1.4), 1.4, 1.42) == [0.0, 0.0]
    assert missing(MediaClock(1.4), 2.0) == [pytest.approx(0.6)]
    assert missing(MediaClock(None), 2.0, 2.02) == [0.0, 0.0]


def test_a_clock_set_anew_is_no_hole() -> None:
    clock = MediaClock(0.0)
    assert missing(clock, 0.0, MOST_GAP_S + 1.0, MOST_GAP_S + 1.02) == [0.0] * 3
    assert missing(clock, 5.0, 5.02, 5.04 + 2 * JUMP_S) == [0.0, 0.0, pytest.approx(2 * JUMP_S)]


def test_times_that_waver_are_no_holes_for_ever() -> None:
    """A hole is filled once; what comes earlier than it is due is kept and takes nothing back."""
    clock = MediaClock(0.0)
    missing(clock, *(0.02 * number + (0.15 if number % 2 else 0.0) for number in range(100)))
    assert clock.missing_s == pytest.approx(0.15, abs=0.01)


def test_frames_without_a_time_are_taken_as_they_come() -> None:
    clock = MediaClock(0.0)
    assert missing(clock, 0.0, None, None, 0.06, 0.5) == [0.0, 0.0, 0.0, 0.0, pytest.approx(0.42)]
    assert missing(MediaClock(None), None, 3.0) == [0.0, 0.0]
