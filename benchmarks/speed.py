"""How fast the program is, and how much memory it takes, beside its peers, in one run.

    python -m benchmarks.speed [--only analyze|hearing|memory ...] [--minutes 10] [--repeats 3] [--model base]
                               [--long-minutes 180] [RECORDING ...]

Without recordings, the project's own samples are joined. Each part writes a file of its own:

analyze    `analyze` and plain faster-whisper take turns; each figure is the median of the repeats, and the ratio that
           of the pairs. Loading the model is left out of both.
hearing    pitch, level, pauses, pace and advice without recognition, on one thread: see `benchmarks/hearing.py`.
memory     the most that `voicecoach analyze` held, on --minutes and on --long-minutes where that is given.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import memory, parts, results
from benchmarks.measures import Sound
from benchmarks.peers.whisper import PlainWhisper
from voicecoach.adapters.media import MediaFile
from voicecoach.analysis import analyse

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA", "VECLIB_MAXIMUM")}


def measure_analyze(asked: argparse.Namespace, sources: list[Path], folder: Path) -> None:
    """The program and plain faster-whisper, in turns."""
    path = parts.long_recording(sources, asked.minutes, folder)
    warm_up = parts.long_recording(sources, 2.0, folder)
    ours, plain = parts.our_parts(asked.model), PlainWhisper.load(asked.model)
    pairs: list[tuple[float, float]] = []
    stages: dict[str, float] = {}
    plain.tell(Sound("warm-up", warm_up), plain.measures)
    analyse(MediaFile(warm_up), str(warm_up), ours)
    for _ in range(asked.repeats):
        clock = time.perf_counter()
        plain.tell(Sound("speed", path), plain.measures)
        plain_s = time.perf_counter() - clock
        clock = time.perf_counter()
        stages = analyse(MediaFile(path), str(path), ours).engine.stages_s
        pairs.append((time.perf_counter() - clock, plain_s))
        print(f"voicecoach {pairs[-1][0]:.1f} s, plain faster-whisper {plain_s:.1f} s")
    ratios = [our_s / plain_s for our_s, plain_s in pairs]
    figures = {
        "model": asked.model,
        "minutes": asked.minutes,
        "sources": "samples" if not asked.recordings else f"{len(sources)} recordings",
        "voicecoach_s": round(statistics.median(our_s for our_s, _ in pairs), 2),
        "plain_s": round(statistics.median(plain_s for _, plain_s in pairs), 2),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_range": [round(min(ratios), 3), round(max(ratios), 3)],
        "last_stages_s": stages,
    }
    print(f"ratio {figures['ratio']} (range {figures['ratio_range']}), written to {results.write('speed', figures)}")


def measure_hearing(asked: argparse.Namespace, sources: list[Path], folder: Path) -> None:
    """In a process of its own, since libraries read how many threads they may use when they are loaded."""
    path = parts.long_recording(sources, asked.minutes, folder)
    command = [sys.executable, "-m", "benchmarks.hearing", str(path), "--repeats", str(asked.repeats)]
    subprocess.run(command, check=True, env=os.environ | ONE_THREAD)


def measure_memory(asked: argparse.Namespace, sources: list[Path], folder: Path) -> None:
    """A short and a long recording."""
    lengths = [asked.minutes] + ([asked.long_minutes] if asked.long_minutes else [])
    memory.measure(memory.Asked(["one"], lengths, asked.model, are_given=bool(asked.recordings)), sources, folder)


PARTS: dict[str, Callable[[argparse.Namespace, list[Path], Path], None]] = {
    "analyze": measure_analyze,
    "hearing": measure_hearing,
    "memory": measure_memory,
}


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", nargs="*", type=Path)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="may be given several times")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--long-minutes", type=float, help="a second length for memory, such as 180")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    sources = asked.recordings or sorted(parts.SAMPLES.glob("*.wav"))
    for name in asked.only or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](asked, sources, Path(folder))


if __name__ == "__main__":
    main()
