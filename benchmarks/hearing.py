"""How fast the voice is measured, recognition left out, beside Praat, librosa.pyin and openSMILE, on one thread.

    python -m benchmarks.hearing RECORDING [--excerpt-s 60] [--repeats 3]

`benchmarks.speed` starts it with one thread for every library. The program does all that `analyze` does (speech, level,
pitch, pauses, pace, style, advice), with given words in place of the recogniser's. Each peer does what it measures;
librosa.pyin hears an excerpt only, since it is slow.

Measures
    times_real_time    seconds of sound over seconds of processor time; the least of the repeats counts.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import results
from benchmarks.measures import Sound
from benchmarks.peers.opensmile import MISSING, OpenSmile
from benchmarks.peers.praat import Praat
from benchmarks.peers.pyin import Pyin
from benchmarks.peers.silero import SileroVad
from benchmarks.peers.swift import SwiftF0
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.analysis import Parts, analyse
from voicecoach.fakes import FakeRecording, FakeStyleModel, FakeTranscriber
from voicecoach.units import RATE_HZ

WORDS_PER_WINDOW = 72
"""About 150 words a minute in windows of 29 s."""

SENTENCE = "I would like to talk about how we share the work, um, and what we could change."


def given_words(windows: int) -> FakeTranscriber:
    """A recogniser that says the same all the time."""
    said = SENTENCE.split()
    text = " ".join((said * (WORDS_PER_WINDOW // len(said) + 1))[:WORDS_PER_WINDOW])
    return FakeTranscriber([text] * windows)


def hear(sound: Sound) -> None:
    """Everything but recognition."""
    windows = len(sound.samples) // RATE_HZ + 1
    parts = Parts(SileroClassifier, SwiftPitchTracker, lambda: given_words(windows), FakeStyleModel)
    analyse(FakeRecording(sound.samples), sound.name, parts)


def least_s(work: Callable[[Sound], object], sound: Sound, repeats: int) -> float:
    """Seconds of processor time, all threads together."""
    taken_s = []
    for _ in range(repeats):
        clock = time.process_time()
        work(sound)
        taken_s.append(time.process_time() - clock)
    return min(taken_s)


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording", type=Path)
    parser.add_argument("--excerpt-s", type=float, default=60.0)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    whole = Sound("whole", made=Sound("file", asked.recording).samples)
    excerpt = Sound("excerpt", made=whole.samples[: round(asked.excerpt_s * RATE_HZ)])
    swift, praat, silero, pyin, smile = SwiftF0.load(), Praat(), SileroVad(), Pyin(), OpenSmile.load()
    works: list[tuple[str, str, Callable[[Sound], object], Sound]] = [
        ("voicecoach", "speech, level, pitch, pauses, pace, style, advice", hear, whole),
        (swift.name, "pitch", lambda sound: swift.tell(sound, swift.measures), whole),
        (praat.name, "pitch, pauses, syllables", lambda sound: praat.tell(sound, praat.measures), whole),
        (silero.name, "pauses", lambda sound: silero.tell(sound, silero.measures), whole),
        (pyin.name, "pitch", lambda sound: pyin.tell(sound, pyin.measures), excerpt),
    ]
    if smile is None:
        print(MISSING)
    else:
        works.append((smile.name, "88 functionals", lambda sound: smile.tell(sound, smile.measures), whole))
    figures: dict[str, object] = {"threads": 1}
    for name, what, work, sound in works:
        work(excerpt)
        sound_s = len(sound.samples) / RATE_HZ
        taken_s = least_s(work, sound, asked.repeats)
        times = round(sound_s / taken_s, 1)
        figures[name] = {"measures": what, "sound_s": sound_s, "time_s": round(taken_s, 3), "times_real_time": times}
        print(f"{name:18} {times:8.1f} times real time: {what}")
    print(f"written to {results.write('hearing', figures)}")


if __name__ == "__main__":
    main()
