"""Live replies, over fakes: when a turn ends, what is handed back, and that nothing said is lost."""

import itertools
import wave
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from tests.replying import Foreknowing, Inline, parts_of, said
from tests.signals import Speaker, Speech, glide, silence, speak
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.wav import FLUSH_S, WavWriter
from voicecoach.ahead import SETTLE_S
from voicecoach.analysis import analyse
from voicecoach.baseline import Baseline, Usual
from voicecoach.errors import DeviceError, ModelError
from voicecoach.fakes import FakeMicrophone, FakeStyleModel
from voicecoach.hearing.endpoint import FINISHED_SILENCE_S, NOBODY_S, OPEN_SILENCE_S, PATIENT_FINISHED_SILENCE_S
from voicecoach.hearing.intake import Intake
from voicecoach.live import LiveOptions, LiveReplies
from voicecoach.options import AnalysisOptions
from voicecoach.ports import MicrophoneFacts, WindowText
from voicecoach.replying import Answered, Asked, Command
from voicecoach.units import RATE_HZ

CALM = Speaker(glide(150.0, 120.0, 20.0))
SPEECH = speak([2.0, 2.4], [0.7], CALM)
TEXTS = ("I understand you are busy.", "I can't take that on tomorrow.")
LATE_S = 0.3
"""What is between a silence that is long enough and its end: frames of the classifier and chunks."""

