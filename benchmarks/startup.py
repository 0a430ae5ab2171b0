"""How long `voicecoach --help` takes beside `python -c "import click"`, in one run.

    python -m benchmarks.startup [--repeats 20]

The two take turns; each figure is the least of the repeats, which is what the program costs on an idle machine.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import results


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=20)
    repeats = parser.parse_args().repeats
    commands = {
        "voicecoach_help": [str(Path(sys.executable).with_name("voicecoach")), "--help"],
        "import_click": [sys.executable, "-c", "import click"],
    }
    best_s = dict.fromkeys(commands, float("inf"))
    for _ in range(repeats):
        for name, command in commands.items():
            clock = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            best_s[name] = min(best_s[name], time.perf_counter() - clock)
    figures = {f"{name}_s": round(seconds, 4) for name, seconds in best_s.items()}
    figures["ratio"] = round(best_s["voicecoach_help"] / best_s["import_click"], 2)
    print(figures, results.write("startup", figures))


if __name__ == "__main__":
    main()
