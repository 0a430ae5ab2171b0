"""The most memory that `voicecoach analyze` held: short and long recordings should need the same.

Measures
    peak_mb    largest resident set of the process (wait4, POSIX), millions of bytes.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
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


def measure(sources: list[Path], lengths_min: Sequence[float], model: str, folder: Path) -> None:
    """Analyse recordings of some lengths, print and write the figures."""
    if not hasattr(os, "wait4"):
        print("memory is left out: this system does not tell what a process held")
        return
    program = str(Path(sys.executable).with_name("voicecoach"))
    runs = []
    for minutes in lengths_min:
        path = parts.long_recording(sources, minutes, folder)
        command = [program, "--quiet", "analyze", str(path), "--model", model, "--json", str(folder / "out.json")]
        runs.append({"minutes": minutes, "peak_mb": round(peak_bytes(command) / 1e6, 1)})
        print(f"{minutes:g} min: {runs[-1]['peak_mb']} MB")
        path.unlink()
    print(f"written to {results.write('memory', {'model': model, 'runs': runs})}")
