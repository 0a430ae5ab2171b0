"""The ear: one pass, the same whatever the chunks, the gain and the silence before."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import assert_same_heard, hear, listen
from tests.signals import Speaker as Who
from tests.signals import Speech, cut, glide, silence, speak, steady
from tests.strategies import bursts_and_gaps, chunk_sizes, gains_db, quick
from tests.tolerances import FRAME_S, HEARD_CENTS, SAME_CENTS, SAME_DB, SAME_S, assert_cents, assert_db, assert_seconds
from voicecoach.audio import AudioChunk, Span
from voicecoach.fakes import FakePitchTracker, FakeSpeechClassifier
from voicecoach.hearing.ear import Ear
from voicecoach.units import RATE_HZ, power_to_db

CALM = Who(glide(120.0, 160.0, 4.0))


def edges(spans: tuple[Span, ...]) -> list[float]:
    return [edge for span in spans for edge in (span.start_s, span.end_s)]


def test_it_hears_who_speaks_when_how_high_and_how_loud() -> None:
    speech = speak([1.0, 1.5], [0.8], CALM)
    heard = hear(speech)
    assert heard.duration_s == speech.duration_s
    assert_seconds(edges(heard.spans), edges(speech.bursts), within=FRAME_S)
    assert_seconds(heard.speech_s, 2.5, within=4 * FRAME_S)
    inside = Span(speech.bursts[1].start_s + 0.05, speech.bursts[1].end_s - 0.05)
    assert_db(heard.level.between(inside), np.full(len(heard.level.between(inside)), -25.0), within=1.5)
    truth_hz = speech.f0_hz(heard.f0.times_s)[heard.f0.frames(inside)]
    assert_cents(heard.f0.between(inside), truth_hz, within=HEARD_CENTS)


def test_all_tracks_lie_on_the_same_frames() -> None:
    heard = hear(speak([0.7]))
    tracks = (heard.level, heard.low, heard.high, heard.f0, heard.voicing)
    assert {(len(track.values), track.hop_s, track.start_s) for track in tracks} == {(170, 0.01, 0.0)}


def test_a_span_ends_with_the_recording() -> None:
    speech = speak([1.0], tail_s=0.0)
    assert hear(speech).spans[-1].end_s == speech.duration_s


def test_nothing_pushed_is_nothing_heard() -> None:
    heard, windows = listen(Speech(silence(0.0), steady(100.0), ()))
    assert (heard.duration_s, heard.spans, windows, heard.speech_s) == (0.0, (), (), 0)
    assert len(heard.level.values) == len(heard.f0.values) == 0


@quick
@given(parts=bursts_and_gaps, sizes=chunk_sizes)
def test_any_chunking_hears_the_same(parts: list[tuple[float, float]], sizes: list[int]) -> None:
    speech = speak([burst for burst, _ in parts], [gap for _, gap in parts][:-1], CALM)
    assert_same_heard(listen(speech, sizes)[0], hear(speech))


@quick
@given(gain_db=gains_db)
def test_gain_moves_the_powers_and_nothing_else(gain_db: float) -> None:
    speech = speak([0.8, 0.5], [0.6], CALM)
    heard, louder = hear(speech), hear(speech.louder(gain_db))
    assert louder.spans == heard.spans
    assert_cents(louder.f0.values, heard.f0.values, within=SAME_CENTS)
    for track in ("low", "high"):
        before, after = getattr(heard, track).values, getattr(louder, track).values
        assert_db(power_to_db(after), power_to_db(before) + gain_db, within=SAME_DB)
    assert_db(louder.level.values, heard.level.values + gain_db, within=SAME_DB)


@quick
@given(lead_s=st.integers(1, 60).map(lambda frames: frames * 0.032))
def test_silence_before_shifts_every_time_and_no_more(lead_s: float) -> None:
    speech = speak([0.8, 0.5], [0.6], CALM, lead_s=0.32)
    later = speak([0.8, 0.5], [0.6], CALM, lead_s=0.32 + lead_s)
    heard, shifted = hear(speech), hear(later)
    assert_seconds(edges(shifted.spans), [edge + lead_s for edge in edges(heard.spans)], within=SAME_S)
    for burst, moved in zip(speech.bursts, later.bursts, strict=True):
        before, after = heard.f0.between(burst), shifted.f0.between(moved)
        assert_cents(np.nanmedian(after), np.nanmedian(before), within=HEARD_CENTS)
        assert_db(np.mean(shifted.level.between(moved)), np.mean(heard.level.between(burst)), within=0.5)


@quick
@given(bursts_and_gaps, chunk_sizes)
def test_to_look_at_what_was_heard_so_far_changes_nothing(parts: list[tuple[float, float]], sizes: list[int]) -> None:
    speech = speak([burst_s for burst_s, _ in parts], [gap_s for _, gap_s in parts[:-1]], CALM)
    ear, start = Ear(FakeSpeechClassifier(), FakePitchTracker(speech.f0_hz)), 0
    for piece in cut(speech.samples, sizes):
        ear.push(AudioChunk(piece, start))
        start += len(piece)
        ear.so_far()
    assert_same_heard(ear.finish()[0], hear(speech))


def test_what_was_heard_so_far_is_what_the_sound_so_far_holds() -> None:
    speech = speak([1.0, 1.5], [0.8], CALM)
    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(speech.f0_hz))
    until = round((speech.bursts[0].end_s + 0.3) * RATE_HZ)
    ear.push(AudioChunk(speech.samples[:until], 0))
    heard, (window,) = ear.so_far()
    whole, (wanted,) = listen(replace(speech, samples=speech.samples[:until]))
    assert heard.spans == whole.spans
    frames = len(heard.level.values)
    assert len(whole.level.values) - frames <= 2
    assert_db(heard.level.values, whole.level.values[:frames], within=SAME_DB)
    assert_cents(heard.f0.values, whole.f0.values[:frames], within=SAME_CENTS)
    assert window.pieces == wanted.pieces
    assert np.array_equal(window.samples, wanted.samples)


def test_after_a_cut_windows_hold_what_comes_later() -> None:
    speech = speak([1.0, 1.5], [0.8], CALM)
    ear = Ear(FakeSpeechClassifier(), FakePitchTracker(speech.f0_hz))
    until = round((speech.bursts[1].start_s + 0.3) * RATE_HZ)
    ear.push(AudioChunk(speech.samples[:until], 0))
    ear.cut(speech.bursts[0].end_s + FRAME_S)
    ear.push(AudioChunk(speech.samples[until:], until))
    heard, (window,) = ear.finish()
    assert_same_heard(heard, hear(speech))
    first_s = window.pieces[0][1].start_s
    assert speech.bursts[0].end_s < first_s < speech.bursts[1].start_s
