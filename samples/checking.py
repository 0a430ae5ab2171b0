"""Measures the samples with other tools than the product's own: Praat, plain numpy and a recogniser.

Conventions
    Levels are in dB relative to full scale, pitch in semitones. Sentence measures are the median over the
    sentences of a recording.
"""

import json
import re
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from samples import shaping
from samples.voice import MISSING, RATE_HZ, MissingPartError, Samples

# What the recogniser must be shown before it writes fillers down.
_FILLER_PROMPT = "Um, uh, hmm, er, ah."
_FILLER = re.compile(r"^(u+m+|u+h+|uhm|e+r+m?|a+h+|h+m+|mm+)$")
_PITCH_STEP_S = 0.01
# Farther than an octave from the median lie only the tracker's own errors: no sample's voice is bent so far.
_STRAY_SEMITONES = 12.0
# The pitch at the very end is read from the last voiced stretch of this length.
_FINAL_PITCH_S = 0.35
_NUMBERS = {"2": "two", "4": "four", "8": "eight", "11": "eleven", "200": "two hundred"}


def read_wav(path: Path) -> Samples:
    """Samples of a 16-bit mono WAV, -1..1."""
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64) / 32768.0


def alpha_ratio_db(samples: Samples) -> float:
    """Energy of 1 to 5 kHz over that of 50 to 1000 Hz, in dB."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    freqs_hz = np.fft.rfftfreq(len(samples), 1.0 / RATE_HZ)
    high = power[(freqs_hz >= 1000.0) & (freqs_hz <= 5000.0)].sum()
    low = power[(freqs_hz >= 50.0) & (freqs_hz < 1000.0)].sum()
    return float(10.0 * np.log10(high / low))


def pitch_semitones(samples: Samples) -> tuple[Samples, Samples]:
    """Times and pitch of the voiced frames, in semitones over 100 Hz, by Praat's autocorrelation."""
    try:
        import parselmouth
    except ImportError as error:
        raise MissingPartError(f"{MISSING} ({error.name} is missing)") from error
    pitch = parselmouth.Sound(samples, float(RATE_HZ)).to_pitch_ac(
        time_step=_PITCH_STEP_S,
        pitch_floor=shaping.PITCH_FLOOR_HZ,
        pitch_ceiling=shaping.PITCH_CEILING_HZ,
    )
    f0_hz = np.asarray(pitch.selected_array["frequency"], dtype=np.float64)
    times_s, f0_hz = np.asarray(pitch.xs(), dtype=np.float64)[f0_hz > 0], f0_hz[f0_hz > 0]
    semitones = np.asarray(12.0 * np.log2(f0_hz / 100.0), dtype=np.float64)
    near = np.abs(semitones - np.median(semitones)) < _STRAY_SEMITONES
    return times_s[near], semitones[near]


def final_semitones(times_s: Samples, semitones: Samples) -> float:
    """Pitch movement over the last voiced part of a sentence, by a straight line."""
    last = times_s > times_s[-1] - _FINAL_PITCH_S
    slope = np.polyfit(times_s[last], semitones[last], 1)[0]
    return float(slope * (times_s[last][-1] - times_s[last][0]))


def measures(samples: Samples, truth: dict[str, Any]) -> dict[str, float]:
    """The shaping as it can be heard in the samples."""
    pieces = [samples[round(s["start_s"] * RATE_HZ) : round(s["end_s"] * RATE_HZ)] for s in truth["sentences"]]
    tracks = [pitch_semitones(piece) for piece in pieces]
    semitones = np.concatenate([track[1] for track in tracks])
    minutes = (truth["sentences"][-1]["end_s"] - truth["sentences"][0]["start_s"]) / 60.0
    return {
        "s": len(samples) / RATE_HZ,
        "wpm": truth["speech_wpm"],
        "level": shaping.active_level_db(samples),
        "fade": float(np.median([shaping.end_fade_db(piece) for piece in pieces])),
        "alpha": alpha_ratio_db(np.concatenate(pieces)),
        "f0 Hz": float(100.0 * 2.0 ** (np.median(semitones) / 12.0)),
        "f0 SD st": float(np.std(semitones)),
        "range st": float(np.subtract(*np.percentile(semitones, [95, 5]))),
        "final st": float(np.median([final_semitones(*track) for track in tracks])),
        "paus/min": len(truth["pauses"]) / minutes,
        "fill/min": len(truth["fillers"]) / minutes,
    }


def plain_words(text: str) -> list[str]:
    """Words as a recogniser's errors are counted: lower case, no punctuation, numbers as words."""
    words = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("%", " percent")).split()
    return " ".join(_NUMBERS.get(word, word) for word in words).split()


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Fewest words to change, add or drop to get from one to the other."""
    row = list(range(len(heard) + 1))
    for i, one in enumerate(said, start=1):
        previous, row[0] = row[0], i
        for j, other in enumerate(heard, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (one != other))
    return row[-1]


def recognised(path: Path, truth: dict[str, Any], model: Any) -> tuple[float, int, str]:
    """Word error rate in percent, fillers heard, and what was heard."""
    segments, _ = model.transcribe(str(path), language="en", beam_size=5, initial_prompt=_FILLER_PROMPT)
    text = " ".join(segment.text.strip() for segment in segments)
    heard = plain_words(text)
    words = [word for word in heard if not _FILLER.match(word)]
    said = plain_words(truth["text"])
    return 100.0 * word_errors(said, words) / len(said), len(heard) - len(words), text


def print_table(paths: Sequence[Path], model_folder: Path | None) -> None:
    """Print a line of measures for each recording.

    Args:
        paths: The WAV files; each has its truth beside it.
        model_folder: A faster-whisper model; None leaves recognition out.
    """
    model: Any = None
    if model_folder is not None:
        from faster_whisper import WhisperModel

        model = WhisperModel(str(model_folder), device="cpu", compute_type="int8", cpu_threads=2)
    texts: list[str] = []
    for index, path in enumerate(paths):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        row = measures(read_wav(path), truth)
        if index == 0:
            print(f"{'recording':34}" + "".join(f"{name:>9}" for name in row) + ("   WER %  fillers" if model else ""))
        line = f"{path.stem:34}" + "".join(f"{value:9.1f}" for value in row.values())
        if model is not None:
            wer, fillers, text = recognised(path, truth, model)
            line += f"{wer:8.1f}  {fillers}/{len(truth['fillers'])}"
            texts.append(f"{path.stem}: {text}")
        print(line)
    print("\n".join(texts))
