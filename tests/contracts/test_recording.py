"""What every recording keeps to: the fake in memory, and a file on disk."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.recordings import write_wav
from tests.signals import noise, silence, tone
from voicecoach.adapters.media import MediaFile
from voicecoach.audio import AudioChunk, Samples
from voicecoach.errors import MediaError
from voicecoach.fakes import FakeRecording
from voicecoach.ports import Recording
from voicecoach.units import RATE_HZ

Make = Callable[[Samples], Recording]

ROUNDING = 2.0**-15
"""One step of 16-bit samples."""

SOUND = (tone(220.0, 3.3, -20.0) + noise(3.3, -50.0) + np.float32(0.01)).astype(np.float32)


@pytest.fixture(params=["fake", "file"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a recording of some samples."""
    if request.param == "fake":
        return FakeRecording
    return lambda samples: MediaFile(write_wav(tmp_path / "sound.wav", samples))


def heard(recording: Recording) -> tuple[list[AudioChunk], Samples]:
    parts = list(recording.chunks())
    return parts, np.concatenate([part.samples for part in parts])


def test_it_gives_every_sample_in_order(make: Make) -> None:
    _, samples = heard(make(SOUND))
    assert samples.dtype == np.float32
    np.testing.assert_allclose(samples, SOUND, rtol=0, atol=ROUNDING)


def test_chunks_follow_each_other_without_gap_or_overlap(make: Make) -> None:
    parts, samples = heard(make(SOUND))
    assert len(parts) > 1
    assert [part.start_sample for part in parts] == [0, *(part.end_sample for part in parts[:-1])]
    assert parts[-1].end_sample == len(samples)
    assert all(len(part.samples) for part in parts)


def test_it_says_how_long_it_will_be_once_it_was_opened(make: Make) -> None:
    recording = make(SOUND)
    next(recording.chunks())
    assert recording.expected_duration_s == pytest.approx(3.3)


def test_its_facts_are_complete_at_the_end(make: Make) -> None:
    recording = make(SOUND)
    heard(recording)
    facts = recording.facts()
    assert facts.duration_s == len(SOUND) / RATE_HZ
    assert (facts.rate_hz, facts.channels, facts.clipped_share, facts.warnings) == (RATE_HZ, 1, 0.0, ())
    assert facts.dc_offset == pytest.approx(0.01, abs=ROUNDING)
    assert len(bytes.fromhex(facts.sha256)) == 32


def test_the_same_sound_has_the_same_hash_and_another_has_another(make: Make) -> None:
    def hash_of(samples: Samples) -> str:
        recording = make(samples)
        heard(recording)
        return recording.facts().sha256

    assert hash_of(SOUND) == hash_of(SOUND)
    assert hash_of(SOUND) != hash_of(-SOUND)


def test_a_recording_without_sound_is_an_error_and_not_an_empty_result(make: Make) -> None:
    with pytest.raises(MediaError):
        heard(make(silence(0.0)))


def test_silence_is_sound(make: Make) -> None:
    assert len(heard(make(silence(0.5)))[1]) == RATE_HZ // 2
