"""What stands between the ear and its models changes nothing of what is heard."""

import numpy as np
from hypothesis import given

from tests.signals import cut, glide, speak
from tests.strategies import chunk_sizes, quick
from voicecoach.fakes import FakePitchTracker, FakeSpeechClassifier
from voicecoach.hearing.taps import PITCH_BLOCK_S, Gathered, Overheard
from voicecoach.units import RATE_HZ

SPEECH = speak([1.0, 1.5], [0.8])
F0 = glide(120.0, 160.0, 4.0)
NOTHING = np.zeros(0, np.float32)


@quick
@given(chunk_sizes)
def test_gathered_sound_has_the_same_pitch(sizes: list[int]) -> None:
    gathered, plain = Gathered(FakePitchTracker(F0), PITCH_BLOCK_S), FakePitchTracker(F0)
    assert gathered.hop_s == plain.hop_s
    heard = [*(gathered.push(piece) for piece in cut(SPEECH.samples, sizes)), gathered.finish(NOTHING)]
    wanted = [plain.push(SPEECH.samples), plain.finish(NOTHING)]
    for ours, theirs in zip(zip(*heard, strict=True), zip(*wanted, strict=True), strict=True):
        assert np.array_equal(np.concatenate(ours), np.concatenate(theirs))


def test_the_tracker_is_given_blocks() -> None:
    gathered = Gathered(FakePitchTracker(F0), PITCH_BLOCK_S)
    block = round(PITCH_BLOCK_S * RATE_HZ)
    assert len(gathered.push(np.zeros(block - 1, np.float32))[0]) == 0
    assert len(gathered.push(np.zeros(1, np.float32))[0]) > 0


def test_what_is_overheard_is_taken_once() -> None:
    overheard, plain = Overheard(FakeSpeechClassifier()), FakeSpeechClassifier()
    pieces = list(cut(SPEECH.samples, [700, 0, 5000]))
    assert np.array_equal(
        np.concatenate([overheard.push(piece) for piece in pieces]),
        wanted := np.concatenate([plain.push(piece) for piece in pieces]),
    )
    assert np.array_equal(overheard.taken(), wanted)
    assert len(overheard.taken()) == 0
    assert np.array_equal(overheard.finish(), plain.finish())
    assert len(overheard.taken()) == 0
