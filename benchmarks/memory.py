"""The most memory that `voicecoach analyze` held: short and long recordings should need the same.

    python -m benchmarks.memory [--speakers one|stereo|mono ...] [--minutes 10 --minutes 180] [--model base]
                                [RECORDING ...]

Without recordings, the project's own samples are joined. With two speakers, recordings that are named should take turns
between two voices. Figures of kinds that are not measured stay as they are: `mono` needs the extra `speakers`.

Measures
    peak_mb    largest resident set of the process (wait4, POSIX), millions of bytes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import parts, results

_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024

_STARTER = """
import os, sys
answer = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
process = os.spawnvp(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(process, 0)
os.write(answer, str(used.ru_maxrss).encode())
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process between this one and the command: Linux counts what the starter held as held by what it starts."""


Run = dict[str, object]
"""What one analysis took: `speakers` (a key of `KINDS`), `minutes`, `model`, `sources`, `peak_mb`, `took_s`.

`commit` is the one that was measured: runs of one file may be of several."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured."""

    kinds: Sequence[str]
    """Keys of `KINDS`."""
    lengths_min: Sequence[float]
    model: str
    are_given: bool = False
    """Whether the recordings are the user's, and not the samples."""


def peak_bytes(command: Sequence[str]) -> int:
    """Run a command to its end, whatever it prints; the largest resident set of its process.

    Raises:
        RuntimeError: When the command fails.
    """
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    run = subprocess.run(starter, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"{command[0]} ended with {run.returncode}")
    return int(run.stdout) * _MAXRSS_BYTES


KINDS: dict[str, tuple[str, ...]] = {"one": (), "stereo": ("--speakers", "2"), "mono": ("--speakers", "2")}
"""Who speaks in a recording, with what `analyze` is asked for it: one speaker; two, each on a channel of their own; two
on one channel, which takes the extra `speakers`."""


def measure(asked: Asked, sources: list[Path], folder: Path) -> None:
    """Analyse recordings of some lengths, print and write the figures."""
    if not hasattr(os, "wait4"):
        print("memory is left out: this system does not tell what a process held")
        return
    program = str(Path(sys.executable).with_name("voicecoach"))
    sources_told = "samples" if not asked.are_given else f"{len(sources)} recordings"
    runs: list[Run] = []
    for kind in asked.kinds:
        for minutes in asked.lengths_min:
            path = parts.long_recording(sources, minutes, folder, channels=2 if kind == "stereo" else 1)
            command = [program, "--quiet", "analyze", str(path), "--model", asked.model, *KINDS[kind]]
            clock = time.perf_counter()
            peak_mb = round(peak_bytes([*command, "--json", str(folder / "out.json")]) / 1e6, 1)
            took_s = round(time.perf_counter() - clock, 1)
            told = {"model": asked.model, "sources": sources_told, "peak_mb": peak_mb, "took_s": took_s}
            runs.append({"speakers": kind, "minutes": minutes, **told, "commit": results.commit()})
            print(f"{kind}, {minutes:g} min: {peak_mb} MB, {took_s:g} s", flush=True)
            path.unlink()
    print(f"written to {results.write('memory', {'runs': joined(_before(), runs)})}")


def joined(before: Sequence[Run], runs: Sequence[Run]) -> list[Run]:
    """The runs of a measurement, and earlier ones of kinds that it leaves out, in the order of `KINDS`."""
    measured = {run["speakers"] for run in runs}
    kept = [run for run in before if run["speakers"] not in measured]
    return sorted([*kept, *runs], key=lambda run: list(KINDS).index(str(run["speakers"])))


def _before() -> list[Run]:
    """The runs that are written already."""
    path = results.FOLDER / "memory.json"
    runs: list[Run] = json.loads(path.read_text(encoding="utf-8"))["figures"]["runs"] if path.exists() else []
    return runs


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", nargs="*", type=Path)
    parser.add_argument("--speakers", action="append", choices=list(KINDS), help="may be given several times")
    parser.add_argument("--minutes", action="append", type=float, help="may be given several times; 10 and 180 else")
    parser.add_argument("--model", default="base")
    given = parser.parse_args()
    kinds, lengths_min = given.speakers or ["one", "stereo"], given.minutes or [10.0, 180.0]
    asked = Asked(kinds, lengths_min, given.model, are_given=bool(given.recordings))
    with tempfile.TemporaryDirectory() as folder:
        measure(asked, given.recordings or sorted(parts.SAMPLES.glob("*.wav")), Path(folder))


if __name__ == "__main__":
    main()
