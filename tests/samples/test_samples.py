"""The recordings under samples/ are what their truth says they are."""

import itertools
import json
import wave
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WAVS = sorted(SAMPLES.glob("*.wav"))
KEYS = {
    "synthetic": bool,
    "voice": str,
    "text": str,
    "verbatim": str,
    "style": str,
    "voice_label": str,
    "congruence": str,
    "spoiled": list,
    "fillers": list,
    "pauses": list,
    "sentences": list,
    "shaping": dict,
    "speech_wpm": float,
}
SHAPING_KEYS = {
    "level_db",
    "end_fade_db",
    "rate",
    "f0_shift_semitones",
    "f0_range_factor",
    "final_semitones",
    "tilt_db",
}
STYLES = {"passive", "aggressive", "passive_aggressive", "assertive"}
VOICES = {"soft", "steady", "forceful"}
CONGRUENCES = {"matched", "words_stronger", "voice_stronger"}
SHORTEST_S, LONGEST_S = 8.0, 40.0
SHORTEST_PAUSE_S = 0.15
PAUSE_UNDER_SPEECH_DB = 20.0
# Times are written to a tenth of a millisecond.
ROUNDING_S = 1e-4
# A repository is cloned by everyone: the sounds stay small.
LARGEST_TOTAL_BYTES = 6_000_000


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return truth


def samples_of(path: Path) -> tuple[npt.NDArray[np.float64], int]:
    with wave.open(str(path), "rb") as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return raw.astype(np.float64) / 32768.0, file.getframerate()


def level_db(samples: npt.NDArray[np.float64]) -> float:
    return float(10.0 * np.log10(np.mean(samples**2) + 1e-12))


def silences_of(truth: dict[str, Any]) -> list[tuple[float, float]]:
    return [(start_s, end_s) for start_s, end_s in truth["pauses"]]


each_sample = pytest.mark.parametrize("path", WAVS, ids=[path.stem for path in WAVS])


def test_there_are_enough_samples_and_they_stay_small() -> None:
    assert len(WAVS) >= 8
    assert sum(path.stat().st_size for path in WAVS) < LARGEST_TOTAL_BYTES


def test_no_truth_lies_without_its_sound() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == {path.stem for path in WAVS}


def test_every_style_voice_and_congruence_occurs() -> None:
    truths = [truth_of(path) for path in WAVS]
    assert {truth["style"] for truth in truths} == STYLES
    assert {truth["voice_label"] for truth in truths} == VOICES
    assert {truth["congruence"] for truth in truths} == CONGRUENCES


@each_sample
def test_a_sample_is_16_khz_mono_16_bit_of_a_listenable_length(path: Path) -> None:
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        assert SHORTEST_S <= file.getnframes() / file.getframerate() <= LONGEST_S


@each_sample
def test_a_sample_neither_clips_nor_holds_digital_silence(path: Path) -> None:
    samples, rate_hz = samples_of(path)
    assert np.abs(samples).max() < 0.99
    frames = samples[: len(samples) // (rate_hz // 50) * (rate_hz // 50)].reshape(-1, rate_hz // 50)
    assert np.all(np.any(frames != 0.0, axis=1))


@each_sample
def test_the_truth_is_complete(path: Path) -> None:
    truth = truth_of(path)
    for key, kind in KEYS.items():
        assert isinstance(truth[key], kind), key
    assert truth["synthetic"] is True
    assert set(truth["shaping"]) == SHAPING_KEYS
    assert truth["style"] in STYLES
    assert truth["voice_label"] in VOICES
    assert truth["congruence"] in CONGRUENCES


@each_sample
def test_words_agree_with_sentences_fillers_and_pace(path: Path) -> None:
    truth = truth_of(path)
    words = truth["text"].split()
    assert 25 <= len(words) <= 80
    assert " ".join(sentence["text"] for sentence in truth["sentences"]) == truth["text"]
    fillers = [word for word in truth["verbatim"].split() if word in {"um", "uh"}]
    assert len(fillers) == len(truth["fillers"])
    assert [word for word in truth["verbatim"].split() if word not in {"um", "uh"}] == words
    speech_s = truth["sentences"][-1]["end_s"] - truth["sentences"][0]["start_s"]
    assert truth["speech_wpm"] == pytest.approx(60.0 * len(words) / speech_s, abs=0.1)


@each_sample
def test_times_lie_in_the_file_in_order_and_apart(path: Path) -> None:
    truth = truth_of(path)
    samples, rate_hz = samples_of(path)
    spoken = [(sentence["start_s"], sentence["end_s"]) for sentence in truth["sentences"]]
    held = sorted([*map(tuple, truth["fillers"]), *silences_of(truth)])
    for spans in (spoken, held):
        assert all(0.0 <= start_s < end_s <= len(samples) / rate_hz for start_s, end_s in spans)
        assert all(before[1] <= after[0] + ROUNDING_S for before, after in itertools.pairwise(spans))
    assert all(end_s - start_s >= SHORTEST_PAUSE_S - ROUNDING_S for start_s, end_s in silences_of(truth))


@each_sample
def test_pauses_are_silent_and_sentences_are_not(path: Path) -> None:
    truth = truth_of(path)
    samples, rate_hz = samples_of(path)
    speech = np.zeros(len(samples), dtype=np.bool_)
    for sentence in truth["sentences"]:
        speech[round(sentence["start_s"] * rate_hz) : round(sentence["end_s"] * rate_hz)] = True
    for start_s, end_s in silences_of(truth):
        speech[round(start_s * rate_hz) : round(end_s * rate_hz)] = False
    speech_db = level_db(samples[speech])
    for start_s, end_s in silences_of(truth):
        pause = samples[round(start_s * rate_hz) : round(end_s * rate_hz)]
        assert level_db(pause) < speech_db - PAUSE_UNDER_SPEECH_DB
    for start_s, end_s in truth["fillers"]:
        filler = samples[round(start_s * rate_hz) : round(end_s * rate_hz)]
        assert level_db(filler) > speech_db - PAUSE_UNDER_SPEECH_DB


@each_sample
def test_the_voice_is_as_loud_as_its_label(path: Path) -> None:
    """Soft voices lie under every steady one and forceful ones over it, by more than a listener's doubt."""
    truth = truth_of(path)
    edges_db = {"soft": (-60.0, -31.0), "steady": (-31.0, -23.0), "forceful": (-23.0, 0.0)}
    lowest_db, highest_db = edges_db[truth["voice_label"]]
    assert lowest_db < truth["shaping"]["level_db"] < highest_db
    samples, _ = samples_of(path)
    # The loudest quarter of 20 ms frames: all of it voiced speech.
    frames = samples[: len(samples) // 320 * 320].reshape(-1, 320)
    levels_db = np.sort(10.0 * np.log10(np.mean(frames**2, axis=1) + 1e-12))
    assert lowest_db < float(np.mean(levels_db[-len(levels_db) // 4 :])) - 2.0 < highest_db
