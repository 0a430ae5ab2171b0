"""What every speech classifier keeps to: the fake that goes by loudness, and Silero."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import cut, noise, silence
from tests.strategies import chunk_sizes, quick
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.audio import Samples
from voicecoach.fakes import FakeSpeechClassifier
from voicecoach.hearing.speech import SpeechOptions
from voicecoach.ports import SpeechClassifier
from voicecoach.tracks import Values
from voicecoach.units import RATE_HZ

Make = Callable[[], SpeechClassifier]

SAME_PROBABILITY = 0.001
"""One network on other batches: 32-bit floating point."""

OPTIONS = SpeechOptions()
CLASSIFIERS = pytest.mark.parametrize("make", [FakeSpeechClassifier, SileroClassifier], ids=["fake", "silero"])


def classified(make: Make, samples: Samples, sizes: Sequence[int] = ()) -> Values:
    classifier = make()
    return np.concatenate([*(classifier.push(piece) for piece in cut(samples, sizes)), classifier.finish()])


@CLASSIFIERS
def test_speech_is_told_from_silence(make: Make, spoken: Path) -> None:
    truth = json.loads(spoken.with_suffix(".json").read_text(encoding="utf-8"))
    samples = np.concatenate([chunk.samples for chunk in MediaFile(spoken).chunks()])
    probabilities = classified(make, samples)
    times_s = (np.arange(len(probabilities)) + 0.5) * make().frame_samples / RATE_HZ
    for sentence in truth["sentences"]:
        inside = (times_s > sentence["start_s"]) & (times_s < sentence["end_s"])
        assert np.mean(probabilities[inside] >= OPTIONS.onset) > 0.75
    before = times_s < truth["sentences"][0]["start_s"] - 0.1
    assert probabilities[before].max() < OPTIONS.onset


@CLASSIFIERS
@pytest.mark.parametrize("samples", [silence(2.0), noise(2.0, -70.0)], ids=["silence", "hiss"])
def test_where_nobody_speaks_there_is_no_speech(make: Make, samples: Samples) -> None:
    assert classified(make, samples).max() < OPTIONS.offset


@CLASSIFIERS
@quick
@given(sizes=chunk_sizes, length=st.integers(0, 40_000))
def test_any_chunking_gives_the_same_frames(make: Make, sizes: list[int], length: int) -> None:
    samples = noise(length / RATE_HZ, -30.0)
    whole = classified(make, samples)
    assert len(whole) == -(-length // make().frame_samples)
    np.testing.assert_allclose(classified(make, samples, sizes), whole, rtol=0, atol=SAME_PROBABILITY)


@CLASSIFIERS
def test_probabilities_are_shares(make: Make) -> None:
    probabilities = classified(make, noise(2.0, -20.0))
    assert 0.0 <= probabilities.min() <= probabilities.max() <= 1.0


@CLASSIFIERS
def test_nothing_pushed_gives_nothing(make: Make) -> None:
    assert len(classified(make, silence(0.0))) == 0
    assert len(make().finish()) == 0


@CLASSIFIERS
def test_a_frame_that_was_begun_is_completed_with_silence(make: Make) -> None:
    classifier = make()
    assert len(classifier.push(silence(0.02))) == 0
    assert len(classifier.finish()) == 1
