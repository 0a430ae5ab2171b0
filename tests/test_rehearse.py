"""A rehearsal: what is told of a take, two takes side by side, and the clock of a live talk."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import document
from tests.strategies import thorough
from tests.talks import talk, words
from voicecoach.audio import Samples
from voicecoach.coaching.bands import band
from voicecoach.disfluency import Disfluency
from voicecoach.document import Analysis
from voicecoach.errors import DeviceError
from voicecoach.fakes import FakeMicrophone, FakeSpeechClassifier
from voicecoach.pace import PacePoint
from voicecoach.prosody import Pause, Prosody
from voicecoach.rehearse import (
    FIRST_WORD_S,
    LAST_S,
    MISSED_NOISE,
    RUN_NOISE_S,
    Asked,
    Clock,
    Moment,
    Rehearsal,
    compare,
    listen,
    marks,
    rehearsal_of,
)
from voicecoach.units import RATE_HZ

NOTES = "apples, pears\n---\nbread"


def told(analysis: Analysis, asked: Asked | None = None) -> Rehearsal:
    found = rehearsal_of(analysis, asked)
    assert found is not None
    return found


def test_what_the_analysis_found_is_told() -> None:
    points = tuple(PacePoint(5.0 * n, 5.0 * n + 10, wpm, 4.0) for n, wpm in enumerate([150.0, None, 190.0, 120.0]))
    crowd = Disfluency("cluster", 3.0, 5.0, "so what we")
    made = talk("Apples are here.", "Bread is there.", prosody=Prosody(speech_rate_wpm=140.0, end_fade_db=2.0))
    summary = replace(made.speakers["A"], pace=points)
    made = replace(
        made,
        disfluencies=(Disfluency("repeat", 1.0, 2.0, "the the"), crowd),
        pauses=(*made.pauses, Pause(2.0, 2.4, "filled", "um")),
        speakers={"A": summary},
    )
    found = told(made, Asked(60.0, NOTES))
    assert (found.fastest, found.slowest) == (points[2], points[3])
    assert (found.words, found.filled_pauses, found.clusters) == (6, 1, (crowd,))
    assert (found.keywords, found.missed) == (3, 1)
    assert found.sections[0].missed == ("pears",)
    assert found.timing.verdict == "under"
    assert found.closing is not None
    assert found.opening is None


def test_without_notes_or_words_there_is_nothing_of_them() -> None:
    assert told(talk("Apples are here.")).sections == ()
    assert rehearsal_of(replace(document(), words=())) is None


def changed(before: Prosody, now: Prosody, name: str) -> str:
    changes = compare(told(talk("Said.", prosody=before)), told(talk("Said.", prosody=now)))
    return next(one.verdict for one in changes if one.name == name)


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        (140.0, 145.0, "still_fine"),
        (140.0, 165.0, "still_fine"),
        (200.0, 160.0, "inside"),
        (220.0, 195.0, "nearer"),
        (200.0, 195.0, "no_change"),
        (180.0, 210.0, "further"),
        (160.0, 200.0, "outside"),
        (90.0, 140.0, "inside"),
        (200.0, 80.0, "further"),
    ],
)
def test_a_change_is_judged_by_the_band_and_the_noise(before: float, now: float, verdict: str) -> None:
    rates = [Prosody(speech_rate_wpm=value) for value in (before, now)]
    assert changed(rates[0], rates[1], "speech_rate_wpm") == verdict


@given(st.floats(40.0, 400.0), st.floats(40.0, 400.0))
@thorough
def test_two_takes_the_other_way_round_are_judged_the_other_way_round(one: float, other: float) -> None:
    """But for noise, which is a share of the first: changes near its edge are left out."""
    if 0.05 < abs(one - other) / max(one, other) < 0.15:
        return
    opposite = {"inside": "outside", "outside": "inside", "nearer": "further", "further": "nearer"}
    limits = band("speech_rate_wpm")
    beyond = [max(limits.low - value, value - limits.high, 0.0) for value in (one, other)]
    if beyond[0] == beyond[1] > 0.0:
        return
    there = changed(Prosody(speech_rate_wpm=one), Prosody(speech_rate_wpm=other), "speech_rate_wpm")
    back = changed(Prosody(speech_rate_wpm=other), Prosody(speech_rate_wpm=one), "speech_rate_wpm")
    assert back == opposite.get(there, there)


def test_length_runs_and_keywords_are_compared_where_both_takes_have_them() -> None:
    asked = Asked(60.0, NOTES)
    before = told(talk(words(300), gap_s=0.0), asked)
    now = told(talk(*["apples pears bread " + words(17)] * 10), asked)
    changes = {one.name: one for one in compare(before, now)}
    assert (changes["talk_s"].before, changes["talk_s"].verdict) == (90.0, "inside")
    assert (changes["longest_run_s"].verdict, changes["longest_run_s"].noise) == ("inside", RUN_NOISE_S)
    missed = changes["keywords_missed"]
    assert (missed.before, missed.now, missed.verdict, missed.noise) == (3.0, 0.0, "inside", MISSED_NOISE)
    assert "end_fade_db" not in changes
    assert "talk_s" not in {one.name for one in compare(told(talk("Said.")), told(talk("Said.")))}


def speech(lead_s: float, speech_s: float) -> Samples:
    """Silence, then sound that the fake classifier takes for speech."""
    sound = np.zeros(round((lead_s + speech_s) * RATE_HZ), np.float32)
    sound[round(lead_s * RATE_HZ) :] = 0.3
    return sound


def heard(sound: Samples, until_s: float) -> tuple[list[Moment], Samples]:
    moments: list[Moment] = []
    kept: list[Samples] = []
    microphone = FakeMicrophone(sound)
    clock = Clock(FakeSpeechClassifier())
    listen(microphone, clock, kept.append, moments.append, lambda: moments[-1].heard_s >= until_s)
    return moments, np.concatenate(kept)


def test_the_clock_starts_with_the_first_word_and_all_sound_is_kept() -> None:
    sound = speech(2.0, 3.0)
    moments, kept = heard(sound, 4.9)
    assert np.array_equal(kept, sound[: len(kept)])
    started = next(one for one in moments if one.talk_s > 0)
    assert started.talk_s == pytest.approx(FIRST_WORD_S, abs=0.1)
    assert moments[-1].talk_s == pytest.approx(moments[-1].heard_s - 2.0, abs=0.05)
    assert [one.talk_s for one in moments] == sorted(one.talk_s for one in moments)


def test_a_click_starts_no_clock() -> None:
    sound = speech(1.0, 3.0)
    sound[round(1.06 * RATE_HZ) :] = 0.0
    moments, _ = heard(sound, 4.0)
    assert moments[-1].talk_s == 0.0


def test_a_stopped_microphone_ends_the_talk_and_one_that_is_gone_is_an_error() -> None:
    moments: list[Moment] = []
    microphone = FakeMicrophone(speech(0.0, 5.0))

    def show(moment: Moment) -> None:
        moments.append(moment)
        if moment.heard_s > 1.0:
            microphone.stop()

    listen(microphone, Clock(FakeSpeechClassifier()), lambda _: None, show, lambda: False)
    assert moments[-1].heard_s == pytest.approx(1.0, abs=0.1)
    gone = FakeMicrophone(speech(0.0, 5.0), gone_after_s=1.0)
    with pytest.raises(DeviceError):
        listen(gone, Clock(FakeSpeechClassifier()), lambda _: None, show, lambda: False)


def test_a_minute_before_the_target_and_the_target_are_told_once() -> None:
    times_s = np.arange(0.0, 400.0, 0.25).tolist()
    told_at = [(b, text) for a, b in itertools.pairwise(times_s) for text in marks(b, a, 300.0)]
    assert told_at == [(300.0 - LAST_S, "One minute left."), (300.0, "Time.")]
    assert [text for a, b in itertools.pairwise(times_s) for text in marks(b, a, 60.0)] == ["Time."]
    assert marks(90.0, 10.0, None) == ()
