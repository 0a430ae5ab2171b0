"""The course of a calibration, and what is made of it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signals import cut, noise, tone
from voicecoach.audio import Samples, Span
from voicecoach.baseline import Baseline, Usual
from voicecoach.calibration import (
    MIN_FILE_SPEECH_S,
    PARTS,
    PASSAGE,
    SETTLE_S,
    WAIT_S,
    Guide,
    Made,
    Moment,
    PartName,
    calibrate,
    listen,
    problems,
)
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary
from voicecoach.errors import DeviceError, MediaError
from voicecoach.fakes import FakeMicrophone, FakeSpeechClassifier
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import NO_STYLE, StyleReading, VoiceReading, VoiceScores
from voicecoach.session import Sentence, Turn
from voicecoach.units import RATE_HZ

ROOM_DB = -75.0
FRAME_S = 512 / RATE_HZ
CLOSE_S = 0.25 + 2 * FRAME_S
"""Silence after which the detector is sure that speech has ended."""

GOOD = Signal(-26.0, -28.0, -65.0, 39.0, 0.0, 0.0, 0.3, gain_control=False)
MADE = Made("2026-01-02T03:04:05+00:00", "me", "desk")


def room(duration_s: float) -> Samples:
    return noise(duration_s, ROOM_DB)


def speech(duration_s: float) -> Samples:
    return tone(200.0, duration_s, -26.0)


def said(*stretches_s: tuple[str, float]) -> Samples:
    """Stretches of speech and silence."""
    return np.concatenate([{"speech": speech, "room": room}[kind](length_s) for kind, length_s in stretches_s])


WHOLE = (
    *(("room", 9.0), ("speech", 25.0), ("room", 4.0), ("speech", 16.0), ("room", 4.0)),
    *(("speech", 2.0), ("room", 1.0), ("speech", 2.0), ("room", 1.0), ("speech", 2.0), ("room", 4.0)),
)


def led(samples: Samples, sizes: Sequence[int] = (512,)) -> tuple[Guide, list[Moment]]:
    """Lead through a calibration until it is over or the sound ends."""
    guide = Guide(FakeSpeechClassifier())
    moments = []
    for piece in cut(samples, sizes):
        moments.append(guide.push(piece))
        if guide.done:
            break
    return guide, moments


def test_who_does_what_is_asked_passes_every_part_in_order() -> None:
    guide, _ = led(said(*WHOLE))
    assert guide.done
    assert [name for name, _ in guide.spans] == ["room", "passage", "free", "firm"]
    room_tone, passage, free, firm = (span for _, span in guide.spans)
    assert room_tone.start_s == pytest.approx(SETTLE_S, abs=2 * FRAME_S)
    assert room_tone.duration_s == pytest.approx(PARTS[0].most_s, abs=2 * FRAME_S)
    for span, start_s, end_s in ((passage, 9.0, 34.0), (free, 38.0, 54.0), (firm, 58.0, 66.0)):
        rest_s = PARTS[[passage, free, firm].index(span) + 1].rest_s
        assert span.start_s == pytest.approx(start_s, abs=CLOSE_S)
        assert span.end_s == pytest.approx(end_s + rest_s, abs=CLOSE_S)


@settings(max_examples=5, deadline=None)
@given(sizes=st.lists(st.integers(300, 2_000), min_size=1, max_size=5))
def test_any_chunking_takes_the_same_course(sizes: list[int]) -> None:
    expected, _ = led(said(*WHOLE))
    found, _ = led(said(*WHOLE), sizes)
    for (name, span), (other, there) in zip(expected.spans, found.spans, strict=True):
        assert name == other
        assert span.start_s == pytest.approx(there.start_s, abs=0.3)
        assert span.end_s == pytest.approx(there.end_s, abs=0.3)


def test_speech_begins_the_silent_part_anew() -> None:
    guide, moments = led(said(("room", 6.0), ("speech", 1.0), ("room", 6.0)))
    name, span = guide.spans[0]
    assert name == "room"
    assert span.start_s == pytest.approx(7.0, abs=CLOSE_S + FRAME_S)
    assert moments[-1].part.name == "passage"


def test_a_room_that_is_never_silent_is_taken_as_it_is() -> None:
    guide, _ = led(said(("speech", SETTLE_S + WAIT_S + PARTS[0].most_s + 1.0)))
    assert guide.spans[0][0] == "room"


def test_a_pause_in_the_passage_does_not_end_it() -> None:
    guide, moments = led(said(("room", 9.0), ("speech", 10.0), ("room", 8.0), ("speech", 5.0)))
    assert [name for name, _ in guide.spans] == ["room"]
    assert moments[-1].part.name == "passage"


def test_who_never_stops_is_stopped() -> None:
    guide, _ = led(said(("room", 9.0), ("speech", PARTS[1].most_s + 1.0)))
    name, span = guide.spans[1]
    assert (name, round(span.duration_s)) == ("passage", PARTS[1].most_s)


def test_where_nobody_speaks_it_ends_with_a_remedy() -> None:
    with pytest.raises(MediaError, match="Nobody was heard") as raised:
        led(room(SETTLE_S + PARTS[0].most_s + WAIT_S + 1.0))
    assert "--device" in raised.value.remedy


def test_the_moments_say_what_is_going_on() -> None:
    _, moments = led(said(*WHOLE))
    assert (moments[0].number, moments[0].started, moments[0].passed_s) == (1, False, 0.0)
    passage = [moment for moment in moments if moment.part.name == "passage"]
    assert not passage[0].started
    assert passage[-1].started
    assert passage[-1].passed_s == pytest.approx(27.0, abs=0.5)
    assert {moment.intake.state for moment in passage[-300:-100]} == {"good"}


def test_the_passage_has_about_ninety_words_in_statements() -> None:
    assert len(PASSAGE.split()) == 93
    assert PASSAGE.count(".") >= 8
    assert "?" not in PASSAGE


def test_everything_that_is_heard_is_kept_until_the_end() -> None:
    samples = said(*WHOLE)
    kept: list[Samples] = []
    guide = Guide(FakeSpeechClassifier())
    listen(FakeMicrophone(samples), guide, kept.append, lambda _: None)
    heard = np.concatenate(kept)
    assert len(heard) == pytest.approx(guide.spans[-1][1].end_s * RATE_HZ)
    np.testing.assert_array_equal(heard, samples[: len(heard)])


def test_what_was_heard_before_the_microphone_went_is_kept() -> None:
    kept: list[Samples] = []
    microphone = FakeMicrophone(said(*WHOLE), gone_after_s=20.0)
    with pytest.raises(DeviceError, match="gone"):
        listen(microphone, Guide(FakeSpeechClassifier()), kept.append, lambda _: None)
    assert sum(map(len, kept)) == 20 * RATE_HZ


def test_a_microphone_that_is_stopped_early_is_an_error() -> None:
    microphone = FakeMicrophone(said(*WHOLE))
    with pytest.raises(DeviceError, match="before the calibration was complete"):
        listen(microphone, Guide(FakeSpeechClassifier()), lambda _: microphone.stop(), lambda _: None)


def sentence(start_s: float, level_db: float) -> Sentence:
    style, voice = StyleReading("neutral", NO_STYLE), VoiceReading("unsure", VoiceScores(0.3, 0.4, 0.3))
    prosody = Prosody(level_db=level_db)
    return Sentence(start_s, start_s + 2.0, "I went home.", style, voice, "unclear", prosody)


def analysis(sentences: Sequence[Sentence], speaking_s: float = 60.0, signal: Signal = GOOD) -> Analysis:
    first = sentences[0]
    turn = Turn(
        "A", 0.0, 90.0, "", None, first.style, first.voice, "unclear", first.prosody, sentences=tuple(sentences)
    )
    pauses = (Pause(11.0, 12.0, "silent"), Pause(81.0, 82.0, "silent"))
    speakers = {"A": SpeakerSummary(speaking_s, first.prosody)}
    source, engine = Source("a.wav", "", 90.0, RATE_HZ, 1), Engine("0", "fake", None, {})
    return Analysis(source, engine, signal, pauses=pauses, turns=(turn,), speakers=speakers)


class Maker:
    """Makes a baseline of the level, and remembers what it was given."""

    def __init__(self, least: int = 1) -> None:
        self._least = least
        self.sentences: Sequence[Sentence] = ()
        self.pauses: Sequence[Pause] = ()

    def __call__(
        self, sentences: Sequence[Sentence], pauses: Sequence[Pause], signal: Signal, made: Made
    ) -> Baseline | None:
        assert signal.level_db is not None
        self.sentences, self.pauses = sentences, pauses
        if len(sentences) < self._least:
            return None
        levels = [one.prosody.level_db for one in sentences if one.prosody.level_db is not None]
        usual = Usual(float(np.median(levels)), 1.0, len(levels))
        return Baseline(made.made_at, made.person, made.device, 30.0, {"level_db": usual, "absent": usual})


SPANS: tuple[tuple[PartName, Span], ...] = (
    ("room", Span(3.0, 8.0)),
    ("passage", Span(9.0, 45.0)),
    ("firm", Span(80.0, 90.0)),
)


def test_what_is_said_firmly_is_compared_with_the_usual_and_no_part_of_it() -> None:
    usual = [sentence(at_s, -26.0) for at_s in (10.0, 20.0, 30.0)]
    firm = [sentence(at_s, -20.0) for at_s in (80.5, 83.0)]
    maker = Maker()
    found = calibrate(analysis([*usual, *firm]), SPANS, MADE, maker)
    assert maker.sentences == usual
    assert [pause.start_s for pause in maker.pauses] == [11.0]
    assert found.firm == {"level_db": 6.0}
    assert (found.baseline.person, found.baseline.device, found.baseline.made_at) == ("me", "desk", MADE.made_at)


def test_in_a_recording_without_parts_every_sentence_counts() -> None:
    maker = Maker()
    found = calibrate(analysis([sentence(10.0, -26.0), sentence(85.0, -20.0)]), (), MADE, maker)
    assert len(maker.sentences) == 2
    assert found.firm == {}


@pytest.mark.parametrize(("speaking_s", "enough"), [(MIN_FILE_SPEECH_S - 1, False), (MIN_FILE_SPEECH_S, True)])
def test_a_recording_needs_enough_speech(speaking_s: float, enough: bool) -> None:
    document = analysis([sentence(10.0, -26.0)], speaking_s)
    if enough:
        assert calibrate(document, (), MADE, Maker()).baseline.speech_s == 30.0
        return
    with pytest.raises(MediaError, match="needs 20 s"):
        calibrate(document, (), MADE, Maker())


def test_a_recording_without_speech_is_our_error() -> None:
    document = replace(analysis([sentence(10.0, -26.0)]), speakers={}, turns=())
    with pytest.raises(MediaError, match="holds 0 s of speech"):
        calibrate(document, (), MADE, Maker())


def test_too_few_sentences_are_our_error() -> None:
    with pytest.raises(MediaError, match="Too little speech") as raised:
        calibrate(analysis([sentence(10.0, -26.0)]), SPANS, MADE, Maker(least=2))
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("signal", "said_of_it", "spoils"),
    [
        (replace(GOOD, level_db=-50.0), "too quiet", True),
        (replace(GOOD, clipped_share=0.01), "clipped", True),
        (replace(GOOD, snr_db=10.0), "too noisy", True),
        (replace(GOOD, gain_control=True), "gain control", False),
    ],
)
def test_what_is_wrong_with_the_sound_is_told(signal: Signal, said_of_it: str, spoils: bool) -> None:
    (found,) = problems(signal)
    assert said_of_it in found.message
    assert found.spoils is spoils


@pytest.mark.parametrize("signal", [GOOD, replace(GOOD, level_db=None, snr_db=None, gain_control=None)])
def test_good_sound_and_what_is_not_known_is_no_problem(signal: Signal) -> None:
    assert problems(signal) == ()


def test_a_guide_takes_any_pieces() -> None:
    guide = Guide(FakeSpeechClassifier())
    moment = guide.push(np.zeros(0, np.float32))
    assert (moment.number, moment.started, guide.done) == (1, False, False)
