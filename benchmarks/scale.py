"""Many recordings: `voicecoach batch` beside a plain loop of faster-whisper over the same files, in one run.

    python -m benchmarks.scale MANIFEST [--recordings 200] [--repeats 2] [--model base] [--workers N]

MANIFEST is described in `benchmarks/manifest.py`; the recordings are spread evenly over it. Linux only: other systems
do not tell how long each thread worked.

Measures
    ratio           wall time of the batch over that of the loop, start of the programs and loading included; which goes
                    first changes with every repeat, and the median is told.
    cpu_share       processor time of the batch and its workers over wall time and cores.
    cpu_share_left  the same over what other programs of the machine left: 1 where no core ever waited for the batch.
    overhead        see `benchmarks/worker_profile.py`.

The loop is faster-whisper as its README shows it (beam 5, word timestamps, int8, its own number of threads), in one
process.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import parts, results
from benchmarks.manifest import Row, read_rows

PROFILED = 60
"""Recordings of the profile, spread over all."""

LONG_MINUTES = 10.0
"""A second profile is that of one long recording, joined from all."""

_PLAIN = """
import sys
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8")
for path in sys.argv[2:]:
    segments, _ = model.transcribe(path, beam_size=5, word_timestamps=True)
    list(segments)
"""
"""In a process that never sees this project, which sets how many threads numpy takes."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one program took, in seconds."""

    wall_s: float
    cpu_s: float
    others_s: float
    """Processor time of all other programs meanwhile."""

    def cpu_share(self, cores: int) -> float:
        """Share of the cores' time."""
        return self.cpu_s / (self.wall_s * cores)

    def cpu_share_left(self, cores: int) -> float:
        """Share of what the other programs left of it."""
        return min(1.0, self.cpu_s / (self.wall_s * cores - self.others_s))


def spread(rows: Sequence[Row], count: int) -> list[Row]:
    """Some rows, evenly over all; all where there are fewer."""
    count = min(count, len(rows))
    return [rows[place * len(rows) // count] for place in range(count)]


def timed(command: Sequence[str]) -> tuple[Run, str]:
    """Run a command to its end; what it took and what it printed.

    Raises:
        CalledProcessError: When it fails.
    """
    own_s, busy_s, clock = _children_s(), _busy_s(), time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    wall_s = time.perf_counter() - clock
    cpu_s = _children_s() - own_s
    return Run(wall_s, cpu_s, max(0.0, _busy_s() - busy_s - cpu_s)), done.stdout


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _busy_s() -> float:
    """Processor time of the whole machine since it started."""
    user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(
        int, Path("/proc/stat").read_text(encoding="ascii").split()[1:9]
    )
    return (user + nice + system + interrupts + soft + stolen) / os.sysconf("SC_CLK_TCK")


def measure(paths: list[str], asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Both programs, in turns."""
    batch = [sys.executable, "-m", "voicecoach", "batch", *paths, "--model", asked.model, "--quiet", "--json"]
    batch += ["--workers", str(asked.workers)] if asked.workers else []
    loop = [sys.executable, "-c", _PLAIN, str(parts.weights(asked.model)), *paths]
    cores = len(os.sched_getaffinity(0))
    ours: list[Run] = []
    plain: list[Run] = []
    summary: dict[str, Any] = {}
    for repeat in range(asked.repeats):
        for is_ours in (False, True) if repeat % 2 else (True, False):
            if is_ours:
                run, printed = timed([*batch, "--out", str(folder / f"out-{repeat}")])
                ours.append(run)
                summary = json.loads(printed)
            else:
                plain.append(timed(loop)[0])
        told = f"{ours[-1].cpu_share(cores):.1%} of the cores, {ours[-1].cpu_share_left(cores):.1%} of what was left"
        print(f"voicecoach {ours[-1].wall_s:.1f} s ({told}), loop {plain[-1].wall_s:.1f} s")
    ratios = [one.wall_s / other.wall_s for one, other in zip(ours, plain, strict=True)]
    return {
        "model": asked.model,
        "recordings": summary["recordings"],
        "analysed": summary["analysed"],
        "sound_s": summary["sound_s"],
        "workers": summary["workers"],
        "cores": cores,
        "document_bytes": sum(path.stat().st_size for path in (folder / "out-0" / "documents").iterdir()),
        "table_bytes": (folder / "out-0" / "analysis.parquet").stat().st_size,
        "batch_s": round(statistics.median(run.wall_s for run in ours), 1),
        "batch_cpu_s": round(statistics.median(run.cpu_s for run in ours), 1),
        "loop_s": round(statistics.median(run.wall_s for run in plain), 1),
        "loop_cpu_s": round(statistics.median(run.cpu_s for run in plain), 1),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_range": [round(min(ratios), 3), round(max(ratios), 3)],
        "cpu_share": round(statistics.median(run.cpu_share(cores) for run in ours), 3),
        "cpu_share_left": round(statistics.median(run.cpu_share_left(cores) for run in ours), 3),
        "others_share": round(statistics.median(run.others_s / (run.wall_s * cores) for run in ours), 3),
    }


def profiled(paths: list[str], model: str) -> dict[str, Any]:
    """The profile of one worker, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.worker_profile", model, *paths]
    told: dict[str, Any] = json.loads(timed(command)[1])
    return told


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--set", dest="sets", action="append", help="may be given several times")
    parser.add_argument("--recordings", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--model", default="base")
    parser.add_argument("--workers", type=int, help="as many as the program takes by itself otherwise")
    asked = parser.parse_args()
    rows = spread(read_rows(asked.manifest, asked.sets), asked.recordings)
    paths = [str(row.folder / row.audio) for row in rows]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = measure(paths, asked, folder)
        some = paths[:: max(1, len(paths) // PROFILED)]
        figures["short"] = profiled(some, asked.model)
        long = parts.long_recording([Path(path) for path in some], LONG_MINUTES, folder)
        figures["long"] = profiled([paths[0], str(long)], asked.model)
    print(f"overhead {figures['short']['overhead']:.1%}, of a long recording {figures['long']['overhead']:.1%}")
    print(f"ratio {figures['ratio']}, written to {results.write('scale', figures)}")


if __name__ == "__main__":
    main()