Said = Answered | Command


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked ahead is ready at once: the sound of a fake comes far faster than it is recognised."""
    monkeypatch.setattr("voicecoach.live.ThreadPoolExecutor", Inline)


class Learner:
    """Somebody at a fake microphone, and what was told meanwhile."""

    def __init__(self, speech: Speech = SPEECH, *texts: str, gone_after_s: float | None = None) -> None:
        self.transcriber = Foreknowing(said(speech, *(texts or TEXTS)))
        self.model = FakeStyleModel()
        self.parts = parts_of(speech, self.transcriber, self.model)
        self.microphone = FakeMicrophone(speech.samples, gone_after_s=gone_after_s)
        self.events: list[tuple[str, dict[str, object]]] = []
        self.intakes: list[Intake] = []

    def replies(self, options: LiveOptions | None = None, *commands: Command | Literal["talk"] | None) -> LiveReplies:
        asked = itertools.chain(commands, itertools.repeat(None))
        return LiveReplies(
            lambda: self.microphone, self.parts, WavWriter, options, lambda: next(asked), watch=self.intakes.append
        )

    def next(self, options: LiveOptions | None = None, asked: Asked | None = None) -> Said:
        return self.replies(options).next(asked or question(), self.tell)

    def tell(self, name: str, told: dict[str, object]) -> None:
        self.events.append((name, told))

    def told(self, name: str) -> dict[str, object]:
        (found,) = [told for event, told in self.events if event == name]
        return found


def question(spool: Path | None = None, context: str = "") -> Asked:
    return Asked(1, "Could you do it?", context, AnalysisOptions(), spool)


def answered(reply: Said) -> Answered:
    assert isinstance(reply, Answered)
    return reply


def kept_s(spool: Path) -> float:
    with wave.open(str(spool)) as file:
        return float(file.getnframes() / file.getframerate())


def test_a_reply_is_handed_back_with_its_analysis_and_its_sound() -> None:
    learner = Learner()
    reply = answered(learner.next())
    assert reply.text == " ".join(TEXTS)
    assert (reply.silent, reply.endpoint) == (False, True)
    assert reply.analysis is not None
    assert [turn.text for turn in reply.analysis.turns] == [reply.text]
    assert reply.style == reply.analysis.turns[0].style
    assert reply.samples is not None
    end_s = SPEECH.bursts[-1].end_s
    assert end_s + FINISHED_SILENCE_S <= len(reply.samples) / RATE_HZ <= end_s + FINISHED_SILENCE_S + LATE_S
    assert np.array_equal(reply.samples[: len(SPEECH.samples)], SPEECH.samples)


def test_events_come_in_order_with_the_times_of_the_samples() -> None:
    learner = Learner()
    learner.next()
    names = [name for name, _ in learner.events if name != "intake"]
    assert names == ["listening", "speech_started", "speech_stopped", "turn_ended", "transcript"]
    assert learner.told("speech_started")["at_s"] == pytest.approx(SPEECH.bursts[0].start_s, abs=0.04)
    assert learner.told("speech_stopped")["at_s"] == pytest.approx(SPEECH.bursts[-1].end_s, abs=0.04)
    assert learner.told("turn_ended")["reason"] == "finished"
    assert learner.told("turn_ended")["silence_s"] == pytest.approx(FINISHED_SILENCE_S, abs=0.04)
    assert learner.told("transcript") == {"text": " ".join(TEXTS)}


def test_live_and_from_a_file_a_reply_is_measured_alike(tmp_path: Path) -> None:
    """There is one implementation: the recording of the turn gives the same document."""
    learner = Learner()
    spool = tmp_path / "take.wav"
    live = answered(learner.next(asked=question(spool))).analysis
    assert live is not None
    after = analyse(MediaFile(spool), str(spool), learner.parts)
    assert live.turns == after.turns
    assert (live.words, live.pauses, live.findings, live.speakers) == (
        after.words,
        after.pauses,
        after.findings,
        after.speakers,
    )
    # The file holds 16 bits, and its hash is that of the file.
    assert replace(live.signal, dc_offset=0.0) == replace(after.signal, dc_offset=0.0)
    assert live.source.duration_s == after.source.duration_s


def test_a_pause_ends_no_turn_but_is_used_to_work_ahead() -> None:
    learner = Learner()
    learner.next()
    ends_s = [window.pieces[-1][1].end_s for window in learner.transcriber.heard[1:]]
    assert ends_s == pytest.approx([burst.end_s + 0.28 for burst in SPEECH.bursts], abs=0.05)


def test_an_open_sentence_is_waited_for() -> None:
    learner = Learner(SPEECH, TEXTS[0], "I can't come because")
    learner.next()
    ended = learner.told("turn_ended")
    assert ended["reason"] == "waited"
    assert ended["silence_s"] == pytest.approx(OPEN_SILENCE_S, abs=0.04)


def test_a_pause_in_an_open_sentence_may_be_longer_than_one_behind_a_finished_one() -> None:
    speech = speak([2.0, 2.4], [1.6], CALM)
    assert answered(Learner(speech, "I can't come because", "I am busy.").next()).text.endswith("I am busy.")
    assert answered(Learner(speech, "I can't come.", "I am busy.").next()).text == "I can't come."


def test_the_patient_are_given_more_time() -> None:
    speech = speak([2.0, 2.4], [2.6], CALM)
    learner = Learner(speech, *TEXTS)
    reply = answered(learner.next(LiveOptions(patient=True)))
    assert reply.text == " ".join(TEXTS)
    assert learner.told("turn_ended")["silence_s"] == pytest.approx(PATIENT_FINISHED_SILENCE_S, abs=0.04)


def test_nobody_speaks() -> None:
    learner = Learner(replace(SPEECH, samples=silence(0.5)))
    reply = answered(learner.next())
    assert (reply.text, reply.analysis, reply.samples, reply.silent, reply.endpoint) == ("", None, None, True, True)
    assert reply.style.label == "unsure"
    assert learner.told("turn_ended") == {"reason": "nobody", "silence_s": pytest.approx(NOBODY_S, abs=0.04)}
    assert "speech_stopped" not in dict(learner.events)


def test_sound_without_words_is_no_answer() -> None:
    learner = Learner()
    learner.parts = parts_of(SPEECH, Foreknowing(()))
    assert answered(learner.next()).silent


def test_what_was_finished_before_is_not_recognised_again() -> None:
    speech = speak([SETTLE_S + 0.5, 2.0, 2.4], [0.7, 0.7], CALM)
    learner = Learner(speech, "I understand you are busy this week.", *TEXTS)
    reply = answered(learner.next())
    assert reply.text == " ".join(["I understand you are busy this week.", *TEXTS])
    last = learner.transcriber.heard[-1].pieces
    assert last[0][1].start_s > speech.bursts[0].end_s


def test_an_open_sentence_is_recognised_again_with_what_follows() -> None:
    speech = speak([SETTLE_S + 0.5, 2.0], [0.7], CALM)
    learner = Learner(speech, "I understand you are busy because", "I am too.")
    learner.next()
    assert learner.transcriber.heard[-1].pieces[0][1].start_s < speech.bursts[0].start_s


def test_a_full_window_is_kept() -> None:
    speech = speak([9.0] * 5, [0.7] * 4, CALM)
    learner = Learner(speech, *["and so on and"] * 4, "That is all.")
    reply = answered(learner.next())
    assert len(reply.text.split()) == 4 * 4 + 3
    assert learner.transcriber.heard[-1].pieces[0][1].start_s > speech.bursts[1].end_s


def test_nothing_is_lost_where_a_window_fills_behind_a_finished_sentence() -> None:
    speech = speak([SETTLE_S + 1.0, 31.0, 2.0], [0.7, 0.7], CALM)
    learner = Learner(speech, "I understand you are busy.", "this goes on and on without a breath.", "That is all.")
    reply = answered(learner.next())
    assert reply.text == "I understand you are busy. this goes on and on without a breath. That is all."


def test_the_style_is_read_with_what_was_said_before() -> None:
    learner = Learner()
    learner.next(asked=question(context="Them: Could you do it?"))
    assert {line for lines in learner.model.asked_after for line in lines} == {"Them: Could you do it?"}


def test_no_text_is_scored_twice() -> None:
    learner = Learner()
    learner.next()
    scored = [text for texts in learner.model.asked[1:] for text in texts]
    assert sorted(scored) == sorted(set(scored))


@pytest.mark.parametrize("command", ["repeat", "skip", "pause", "quit", "hint", "model", "retry"])
def test_a_command_comes_in_place_of_a_reply_and_the_sound_is_kept(command: Command, tmp_path: Path) -> None:
    learner = Learner()
    spool = tmp_path / "take.wav"
    silent = [None] * 99
    assert learner.replies(None, *silent, command).next(question(spool), learner.tell) == command
    assert kept_s(spool) == pytest.approx(100 * 0.032, abs=0.001)
    assert "turn_ended" not in dict(learner.events)


def test_talk_ends_the_turn_at_once() -> None:
    learner = Learner()
    chunks = round((SPEECH.bursts[-1].end_s + 0.1) / 0.032)
    reply = answered(learner.replies(None, *[None] * chunks, "talk").next(question(), learner.tell))
    assert (reply.text, reply.endpoint) == (" ".join(TEXTS), True)
    assert learner.told("turn_ended")["reason"] == "asked"


def test_push_to_talk_waits_for_the_command_however_long() -> None:
    learner = Learner(speak([2.0, 2.4], [9.0], CALM), *TEXTS)
    chunks = round(20.0 / 0.032)
    options = LiveOptions(push_to_talk=True)
    reply = answered(learner.replies(options, *[None] * chunks, "talk").next(question(), learner.tell))
    assert reply.text == " ".join(TEXTS)
    assert reply.analysis is not None
    assert reply.analysis.source.duration_s == pytest.approx(20.0, abs=0.1)


def test_talk_before_a_word_is_silence() -> None:
    learner = Learner()
    assert answered(learner.replies(None, "talk").next(question(), learner.tell)).silent


def test_pulled_out_what_was_said_is_the_reply_and_is_kept(tmp_path: Path) -> None:
    learner = Learner(gone_after_s=4.0)
    spool = tmp_path / "take.wav"
    reply = answered(learner.next(asked=question(spool)))
    assert reply.text.startswith(TEXTS[0])
    assert not reply.endpoint
    assert "gone" in str(learner.told("device")["message"])
    assert learner.told("device")["remedy"]
    assert learner.told("turn_ended")["reason"] == "stopped"
    assert kept_s(spool) == pytest.approx(4.0, abs=0.001)


def test_pulled_out_before_a_word_it_says_so(tmp_path: Path) -> None:
    learner = Learner(gone_after_s=0.3)
    spool = tmp_path / "take.wav"
    with pytest.raises(DeviceError, match="gone"):
        learner.next(asked=question(spool))
    assert kept_s(spool) == pytest.approx(0.3, abs=0.001)


def test_stopped_what_was_said_is_the_reply() -> None:
    learner = Learner()

    def watch(_: Intake) -> None:
        learner.intakes.append(_)
        if len(learner.intakes) * 0.032 > SPEECH.bursts[0].end_s + 0.5:
            learner.microphone.stop()

    live = LiveReplies(lambda: learner.microphone, learner.parts, WavWriter, watch=watch)
    reply = answered(live.next(question(), learner.tell))
    assert (reply.text, reply.endpoint) == (TEXTS[0], False)


def test_lost_sound_is_said() -> None:
    learner = Learner()
    learner.microphone = FakeMicrophone(SPEECH.samples, facts=MicrophoneFacts("busy", RATE_HZ, 1, 2, 0.4))
    analysis = answered(learner.next()).analysis
    assert analysis is not None
    assert "sound was lost 2 times (0.4 s of it known)" in analysis.signal.warnings


@pytest.mark.parametrize(("device", "compared"), [("fake microphone", True), ("other", False)])
def test_a_baseline_holds_for_its_microphone(device: str, compared: bool) -> None:
    usual = Baseline("2026-01-01T00:00:00Z", "me", device, 60.0, {"level_sd_db": Usual(2.0, 0.5, 12)})
    learner = Learner()
    analysis = answered(learner.next(None, Asked(1, "", "", AnalysisOptions(baseline=usual)))).analysis
    assert analysis is not None
    assert any("calibration was made with" in warning for warning in analysis.signal.warnings) != compared


def test_what_is_spoken_is_on_disk_while_it_is_spoken(tmp_path: Path) -> None:
    learner = Learner()
    spool = tmp_path / "take.wav"
    behind_s: list[float] = []

    def watch(_: Intake) -> None:
        behind_s.append((len(behind_s) + 1) * 0.032 - (spool.stat().st_size - 44) / 2 / RATE_HZ)

    LiveReplies(lambda: learner.microphone, learner.parts, WavWriter, watch=watch).next(question(spool), learner.tell)
    assert max(behind_s) < FLUSH_S + 0.033
    assert len(behind_s) > 100


def test_what_comes_in_is_told_when_it_changes_and_shown_always() -> None:
    learner = Learner()
    learner.next()
    states = [told["state"] for name, told in learner.events if name == "intake"]
    assert states == ["nobody", "good"]
    assert len(learner.intakes) > 100


def test_a_cue_comes_once_and_only_when_asked_for() -> None:
    slow = Baseline("2026-01-01T00:00:00Z", "me", "", 60.0, {"articulation_rate_syl_s": Usual(0.5, 0.1, 12)})
    asked = Asked(1, "", "", AnalysisOptions(baseline=slow))
    learner, quiet = Learner(), Learner()
    learner.next(LiveOptions(live_cues=True), asked)
    quiet.next(None, asked)
    assert learner.told("live_cue") == {"cue": "slower"}
    assert "live_cue" not in dict(quiet.events)


def test_a_recogniser_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    learner = Learner()
    live = learner.replies()
    live.prepare()

    def fail(_: object) -> tuple[WindowText, ...]:
        raise ModelError("no memory")

    monkeypatch.setattr(learner.transcriber, "transcribe", fail)
    with pytest.raises(ModelError, match="no memory"):
        live.next(question(), learner.tell)


def test_everything_is_loaded_before_anybody_speaks() -> None:
    learner = Learner()
    learner.replies().prepare()
    assert len(learner.transcriber.heard) == 1
    assert learner.model.asked


def test_each_reply_is_heard_anew() -> None:
    learner = Learner()
    live = learner.replies()
    first, second = (answered(live.next(question(), learner.tell)) for _ in range(2))
    assert first.text == second.text == " ".join(TEXTS)
    assert first.analysis is not None
    assert second.analysis is not None
    assert first.analysis.turns == second.analysis.turns
