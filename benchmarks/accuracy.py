"""How right the program is beside its peers, in one run, for every measure whose truth is known.

    python -m benchmarks.accuracy MANIFEST [--set NAME ...] [--only MEASURE ...] [--model base]

MANIFEST is described in `benchmarks/manifest.py`, the figures in `benchmarks/scores.py`. Recordings are not part of
this project. Each set is told by itself. Intervals are 95 %, from 1,000 bootstrap draws over recordings.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from benchmarks import results
from benchmarks.judges import JUDGES
from benchmarks.manifest import Row, read_rows
from benchmarks.measures import Measure, System
from benchmarks.peers.ours import Voicecoach
from benchmarks.peers.praat import Praat
from benchmarks.peers.pyin import Pyin
from benchmarks.peers.silero import SileroVad
from benchmarks.peers.swift import SwiftF0
from benchmarks.peers.whisper import PlainWhisper

Scores = dict[str, dict[Measure, dict[str, list[Any]]]]
"""By set, measure and system: the score of each recording."""


def run(rows: Sequence[Row], systems: Sequence[System], only: frozenset[Measure]) -> tuple[Scores, dict[str, float]]:
    """Every recording through every system that measures something known of it; seconds by system."""
    found: Scores = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    times_s = dict.fromkeys((system.name for system in systems), 0.0)
    for row in rows:
        for system in systems:
            wanted = frozenset(one for one in system.measures & only if JUDGES[one].is_known(row))
            if not wanted:
                continue
            clock = time.perf_counter()
            told = system.tell(row.sound, wanted)
            times_s[system.name] += time.perf_counter() - clock
            for measure in sorted(wanted):
                found[row.set][measure][system.name].append(JUDGES[measure].score(row, told))
    return found, times_s


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--set", dest="sets", action="append", help="may be given several times")
    parser.add_argument("--only", action="append", choices=get_args(Measure), help="may be given several times")
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    rows = read_rows(asked.manifest, asked.sets)
    only: frozenset[Measure] = frozenset(asked.only or get_args(Measure))
    systems: list[System] = [
        Voicecoach.with_words(asked.model),
        PlainWhisper.load(asked.model),
        Praat(),
        SileroVad(),
        SwiftF0.load(),
        Pyin(),
    ]
    found, times_s = run(rows, systems, only)
    sets = {
        name: {
            measure: {system: JUDGES[measure].figures(scored) for system, scored in by_system.items()}
            for measure, by_system in sorted(measures.items())
        }
        for name, measures in sorted(found.items())
    }
    print(table(sets))
    used = {system for measures in found.values() for by_system in measures.values() for system in by_system}
    told = {
        "model": asked.model,
        "systems": {system.name: system.version for system in systems if system.name in used},
        "sets": sets,
        "time_s": {name: round(seconds, 1) for name, seconds in times_s.items() if name in used},
    }
    print(f"written to {results.write('accuracy', told)}")


def table(sets: dict[str, dict[Measure, dict[str, dict[str, Any]]]]) -> str:
    """The figures for people."""
    lines = []
    for name, measures in sets.items():
        for measure, by_system in measures.items():
            for system, told in by_system.items():
                shown = [
                    f"{key} {value['value']} {value['interval_95']}"
                    for key, value in told.items()
                    if isinstance(value, dict)
                ]
                counts = [f"{value} {key}" for key, value in told.items() if isinstance(value, int)]
                lines.append(f"{name:22} {measure:17} {system:12} {'; '.join(shown)} ({', '.join(counts)})")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
