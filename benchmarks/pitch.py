"""Pitch errors of the program beside swift-f0, Praat and librosa.pyin, in one run.

    python -m benchmarks.pitch MANIFEST [--set NAME ...] [--limit N] [--snr 10] [--noise noise.jsonl]

Rows of MANIFEST with `f0` (a file of rows "time_s hz", 0 where unvoiced) are scored as they are. The others are
resynthesised with WORLD, so that their pitch is known. Each is heard as it is and, with --noise, under noise and under
babble at --snr decibels and in a room. Intervals are 95 %, from 1,000 bootstrap draws over recordings.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import mixing, results
from benchmarks.manifest import Row, read_noises, read_rows
from benchmarks.measures import Measure, Sound, System
from benchmarks.peers.ours import Voicecoach
from benchmarks.peers.praat import Praat
from benchmarks.peers.pyin import Pyin
from benchmarks.peers.swift import SwiftF0
from benchmarks.pitch_errors import PitchErrors, TrueF0, compare, figures
from voicecoach.audio import Samples

PITCH: frozenset[Measure] = frozenset({"pitch"})

Errors = dict[str, dict[str, dict[str, list[PitchErrors]]]]
"""By set and truth, condition, and system."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What recordings are put into; empty for the recordings as they are."""

    noises: Sequence[Samples] = ()
    rooms: Sequence[Samples] = ()
    voices: Mapping[str, Samples] | None = None
    """Recordings for babble, by name."""
    snr_db: float = 10.0

    def around(self, name: str, speech: Samples, seed: int) -> Iterator[tuple[str, Samples]]:
        """The recording in each condition, with the condition's name."""
        yield "clean", speech
        rng = np.random.default_rng(seed)
        if self.noises:
            noise = self.noises[int(rng.integers(len(self.noises)))]
            yield f"noise_{self.snr_db:g}_db", mixing.mix(speech, noise, self.snr_db, rng)
        others = [voice for other, voice in (self.voices or {}).items() if other != name]
        if len(others) >= mixing.BABBLE_VOICES:
            chosen = rng.choice(len(others), mixing.BABBLE_VOICES, replace=False)
            babble = mixing.babble([others[int(one)] for one in chosen])
            yield f"babble_{self.snr_db:g}_db", mixing.mix(speech, babble, self.snr_db, rng)
        if self.rooms:
            yield "room", mixing.in_room(speech, self.rooms[int(rng.integers(len(self.rooms)))])


def measure(rows: Sequence[Row], systems: Sequence[System], surroundings: Surroundings) -> Errors:
    """Hear every recording in every condition with every system."""
    errors: Errors = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for index, row in enumerate(rows):
        speech, truth = _known(row)
        if not truth.f0_hz.any():
            continue
        kind = f"{row.set} {'as recorded' if row.f0 else 'resynthesised'}"
        for condition, samples in surroundings.around(row.audio, speech, index):
            sound = Sound(row.audio, made=samples)
            for system in systems:
                track = system.tell(sound, PITCH).f0
                assert track is not None
                errors[kind][condition][system.name].append(compare(track, truth))
    return errors


def _known(row: Row) -> tuple[Samples, TrueF0]:
    """A recording whose pitch is known: itself, or made anew."""
    samples = row.sound.samples
    if row.f0:
        return samples, TrueF0.read(row.folder / row.f0)
    return mixing.resynthesise(samples)


def table(errors: Errors) -> str:
    """The figures for people."""
    lines = []
    for kind, conditions in errors.items():
        lines += [
            f"\n{kind}, {len(next(iter(conditions['clean'].values())))} recordings",
            f"{'':12} {'':14} {'gross':>7} {'missed':>7} {'false':>7} {'total':>7} [95 %]          cents",
        ]
        for condition, systems in conditions.items():
            for name, found in systems.items():
                told = figures(found)
                interval = told["total"]["interval_95"]
                ends = f"[{interval[0]:.2%}, {interval[1]:.2%}]" if interval else "[?]"
                values = " ".join(
                    f"{told[key]['value']:7.2%}" for key in ("gross_error", "voiced_missed", "unvoiced_voiced", "total")
                )
                cents = told["mean_cents"]["value"]
                lines.append(f"{condition:12} {name:14} {values} {ends} {cents:5.1f}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--set", dest="sets", action="append", help="may be given several times")
    parser.add_argument("--limit", type=int, help="recordings of each set, evenly chosen")
    parser.add_argument("--snr", type=float, default=10.0)
    parser.add_argument("--noise", type=Path, help="list of noises and rooms to put recordings into")
    parser.add_argument("--babble", default="librispeech_test_other", help="the set that babble is made of")
    asked = parser.parse_args()
    rows = _limited(read_rows(asked.manifest, asked.sets), asked.limit)
    surroundings = Surroundings()
    if asked.noise:
        voices = {row.audio: row.sound.samples for row in read_rows(asked.manifest, [asked.babble])}
        noises, rooms = read_noises(asked.noise, "noise"), read_noises(asked.noise, "rir")
        surroundings = Surroundings(noises, rooms, voices, asked.snr)
    systems: list[System] = [Voicecoach(), SwiftF0.load(), Praat(), Pyin()]
    clock = time.perf_counter()
    errors = measure(rows, systems, surroundings)
    print(table(errors))
    told = {
        "systems": {system.name: system.version for system in systems},
        "snr_db": asked.snr,
        "sets": {
            kind: {
                condition: {name: figures(found) for name, found in by_system.items()}
                for condition, by_system in conditions.items()
            }
            for kind, conditions in errors.items()
        },
        "time_s": round(time.perf_counter() - clock, 1),
    }
    print(f"written to {results.write('pitch', told)}")


def _limited(rows: Sequence[Row], limit: int | None) -> list[Row]:
    """So many of each set, from all over it."""
    chosen: list[Row] = []
    for name in dict.fromkeys(row.set for row in rows):
        mine = [row for row in rows if row.set == name]
        step = max(1, -(-len(mine) // limit)) if limit else 1
        chosen += mine[::step]
    return chosen


if __name__ == "__main__":
    main()
